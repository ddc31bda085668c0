"""The screens of seats."""
