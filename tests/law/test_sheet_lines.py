"""The lines between a fault and none: each threshold of the catalogue, from both sides."""

from dataclasses import replace

import pytest

from huanjie.law.finding import Severity
from huanjie.law.sheet import (
    Determination,
    OtherLevel,
    Ruling,
    check_second_typist,
    data_digest,
    rulings_digest,
    sheet_digest,
)
from tests.law.sheet_cases import GOOD, changed, in_session, record, report, session

V = ["roll", "voters"]
NO_BUNDLES = ["bundles", []]


def turnout(own, proxy=0, mobile=0):
    return ["turnout", {"in_person": own, "proxy": proxy, "mobile": mobile}]


def of_code(code, *changes, **more):
    found = report(changed(*changes), **more)
    return [f for f in (*found.findings, *found.hidden) if f.code == code]


ISSUED = [["points", 0, "issued", 400], ["points", 1, "spoiled", 0]]
LINES = [
    # J204: printed up to V and the greater of 50 and a tenth of V
    ("J204", [[*V, 400], ["account", "printed", 450]], False),
    ("J204", [[*V, 400], ["account", "printed", 451]], True),
    ("J204", [[*V, 510], ["account", "printed", 561]], False),
    ("J204", [[*V, 510], ["account", "printed", 562]], True),
    # J205: ten ballots and one in fifty of those issued
    ("J205", [*ISSUED, ["points", 1, "issued", 100], ["points", 0, "spoiled", 10]], True),
    ("J205", [*ISSUED, ["points", 1, "issued", 101], ["points", 0, "spoiled", 10]], False),
    ("J205", [*ISSUED, ["points", 1, "issued", 50], ["points", 0, "spoiled", 9]], False),
    ("J205", [*ISSUED, ["points", 1, "issued", 151], ["points", 0, "spoiled", 11]], False),
    # J308: twenty persons, and a fifth by proxy or a tenth by mobile box
    ("J308", [turnout(400, 100)], True),
    ("J308", [turnout(401, 100)], False),
    ("J308", [turnout(80, 20)], True),
    ("J308", [turnout(60, 19)], False),
    ("J308", [turnout(450, 0, 50)], True),
    ("J308", [turnout(451, 0, 50)], False),
    ("J308", [turnout(180, 0, 20)], True),
    ("J308", [turnout(100, 0, 19)], False),
    # J310: of fifty voters or more, 99 in a hundred
    ("J310", [[*V, 50], turnout(50)], True),
    ("J310", [[*V, 49], turnout(49)], False),
    ("J310", [[*V, 100], turnout(99)], True),
    ("J310", [[*V, 100], turnout(98)], False),
    ("J310", [turnout(0)], True),
    ("J310", [turnout(1)], False),
    ("J310", [["count", "collected", 1]], False),
]


@pytest.mark.parametrize(("code", "changes", "fires"), LINES)
def test_a_threshold_is_where_the_catalogue_puts_it(code, changes, fires):
    assert bool(of_code(code, *changes)) is fires


# J504: three robust deviations, at 1.4826 times the median deviation

MILLION = 1_000_000


def boxes_of_a_million(*own):
    rows = [
        {"code": f"S{at}", "kind": "station", "own": each, "proxy": 0, "collected": each}
        for at, each in enumerate(own)
    ]
    half = len(own) * MILLION // 2
    changes = [["boxes", rows], [*V, len(own) * MILLION], turnout(half)]
    voters = {f"S{at}": MILLION for at in range(len(own))}
    return [f.facts["box"] for f in of_code("J504", *changes, box_voters=voters)]


def test_a_box_may_stand_three_robust_deviations_apart():
    # the median deviation is 1 %, so three robust ones of a million voters are 44,478
    assert boxes_of_a_million(500_000, 510_000, 544_478) == []
    assert boxes_of_a_million(500_000, 510_000, 544_479) == ["S2"]


def test_of_an_even_number_of_boxes_the_median_lies_between_the_middle_two():
    # the middle lies at 50.6 %, the median deviation at 0.4 %: three robust ones are 17,791.2
    assert boxes_of_a_million(500_000, 504_000, 508_000, 517_791) == []
    assert boxes_of_a_million(500_000, 504_000, 508_000, 517_792) == ["S3"]


