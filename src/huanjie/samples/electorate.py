"""What becomes of people: deaths, moves, rulings on eligibility, outsiders, changes of the roll."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from huanjie.samples.constituencies import Constituency
from huanjie.samples.identity import Registry
from huanjie.samples.names import RARE, TRANSLITERATED
from huanjie.samples.people import Census, Person, coming_of_age
from huanjie.samples.places import County, Village

__all__ = ["Electorate", "RollChange", "arrival_rows", "last_roll_rows", "settle_cases"]

# case, share of the population, least number, body, whether an end date is given
CASES = (
    ("剥夺政治权利", 1 / 3000, 3, "人民法院", True),
    ("剥夺期满", 1 / 15000, 1, "人民法院", True),
    ("停止行使选举权利", 1 / 15000, 1, "人民检察院", False),
    ("不能行使选举权利", 1 / 1200, 3, "选举委员会", False),
    ("羁押未决定停止", 1 / 10000, 1, "公安局", False),
    ("死亡", 1 / 2500, 3, "民政局", False),
    ("迁出", 1 / 3000, 2, "公安局", False),
    ("开出资格证明", 1 / 800, 4, "选举委员会", False),
)
STILL_VOTERS = ("", "剥夺期满", "羁押未决定停止")


@dataclass(slots=True)
class RollChange:
    """One change of a published roll; `delta` is what it does to the number of voters."""

    election: str
    number: int
    kind: str
    person: Person
    reason: str
    proof: str
    appellant: str
    decision: str
    delta: int


@dataclass(slots=True)
class Electorate:
    """Everybody the rolls are made from, and what the papers say of them."""

    people: list[Person]
    cutoff: str
    ghosts: list[Person] = field(default_factory=list)
    arrivals: list[Person] = field(default_factory=list)
    cases: list[tuple[Person, str]] = field(default_factory=list)

    def is_voter(self, person: Person) -> bool:
        """True when he stands on a roll of the county at its publication."""
        if person.birth > self.cutoff or person.state != "正常":
            return False
        return person.case in STILL_VOTERS or bool(person.moved_to)


def settle_cases(
    people: list[Person],
    census: Census,
    county: County,
    havens: Sequence[Village],
    chance: Random,
) -> Electorate:
    """Decide who has died, left, lost the vote or comes from outside.

    `havens` are the villages that lie whole in one constituency in every election: only there does
    a certificate without a villagers' group say enough.
    """
    found = Electorate(people, coming_of_age(census.day))
    found.arrivals = _arrivals(census, county, chance)
    _mark_names(people, chance)
    _mark_birthdays(people, census, chance)
    _mark_states(people, chance)
    _mark_cases(found, havens, chance)
    for person in chance.sample(people, max(3, len(people) // 70)):
        person.residence = chance.choice(("440300000000", "330100000000", "430100000000"))
    villages = county.villages
    for _ in range(max(6, len(people) // 60)):
        ghost = census.stranger(chance.choice(villages), age=chance.randint(24, 92))
        ghost.case = "死亡" if int(ghost.birth[:4]) < 1965 else "迁出"
        found.ghosts.append(ghost)
        found.cases.append((ghost, ghost.case))
    return found


def _plain(people: Sequence[Person], cutoff: str) -> list[int]:
    """Grown-ups of whom nothing special is known yet."""
    return [
        index
        for index, one in enumerate(people)
        if one.birth <= cutoff and one.state == "正常" and not (one.case or one.unit)
    ]


def _mark_names(people: list[Person], chance: Random) -> None:
    """Names with a dot, and names with characters beyond the common fonts."""
    able = [one for one in people if "19400101" < one.birth < "20050101" and not one.unit]
    chosen = chance.sample(able, 2 * max(8, len(people) // 1700))
    for index, person in enumerate(chosen):
        if index % 2:
            person.name, person.ethnicity = chance.choice(TRANSLITERATED), "维吾尔"
        else:
            person.name = person.name[0] + RARE[index // 2 % len(RARE)]


def _mark_birthdays(people: list[Person], census: Census, chance: Random) -> None:
    day = census.day
    eve = coming_of_age(day)
    after = coming_of_age(day + timedelta(days=1))
    leap = [f"{year}0229" for year in (1956, 1972, 1984, 1996)]
    youths = [one for one in people if 15 <= day.year - int(one.birth[:4]) <= 20 and not one.unit]
    chosen = chance.sample(youths, max(2, len(people) // 20000) * 2)
    for index, person in enumerate(chosen):
        census.reborn(person, eve if index % 2 else after)
    adults = [
        one
        for one in people
        if "19500101" < one.birth < "19990101" and not one.unit and one.relation == "户主"
    ]
    for index, person in enumerate(chance.sample(adults, max(2, len(people) // 20000))):
        census.reborn(person, leap[index % 4])


def _mark_states(people: list[Person], chance: Random) -> None:
    for state, share in (("死亡", 2500), ("迁出", 2500), ("服现役", 1500)):
        able = [one for one in people if one.state == "正常" and not one.unit]
        if state == "服现役":
            able = [one for one in able if "19990101" < one.birth < "20080101"]
        for person in chance.sample(able, min(len(able), max(2, len(people) // share))):
            person.state = state


def _mark_cases(found: Electorate, havens: Sequence[Village], chance: Random) -> None:
    able = _plain(found.people, found.cutoff)
    chance.shuffle(able)
    for case, share, least, _, _ in CASES:
        for turn in range(max(least, round(len(found.people) * share))):
            person = found.people[able.pop()]
            person.case = case
            if case == "开出资格证明" and turn % 2 == 0:
                person.moved_to = _elsewhere(person, havens, chance)
            found.cases.append((person, case))


def _elsewhere(person: Person, havens: Sequence[Village], chance: Random) -> str:
    able = [one.code for one in havens if one.code[:9] != person.village[:9]]
    return chance.choice(able) if able else ""


def status_rows(found: Electorate, county: County, day: date) -> Iterator[tuple[object, ...]]:
    """The rows of `status.csv`."""
    bodies = {case: (body, ends) for case, _, _, body, ends in CASES}
    for index, (person, case) in enumerate(found.cases, start=1):
        body, ends = bodies[case]
        decided = day - timedelta(days=400 if ends else 45 + index % 9)
        until = ""
        if ends:
            until = str(
                day - timedelta(days=50) if case == "剥夺期满" else date(day.year + 3, 5, 1)
            )
        shown = "剥夺政治权利" if case == "剥夺期满" else case
        note = "上届选民名单中有，本次人口信息中无" if person.household == 0 else ""
        yield (
            person.name,
            person.number,
            shown,
            f"{county.name}{body}",
            f"〔{decided.year}〕{index}号",
            decided,
            until,
            person.moved_to,
            note,
        )


def _arrivals(census: Census, county: County, chance: Random) -> list[Person]:
    """People from outside with a certificate; their numbers begin with another county's prefix."""
    elsewhere = Registry("998800" if county.code[2:6] != "8800" else "998801")
    found = []
    for _ in range(max(4, county.people // 600)):
        person = census.stranger(chance.choice(county.villages), age=chance.randint(20, 68))
        person.number = elsewhere.issue(person.birth, male=person.sex == "男")
        found.append(person)
    return found


def arrival_rows(found: Electorate, day: date) -> Iterator[tuple[object, ...]]:
    """The rows of `arrivals.csv`."""
    for index, one in enumerate(found.arrivals, start=1):
        yield (
            one.name,
            one.sex,
            one.birth_iso,
            one.number,
            one.ethnicity,
            "外省某县",
            one.village,
            one.group,
            f"外选证第{index:04d}号",
            "外省某县选举委员会",
            day - timedelta(days=40 + index % 15),
        )


def last_roll_rows(
    found: Electorate, names: dict[str, str], day: date, chance: Random
) -> Iterator[tuple[object, ...]]:
    """The rows of `last-roll.csv`: who was eighteen five years ago, less those missed then."""
    cutoff = str(int(found.cutoff[:4]) - 5) + found.cutoff[4:]
    for one in [*found.people, *found.ghosts]:
        if one.birth <= cutoff and chance.random() < 0.985:
            yield (
                f"{names[one.village]}选区",
                one.name,
                one.sex,
                one.birth_iso,
                one.number,
                one.village,
                one.group,
            )


def roll_changes(
    drawn: dict[str, list[Constituency]],
    rolls: dict[tuple[str, int], list[Person]],
    census: Census,
    county: County,
    chance: Random,
) -> list[RollChange]:
    """Changes after publication: every election has a correction and an appeal at least.

    A person added or struck off is so in every election he belongs to.
    """
    changes: list[RollChange] = []
    homes: dict[Person, list[tuple[str, int]]] = {}
    for key, roll in rolls.items():
        for person in roll:
            homes.setdefault(person, []).append(key)
    for election, found in drawn.items():
        people = sum(one.people for one in found)
        for turn in range(max(2, people // 8000)):
            key = (election, chance.choice(found).number)
            plain = [one for one in rolls[key] if not one.case and one.relation == "户主"]
            wrong, gone, kept = chance.sample(plain, 3)
            changes.append(RollChange(*key, "更正", wrong, "错登", "户口簿", "", "予以变更", 0))
            changes.append(
                RollChange(
                    *key,
                    "申诉",
                    kept,
                    "要求除名",
                    "邻居书面反映",
                    chance.choice(plain).name,
                    "维持",
                    0,
                )
            )
            if election != county.code:
                reason = ("死亡", "迁出", "重登")[turn % 3]
                changes += [
                    RollChange(*home, "除名", gone, reason, "村委会证明", "", "予以变更", -1)
                    for home in homes[gone]
                ]
    missed = [one for one in county.villages if census.chance.random() < 0.06]
    for turn, village in enumerate(missed or county.villages[:2]):
        changes += _missed(turn, village, drawn, census)
    return _once(changes)


def _missed(
    turn: int, village: Village, drawn: dict[str, list[Constituency]], census: Census
) -> list[RollChange]:
    """Someone no file knows, added where he lives; every other one by an appeal."""
    person = census.stranger(village, age=25 + turn % 40)
    rows = []
    for election, found in drawn.items():
        for one in found:
            if (village.code, 0) in one.places or (village.code, person.group) in one.places:
                if turn % 2:
                    rows.append(
                        RollChange(
                            election,
                            one.number,
                            "申诉",
                            person,
                            "要求登记",
                            "户口簿",
                            person.name,
                            "予以变更",
                            1,
                        )
                    )
                else:
                    rows.append(
                        RollChange(
                            election,
                            one.number,
                            "补登",
                            person,
                            "漏登",
                            "户口簿",
                            "",
                            "予以变更",
                            1,
                        )
                    )
    return rows


def _once(changes: list[RollChange]) -> list[RollChange]:
    """No one is struck off and kept, or struck off twice, in one election."""
    seen: set[tuple[str, Person]] = set()
    kept = []
    for change in changes:
        if (change.election, change.person) not in seen:
            seen.add((change.election, change.person))
            kept.append(change)
    return kept


def change_rows(changes: Sequence[RollChange], day: date) -> Iterator[tuple[object, ...]]:
    """The rows of `roll-changes.csv`."""
    for index, one in enumerate(changes):
        asked = day - timedelta(days=27 - index % 3)
        yield (
            one.election,
            one.number,
            one.kind,
            one.person.name,
            one.person.number,
            one.reason,
            one.proof,
            one.appellant,
            asked,
            one.decision,
            asked + timedelta(days=2),
        )
