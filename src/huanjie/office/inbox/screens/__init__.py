"""The screens of inbox."""
