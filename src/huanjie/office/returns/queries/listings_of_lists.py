"""Listings of candidates, contests and deputies: the records behind T4 to T6."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from huanjie.figures.figure import Missing
from huanjie.office.committee.reading import Reading
from huanjie.office.counting import returns as counting
from huanjie.office.counting.models import TallySheet
from huanjie.office.counting.words import SHEET_STATES
from huanjie.office.face.words import day, either, number
from huanjie.office.nomination import returns as nomination
from huanjie.office.nomination.models import Nominee, Petition
from huanjie.office.nomination.returns import Nominated
from huanjie.office.nomination.words import LEFT, STATES
from huanjie.office.polling import returns as polling
from huanjie.office.polling.words import KINDS
from huanjie.office.returns.queries.listings import Listing, Record, page, place
from huanjie.office.seats import queries as seats_queries
from huanjie.office.seats.returns import code_of
from huanjie.office.tenure import returns as tenure

Choice = Callable[[Nominated], bool]
_KINDS: Final = dict(zip("345", nomination.SOURCES, strict=True))
_LETTERS: Final = {letter: kinds for kinds, letter in nomination.SOURCES.items()}


def _choice(code: str) -> Choice:
    """Which nominees a field of T4 counts."""
    if code in ("T4.03", "T4.04", "T4.05"):
        return lambda one: one.kinds == _KINDS[code[-1]]
    if code in nomination.LEFT:
        return lambda one: bool(one.kinds) and one.nominee.left_reason == nomination.LEFT[code]
    if code.startswith("T4.18"):
        return lambda one: one.is_formal and one.kinds == _LETTERS[code[-1]]
    return _CHOICES.get(code, lambda one: bool(one.kinds))


_CHOICES: Final[Mapping[str, Choice]] = {
    "T4.10": lambda one: one.nominee.is_listed,
    "T4.14": lambda one: one.is_formal,
    "T4.19a": lambda one: one.is_formal and one.nominee.sex == "2",
    "T4.19b": lambda one: one.is_formal and nomination.is_minority(one.nominee.ethnicity),
    "T4.19c": lambda one: one.is_formal and one.political in nomination.PARTY,
    "T4.19d": lambda one: one.is_formal and one.political not in nomination.PARTY,
    "T4.22": lambda one: one.left_after_formal,
}


def nominees(reading: Reading, code: str) -> Listing:
    """The nominees that a field counts, with the forms behind them and where they stand."""
    chosen = _choice(code)
    rows = [
        Record(
            (code_of(one.number), one.nominee.name, _sources(one), _standing(one)),
            page(reading, "nomination:detail", one.number),
        )
        for one in reading.once(nomination.nominees)
        if chosen(one)
    ]
    head = (either("选区号", "No."), either("姓名", "Name"), either("提名来源", "Nominated by"),
            either("状态", "State"))  # fmt: skip
    return Listing(head, rows, page(reading, "nomination:index"))


def _sources(one: Nominated) -> str:
    kinds = dict(Petition.KINDS)
    words = {"joint": (kinds["joint"], "voters"),
             "organization": (kinds["organization"], "organisations")}  # fmt: skip
    return either("、", ", ").join(either(*words[kind]) for kind in sorted(one.kinds))


def _standing(one: Nominated) -> str:
    if one.nominee.left_reason:
        zh = dict(Nominee.LEFT)[one.nominee.left_reason]
        return either(zh, LEFT[one.nominee.left_reason][1])
    if one.is_formal:
        return either("正式候选人", "formal candidate")
    return either("初步候选人", "on the preliminary list") if one.nominee.is_listed else "—"


def forms(reading: Reading, code: str) -> Listing:
    """The joint forms with how many of their lines are valid and how many are not."""
    lines = nomination.signatures(reading.election).order_by()
    valid = Counter(lines.filter(nomination.VALID).values_list("petition_id", flat=True))
    whole = Counter(lines.values_list("petition_id", flat=True))
    found = nomination.joint_forms(reading.election).select_related("candidates__constituency")
    rows = [
        Record(
            (code_of(one.candidates.constituency.number), one.form_no, day(one.received_on),
             number(valid[one.pk]), number(whole[one.pk] - valid[one.pk])),
            page(reading, "nomination:petition", one.pk),
        )
        for one in found.order_by("candidates__constituency__number", "pk")
    ]  # fmt: skip
    head = (either("选区号", "No."), either("表号", "Form"), either("收到", "Received"),
            either("有效签名", "Valid"), either("无效签名", "Not valid"))  # fmt: skip
    return Listing(head, rows, page(reading, "nomination:index"))


def lists(reading: Reading, code: str) -> Listing:
    """The lists with their rounds of consultation; or those of constituencies with a primary."""
    held = Counter(each for each, _ in reading.once(nomination.rounds))
    rows = [
        Record(
            (code_of(one.constituency.number), one.constituency.name,
             str(held[one.constituency.number]), either(*STATES[one.state])),
            page(reading, "nomination:detail", one.constituency.number),
        )
        for one in reading.once(nomination.lists)
        if code != "T4.12" or one.method == "primary"
    ]  # fmt: skip
    head = (*place(), either("协商轮次", "Rounds"), either("状态", "State"))
    return Listing(head, rows, page(reading, "nomination:index"))


_RATIOS: Final = {
    "T5.04": "T5.03", "T5.08": "T5.06", "T5.09": "T5.07", "T5.33a": "T5.03", "T5.33b": "T5.03",
}  # fmt: skip


def contests(reading: Reading, code: str) -> Listing:
    """The base vote of every contest: voters, participants, and the figure in question."""
    rows = []
    for base in reading.once(counting.bases):
        figures = base.sums | base.classes
        if code == "T5.21":
            counted = figures["T5.03"] - figures["T5.17"]
        else:
            counted = figures.get(_RATIOS.get(code, code), 1)
        if code not in counting.OUTCOMES or counted:
            cells = (code_of(base.number), base.name, number(figures["T5.02"]),
                     number(figures["T5.03"]), number(counted))  # fmt: skip
            rows.append(Record(cells, page(reading, "polling:contest", base.number)))
    head = (*place(), either("选民数", "Voters"), either("参加投票", "Participants"),
            either("本项", "This field"))  # fmt: skip
    return Listing(head, rows, page(reading, "counting:index"))


def rounds(reading: Reading, code: str) -> Listing:
    """The further rounds of one kind that were held."""
    found = polling.rounds_held(reading.election).filter(kind=polling.KINDS[code])
    rows = [
        Record(
            (code_of(one.contest.constituency.number), one.contest.constituency.name,
             either(*KINDS[one.kind]), day(one.held_on)),
            page(reading, "polling:round", one.contest.constituency.number, one.ordinal),
        )
        for one in found
    ]  # fmt: skip
    head = (*place(), either("轮次", "Round"), either("投票日", "Held on"))
    return Listing(head, rows, page(reading, "polling:index"))


def seats_filled(reading: Reading, code: str) -> Listing:
    """Seats, elected and vacancies of every constituency; or only those with vacancies."""
    won = Counter(tenure.elected(reading.election).values_list("constituency__number", flat=True))
    rows = [
        Record(
            (code_of(row.number), row.name, str(row.seats), str(won[row.number]),
             str(row.seats - won[row.number])),
            page(reading, "polling:contest", row.number),
        )
        for row in reading.once(seats_queries.rows_of)
        if code != "T5.32" or row.seats > won[row.number]
    ]  # fmt: skip
    head = (*place(), either("应选", "Seats"), either("当选", "Elected"),
            either("缺额", "Vacant"))  # fmt: skip
    return Listing(head, rows, page(reading, "tenure:index"))


def mandates(reading: Reading, code: str) -> Listing:
    """Those declared elected: all, or those of one kind of round."""
    found = tenure.elected(reading.election).select_related("constituency", "round")
    if code in tenure.ROUNDS:
        found = found.filter(round__kind=tenure.ROUNDS[code])
    link = page(reading, "tenure:deputies")
    rows = [
        Record((code_of(one.constituency.number), one.name, number(one.votes),
                either(*KINDS[one.round.kind]), day(one.declared_on)), link)
        for one in found
    ]  # fmt: skip
    head = (either("选区号", "No."), either("姓名", "Name"), either("得票", "Votes"),
            either("轮次", "Round"), either("公布", "Declared"))  # fmt: skip
    return Listing(head, rows, link)


def composition(reading: Reading, code: str) -> Listing:
    """The persons of a list whom a field of T6 counts, by constituency and name."""
    key, _, column = code.partition("@")
    found = tenure.people(reading, column or "elected")
    persons = [] if isinstance(found, Missing) else found
    codes = {"T6.16": ("T6.01",), "T6.22": ("T6.17", "T6.18", "T6.19")}.get(key, (key,))
    rows = [
        Record((code_of(one.number), one.name))
        for one in persons
        if any(tenure.is_counted(each, one) for each in codes)
    ]
    name = "tenure:deputies" if column in ("", "elected") else "nomination:index"
    return Listing((either("选区号", "No."), either("姓名", "Name")), rows, page(reading, name))


def sheets(reading: Reading, code: str) -> Listing:
    """Every sheet with its state."""
    found = TallySheet.objects.filter(round__contest__constituency__election=reading.election)
    found = found.select_related("round__contest__constituency")
    rows = [
        Record(
            (code_of(one.round.contest.constituency.number), one.round.contest.constituency.name,
             either(*KINDS[one.round.kind]), either(*SHEET_STATES[one.state])),
            page(reading, "counting:sheet", one.round.contest.constituency.number,
                 one.round.ordinal),
        )
        for one in found.order_by("round__contest__constituency__number", "round__ordinal")
    ]  # fmt: skip
    head = (*place(), either("轮次", "Round"), either("状态", "State"))
    return Listing(head, rows, page(reading, "counting:index"))
