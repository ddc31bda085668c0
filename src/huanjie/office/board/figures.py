"""The few figures of an election that every page of numbers begins with."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from huanjie.office.board.place import stage_url
from huanjie.office.committee.models import Election
from huanjie.office.counting.models import Determination
from huanjie.office.nomination.models import Nominee
from huanjie.office.polling.models import Contest
from huanjie.office.registration.models import Roll, RollEntry
from huanjie.office.seats.models import Constituency, QuotaDecision
from huanjie.office.tenure.models import Mandate


@dataclass(frozen=True)
class Figure:
    """A figure with its name, its note and the page of its records."""

    label: str
    figure: int | None
    note: str
    href: str


def figures_of(election: Election) -> list[Figure]:
    """Seats, constituencies, voters, candidates, contests determined, deputies."""
    unit = election.unit_id
    of_election = {"constituency__election": election}
    quota = QuotaDecision.objects.filter(election=election).first()
    constituencies = Constituency.objects.filter(election=election)
    divided = constituencies.aggregate(seats=Sum("seats"))["seats"] or 0
    published = Roll.objects.filter(**of_election, published_on__isnull=False).count()
    contests = Contest.objects.filter(**of_election).count()
    determined = Determination.objects.filter(round__contest__constituency__election=election)
    decided = determined.values("round__contest").distinct().count()
    return [
        Figure(_("代表名额"), quota.total if quota else None, "", stage_url("seats", unit)),
        Figure(
            _("选区"),
            constituencies.count(),
            _("应选 %(seats)s 名") % {"seats": divided},
            stage_url("seats", unit),
        ),
        Figure(
            _("选民"),
            RollEntry.objects.filter(election=election, is_live=True).count(),
            _("已公布 %(rolls)s 个选区") % {"rolls": published},
            stage_url("registration", unit),
        ),
        Figure(
            _("正式候选人"),
            Nominee.objects.filter(
                candidates__constituency__election=election, is_formal=True
            ).count(),
            "",
            stage_url("nomination", unit),
        ),
        Figure(
            _("已认定选区"),
            decided,
            _("共 %(contests)s 个开始投票") % {"contests": contests},
            stage_url("counting", unit),
        ),
        Figure(
            _("当选代表"),
            Mandate.objects.filter(election=election).count(),
            "",
            stage_url("tenure", unit),
        ),
    ]
