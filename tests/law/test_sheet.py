"""The record of a count: its fields, what checks hide, rulings, sessions, its course."""

import json
from dataclasses import replace

import pytest

from huanjie.law.catalogue import next_step, sentence, typist_sentence
from huanjie.law.finding import Severity, WrongInput
from huanjie.law.procedure import IllegalMove
from huanjie.law.sheet import (
    SHEET,
    Declaration,
    Determination,
    Marks,
    MobileCrew,
    Ruling,
    Sheet,
    WriteIn,
    check_second_typist,
    clear,
    data_digest,
    field_numbers,
    fields,
    rulings_digest,
    sheet_digest,
)
from tests.law.sheet_cases import (
    GOOD,
    HEADING,
    changed,
    codes,
    in_session,
    record,
    report,
    session,
)

# The record


def test_a_sheet_survives_the_way_through_json():
    assert Sheet.from_json(json.loads(json.dumps(GOOD.to_json()))) == GOOD


def test_what_is_no_whole_number_becomes_none():
    assert changed(["roll", "voters", "12a"]).roll.voters is None
    assert changed(["roll", "voters", True]).roll.voters is None
    assert Sheet.from_json({}).account.printed is None


def test_a_field_that_the_paper_does_not_have_is_refused():
    with pytest.raises(TypeError):
        changed(["roll", "voter", 12])


def test_fields_go_by_their_path_in_the_order_of_the_paper():
    values = fields(GOOD)
    assert values["boxes[2].collected"] == 15
    assert values["candidates[A].approve"] == 400
    assert values["bundles[1].candidates[B].oppose"] == 100
    numbers = field_numbers(GOOD)
    assert (numbers["roll.voters"], list(numbers)) == (1, list(values))


def test_the_fingerprint_changes_with_the_data():
    assert sheet_digest(GOOD) == sheet_digest(Sheet.from_json(record()))
    assert sheet_digest(GOOD) != sheet_digest(changed(["disputed", 3]))


V = ["roll", "voters"]
NO_BUNDLES = ["bundles", []]


def test_a_wrong_sheet_hides_every_other_fault():
    found = report(changed(["heading", "layout", "xyz"], ["disputed", None], ["count", "void", 9]))
    assert codes(found) == {"J101"}
    assert {"J003", "J401"} <= {finding.code for finding in found.hidden}


@pytest.mark.parametrize(
    ("narrow", "general", "changes", "more"),
    [
        ("J004", "J303", [["turnout", "in_person", 1001]], {}),
        ("J105", "J501", [["boxes", 0, "collected", 394]], {"dispatched": frozenset()}),
        ("J201", "J203", [["points", 0, "unused", 144]], {}),
        ("J302", "J301", [["points", 0, "issued", 399], ["boxes", 0, "own", 379]], {}),
        ("J305", "J304", [["count", "collected", 601], ["boxes", 0, "collected", 396]], {}),
        ("J405", "J403", [["candidates", "A", "approve", 401], NO_BUNDLES], {}),
        ("J406", "J405", [["candidates", "A", "approve", 581], NO_BUNDLES], {}),
        ("J503", "J502", [["bundles", 0, "count", "valid", 294]], {}),
    ],
)
def test_a_narrower_check_hides_the_general_one(narrow, general, changes, more):
    found = report(changed(*changes), **more)
    assert narrow in codes(found)
    assert general not in codes(found)
    assert general in {finding.code for finding in found.hidden}


@pytest.mark.parametrize("changes", [[["count", "collected", 601]], [[*V, 1200]]])
def test_an_invalid_vote_is_not_counted_and_needs_no_votes(changes):
    uncounted = [
        ["count", "valid", None],
        ["count", "void", None],
        ["count", "blank", None],
        ["candidates", {}],
        ["write_ins", []],
        ["bundles", []],
        ["disputed", None],
    ]
    found = report(changed(*changes, *uncounted), determination=None)
    assert not any(code.startswith(("J4", "J6")) for code in codes(found))
    assert "J003" not in codes(found)


def test_an_excess_in_one_entry_alone_is_a_difference():
    found = report(changed(["count", "collected", 601]), other_entry=GOOD)
    assert "J305" not in codes(found)
    assert "J001" in codes(found)


def test_proxies_from_elsewhere_make_their_number_a_warning():
    found = report(changed(["turnout", "proxy", 1756]), outside_proxies=True)
    severities = {f.code: f.severity for f in (*found.findings, *found.hidden)}
    assert severities["J309"] is Severity.WARN


