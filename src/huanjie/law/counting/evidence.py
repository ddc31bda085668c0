"""From the sheet to the tally, and from the outcome back to the checks of the sheet."""

from collections.abc import Mapping

from huanjie.law.counting.margin import smallest_margin
from huanjie.law.counting.outcome import Decide, Outcome, Rerun, Supplementary, TieRevote
from huanjie.law.counting.tally import NATIONAL, DeterminationRules, Round, Tally
from huanjie.law.finding import WrongInput
from huanjie.law.pack.words import Mode
from huanjie.law.sheet import Determination, Sheet


def tally_of(
    sheet: Sheet, *, seats: int, mode: Mode, eligibility: Mapping[str, bool | None]
) -> Tally:
    """The tally of a sheet whose figures are all there. Raises `WrongInput` for an empty one."""
    manners = ("in_person", "proxy", "mobile") if mode is Mode.DIRECT else ("in_person",)
    votes = {name: _known(m.approve, name) for name, m in sheet.candidates.items()}
    for row in sheet.write_ins:
        votes[row.name] = votes.get(row.name, 0) + _known(row.votes, row.name)
    written = frozenset(row.name for row in sheet.write_ins) - frozenset(sheet.candidates)
    return Tally(
        roll=_known(sheet.roll.voters, "roll.voters"),
        participants=sum(_known(getattr(sheet.turnout, m), f"turnout.{m}") for m in manners),
        collected=_known(sheet.count.collected, "count.collected"),
        seats=seats,
        votes=votes,
        void=_known(sheet.count.void, "count.void"),
        mode=mode,
        present=sheet.roll.present,
        write_ins=written,
        eligibility=eligibility,
    )


def _known(figure: int | None, path: str) -> int:
    if figure is None:
        raise WrongInput(path, "no figure on the sheet")
    return figure


def determination_of(
    tally: Tally,
    outcome: Outcome,
    held: Round = Round.FIRST,
    rules: DeterminationRules = NATIONAL,
) -> Determination:
    """What the checks J4 and J6 of the sheet ask about an outcome."""
    step, names, point = outcome.next, outcome.tied, ""
    if isinstance(step, TieRevote | Supplementary):
        point = "tie" if isinstance(step, TieRevote) else "shortage"
    elif isinstance(step, Decide):
        point, names = step.open_point, step.names
    others = [f.facts["otherwise"] for f in outcome.findings if f.code == "denominator-decides"]
    other = others[0] if others else None
    return Determination(
        elected=outcome.elected,
        open_point=point,
        names=names,
        otherwise=other if isinstance(other, tuple) else None,
        undecided=names if point == "O-44" else (),
        margin=None if isinstance(step, Rerun) else smallest_margin(tally, held, rules),
    )
