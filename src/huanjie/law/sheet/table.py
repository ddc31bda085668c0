"""Every check of a counting sheet: code, severity, article, function, what it hides.

Source: `domain.md` 6.3. J003 is not in the table: it is what a check answers when it has no input.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from huanjie.law.article import ELECTION_LAW, PRACTICE, Article
from huanjie.law.finding import Severity
from huanjie.law.sheet import entry, papers, sums, votes
from huanjie.law.sheet.context import Hit, Reading


@dataclass(frozen=True)
class Check:
    """A check: `each` gives what it is made for, `test` answers for one of them.

    `hides` are codes it replaces, on the same path only when `same_path`. `counted` checks rest
    while the vote is invalid; `direct` ones are not for sessions; `determined` not for primaries.
    """

    code: str
    severity: Severity
    article: Article
    each: Callable[[Reading], Iterable[Any]]
    test: Callable[[Reading, Any], Hit | None]
    hides: tuple[str, ...] = ()
    same_path: bool = False
    counted: bool = False
    direct: bool = False
    determined: bool = False


CHECKS: Final = (
    Check("J001", Severity.ERROR, ELECTION_LAW[43, 1], entry.all_paths, entry.second_entry_differs),
    Check("J002", Severity.INFO, ELECTION_LAW[43, 1], entry.returned_paths, entry.returned),
    Check(
        "J004",
        Severity.ERROR,
        PRACTICE["P-12"],
        entry.counted_paths,
        entry.too_large,
        hides=("J301", "J302", "J303", "J304"),
        same_path=True,
    ),
    Check("J101", Severity.ERROR, PRACTICE["P-12"], entry.heading_parts, entry.wrong_sheet),
    Check("J102", Severity.ERROR, ELECTION_LAW[43, 1], entry.signing_roles, entry.unsigned),
    Check("J103", Severity.ERROR, ELECTION_LAW[43, 2], entry.signatures, entry.signer_barred),
    Check("J104", Severity.MANUAL, PRACTICE["P-10"], entry.boxes, entry.seals_differ, direct=True),
    Check(
        "J105",
        Severity.ERROR,
        PRACTICE["P-12"],
        entry.box_codes,
        entry.box_missing,
        hides=("J501",),
        direct=True,
    ),
    Check(
        "J106",
        Severity.WARN,
        PRACTICE["P-03"],
        entry.mobile_boxes,
        entry.mobile_crew_short,
        direct=True,
    ),
    Check(
        "J201",
        Severity.ERROR,
        PRACTICE["P-12"],
        papers.points,
        papers.point_unbalanced,
        hides=("J203",),
        direct=True,
    ),
    Check(
        "J202",
        Severity.ERROR,
        PRACTICE["P-12"],
        papers.once,
        papers.transfers_unbalanced,
        hides=("J203",),
        direct=True,
    ),
    Check(
        "J203",
        Severity.ERROR,
        PRACTICE["P-12"],
        papers.once,
        papers.account_unbalanced,
        direct=True,
    ),
    Check("J204", Severity.WARN, PRACTICE["P-12"], papers.once, papers.printing_odd),
    Check("J205", Severity.WARN, PRACTICE["P-12"], papers.once, papers.many_spoiled, direct=True),
    Check(
        "J301",
        Severity.ERROR,
        PRACTICE["P-12"],
        papers.once,
        papers.issued_not_participants,
        direct=True,
    ),
    Check(
        "J302",
        Severity.ERROR,
        ELECTION_LAW[43, 1],
        papers.box_manners,
        papers.register_differs,
        hides=("J301",),
        direct=True,
    ),
    Check(
        "J303",
        Severity.ERROR,
        ELECTION_LAW[43, 1],
        papers.person_limits,
        papers.over_roll,
        hides=("J306", "J310"),
    ),
    Check("J304", Severity.WARN, PRACTICE["O-36"], entry.boxes, papers.box_over, direct=True),
    Check(
        "J305", Severity.OUTCOME, ELECTION_LAW[44, 1], papers.once, papers.excess, hides=("J304",)
    ),
    Check(
        "J306",
        Severity.OUTCOME,
        ELECTION_LAW[45, 1],
        papers.once,
        papers.turnout_short,
        determined=True,
    ),
    Check("J307", Severity.WARN, PRACTICE["O-18"], papers.once, papers.not_returned),
    Check(
        "J308",
        Severity.WARN,
        PRACTICE["P-09"],
        papers.manner_limits,
        papers.manner_high,
        direct=True,
    ),
    Check(
        "J309",
        Severity.ERROR,
        ELECTION_LAW[42],
        papers.once,
        papers.proxies_impossible,
        direct=True,
    ),
    Check("J310", Severity.WARN, PRACTICE["P-12"], papers.once, papers.turnout_odd),
    Check(
        "J401",
        Severity.ERROR,
        ELECTION_LAW[44, 2],
        papers.once,
        votes.papers_unbalanced,
        counted=True,
    ),
    Check(
        "J402",
        Severity.ERROR,
        ELECTION_LAW[41],
        votes.candidates,
        votes.marks_unbalanced,
        counted=True,
    ),
    Check(
        "J403", Severity.ERROR, ELECTION_LAW[44, 2], papers.once, votes.too_many_votes, counted=True
    ),
    Check(
        "J404", Severity.ERROR, ELECTION_LAW[43, 1], papers.once, votes.too_few_votes, counted=True
    ),
    Check(
        "J405",
        Severity.ERROR,
        ELECTION_LAW[43, 1],
        papers.once,
        votes.single_seat_unbalanced,
        hides=("J403", "J404"),
        counted=True,
    ),
    Check(
        "J406",
        Severity.ERROR,
        ELECTION_LAW[43, 1],
        votes.over_valid,
        votes.more_than_valid,
        hides=("J403", "J404", "J405"),
        counted=True,
    ),
    Check(
        "J407",
        Severity.ERROR,
        ELECTION_LAW[41],
        votes.write_ins,
        votes.write_in_repeated,
        counted=True,
    ),
    Check(
        "J408", Severity.WARN, PRACTICE["P-12"], votes.void_paths, votes.share_high, counted=True
    ),
    Check(
        "J409", Severity.WARN, PRACTICE["P-12"], votes.blank_paths, votes.share_high, counted=True
    ),
    Check(
        "J410",
        Severity.MANUAL,
        ELECTION_LAW[41],
        votes.write_ins,
        votes.write_in_unchecked,
        counted=True,
        determined=True,
    ),
    Check(
        "J411", Severity.WARN, PRACTICE["P-12"], votes.candidates, votes.approvals_odd, counted=True
    ),
    Check(
        "J412",
        Severity.WARN,
        PRACTICE["P-12"],
        votes.bundle_pairs,
        votes.perhaps_swapped,
        counted=True,
    ),
    Check(
        "J501",
        Severity.ERROR,
        ELECTION_LAW[43, 1],
        sums.box_sums,
        sums.boxes_unbalanced,
        direct=True,
    ),
    Check(
        "J502",
        Severity.ERROR,
        ELECTION_LAW[43, 1],
        sums.bundle_paths,
        sums.bundles_unbalanced,
        hides=("J401", "J402", "J403", "J404", "J405", "J406"),
        same_path=True,
        counted=True,
    ),
    Check(
        "J503",
        Severity.ERROR,
        ELECTION_LAW[43, 1],
        sums.bundles,
        sums.second_count_differs,
        hides=("J502",),
        counted=True,
    ),
    Check(
        "J504",
        Severity.WARN,
        PRACTICE["P-12"],
        sums.station_boxes,
        sums.box_turnout_odd,
        direct=True,
    ),
    Check("J505", Severity.WARN, PRACTICE["P-12"], papers.once, sums.levels_differ, direct=True),
    Check(
        "J601",
        Severity.MANUAL,
        ELECTION_LAW[46, 1],
        papers.once,
        sums.open_point,
        counted=True,
        determined=True,
    ),
    Check(
        "J602",
        Severity.WARN,
        PRACTICE["O-18"],
        papers.once,
        sums.denominator_decides,
        counted=True,
        determined=True,
    ),
    Check(
        "J603",
        Severity.WARN,
        ELECTION_LAW[43, 1],
        papers.once,
        sums.margin_uncertain,
        counted=True,
        determined=True,
    ),
    Check(
        "J604",
        Severity.ERROR,
        ELECTION_LAW[46, 2],
        papers.once,
        sums.declared_otherwise,
        determined=True,
    ),
    Check(
        "J604",
        Severity.ERROR,
        ELECTION_LAW[45, 2],
        sums.session_winners,
        sums.winner_without_majority,
        counted=True,
        determined=True,
    ),
    Check(
        "J605",
        Severity.ERROR,
        ELECTION_LAW[46, 1],
        papers.once,
        sums.changed_since,
        determined=True,
    ),
)
