"""How far each stage of each election is, from the days its acts were done."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from huanjie.office.committee.models import Election, PlannedAct

STAGES: Final = {
    "committee": _("机构"),
    "seats": _("名额选区"),
    "registration": _("登记"),
    "nomination": _("提名"),
    "polling": _("投票"),
    "counting": _("计票"),
    "tenure": _("代表"),
}
"""The stages in their order, by the word they have on every floor."""

_BEGUN_BY: Final = {
    "committee": ("committee_appointed",),
    "seats": ("quota_determined",),
    "registration": ("registration_opened",),
    "nomination": ("roll_published", "preliminary_published"),
    "polling": ("polling_announced",),
    "counting": ("polling",),
    "tenure": ("declared",),
}
_DONE_BY: Final = {
    "committee": "election_day_fixed",
    "seats": "constituencies_published",
    "registration": "roll_published",
    "nomination": "formal_published",
    "polling": "polling",
    "counting": "declared",
}
_BEGUN_IN: Final = {
    "registering": "registration",
    "nominating": "nomination",
    "polling": "polling",
    "determining": "counting",
    "declared": "tenure",
}
ACT_STAGE: Final = {
    "committee_appointed": "committee",
    "election_day_fixed": "committee",
    "quota_determined": "seats",
    "constituencies_published": "seats",
    "registration_opened": "registration",
    "roll_published": "registration",
    "preliminary_published": "nomination",
    "formal_published": "nomination",
    "polling_announced": "polling",
    "polling": "polling",
    "declared": "counting",
}
"""The stage in which each act of the timetable is done."""

_FINISHED: Final = frozenset({"seated", "concluded"})


def stage_marks(elections: Iterable[Election]) -> dict[int, dict[str, str]]:
    """Election id → stage → done, doing or todo. One query for all of them."""
    found = list(elections)
    done: dict[int, set[str]] = {election.pk: set() for election in found}
    acts = PlannedAct.objects.filter(election__in=found, done_on__isnull=False)
    for election, act in acts.values_list("election_id", "act"):
        done[election].add(act)
    return {election.pk: marks_of(election.state, done[election.pk]) for election in found}


def marks_of(state: str, done: set[str]) -> dict[str, str]:
    """The marks of one election in a state with some acts done."""
    if state in _FINISHED:
        return dict.fromkeys(STAGES, "done")
    return {stage: _mark(stage, state, done) for stage in STAGES}


def _mark(stage: str, state: str, done: set[str]) -> str:
    if _DONE_BY.get(stage) in done:
        return "done"
    has_begun = bool(done.intersection(_BEGUN_BY[stage])) or _BEGUN_IN.get(state) == stage
    return "doing" if has_begun or stage == "committee" else "todo"
