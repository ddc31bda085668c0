"""Whoever sits at the machine: for which unit, and what he is told when something is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from huanjie.cli.terminal import complaints, place_words, show_row_errors

if TYPE_CHECKING:
    from huanjie.office.ledger.actor import Actor
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.people.models import Unit


def at_desk(code: str) -> "tuple[Actor, Unit]":
    """The office of the unit named, or else of the topmost here."""
    from huanjie.office.ledger.actor import Actor
    from huanjie.office.people.models import Unit
    from huanjie.office.people.roles import Role

    found = Unit.objects.filter(code=code) if code else Unit.objects.filter(parent__isnull=True)
    own = found.order_by("code").first()
    if own is None:
        refuse(f"没有这个单位 · no such unit: {code}")
    return Actor("命令行", own.code, frozenset({Role.OFFICE}), unit_name=own.name), own


@contextmanager
def faults_told() -> Iterator[None]:
    """The faults of files that are met inside are shown; exit status 1."""
    from huanjie.roll.errors import SourceRefused

    try:
        yield
    except SourceRefused as refused:
        show_row_errors(refused.errors)
        raise typer.Exit(1) from None


def say(refusal: "Refused") -> NoReturn:
    """What stands in the way: where a file asked for it, the article, the next step; status 1."""
    from huanjie.law.catalogue import next_step, sentence

    place = place_words(
        getattr(refusal, "file", ""), getattr(refusal, "line", 0), getattr(refusal, "column", "")
    )
    for found in refusal.findings:
        head = f"{found.code} {place}".rstrip()
        complaints.print(f"■ {head} {found.article}：{sentence(found)}", markup=False)
        complaints.print(f"  → {next_step(found)}", markup=False)
    raise typer.Exit(1)


def refuse(words: str) -> NoReturn:
    """Say it and end; exit status 1."""
    complaints.print(f"■ {words}", markup=False)
    raise typer.Exit(1)
