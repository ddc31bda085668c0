"""T3: registration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tests.stories.recomputed.tables import (
    Election,
    Figures,
    Office,
    Row,
    age,
    constituencies,
    day,
    total,
)

ADDED = {
    "reached_age": "T3.10",
    "moved_in": "T3.11",
    "certificate_received": "T3.11",
    "rights_restored": "T3.12",
}
STRUCK = {
    "moved_out": "T3.14",
    "certificate_issued": "T3.14",
    "deceased": "T3.15",
    "deprived": "T3.16",
}
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
    fields = (*CORRECTED.values(), "T3.29", "T3.30a", "T3.30b")
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
        field = "T3.27" if row["kind"] == "correct" else CORRECTED.get(row["reason"])
        if row["state"] == "approved" and field:
            found[row["number"]][field] += 1  # type: ignore[operator]
    for row in office.all(
        "SELECT x.*, c.number FROM registration_rollappeal x" + joined, election.id
    ):
        if row["result"] == "changed":
            field = "T3.26" if row["claim"] == "register" else "T3.27"
            found[row["number"]][field] += 1  # type: ignore[operator]
        counts = {
            "T3.29": True,
            "T3.30a": bool(row["result"]),
            "T3.30b": row["result"] == "changed",
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
    """Point 8."""
    found = office.all(
        "SELECT s.kind, s.destination, p.village FROM registration_personstatus s"
        " JOIN people_person p ON p.id = s.person_id"
        " WHERE s.kind IN ('certificate_in', 'certificate_out')"
    )
    issued = received = 0
    for row in found:
        to_us = row["destination"].startswith(election.area)
        from_us = row["kind"] == "certificate_out" and row["village"].startswith(election.area)
        issued += from_us
        received += to_us and not from_us
    return {"T3.23a": issued, "T3.23b": received}
