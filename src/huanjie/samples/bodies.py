"""Election committees, quotas and the schedule of every election of the county."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from huanjie.samples.names import given_name, surname
from huanjie.samples.places import County

__all__ = ["Committee", "Quota", "committees", "quotas", "schedule"]

PLAN = (
    ("任命选举委员会", -90),
    ("确定选举日", -86),
    ("确定名额", -84),
    ("公布选区", -64),
    ("选民登记", -60),
    ("公布选民名单", -30),
    ("公布初步候选人", -16),
    ("公布正式候选人", -8),
    ("公布投票时间地点", -5),
    ("选举日", 0),
    ("公布结果", 5),
)
POSTS = (
    "县委书记",
    "县人大常委会主任",
    "县委组织部部长",
    "县委宣传部部长",
    "县公安局局长",
    "县民政局局长",
    "县财政局局长",
    "县司法局局长",
    "县总工会主席",
    "县妇联主席",
    "团县委书记",
    "县人大常委会选任联工委主任",
)
TOWN_POSTS = (
    "党委书记",
    "人大主席",
    "党委副书记",
    "组织委员",
    "派出所所长",
    "民政办主任",
    "妇联主席",
    "团委书记",
    "司法所所长",
)


@dataclass(frozen=True, slots=True)
class Quota:
    """One congress's seats, as determined."""

    election: str
    name: str
    kind: str
    population: int
    added: int
    base: int
    total: int
    garrison: int
    before: int
    ground: str

    @property
    def civil(self) -> int:
        """Seats shared out to constituencies."""
        return self.total - self.garrison

    def row(self, county: County, number: int, day: date) -> tuple[object, ...]:
        """The row of `quota.csv`."""
        is_county = self.election == county.code
        body = "省人民代表大会常务委员会" if is_county else f"{county.name}人民代表大会常务委员会"
        paper = f"{'省' if is_county else county.stem}人常〔{day.year}〕{number}号"
        return (
            self.election,
            self.name,
            self.kind,
            self.population,
            "户籍",
            f"{day.year - 1}-12-31",
            "公安机关人口统计",
            self.base,
            self.added,
            0,
            self.total,
            self.garrison,
            self.before,
            body,
            paper,
            day - timedelta(days=84),
            self.ground,
        )


@dataclass(frozen=True, slots=True)
class Committee:
    """One election committee; `short` opens its document numbers."""

    election: str
    name: str
    short: str
    members: tuple[tuple[str, str, str, str], ...]


def quotas(county: County, chance: Random) -> dict[str, Quota]:
    """Every congress's quota, the county's first.

    A small county or township keeps a total below the base, as the law allows; some totals are the
    last term's and differ from the formula, most follow the change of the law's bases.
    """
    found = {county.code: _county_quota(county)}
    electing = [one for one in county.townships if one.kind]
    for index, one in enumerate(electing):
        added = one.people // 1500
        formula = min(45 + added, 160)
        if one.people < 2000:
            total = max(6, one.people // 90)
            before, ground = total - 1, "法律调整"
        elif index % 4 == 3:
            total = min(160, max(45, formula + chance.choice((-1, 1, 1))))
            before, ground = total, "沿用上届"
        else:
            total, before, ground = formula, min(40 + one.people * 49 // 75000, 160), "法律调整"
        found[one.code] = Quota(
            one.code, one.name, one.kind, one.people, added, 45, total, 0, before, ground
        )
    return found


def _county_quota(county: County) -> Quota:
    people, added = county.people, county.people // 5000
    if people < 50_000:
        total = max(12, people // 125)
        garrison = 1
    else:
        total = min(140 + added, 450)
        garrison = 2
    before = total - 1 if people < 50_000 else min(120 + people * 49 // 250_000, 450)
    return Quota(
        county.code,
        county.name,
        county.kind,
        people,
        added,
        140,
        total,
        garrison,
        before,
        "法律调整",
    )


def committees(county: County, chance: Random) -> dict[str, Committee]:
    """A committee of nine to thirteen for every congress."""
    found = {}
    units: list[tuple[str, str, str, tuple[str, ...], int]] = [
        (county.code, county.name, county.stem, POSTS, 13)
    ]
    units += [
        (one.code, one.name, one.name[:-1], TOWN_POSTS, 9) for one in county.townships if one.kind
    ]
    for code, name, short, posts, size in units:
        members = []
        for index in range(size):
            sex = "女" if index % 3 == 2 else "男"
            post = "主任" if index == 0 else "副主任" if index < 3 else "委员"
            person = surname(chance) + given_name(chance, sex=sex, year=1972)
            role = posts[index % len(posts)]
            members.append((post, person, sex, role if code == county.code else name + role))
        found[code] = Committee(code, f"{name}选举委员会", f"{short}选", tuple(members))
    return found


def committee_rows(
    county: County, found: dict[str, Committee], day: date
) -> Iterator[tuple[object, ...]]:
    """The rows of `committee.csv`: the county's standing committee appoints all of them."""
    body = f"{county.name}人民代表大会常务委员会"
    for number, committee in enumerate(found.values(), start=11):
        for member in committee.members:
            paper = f"{county.stem}人常〔{day.year}〕{number}号"
            yield (committee.election, *member, body, paper, day - timedelta(days=90))


def schedule(elections: list[str], day: date) -> Iterator[tuple[object, ...]]:
    """The rows of `schedule.csv`: the default plan, lawful whichever way days are counted."""
    for election in elections:
        for matter, offset in PLAN:
            yield election, matter, day + timedelta(days=offset)
