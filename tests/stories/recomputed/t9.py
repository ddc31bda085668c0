"""T9: progress."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from tests.stories.recomputed.t5 import rounds
from tests.stories.recomputed.tables import Election, Figures, Office, day, day_of

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
LAST_DAYS = {"K15": 17, "K18": 9, "K27": 0}
"""Milestones that do not: days before E."""
LIMITS = {"K13": 20, "K17": 15, "K20": 7}
"""CAL-02, CAL-08, CAL-09: days before E."""


def t9(office: Office, election: Election, at: date) -> Figures:
    done = {**planned_acts(office, election, at), **unplanned(office, election)}
    days = last_days(office, election)
    figures: Figures = {}
    for milestone, is_done in done.items():
        near = -1
        if milestone in LIMITS:
            limit = election.polling_day - timedelta(days=LIMITS[milestone])
            near = (limit - at).days
        figures |= {
            f"T9.01@{milestone}": int(days[milestone] <= at),
            f"T9.02@{milestone}": int(is_done),
            f"T9.03@{milestone}": Fraction(is_done, days[milestone] <= at),
            f"T9.05@{milestone}": int(not is_done and days[milestone] < at),
            f"T9.06@{milestone}": int(not is_done and 0 <= near <= 3),
        }
        if is_done:
            figures[f"T9.04@{milestone}"] = 0
    for code in ("T9.01", "T9.02", "T9.04", "T9.05", "T9.06"):
        figures[code] = sum(int(figures.get(f"{code}@{milestone}", 0)) for milestone in done)  # type: ignore[call-overload]
    if not all(done.values()):
        del figures["T9.04"]  # whether the rest has begun is on no record
    figures["T9.03"] = Fraction(figures["T9.02"], figures["T9.01"])  # type: ignore[arg-type]
    held = rounds(office, election)
    figures["T9.12"] = Fraction(sum(r["sheet_state"] == "final" for r in held), len(held))
    return figures | newest(office, election, at)


def plan(office: Office, election: Election) -> dict[str, tuple[date, date | None]]:
    """Act → the day planned and the day done."""
    found = office.all("SELECT * FROM committee_plannedact WHERE election_id = ?", election.id)
    return {row["act"]: (day(row["planned_on"]), day(row["done_on"])) for row in found}  # type: ignore[misc]


def last_days(office: Office, election: Election) -> dict[str, date]:
    known = plan(office, election)
    by_plan = {milestone: known[act][0] for milestone, (act, _) in ACTS.items()}
    rest = {m: election.polling_day - timedelta(days=n) for m, n in LAST_DAYS.items()}
    return by_plan | rest


def planned_acts(office: Office, election: Election, at: date) -> dict[str, bool]:
    """Milestone of the plan → whether it is done and its notice is posted."""
    posted = {
        row["kind"]
        for row in office.all(
            "SELECT kind FROM bulletin_publication WHERE unit_id = ?", election.unit
        )
    }
    known = plan(office, election)
    return {
        milestone: (on := known[act][1]) is not None
        and on <= at
        and (not notice or notice in posted)
        for milestone, (act, notice) in ACTS.items()
    }


def unplanned(office: Office, election: Election) -> dict[str, bool]:
    """K15, K18 and K27 by what they leave behind."""
    lists = office.all(
        "SELECT l.preliminary_on, l.formal_on FROM nomination_candidatelist l"
        " JOIN seats_constituency c ON c.id = l.constituency_id WHERE c.election_id = ?",
        election.id,
    )
    return {
        "K15": all(row["preliminary_on"] is not None for row in lists),
        "K18": all(row["formal_on"] is not None for row in lists),
        "K27": all(row["sheet_state"] == "final" for row in rounds(office, election)),
    }


def newest(office: Office, election: Election, at: date) -> Figures:
    """The last entry of the unit in the ledger; without one on the day the unit is named."""
    found = office.all(
        "SELECT max(l.at) AS last, min(u.name) AS name FROM ledger_entry l"
        " JOIN people_unit u ON u.code = l.unit WHERE l.unit = ?",
        election.unit,
    )
    last = found[0]["last"]
    moment = datetime.fromisoformat(last) if isinstance(last, str) else last
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return {"T9.09": moment, "T9.10": [] if day_of(moment) == at else [found[0]["name"]]}
