"""Fictitious counties: places, people, petitions and sheets, from a seed."""
