"""The screens of nomination."""
