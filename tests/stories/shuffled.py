"""A played county whose records are changed at random, so that few fields are zero or alike.

Only columns that no other column repeats are changed; what the law would say to the result is of
no account here. The same seed makes the same records in every database.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import psycopg

Change = Callable[[Random], Any]
SEED = 20261220

SEX = ("1", "2")
ETHNICITY = ("01", "01", "01", "05", "06", "11", "15", "56")
POLITICAL = ("01", "02", "03", "04", "08", "11", "12", "13")
EDUCATION = ("11", "14", "20", "21", "30", "31", "40", "47", "60", "61", "70", "71", "80", "81")


def pick(*values: Any) -> Change:
    return lambda random: random.choice(values)


def rarely(change: Change, otherwise: object, one_in: int = 4) -> Change:
    return lambda random: change(random) if random.randrange(one_in) == 0 else otherwise


def between(low: int, high: int) -> Change:
    return lambda random: random.randint(low, high)


def birth(random: Random) -> str:
    """Many near the borders of the groups of age."""
    back = random.choice((30, 35, 36, 45, 46, 55, 56, 60, 61, 70))
    return f"{2026 - back}-12-{random.randint(17, 23)}"


COLUMNS: dict[str, dict[str, Change]] = {
    "committee_committeemember": {
        "sex": pick(*SEX),
        "left_on": rarely(pick("2026-12-01", "2027-01-10", "2027-02-01"), None),
    },
    "seats_quotadecision": {
        "population": between(900, 2_500_000),
        "supplement": between(0, 9),
        "total": between(20, 40),
        "garrison": between(0, 5),
        "last_total": between(10, 30),
    },
    "seats_constituency": {
        "kind": pick("residential", "single_unit", "joint", "mixed"),
        "is_urban": pick(False, True),
        "population": between(50, 900),
        "seats": between(1, 3),
    },
    "registration_rollentry": {
        "basis": pick("hukou", "hukou", "certificate", "other"),
    },
    "registration_rollchange": {"state": pick("approved", "approved", "declined")},
    "registration_rollappeal": {
        "result": pick("changed", "upheld"),
        "claim": pick("register", "strike", "correct"),
    },
    "nomination_nominee": {
        "sex": pick(*SEX),
        "ethnicity": pick(*ETHNICITY),
        "birth": birth,
        "political": pick(*POLITICAL),
        "education": pick(*EDUCATION),
    },
    "nomination_candidatelist": {"method": pick("all", "consultation", "primary")},
    "nomination_signature": {"struck_reason": rarely(pick("不是选民"), "")},
    "people_person": {
        "sex": pick(*SEX),
        "ethnicity": pick(*ETHNICITY),
        "political": pick(*POLITICAL),
        "education": pick(*EDUCATION),
    },
}
"""Table → column → how a new value comes about."""
WHERE = {"nomination_signature": "entry_id IS NOT NULL"}


@dataclass(frozen=True)
class Desk:
    """One database, written to past the program."""

    execute: Callable[[str, tuple[object, ...]], Any]

    def rows(self, text: str, *values: object) -> list[tuple[Any, ...]]:
        return list(self.execute(text, values).fetchall())

    def write(self, text: str, *values: object) -> None:
        self.execute(text, values)


@contextmanager
def written(database: str) -> Iterator[Desk]:
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as connection:
            yield Desk(connection.execute)
            connection.commit()
        return
    with psycopg.connect(database) as server:
        yield Desk(lambda text, values: server.execute(text.replace("?", "%s"), values))


def shuffle(database: str) -> None:
    random = Random(SEED)
    with written(database) as desk:
        for table, columns in COLUMNS.items():
            change_columns(desk, table, columns, random)
        left(desk, random)
        reasons(desk, random)
        sheets(desk, random)
        invalid_votes(desk, random)
        guidance(desk, random)


def change_columns(desk: Desk, table: str, columns: dict[str, Change], random: Random) -> None:
    where = f" WHERE {WHERE[table]}" if table in WHERE else ""
    places = ", ".join(f"{column} = ?" for column in columns)
    for (key,) in desk.rows(f"SELECT id FROM {table}{where} ORDER BY id"):
        values = [change(random) for change in columns.values()]
        desk.write(f"UPDATE {table} SET {places} WHERE id = ?", *values, key)


def left(desk: Desk, random: Random) -> None:
    """Who left, and why; some after the formal list of 12 December."""
    for (key,) in desk.rows(
        "SELECT id FROM committee_committeemember WHERE left_on IS NOT NULL ORDER BY id"
    ):
        reason = random.choice(("成为代表候选人", "工作变动"))
        desk.write("UPDATE committee_committeemember SET left_reason = ? WHERE id = ?", reason, key)
    for (key,) in desk.rows("SELECT id FROM nomination_nominee ORDER BY id"):
        if random.randrange(4):
            continue
        reason = random.choice(("declined", "died", "ineligible", "foreign_funding"))
        on = random.choice(("2026-12-01", "2026-12-12", "2026-12-15"))
        desk.write(
            "UPDATE nomination_nominee SET left_reason = ?, left_on = ?, is_formal = ?"
            " WHERE id = ?",
            reason, on, False, key,
        )  # fmt: skip
    for petition, nominee in desk.rows(
        "SELECT p.id, n.id FROM nomination_petition p"
        " JOIN nomination_nominee n ON n.candidates_id = p.candidates_id"
        " WHERE p.kind = 'organization' AND NOT EXISTS (SELECT 1 FROM nomination_recommendation r"
        " WHERE r.petition_id = p.id AND r.nominee_id = n.id) ORDER BY p.id, n.id"
    ):
        if random.randrange(3) == 0:
            desk.write(
                "INSERT INTO nomination_recommendation (petition_id, nominee_id, reason)"
                " VALUES (?, ?, '')",
                petition, nominee,
            )  # fmt: skip


def reasons(desk: Desk, random: Random) -> None:
    """Why people came on a roll, and why others do not stand on it."""
    added = ("reached_age", "moved_in", "rights_restored", "omitted", "certificate_received")
    for (key,) in desk.rows(
        "SELECT id FROM registration_rollentry WHERE added_reason <> '' ORDER BY id"
    ):
        reason = random.choice(added)
        desk.write("UPDATE registration_rollentry SET added_reason = ? WHERE id = ?", reason, key)
    for kind, column, values in (
        ("strike", "reason", ("duplicate", "wrong_place", "deceased", "moved_out")),
        ("correct", "reason", ("duplicate", "wrong_place")),
    ):
        for (key,) in desk.rows(
            "SELECT id FROM registration_rollchange WHERE kind = ? ORDER BY id", kind
        ):
            desk.write(
                f"UPDATE registration_rollchange SET {column} = ? WHERE id = ?",
                random.choice(values), key,
            )  # fmt: skip
    beside = ("deprived", "suspended", "incapable", "unreachable", "certificate_issued")
    for (key,) in desk.rows(
        "SELECT id FROM registration_nonvoter WHERE reason IN"
        " ('deprived', 'suspended', 'incapable', 'certificate_issued') AND NOT is_late ORDER BY id"
    ):
        reason = random.choice(beside)
        desk.write("UPDATE registration_nonvoter SET reason = ? WHERE id = ?", reason, key)


def sheets(desk: Desk, random: Random) -> None:
    """Other counts on every sheet that stays within its outcome."""
    for key, final in desk.rows("SELECT id, final FROM counting_tallysheet ORDER BY id"):
        sheet = json.loads(final) if isinstance(final, str) else final
        sheet["account"] = {"printed": random.randint(1, 999), "reserve": random.randint(0, 99)}
        for point in sheet["points"]:
            point |= {name: random.randint(0, 99) for name in ("issued", "spoiled", "unused")}
        for box in sheet["boxes"]:
            box["kind"] = random.choice(("station", "assembly", "mobile"))
            box["own"] = random.randint(0, 99)
        for marks in sheet["candidates"].values():
            marks |= {name: random.randint(0, 99) for name in ("approve", "oppose", "abstain")}
        for name in ("valid", "void", "blank"):
            if sheet["count"][name] is not None:
                sheet["count"][name] = random.randint(0, 99)
        turnout = sheet["turnout"]
        moved = random.randint(0, turnout["in_person"])
        turnout["in_person"] -= moved
        turnout[random.choice(("proxy", "mobile"))] += moved
        desk.write(
            "UPDATE counting_tallysheet SET final = ? WHERE id = ?",
            json.dumps(sheet, ensure_ascii=False), key,
        )  # fmt: skip


def invalid_votes(desk: Desk, random: Random) -> None:
    """Some votes that stand become invalid, by turnout or by excess ballots."""
    for sheet, verdict, final, outcome in desk.rows(
        "SELECT s.id, d.id, s.final, d.outcome FROM counting_tallysheet s"
        " JOIN counting_determination d ON d.round_id = s.round_id"
        " JOIN polling_round r ON r.id = s.round_id WHERE r.kind IN ('first', 'rerun')"
        " AND d.kind = 'settled' ORDER BY s.id"
    ):
        reason = random.choice(("", "", "invalid-turnout", "invalid-excess"))
        if not reason:
            continue
        paper = json.loads(final) if isinstance(final, str) else final
        answer = json.loads(outcome) if isinstance(outcome, str) else outcome
        if reason == "invalid-turnout":
            paper["roll"]["voters"] = 2 * sum(paper["turnout"].values())
        else:
            paper["count"]["collected"] = sum(paper["turnout"].values()) + 1
        answer["figures"] |= {
            "voters": paper["roll"]["voters"],
            "collected": paper["count"]["collected"],
        }
        answer["next"] = {"kind": "rerun", "reason": reason, "round": "first"}
        desk.write(
            "UPDATE counting_tallysheet SET final = ? WHERE id = ?", json.dumps(paper), sheet
        )
        desk.write(
            "UPDATE counting_determination SET kind = 'void', outcome = ? WHERE id = ?",
            json.dumps(answer), verdict,
        )  # fmt: skip


def guidance(desk: Desk, random: Random) -> None:
    """Groups with members, visits and slips, of which the example county has none."""
    days = ("2026-10-01", "2027-01-10", "2027-02-01")
    for election, unit in desk.rows("SELECT id, unit_id FROM committee_election ORDER BY id"):
        (first,) = desk.rows(
            "SELECT min(id) FROM seats_constituency WHERE election_id = ?", election
        )
        for number in range(24):
            kind = random.choice(("constituency", "voters", "guidance", "leading", "working"))
            desk.write(
                "INSERT INTO guidance_group"
                " (unit_id, kind, name, constituency_id, document_no, from_on, to_on)"
                " VALUES (?, ?, ?, ?, '', ?, ?)",
                unit, kind, f"{number}组", first[0] if kind in {"constituency", "voters"} else None,
                random.choice(days), random.choice((None, *days)),
            )  # fmt: skip
            members(desk, random, days)
        supervision(desk, random, unit, days)


def members(desk: Desk, random: Random, days: tuple[str, ...]) -> None:
    ((group,),) = desk.rows("SELECT max(id) FROM guidance_group")
    for _ in range(random.randint(0, 4)):
        desk.write(
            "INSERT INTO guidance_groupmember"
            " (group_id, post, name, position, phone, from_on, to_on)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            group, random.choice(("leader", "deputy", "member")), random.choice("甲乙丙丁戊己"),
            random.choice(("干部", "教师")), random.choice(("", "00001", "00002")),
            random.choice(days), random.choice((None, *days)),
        )  # fmt: skip


def supervision(desk: Desk, random: Random, unit: str, days: tuple[str, ...]) -> None:
    units = [code for (code,) in desk.rows("SELECT unit_id FROM committee_election ORDER BY id")]
    for number in range(random.randint(5, 20)):
        state = random.choice(("planned", "held", "cancelled"))
        desk.write(
            "INSERT INTO guidance_visit (unit_id, visitor_id, planned_on, purpose, people,"
            " is_announced, state, held_on, summary, recorded_by)"
            " VALUES (?, ?, '2026-10-01', '', '', ?, ?, ?, '', '')",
            random.choice(units), unit, True, state,
            random.choice(days) if state == "held" else None,
        )  # fmt: skip
        state = random.choice(("issued", "answered", "closed", "withdrawn"))
        desk.write(
            "INSERT INTO guidance_slip (unit_id, issuer_id, kind, year, number, matter, text, due,"
            " issued_on, issued_by, state, closed_on, closed_by, reason)"
            " VALUES (?, ?, 'reminder', 2026, ?, '', '', '2026-12-01', ?, '', ?, ?, '', '')",
            random.choice(units), unit, number + 1, random.choice(days), state,
            random.choice(days) if state == "closed" else None,
        )  # fmt: skip
