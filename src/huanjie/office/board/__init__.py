"""Worklists and progress, read from all stages."""
