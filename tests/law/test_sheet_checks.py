"""One sheet for every check that fires it, and one on the line that does not."""

from dataclasses import replace

import pytest

from huanjie.law.sheet import (
    Declaration,
    Determination,
    MobileCrew,
    OtherLevel,
    rulings_digest,
    sheet_digest,
)
from tests.law.sheet_cases import (
    GOOD,
    HEADING,
    bundle,
    changed,
    codes,
    in_session,
    record,
    report,
    session,
)

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


def test_a_digit_too_many_hides_only_what_rests_on_its_field():
    found = report(changed(["boxes", 0, "proxy", 1001], ["boxes", 1, "collected", 191]))
    over = ("boxes[1].collected", "boxes[1].own", "boxes[1].proxy")
    assert [f.paths for f in found.findings if f.code == "J304"] == [over]
    found = report(changed(["boxes", 1, "collected", 1021]))
    assert not [f for f in found.findings if f.code == "J304"]
    assert [f.paths for f in found.hidden if f.code == "J304"] == [over]


def test_bundles_that_do_not_add_up_hide_only_what_rests_on_their_field():
    changes = [
        ["bundles", 0, "count", "void", 4],
        ["candidates", "A", "oppose", 99],
        ["bundles", 0, "candidates", "A", "oppose", 49],
    ]
    sheet = changed(*changes)
    found = report(sheet, second_counts=sheet.bundles)
    told = [(f.code, f.paths[0]) for f in found.findings if f.code in ("J402", "J502")]
    assert told == [("J402", "candidates[A].approve"), ("J502", "count.void")]


def test_a_list_declared_otherwise_rests_on_the_words_on_publication():
    other = Declaration(("B",), sheet_digest(GOOD), "r1", rulings_digest(()))
    (found,) = [f for f in report(declaration=other).findings if f.code == "J604"]
    assert found.article.key == "EL 46¶2"


def test_neither_a_primary_nor_an_uncounted_vote_of_a_session_has_winners():
    short = Determination(("B",), margin=99)
    primary = session(heading=record()["heading"] | {"round": "primary"})
    opened = replace(HEADING, round="primary")
    held = in_session(primary, opened=opened, determination=short)
    assert "J604" not in {f.code for f in held.findings}
    no_quorum = session(roll={"voters": 200, "present": 133}, turnout={"in_person": 133})
    invalid = in_session(no_quorum, determination=short)
    assert "J604" not in {f.code for f in invalid.findings}
    told = in_session(session(), determination=short).findings
    assert [f.article.key for f in told if f.code == "J604"] == ["EL 45¶2"]
