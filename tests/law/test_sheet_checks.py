"""One sheet for every check that fires it, and one on the line that does not."""

from dataclasses import replace

import pytest

from huanjie.law.sheet import (
    CHECKS,
    Bundle,
    Count,
    Declaration,
    Determination,
    MobileCrew,
    OtherLevel,
    RegisterMarks,
    rulings_digest,
    sheet_digest,
)
from tests.law.sheet_cases import GOOD, bundle, changed, codes, report

# The checks


def test_a_sheet_without_fault_is_final():
    found = report()
    assert codes(found) == set()
    assert found.may_be_final
    assert found.may_be_declared


V = ["roll", "voters"]
NO_BUNDLES = ["bundles", []]
STATIONS = [
    {"code": f"S{i}", "kind": "station", "own": own, "proxy": 0, "collected": own}
    for i, own in enumerate((180, 180, 180, 85))
]
FOUR = {"S0": 300, "S1": 300, "S2": 300, "S3": 100}
FIRES = [
    ("J001", [], {"other_entry": changed(["disputed", 3])}),
    ("J001", [], {"other_entry": changed(["boxes", 0, "seal_closed", "9"])}),
    ("J002", [], {"returned": ("disputed",)}),
    ("J003", [["disputed", None]], {}),
    ("J003", [["disputed", -1]], {}),
    ("J003", [], {"opened": None}),
    ("J003", [], {"crews": {}}),
    ("J003", [], {"register": {}}),
    ("J003", [], {"box_voters": {"S1": 660}}),
    ("J003", [], {"second_counts": GOOD.bundles[:1]}),
    ("J003", [["bundles", 0, "count", "valid", None]], {}),
    ("J004", [["count", "collected", 1021]], {}),
    ("J004", [["turnout", "in_person", 1001]], {}),
    ("J004", [["boxes", 0, "proxy", 1001]], {}),
    ("J101", [["heading", "layout", "xyz"]], {}),
    ("J102", [["signatures", 0, "present", False]], {}),
    ("J102", [["signatures", []]], {}),
    ("J103", [["signatures", 0, "name", "Zu"]], {}),
    ("J103", [["signatures", 0, "name", "An"]], {}),
    ("J104", [["boxes", 0, "seal_opened", "8"]], {}),
    ("J104", [["boxes", 0, "seal_closed", None], ["boxes", 0, "seal_opened", None]], {}),
    ("J105", [], {"dispatched": frozenset({"S1", "S2", "M1", "M2"})}),
    ("J105", [], {"dispatched": frozenset({"S1", "S2"})}),
    ("J105", [["boxes", 1, "code", "S1"]], {}),
    ("J106", [], {"crews": {"M1": MobileCrew(1, 0)}}),
    ("J106", [], {"crews": {"M1": MobileCrew(2, 1)}}),
    ("J201", [["points", 0, "unused", 144]], {}),
    ("J202", [["points", 1, "moved_in", 49]], {}),
    ("J203", [["account", "printed", 1021]], {}),
    ("J204", [["account", "printed", 999]], {}),
    ("J204", [["account", "printed", 1101]], {}),
    ("J205", [["points", 0, "spoiled", 12]], {}),
    ("J301", [["points", 0, "issued", 399]], {}),
    (
        "J302",
        [],
        {
            "register": {
                "S1": RegisterMarks(379, 15),
                "S2": RegisterMarks(190, 0),
                "M1": RegisterMarks(15, 0),
            }
        },
    ),
    ("J303", [[*V, 599]], {}),
    ("J304", [["boxes", 1, "collected", 191]], {}),
    ("J305", [["count", "collected", 601]], {}),
    ("J306", [[*V, 1200]], {}),
    ("J307", [["count", "collected", 599]], {}),
    ("J308", [["turnout", "proxy", 200]], {}),
    ("J308", [["turnout", "mobile", 100]], {}),
    ("J309", [["turnout", "proxy", 1756]], {}),
    ("J310", [[*V, 606]], {}),
    ("J310", [["count", "collected", 0]], {}),
    ("J401", [["count", "void", 9], NO_BUNDLES], {}),
    ("J402", [["candidates", "A", "oppose", 99], NO_BUNDLES], {"second_counts": ()}),
    (
        "J403",
        [["candidates", "A", "approve", 580], ["candidates", "B", "approve", 580], NO_BUNDLES],
        {"seats": 2},
    ),
    ("J404", [["candidates", "A", "approve", 300], NO_BUNDLES], {"seats": 2}),
    ("J405", [["candidates", "A", "approve", 401], NO_BUNDLES], {}),
    ("J406", [["count", "blank", 591], NO_BUNDLES], {}),
    ("J406", [["candidates", "A", "approve", 581], NO_BUNDLES], {}),
    ("J407", [["write_ins", [{"name": "A", "person": None, "votes": 10}]]], {}),
    (
        "J407",
        [
            [
                "write_ins",
                [
                    {"name": "W", "person": "p1", "votes": 5},
                    {"name": "Y", "person": "p1", "votes": 5},
                ],
            ]
        ],
        {},
    ),
    (
        "J407",
        [
            [
                "write_ins",
                [
                    {"name": "W", "person": "p1", "votes": 5},
                    {"name": "W", "person": None, "votes": 5},
                ],
            ]
        ],
        {},
    ),
    ("J408", [["count", "void", 18]], {}),
    ("J409", [["count", "blank", 18]], {}),
    ("J410", [["write_ins", 0, "votes", 401]], {}),
    ("J410", [], {"determination": Determination(("A",), undecided=("W",), margin=99)}),
    ("J411", [["candidates", "A", "approve", 590]], {}),
    ("J411", [["candidates", "A", "approve", 0]], {}),
    (
        "J412",
        [
            ["bundles", 0, "candidates", "A", "approve", 0],
            ["bundles", 0, "candidates", "B", "approve", 170],
        ],
        {},
    ),
    ("J501", [["boxes", 0, "collected", 394]], {}),
    ("J501", [["turnout", "mobile", 14]], {}),
    (
        "J502",
        [["bundles", 0, "count", "valid", 294]],
        {
            "second_counts": (
                Bundle(
                    Count(300, 294, 5, 5), GOOD.bundles[0].candidates, GOOD.bundles[0].write_ins
                ),
                GOOD.bundles[1],
            )
        },
    ),
    (
        "J502",
        [["bundles", 0, "write_ins", []]],
        {"second_counts": (replace(GOOD.bundles[0], write_ins=()), GOOD.bundles[1])},
    ),
    ("J503", [["bundles", 0, "count", "valid", 294]], {}),
    ("J504", [["boxes", STATIONS]], {"box_voters": FOUR}),
    ("J505", [], {"other_levels": (OtherLevel(580, 10),)}),
    ("J601", [], {"determination": Determination((), "tie", ("A", "B"), margin=99)}),
    ("J602", [], {"determination": Determination((), otherwise=("A",), margin=99)}),
    ("J603", [], {"determination": Determination(("A",), margin=2)}),
    (
        "J604",
        [],
        {"declaration": Declaration(("B",), sheet_digest(GOOD), "r1", rulings_digest(()))},
    ),
    ("J605", [], {"declaration": Declaration(("A",), "old", "r1", rulings_digest(()))}),
    (
        "J605",
        [],
        {"declaration": Declaration(("A",), sheet_digest(GOOD), "r0", rulings_digest(()))},
    ),
]


