"""The returns worked out a second time: plain SQL, and domain.md §4, column "computed from".

Knows the tables and nothing of the office's queries, of its definitions or of its formulas.
A figure is a whole number, a `Fraction` (with the name it belongs to, for a highest and a lowest),
or a list of names. Where §4 leaves a choice, this is the one made here.

 1. The roll "at publication" holds every entry that was not added late and was not struck before
    the day of publication; an entry struck later counts in T3.03 and is gone in T3.34.
 2. T3.01 and T3.02 are the persons of the population file with their household in the unit, less
    those whom the file or a recorded fact, dated before publication, calls dead, moved out, a
    duplicate or serving; X3.3 can only hold so.
 3. T3.14–.17 are the voters of the last roll who do not stand on the published one, by the reason
    beside the roll. A township has no last roll of its own on file: its part of the county's is
    the voters of its villages.
 4. A reason that no field names (a certificate, suspension, incapacity) is "other": T3.13, T3.17.
 5. T4.02 counts persons with an accepted form. Forms and signatures themselves (T4.06, T4.07)
    count as received, whatever became of the form.
 6. A person on two lists is one nominee (D), but stands on each list (S).
 7. T5 rests on the last `first` or `rerun` sheet of a contest; T5.28–.32 on all rounds.
 8. A certificate is issued to, and received from, another unit: one within the unit is neither.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import psycopg
from psycopg.rows import dict_row

Named = tuple[Fraction, frozenset[str]]
"""A highest or lowest, with all names that reach it."""
Value = int | Fraction | Named | list[str]
Figures = dict[str, Value]
Row = Mapping[str, Any]

NOT_RECOMPUTED: dict[str, str] = {}
"""Field → why it is not worked out here."""


@dataclass(frozen=True)
class Office:
    """The tables of a played county, read past the program that wrote them."""

    read: Callable[[str, tuple[object, ...]], list[Row]]

    def all(self, text: str, *values: object) -> list[Row]:
        return self.read(text, values)

    def one(self, text: str, *values: object) -> int:
        (row,) = self.read(text, values)
        (number,) = row.values()
        return int(number or 0)


@contextmanager
def opened(database: str) -> Iterator[Office]:
    """`database` as HUANJIE_DATABASE has it. In the texts `?` stands for a value."""
    if database.startswith("sqlite"):
        connection = sqlite3.connect(database.removeprefix("sqlite:///"))
        connection.row_factory = sqlite3.Row
        yield Office(lambda text, values: [dict(r) for r in connection.execute(text, values)])
        connection.close()
        return
    with psycopg.connect(database, row_factory=dict_row) as server:
        yield Office(
            lambda text, values: server.execute(text.replace("?", "%s"), values).fetchall()
        )


def day(value: object) -> date | None:
    """SQLite keeps days as text."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value  # type: ignore[return-value]