def test_an_odd_box_shows_what_was_expected_of_it():
    rows = [
        {"code": f"S{at}", "kind": "station", "own": each, "proxy": 3, "collected": each}
        for at, each in enumerate((50, 50, 97))
    ]
    voters = {"S0": 100, "S1": 100, "S2": 201}
    (odd,) = of_code("J504", ["boxes", rows], [*V, 402], turnout(149), box_voters=voters)
    assert (odd.facts["left"], odd.facts["right"], odd.facts["voters"]) == (100, 74, 201)


LEVELS = [
    # the greater of 5 and one in a hundred, beside those entitled at one level only
    (588, 594, 0, True),
    (400, 395, 0, False), (400, 394, 0, True), (400, 406, 0, True), (400, 405, 0, False),
    (600, 606, 0, False), (600, 607, 0, True), (600, 617, 10, True), (600, 616, 10, False),
    (798, 806, 0, False), (797, 806, 0, True), (693, 700, 0, False), (692, 700, 0, True),
]  # fmt: skip


@pytest.mark.parametrize(("mine", "other", "at_one", "fires"), LEVELS)
def test_two_levels_may_differ_by_those_entitled_at_one(mine, other, at_one, fires):
    found = of_code("J505", turnout(mine), other_levels=(OtherLevel(other, at_one),))
    assert bool(found) is fires


@pytest.mark.parametrize(("margin", "fires"), [(15, True), (16, False)])
def test_missing_disputed_and_challenged_papers_add_up(margin, fires):
    # 10 papers never came back, 2 are disputed, 3 void ones under challenge
    of_margin = Determination(("A",), margin=margin)
    found = of_code("J603", ["count", "collected", 590], determination=of_margin, challenged_void=3)
    assert [(f.facts["left"], f.facts["right"]) for f in found] == ([(15, 15)] if fires else [])


def test_every_other_level_is_compared():
    same, far = OtherLevel(600, 0), OtherLevel(500, 0)
    (found,) = of_code("J505", other_levels=(same, far))
    assert (found.facts["right"], found.facts["allowed"]) == (500, 6)


@pytest.mark.parametrize(("own", "fires"), [(70, True), (69, False)])
def test_a_box_is_odd_only_from_twenty_persons_on(own, fires):
    rows = [
        {"code": f"S{at}", "kind": "station", "own": each, "proxy": 0, "collected": each}
        for at, each in enumerate((50, 50, 50, own))
    ]
    changes = [["boxes", rows], [*V, 400], turnout(200)]
    voters = dict.fromkeys(("S0", "S1", "S2", "S3"), 100)
    assert bool(of_code("J504", *changes, box_voters=voters)) is fires


# Entries and bundles


def test_without_a_second_entry_every_field_waits_for_it():
    found = report(other_entry=None)
    missing = {f.paths[0]: f.facts["checks"] for f in found.findings if f.code == "J003"}
    assert missing == {"context.other_entry": ("J001",) * 1}
    assert [f.severity for f in found.findings] == [Severity.ERROR]


def test_a_row_that_only_the_second_entry_has_differs():
    rows = [*record()["write_ins"], {"name": "Y", "person": "p2", "votes": 3}]
    found = of_code("J001", other_entry=changed(["write_ins", rows]))
    assert [f.paths for f in found] == [
        ("write_ins[1].name",), ("write_ins[1].person",), ("write_ins[1].votes",),
    ]  # fmt: skip
    assert (found[2].facts["left"], found[2].facts["right"]) == (0, 3)


def test_a_signature_nobody_saw_is_not_present():
    signatures = [{"role": "scrutineer", "name": "Li"}, record()["signatures"][1]]
    assert [f.paths for f in of_code("J102", ["signatures", signatures])] == [
        ("signatures[0].present",)
    ]


def test_a_negative_figure_is_reported_though_no_check_reads_it():
    negative = ["bundles", 0, "candidates", "A", "abstain", -1]
    paths = [f.paths for f in of_code("J003", negative)]
    assert ("bundles[0].candidates[A].abstain",) in paths
    assert of_code("J003", ["bundles", 0, "candidates", "A", "abstain", 0]) == []


