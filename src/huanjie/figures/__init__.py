"""Figures of an election as pictures: the same SVG on screen and on paper."""
