"""The open points of the law, O-01 to O-46: the setting that answers each, and what tells of it.

Source: rules.md §15. `default` is the value given there. A `key` is a parameter of the packs, where
a province may answer otherwise; without one the point is left to a body's recorded decision, or the
answer is the only one that costs nobody a right. `codes` are the findings that stand wherever the
point decided something; an empty tuple says that it shows in the answer itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class OpenPoint:
    """One gap in the texts: a name for it, the answer taken, and where it shows."""

    id: str
    setting: str
    default: str
    key: str | None
    codes: tuple[str, ...]


_ROWS: Final[tuple[tuple[str, str, str, str | None, str], ...]] = (
    ("O-01", "quota_remainder", "floor", "quota.remainder_rule", "quota-remainder-read"),
    ("O-02", "population_basis", "ask", "quota.population_basis", "quota-basis-open"),
    ("O-03", "supplement_within_cap", "true", "quota.supplement.within_cap", "supplement-read"),
    ("O-04", "refiling_anchor", "decision", None, "term-anchor-read"),
    ("O-05", "apportionment", "largest_remainder", "apportion.method", "apportionment-tied"),
    (
        "O-06",
        "birthday_inclusive",
        "true",
        "reg.birthday_inclusive",
        "birthday-on-election-day",
    ),
    ("O-07", "student_place", "school, hukou", "reg.student", "student-place-open"),
    ("O-08", "armed_police", "recorded agreement", "reg.armed_police", "armed-police-open"),
    ("O-09", "suspended_on_roll", "false", "reg.suspended_on_roll", "suspended-off-roll"),
    ("O-10", "count_start_day", "false", None, "starting-day-not-counted"),
    ("O-11", "holiday_shift", "none", None, "weekend-not-moved"),
    (
        "O-12",
        "member_resigns_by",
        "preliminary list",
        None,
        "member-is-candidate member-elected-unlisted",
    ),
    ("O-13", "completion", "last declaration", None, "election-not-complete"),
    ("O-14", "two_days", "48 hours", None, "nomination-time-short"),
    ("O-15", "indirect_one_seat", "2", None, "one-seat-read"),
    ("O-16", "primary_tie", "include all that fit", None, "primary-tie primary-tie-fits"),
    ("O-17", "order_after_primary", "votes", "nom.order.after_primary", "order-not-by-votes"),
    (
        "O-18",
        "participants",
        "recorded_participants",
        "det.participant_basis",
        "denominator-decides",
    ),
    (
        "O-19",
        "third_of",
        "ballots_collected",
        "det.supplementary_denominator",
        "void-ballots-decide",
    ),
    ("O-20", "unclear_mark", "no mark", None, ""),
    ("O-21", "write_in_without_oppose", "manual", None, "write-in-without-oppose"),
    ("O-22", "write_in_elected", "true", "det.write_in_elected", "eligibility-undecided"),
    ("O-23", "turnout_each_round", "true", "det.turnout_each_round", "supplementary-void"),
    ("O-24", "write_in_on_list", "by votes", None, ""),
    ("O-25", "tie_on_list", "manual, never a lot", None, "pool-tied"),
    ("O-26", "unfilled_seat", "vacant", None, "seats-left-vacant seat-never-filled"),
    ("O-27", "ballot_retention", "next first session", None, "ballots-destroyed-unordered"),
    ("O-28", "all_deputies", "in office, confirmed", None, ""),
    ("O-29", "fallen_short", "block and ask", None, "candidates-fallen-short"),
    ("O-30", "rerun", "same list, new day", None, "invalid-turnout invalid-excess"),
    ("O-31", "party_cap", "joint share included", None, "organization-over-seats"),
    ("O-32", "stroke_ties", "given order", None, "names-of-equal-strokes"),
    (
        "O-33",
        "incapacity_beyond",
        "false",
        "reg.incapacity_beyond_mental_illness",
        "incapacity-beyond-text",
    ),
    ("O-34", "unreachable_voter", "stays", None, "unreachable-voter"),
    ("O-35", "within_range", "all become candidates", None, "all-nominees-read"),
    ("O-36", "excess_at_one_box", "election stands", None, ""),
    ("O-37", "tie_revote", "confined to the tied", None, "tie-remains"),
    ("O-38", "short_pool", "manual", None, "pool-too-short"),
    ("O-39", "two_constituencies", "warn; one seat", None, "nominated-twice elected-twice"),
    ("O-40", "second_minority_seat", "manual", None, "minority-second-seat"),
    ("O-41", "over_signing", "later ones, by ruling", None, "signatory-over-limit"),
    ("O-42", "still_short", "manual", "det.supplementary_after", "seats-still-open"),
    ("O-43", "fallen_winner", "manual", None, "winner-fell-away"),
    ("O-44", "undecided_eligibility", "when it could change", None, "eligibility-undecided"),
    (
        "O-45",
        "late_suspension",
        "manual",
        None,
        "suspension-served-late suspension-effect-open",
    ),
    ("O-46", "terms_in_by_election", "where they fit", None, "term-does-not-fit readmission-late"),
)

OPEN_POINTS: Final[Mapping[str, OpenPoint]] = MappingProxyType(
    {
        point: OpenPoint(point, setting, default, key, tuple(codes.split()))
        for point, setting, default, key, codes in _ROWS
    }
)
"""Every open point by its id, in the order of rules.md §15."""
