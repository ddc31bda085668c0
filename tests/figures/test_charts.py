"""Charts: sound XML, escaped words, a description, the same text every time."""

import re
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from huanjie.figures import charts
from huanjie.figures.svg import at, figure, percent
from huanjie.figures.timeline import name_of

NASTY = '<script>&"麻'
SVG = "{http://www.w3.org/2000/svg}"


def draw_all() -> dict[str, str]:
    entry, stair = charts.Entry, charts.Stair
    return {
        "timeline": charts.timeline(
            [charts.Limit(-20, NASTY), charts.Limit(60, "首次会议", is_broken=True)],
            [charts.Block(-90, -85, "成立", "●"), charts.Block(30, 59, "会议")],
            election_day=date(2026, 12, 20),
            today=-23,
        ),
        "balance": charts.balance(
            entry("上届", 218430), [entry(NASTY, 6120)], [entry("迁出", 4102)],
            entry("本届", 220448),
        ),
        "bars": charts.bars(
            [charts.Bar(NASTY, 5, "●"), charts.Bar("乙", 0)],
            title="进度", limit=charts.Threshold(4, "应到 4"),
        ),
        "histogram": charts.histogram(
            [Fraction(-11, 100), Fraction(0), Fraction(1, 10)],
            tolerance=Fraction(1, 10), title=NASTY, best=Fraction(6, 100),
        ),
        "progress": charts.progress_bar(3, 17, label=NASTY),
        "staircase": charts.staircase(
            [stair("选民", 600), stair("参加投票", 470)],
            [charts.CandidateStair(NASTY, 300, "●", "当选"), charts.CandidateStair("吴强", 12)],
            turnout=charts.Threshold(300, "须超过 300"),
            majority=charts.Threshold(Fraction(471, 2), "须超过 235.5"),
        ),
        "mark": charts.status_mark("◇", NASTY),
    }  # fmt: skip


@pytest.mark.parametrize("name", draw_all())
def test_a_chart_is_sound_says_what_it_shows_and_never_varies(name):
    drawing = draw_all()[name]
    root = ET.fromstring(drawing)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    assert "<script" not in drawing
    assert NASTY in "".join(root.itertext())
    assert drawing == draw_all()[name]
    assert "nan" not in drawing


@pytest.mark.parametrize("name", draw_all())
def test_nothing_is_drawn_outside_the_picture(name):
    root = ET.fromstring(draw_all()[name])
    width, height = float(root.get("width")), float(root.get("height"))
    for box in root.iter(f"{SVG}rect"):
        assert float(box.get("x")) >= 0
        assert float(box.get("x")) + float(box.get("width")) <= width
        assert float(box.get("y")) + float(box.get("height")) <= height
    for words in root.iter(f"{SVG}text"):
        assert 0 <= float(words.get("x")) <= width
        assert 0 <= float(words.get("y")) <= height
        assert int(words.get("font-size")) >= 12


def test_on_paper_no_variable_is_left():
    paper = charts.for_paper(draw_all()["staircase"])
    assert "var(" not in paper
    assert "#B5402A" in paper


def test_a_balance_that_comes_out_says_nothing_and_one_that_does_not_says_by_how_much():
    opening, added = charts.Entry("上届", 1000), [charts.Entry("迁入", 20)]
    good = charts.balance(opening, added, [], charts.Entry("本届", 1020))
    bad = charts.balance(opening, added, [], charts.Entry("本届", 1019))
    assert "尚未平衡" not in good
    assert "差 \u22121，尚未平衡" in bad


def test_a_cut_scale_says_where_it_begins_and_a_whole_one_does_not():
    opening = charts.Entry("上届", 1000)
    small = charts.balance(opening, [charts.Entry("迁入", 20)], [], charts.Entry("本届", 1020))
    large = charts.balance(opening, [charts.Entry("迁入", 500)], [], charts.Entry("本届", 1500))
    assert "横轴从" in small
    assert "横轴从" not in large


def test_nothing_at_all_is_drawn_too():
    for drawing in (
        charts.bars([], title="空"),
        charts.histogram([], tolerance=Fraction(1, 10), title="空"),
        charts.progress_bar(0, 0, label="空"),
        charts.timeline([], [], election_day=date(2026, 12, 20), today=None),
        charts.balance(charts.Entry("上届", 0), [], [], charts.Entry("本届", 0)),
    ):
        ET.fromstring(drawing)


def test_a_deviation_on_the_tolerance_is_within_it():
    drawing = charts.histogram([Fraction(1, 10)], tolerance=Fraction(1, 10), title="偏差")
    assert "0 个超过" in drawing
    assert not re.search(r"<rect[^>]*--chart-accent", drawing)


def test_only_what_is_beyond_the_tolerance_is_in_the_accent():
    shares = [Fraction(1, 10), Fraction(12, 100), Fraction(-10, 100)]
    drawing = charts.histogram(shares, tolerance=Fraction(1, 10), title="偏差")
    assert len(re.findall(r"<rect[^>]*--chart-accent", drawing)) == 1


def test_every_status_has_its_own_shape_and_no_other_sign_is_taken():
    assert len({charts.status_mark(sign, "") for sign in charts.MARKS}) == 6
    with pytest.raises(ValueError, match="x"):
        charts.status_mark("x", "")


def test_figures_are_written_as_the_house_writes_them():
    assert figure(-1234567) == "\u22121\u2009234\u2009567"
    assert percent(Fraction(1, 16), 2) == "6.25\u2009%"
    assert percent(Fraction(5, 10000)) == "0.1\u2009%"
    assert (at(-0.01), at(1.25), at(10)) == ("0", "1.2", "10")
    assert (name_of(-3), name_of(0), name_of(4)) == ("E\u22123", "E", "E+4")
