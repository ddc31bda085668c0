"""T5: polling and counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.stories.recomputed.tables import (
    Election,
    Figures,
    Office,
    Row,
    constituencies,
    extreme,
    plain,
    total,
)


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
    if election.level == "township":
        figures["T5.34"] = 0
    return figures
