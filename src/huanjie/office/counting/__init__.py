"""Tally sheets typed twice, checks, determinations."""
