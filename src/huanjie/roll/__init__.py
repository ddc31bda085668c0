"""Voter files: read them as they really come, clean them, find duplicates, order names."""
