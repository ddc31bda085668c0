"""湘水县 as this story has it: one town, two villages, every figure known beforehand.

竹坪村 (groups 1 and 2) and 茶园村 (group 1) are one constituency each, in the county's election
and in the town's. `PEOPLE` is the population file; what is wrong in it is made by hand in `DIRT`.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

from huanjie.roll.id_number import check_digit

COUNTY, TOWN = "990124000000", "990124101000"
BAMBOO, TEA = "990124101202", "990124101203"
COUNTY_NAME, TOWN_NAME = "湘水县", "枫林镇"
VILLAGE_NAMES = {BAMBOO: "竹坪村", TEA: "茶园村"}
COUNTY_SC = "湘水县人民代表大会常务委员会"

SETTING_UP = "2026-10-17"
ROLL_DAY = "2026-11-20"
APPEAL_DAY = "2026-11-23"
FORMS_DAY = "2026-12-01"
PRELIMINARY_DAY = "2026-12-04"
FORMAL_DAY = "2026-12-12"
POLLING_DAY = "2026-12-20"
REVOTE_DAY = "2026-12-23"
RESULT_DAY = "2026-12-24"

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_GIVEN = {
    "男": ("建国", "志强", "春生", "永福", "小明", "大勇", "国平", "立新", "家宝"),
    "女": ("秀英", "玉兰", "海燕", "桂花", "丽华", "春梅", "晓芳", "翠云", "红霞"),
}


@dataclass(frozen=True)
class Villager:
    """A row of the population file."""

    name: str
    sex: str
    birth: str
    id_number: str
    village: str
    group: int
    status: str = "正常"
    education: str = "初中"

    @property
    def row(self) -> tuple[str, ...]:
        """The cells as the police writes them."""
        home = VILLAGE_NAMES[self.village]
        return (
            "1", "户主", self.name, self.sex, self.birth.replace("-", ""), self.id_number, "汉",
            self.village, str(self.group), f"{home}{self.group}组", self.village, "", "群众",
            self.education, self.status,
        )  # fmt: skip


def id_number(serial: int, birth: str, sex: str) -> str:
    """A valid number of a county that does not exist; the last digit but one tells the sex."""
    order = serial * 2 + (1 if sex == "男" else 0)
    body = f"990124{birth.replace('-', '')}{order:03d}"
    return body + check_digit(body)


def villager(serial: int, village: str, group: int, *, year: int | None = None) -> Villager:
    """Number `serial` of the county: its name, sex and birth follow from the number."""
    sex = "女" if serial // 2 % 2 else "男"
    birth = f"{year or 1950 + serial % 45}-{serial % 12 + 1:02d}-15"
    given = _GIVEN[sex][(serial + serial // len(_SURNAMES)) % len(_GIVEN[sex])]
    name = _SURNAMES[serial % len(_SURNAMES)] + given
    return Villager(name, sex, birth, id_number(serial, birth, sex), village, group)


BAMBOO_ADULTS = tuple(villager(n, BAMBOO, 1 + n % 2) for n in range(1, 37))
TEA_ADULTS = tuple(villager(n, TEA, 1) for n in range(37, 61))
CHILDREN = tuple(villager(n, BAMBOO if n % 2 else TEA, 1, year=2015) for n in range(61, 69))

WRONG_DIGIT = BAMBOO_ADULTS[4]
"""His row stands in the file with a wrong check digit; the household book has the right one."""
LISTED_TWICE = BAMBOO_ADULTS[9]
"""She stands in the file twice: in both villages, since she has married into the other."""
DEAD = TEA_ADULTS[3]
"""He has died; the police has not struck him off yet."""
MISSED = Villager("石春梅", "女", "1980-05-05", id_number(80, "1980-05-05", "女"), BAMBOO, 2)
"""She is in no file: brought in by the correction of the roll."""
NOT_HERE = TEA_ADULTS[7]
"""He is on the roll, and somebody appeals that he has moved away."""

CANDIDATES = BAMBOO_ADULTS[20:23]
"""The first is elected at once; the other two are equal for the second seat."""
TEA_CANDIDATES = TEA_ADULTS[10:12]

HEADINGS = (
    "户号", "与户主关系", "姓名", "性别", "出生日期", "公民身份号码", "民族", "户籍地代码",
    "村民小组", "户籍地址", "居住地代码", "工作单位", "政治面貌", "文化程度", "人员状态",
)  # fmt: skip


def wrong_number() -> str:
    """The number of `WRONG_DIGIT` with another check digit."""
    good = WRONG_DIGIT.id_number
    return good[:-1] + ("1" if good[-1] != "1" else "2")


def population_rows() -> list[tuple[str, ...]]:
    """The file as the police exports it."""
    rows = []
    for person in (*BAMBOO_ADULTS, *TEA_ADULTS, *CHILDREN):
        shown = person
        if person is WRONG_DIGIT:
            shown = replace(person, id_number=wrong_number())
        if person is DEAD:
            shown = replace(person, status="死亡")
        rows.append(shown.row)
    rows.append(replace(LISTED_TWICE, village=TEA, group=1).row)
    return rows


def line_of(person: Villager) -> int:
    """The line of the population file on which a person stands first."""
    names = [row[2] for row in population_rows()]
    return names.index(person.name) + 2


def as_csv(heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table with its heading row, as offices write it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue()


CONSTITUENCY_HEADINGS = (
    "选举代码", "选区号", "选区名称", "类型", "范围", "人口", "应选名额", "城乡",
)  # fmt: skip
CONSTITUENCIES = [
    (COUNTY, "1", "竹坪选区", "居住", BAMBOO, "40", "2", "农村"),
    (COUNTY, "2", "茶园选区", "居住", TEA, "28", "1", "农村"),
    (TOWN, "1", "竹坪村选区", "居住", BAMBOO, "40", "2", "农村"),
    (TOWN, "2", "茶园村选区", "居住", TEA, "28", "1", "农村"),
]
WRONG_CONSTITUENCIES = [
    (*row[:5], "四十", *row[6:]) if row[:2] == (COUNTY, "1") else row for row in CONSTITUENCIES
]
"""The same table with a population in words, in line 2."""

DIVISIONS = (
    "level,code,name,parent\n"
    f"county,{COUNTY},{COUNTY_NAME},990100000000\n"
    f"township,{TOWN},{TOWN_NAME},{COUNTY}\n"
    f"village,{BAMBOO},竹坪村,{TOWN}\n"
    f"village,{TEA},茶园村,{TOWN}\n"
)


@dataclass(frozen=True)
class Files:
    """The files on the office's desk."""

    divisions: Path
    population: Path
    constituencies: Path
    wrong_constituencies: Path


def write_files(folder: Path) -> Files:
    """Write what the office receives."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(
        folder / "divisions.csv",
        folder / "人口信息.csv",
        folder / "选区划分一览表.csv",
        folder / "选区划分一览表-初稿.csv",
    )
    files.divisions.write_text(DIVISIONS, "utf-8")
    files.population.write_bytes(as_csv(HEADINGS, population_rows()).encode("gb18030"))
    for path, rows in (
        (files.constituencies, CONSTITUENCIES),
        (files.wrong_constituencies, WRONG_CONSTITUENCIES),
    ):
        path.write_text(as_csv(CONSTITUENCY_HEADINGS, rows), "utf-8-sig")
    return files
