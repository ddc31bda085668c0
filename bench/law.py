"""A province's worth of the law, on one core.

80,000 contests of two to six candidates are determined, each with the standings of its persons; a
full calendar is made with the task plan and every check of its days; a million persons are decided,
each distinct set of facts once, through the same rules.

Bars: contests ≤ 3 s; calendar ≤ 20 ms; persons ≤ 6 s.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter

from harness import Figure, at_least, at_most, median_seconds, report
from huanjie.law.counting import Tally, first_vote
from huanjie.law.pack import Level, Pack, pack_for
from huanjie.law.pack.words import Proof
from huanjie.law.registration import Custody, Hukou, PersonFacts, Tie, decide_all
from huanjie.law.timetable import (
    DayNotice,
    Kind,
    calendar,
    check_appeal_decided,
    check_appeal_received,
    check_chain,
    check_election_day,
    check_first_session,
    check_formal_publication,
    check_judgment,
    check_nomination_window,
    check_nominations_open,
    check_preliminary_publication,
    check_roll_publication,
    check_suit,
    plan,
)

CONTESTS = 80_000
PERSONS = 1_000_000
SEED = 20261220
ELECTION_DAY = date(2026, 12, 20)
PROVINCE = "33"
LEVELS = (Level.COUNTY, Level.TOWNSHIP)
NAMES = "甲乙丙丁戊己"


def contests() -> list[Tally]:
    """Contests of two to six candidates as constituencies have them, ties and shortages too."""
    chance = random.Random(SEED)
    found = []
    for _ in range(CONTESTS):
        number = chance.randint(2, 6)
        seats = chance.randint(max(1, number // 2), max(1, min(3, number - 1)))
        roll = chance.randint(800, 6_000)
        took_part = chance.randint(roll * 2 // 5, roll)
        papers = took_part - chance.choice((0, 0, 0, 3))
        votes = {name: chance.randint(papers // 4, papers) for name in NAMES[:number]}
        if chance.random() < 0.05:
            votes["乙"] = votes["甲"]
        found.append(Tally(roll, took_part, papers, seats, votes, void=min(papers, 12)))
    return found


def determined(tallies: list[Tally]) -> Counter[str]:
    """What follows each contest, counted."""
    return Counter(type(first_vote(tally).next).__name__ for tally in tallies)


def whole_calendar(pack: Pack) -> int:
    """The calendar, the plan and every check of an election's days; the number of findings."""
    days = {row.deadline.id: row.clear for row in calendar(ELECTION_DAY, pack, Kind.GENERAL)}
    roll, day, kind = days["CAL-02"], ELECTION_DAY, Kind.GENERAL
    notice = DayNotice(day, roll, roll, None, roll)
    findings = [
        *check_election_day(notice, pack),
        *check_roll_publication(election_day=day, on=roll, pack=pack, kind=kind),
        *check_preliminary_publication(election_day=day, on=days["CAL-08"], pack=pack, kind=kind),
        *check_formal_publication(election_day=day, on=days["CAL-09"], pack=pack, kind=kind),
        *check_nominations_open(roll_published=roll, opens=roll, pack=pack),
        *check_appeal_received(published=roll, received=days["CAL-03"], pack=pack),
        *check_appeal_decided(received=days["CAL-03"], decided=days["CAL-04"], pack=pack),
        *check_suit(election_day=day, filed=days["CAL-05"], pack=pack),
        *check_judgment(election_day=day, given=days["CAL-06"]),
        *check_chain(election_day=day, roll_published=roll, pack=pack),
        *check_nomination_window(election_day=day, roll_published=roll, pack=pack),
        *check_first_session(completed=day, opens=days["CAL-18"], pack=pack),
    ]
    return len(findings) + len(plan(day, pack))


Row = tuple[str, bool, str, bool, str, str, str, bool]
"""Birth, citizenship, hukou, residence, tie, papers, custody, on the roll, as a file has them."""


def persons() -> Iterator[Row]:
    """A million persons as the files have them; the kinds are as rare as they are in a county."""
    chance = random.Random(SEED)
    births = [(date(1936, 1, 1) + timedelta(days=number)).isoformat() for number in range(33_000)]
    hukou = ("here",) * 88 + ("elsewhere",) * 11 + ("removed",)
    ties = ("none",) * 80 + ("unit",) * 12 + ("school",) * 4 + ("retired",) * 4
    held = ("none",) * 498 + ("in_custody", "supervision")
    for _ in range(PERSONS):
        lies = chance.choice(hukou)
        papers = chance.choice(("", "certificate,residence_permit")) if lies == "elsewhere" else ""
        yield (
            chance.choice(births),
            True,
            lies,
            chance.random() < 0.97,
            chance.choice(ties),
            papers,
            chance.choice(held),
            chance.random() < 0.8,
        )


def facts_of(row: Row) -> PersonFacts:
    """A row in the law's words."""
    birth, is_citizen, hukou, lives_here, tie, papers, custody, is_on_roll = row
    return PersonFacts(
        birth=date.fromisoformat(birth),
        is_citizen=is_citizen,
        hukou=Hukou(hukou),
        lives_here=lives_here,
        tie=Tie(tie),
        proofs=frozenset(Proof(paper) for paper in papers.split(",") if paper),
        custody=Custody(custody),
        is_on_roll=is_on_roll,
    )


def main() -> int:
    pack = pack_for(PROVINCE, ELECTION_DAY).pack
    tallies = contests()
    follow = determined(tallies[:1000])
    contest_seconds = median_seconds(lambda: determined(tallies), times=3)
    calendar_seconds = median_seconds(lambda: whole_calendar(pack), times=15)
    rows = list(persons())
    start = perf_counter()
    outcomes = Counter(
        found.outcome.value
        for found in decide_all(rows, facts_of, election_day=ELECTION_DAY, levels=LEVELS, pack=pack)
    )
    person_seconds = perf_counter() - start
    return report(
        "law",
        [
            Figure(f"{CONTESTS:,} contests", contest_seconds, "s", at_most(3)),
            Figure("kinds of outcome among them", len(follow), "kinds", at_least(4)),
            Figure("calendar, plan and checks", calendar_seconds * 1000, "ms", at_most(20)),
            Figure(f"{PERSONS:,} persons", person_seconds, "s", at_most(6)),
            Figure("distinct sets of facts", len(set(rows)), "rows"),
            Figure("persons listed", outcomes["listed"], "persons", at_least(1)),
        ],
    )


if __name__ == "__main__":
    raise SystemExit(main())