@pytest.mark.parametrize(("code", "changes", "more"), FIRES)
def test_a_faulty_sheet_fires_its_check(code, changes, more):
    assert code in codes(report(changed(*changes), **more))


def test_every_check_has_a_sheet_that_fires_it():
    assert {code for code, _, _ in FIRES} == {check.code for check in CHECKS} | {"J003"}


JUST_RIGHT = [
    ("J002", [], {}),
    ("J004", [["count", "collected", 1020]], {}),
    ("J104", [["boxes", 0, "seal_closed", "7"], ["boxes", 0, "seal_opened", "7"]], {}),
    ("J106", [], {"crews": {"M1": MobileCrew(3, 0)}}),
    ("J204", [["account", "printed", 1000]], {}),
    ("J204", [["account", "printed", 1100]], {}),
    ("J205", [["points", 0, "spoiled", 11]], {}),
    ("J205", [["points", 0, "spoiled", 9], ["points", 0, "issued", 1]], {}),
    ("J303", [[*V, 600]], {}),
    ("J304", [["boxes", 1, "collected", 190]], {}),
    ("J305", [["count", "collected", 600]], {}),
    ("J306", [[*V, 1199]], {}),
    ("J307", [["count", "collected", 600]], {}),
    ("J308", [["turnout", "proxy", 19]], {}),
    ("J308", [["turnout", "mobile", 64]], {}),
    ("J309", [["turnout", "proxy", 1755]], {}),
    ("J310", [[*V, 607]], {}),
    ("J310", [[*V, 49], ["turnout", "in_person", 19]], {}),
    (
        "J407",
        [
            [
                "write_ins",
                [
                    {"name": "W", "person": "p1", "votes": 5},
                    {"name": "W", "person": "p2", "votes": 5},
                ],
            ]
        ],
        {},
    ),
    ("J408", [["count", "void", 17]], {}),
    ("J409", [["count", "blank", 17]], {}),
    ("J410", [["write_ins", 0, "votes", 0]], {}),
    ("J410", [["write_ins", 0, "votes", 401]], {"eligibility": {"W": True}}),
    ("J411", [["candidates", "A", "approve", 589]], {}),
    ("J412", [["bundles", []]], {}),
    (
        "J412",
        [["bundles", [bundle(count={"collected": 600, "valid": 590, "void": 10, "blank": 10})]]],
        {},
    ),
    ("J503", [["bundles", []]], {"second_counts": None}),
    ("J504", [], {"box_voters": {"S1": 0, "S2": 320}}),
    ("J504", [["boxes", STATIONS[:3]]], {"box_voters": FOUR}),
    ("J504", [[*V, 0]], {}),
    ("J505", [], {"other_levels": (OtherLevel(584, 10),)}),
    ("J603", [], {"determination": Determination(("A",), margin=3)}),
    ("J603", [["disputed", 0]], {"determination": Determination(("A",), margin=0)}),
    ("J603", [], {"determination": Determination(("A",), margin=None)}),
    (
        "J604",
        [],
        {"declaration": Declaration(("A",), sheet_digest(GOOD), "r1", rulings_digest(()))},
    ),
    (
        "J605",
        [],
        {"declaration": Declaration(("A",), sheet_digest(GOOD), "r1", rulings_digest(()))},
    ),
]


@pytest.mark.parametrize(("code", "changes", "more"), JUST_RIGHT)
def test_a_figure_on_the_line_does_not_fire(code, changes, more):
    found = report(changed(*changes), **more)
    codes(found)
    assert code not in {finding.code for finding in (*found.findings, *found.hidden)}
