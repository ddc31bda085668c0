"""How a constituency's list of candidates comes about, from petition to ballot."""

from typing import Final

from huanjie.law.procedure import Procedure

CANDIDATE_LIST: Final = Procedure(
    name="candidate_list",
    initial="collecting",
    moves={
        ("collecting", "close_nomination"): "collected",
        ("collected", "reopen_nomination"): "collecting",
        ("collected", "publish_preliminary"): "preliminary",
        ("preliminary", "remove"): "preliminary",
        ("preliminary", "open_consultation"): "consulting",
        ("consulting", "remove"): "consulting",
        ("consulting", "settle"): "settled",
        ("consulting", "hold_primary"): "primary",
        ("primary", "remove"): "primary",
        ("primary", "vote_again"): "primary",
        ("primary", "settle"): "settled",
        ("settled", "unsettle"): "consulting",
        ("settled", "publish_formal"): "formal",
        ("formal", "remove"): "formal",
        ("formal", "reopen_nomination"): "collecting",
        ("formal", "print_ballots"): "on_ballot",
        ("on_ballot", "remove"): "on_ballot",
        ("on_ballot", "recall_ballots"): "formal",
    },
)
"""Direct elections. Source: 选举法 32¶1, 35. Voter groups consult in every case (N-11).

`remove` needs a recorded ground (N-06, N-07). `reopen_nomination` after the formal list needs
another election day (O-29, CAL-30).
"""

SESSION_LIST: Final = Procedure(
    name="session_list",
    initial="collecting",
    moves={
        ("collecting", "close_nomination"): "collected",
        ("collected", "reopen_nomination"): "collecting",
        ("collected", "distribute"): "preliminary",
        ("preliminary", "remove"): "preliminary",
        ("preliminary", "settle"): "settled",
        ("preliminary", "hold_primary"): "primary",
        ("primary", "remove"): "primary",
        ("primary", "vote_again"): "primary",
        ("primary", "settle"): "settled",
        ("settled", "remove"): "settled",
        ("settled", "print_ballots"): "on_ballot",
        ("on_ballot", "recall_ballots"): "settled",
    },
)
"""Indirect elections. Source: 选举法 32¶2: the presidium prints the list; no consultation."""
