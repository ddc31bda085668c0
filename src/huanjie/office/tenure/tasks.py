"""Declaring many contests while their committee does something else."""

from datetime import date
from typing import Any

from huanjie.law.catalogue import sentence
from huanjie.office.committee.models import Election
from huanjie.office.jobs.services import progress
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused
from huanjie.office.tenure.queries import decided_contests
from huanjie.office.tenure.services import declare_contest


def declare_decided(*, job: int, actor: Actor, election: int, on: str) -> dict[str, Any]:
    """Declare every decided contest of an election, each in a transaction of its own.

    Those that are refused stay as they are; the answer names each with the reason.
    """
    contests = list(decided_contests(Election.objects.get(pk=election)))
    refused: list[str] = []
    for at, contest in enumerate(contests):
        progress(job, str(contest), at, len(contests))
        try:
            declare_contest(contest=contest, on=date.fromisoformat(on), actor=actor)
        except Refused as refusal:
            reasons = "；".join(sentence(finding) for finding in refusal.findings)
            refused.append(f"{contest}：{reasons}")
    return {"declared": len(contests) - len(refused), "refused": refused}
