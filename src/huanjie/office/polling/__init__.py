"""Contests, rounds, boxes and participants."""
