"""The paper's own fields: how they are named, cleaned, and handed to the law."""

import pytest

from huanjie.law.sheet import Heading, fields
from huanjie.office.counting.paper import (
    BoxRow,
    Layout,
    cleaned,
    differing,
    expected,
    figure,
    sheet_of,
    shown_path,
    unknown_paths,
)

BOXES = (BoxRow(3, "station", "村部", "A", "A"), BoxRow(7, "mobile", "流动", "", ""))
LAYOUT = Layout(Heading("430001101000", "1", "first", "王一、李二"), BOXES, ("王一", "李二"), 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12", 12), ("１２", 12), (" 1 200 ", 1200), ("", ""), ("-1", "-1"), ("1.5", "1.5"),
     ("十二", "十二"), ("²", 2), ("9" * 10, "9" * 10)],
)  # fmt: skip
def test_digits_are_digits_in_any_width_and_nothing_else_is(typed: str, kept: object) -> None:
    assert figure(typed) == kept


def test_a_cell_of_ten_million_characters_is_cut() -> None:
    assert len(str(figure("甲" * 10_000_000))) == 60


def test_empty_fields_are_left_out_and_texts_stay_texts() -> None:
    typed = {"disputed": " ", "write_ins[1].name": " １号 ", "boxes[3].seal_closed": "007"}
    assert cleaned(typed) == {"write_ins[1].name": "１号", "boxes[3].seal_closed": "007"}


def test_paths_that_no_paper_has_are_named() -> None:
    known = dict.fromkeys(expected(LAYOUT, {"write_ins[1].votes": 3}), 0)
    assert unknown_paths(known) == ()
    for path in ("points[1].stolen", "count", "candidates[].approve", "write_ins[1].seal_closed"):
        assert unknown_paths({path: 1}) == (path,)


def test_rows_of_the_paper_go_by_their_box_numbers() -> None:
    values = {"boxes[7].own": 5, "bundles[7].valid": 4, "bundles[3].candidates[王一].approve": 2}
    sheet = sheet_of(values, LAYOUT)
    assert [box.code for box in sheet.boxes] == ["3", "7"]
    assert (sheet.boxes[1].own, sheet.bundles[1].count.valid) == (5, 4)
    assert (sheet.boxes[0].seal_closed, sheet.boxes[1].seal_closed) == ("A", None)
    for path, shown in (
        ("boxes[1].own", "boxes[7].own"),
        ("bundles[0].count.valid", "bundles[3].valid"),
        ("turnout.proxy", "turnout.proxy"),
        ("signatures", "signed.scrutineer"),
    ):
        assert shown_path(path, LAYOUT, values) == shown


def test_a_box_that_was_never_sent_out_keeps_its_row() -> None:
    sheet = sheet_of({"boxes[9].own": 5, "boxes[9].kind": "选举大会"}, LAYOUT)
    assert [(box.code, box.kind) for box in sheet.boxes][2] == ("9", "assembly")


def test_a_written_name_has_no_vote_in_a_bundle_that_does_not_list_it() -> None:
    values = {
        "write_ins[1].name": "周七",
        "write_ins[1].votes": 3,
        "bundles[3].write_ins[1].votes": 3,
    }
    sheet = sheet_of(values, LAYOUT)
    assert [len(bundle.write_ins) for bundle in sheet.bundles] == [1, 0]
    assert sheet.write_ins[0].votes == 3


def test_every_field_of_the_record_but_boxes_kinds_is_on_the_paper() -> None:
    paper = {path.partition("[")[0].partition(".")[0] for path in expected(LAYOUT, {})}
    record = {path.partition("[")[0].partition(".")[0] for path in fields(sheet_of({}, LAYOUT))}
    assert record - {"signatures"} == paper - {"signed"}


def test_two_typings_differ_where_either_has_another_figure_or_none() -> None:
    first = {"disputed": 1, "count.valid": 2, "roll.voters": 9}
    second = {"roll.voters": 9, "count.valid": 3, "count.void": 4, "disputed": 0}
    assert differing(first, second, LAYOUT) == ("count.valid", "count.void", "disputed")