def test_of_a_name_written_twice_the_empty_row_is_named():
    rows = [{"name": "W", "person": "p1", "votes": 5}, {"name": "W", "person": "p2", "votes": None}]
    found = of_code("J003", ["bundles", 0, "write_ins", rows])
    assert [f.paths[0] for f in found] == ["bundles[0].write_ins[1].votes"]


def counted_again(*changes):
    return {"second_counts": changed(*changes).bundles}


def test_two_counts_that_differ_twice_show_the_first_and_name_both():
    again = counted_again(
        ["bundles", 1, "count", "void", 4], ["bundles", 1, "candidates", "B", "approve", 84]
    )
    (found,) = of_code("J503", **again)
    assert (found.facts["left"], found.facts["right"], found.facts["bundle"]) == (5, 4, 2)
    assert found.paths == ("bundles[1].count.void", "bundles[1].candidates[B].approve")


def test_a_name_found_in_one_count_alone_has_no_votes_in_the_other():
    (lost,) = of_code("J503", **counted_again(["bundles", 0, "write_ins", []]))
    assert (lost.facts["left"], lost.facts["right"]) == (5, 0)
    assert lost.paths == ("bundles[0].write_ins[0].votes",)
    (new,) = of_code("J503", ["bundles", 0, "write_ins", []], second_counts=GOOD.bundles)
    assert (new.facts["left"], new.facts["right"], new.paths) == (0, 5, ())


# What other records rest on

FINDING = "a9526890ec9cb8c280eb567da31d9516eb89490f588d63091df50682eae40567"
RULING = "ff922ebc4a3ff95208e0233f5f6c3aedd5ecc65a89a9853184986b0206eb134b"


def test_the_second_typist_is_asked_for_by_the_words_on_checking():
    (found,) = check_second_typist("Li", "Li")
    assert (found.article.key, found.severity) == ("EL 43¶1", Severity.ERROR)


def test_the_order_of_candidates_is_no_part_of_the_fingerprint():
    names = record()["candidates"]
    turned = dict(reversed(names.items()))
    assert list(turned) != list(names)
    assert sheet_digest(changed(["candidates", turned])) == sheet_digest(GOOD)


def test_fingerprints_of_old_records_stay_what_they_were():
    sheet = changed(["write_ins", 0, "name", "吴大姐"])
    assert sheet_digest(sheet) == "85bce4f819aabf9cec2148b8f84b2cef4fc57105ffbc71dc2dc2849f606f5376"
    printed = ["write_ins", [{"name": "A", "person": "p1", "votes": 10}]]
    (fired,) = of_code("J407", printed)
    finding = replace(fired, facts={**fired.facts, "name": "向四"})
    assert data_digest(sheet, finding) == FINDING
    ruling = Ruling("J104", "boxes[0].seal_opened", "d1", "运送途中破损", ("李", "吴"))
    assert rulings_digest([ruling]) == RULING


# Votes against valid papers


def counted(collected, valid, void, blank=0):
    return ["count", {"collected": collected, "valid": valid, "void": void, "blank": blank}]


def approvals(**votes):
    marks = {name: {"approve": n, "oppose": 0, "abstain": 0} for name, n in votes.items()}
    return ["candidates", marks]


