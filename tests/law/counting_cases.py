"""Tallies and provinces for the tests of counting."""

from huanjie.law.catalogue import next_step, sentence
from huanjie.law.counting import (
    NATIONAL,
    Ballot,
    DeterminationRules,
    Mark,
    Outcome,
    Tally,
)
from huanjie.law.pack.words import AfterSupplementary, Mode
from tests.law.cited import assert_cited


def rules(**changed: object) -> DeterminationRules:
    held = {name: getattr(NATIONAL, name) for name in DeterminationRules.__slots__}
    return DeterminationRules(**{**held, **changed})


ZHEJIANG = rules(supplementary_rounds_max=1, supplementary_after=AfterSupplementary.STOP)
SHANGHAI = rules(supplementary_rounds_max=1, supplementary_after=AfterSupplementary.VACANCY)
SHANDONG = rules(supplementary_after=AfterSupplementary.MAY_STAY_VACANT)


def tally(*, v=1000, t=600, b=None, s=1, **more: object) -> Tally:
    votes = more.pop("votes", {})
    return Tally(
        roll=v, participants=t, collected=t if b is None else b, seats=s, votes=votes, **more
    )


def session(*, d=200, present=160, s=1, votes=None, **more: object) -> Tally:
    return Tally(
        roll=d,
        participants=present,
        collected=present,
        seats=s,
        votes=votes or {},
        mode=Mode.INDIRECT,
        present=present,
        **more,
    )


def said(finding) -> None:
    assert_cited(finding)
    for language in ("zh", "en"):
        assert sentence(finding, language)
        assert next_step(finding, language)


def codes(outcome: Outcome) -> list[str]:
    for finding in outcome.findings:
        said(finding)
    return [finding.code for finding in outcome.findings]


def ballot(*approved: str, written: tuple[str, ...] = (), **marks: set[Mark]) -> Ballot:
    names = {name: frozenset({Mark.APPROVE}) for name in approved}
    return Ballot(names | {name: frozenset(m) for name, m in marks.items()}, written)