def test_a_pack_raises_a_severity_and_never_lowers_one():
    short = {"crews": {"M1": MobileCrew(1, 0)}}
    assert report(**short).may_be_final
    assert not report(**short, raised={"J106": Severity.ERROR}).may_be_final
    lowered = report(changed(["disputed", 3]), other_entry=GOOD, raised={"J001": Severity.INFO})
    assert not lowered.may_be_final


def test_a_primary_is_not_determined():
    sheet = changed(["heading", "round", "primary"], [*V, 1900])
    opened = replace(HEADING, round="primary")
    found = report(sheet, opened=opened, determination=None, second_counts=GOOD.bundles)
    assert not {"J306", "J003"} & codes(found)


def test_series_six_does_not_keep_a_sheet_from_being_final():
    found = report(determination=Determination((), "tie", ("A", "B"), margin=99))
    assert found.may_be_final
    assert not found.may_be_declared


def test_a_typist_does_not_see_what_is_kept_elsewhere():
    sheet = changed(["count", "void", 9], NO_BUNDLES)
    found = report(sheet, opened=None, determination=None)
    assert codes(found) == {"J003", "J401"}
    assert [finding.code for finding in found.of_entry] == ["J401"]


def test_a_finding_carries_both_sides_and_the_values():
    found = report(changed(["count", "void", 9]), second_counts=GOOD.bundles)
    finding = next(f for f in (*found.findings, *found.hidden) if f.code == "J401")
    assert (finding.facts["left"], finding.facts["right"], finding.facts["difference"]) == (
        599,
        600,
        -1,
    )
    assert finding.facts["count.void"] == "9"
    assert finding.paths == ("count.valid", "count.void", "count.collected")


# Rulings


def test_a_ruling_clears_one_code_on_one_path_for_one_data_version():
    sheet = changed(["boxes", 0, "seal_opened", "8"], ["boxes", 1, "seal_opened", "8"])
    first = report(sheet)
    seals = [f for f in first.findings if f.code == "J104"]
    ruling = clear(seals[0], sheet, reason="torn on the way", names=("Li", "Wu"))
    second = report(sheet, [ruling])
    assert [f.paths for f in second.findings if f.code == "J104"] == [seals[1].paths]
    assert second.cleared == (seals[0],)
    later = changed(["boxes", 0, "seal_opened", "9"])
    assert [f.code for f in report(later, [ruling]).findings] == ["J104"]


def test_a_cleared_check_hides_nothing():
    sheet = changed(["points", 0, "unused", 144])
    fault = next(f for f in report(sheet).findings if f.code == "J201")
    ruling = clear(fault, sheet, reason="one ballot eaten by mice", names=("Li", "Wu"))
    assert codes(report(sheet, [ruling])) == {"J203"}


@pytest.mark.parametrize(
    ("code", "changes", "more"),
    [
        ("J001", [], {"other_entry": changed(["disputed", 3])}),
        ("J003", [["disputed", None]], {}),
        ("J101", [["heading", "layout", "xyz"]], {}),
        ("J306", [[*V, 1200]], {}),
    ],
)
def test_some_findings_no_ruling_clears(code, changes, more):
    sheet = changed(*changes)
    fault = next(f for f in report(sheet, **more).findings if f.code == code)
    ruling = clear(fault, sheet, reason="please", names=("Li", "Wu"))
    assert fault in report(sheet, [ruling], **more).findings


def test_a_finding_without_a_field_is_ruled_upon_as_well():
    more = {"declaration": Declaration(("A",), "old", "r1", rulings_digest(()))}
    fault = report(**more).findings[0]
    assert (fault.code, clear(fault, GOOD, reason="x", names=("a", "b")).path) == ("J605", "")
    ruling = Ruling("J605", "", data_digest(GOOD, fault), "x", ("a", "b"))
    assert "J605" in {f.code for f in report(GOOD, [ruling], **more).findings}


@pytest.mark.parametrize(("reason", "names"), [(" ", ("Li", "Wu")), ("x", ("Li", "Li")), ("x", ())])
def test_a_ruling_bears_a_reason_and_two_names(reason, names):
    with pytest.raises(WrongInput):
        Ruling("J104", "x", "y", reason, names)


# Sessions


def test_a_session_needs_no_points_boxes_or_proxies():
    assert codes(in_session(session())) == set()


