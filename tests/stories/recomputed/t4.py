"""T4: candidates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction

from tests.stories.recomputed.tables import (
    Election,
    Figures,
    Office,
    Row,
    constituencies,
    day,
    total,
)

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
    """Everybody on a form: `who` is the person, `kinds` whose forms stand."""
    found = office.all(
        "SELECT n.*, l.preliminary_on, l.formal_on, c.number"
        " FROM nomination_nominee n JOIN nomination_candidatelist l ON l.id = n.candidates_id"
        " JOIN seats_constituency c ON c.id = l.constituency_id WHERE c.election_id = ?",
        election.id,
    )
    kinds: dict[int, set[str]] = defaultdict(set)
    for row in office.all(
        "SELECT r.nominee_id, p.kind FROM nomination_recommendation r"
        " JOIN nomination_petition p ON p.id = r.petition_id WHERE p.state <> 'refused'"
    ):
        kinds[row["nominee_id"]].add(row["kind"])
    return [
        dict(
            row,
            who=row["person_id"] or (row["number"], row["name"]),
            kinds=kinds[row["id"]],
            fell_away=fell_away(row),
            was_formal=bool(row["is_formal"]) or fell_away(row),
        )
        for row in found
    ]


def fell_away(row: Row) -> bool:
    """Stood on the formal list as it was published, and left it afterwards."""
    left, formal = day(row["left_on"]), day(row["formal_on"])
    if left is None or formal is None or row["place"] is None:
        return False
    return bool(row["is_listed"]) and left > formal


def petitions(office: Office, election: Election) -> list[Row]:
    return office.all(
        "SELECT p.*, c.number FROM nomination_petition p"
        " JOIN nomination_candidatelist l ON l.id = p.candidates_id"
        " JOIN seats_constituency c ON c.id = l.constituency_id WHERE c.election_id = ?",
        election.id,
    )


def signatures(office: Office, election: Election) -> list[Row]:
    return office.all(
        "SELECT s.*, c.number, e.person_id, p.state FROM nomination_signature s"
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
        if row["kinds"]:
            kinds[row["who"]] |= row["kinds"]
    sources = Counter(SOURCES[frozenset(found)] for found in kinds.values())
    voters = {
        row["person_id"]
        for row in signed
        if row["person_id"] and not row["struck_reason"] and row["state"] != "refused"
    }
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
    formal = [n for n in mine if n["was_formal"]]
    more = len(formal) - seats
    sources = Counter(SOURCES[frozenset(n["kinds"])] for n in formal)
    left = Counter(LEFT[n["left_reason"]] for n in mine if n["left_reason"] and n["kinds"])
    cpc = sum(n["political"] in {"01", "02"} for n in formal)
    return {
        "T4.01": seats,
        **{field: left[field] for field in LEFT.values()},
        "T4.10": sum(bool(n["is_listed"]) and n["preliminary_on"] is not None for n in mine),
        "T4.22": sum(n["fell_away"] for n in mine),
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
