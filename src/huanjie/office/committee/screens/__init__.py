"""The screens of committee."""
