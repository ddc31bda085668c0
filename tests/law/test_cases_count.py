"""Who is elected: the cases of the count."""

from huanjie.law.counting import (
    Ballot,
    Decide,
    Done,
    Mark,
    Mend,
    Rerun,
    Supplementary,
    Tally,
    TieRevote,
    classify_ballot,
    determination_rules,
    first_vote,
    supplementary_round,
    tie_revote,
)
from huanjie.law.pack import Mode
from tests.law.case_files import judge, parametrized

STEPS = {
    Done: "done",
    TieRevote: "tie_revote",
    Supplementary: "supplementary",
    Rerun: "rerun",
    Mend: "mend",
    Decide: "decide",
}


def tally(facts):
    return Tally(
        roll=facts["V"],
        participants=facts["T"],
        collected=facts["B"],
        seats=facts["S"],
        votes=facts["votes"],
        void=facts.get("X", 0),
        mode=Mode(facts.get("mode", "direct")),
        present=facts.get("present"),
        write_ins=frozenset(facts.get("written", ())),
        eligibility=facts.get("eligible", {}),
    )


def told(outcome):
    step = outcome.next
    return {
        "elected": outcome.elected,
        "tied": outcome.tied,
        "next": STEPS[type(step)],
        "seats": getattr(step, "seats", None),
        "pool": getattr(step, "pool", ()),
        "sizes": getattr(step, "sizes", ()),
        "point": getattr(step, "open_point", None),
        "options": getattr(step, "options", ()),
        "findings": outcome.findings,
    }


def first(facts, pack):
    return told(first_vote(tally(facts), determination_rules(pack)))


def tie(facts, pack):
    return told(tie_revote(tally(facts), tuple(facts["tied"]), determination_rules(pack)))


def supplementary(facts, pack):
    candidates, held = tuple(facts["votes"]), facts["held"]
    return told(
        supplementary_round(tally(facts), candidates, determination_rules(pack), rounds_held=held)
    )


def ballot(facts, pack):
    marks = {
        name: frozenset(Mark(mark) for mark in marked) for name, marked in facts["marks"].items()
    }
    paper = Ballot(marks, tuple(facts["written"]))
    found = classify_ballot(paper, facts["S"], Mode(facts["mode"]))
    findings = (found.finding,) if found.finding is not None else ()
    return {"paper": found.paper, "chosen": sorted(found.chosen), "findings": findings}


ASKED = {"first": first, "tie": tie, "supplementary": supplementary, "ballot": ballot}


@parametrized("count")
def test_count(case):
    judge(case, ASKED)