NO_WRITE_INS = ["write_ins", []]
VOTES = [
    # J408, J409: ten papers and three in a hundred of those collected
    ("J408", 1, [counted(333, 323, 10)], True),
    ("J408", 1, [counted(334, 324, 10)], False),
    ("J408", 1, [counted(100, 91, 9)], False),
    ("J409", 1, [counted(333, 333, 0, 10)], True),
    ("J409", 1, [counted(334, 334, 0, 10)], False),
    # J403, J404: choosing papers hold as many votes as seats, and at least one each
    ("J403", 2, [counted(100, 90, 10, 10), approvals(A=80, B=80), NO_WRITE_INS], False),
    ("J403", 2, [counted(100, 90, 10, 10), approvals(A=80, B=81), NO_WRITE_INS], True),
    ("J404", 2, [counted(100, 90, 10, 10), approvals(A=40, B=40), NO_WRITE_INS], False),
    ("J404", 2, [counted(100, 90, 10, 10), approvals(A=40, B=39), NO_WRITE_INS], True),
    # J405: one seat, as many votes as choosing papers
    ("J405", 1, [counted(100, 90, 10, 10), approvals(A=40, B=40), NO_WRITE_INS], False),
    ("J405", 1, [counted(100, 90, 10, 10), approvals(A=40, B=39), NO_WRITE_INS], True),
    ("J405", 2, [counted(100, 90, 10, 10), approvals(A=40, B=41), NO_WRITE_INS], False),
    # J406: nobody has more votes than papers choose
    ("J406", 2, [counted(100, 90, 10, 10), approvals(A=80, B=1), NO_WRITE_INS], False),
    ("J406", 2, [counted(100, 90, 10, 10), approvals(A=81, B=1), NO_WRITE_INS], True),
    ("J406", 1, [counted(100, 90, 10, 90), approvals(A=0, B=0), NO_WRITE_INS], False),
    ("J406", 1, [counted(100, 90, 10, 91), approvals(A=0, B=0), NO_WRITE_INS], True),
    # J411: of fifty valid papers, none or all approve
    ("J411", 1, [counted(50, 50, 0), approvals(A=50, B=1)], True),
    ("J411", 1, [counted(50, 50, 0), approvals(A=49, B=1)], False),
    ("J411", 1, [counted(50, 50, 0), approvals(A=49, B=0)], True),
    ("J411", 1, [counted(49, 49, 0), approvals(A=49, B=0)], False),
]


@pytest.mark.parametrize(("code", "seats", "changes", "fires"), VOTES)
def test_votes_fit_the_papers_to_the_last_one(code, seats, changes, fires):
    assert bool(of_code(code, NO_BUNDLES, *changes, seats=seats)) is fires


def written(votes):
    return ["write_ins", [{"name": "W", "person": "p1", "votes": votes}]]


WRITTEN = [
    # more than half of T, whoever leads
    (1, [approvals(A=400, B=1), written(301)], True),
    (1, [approvals(A=400, B=1), written(300)], False),
    # leads a seat: fewer persons have more votes than there are seats
    (1, [approvals(A=100, B=1), written(101)], True),
    (1, [approvals(A=100, B=1), written(100)], True),
    (1, [approvals(A=100, B=1), written(99)], False),
    (2, [approvals(A=100, B=1), written(99)], True),
    (2, [approvals(A=100, B=100), written(99)], False),
    (1, [approvals(A=0, B=0), written(1)], True),
    (1, [approvals(A=0, B=0), written(0)], False),
]


@pytest.mark.parametrize(("seats", "changes", "fires"), WRITTEN)
def test_a_write_in_is_looked_into_when_it_matters(seats, changes, fires):
    found = of_code("J410", NO_BUNDLES, *changes, seats=seats)
    assert [(f.facts["right"], f.paths) for f in found] == (
        [(301, ("write_ins[0].votes",))] if fires else []
    )


@pytest.mark.parametrize(("decided", "fires"), [(True, False), (False, False), (None, True)])
def test_a_decided_write_in_is_not_asked_again(decided, fires):
    changes = [NO_BUNDLES, approvals(A=1, B=1), written(5)]
    assert bool(of_code("J410", *changes, eligibility={"W": decided})) is fires


@pytest.mark.parametrize(("votes", "fires"), [(101, True), (100, False)])
def test_in_a_session_a_write_in_matters_from_half_of_all_deputies(votes, fires):
    marks = {"approve": 150, "oppose": 0, "abstain": 10}
    sheet = session(
        candidates={"A": marks}, write_ins=[{"name": "W", "person": "p1", "votes": votes}]
    )
    found = in_session(sheet, eligibility={}).findings
    assert [f.facts["right"] for f in found if f.code == "J410"] == ([101] if fires else [])


