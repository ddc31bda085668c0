"""The screens of registration."""
