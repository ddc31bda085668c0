"""All constituencies of an election with their counts and what comes next."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from huanjie.law.nomination import Path, Range, candidate_range, path
from huanjie.law.pack import Mode
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import pack_of
from huanjie.office.nomination.models import CandidateList, Nominee, Petition
from huanjie.office.nomination.waiting import short_forms


@dataclass(frozen=True)
class Overview:
    """One constituency in the overview: its counts, the range, the next step."""

    candidates: CandidateList
    forms: int
    short: int
    nominees: int
    listed: int
    formal: int
    groups: int
    allowed: Range
    way: Path

    @property
    def number(self) -> int:
        """The constituency's number."""
        return self.candidates.constituency.number

    @property
    def state(self) -> str:
        """Where the list stands in its procedure."""
        return self.candidates.state

    @property
    def standing(self) -> int:
        """Those on the list as far as it is: nominated, listed or formal."""
        if self.state in {"collecting", "collected"}:
            return self.nominees
        return self.formal if self.state in {"settled", "formal", "on_ballot"} else self.listed


def overview(election: Election) -> list[Overview]:
    """Every constituency with its counts, in five queries."""
    pack = pack_of(election)
    counts = _counts(election)
    short = _short_forms(election)
    rows = []
    for candidates in _lists(election):
        counted = counts.get(candidates.pk, {})
        allowed = candidate_range(candidates.constituency.seats, Mode.DIRECT, pack)
        standing = counted.get("listed") or counted.get("nominees", 0)
        rows.append(
            Overview(
                candidates=candidates,
                forms=counted.get("forms", 0),
                short=short.get(candidates.pk, 0),
                nominees=counted.get("nominees", 0),
                listed=counted.get("listed", 0),
                formal=counted.get("formal", 0),
                groups=counted.get("groups", 0),
                allowed=allowed,
                way=path(standing, allowed),
            )
        )
    return rows


def _lists(election: Election) -> QuerySet[CandidateList]:
    found = CandidateList.objects.filter(constituency__election=election)
    return found.select_related("constituency").order_by("constituency__number")


def _counts(election: Election) -> dict[int, dict[str, int]]:
    here = Q(candidates__constituency__election=election)
    found: dict[int, dict[str, int]] = {}
    staying = Nominee.objects.filter(here, left_reason="")
    named = staying.filter(petitions__state__in=("received", "accepted"))
    for name, rows, column in (
        ("forms", Petition.objects.filter(here), "pk"),
        ("nominees", named, "pk"),
        ("listed", staying.filter(is_listed=True), "pk"),
        ("formal", staying.filter(is_formal=True), "pk"),
    ):
        for key, number in rows.values_list("candidates").annotate(n=Count(column, distinct=True)):
            found.setdefault(key, {})[name] = number
    groups = _lists(election).annotate(n=Count("consultations__group", distinct=True))
    for key, number in groups.values_list("pk", "n"):
        found.setdefault(key, {})["groups"] = number
    return found


def _short_forms(election: Election) -> dict[int, int]:
    """List → its joint forms with too few standing signatures and no ruling yet."""
    short = short_forms(election).values_list("candidates").annotate(n=Count("pk"))
    return dict(short)
