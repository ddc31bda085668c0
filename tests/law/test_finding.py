"""Findings, their words, the fractions, and the gate of a procedure."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.law import catalogue as words
from huanjie.law.arithmetic import at_least, ceil_share, floor_share, majority_line, more_than_half
from huanjie.law.article import ELECTION_LAW
from huanjie.law.catalogue import catalogue, in_words, next_step, sentence, typist_sentence
from huanjie.law.finding import Finding, Severity, WrongInput, blocking
from huanjie.law.procedure import IllegalMove, Procedure


def finding(severity=Severity.ERROR, code="invalid-turnout", **facts):
    return Finding(code, ELECTION_LAW[45, 1], severity, facts)


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.ERROR, True),
        (Severity.MANUAL, True),
        (Severity.WARN, False),
        (Severity.OUTCOME, False),
        (Severity.INFO, False),
    ],
)
def test_errors_and_open_points_stop_a_step(severity, expected):
    assert finding(severity).is_blocking is expected
    assert bool(blocking([finding(severity)])) is expected


def test_a_question_that_cannot_be_asked_names_its_field():
    wrong = WrongInput("seats", "too few")
    assert (wrong.field, wrong.reason, str(wrong)) == ("seats", "too few", "seats: too few")


def test_a_sentence_carries_its_figures_in_both_languages():
    short = finding(participants=500, roll=1000, line=501)
    assert sentence(short).startswith("参加投票500人，选民1000人，过半数须501人")
    assert sentence(short, "en").startswith("500 of 1000 voters")
    assert next_step(short).startswith("由选举委员会")
    assert next_step(short, "en").startswith("The committee")
    assert typist_sentence(short) == sentence(short)


def test_an_unknown_code_has_no_words():
    with pytest.raises(KeyError):
        sentence(finding(code="no-such-code"))


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (None, "—", "—"),
        (True, "是", "yes"),
        (False, "否", "no"),
        (7, "7", "7"),
        ("甲", "甲", "甲"),
        (date(2026, 12, 20), "2026年12月20日（星期日）", "2026-12-20"),
        (("甲", "乙"), "甲、乙", "甲, 乙"),
        ((), "—", "—"),
        (Fraction(1, 3), "1/3", "1/3"),
        (Fraction(4, 2), "2", "2"),
    ],
)
def test_a_figure_is_written_as_the_reader_writes_it(fact, zh, en):
    assert (in_words(fact, "zh"), in_words(fact, "en")) == (zh, en)


def test_every_code_has_four_texts():
    for wording in catalogue().values():
        texts = (wording.zh, wording.en, wording.next_zh, wording.next_en)
        assert all(texts), wording.code


def test_two_chapters_cannot_claim_one_code(tmp_path, monkeypatch):
    row = '[same]\nzh = "x"\nen = "x"\nnext_zh = "x"\nnext_en = "x"\n'
    (tmp_path / "messages").mkdir()
    for name in ("a.toml", "b.toml", "c.txt"):
        (tmp_path / "messages" / name).write_text(row)
    monkeypatch.setattr(words, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match="same stands in a and in b"):
        catalogue.__wrapped__()


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (500, 1000, False),
        (501, 1000, True),
        (500, 1001, False),
        (501, 1001, True),
        (0, 0, False),
    ],
)
def test_more_than_half_is_strict(part, whole, expected):
    assert more_than_half(part, whole) is expected


@given(st.integers(0, 10**6))
def test_the_majority_line_is_the_first_number_over_half(whole):
    line = majority_line(whole)
    assert more_than_half(line, whole)
    assert not more_than_half(line - 1, whole)


@given(st.integers(0, 10**6), st.fractions(0, 1))
def test_shares_are_exact_on_both_sides(whole, share):
    up, down = ceil_share(whole, share), floor_share(whole, share)
    assert at_least(up, share, whole)
    assert not at_least(up - 1, share, whole)
    assert down <= share * whole < down + 1


GATE = Procedure("door", "shut", {("shut", "open"): "ajar", ("ajar", "close"): "shut"})


def test_a_procedure_is_the_only_gate():
    assert GATE.after("shut", "open") == "ajar"
    assert (GATE.states, GATE.all_moves) == (("shut", "ajar"), ("open", "close"))
    assert (GATE.may("ajar", "close"), GATE.may("ajar", "open")) == (True, False)
    assert GATE.open_moves("ajar") == ("close",)
    with pytest.raises(IllegalMove, match="door: «open» is not a move from «ajar»") as refused:
        GATE.after("ajar", "open")
    assert (refused.value.procedure, refused.value.state, refused.value.move) == (
        "door",
        "ajar",
        "open",
    )