def in_a_bundle(valid, **votes):
    count = {"collected": valid, "valid": valid, "void": 0, "blank": 0}
    marks = approvals(**votes)[1]
    return {"count": count, "candidates": marks, "write_ins": []}


def swapped(valid, total, here, whole=100):
    """The J412 findings of one bundle, with totals of the sheet and votes in the bundle."""
    one = in_a_bundle(valid, **here)
    changes = [counted(whole, whole, 0), approvals(**total), NO_WRITE_INS, ["bundles", [one]]]
    changes += [[*V, whole], turnout(whole)]
    found = of_code("J412", *changes, second_counts=changed(["bundles", [one]]).bundles, seats=3)
    return [(f.facts["one"], f.facts["other"], f.facts["left"], f.facts["right"]) for f in found]


def test_two_shares_forty_points_apart_in_opposite_ways_are_perhaps_swapped():
    even = {"A": 40, "B": 40}
    assert swapped(50, even, {"A": 30, "B": 10}) == [("A", "B", 30, 10)]
    assert swapped(50, even, {"A": 10, "B": 30}) == [("A", "B", 10, 30)]
    assert swapped(50, even, {"A": 29, "B": 10}) == []
    assert swapped(50, even, {"A": 30, "B": 11}) == []
    assert swapped(50, even, {"A": 30, "B": 30}) == []
    assert swapped(50, even, {"A": 10, "B": 10}) == []


def test_a_small_bundle_or_the_only_one_is_not_compared():
    assert swapped(49, {"A": 40, "B": 40}, {"A": 35, "B": 5}) == []
    assert swapped(100, {"A": 40, "B": 40}, {"A": 40, "B": 0}) == []
    assert swapped(51, {"A": 40, "B": 40}, {"A": 40, "B": 0}) == [("A", "B", 40, 0)]
    assert swapped(99, {"A": 40, "B": 40}, {"A": 0, "B": 40}) == [("A", "B", 0, 40)]
    assert swapped(100, {"A": 80, "B": 40}, {"A": 40, "B": 60}) == []


def test_forty_points_are_forty_to_the_last_vote():
    even = {"A": 500, "B": 500}
    assert swapped(1000, even, {"A": 450, "B": 50}, whole=2000) == [("A", "B", 450, 50)]
    odd = {"A": 501, "B": 500}
    assert swapped(1000, odd, {"A": 450, "B": 50}, whole=2000) == []


def test_every_pair_of_candidates_is_compared():
    total = {"A": 20, "B": 40, "C": 40}
    assert swapped(50, total, {"A": 10, "B": 30, "C": 10}) == [("B", "C", 30, 10)]
    assert swapped(50, total, {"A": 10, "B": 20, "C": 20}) == []
    assert swapped(50, {"A": 40, "B": 20, "C": 40}, {"A": 30, "B": 10, "C": 10}) == [
        ("A", "C", 30, 10)
    ]


# Names written in


def rows(*names):
    return ["write_ins", [{"name": n, "person": p, "votes": 1} for n, p in names]]


REPEATED = [
    ((("W", "p1"), ("Y", "p2")), []),
    ((("W", "p1"), ("Y", "p1")), [("write_ins[1].name", "write_ins[0].name")]),
    ((("W", None), ("Y", None)), []),
    ((("W", None), ("W", None)), [("write_ins[1].name", "write_ins[0].name")]),
    ((("W", "p1"), ("W", None)), [("write_ins[1].name", "write_ins[0].name")]),
    ((("W", None), ("W", "p1")), [("write_ins[1].name", "write_ins[0].name")]),
    ((("W", "p1"), ("W", "p2")), []),
    ((("W", "p1"), ("W", "p1")), [("write_ins[1].name", "write_ins[0].name")]),
    ((("A", "p1"), ("W", "p2")), [("write_ins[0].name",)]),
    ((("V", "p9"), ("W", "p1"), ("W", "p1")), [("write_ins[2].name", "write_ins[1].name")]),
]


@pytest.mark.parametrize(("names", "paths"), REPEATED)
def test_a_name_stands_once_among_those_written_in(names, paths):
    assert [f.paths for f in of_code("J407", NO_BUNDLES, rows(*names))] == paths
