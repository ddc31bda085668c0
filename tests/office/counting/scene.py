"""Constituencies ready for polling, and papers whose every identity holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.test import Client

from huanjie.office.committee.models import Election
from huanjie.office.counting import queries, services
from huanjie.office.counting.models import BoxOpening, Determination, TallySheet
from huanjie.office.ledger.actor import Actor
from huanjie.office.nomination.models import CandidateList, Nominee
from huanjie.office.people.models import Account, Post, Unit
from huanjie.office.people.roles import Role
from huanjie.office.polling import services as polling
from huanjie.office.polling.models import Contest, Round
from huanjie.office.polling.rows import BoxData
from huanjie.office.registration.models import Roll
from huanjie.office.seats.models import Constituency

COUNTY, TOWN, OTHER_TOWN = "430001000000", "430001101000", "430001102000"
DAY, LATER = date(2026, 12, 20), date(2026, 12, 27)
NAMES = ("王一", "李二", "张三丰", "陈四", "赵五", "孙六")


def units() -> None:
    """A county with two towns."""
    Unit.objects.create(code=COUNTY, name="沅水县", level="county", kind="county")
    for code, name in ((TOWN, "白岩镇"), (OTHER_TOWN, "青溪乡")):
        Unit.objects.create(code=code, name=name, level="township", kind="town", parent_id=COUNTY)


def election(unit: str = TOWN, *, province: str = "43") -> Election:
    """An election of a town on its polling day; 43 is a province without a pack of its own."""
    if not Unit.objects.exists():
        units()
    own = Unit.objects.get(code=unit)
    return Election.objects.create(
        unit=own,
        county_id=COUNTY,
        level=own.level,
        title=f"{own.name}人民代表大会换届选举",
        province=province,
        polling_day=DAY,
        state="polling",
        is_synthetic=True,
    )


def constituency(
    held: Election,
    number: int = 1,
    *,
    seats: int = 1,
    names: Sequence[str] = (),
    voters: int = 1000,
) -> Constituency:
    """A constituency with its closed roll and its formal list."""
    made = Constituency.objects.create(
        election=held, number=number, name=f"第{number}选区", kind="residential",
        population=voters, seats=seats,
    )  # fmt: skip
    Roll.objects.create(
        constituency=made, state="final", final_voters=voters, published_voters=voters,
        digest=f"{number:064d}",
    )  # fmt: skip
    listed = CandidateList.objects.create(
        constituency=made, state="formal", formal_on=date(2026, 12, 10)
    )
    Nominee.objects.bulk_create(
        Nominee(
            candidates=listed, name=name, sex=str(1 + at % 2), ethnicity="06" if at % 2 else "01",
            birth=date(1970 + 10 * at, 5, 1), is_formal=True, place=at + 1,
        )
        for at, name in enumerate(names or NAMES[: seats + 1])
    )  # fmt: skip
    return made


def actor(*roles: Role, unit: str = TOWN, name: str = "张三") -> Actor:
    """Somebody at work for the town in these roles, or in all that lead."""
    held = roles or (Role.OFFICE, Role.COMMITTEE, Role.SCRUTINEER, Role.CREW)
    return Actor(name, unit, frozenset(held))


def clerk(name: str, unit: str = TOWN) -> Actor:
    """An entry clerk with an account of their own."""
    held, _ = Account.objects.get_or_create(username=name, defaults={"name": name, "unit_id": unit})
    return Actor(name, unit, frozenset({Role.CLERK}), held.pk)


def account(*roles: Role, unit: str = TOWN, name: str = "张三") -> Account:
    """Somebody with an account."""
    made = Account.objects.create(username=name, name=name, unit_id=unit)
    Post.objects.bulk_create(Post(account=made, role=role) for role in roles)
    return made


@dataclass
class Paper:
    """The figures of a count at one box; everything else on the paper follows from them."""

    voters: int
    participants: int
    votes: Mapping[str, int]
    collected: int | None = None
    void: int = 0
    blank: int = 0
    written: Mapping[str, int] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)
    seals: tuple[str, str] = ("0417", "0417")

    @property
    def papers(self) -> int:
        """B."""
        return self.participants if self.collected is None else self.collected

    def values(self) -> dict[str, object]:
        """Every field by its path on paper."""
        valid = self.papers - self.void
        found: dict[str, object] = {
            "roll.voters": self.voters,
            "account.printed": self.voters,
            "account.reserve": self.voters - self.participants,
            "points[1].received": self.participants,
            "points[1].moved_in": 0,
            "points[1].moved_out": 0,
            "points[1].issued": self.participants,
            "points[1].spoiled": 0,
            "points[1].unused": 0,
            "boxes[1].own": self.participants,
            "boxes[1].proxy": 0,
            "boxes[1].collected": self.papers,
            "turnout.in_person": self.participants,
            "turnout.proxy": 0,
            "turnout.mobile": 0,
            "count.collected": self.papers,
            "bundles[1].collected": self.papers,
            "disputed": 0,
            "signed.scrutineer": 1,
            "signed.counter": 1,
        }
        for start, bundle in (("count.", ""), ("bundles[1].", "bundles[1].")):
            found |= {
                f"{start}valid": valid,
                f"{start}void": self.void,
                f"{start}blank": self.blank,
            }
            for name, votes in self.votes.items():
                marks = {"approve": votes, "oppose": 0, "abstain": valid - votes}
                found |= {f"{bundle}candidates[{name}].{m}": n for m, n in marks.items()}
        for row, (name, votes) in enumerate(self.written.items(), start=1):
            found[f"write_ins[{row}].name"] = name
            found[f"write_ins[{row}].person"] = self.persons.get(name, "")
            found[f"write_ins[{row}].votes"] = votes
            found[f"bundles[1].write_ins[{row}].votes"] = votes
        return found


def opened(made: Constituency) -> Round:
    """The first vote of a constituency."""
    return polling.open_contest(constituency=made, held_on=DAY, actor=actor(Role.OFFICE))


def polled(held: Round, paper: Paper) -> Round:
    """The round with its one box recorded and its polling closed."""
    box = BoxData(1, "station", "村部", 2, paper.participants, *paper.seals, paper.participants, 0)
    polling.record_boxes(round=held, boxes=[box], actor=actor(Role.CREW))
    polling.close_polling(round=held, actor=actor(Role.CREW))
    held.refresh_from_db()
    return held


def boxes_opened(
    held: Round, on: date = DAY, *, together: bool = True, approval: str = "", called: bool = False
) -> BoxOpening:
    """The record of how the boxes of a round were opened."""
    return services.record_opening(
        round=held, counted_together=together, opened_on=on, approval=approval,
        leaders_called=called, actor=actor(Role.SCRUTINEER),
    )  # fmt: skip


def typed(held: Round, paper: Paper) -> TallySheet:
    """The sheet of a round typed twice alike."""
    sheet = services.open_sheet(round=polled(held, paper), actor=actor(Role.OFFICE))
    for ordinal, who in ((1, "甲录入员"), (2, "乙录入员")):
        services.enter_sheet(
            sheet=sheet, ordinal=ordinal, values=paper.values(), actor=clerk(who, held.unit_code)
        )
    sheet.refresh_from_db()
    return sheet


def explained(sheet: TallySheet) -> TallySheet:
    """The sheet with every warning explained."""
    for row in queries.findings(sheet):
        if row.finding.severity == "warn" and not row.is_settled:
            services.explain(
                sheet=sheet, code=row.finding.code, path=row.paths[0] if row.paths else "",
                text="已核对", signed_by=["监票人甲"], actor=actor(Role.SCRUTINEER),
            )  # fmt: skip
    return sheet


def counted(held: Round, paper: Paper) -> TallySheet:
    """The final sheet of a round."""
    sheet = explained(typed(held, paper))
    services.finalise(sheet=sheet, actor=actor(Role.SCRUTINEER))
    sheet.refresh_from_db()
    return sheet


def determined(held: Round, paper: Paper, on: date = DAY) -> Determination:
    """The determination of a round."""
    counted(held, paper)
    return services.determine(round=held, on=on, actor=actor(Role.COMMITTEE))


def decide(held: Election, matter: str, subject: str, value: str) -> None:
    """A decision of the committee on record."""
    from huanjie.office.committee.services import decide as record

    record(
        election=held, matter=matter, subject=subject, value=value, body="白岩镇选举委员会",
        document_no="白选〔2026〕9号", decided_on=DAY, reason="经核实", actor=actor(Role.COMMITTEE),
    )  # fmt: skip


def contest(made: Constituency) -> Contest:
    """The contest of a constituency as it stands."""
    return Contest.objects.get(constituency=made)


def browser(*roles: Role, unit: str = TOWN, name: str = "", language: str = "zh") -> Client:
    """A signed-in browser of somebody of the unit."""
    label = name or f"{unit}-{'-'.join(sorted(roles))}"
    held = Account.objects.filter(username=label).first()
    if held is None:
        held = account(*roles, unit=unit, name=label)
    elif not held.posts.exists():
        Post.objects.bulk_create(Post(account=held, role=role) for role in roles)
    client = Client(headers={"accept-language": language})
    client.force_login(held, backend="huanjie.office.people.backends.UnexpiredBackend")
    client.cookies["huanjie_language"] = "en" if language == "en" else "zh-hans"
    return client
