"""Who is elected: ballots, validity, the four votes of a contest, and what follows each.

    first_vote(Tally(roll=100, participants=80, collected=80, seats=2, votes={...}))

gives an `Outcome` with the elected, the tied, the next step as a value, and findings.
"""

from huanjie.law.counting.ballots import (
    Ballot,
    Mark,
    Paper,
    PaperCount,
    Reading,
    classify_ballot,
    count_ballots,
)
from huanjie.law.counting.contest import CONTEST, contest_move
from huanjie.law.counting.evidence import determination_of, tally_of
from huanjie.law.counting.margin import smallest_margin
from huanjie.law.counting.opening import (
    Opening,
    check_opening,
    check_opening_record,
    opening_article,
)
from huanjie.law.counting.outcome import (
    Decide,
    Done,
    Mend,
    Next,
    Outcome,
    Rerun,
    Supplementary,
    TieRevote,
)
from huanjie.law.counting.pool import candidate_list, list_range
from huanjie.law.counting.rounds import (
    first_vote,
    rerun,
    supplementary_line,
    supplementary_round,
    tie_revote,
)
from huanjie.law.counting.standings import Basis, Standing, Verdict, standings
from huanjie.law.counting.tally import (
    NATIONAL,
    DeterminationRules,
    Round,
    Tally,
    determination_rules,
    ranked,
)
from huanjie.law.counting.validity import Validity, round_validity

__all__ = [
    "CONTEST",
    "NATIONAL",
    "Ballot",
    "Basis",
    "Decide",
    "DeterminationRules",
    "Done",
    "Mark",
    "Mend",
    "Next",
    "Opening",
    "Outcome",
    "Paper",
    "PaperCount",
    "Reading",
    "Rerun",
    "Round",
    "Standing",
    "Supplementary",
    "Tally",
    "TieRevote",
    "Validity",
    "Verdict",
    "candidate_list",
    "check_opening",
    "check_opening_record",
    "classify_ballot",
    "contest_move",
    "count_ballots",
    "determination_of",
    "determination_rules",
    "first_vote",
    "list_range",
    "opening_article",
    "ranked",
    "rerun",
    "round_validity",
    "smallest_margin",
    "standings",
    "supplementary_line",
    "supplementary_round",
    "tally_of",
    "tie_revote",
]
