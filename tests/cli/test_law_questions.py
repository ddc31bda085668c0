"""The questions of `huanjie law`: options or a file in, a table or JSON out, an exit status."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from huanjie.cli.law.ask import QUESTIONS
from huanjie.cli.main import app

runner = CliRunner()


def law(*arguments: str, status: int = 0) -> str:
    result = runner.invoke(app, ["law", *arguments])
    assert result.exit_code == status, result.output
    return result.output


def of_file(folder: Path, text: str, name: str = "asked.toml") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_a_quota_by_options():
    assert "总名额: 79" in law("quota", "--population", "52345", "--unit-type", "town")


def test_a_quota_that_breaks_the_law_ends_with_one():
    asked = ("quota", "--population", "52345", "--unit-type", "town", "--total", "90")
    words = law(*asked, status=1)
    assert "quota-above-formula" in words
    assert "选举法第十二条第二款" in words
    english = law(*asked, "--english", status=1)
    assert "Election Law, Art. 12 para. 2" in english


def test_an_apportionment_by_options_and_by_file(tmp_path):
    asked = ("--area", "东=900", "--area", "西=90", "--unit-type", "county")
    assert "西" in law("apportion", "--seats", "10", *asked)
    path = of_file(
        tmp_path,
        'seats = 3\nunit_type = "county"\nareas = { "东" = 100, "西" = 0 }\n'
        'chosen = { "东" = 3, "西" = 0 }\n',
    )
    assert "township-without-deputy" in law("apportion", path, status=1)


def test_a_calendar_and_its_checks():
    assert "2026-11-30" in law("calendar", "--election-day", "2026-12-20")
    late = ("calendar", "--election-day", "2026-12-20", "--roll-published", "2026-12-01")
    assert "roll-published-late" in law(*late, status=1)


def test_a_person_by_options_and_by_file(tmp_path):
    options = ("--election-day", "2026-12-20", "--birth", "1980-05-01", "--hukou", "here")
    assert "listed" in law("eligible", *options, "--citizen", "--lives-here")
    facts = (
        'election_day = 2026-12-20\nbirth = 1980-05-01\nis_citizen = true\nhukou = "here"\n'
        "lives_here = true\n[deprivation]\nbegins = 2026-01-01\nends = 2027-01-01\n"
    )
    found = json.loads(law("eligible", of_file(tmp_path, facts), "--json"))
    assert (found["outcome"], found["reason"]) == ("not_listed", "deprived")


def test_the_candidates_of_a_constituency():
    found = json.loads(law("candidates", "--seats", "2", "--nominees", "5", "--json"))
    assert (found["least"], found["most"], found["path"]) == (3, 4, "cut")
    few = law("candidates", "--seats", "2", "--nominees", "2", status=1)
    assert "nominees-too-few" in few


PERSON = (
    'election_day = 2026-12-20\nbirth = 1980-05-01\nis_citizen = true\nhukou = "here"\n'
    "lives_here = true\n"
)
COUNT = "roll = 1000\nparticipants = 600\ncollected = 600\nseats = 1\n"


def test_a_count_by_options():
    options = ("--roll", "1000", "--participants", "600", "--collected", "600", "--seats", "1")
    words = law("count", *options, "--vote", "甲=301", "--vote", "乙=250")
    assert "当选: 甲" in words
    assert "EL 45¶1" in words


@pytest.mark.parametrize(
    ("held", "names", "votes", "key", "expected"),
    [
        ("rerun", "", '"甲" = 301', "elected", ["甲"]),
        ("tie_revote", 'names = ["甲", "乙"]\n', '"甲" = 3\n"乙" = 2', "elected", ["甲"]),
        ("supplementary", 'names = ["甲", "乙"]\n', '"甲" = 200\n"乙" = 199', "elected", ["甲"]),
    ],
)
def test_the_other_votes_of_a_contest_by_file(tmp_path, held, names, votes, key, expected):
    text = f'round = "{held}"\n{names}{COUNT}[votes]\n{votes}\n'
    assert json.loads(law("count", of_file(tmp_path, text), "--json"))[key] == expected


def test_a_count_as_json_in_and_out(tmp_path):
    asked = {"roll": 200, "participants": 160, "collected": 160, "seats": 1, "mode": "indirect"}
    asked |= {"present": 160, "votes": {"甲": 101}}
    found = json.loads(law("count", of_file(tmp_path, json.dumps(asked), "a.json"), "--json"))
    assert found["rows"][0]["whole"] == 200
    assert found["steps"][0]["code"] == "explain-quorum-met"
    assert found["steps"][0]["holds"] is True


def test_a_province_is_asked_by_its_pack():
    asked = ("candidates", "--seats", "1", "--nominees", "2", "--pack")
    assert "all_formal" in law(*asked, "zhejiang-2021")
    assert "pack" in law(*asked, "atlantis-1", status=2)


def test_a_pack_is_also_found_by_province_and_day(tmp_path):
    text = 'province = "33"\nelection_day = 2026-12-20\n'
    assert "2026-11-30" in law("calendar", of_file(tmp_path, text))
    asked = of_file(tmp_path, 'province = "33"\nseats = 1\nnominees = 2\n', "b.toml")
    assert "election_day" in law("candidates", asked, status=2)


def test_officers_and_their_vote(tmp_path):
    words = law("officers", "--office", "sc_chair", "--seats", "1", "--nominated", "1")
    assert "all_formal" in words
    text = (
        'office = "sc_chair"\nseats = 1\nnominated = 2\n[vote]\nroll = 200\nparticipants = 160\n'
        'collected = 160\nseats = 1\npresent = 160\nmode = "indirect"\n[vote.votes]\n"甲" = 101\n'
    )
    assert "当选: 甲" in law("officers", of_file(tmp_path, text))
    assert "LOL 25" not in law("explain", "officers", of_file(tmp_path, text))


def test_a_recall_by_signatures_and_by_vote():
    asked = ("recall", "--mandated", "county")
    assert "通过: True" in law(*asked, "--voters", "1000", "--approve", "501")
    assert "recall-failed" in law(*asked, "--voters", "1000", "--approve", "500")
    assert "recall-signatures-short" in law(*asked, "--signatures", "49", status=1)
    assert "有效联名: 50" in law(*asked, "--signatures", "50")
    army = ("recall", "--mandated", "garrison", "--signatures", "10", "--voters", "9")
    assert "recall-to-be-filed" in law(*army, "--approve", "5")


def test_an_answer_is_explained_in_both_languages(tmp_path):
    path = of_file(tmp_path, f'{COUNT}[votes]\n"甲" = 299\n"乙" = 250\n')
    line = "甲得299票；参加投票600人，过半数须301票；未当选 — 选举法第四十五条第一款"
    assert line in law("explain", "count", path)
    assert "more than half is 301; not elected" in law("explain", "count", path, "--english")
    steps = json.loads(law("explain", "count", path, "--json"))
    assert steps[2]["comparison"] == "299 ≥ 301"
    assert law("explain", "horoscope", path, status=2)


@pytest.mark.parametrize(
    ("question", "text", "field"),
    [
        ("quota", 'population = -1\nunit_type = "town"', "population"),
        ("quota", 'population = 1.5\nunit_type = "town"', "population"),
        ("quota", 'population = true\nunit_type = "town"', "population"),
        ("quota", "population = 5", "unit_type"),
        ("quota", 'population = 5\nunit_type = "parish"', "unit_type"),
        ("quota", 'population = 5\nunit_type = "town"\ncolour = "red"', "colour"),
        ("quota", 'population = 5\nunit_type = "town"\npack = 3', "pack"),
        ("apportion", 'seats = 2\nareas = 3\nunit_type = "county"', "areas"),
        ("apportion", 'seats = 2\nunit_type = "county"\n[areas]\n"东" = "x"', "areas.东"),
        ("calendar", "kind = 'general'", "election_day"),
        ("calendar", "election_day = 'soon'", "election_day"),
        ("calendar", "election_day = 2026-12-20T08:00:00", "election_day"),
        ("candidates", "seats = 0\nnominees = 1", "seats"),
        ("count", f'{COUNT}votes = {{ "甲" = 601 }}', "votes"),
        ("count", f'{COUNT}write_ins = 3\nvotes = {{ "甲" = 1 }}', "write_ins"),
        ("count", COUNT, "votes"),
        ("eligible", "election_day = 2026-12-20\nbirth = 1980-01-01\nis_citizen = 1", "is_citizen"),
        (
            "eligible",
            f"{PERSON}[deprivation]\nends = 2027-01-01",
            "deprivation.begins",
        ),
        ("recall", 'mandated = "indirect"\nsignatures = 5', "mandated"),
        ("recall", 'mandated = "county"', "voters"),
        ("quota", "= 3", "file"),
    ],
)
def test_wrong_input_names_its_field_and_ends_with_two(tmp_path, question, text, field):
    words = law(question, of_file(tmp_path, text), status=2)
    assert words.startswith(f"■ {field}: ")


def test_a_json_file_holds_fields(tmp_path):
    assert "file" in law("quota", of_file(tmp_path, "[1]", "a.json"), status=2)


@pytest.mark.parametrize("pair", ["甲", "甲=x", "=3"])
def test_a_pair_is_a_name_and_a_number(pair):
    assert "vote" in law("count", "--vote", pair, status=2)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_a_command(question):
    assert "--json" in law(question, "--help")


def test_a_field_that_cannot_be_a_list_or_table_is_named(tmp_path):
    held = f'{COUNT}round = "tie_revote"\nnames = "甲"\nvotes = {{ "甲" = 1 }}'
    assert "names: a list is needed" in law("count", of_file(tmp_path, held), status=2)
    away = f'{PERSON}deprivation = "2026"'
    assert "deprivation: a table" in law("eligible", of_file(tmp_path, away, "b.toml"), status=2)
    named = f"{PERSON}tie = 3"
    assert "tie: 3 is none of" in law("eligible", of_file(tmp_path, named, "c.toml"), status=2)
