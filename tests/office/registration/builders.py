"""A small fictitious county for the tests of the office: units, people at work, elections, files.

Two townships of two villages each; every village has two groups. The county election has the
constituencies 1 to 4, one for each village, and each township two.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from huanjie.office.committee.models import Election
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.seats.models import Constituency, ConstituencyPart
from huanjie.roll.id_number import check_digit

COUNTY = "990124000000"
TOWN = "990124100000"
ETHNIC = "990124101000"
VILLAGES = ("990124100201", "990124100202", "990124101201", "990124101202")
ELECTION_DAY = date(2026, 12, 20)
UNITS = (
    (COUNTY, "湘水县", "county", "county", None),
    (TOWN, "白岩镇", "township", "town", COUNTY),
    (ETHNIC, "花村苗族乡", "township", "ethnic_township", COUNTY),
    (VILLAGES[0], "岩前村", "village", "village", TOWN),
    (VILLAGES[1], "岩后村", "village", "village", TOWN),
    (VILLAGES[2], "花上村", "village", "village", ETHNIC),
    (VILLAGES[3], "花下村", "village", "village", ETHNIC),
)
HEADINGS = (
    "户号", "与户主关系", "姓名", "性别", "出生日期", "公民身份号码", "民族", "户籍地代码",
    "村民小组", "户籍地址", "居住地代码", "工作单位", "政治面貌", "文化程度", "人员状态",
)  # fmt: skip
LAST_HEADINGS = (
    "选区名称", "姓名", "性别", "出生日期", "公民身份号码", "户籍地代码", "村民小组",
)  # fmt: skip


def found_units() -> dict[str, Unit]:
    """The units of the county, by code."""
    rows = [Unit(code=c, name=n, level=lv, kind=k, parent_id=p) for c, n, lv, k, p in UNITS]
    Unit.objects.bulk_create(rows)
    return {unit.code: unit for unit in rows}


def actor(
    unit: str = COUNTY, *roles: Role, name: str = "张登记", account: int | None = None
) -> Actor:
    """Somebody at work for a unit; with all the roles of an office where none is named."""
    held = roles or (Role.OFFICE, Role.COMMITTEE, Role.REGISTRAR)
    return Actor(name, unit, frozenset(held), account)


def open_elections(
    units: Mapping[str, Unit], day: date | None = ELECTION_DAY
) -> dict[str, Election]:
    """The county's election and those of its townships, with public constituencies."""
    found = {}
    for code, level in ((COUNTY, "county"), (TOWN, "township"), (ETHNIC, "township")):
        found[code] = Election.objects.create(
            unit=units[code],
            county=units[COUNTY],
            level=level,
            title=f"{units[code].name}人民代表大会换届选举",
            province="43",
            polling_day=day,
            state="preparing",
            is_synthetic=True,
        )
        villages = [v for v in VILLAGES if v.startswith(code.rstrip("0"))]
        for number, village in enumerate(villages, 1):
            draw(found[code], number, units[village].name, [village])
    return found


def draw(
    election: Election,
    number: int,
    name: str,
    villages: Sequence[str] = (),
    *,
    groups: Mapping[str, Sequence[int]] | None = None,
    work_units: Sequence[str] = (),
    seats: int = 1,
) -> Constituency:
    """A public constituency made of villages, groups of villages and work units."""
    found = Constituency.objects.create(
        election=election,
        number=number,
        name=f"{name}选区",
        kind="residential",
        population=1000,
        seats=seats,
        published_on=date(2026, 10, 17),
    )
    parts = [ConstituencyPart(village=village) for village in villages]
    for village, some in (groups or {}).items():
        parts += [ConstituencyPart(village=village, group=group) for group in some]
    parts += [ConstituencyPart(work_unit=unit) for unit in work_units]
    for part in parts:
        part.constituency, part.election = found, election
    ConstituencyPart.objects.bulk_create(parts)
    return found


def id_number(birth: str, sequence: int, *, sex: str = "男", region: str = "990124") -> str:
    """A number whose check digit is right; births are YYYYMMDD."""
    last = 2 * sequence + (sex == "男")
    first = f"{region}{birth}{last:03d}"
    return first + check_digit(first)


@dataclass
class Population:
    """A population file under way; `add` gives the line the row will have."""

    rows: list[dict[str, str]] = field(default_factory=list)

    def add(self, name: str, birth: str = "19800101", **cells: str) -> int:
        """One person; cells under their Chinese headings."""
        sex = cells.get("性别", "男")
        row = dict.fromkeys(HEADINGS, "") | {
            "户号": f"{len(self.rows):06d}",
            "与户主关系": "户主",
            "姓名": name,
            "性别": sex,
            "出生日期": birth,
            "公民身份号码": id_number(birth, len(self.rows) + 1, sex=sex),
            "民族": "苗族",
            "户籍地代码": VILLAGES[0],
            "村民小组": "1",
            "人员状态": "正常",
        }
        self.rows.append(row | cells)
        return len(self.rows) + 1

    def id_of(self, line: int) -> str:
        """The ID number in a line of the file."""
        return self.rows[line - 2]["公民身份号码"]

    def write(self, path: Path, *, encoding: str = "gb18030", without: str = "") -> Path:
        """The file as the police would export it."""
        headings = [heading for heading in HEADINGS if heading != without]
        return write_csv(path, headings, self.rows, encoding=encoding)


def write_last_roll(path: Path, people: Iterable[Mapping[str, str]]) -> Path:
    """A roll of the last term; rows as in a population file."""
    rows = [{"选区名称": "老选区", **row} for row in people]
    return write_csv(path, LAST_HEADINGS, rows, encoding="utf-8-sig")


def write_csv(
    path: Path, headings: Sequence[str], rows: Iterable[Mapping[str, str]], *, encoding: str
) -> Path:
    """A CSV file with CRLF line ends."""
    with path.open("w", encoding=encoding, newline="") as file:
        table = csv.DictWriter(file, headings, extrasaction="ignore", lineterminator="\r\n")
        table.writeheader()
        table.writerows(rows)
    return path
