"""Nominations: organisations' lists, petitions with signatures, and how the lists were settled."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from random import Random

from huanjie.samples.bodies import Committee
from huanjie.samples.constituencies import Constituency
from huanjie.samples.people import Person
from huanjie.samples.rolls import Rolls

__all__ = ["Contest", "Form", "Nominations", "nominate"]

ORGANISATIONS = ("总工会", "妇女联合会", "工商业联合会")
SETTLED = ("全部列入", "协商", "预选")


@dataclass(slots=True)
class Form:
    """One nomination form. Joint ones carry signatures, others the organisations' names."""

    number: str
    contest: "Contest"
    received: int
    nominees: list[Person]
    organisations: tuple[str, ...] = ()
    signatures: list[Person] = field(default_factory=list)
    struck: dict[int, str] = field(default_factory=dict)
    refused: str = ""


@dataclass(slots=True)
class Contest:
    """One constituency's contest and its formal candidates, in the order its list gives them."""

    constituency: Constituency
    roll: Sequence[Person]
    forms: list[Form] = field(default_factory=list)
    withdrawn: list[tuple[Person, str]] = field(default_factory=list)
    support: dict[Person, int] = field(default_factory=dict)
    candidates: list[Person] = field(default_factory=list)
    manner: str = SETTLED[0]

    @property
    def key(self) -> tuple[str, int]:
        """Election and number."""
        return self.constituency.election, self.constituency.number

    @property
    def seats(self) -> int:
        """Seats of the constituency."""
        return self.constituency.seats

    @property
    def nominees(self) -> list[Person]:
        """Those lawfully nominated who have not withdrawn, each once."""
        gone = {person for person, _ in self.withdrawn}
        named = (one for form in self.forms if not form.refused for one in form.nominees)
        return [one for one in dict.fromkeys(named) if one not in gone]


