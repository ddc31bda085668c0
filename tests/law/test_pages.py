"""The pages of docs/law follow from the law, and every article has one status."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from huanjie.cli.main import app
from huanjie.law.article import ELECTION_LAW
from huanjie.law.pages import Status, entries, implemented, pages, rules
from huanjie.law.pages.gather import read_entries

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "law" / "cases"
SOURCE = ROOT / "src" / "huanjie"
MADE = pages(CASES, SOURCE)
runner = CliRunner()


@pytest.mark.parametrize("name", MADE)
def test_the_page_is_current(name):
    path = ROOT / "docs" / "law" / name
    assert path.exists(), "write it with `huanjie law pages`"
    assert path.read_text("utf-8") == MADE[name], "bring it up to date with `huanjie law pages`"


def test_no_page_is_left_over():
    assert {path.name for path in (ROOT / "docs" / "law").iterdir()} == MADE.keys()


def test_every_article_of_the_election_law_has_one_status():
    assert list(entries()) == list(range(1, 61))
    assert all(isinstance(entry.status, Status) for entry in entries().values())
    assert entries()[45].article == ELECTION_LAW[45]


@pytest.mark.parametrize("number", range(1, 61))
def test_what_is_computed_or_recorded_has_a_rule_and_nothing_else_has(number):
    held = entries()[number].status in (Status.COMPUTED, Status.RECORDED)
    assert (number in implemented()) is held


def test_every_rule_says_what_it_answers():
    assert [rule.name for rule in rules() if not rule.says] == []


def test_the_command_writes_the_pages_and_compares_them(tmp_path):
    asked = ["law", "pages", "--out", str(tmp_path / "law"), "--cases", str(CASES)]
    assert runner.invoke(app, [*asked, "--check"]).exit_code == 1
    assert runner.invoke(app, asked).exit_code == 0
    assert runner.invoke(app, [*asked, "--check"]).exit_code == 0


def test_an_article_left_out_is_seen():
    row = '[2]\nzh = "x"\nwords = "x"\nstatus = "human"\nreason = "x"\n'
    with pytest.raises(ValueError, match="every article"):
        read_entries(row)


def test_pages_can_be_made_before_there_are_cases(tmp_path):
    assert "Cases:" not in pages(tmp_path, SOURCE)["seats.md"]
