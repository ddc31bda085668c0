"""V on the sheets, reached again from the files alone."""

import re
from collections import Counter

from tests.samples.folder import Row, Written

CUTOFF = "20081220"
LETTERS = str.maketrans("OolI０１２３４５６７８９Ｘ", "00110123456789X")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check(body: str) -> str:
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def repaired(number: str) -> str:
    text = number.strip().translate(LETTERS).upper()
    if len(text) == 15:
        body = f"{text[:6]}19{text[6:]}"
        return body + check(body)
    return text


def plain(name: str) -> str:
    return re.sub("[•．‧]", "·", re.sub("[\\s\u3000\u200b]", "", name))


def is_good(number: str) -> bool:
    return len(number) == 18 and number[:17].isdigit() and check(number[:17]) == number[17]


def people(written: Written) -> dict[int, Row]:
    """The population file after rulings on rows and on duplicates, by line."""
    rows = dict(enumerate(written.table("population"), start=2))
    for ruling in written.table("row-rulings"):
        line = int(ruling["行号"])
        if ruling["处理"] == "剔除":
            del rows[line]
        else:
            rows[line][ruling["栏目"]] = ruling["更正值"]
    for row in rows.values():
        row["公民身份号码"], row["姓名"] = repaired(row["公民身份号码"]), plain(row["姓名"])
    return rows


def pairs(rows: dict[int, Row]) -> set[tuple[int, int]]:
    """Lines that may be one person: one number, or one name, birth, sex, village without one."""
    by_number: dict[str, list[int]] = {}
    by_name: dict[tuple[str, ...], list[int]] = {}
    for line, row in rows.items():
        if row["公民身份号码"]:
            by_number.setdefault(row["公民身份号码"], []).append(line)
        same = (row["姓名"], row["出生日期"], row["性别"], row["户籍地代码"])
        by_name.setdefault(same, []).append(line)
    found = {(a, b) for some in by_number.values() for a in some for b in some if a < b}
    return found | {
        (a, b)
        for some in by_name.values()
        for a in some
        for b in some
        if a < b and not (rows[a]["公民身份号码"] and rows[b]["公民身份号码"])
    }


def kept(written: Written) -> list[Row]:
    rows = people(written)
    for ruling in written.table("duplicate-rulings"):
        if ruling["认定"] == "同一人保留甲":
            del rows[int(ruling["乙行号"])]
        elif ruling["认定"] == "同一人保留乙":
            del rows[int(ruling["甲行号"])]
    return list(rows.values())


def test_every_pair_a_program_would_list_is_ruled_on_and_no_other(written: Written) -> None:
    ruled = {(int(r["甲行号"]), int(r["乙行号"])) for r in written.table("duplicate-rulings")}
    assert pairs(people(written)) == ruled


def test_every_row_is_sound_after_its_ruling(written: Written) -> None:
    places = {r["code"] for r in written.table("divisions") if r["level"] == "village"}
    for row in people(written).values():
        assert row["户籍地代码"] in places
        assert re.fullmatch(r"(18|19|20)\d{6}", row["出生日期"])
        assert not row["户籍地址"].startswith("=")
        if row["公民身份号码"]:
            assert is_good(row["公民身份号码"])
            assert row["公民身份号码"][6:14] == row["出生日期"]
            assert int(row["公民身份号码"][16]) % 2 == (row["性别"] == "男")


class Rolls:
    """Counts voters by (election, constituency), from the table of constituencies."""

    def __init__(self, written: Written) -> None:
        self.places: dict[tuple[str, str, str], str] = {}
        self.units: dict[tuple[str, str], str] = {}
        self.voters: Counter[tuple[str, str]] = Counter()
        for row in written.table("constituencies"):
            for part in row["范围"].split(";"):
                self.include(row["选举代码"], row["选区号"], part)

    def include(self, election: str, number: str, part: str) -> None:
        if part.startswith("单位:"):
            self.units[election, part[3:]] = number
            return
        village, _, groups = part.partition("#")
        for group in groups.split(",") if groups else ["*"]:
            assert (election, village, group) not in self.places
            self.places[election, village, group] = number

    def enrol(self, village: str, group: str, unit: str) -> None:
        for election in {place[0] for place in self.places}:
            at = (
                self.units.get((election, unit))
                or self.places.get((election, village, "*"))
                or self.places.get((election, village, group))
            )
            if at:
                self.voters[election, at] += 1

    def change(self, row: Row) -> None:
        key = row["选举代码"], row["选区号"]
        if row["决定"] == "维持" or row["类型"] == "更正":
            return
        self.voters[key] += 1 if row["原因"] in ("漏登", "要求登记") else -1


def barred_and_moved(written: Written) -> tuple[set[str], dict[str, str]]:
    """Numbers of those who stand on no roll, and the villages certificates lead to."""
    barred, moved = set(), {}
    for row in written.table("status"):
        number, case = row["公民身份号码"], row["情况"]
        ended = case == "剥夺政治权利" and row["期限"] < "2026-12-20"
        if row["目的地代码"]:
            moved[number] = row["目的地代码"]
        elif case != "羁押未决定停止" and not ended:
            barred.add(number)
    return barred, moved


def test_the_files_lead_to_the_voters_on_the_sheets(written: Written) -> None:
    rolls = Rolls(written)
    barred, moved = barred_and_moved(written)
    for row in kept(written):
        number, is_here = row["公民身份号码"], row["人员状态"] == "正常"
        if is_here and row["出生日期"] <= CUTOFF and (not number or number not in barred):
            village = moved.get(number) or row["户籍地代码"]
            rolls.enrol(village, row["村民小组"], row["工作单位"])
    for row in written.table("arrivals"):
        rolls.enrol(row["登记地代码"], row["村民小组"], "")
    for row in written.table("roll-changes"):
        rolls.change(row)
    truth = {(e, n): v for e, found in written.truth["voters"].items() for n, v in found.items()}
    assert dict(rolls.voters) == truth
    for key, sheet in written.final_sheets().items():
        assert int(sheet["roll.voters"]) == truth[key[:2]]


def test_every_village_or_each_of_its_groups_is_named(written: Written) -> None:
    groups: dict[str, set[str]] = {}
    for row in written.table("population"):
        groups.setdefault(row["户籍地代码"], set()).add(row["村民小组"])
    named: dict[tuple[str, str], set[str]] = {}
    for row in written.table("constituencies"):
        for part in row["范围"].split(";"):
            village, _, some = part.partition("#")
            if not part.startswith("单位:"):
                named.setdefault((row["选举代码"], village), set()).update(
                    some.split(",") if some else ["*"]
                )
    for (_, village), some in named.items():
        assert some == {"*"} or some == groups[village]


def test_whoever_left_the_last_roll_has_a_reason(written: Written) -> None:
    known = {row["公民身份号码"] for row in people(written).values()}
    known |= {row["公民身份号码"] for row in written.table("status")}
    assert {row["公民身份号码"] for row in written.table("last-roll")} <= known | {""}


def test_rulings_keep_the_first_line_or_the_second_or_both(written: Written) -> None:
    verdicts = {row["认定"] for row in written.table("duplicate-rulings")}
    assert verdicts == {"同一人保留甲", "同一人保留乙", "不是同一人"}
