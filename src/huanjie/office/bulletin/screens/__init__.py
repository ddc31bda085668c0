"""The screens of bulletin."""
