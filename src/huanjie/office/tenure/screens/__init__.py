"""The screens of tenure."""
