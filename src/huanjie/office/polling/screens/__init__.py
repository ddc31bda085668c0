"""The screens of polling."""
