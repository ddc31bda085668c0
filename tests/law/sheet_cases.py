"""A sheet without fault, and ways to spoil it, for the tests of the checks."""

import copy

from huanjie.law.catalogue import next_step, sentence, typist_sentence
from huanjie.law.pack.words import Mode
from huanjie.law.sheet import (
    Context,
    Determination,
    Heading,
    MobileCrew,
    RegisterMarks,
    Report,
    Sheet,
    check_sheet,
)
from tests.law.cited import assert_cited

HEADING = Heading("2026", "C1", "first", "abc")


def bundle(**changed):
    row = {
        "count": {"collected": 300, "valid": 295, "void": 5, "blank": 5},
        "candidates": {
            "A": {"approve": 200, "oppose": 50, "abstain": 45},
            "B": {"approve": 85, "oppose": 100, "abstain": 110},
        },
        "write_ins": [{"name": "W", "person": "p1", "votes": 5}],
    }
    return row | changed


def record():
    """A sheet without fault: one seat, 1,000 voters, 600 participants."""
    return {
        "heading": {
            "election": "2026",
            "constituency": "C1",
            "round": "first",
            "layout": "abc",
        },
        "roll": {"voters": 1000},
        "account": {"printed": 1020, "reserve": 20},
        "points": [
            {
                "received": 600,
                "moved_in": 0,
                "moved_out": 50,
                "issued": 400,
                "spoiled": 5,
                "unused": 145,
            },
            {
                "received": 400,
                "moved_in": 50,
                "moved_out": 0,
                "issued": 200,
                "spoiled": 0,
                "unused": 250,
            },
        ],
        "boxes": [
            {
                "code": "S1",
                "kind": "station",
                "own": 380,
                "proxy": 15,
                "collected": 395,
                "seal_closed": "1",
                "seal_opened": "1",
            },
            {
                "code": "S2",
                "kind": "assembly",
                "own": 190,
                "proxy": 0,
                "collected": 190,
                "seal_closed": "2",
                "seal_opened": "2",
            },
            {
                "code": "M1",
                "kind": "mobile",
                "own": 15,
                "proxy": 0,
                "collected": 15,
                "seal_closed": "3",
                "seal_opened": "3",
            },
        ],
        "turnout": {"in_person": 570, "proxy": 15, "mobile": 15},
        "count": {"collected": 600, "valid": 590, "void": 10, "blank": 10},
        "candidates": {
            "A": {"approve": 400, "oppose": 100, "abstain": 90},
            "B": {"approve": 170, "oppose": 200, "abstain": 220},
        },
        "write_ins": [{"name": "W", "person": "p1", "votes": 10}],
        "bundles": [bundle(), bundle()],
        "disputed": 2,
        "signatures": [
            {"role": "scrutineer", "name": "Li", "present": True},
            {"role": "counter", "name": "Wu", "present": True},
        ],
    }


def put(row, path, value):
    """The record with one field changed; steps are names and positions."""
    held = copy.deepcopy(row)
    at = held
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return held


def changed(*changes):
    row = record()
    for *path, value in changes:
        row = put(row, path, value)
    return Sheet.from_json(row)


GOOD = Sheet.from_json(record())


def context(sheet=GOOD, **more):
    known = {
        "mode": Mode.DIRECT,
        "seats": 1,
        "opened": HEADING,
        "other_entry": sheet,
        "barred": frozenset({"A", "B", "An"}),
        "crew_list": frozenset({"Li", "Wu", "An"}),
        "dispatched": frozenset({"S1", "S2", "M1"}),
        "crews": {"M1": MobileCrew(2, 0)},
        "mobile_scrutineers_min": 2,
        "register": {
            "S1": RegisterMarks(380, 15),
            "S2": RegisterMarks(190, 0),
            "M1": RegisterMarks(15, 0),
        },
        "outside_proxies": False,
        "eligibility": {},
        "second_counts": GOOD.bundles,
        "box_voters": {"S1": 660, "S2": 320},
        "other_levels": (),
        "determination": Determination(elected=("A",), margin=99),
        "challenged_void": 0,
        "roll_digest": "r1",
    }
    return Context(**(known | more))


def report(sheet=GOOD, rulings=(), **more) -> Report:
    return check_sheet(sheet, context(sheet, **more), rulings)


def session(**changes):
    row = {
        "heading": record()["heading"],
        "roll": {"voters": 200, "present": 160},
        "account": {"printed": 210, "reserve": 50},
        "turnout": {"in_person": 160},
        "count": {"collected": 160, "valid": 160, "void": 0, "blank": 0},
        "candidates": {
            "A": {"approve": 110, "oppose": 50, "abstain": 0},
            "B": {"approve": 45, "oppose": 100, "abstain": 15},
        },
        "write_ins": [{"name": "W", "person": "p1", "votes": 5}],
        "disputed": 0,
        "signatures": record()["signatures"],
    }
    return Sheet.from_json(row | changes)


def in_session(sheet, **more):
    known = {"mode": Mode.INDIRECT, "register": None, "dispatched": None, "crews": None}
    known |= {"box_voters": None, "other_levels": None, "outside_proxies": None}
    return check_sheet(sheet, context(sheet, **(known | more)))


def codes(found: Report):
    for finding in (*found.findings, *found.hidden):
        assert_cited(finding)
        assert {"left", "right", "difference", "fields"} <= set(finding.facts)
        for language in ("zh", "en"):
            assert sentence(finding, language)
            assert next_step(finding, language)
            assert typist_sentence(finding, language)
        assert typist_sentence(finding).startswith("请对照纸质单据核对第")
    return {finding.code for finding in found.findings}
