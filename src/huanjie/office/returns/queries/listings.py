"""Listings of what an office, a register and a plan hold: the records behind T1 to T3 and T9."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from huanjie.figures.figure import Count
from huanjie.law.catalogue import sentence
from huanjie.law.finding import Severity
from huanjie.law.timetable import tasks
from huanjie.office.committee import returns as committee
from huanjie.office.committee.reading import Reading
from huanjie.office.face.words import day, either, language, number
from huanjie.office.guidance.queries.returns import records_behind
from huanjie.office.ledger.events import WORDS
from huanjie.office.nomination import returns as nomination
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries as rolls_queries
from huanjie.office.registration import returns as registration
from huanjie.office.registration.models import PersonStatus
from huanjie.office.registration.words import CHANGE_KINDS, CLAIMS, REASON_NAMES
from huanjie.office.returns.queries import progress
from huanjie.office.seats import queries as seats_queries
from huanjie.office.seats import returns as seats
from huanjie.office.seats.table import ConstituencyRow


@dataclass(frozen=True)
class Record:
    """One record as cells of a table; `link` is its own page, if it has one."""

    cells: tuple[str, ...]
    link: str = ""


@dataclass(frozen=True)
class Listing:
    """All records of a field, in order; `link` is the page of the stage that holds them."""

    head: tuple[str, ...]
    rows: Sequence[Record]
    link: str = ""


def page(reading: Reading, name: str, *more: object) -> str:
    """A page of a stage for the election in hand."""
    return reverse(name, args=(reading.election.unit_id, *more))


def place() -> tuple[str, str]:
    """The head of the two cells that name a constituency."""
    return either("选区号", "No."), either("选区", "Constituency")


def not_kept(reading: Reading, code: str) -> Listing:
    """Nothing: these records are not kept yet."""
    return Listing((), ())


def members(reading: Reading, code: str) -> Listing:
    """Members of the committee: all, the chair, the women, or those who resigned."""
    if code == "T1.05":
        found = list(committee.resigned_as_candidates(reading.election, reading.day))
    else:
        found = list(committee.members(reading.election, reading.day))
    if code == "T1.03":
        found = [one for one in found if one.post == "chair"]
    if code == "T1.04":
        found = [one for one in found if one.sex == "2"]
    link = page(reading, "committee:members")
    rows = [Record((one.name, one.get_post_display(), one.position), link) for one in found]
    head = (either("姓名", "Name"), either("职务", "Post"), either("单位及职务", "Position"))
    return Listing(head, rows, link)


def accounts(reading: Reading, code: str) -> Listing:
    """The persons whom the unit has given the role of the office, or of registrar."""
    role = Role.OFFICE if code == "T1.06" else Role.REGISTRAR
    found = committee.accounts_in(reading.election, role, reading.day)
    return Listing((either("姓名", "Name"),), [Record((one.name,)) for one in found])


def guidance(reading: Reading, code: str) -> Listing:
    """Groups, their members, visits and slips."""
    found = records_behind(reading.election, code, reading.as_of)
    link = reverse("guidance:index")
    return Listing((either("记录", "Record"),), [Record((str(one),), link) for one in found], link)


def notices(reading: Reading, code: str) -> Listing:
    """The notices of the unit, or those of corrections of the roll."""
    found = committee.notices(reading.election, reading.day)
    if code == "T3.28":
        found = registration.correction_notices(reading.election)
    rows = [
        Record((str(one), day(one.published_on)), reverse("bulletin:notice", args=(one.pk,)))
        for one in found.order_by("number")
    ]
    head = (either("公告", "Notice"), either("公布日期", "Published"))
    return Listing(head, rows, reverse("bulletin:index"))


_QUOTA: Final = (
    ("T2.01", "人口", "Population", "population"),
    ("T2.05", "另加名额", "Supplement", "supplement"),
    ("T2.06", "代表总名额", "Quota", "total"),
    ("T2.09", "驻军名额", "Garrison", "garrison"),
    ("T2.07", "上届名额", "Last term", "last_total"),
)


def quota(reading: Reading, code: str) -> Listing:
    """The decision on the quota with its figures and its paper."""
    decided = reading.once(seats_queries.quota)
    link, rows = page(reading, "seats:quota"), []
    if decided is not None:
        figures = [(either(zh, en), number(getattr(decided, name))) for _, zh, en, name in _QUOTA]
        papers = [
            (either("人口来源", "Source"), f"{decided.source} {decided.basis_date}"),
            (either("决定", "Decision"), f"{decided.body} {decided.document_no}"),
        ]
        rows = [Record(cells, link) for cells in (*figures, *papers)]
    return Listing((either("项目", "Item"), either("数值", "Value")), rows, link)


Choice = Callable[[ConstituencyRow], bool]


def _of_kind(kind: str) -> Choice:
    return lambda row: row.kind == kind


def _of_seats(seats_each: int) -> Choice:
    return lambda row: row.seats == seats_each


def _is_rural(row: ConstituencyRow) -> bool:
    return not row.is_urban


def _is_urban(row: ConstituencyRow) -> bool:
    return row.is_urban


_CHOICES: Final[Mapping[str, Choice]] = {
    **{code: _of_kind(kind) for code, kind in seats.KINDS.items()},
    **{code: _of_seats(each) for code, each in seats.SEATS.items()},
    **dict.fromkeys(("T2.15a", "T2.15b"), _is_rural),
    **dict.fromkeys(("T2.16a", "T2.16b"), _is_urban),
}


def constituencies(reading: Reading, code: str) -> Listing:
    """The constituencies that a field counts, with population, seats and population by seats."""
    link, known = page(reading, "seats:index"), reading.once(seats_queries.rows_of)
    chosen = _chosen(reading, code)
    rows = [
        Record(
            (
                str(row.number),
                row.name,
                number(row.population),
                str(row.seats),
                number(row.population // row.seats if row.seats else None),
            ),
            page(reading, "seats:detail", row.number),
        )
        for row in known
        if chosen(row)
    ]
    head = (*place(), either("人口", "Population"), either("名额", "Seats"),
            either("每一代表人口", "Per deputy"))  # fmt: skip
    return Listing(head, rows, link)


def _chosen(reading: Reading, code: str) -> Choice:
    if code == "T2.20":
        sizes = seats_queries.sizes(reading.once(seats_queries.rows_of), reading.pack)
        wide = {size.row.number for size in sizes if size.is_wide}
        return lambda row: row.number in wide
    if code == "T2.22":
        whole = seats.made_of_whole(reading.election)
        numbers = reading.election.constituencies.filter(pk__in=whole)
        found = set(numbers.values_list("number", flat=True))
        return lambda row: row.number in found
    if code == "T4.17":
        formal = [one for one in reading.once(nomination.nominees) if one.is_formal]
        within = nomination.within_range(reading.once(nomination.lists), formal, reading.pack)
        return lambda row: row.number in within
    return _CHOICES.get(code, lambda row: True)


def _of_rows(reading: Reading, kind: str) -> list[Any]:
    return [row for row in registration.rows(reading) if row.kind == kind]


def _n(figure: object) -> str:
    return number(getattr(figure, "n", None))


def villages(reading: Reading, code: str) -> Listing:
    """Population and persons of age of every village, with the voters of it."""
    link = page(reading, "registration:balance")
    rows = [
        Record((row.code, row.name, *(_n(row.figures[f"T3.0{n}"]) for n in (1, 2, 3))))
        for row in _of_rows(reading, "village")
    ]
    head = (either("代码", "Code"), either("村（社区）", "Village"),
            either("户籍人口", "Population"), either("年满十八周岁", "Of age"),
            either("选民", "Voters"))  # fmt: skip
    return Listing(head, rows, link)


def rolls(reading: Reading, code: str) -> Listing:
    """The rolls of the constituencies with their voters at publication and on election day."""
    rows = [
        Record(
            (row.code, row.name,
             *(_n(row.figures[key]) for key in ("T3.03", "T3.07", "T3.08", "T3.34"))),
            page(reading, "registration:roll", int(row.code)),
        )
        for row in _of_rows(reading, "constituency")
    ]  # fmt: skip
    head = (*place(), either("公布时选民", "At publication"), either("女", "Women"),
            either("少数民族", "Minorities"), either("选举日", "On election day"))  # fmt: skip
    return Listing(head, rows, page(reading, "registration:rolls"))


def balance(reading: Reading, code: str) -> Listing:
    """The balance of every constituency: last roll, and the persons whom the field counts.

    Who moved between constituencies counts in both here and in neither in the total.
    """
    found = rolls_queries.balances(reading.election)
    rows = []
    for number_, name, pk in reading.election.constituencies.order_by("number").values_list(
        "number", "name", "pk"
    ):
        one = found.get(pk, rolls_queries.Balance())
        counted = one.last if code == "T3.09" else one.added[code] + one.struck[code]
        rows.append(
            Record(
                (str(number_), name, number(one.last), number(counted)),
                page(reading, "registration:roll", number_),
            )
        )
    head = (*place(), either("上届", "Last roll"), either("本项", "This field"))
    return Listing(head, rows, page(reading, "registration:balance"))


def left_out(reading: Reading, code: str) -> Listing:
    """How many of each village are left out for this reason; their names stand on the page of
    those not listed."""
    living = registration.residents(reading.election)
    rows = [
        Record((village, number(found.left_out[code])))
        for village, found in sorted(living.items())
        if found.left_out[code]
    ]
    head = (either("村（社区）代码", "Village"), either("人数", "Persons"))
    return Listing(head, rows, page(reading, "registration:non_voters"))


def certificates(reading: Reading, code: str) -> Listing:
    """The certificates issued, or received, without the names of those they are for."""
    area = rolls_queries.Area(reading.election)
    found = PersonStatus.objects.filter(kind__startswith="certificate_").select_related("person")
    rows = []
    for one in found.order_by("decided_on", "pk"):
        is_ours = one.kind == "certificate_out" and area.holds(one.person.village)
        comes = not is_ours and area.holds(one.destination)
        if is_ours if code == "T3.23a" else comes:
            rows.append(Record((day(one.decided_on), one.body, one.document_no)))
    head = (either("日期", "Date"), either("机关", "Body"), either("文号", "Number"))
    return Listing(head, rows, page(reading, "registration:persons"))


def changes(reading: Reading, code: str) -> Listing:
    """The corrections that a field counts, and the appeals that changed the roll alike."""
    election = reading.election
    corrected = [
        Record(
            (str(one.roll.constituency), either(*CHANGE_KINDS[one.kind]),
             either(*REASON_NAMES.get(one.reason, (one.reason, one.reason))), day(one.decided_on)),
            page(reading, "registration:change", one.pk),
        )
        for one in registration.changes(election, code)
    ]  # fmt: skip
    appealed = registration.changed_on_appeal(election, code)
    head = (either("选区", "Constituency"), either("类型", "Kind"), either("原因", "Reason"),
            either("决定日期", "Decided"))  # fmt: skip
    rows = [*corrected, *(_appeal(reading, one) for one in appealed)]
    return Listing(head, rows, page(reading, "registration:changes"))


def _appeal(reading: Reading, one: Any) -> Record:
    cells = (str(one.roll.constituency), either(*CLAIMS[one.claim]), one.get_state_display(),
             day(one.decided_on))  # fmt: skip
    return Record(cells, page(reading, "registration:appeal", one.pk))


def appeals(reading: Reading, code: str) -> Listing:
    """The appeals: all, those decided, those that changed the roll."""
    found = registration.appeals(reading.election)
    if code == "T3.30a":
        found = found.filter(decided_on__isnull=False)
    if code == "T3.30b":
        found = found.filter(result="changed")
    head = (either("选区", "Constituency"), either("要求", "Claim"), either("结果", "Result"),
            either("决定日期", "Decided"))  # fmt: skip
    rows = [_appeal(reading, one) for one in found]
    return Listing(head, rows, page(reading, "registration:appeals"))


def milestones(reading: Reading, code: str) -> Listing:
    """The milestones that a field counts, with the day planned, the limit and the day done."""
    link = page(reading, "committee:timetable")
    key, _, column = code.partition("@")
    rows = []
    for one in progress.milestones(reading):
        counted = one.figures(reading.day)[f"{'T9.02' if key == 'T9.03' else key}@{one.code}"]
        if column in ("", one.code) and (key == "T9.03" or counted != Count(0)):
            task, days = tasks()[one.code], one.days
            cells = (one.code, either(task.zh, task.en), day(days.planned_on), day(days.limit),
                     day(days.done_on))  # fmt: skip
            rows.append(Record(cells, link))
    head = (either("编号", "Code"), either("工作", "Task"), either("计划", "Planned"),
            either("法定期限", "Limit"), either("完成", "Done"))  # fmt: skip
    return Listing(head, rows, link)


def findings(reading: Reading, code: str) -> Listing:
    """The findings that are errors, or warnings, as the stages give them."""
    wanted = Severity.ERROR if code == "T9.07" else Severity.WARN
    found = [each for each in progress.findings(reading) if each.severity is wanted]
    rows = [Record((each.code, sentence(each, language()))) for each in found]
    head = (either("代码", "Code"), either("内容", "What it says"))
    return Listing(head, rows, page(reading, "committee:index"))


def acts(reading: Reading, code: str) -> Listing:
    """The last acts that changed the records of the election."""
    found = progress.entries(reading.election).order_by("-pk")[:20]
    rows = [
        Record((entry.number, f"{entry.at:%Y-%m-%d %H:%M}", _event(entry.event))) for entry in found
    ]
    head = (either("编号", "Number"), either("时间", "Time"), either("事项", "Act"))
    return Listing(head, rows, reverse("ledger:index"))


def _event(name: str) -> str:
    words = WORDS.get(name)
    return either(words.zh, words.en) if words else name
