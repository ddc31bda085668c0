"""T2: quota and constituencies."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from tests.stories.recomputed.tables import (
    Election,
    Figures,
    Office,
    constituencies,
    extreme,
    total,
)

LIMITS = {"county": (140, 5_000, 450), "township": (45, 1_500, 160)}
"""Q-04, Q-05: base, step, cap."""
TOLERANCE = Fraction(30, 100)
KINDS = {"a": "residential", "b": "single_unit", "c": "joint", "d": "mixed"}


def t2(office: Office, election: Election) -> Figures:
    (quota,) = office.all("SELECT * FROM seats_quotadecision WHERE election_id = ?", election.id)
    rows = constituencies(office, election)
    base, step, cap = LIMITS[election.level]
    seats = sum(row["seats"] for row in rows)
    added = quota["population"] // step
    average = Fraction(sum(row["population"] for row in rows), seats)
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
        "T2.17": Fraction(quota["population"], quota["total"]),
        "T2.18a": extreme(burden, max),
        "T2.18b": extreme(burden, min),
        "T2.19": extreme(off, max),
        "T2.20": sum(x > TOLERANCE for x in off.values()),
    }
    if election.level == "county":
        figures["T2.22"] = coinciding(office, election)
    return total(t2_rows(office, election).values()) | figures


def t2_rows(office: Office, election: Election) -> dict[int, Figures]:
    found: dict[int, Figures] = {}
    for row in constituencies(office, election):
        urban = bool(row["is_urban"])
        figures: Figures = {"T2.08": row["seats"], "T2.12": 1}
        figures |= {f"T2.13{letter}": int(row["kind"] == kind) for letter, kind in KINDS.items()}
        figures |= {f"T2.14{x}": int(row["seats"] == n) for n, x in ((1, "a"), (2, "b"), (3, "c"))}
        figures |= {"T2.15a": int(not urban), "T2.15b": 0 if urban else row["seats"]}
        figures |= {"T2.16a": int(urban), "T2.16b": row["seats"] if urban else 0}
        figures["T2.17"] = Fraction(row["population"], row["seats"])
        found[row["number"]] = figures
    return found


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
