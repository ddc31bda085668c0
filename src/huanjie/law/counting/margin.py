"""How close a result is: the fewest papers that could change it."""

from huanjie.law.counting.rounds import supplementary_line
from huanjie.law.counting.tally import NATIONAL, DeterminationRules, Round, Tally, ranked
from huanjie.law.pack.words import Mode


def smallest_margin(
    tally: Tally, held: Round = Round.FIRST, rules: DeterminationRules = NATIONAL
) -> int | None:
    """The fewest votes that would change who reaches the line or who takes the last seat.

    None where nobody stands. Persons who may not be elected decide nothing. In a tie re-vote
    there is no line, only the other persons. Source: domain.md 6.3, J603.
    """
    order = [row for row in ranked(tally.votes) if tally.is_eligible(row[0]) is not False]
    if held is Round.TIE_REVOTE:
        return _at_the_cut([votes for name, votes in order if name not in tally.write_ins], tally)
    line = tally.majority
    if held is Round.SUPPLEMENTARY and tally.mode is Mode.DIRECT:
        line = supplementary_line(tally, rules)
    margins = [v - line + 1 if v >= line else line - v for _, v in order]
    over = _at_the_cut([votes for _, votes in order if votes >= line], tally)
    return min([*margins, *([over] if over is not None else [])], default=None)


def _at_the_cut(votes: list[int], tally: Tally) -> int | None:
    """The votes between the last seat and the first person without one."""
    if len(votes) <= tally.seats:
        return None
    return votes[tally.seats - 1] - votes[tally.seats]
