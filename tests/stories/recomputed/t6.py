"""T6: composition."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from tests.stories.recomputed.t4 import SOURCES, nominees
from tests.stories.recomputed.tables import (
    Election,
    Figures,
    Office,
    Row,
    age,
    day,
)

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


def t6(office: Office, election: Election) -> Figures:
    named = nominees(office, election)
    people = elected_people(office, election, named)
    columns = {
        "preliminary": [n for n in named if n["is_listed"]],
        "formal": [n for n in named if n["was_formal"]],
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
    figures |= Counter(f"T6.05.{p['ethnicity']}" for p in people if p["ethnicity"] != "01")
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
