"""The demo's world: a city above the county on polling night; and its figures, as computed.

Run as `python -m tests.browser.guided_world CHAPTER` with the office's settings in the environment.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django

XIANGSHUI = Path("examples/xiangshui")
COUNTY, TOWN, NEIGHBOUR = "990124000000", "990124100000", "990125000000"
POLLING_DAY = "2026-12-20"
SHOWN = ("T1.01", "T2.06", "T3.03", "T3.34", "T4.10", "T5.02")


def prepare() -> None:
    """Play the example up to polling night, as `huanjie demo` does at its first start."""
    from huanjie.cli.demo import prepare as prepare_demo

    prepare_demo(XIANGSHUI, Path(os.environ["HUANJIE_DATA"]))


def password(data: Path) -> str:
    """The password of all accounts, as `huanjie demo` prints it."""
    return (data / "accounts.txt").read_text("utf-8").splitlines()[0].rpartition(" ")[2]


def figures() -> None:
    """Print the county's figures as `compute` has them now, in the words of a page."""
    from huanjie.figures.definition import shown
    from huanjie.office.committee.queries import election_of
    from huanjie.office.face import clock
    from huanjie.office.returns.queries.compute import compute

    found = compute(election_of(COUNTY), at=clock.now()).figures
    sys.stdout.write(json.dumps({code: shown(code, found[code], "zh") for code in SHOWN}))


CHAPTERS = {each.__name__: each for each in (prepare, figures)}

if __name__ == "__main__":
    django.setup()
    CHAPTERS[sys.argv[1]]()
