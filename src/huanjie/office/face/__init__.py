"""The frame and the components of every page."""
