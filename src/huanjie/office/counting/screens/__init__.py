"""The screens of counting."""
