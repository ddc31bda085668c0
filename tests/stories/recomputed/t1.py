"""T1: committees, notices, groups and supervision."""

from __future__ import annotations

import re
from datetime import date

from tests.stories.recomputed.tables import (
    Election,
    Figures,
    Office,
    day,
    in_force,
)


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
        "T1.06": staff(office, election, at, "office"),
        "T1.05": sum(
            "候选人" in row["left_reason"] and day(row["left_on"]) <= at  # type: ignore[operator]
            for row in everyone
        ),
        "T1.18": sum(day(row["published_on"]) <= at for row in notices),  # type: ignore[operator]
    }
    figures["T3.24b"] = staff(office, election, at, "registrar")
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
        mine = [row for row in people if row["group_id"] in of(kind)]
        return len({(row["name"], row["phone"] or row["position"]) for row in mine})

    led = {row["group_id"] for row in people if row["post"] == "leader"}
    return {
        "T1.07": len(of("constituency")),
        "T1.08": members("constituency"),
        "T1.09": len(of("voters") & led),
        "T1.10a": len(of("guidance")),
        "T1.10b": members("guidance"),
    }


def staff(office: Office, election: Election, at: date, role: str) -> int:
    """Accounts that hold the role in the unit's own office."""
    found = office.all(
        "SELECT a.name, a.expires_on FROM people_account a"
        " JOIN people_post p ON p.account_id = a.id"
        " WHERE a.unit_id = ? AND p.role = ? AND a.is_active",
        election.unit,
        role,
    )
    return len({r["name"] for r in found if (end := day(r["expires_on"])) is None or end >= at})


def supervision(office: Office, election: Election, at: date) -> Figures:
    visits = office.all(
        "SELECT held_on FROM guidance_visit WHERE visitor_id = ? AND state = 'held'", election.unit
    )
    slips = office.all(
        "SELECT * FROM guidance_slip WHERE issuer_id = ? AND state <> 'withdrawn'", election.unit
    )
    issued = [row for row in slips if day(row["issued_on"]) <= at]  # type: ignore[operator]
    return {
        "T1.19": sum(day(row["held_on"]) <= at for row in visits),  # type: ignore[operator]
        "T1.20a": len(issued),
        "T1.20b": sum((end := day(row["closed_on"])) is not None and end <= at for row in issued),
    }
