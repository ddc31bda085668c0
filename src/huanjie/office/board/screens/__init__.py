"""The screens of board."""
