"""Petitions, nominees, consultation, lists of candidates."""
