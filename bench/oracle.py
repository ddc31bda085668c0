"""The law against second implementations, written from the rules alone, on random questions.

Determinations of 1,000,000 contests at the boundaries, and decisions about 100,000 persons over
five packs. Takes about five minutes on one core. `HUANJIE_ORACLE_RUNS` sets the number of contests;
persons are a tenth of it. The calendar's 10,000 elections are compared by the tests.

Bars: no disagreement; at least four of five contests determined by both (the rest are those whose
answer the rules leave to a body, O-43).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter

from harness import Figure, at_least, at_most, report

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.oracles import test_counting_against_oracle as counting  # noqa: E402 - as the tests compare
from tests.oracles import test_registration_against_oracle as registration  # noqa: E402

CONTESTS = int(os.environ.get("HUANJIE_ORACLE_RUNS", "1000000"))
PERSONS = CONTESTS // 10
SEED = 19790701


def contests() -> list[Figure]:
    """How many contests both determined alike; one disagreement is enough to miss the bar."""
    start = perf_counter()
    try:
        alike, disagreements = counting.compare(SEED, CONTESTS), 0
    except AssertionError as disagreement:
        print(disagreement)
        alike, disagreements = 0, 1
    return [
        Figure("contests asked", CONTESTS, ""),
        Figure("contests determined by both", alike, "", at_least(CONTESTS * 0.8)),
        Figure("disagreements about contests", disagreements, "", at_most(0)),
        Figure("time for contests", perf_counter() - start, "s"),
    ]


def persons() -> list[Figure]:
    """How many kinds of persons are answered differently."""
    start = perf_counter()
    different = registration.differences(SEED, PERSONS)
    for words, (often, plainest) in different.items():
        print(f"{often} × {words}: {plainest}")
    return [
        Figure("persons asked", PERSONS, ""),
        Figure("disagreements about persons", len(different), "", at_most(0)),
        Figure("time for persons", perf_counter() - start, "s"),
    ]


if __name__ == "__main__":
    raise SystemExit(report("oracle", [*contests(), *persons()]))