def plain(value: object) -> Any:
    """SQLite keeps JSON as text."""
    return json.loads(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Election:
    id: int
    unit: str
    level: str
    polling_day: date

    @property
    def area(self) -> str:
        """How the codes of its villages begin."""
        return self.unit[:6] if self.level == "county" else self.unit[:9]


def elections(office: Office) -> list[Election]:
    found = office.all("SELECT id, unit_id, level, polling_day FROM committee_election ORDER BY id")
    return [
        Election(row["id"], row["unit_id"], row["level"], day(row["polling_day"]))  # type: ignore[arg-type]
        for row in found
    ]


def age(birth: date, on: date) -> int:
    """Full years; the day itself counts (R-03)."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


# ---- T1 ---------------------------------------------------------------------------------------


def in_force(row: Row, at: date, since: str, until: str) -> bool:
    start, end = day(row[since]), day(row[until])
    return start is not None and start <= at and (end is None or end > at)


def t1(office: Office, election: Election, at: date) -> Figures:
    everyone = office.all(
        "SELECT * FROM committee_committeemember WHERE election_id = ?", election.id
    )
    members = [row for row in everyone if in_force(row, at, "appointed_on", "left_on")]
    secretary = re.compile("[县市区旗党工]委书记")
    chairs = [row["position"] for row in members if row["post"] == "chair"]
    notices = office.all(
        "SELECT published_on FROM bulletin_publication WHERE unit_id = ?", election.unit
    )
    figures: Figures = {
        "T1.01": int(bool(members)),
        "T1.02": len(members),
        "T1.03": sum(bool(secretary.search(p)) and not p.startswith("团") for p in chairs),
        "T1.04": sum(row["sex"] == "2" for row in members),
        "T1.05": sum(
            "候选人" in row["left_reason"] or "candidate" in row["left_reason"] for row in everyone
        ),
        "T1.18": sum(day(row["published_on"]) <= at for row in notices),  # type: ignore[operator]
    }
    return figures | groups(office, election, at) | supervision(office, election, at)


def groups(office: Office, election: Election, at: date) -> Figures:
    found = [
        row
        for row in office.all("SELECT * FROM guidance_group WHERE unit_id = ?", election.unit)
        if in_force(row, at, "from_on", "to_on")
    ]
    people = [
        row
        for row in office.all("SELECT * FROM guidance_groupmember")
        if in_force(row, at, "from_on", "to_on")
    ]

    def of(kind: str) -> set[int]:
        return {row["id"] for row in found if row["kind"] == kind}

    def members(kind: str) -> int:
        return len(
            {(row["name"], row["position"]) for row in people if row["group_id"] in of(kind)}
        )

    led = {row["group_id"] for row in people if row["post"] == "leader"}
    return {
        "T1.07": len(of("constituency")),
        "T1.08": members("constituency"),
        "T1.09": len(of("voters") & led),
        "T1.10a": len(of("guidance")),
        "T1.10b": members("guidance"),
    }


def supervision(office: Office, election: Election, at: date) -> Figures:
    visits = office.all(
        "SELECT held_on FROM guidance_visit WHERE unit_id = ? AND state = 'held'", election.unit
    )
    slips = office.all(
        "SELECT * FROM guidance_slip WHERE unit_id = ? AND state <> 'withdrawn'", election.unit
    )
    issued = [row for row in slips if day(row["issued_on"]) <= at]  # type: ignore[operator]
    return {
        "T1.19": sum(day(row["held_on"]) <= at for row in visits),  # type: ignore[operator]
        "T1.20a": len(issued),
        "T1.20b": sum(row["closed_on"] is not None for row in issued),
    }


# ---- T2 ---------------------------------------------------------------------------------------

LIMITS = {"county": (140, 5_000, 450), "township": (45, 1_500, 160)}
"""Q-04, Q-05: base, step, cap."""
TOLERANCE = Fraction(30, 100)
KINDS = {"a": "residential", "b": "single_unit", "c": "joint", "d": "mixed"}


def constituencies(office: Office, election: Election) -> list[Row]:
    return office.all(
        "SELECT * FROM seats_constituency WHERE election_id = ? ORDER BY number", election.id
    )


def t2(office: Office, election: Election) -> Figures:
    (quota,) = office.all("SELECT * FROM seats_quotadecision WHERE election_id = ?", election.id)
    rows = constituencies(office, election)
    base, step, cap = LIMITS[election.level]
    seats = sum(row["seats"] for row in rows)
    added = quota["population"] // step
    average = Fraction(quota["population"], quota["total"])
    burden = {row["name"]: Fraction(row["population"], row["seats"]) for row in rows}
    off = {name: abs(x - average) / average for name, x in burden.items()}
    figures: Figures = {
        "T2.01": quota["population"],
        "T2.02": base,
        "T2.03": added,
        "T2.04": min(base + added, cap),
        "T2.05": quota["supplement"],
        "T2.06": quota["total"],
        "T2.07": quota["last_total"],
        "T2.08": seats,
        "T2.09": quota["garrison"],
        "T2.10": quota["total"] - seats - quota["garrison"],
        "T2.17": average,
        "T2.18a": extreme(burden, max),
        "T2.18b": extreme(burden, min),
        "T2.19": extreme(off, max),
        "T2.20": sum(x > TOLERANCE for x in off.values()),
    }
    if election.level == "county":
        figures["T2.22"] = coinciding(office, election)
    return figures | total(t2_rows(office, election).values())


def t2_rows(office: Office, election: Election) -> dict[int, Figures]:
    found: dict[int, Figures] = {}
    for row in constituencies(office, election):
        urban = bool(row["is_urban"])
        figures: Figures = {"T2.08": row["seats"], "T2.12": 1}
        figures |= {f"T2.13{letter}": int(row["kind"] == kind) for letter, kind in KINDS.items()}
        figures |= {f"T2.14{x}": int(row["seats"] == n) for n, x in ((1, "a"), (2, "b"), (3, "c"))}
        figures |= {"T2.15a": int(not urban), "T2.15b": 0 if urban else row["seats"]}
        figures |= {"T2.16a": int(urban), "T2.16b": row["seats"] if urban else 0}
        found[row["number"]] = figures
    return found


def extreme(
    values: Mapping[str, Fraction], which: Callable[[Iterable[Fraction]], Fraction]
) -> Named:
    best = which(values.values())
    return best, frozenset(name for name, value in values.items() if value == best)


def coinciding(office: Office, county: Election) -> int:
    """County constituencies that are a union of whole township constituencies."""
    parts = office.all(
        'SELECT election_id, constituency_id, village, "group" AS part, work_unit'
        " FROM seats_constituencypart"
    )
    split: dict[str, set[int]] = defaultdict(set)
    for row in parts:
        if row["village"] and row["part"] is not None:
            split[row["village"]].add(row["part"])
    sets: dict[tuple[bool, int], set[object]] = defaultdict(set)
    for row in parts:
        atoms: set[object] = {(row["village"], row["part"])}
        if row["work_unit"]:
            atoms = {row["work_unit"]}
        elif row["part"] is None:
            atoms = {(row["village"], n) for n in split[row["village"]] or {0}}
        sets[row["election_id"] == county.id, row["constituency_id"]] |= atoms
    wholes = [atoms for (of_county, _), atoms in sets.items() if not of_county]
    return sum(
        atoms == set().union(*(whole for whole in wholes if whole <= atoms))
        for (of_county, _), atoms in sets.items()
        if of_county
    )


def total(rows: Iterable[Figures]) -> Figures:
    """Field by field the sum of counts."""
    found: Counter[str] = Counter()
    for figures in rows:
        for field, value in figures.items():
            assert isinstance(value, int)
            found[field] += value
    return dict(found)


# ---- T3 ---------------------------------------------------------------------------------------

ADDED = {"reached_age": "T3.10", "moved_in": "T3.11", "rights_restored": "T3.12"}
STRUCK = {"moved_out": "T3.14", "deceased": "T3.15", "deprived": "T3.16"}
BESIDE = {
    "deprived": "T3.18",
    "suspended": "T3.19",
    "incapable": "T3.20",
    "certificate_issued": "T3.21",
    "unreachable": "T3.22",
}
BASIS = {"hukou": "T3.04", "certificate": "T3.05", "other": "T3.06"}
CORRECTED = {"duplicate": "T3.25", "omitted": "T3.26", "wrong_place": "T3.27"}


def entries(office: Office, election: Election) -> list[Row]:
    """Everybody who ever stood on a roll, with `listed` for the published one."""
    found = office.all(
        "SELECT e.*, c.number, r.published_on, p.sex, p.ethnicity"
        " FROM registration_rollentry e JOIN registration_roll r ON r.id = e.roll_id"
        " JOIN seats_constituency c ON c.id = r.constituency_id"
        " JOIN people_person p ON p.id = e.person_id WHERE e.election_id = ?",
        election.id,
    )
    return [dict(row, listed=is_listed(row)) for row in found]


def is_listed(row: Row) -> bool:
    if row["is_late"] or row["published_on"] is None:
        return False
    struck = day(row["struck_on"])
    return bool(row["is_live"]) if struck is None else struck >= day(row["published_on"])  # type: ignore[operator]


def t3_rows(office: Office, election: Election) -> dict[int, Figures]:
    empty = dict.fromkeys(
        ("T3.03", *BASIS.values(), "T3.07", "T3.08", *ADDED.values(), "T3.13", "T3.34"), 0
    )
    found: dict[int, Figures] = {
        row["number"]: dict(empty) for row in constituencies(office, election)
    }
    for row in entries(office, election):
        counts = Counter(listing(row)) if row["listed"] else Counter[str]()
        counts["T3.34"] += bool(row["is_live"])
        for field, number in counts.items():
            found[row["number"]][field] += number  # type: ignore[operator]
    for number, figures in appeals_and_changes(office, election).items():
        found[number] |= figures
    return found


def listing(row: Row) -> Iterator[str]:
    """The fields in which a line of the published roll counts."""
    yield "T3.03"
    yield BASIS[row["basis"]]
    if row["sex"] == "2":
        yield "T3.07"
    if row["ethnicity"] != "01":
        yield "T3.08"
    if row["added_reason"]:
        yield ADDED.get(row["added_reason"], "T3.13")


def appeals_and_changes(office: Office, election: Election) -> dict[int, Figures]:
    fields = (*CORRECTED.values(), "T3.29", "T3.30a", "T3.30b", "T3.31a", "T3.31b")
    found: dict[int, Figures] = {
        row["number"]: dict.fromkeys(fields, 0) for row in constituencies(office, election)
    }
    joined = (
        " JOIN registration_roll r ON r.id = x.roll_id"
        " JOIN seats_constituency c ON c.id = r.constituency_id WHERE c.election_id = ?"
    )
    for row in office.all(
        "SELECT x.*, c.number FROM registration_rollchange x" + joined, election.id
    ):
        if row["state"] == "approved" and row["reason"] in CORRECTED:
            found[row["number"]][CORRECTED[row["reason"]]] += 1  # type: ignore[operator]
    for row in office.all(
        "SELECT x.*, c.number FROM registration_rollappeal x" + joined, election.id
    ):
        counts = {
            "T3.29": True,
            "T3.30a": bool(row["result"]),
            "T3.30b": row["result"] == "changed",
            "T3.31a": row["state"] in {"in_court", "judged"},
            "T3.31b": row["state"] == "judged",
        }
        for field, holds in counts.items():
            found[row["number"]][field] += int(holds)  # type: ignore[operator]
    return found


def t3(office: Office, election: Election) -> Figures:
    figures = total(t3_rows(office, election).values())
    figures |= hukou(office, election) | struck(office, election) | beside(office, election)
    figures |= certificates(office, election)
    figures["T3.28"] = office.one(
        "SELECT count(*) FROM bulletin_publication"
        " WHERE unit_id = ? AND kind = 'roll_correction_notice'",
        election.unit,
    )
    due = figures["T3.02"] - sum(figures[f"T3.{n}"] for n in (18, 19, 20, 21))  # type: ignore[operator,misc]
    figures["T3.33"] = Fraction(figures["T3.04"], due)  # type: ignore[arg-type]
    return figures


def publication(office: Office, election: Election) -> date:
    found = office.all(
        "SELECT min(r.published_on) AS first FROM registration_roll r"
        " JOIN seats_constituency c ON c.id = r.constituency_id WHERE c.election_id = ?",
        election.id,
    )
    return day(found[0]["first"])  # type: ignore[return-value]


def hukou(office: Office, election: Election) -> Figures:
    gone = {
        row["person_id"]
        for row in office.all(
            "SELECT * FROM registration_personstatus WHERE kind IN ('died', 'moved_out')"
        )
        if day(row["decided_on"]) < publication(office, election)  # type: ignore[operator]
    }
    births = [
        day(row["birth"])
        for row in office.all(
            "SELECT id, birth FROM people_person"
            " WHERE source = 'population' AND status = 'normal' AND village LIKE ?",
            f"{election.area}%",
        )
        if row["id"] not in gone
    ]
    grown = sum(b is not None and age(b, election.polling_day) >= 18 for b in births)
    return {"T3.01": len(births), "T3.02": grown}


def last_roll(office: Office, election: Election) -> set[int]:
    found = office.all(
        "SELECT v.person_id, v.village FROM registration_lastrollvoter v"
        " JOIN committee_election e ON e.id = v.election_id WHERE v.village LIKE ?",
        f"{election.area}%",
    )
    return {row["person_id"] for row in found}


def struck(office: Office, election: Election) -> Figures:
    before = last_roll(office, election)
    listed = {row["person_id"] for row in entries(office, election) if row["listed"]}
    reasons = {
        row["person_id"]: row["reason"]
        for row in office.all(
            "SELECT * FROM registration_nonvoter WHERE election_id = ?", election.id
        )
    }
    found = Counter(STRUCK.get(reasons[person], "T3.17") for person in before - listed)
    fields = (*STRUCK.values(), "T3.17")
    return {"T3.09": len(before), **{field: found[field] for field in fields}}


def beside(office: Office, election: Election) -> Figures:
    found = Counter(
        BESIDE.get(row["reason"])
        for row in office.all(
            "SELECT n.reason, p.birth FROM registration_nonvoter n"
            " JOIN people_person p ON p.id = n.person_id"
            " WHERE n.election_id = ? AND n.is_live AND p.village LIKE ?",
            election.id,
            f"{election.area}%",
        )
        if age(day(row["birth"]), election.polling_day) >= 18  # type: ignore[arg-type]
    )
    return {field: found[field] for field in BESIDE.values()}


def certificates(office: Office, election: Election) -> Figures:
    """Point 8: what crosses the border of the unit."""
    found = office.all(
        "SELECT s.kind, s.destination, p.village FROM registration_personstatus s"
        " JOIN people_person p ON p.id = s.person_id"
        " WHERE s.kind IN ('certificate_in', 'certificate_out')"
    )
    issued = received = 0
    for row in found:
        to_us = row["destination"].startswith(election.area)
        from_us = row["kind"] == "certificate_out" and row["village"].startswith(election.area)
        issued += from_us and not to_us
        received += to_us and not from_us
    return {"T3.23a": issued, "T3.23b": received}


# ---- T4 ---------------------------------------------------------------------------------------

SOURCES = {
    frozenset({"organization"}): "organization",
    frozenset({"joint"}): "joint",
    frozenset({"organization", "joint"}): "both",
}
LEFT = {
    "declined": "T4.09a",
    "died": "T4.09b",
    "ineligible": "T4.09c",
    "foreign_funding": "T4.09d",
}


def nominees(office: Office, election: Election) -> list[Row]:
    """Everybody with an accepted form: `who` is the person, `kinds` where the forms came from."""
    found = office.all(
        "SELECT n.*, l.preliminary_on, l.formal_on, c.number"
        " FROM nomination_nominee n JOIN nomination_candidatelist l ON l.id = n.candidates_id"
        " JOIN seats_constituency c ON c.id = l.constituency_id WHERE c.election_id = ?",
        election.id,
    )
    kinds: dict[int, set[str]] = defaultdict(set)
    for row in office.all(
        "SELECT r.nominee_id, p.kind FROM nomination_recommendation r"
        " JOIN nomination_petition p ON p.id = r.petition_id WHERE p.state = 'accepted'"
    ):
        kinds[row["nominee_id"]].add(row["kind"])
    return [
        dict(row, who=row["person_id"] or (row["number"], row["name"]), kinds=kinds[row["id"]])
        for row in found
        if kinds[row["id"]]
    ]


def petitions(office: Office, election: Election) -> list[Row]:
    return office.all(
        "SELECT p.*, c.number FROM nomination_petition p"
        " JOIN nomination_candidatelist l ON l.id = p.candidates_id"
        " JOIN seats_constituency c ON c.id = l.constituency_id WHERE c.election_id = ?",
        election.id,
    )


def signatures(office: Office, election: Election) -> list[Row]:
    return office.all(
        "SELECT s.*, c.number, e.person_id FROM nomination_signature s"
        " JOIN nomination_petition p ON p.id = s.petition_id"
        " JOIN nomination_candidatelist l ON l.id = p.candidates_id"
        " JOIN seats_constituency c ON c.id = l.constituency_id"
        " LEFT JOIN registration_rollentry e ON e.id = s.entry_id WHERE c.election_id = ?",
        election.id,
    )


def people_of_forms(named: Iterable[Row], signed: Iterable[Row]) -> Figures:
    """The fields that count distinct persons."""
    kinds: dict[object, set[str]] = defaultdict(set)
    for row in named:
        kinds[row["who"]] |= row["kinds"]
    sources = Counter(SOURCES[frozenset(found)] for found in kinds.values())
    voters = {r["person_id"] for r in signed if r["person_id"] and not r["struck_reason"]}
    return {
        "T4.02": len(kinds),
        "T4.03": sources["organization"],
        "T4.04": sources["joint"],
        "T4.05": sources["both"],
        "T4.07": len(voters),
    }


def t4_rows(office: Office, election: Election) -> dict[int, Figures]:
    named, signed = nominees(office, election), signatures(office, election)
    forms = petitions(office, election)
    met = consultations(office, election)
    primaries = {
        row["number"]
        for row in office.all(
            "SELECT c.number FROM nomination_candidatelist l"
            " JOIN seats_constituency c ON c.id = l.constituency_id"
            " WHERE c.election_id = ? AND l.method = 'primary'",
            election.id,
        )
    }
    found = {}
    for row in constituencies(office, election):
        number = row["number"]
        mine = [n for n in named if n["number"] == number]
        lines = [s for s in signed if s["number"] == number]
        found[number] = people_of_forms(mine, lines) | listed_people(mine, row["seats"])
        found[number] |= {
            "T4.06": sum(f["kind"] == "joint" and f["number"] == number for f in forms),
            "T4.08": sum(bool(line["struck_reason"]) for line in lines),
            "T4.11": met[number],
            "T4.12": int(number in primaries),
        }
    return found


def consultations(office: Office, election: Election) -> Counter[int]:
    found = office.all(
        "SELECT DISTINCT c.number, x.round FROM nomination_consultation x"
        " JOIN nomination_candidatelist l ON l.id = x.candidates_id"
        " JOIN seats_constituency c ON c.id = l.constituency_id WHERE c.election_id = ?",
        election.id,
    )
    return Counter(row["number"] for row in found)


def listed_people(mine: list[Row], seats: int) -> Figures:
    formal = [n for n in mine if n["is_formal"]]
    more = len(formal) - seats
    sources = Counter(SOURCES[frozenset(n["kinds"])] for n in formal)
    left = Counter(LEFT[n["left_reason"]] for n in mine if n["left_reason"])
    cpc = sum(n["political"] in {"01", "02"} for n in formal)
    return {
        "T4.01": seats,
        **{field: left[field] for field in LEFT.values()},
        "T4.10": sum(bool(n["is_listed"]) and n["preliminary_on"] is not None for n in mine),
        "T4.22": sum(
            n["left_on"] is not None
            and n["formal_on"] is not None
            and day(n["left_on"]) > day(n["formal_on"])  # type: ignore[operator]
            for n in mine
        ),
        "T4.14": len(formal),
        "T4.15": more,
        "T4.17": int(3 * more >= seats and more <= seats),
        "T4.18a": sources["organization"],
        "T4.18b": sources["joint"],
        "T4.18c": sources["both"],
        "T4.19a": sum(n["sex"] == "2" for n in formal),
        "T4.19b": sum(n["ethnicity"] != "01" for n in formal),
        "T4.19c": cpc,
        "T4.19d": len(formal) - cpc,
    }


def t4(office: Office, election: Election) -> Figures:
    figures = total(t4_rows(office, election).values())
    figures |= people_of_forms(nominees(office, election), signatures(office, election))
    figures["T4.16"] = Fraction(figures["T4.15"], figures["T4.01"])  # type: ignore[arg-type]
    return figures


# ---- T5 ---------------------------------------------------------------------------------------


def rounds(office: Office, election: Election) -> list[Row]:
    """Every round with its sheet and what was determined, in order within a contest."""
    found = office.all(
        "SELECT r.id, r.kind, r.ordinal, c.number, c.name, s.state AS sheet_state, s.final,"
        " d.kind AS outcome FROM polling_round r"
        " JOIN polling_contest x ON x.id = r.contest_id"
        " JOIN seats_constituency c ON c.id = x.constituency_id"
        " LEFT JOIN counting_tallysheet s ON s.round_id = r.id"
        " LEFT JOIN counting_determination d ON d.round_id = r.id"
        " WHERE c.election_id = ? ORDER BY c.number, r.ordinal",
        election.id,
    )
    return [dict(row, sheet=plain(row["final"])) for row in found]


def base_votes(office: Office, election: Election) -> dict[int, Row]:
    """Constituency → its last first vote or rerun with a final sheet."""
    return {
        row["number"]: row
        for row in rounds(office, election)
        if row["kind"] in {"first", "rerun"} and row["sheet"]
    }


def of_sheet(sheet: Mapping[str, Any]) -> Figures:
    boxes, points = sheet["boxes"], sheet["points"]
    turnout = {manner: sheet["turnout"][manner] or 0 for manner in ("in_person", "proxy", "mobile")}
    count = {name: number or 0 for name, number in sheet["count"].items()}
    took_part = sum(turnout.values())

    def by_kind(kind: str) -> tuple[int, int]:
        mine = [box for box in boxes if box["kind"] == kind]
        return len(mine), sum(box["own"] or 0 for box in mine)

    def points_sum(name: str) -> int:
        return sum(point[name] or 0 for point in points)

    def marks(name: str) -> int:
        return sum(mark[name] or 0 for mark in sheet["candidates"].values())

    stations, assemblies = by_kind("station"), by_kind("assembly")
    return {
        "T5.01": 1,
        "T5.02": sheet["roll"]["voters"],
        "T5.03": took_part,
        "T5.05": turnout["in_person"],
        "T5.06": turnout["proxy"],
        "T5.07": turnout["mobile"],
        "T5.10a": stations[0],
        "T5.10b": stations[1],
        "T5.11a": assemblies[0],
        "T5.11b": assemblies[1],
        "T5.12": by_kind("mobile")[0],
        "T5.13": sheet["account"]["printed"] or 0,
        "T5.14": points_sum("issued"),
        "T5.15": points_sum("spoiled"),
        "T5.16": points_sum("unused") + (sheet["account"]["reserve"] or 0),
        "T5.17": count["collected"],
        "T5.18": count["valid"],
        "T5.19": count["void"],
        "T5.20": count["blank"],
        "T5.21": took_part - count["collected"],
        "T5.22a": marks("approve"),
        "T5.22b": marks("oppose"),
        "T5.22c": marks("abstain"),
        "T5.23a": sum(line["votes"] or 0 for line in sheet["write_ins"]),
        "T5.23b": len({line["name"] for line in sheet["write_ins"]}),
    }


def outcome_fields(figures: Figures, outcome: str) -> Figures:
    excess = figures["T5.17"] > figures["T5.03"]  # type: ignore[operator]
    quorate = 2 * figures["T5.03"] > figures["T5.02"]  # type: ignore[operator]
    assert (outcome == "void") == (excess or not quorate)
    return {
        "T5.24": int(outcome == "settled"),
        "T5.25": int(outcome == "tie"),
        "T5.26": int(outcome == "short"),
        "T5.27a": int(outcome == "void" and not excess),
        "T5.27b": int(outcome == "void" and excess),
    }


def t5_rows(office: Office, election: Election) -> dict[int, Figures]:
    base, held = base_votes(office, election), rounds(office, election)
    won = office.all(
        "SELECT c.number, r.kind FROM tenure_mandate m JOIN polling_round r ON r.id = m.round_id"
        " JOIN seats_constituency c ON c.id = m.constituency_id WHERE m.election_id = ?",
        election.id,
    )
    found = {}
    for row in constituencies(office, election):
        number = row["number"]
        kinds = Counter(r["kind"] for r in held if r["number"] == number)
        elected = Counter(w["kind"] for w in won if w["number"] == number)
        figures = of_sheet(base[number]["sheet"])
        figures |= outcome_fields(figures, base[number]["outcome"])
        figures |= {
            "T5.28a": kinds["tie_revote"],
            "T5.28b": kinds["supplementary"],
            "T5.28c": kinds["rerun"],
            "T5.29": row["seats"],
            "T5.30": elected.total(),
            "T5.31a": elected["first"],
            "T5.31b": elected["tie_revote"],
            "T5.31c": elected["supplementary"],
            "T5.31d": elected["rerun"],
            "T5.32": row["seats"] - elected.total(),
        }
        found[number] = figures
    return found


def t5(office: Office, election: Election) -> Figures:
    figures = total(t5_rows(office, election).values())
    turnout = {}
    for vote in base_votes(office, election).values():
        of_vote = of_sheet(vote["sheet"])
        turnout[vote["name"]] = Fraction(of_vote["T5.03"], of_vote["T5.02"])  # type: ignore[arg-type]
    figures |= {
        "T5.04": Fraction(figures["T5.03"], figures["T5.02"]),  # type: ignore[arg-type]
        "T5.08": Fraction(figures["T5.06"], figures["T5.03"]),  # type: ignore[arg-type]
        "T5.09": Fraction(figures["T5.07"], figures["T5.03"]),  # type: ignore[arg-type]
        "T5.33a": extreme(turnout, max),
        "T5.33b": extreme(turnout, min),
    }
    return figures


# ---- T6 ---------------------------------------------------------------------------------------

SEX = {"1": "T6.02", "2": "T6.03"}
PARTY = {
    "T6.06": ("01", "02"),
    "T6.07": ("04", "05", "06", "07", "08", "09", "10", "11"),
    "T6.08": ("12",),
    "T6.09": ("03",),
    "T6.10": ("13",),
}
SCHOOL = {"T6.17": "1", "T6.18": "2", "T6.19": "3", "T6.20": "46", "T6.21": "78"}
AGES = {
    "T6.11": (0, 35),
    "T6.12": (36, 45),
    "T6.13": (46, 55),
    "T6.14": (56, 60),
    "T6.15": (61, 199),
}
NOMINATED = {"organization": "T6.42", "joint": "T6.43", "both": "T6.44"}
ETHNICITIES = [f"{n:02d}" for n in (*range(2, 57), 97, 98)]


def t6(office: Office, election: Election) -> Figures:
    named = nominees(office, election)
    people = elected_people(office, election, named)
    columns = {
        "preliminary": [n for n in named if n["is_listed"]],
        "formal": [n for n in named if n["is_formal"]],
        "elected": people,
        "seated": [p for p in people if p["state"] == "confirmed"],
    }
    return {
        f"{field}@{column}": value
        for column, found in columns.items()
        if found
        for field, value in composition(found, election).items()
    }


def elected_people(office: Office, election: Election, named: list[Row]) -> list[Row]:
    """The winners; a write-in has the particulars of the register and no form."""
    by_id = {row["id"]: row for row in named}
    found = []
    for row in office.all(
        "SELECT m.nominee_id, m.state, p.sex, p.ethnicity, p.birth, p.political, p.education"
        " FROM tenure_mandate m LEFT JOIN people_person p ON p.id = m.person_id"
        " WHERE m.election_id = ?",
        election.id,
    ):
        person = by_id.get(row["nominee_id"], dict(row, kinds=None))
        found.append(dict(person, state=row["state"]))
    return found


def composition(people: list[Row], election: Election) -> Figures:
    n = len(people)
    births = [day(p["birth"]) for p in people]
    ages = [age(b, election.polling_day) for b in births if b is not None]
    days = sum((election.polling_day - b).days for b in births if b is not None)
    figures: Figures = {"T6.01": n, "T6.16": Fraction(days, n)}
    figures |= {field: sum(p["sex"] == code for p in people) for code, field in SEX.items()}
    figures["T6.04"] = sum(p["ethnicity"] == "01" for p in people)
    figures["T6.05"] = n - figures["T6.04"]
    for code in ETHNICITIES:
        figures[f"T6.05.{code}"] = sum(p["ethnicity"] == code for p in people)
    for field, codes in PARTY.items():
        figures[field] = sum(p["political"] in codes for p in people)
    for field, (low, high) in AGES.items():
        figures[field] = sum(low <= years <= high for years in ages)
    for field, digits in SCHOOL.items():
        figures[field] = sum(p["education"][:1] in digits for p in people if p["education"])
    figures["T6.22"] = sum(figures[f"T6.{k}"] for k in (17, 18, 19))  # type: ignore[misc]
    for source, field in NOMINATED.items():
        figures[field] = sum(
            p["kinds"] is not None and SOURCES[frozenset(p["kinds"])] == source for p in people
        )
    figures["T6.45"] = sum(p["kinds"] is None for p in people)
    return figures


# ---- T9 ---------------------------------------------------------------------------------------

ACTS = {
    "K01": ("committee_appointed", ""),
    "K02": ("quota_determined", ""),
    "K06": ("constituencies_published", "constituency_notice"),
    "K09": ("registration_opened", ""),
    "K13": ("roll_published", "voter_roll_notice"),
    "K17": ("preliminary_published", "preliminary_list_notice"),
    "K20": ("formal_published", "formal_list_notice"),
    "K26": ("polling", ""),
    "K28": ("declared", "elected_notice"),
}
"""Milestones that stand in the plan: the act, and the notice that proves it."""


def t9(office: Office, election: Election, at: date) -> Figures:
    plan = {
        row["act"]: row
        for row in office.all(
            "SELECT * FROM committee_plannedact WHERE election_id = ?", election.id
        )
    }
    posted = {
        row["kind"]
        for row in office.all(
            "SELECT kind FROM bulletin_publication WHERE unit_id = ?", election.unit
        )
    }
    figures: Figures = {}
    for milestone, (act, notice) in ACTS.items():
        planned, done = day(plan[act]["planned_on"]), day(plan[act]["done_on"])
        proved = done is not None and done <= at and (not notice or notice in posted)
        due = planned is not None and planned <= at
        figures |= {
            f"T9.01@{milestone}": int(due),
            f"T9.02@{milestone}": int(proved),
            f"T9.05@{milestone}": int(due and (done is None or done > planned)),  # type: ignore[operator]
        }
    held = rounds(office, election)
    final = sum(row["sheet_state"] == "final" for row in held)
    figures["T9.12"] = Fraction(final, len(held))
    return figures


# ---- together ---------------------------------------------------------------------------------


def recomputed(office: Office, election: Election, at: datetime) -> Figures:
    """Every figure of one election that is worked out here."""
    on = at.date()
    return {
        **t1(office, election, on),
        **t2(office, election),
        **t3(office, election),
        **t4(office, election),
        **t5(office, election),
        **t6(office, election),
        **t9(office, election, on),
    }


def recomputed_rows(office: Office, election: Election) -> dict[int, Figures]:
    """Constituency → its own figures."""
    parts = [of(office, election) for of in (t2_rows, t3_rows, t4_rows, t5_rows)]
    return {
        row["number"]: {
            field: value for part in parts for field, value in part[row["number"]].items()
        }
        for row in constituencies(office, election)
    }