@dataclass(slots=True)
class Nominations:
    """Draws up the papers of one contest after another; nobody stands twice in one election."""

    chance: Random
    committees: dict[str, Committee]
    taken: dict[str, set[Person]] = field(default_factory=dict)
    changed: frozenset[Person] = frozenset()
    everybody: Sequence[Person] = ()
    no_voters: Sequence[Person] = ()

    def contest(self, one: Constituency, roll: Sequence[Person], turn: int) -> Contest:
        """The papers of one constituency. `turn` counts contests and decides what befalls them."""
        contest = Contest(one, roll)
        least, most = one.seats + ceil(one.seats / 3), 2 * one.seats
        room = sum(map(_is_plain, roll)) * one.seats // 16
        if room < most + 4:
            return self._small(contest, least, room)
        over = turn % 4 == 1
        wanted = most + 1 + turn % 2 if over else self.chance.randint(least, most)
        standing = self._people(contest, wanted + 3)
        spare = standing[wanted:]
        by_party = max(1, min(one.seats, wanted // 2))
        self._organisations(contest, standing[:by_party], turn)
        for nominee in standing[by_party:wanted]:
            self._joint(contest, [nominee])
        if turn % 6 == 2:
            self._too_few_after_striking(contest, spare[0])
        if turn % 9 == 4:
            self._no_voter(contest)
        if turn % 5 == 3:
            self._joint(contest, [spare[1]])
            contest.withdrawn.append((spare[1], "本人不接受"))
        self._support(contest)
        self._settle(contest, least, most, turn, over=over)
        return contest

    def _small(self, contest: Contest, least: int, room: int) -> Contest:
        """So few voters that hardly `room` petitions find ten signers: no more than must be."""
        standing = self._people(contest, least)
        seats = contest.seats
        self._organisations(contest, standing[:seats], 1)
        for turn, nominee in enumerate(standing[seats:]):
            if turn + 1 < room:
                self._joint(contest, [nominee])
            else:
                self._organisations(contest, [nominee], 0)
                contest.forms[-1].organisations = contest.forms[-1].organisations[1:]
        self._support(contest)
        contest.candidates = contest.nominees
        return contest

    def _people(self, contest: Contest, count: int) -> list[Person]:
        """Voters fit to stand: of working age, plainly named, no two of one name, no member."""
        election = contest.constituency.election
        taken = self.taken.setdefault(election, set())
        names = {member[1] for member in self.committees[election].members}
        able = [
            one
            for one in contest.roll
            if "1962" < one.birth < "2002" and _is_plain(one) and one not in self.changed
        ]
        self.chance.shuffle(able)
        able.sort(key=lambda one: one.party != "中共党员" and self.chance.random() < 0.8)
        found: list[Person] = []
        for person in able:
            if person in taken or person.name in names:
                continue
            found.append(person)
            names.add(person.name)
            if len(found) == count:
                break
        if len(found) < count:
            raise ValueError(f"too few people fit to stand in {contest.constituency.name}")
        taken.update(found)
        return found

    def _number(self, contest: Contest, letter: str) -> str:
        election, number = contest.key
        serial = sum(form.number[-3] == letter for form in contest.forms) + 1
        return f"{election}-{number:03d}-{letter}{serial:02d}"

    def _organisations(self, contest: Contest, nominees: list[Person], turn: int) -> None:
        place = self.committees[contest.key[0]].name.removesuffix("选举委员会")
        party = f"中共{place}委员会"
        groups: tuple[str, ...] = (party,)
        if turn % 3 == 0:
            groups = (party, f"{place}{ORGANISATIONS[turn % 9 // 3]}")
        contest.forms.append(Form(self._number(contest, "Z"), contest, -29, nominees, groups))

    def _joint(self, contest: Contest, nominees: list[Person], *, exactly: int = 0) -> Form:
        """One petition; every signer stays within as many nominees as there are seats."""
        cap = contest.seats
        used = Counter(one for form in contest.forms for one in form.signatures)
        able = [
            one
            for one in contest.roll
            if _is_plain(one)
            and one not in self.changed
            and used[one] < cap
            and one not in nominees
        ]
        wanted = exactly or min(self.chance.randint(10, 14), max(10, len(able) // 4))
        form = Form(
            self._number(contest, "L"),
            contest,
            -28 + len(contest.forms),
            nominees,
            signatures=self.chance.sample(able, wanted),
        )
        contest.forms.append(form)
        if not exactly and self.chance.random() < 0.3:
            self._defect(contest, form)
        return form

    def _defect(self, contest: Contest, form: Form) -> None:
        """Add a signature that does not count; ten good ones stay."""
        form.signatures.append(self._over_signer(contest, form) or self._outsider(contest))
        line = len(form.signatures)
        over = form.signatures[-1] in set(contest.roll)
        form.struck[line] = "推荐人数超过应选名额，划去后签的" if over else "不是本选区选民"

    def _over_signer(self, contest: Contest, form: Form) -> Person | None:
        used = Counter(
            one
            for other in contest.forms
            if not other.refused
            for line, one in enumerate(other.signatures, start=1)
            if line not in other.struck
        )
        full = [
            one
            for one, times in used.items()
            if times >= contest.seats and one not in form.signatures
        ]
        return self.chance.choice(full) if full and self.chance.random() < 0.6 else None

    def _outsider(self, contest: Contest) -> Person:
        """Somebody of another constituency."""
        here = set(contest.roll)
        while True:
            person = self.chance.choice(self.everybody)
            if person not in here and _is_plain(person):
                return person

    def _too_few_after_striking(self, contest: Contest, nominee: Person) -> None:
        """Nine good signatures and an outsider's: the petition falls."""
        form = self._joint(contest, [nominee], exactly=9)
        full = self._over_signer(contest, form)
        form.signatures.append(full or self._outsider(contest))
        form.struck[10] = "推荐人数超过应选名额，划去后签的" if full else "不是本选区选民"
        form.refused = "划去后联名不足十人"

    def _no_voter(self, contest: Contest) -> None:
        """A petition for someone who stands on no roll."""
        person = self.chance.choice(self.no_voters)
        if any(person.name == one.name for form in contest.forms for one in form.nominees):
            return
        form = self._joint(contest, [person], exactly=10)
        form.refused = "被推荐人不是选民"

    def _support(self, contest: Contest) -> None:
        """How many like each nominee: no two alike, organisations' nominees somewhat ahead."""
        nominees = contest.nominees
        values = sorted(self.chance.sample(range(20, 99, 6), len(nominees)), reverse=True)
        contest.support = dict(zip(nominees, values, strict=True))

    def _settle(self, contest: Contest, least: int, most: int, turn: int, *, over: bool) -> None:
        liked = sorted(contest.nominees, key=lambda one: -contest.support[one])
        if not over:
            contest.candidates = contest.nominees
            return
        contest.manner = SETTLED[2] if turn % 5 == 0 else SETTLED[1]
        contest.candidates = liked[: least if turn % 3 else most]


def _is_plain(person: Person) -> bool:
    """A voter without anything odd about name, number or eligibility."""
    return (
        bool(person.number)
        and not person.case
        and "·" not in person.name
        and all("\u4e00" <= character <= "\u9fff" for character in person.name)
    )


def nominate(
    drawn: dict[str, list[Constituency]], rolls: Rolls, drafts: Nominations
) -> list[Contest]:
    """Every contest of the county with its papers."""
    contests: list[Contest] = []
    for found in drawn.values():
        for one in found:
            contests.append(drafts.contest(one, rolls[one.election, one.number], len(contests)))
    return contests


def _facts(person: Person) -> tuple[str, ...]:
    post = person.unit or "村（居）民"
    return (
        person.name,
        person.number,
        person.sex,
        person.ethnicity,
        person.birth_iso,
        person.party,
        person.education,
        post,
        "办事公道，联系群众",
    )


def joint_rows(contests: Sequence[Contest], day: date) -> Iterator[tuple[object, ...]]:
    """The rows of `joint-nominations.csv`."""
    for form in _forms(contests, joint=True):
        for person in form.nominees:
            yield (form.number, *form.contest.key, _on(day, form), *_facts(person))


def organisation_rows(contests: Sequence[Contest], day: date) -> Iterator[tuple[object, ...]]:
    """The rows of `organization-nominations.csv`."""
    for form in _forms(contests, joint=False):
        manner = "联合" if len(form.organisations) > 1 else "单独"
        for person in form.nominees:
            yield (
                form.number,
                *form.contest.key,
                _on(day, form),
                ";".join(form.organisations),
                manner,
                *_facts(person),
            )


def signature_rows(contests: Sequence[Contest]) -> Iterator[tuple[object, ...]]:
    """The rows of `signatures.csv`."""
    for form in _forms(contests, joint=True):
        for line, person in enumerate(form.signatures, start=1):
            yield form.number, line, person.name, person.number


def ruling_rows(contests: Sequence[Contest], day: date) -> Iterator[tuple[object, ...]]:
    """The rows of `nomination-rulings.csv`."""
    on = day - timedelta(days=17)
    for form in _forms(contests, joint=True):
        for line, ground in form.struck.items():
            yield form.number, line, "划去", ground, on
        if form.refused:
            yield form.number, "", "不予受理", form.refused, on


def withdrawal_rows(contests: Sequence[Contest], day: date) -> Iterator[tuple[object, ...]]:
    """The rows of `withdrawals.csv`."""
    for contest in contests:
        for person, reason in contest.withdrawn:
            yield *contest.key, person.name, reason, "本人书面声明", day - timedelta(days=17)


def consultation_rows(contests: Sequence[Contest]) -> Iterator[tuple[object, ...]]:
    """The rows of `consultation.csv`: three rounds where the list had to be cut, else one."""
    for contest in contests:
        groups = 2 + len(contest.roll) // 800
        for turn in range(1, 4 if contest.manner == "协商" else 2):
            for group in range(1, groups + 1):
                size = len(contest.roll) // groups
                present = max(8, size * (70 + 3 * group) // 100)
                for person in contest.nominees:
                    share = contest.support[person]
                    for_him = present * share // 100
                    against = (present - for_him) * (100 - share) // 200
                    yield (
                        *contest.key,
                        turn,
                        group,
                        present,
                        size - present,
                        person.name,
                        for_him,
                        against,
                        present - for_him - against,
                    )


def formal_rows(contests: Sequence[Contest], day: date) -> Iterator[tuple[object, ...]]:
    """The rows of `formal-lists.csv`."""
    for contest in contests:
        for person in contest.candidates:
            yield (
                *contest.key,
                len(contest.candidates),
                contest.manner,
                person.name,
                day - timedelta(days=8),
            )


def _forms(contests: Sequence[Contest], *, joint: bool) -> Iterator[Form]:
    for contest in contests:
        for form in contest.forms:
            if bool(form.signatures) == joint:
                yield form


def _on(day: date, form: Form) -> date:
    return day + timedelta(days=min(form.received, -18))
