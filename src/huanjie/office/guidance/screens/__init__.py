"""The pages between the levels."""
