"""What is known of a round when its result is determined: record, rules, decisions, persons."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Final

from huanjie.law.counting import (
    DeterminationRules,
    Tally,
    Validity,
    determination_rules,
    round_validity,
)
from huanjie.law.counting import Round as Kind
from huanjie.law.counting import tally_of as law_tally
from huanjie.law.finding import WrongInput
from huanjie.law.pack import Mode, Pack
from huanjie.law.sheet import Heading, Sheet
from huanjie.office.committee.models import Decision, Election
from huanjie.office.committee.timetables import pack_of
from huanjie.office.counting.models import BoxOpening, Determination, TallySheet
from huanjie.office.counting.paper import BoxRow, Layout, sheet_from
from huanjie.office.nomination.models import Nominee
from huanjie.office.people.models import Person
from huanjie.office.polling.models import Box, Round
from huanjie.office.registration.models import RollEntry
from huanjie.office.seats.models import Constituency

BASE: Final = ("first", "rerun")
_YES: Final = frozenset({"yes", "有", "true", "1"})


@dataclass
class Case:
    """One round with everything its determination asks, each read once."""

    held: Round

    @cached_property
    def constituency(self) -> Constituency:
        """Where the vote was held."""
        return self.held.contest.constituency

    @cached_property
    def election(self) -> Election:
        """The election it belongs to."""
        return self.constituency.election

    @cached_property
    def pack(self) -> Pack:
        """The rules of the province."""
        return pack_of(self.election)

    @cached_property
    def rules(self) -> DeterminationRules:
        """What the province fixes about determination."""
        return determination_rules(self.pack)

    @cached_property
    def boxes(self) -> list[Box]:
        """The boxes of the round in their order."""
        return list(self.held.boxes.all())

    @cached_property
    def opening(self) -> BoxOpening | None:
        """How the boxes were opened; None while nobody has recorded it."""
        return BoxOpening.objects.filter(round=self.held).first()

    @property
    def kind(self) -> Kind:
        """The vote as the law names it."""
        return Kind(self.held.kind)

    @property
    def subject(self) -> str:
        """How decisions name the round: `constituency:12:round:1`."""
        return f"{self.constituency.subject}:round:{self.held.ordinal}"

    @cached_property
    def layout(self) -> Layout:
        """What the paper of this round holds."""
        rows = tuple(
            BoxRow(b.number, b.kind, b.name, b.seal_closed, b.seal_opened) for b in self.boxes
        )
        names = tuple(self.held.candidates)
        heading = Heading(
            election=self.election.unit_id,
            constituency=str(self.constituency.number),
            round=self.held.kind,
            layout="、".join(names),
        )
        return Layout(heading, rows, names, self.held.seats)

    @cached_property
    def decisions(self) -> dict[tuple[str, str], Decision]:
        """The latest decisions on this contest by matter and subject."""
        rows = Decision.objects.filter(
            election=self.election, subject__startswith=f"{self.constituency.subject}:round:"
        )
        return {(row.matter, row.subject): row for row in rows.order_by("id")}

    def decided(self, matter: str, name: str = "") -> Decision | None:
        """The latest decision on this round in a matter, or on a person or box in it."""
        subject = f"{self.subject}:{name}" if name else self.subject
        return self.decisions.get((matter, subject))

    @cached_property
    def earlier(self) -> list[Determination]:
        """The determinations of the rounds before, in their order."""
        rows = Determination.objects.filter(
            round__contest=self.held.contest_id, round__ordinal__lt=self.held.ordinal
        )
        return list(rows.select_related("round").order_by("round__ordinal"))

    @cached_property
    def base_earlier(self) -> list[Determination]:
        """The earlier determinations from the last base vote on; empty for a base vote."""
        if self.held.kind in BASE:
            return []
        at = max(i for i, row in enumerate(self.earlier) if row.round.kind in BASE)
        return self.earlier[at:]

    @property
    def elected_before(self) -> tuple[str, ...]:
        """Who was elected in this contest since its base vote."""
        return tuple(name for row in self.base_earlier for name in row.outcome["elected"])

    @cached_property
    def base_tally(self) -> Tally:
        """The valid first vote that the order of a supplementary list goes by."""
        base = self.base_earlier[0].round
        case = Case(base)
        final = TallySheet.objects.get(round=base).final or {}
        return tally_of(case, sheet_from(final, case.layout))

    @cached_property
    def _fallen(self) -> frozenset[str]:
        """Nominees who died, withdrew or lost the right to stand (O-43)."""
        rows = Nominee.objects.filter(candidates__constituency=self.constituency)
        return frozenset(rows.exclude(left_reason="").values_list("name", flat=True))

    def eligibility(self, sheet: Sheet) -> dict[str, bool | None]:
        """Who may be elected: ruled upon, fallen away, or a voter on a roll of this election.

        A written name that names no voter stays undecided (O-22, O-44).
        """
        found: dict[str, bool | None] = dict.fromkeys(self._fallen & set(sheet.candidates), False)
        on_roll = self._on_roll(frozenset(r.person for r in sheet.write_ins if r.person))
        for row in sheet.write_ins:
            found[row.name] = True if row.person in on_roll else None
        for (matter, subject), decision in self.decisions.items():
            if matter == "write_in_eligibility":
                name = subject.split(":", 4)[4]
                found[name] = decision.value.strip().lower() in _YES
        return found

    def _on_roll(self, persons: frozenset[str]) -> frozenset[str]:
        """Those of the blind indexes that are on some roll of this election."""
        if not persons:
            return frozenset()
        rows = RollEntry.objects.filter(
            election=self.election,
            is_live=True,
            person__county=self.election.county_id,
            person__id_index__in=persons,
        )
        return frozenset(index or "" for index in rows.values_list("person__id_index", flat=True))


def case_of(round_id: int) -> Case:
    """The case of a round, read with all it hangs on. Raises `DoesNotExist`."""
    rows = Round.objects.select_related("contest__constituency__election__unit")
    return Case(rows.get(pk=round_id))


def opened_case(sheet: TallySheet) -> Case:
    """The case of a sheet already read with its round."""
    sheet.unit_code  # noqa: B018 - reads the round with all it hangs on
    return Case(sheet.round)


def tally_of(case: Case, sheet: Sheet) -> Tally:
    """The round as the law of counting reads it.

    A sheet that stops at the papers collected has nothing counted, which the law allows where the
    vote is invalid. Raises `WrongInput` where figures are missing that the result rests on.
    """
    read = partial(
        law_tally,
        seats=case.held.seats,
        mode=Mode.DIRECT,
        eligibility=case.eligibility(sheet),
    )
    try:
        return read(sheet)
    except WrongInput:
        count = replace(sheet.count, void=0)
        uncounted = read(replace(sheet, candidates={}, write_ins=(), count=count))
        if round_validity(uncounted, case.rules, case.kind) is Validity.VALID:
            raise
        return uncounted


def persons_of(
    case: Case, sheet: Sheet, names: Collection[str]
) -> dict[str, tuple[Person | None, Nominee | None]]:
    """The person and the nominee behind each name of a round, as far as the records know them."""
    rows = Nominee.objects.filter(candidates__constituency=case.constituency, name__in=names)
    nominees = {row.name: row for row in rows.select_related("person")}
    found: dict[str, tuple[Person | None, Nominee | None]]
    found = {name: (row.person, row) for name, row in nominees.items()}
    written = {
        row.person: row.name
        for row in sheet.write_ins
        if row.person and row.name in names and row.name not in nominees
    }
    if written:
        known = Person.objects.filter(county=case.election.county_id, id_index__in=written)
        for person in known:
            found[written[person.id_index or ""]] = (person, None)
    return {name: found.get(name, (None, None)) for name in names}