@pytest.mark.parametrize(("present", "code"), [(133, "J306"), (201, "J303"), (159, "J303")])
def test_a_session_is_checked_for_its_attendance(present, code):
    roll, turnout = {"voters": 200, "present": present}, {"in_person": min(present, 160)}
    if code == "J303":
        turnout = {"in_person": 160}
    assert code in codes(in_session(session(roll=roll, turnout=turnout)))


def said_in_session(code, sheet, **more):
    found = in_session(sheet, **more)
    codes(found)
    fired = [f for f in (*found.findings, *found.hidden) if f.code == code]
    return [(f.facts["left"], f.facts["right"], f.paths) for f in fired]


@pytest.mark.parametrize(("deputies", "present", "line"), [(200, 133, 134), (201, 133, 134)])
def test_a_missing_quorum_says_how_many_two_thirds_are(deputies, present, line):
    sheet = session(roll={"voters": deputies, "present": present}, turnout={"in_person": present})
    assert said_in_session("J306", sheet) == [(present, line, ("roll.present", "roll.voters"))]


def test_a_session_has_no_more_voters_than_present_nor_present_than_deputies():
    sheet = session(roll={"voters": 155, "present": 159})
    assert said_in_session("J303", sheet) == [
        (160, 159, ("turnout.in_person", "roll.present")),
        (159, 155, ("roll.present", "roll.voters")),
    ]


@pytest.mark.parametrize(
    ("name", "votes", "path"),
    [("B", 45, "candidates[B].approve"), ("W", 5, "write_ins[0].votes")],
)
def test_a_session_winner_short_of_the_line_shows_votes_and_line(name, votes, path):
    found = said_in_session("J604", session(), determination=Determination((name,), margin=99))
    assert found == [(votes, 101, (path, "roll.voters"))]


def test_half_of_all_deputies_is_not_more_than_half():
    marks = {"approve": 100, "oppose": 60, "abstain": 0}
    short = session(candidates={"A": marks})
    assert said_in_session("J604", short, determination=Determination(("A",), margin=99))
    marks = {"approve": 101, "oppose": 59, "abstain": 0}
    enough = session(candidates={"A": marks})
    assert not said_in_session("J604", enough, determination=Determination(("A",), margin=99))


def test_a_quorum_of_exactly_two_thirds_is_enough():
    sheet = session(roll={"voters": 240, "present": 160})
    assert "J306" not in codes(in_session(sheet, determination=Determination(())))


@pytest.mark.parametrize(
    ("name", "round_", "fires"),
    [
        ("A", "first", False),
        ("B", "first", True),
        ("W", "first", True),
        ("B", "tie_revote", False),
    ],
)
def test_a_winner_in_a_session_has_more_than_half_of_all_deputies(name, round_, fires):
    sheet = session(heading=record()["heading"] | {"round": round_})
    found = in_session(
        sheet,
        opened=replace(HEADING, round=round_),
        determination=Determination((name,), margin=99),
        eligibility={"W": True},
    )
    assert ("J604" in codes(found)) is fires
    in_session(sheet, determination=None)


def test_a_write_in_of_a_session_is_measured_by_all_deputies():
    sheet = session(write_ins=[{"name": "W", "person": "p1", "votes": 120}])
    assert "J410" in codes(in_session(sheet, seats=1))


# The course of a sheet


@pytest.mark.parametrize("state", SHEET.states)
@pytest.mark.parametrize("move", SHEET.all_moves)
def test_the_sheet_answers_every_state_and_move(state, move):
    if SHEET.may(state, move):
        assert SHEET.after(state, move) in SHEET.states
    else:
        with pytest.raises(IllegalMove):
            SHEET.after(state, move)


def test_two_agreeing_entries_make_a_sheet_final():
    state = SHEET.initial
    for move in ("start_first", "finish", "start_second", "differ", "return_fields", "agree"):
        state = SHEET.after(state, move)
    assert SHEET.after(state, "finalise") == "final"


def test_the_second_entry_is_made_by_another_person():
    assert check_second_typist("Li", "Wu") == ()
    finding = check_second_typist("Li", "Li")[0]
    assert sentence(finding)
    assert next_step(finding)
    assert typist_sentence(finding) == sentence(finding)


def test_parts_of_a_sheet_are_plain_values():
    assert Marks(1, 2, 3) == Marks(approve=1, oppose=2, abstain=3)
    assert WriteIn("W", None, 3).votes == 3
