"""What is wrong with a police export, each kind labelled with what a program should find."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from huanjie.samples.identity import check_digit, short_form
from huanjie.samples.people import Census, Person
from huanjie.samples.places import County, Village

__all__ = ["Line", "Register", "soil"]


@dataclass(slots=True, eq=False)
class Line:
    """One line of the population file: a person, and the cells that differ from the truth."""

    person: Person
    cells: dict[str, str] | None = None


@dataclass(slots=True)
class Register:
    """The file under way: lines by village, labels, and the rulings that mend it."""

    blocks: dict[str, list[Line]]
    labels: list[tuple[Line, str, str]] = field(default_factory=list)
    corrections: list[tuple[Line, str, str, str]] = field(default_factory=list)
    pairs: list[tuple[Line, Line, str, str]] = field(default_factory=list)

    def numbered(self) -> dict[Line, int]:
        """The line of everything in the file, the heading being line 1."""
        lines = (line for block in self.blocks.values() for line in block)
        return {line: number for number, line in enumerate(lines, start=2)}


@dataclass(slots=True)
class Soiler:
    """Takes lines nobody has touched yet and spoils them."""

    register: Register
    county: County
    census: Census
    chance: Random
    untouched: list[Line]

    def take(self, count: int, fits: Callable[[Person], bool] = lambda _: True) -> list[Line]:
        """The next untouched lines that fit, each taken once."""
        taken: list[Line] = []
        rest: list[Line] = []
        while self.untouched and len(taken) < count:
            line = self.untouched.pop()
            (taken if fits(line.person) else rest).append(line)
        self.untouched[:0] = rest
        return taken

    def label(self, line: Line, kind: str, expected: str) -> None:
        """Note what stands in a line and what should be found."""
        self.register.labels.append((line, kind, expected))

    def village(self, other_than: str) -> Village:
        """Some other village of the county."""
        return self.chance.choice([one for one in self.county.villages if one.code != other_than])


FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def _letters(number: str) -> str:
    return number[:8] + number[8:17].replace("0", "O", 1).replace("1", "l", 1) + number[17]


def _transposed(number: str) -> str:
    for at in range(16, 9, -1):
        body = number[: at - 1] + number[at] + number[at - 1] + number[at + 1 : 17]
        if number[at] != number[at - 1] and check_digit(body) != number[17]:
            return body + number[17]
    return number[:17] + ("0" if number[17] != "0" else "1")


# kind, one in so many, whom it fits, the cells it spoils; a program repairs these by itself
REPAIRABLE: tuple[
    tuple[str, int, Callable[[Person], bool], Callable[[Person], dict[str, str]]], ...
]
REPAIRABLE = (
    (
        "lower-case-x",
        3000,
        lambda p: p.number[17] == "X",
        lambda p: {"公民身份号码": p.number.lower()},
    ),
    (
        "full-width-digits",
        6000,
        lambda p: True,
        lambda p: {"公民身份号码": p.number.translate(FULL_WIDTH)},
    ),
    (
        "letter-for-digit",
        8000,
        lambda p: "0" in p.number[8:17] or "1" in p.number[8:17],
        lambda p: {"公民身份号码": _letters(p.number)},
    ),
    ("blank-around-number", 5000, lambda p: True, lambda p: {"公民身份号码": f" {p.number}  "}),
    (
        "blank-in-name",
        5000,
        lambda p: len(p.name) == 2,
        lambda p: {"姓名": f"{p.name[0]}\u3000{p.name[1]}"},
    ),
    ("zero-width-in-name", 8000, lambda p: True, lambda p: {"姓名": f"{p.name}\u200b"}),
    ("dot-bullet", 30000, lambda p: "·" in p.name, lambda p: {"姓名": p.name.replace("·", "•")}),
    (
        "dot-full-stop",
        30000,
        lambda p: "·" in p.name,
        lambda p: {"姓名": p.name.replace("·", "．")},
    ),
    (
        "dot-hyphenation",
        30000,
        lambda p: "·" in p.name,
        lambda p: {"姓名": p.name.replace("·", "‧")},
    ),
    (
        "fifteen-digits",
        4000,
        lambda p: p.birth < "1985",
        lambda p: {"公民身份号码": short_form(p.number)},
    ),
)
# … and these only a ruling mends: the last entry is the column corrected
UNREPAIRABLE: tuple[
    tuple[str, int, Callable[[Person], bool], Callable[[Person], dict[str, str]], str], ...
]
UNREPAIRABLE = (
    (
        "wrong-check-digit",
        10000,
        lambda p: True,
        lambda p: {"公民身份号码": _transposed(p.number)},
        "公民身份号码",
    ),
    (
        "seventeen-digits",
        15000,
        lambda p: True,
        lambda p: {"公民身份号码": p.number[:11] + p.number[12:]},
        "公民身份号码",
    ),
    (
        "day-month-swapped",
        15000,
        lambda p: p.birth[6:] < "13" and p.birth[4:6] != p.birth[6:],
        lambda p: {"出生日期": p.birth[:4] + p.birth[6:] + p.birth[4:6]},
        "出生日期",
    ),
    ("blank-birth", 15000, lambda p: True, lambda p: {"出生日期": ""}, "出生日期"),
    (
        "unknown-village",
        20000,
        lambda p: True,
        lambda p: {"户籍地代码": p.village[:9] + "999"},
        "户籍地代码",
    ),
    (
        "old-village",
        15000,
        lambda p: True,
        lambda p: {"户籍地代码": p.village[:6] + "001" + p.village[9:]},
        "户籍地代码",
    ),
    ("formula-cell", 40000, lambda p: True, lambda p: {"户籍地址": "=1+1"}, "户籍地址"),
)
ORDINARY = ("", "羁押未决定停止")


def soil(
    people: Sequence[Person], county: County, census: Census, cutoff: str, chance: Random
) -> Register:
    """The population file's lines, some of them spoiled, with the rulings that put all right."""
    blocks: dict[str, list[Line]] = {village.code: [] for village in county.villages}
    able = []
    for person in people:
        line = Line(person)
        blocks[person.village].append(line)
        if person.state == "正常" and not person.case and person.birth <= cutoff:
            able.append(line)
    chance.shuffle(able)
    register = Register(blocks)
    soiler = Soiler(register, county, census, chance, able)
    for kind, rate, fits, spoil in REPAIRABLE:
        for line in soiler.take(_count(people, rate), fits):
            line.cells = spoil(line.person)
            soiler.label(line, kind, "repaired")
    for kind, rate, fits, spoil, column in UNREPAIRABLE:
        for line in soiler.take(_count(people, rate), fits):
            line.cells = spoil(line.person)
            register.corrections.append((line, "更正", column, _truth(line.person, column)))
            soiler.label(line, kind, "refused")
    _doubles(soiler, len(people))
    _namesakes(soiler, len(people))
    _nobodies(soiler, len(people))
    _label_naturals(soiler, people, cutoff)
    return register


