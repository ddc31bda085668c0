"""The steps of a rehearsal, one function each, in the order in which an election takes them."""

from huanjie.rehearsal.steps.committees import committee
from huanjie.rehearsal.steps.constituencies import seats
from huanjie.rehearsal.steps.counts import counting, declaration
from huanjie.rehearsal.steps.lists import formal, preliminary
from huanjie.rehearsal.steps.petitions import nomination
from huanjie.rehearsal.steps.polls import polling
from huanjie.rehearsal.steps.registers import population
from huanjie.rehearsal.steps.rolls import correction, roll

__all__ = [
    "committee",
    "correction",
    "counting",
    "declaration",
    "formal",
    "nomination",
    "polling",
    "population",
    "preliminary",
    "roll",
    "seats",
]