def _count(people: Sequence[Person], rate: int) -> int:
    return max(2, len(people) // rate)


def _truth(person: Person, column: str) -> str:
    return {
        "公民身份号码": person.number,
        "出生日期": person.birth,
        "户籍地代码": person.village,
        "户籍地址": person.address,
    }[column]


def _doubles(soiler: Soiler, size: int) -> None:
    """One person on two lines: the first line of each pair is the one to keep."""
    everybody = [0] * max(2, size // 10000)
    for line in soiler.take(len(everybody)):
        _second(soiler, line, {}, "double-line", "同一户重复录入")
    for line in soiler.take(len(everybody), lambda p: p.sex == "女" and p.relation == "配偶"):
        natal = soiler.village(line.person.village)
        cells = {
            "户籍地代码": natal.code,
            "村民小组": "1",
            "户籍地址": f"{natal.name}1组",
            "与户主关系": "女",
            "户号": "888",
        }
        _second(soiler, line, cells, "two-villages", "婚嫁后户口已迁入夫家", natal.code)
    for line in soiler.take(len(everybody), lambda p: p.birth < "1980"):
        cells = {"公民身份号码": short_form(line.person.number), "户号": "777"}
        _second(soiler, line, cells, "fifteen-and-eighteen", "同一人新旧两个号码")
    for line in soiler.take(len(everybody), lambda p: len(p.name) == 2):
        name = f"{line.person.name[0]} {line.person.name[1]}"
        _second(
            soiler, line, {"公民身份号码": "", "姓名": name}, "no-number-copy", "户口簿核对为同一人"
        )


def _second(
    soiler: Soiler, line: Line, cells: dict[str, str], kind: str, ground: str, village: str = ""
) -> None:
    register = soiler.register
    extra = Line(line.person, cells)
    block = register.blocks[village or line.person.village]
    at = len(block) if village else block.index(line) + (kind != "fifteen-and-eighteen")
    block.insert(at, extra)
    register.pairs.append((line, extra, "同一人保留", ground))
    soiler.label(extra, kind, "duplicate")


def _namesakes(soiler: Soiler, size: int) -> None:
    """Two people of one name and birthday: both with numbers, or one of them without."""
    for line in soiler.take(max(2, size // 15000)):
        twin = _namesake(soiler, line)
        soiler.register.blocks[twin.person.village].append(twin)
        soiler.label(twin, "same-name-birthday", "two people")
    for line in soiler.take(max(2, size // 30000)):
        twin = _namesake(soiler, line)
        twin.person.number = ""
        soiler.register.blocks[twin.person.village].append(twin)
        soiler.register.pairs.append((line, twin, "不是同一人", "父母姓名不同，入户核对"))
        soiler.label(twin, "same-name-birthday-no-number", "two people")


def _namesake(soiler: Soiler, line: Line) -> Line:
    """Another inhabitant altogether, in the same village; takes over a child's place."""
    person = line.person
    census, village = soiler.census, person.village
    spare = soiler.take(1, lambda p: p.village == village and p.sex == person.sex)
    if not spare:
        raise ValueError(f"too few people in {village} for a namesake")
    other = spare[0].person
    soiler.register.blocks[village].remove(spare[0])
    other.name, other.relation = person.name, "户主"
    census.reborn(other, person.birth)
    return Line(other)


def _nobodies(soiler: Soiler, size: int) -> None:
    """Lines that are nobody: a number that cannot be, a name no one knows."""
    for _ in range(max(2, size // 50000)):
        village = soiler.village("")
        person = soiler.census.stranger(village, age=40)
        line = Line(person, {"公民身份号码": _transposed(person.number)})
        soiler.register.blocks[village.code].append(line)
        soiler.register.corrections.append((line, "剔除", "", ""))
        soiler.label(line, "nobody", "refused")


def _label_naturals(soiler: Soiler, people: Sequence[Person], cutoff: str) -> None:
    by_person = {
        line.person: line
        for block in soiler.register.blocks.values()
        for line in block
        if line.cells is None
    }
    next_day = min((p.birth for p in people if p.birth > cutoff), default="")
    for person in people:
        line = by_person.get(person)
        if line is None:
            continue
        if person.birth == cutoff:
            soiler.label(line, "eighteen-on-the-day", "voter")
        elif person.birth == next_day:
            soiler.label(line, "eighteen-the-day-after", "no voter")
        if person.birth.endswith("0229"):
            soiler.label(
                line, "born-29-february", "voter" if person.birth <= cutoff else "no voter"
            )
        if person.case == "死亡" and person.state == "正常":
            soiler.label(line, "dead-but-listed", "struck off")
        if any(
            ord(character) > 0xFFFF or "\u3400" <= character < "\u4e00" for character in person.name
        ):
            soiler.label(line, "rare-character", "kept")
