"""Terms of texts and questions: numbers, pairs of characters, citations, topics."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from django.utils.translation import override

from huanjie.law.pack import PARAMETERS
from huanjie.office.library import lexicon, rules
from huanjie.office.library.excerpts import excerpt
from huanjie.office.library.lexicon import law_words
from huanjie.office.library.question import Citation, question
from huanjie.office.library.tokens import counted, normal, number
from huanjie.office.library.topics import everyday_words, legal_terms, topics


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("四十五", 45), ("十", 10), ("一百零二", 102), ("二〇二六", 2026), ("两", 2), ("45", 45),
     ("三千五百", 3500), ("一万二千", 12_000), ("万", 10_000)],
)  # fmt: skip
def test_a_numeral_has_one_value(numeral: str, value: int) -> None:
    assert number(numeral) == value


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("第四十五条", "第45条"),
        ("４５条", "45条"),
        ("五天", "5日"),
        ("三分之一", "1/3"),
        ("VOTER", "voter"),
    ],
)
def test_what_means_the_same_is_one_term(written: str, same: str) -> None:
    assert counted(written) == counted(same)


def test_a_word_of_two_characters_is_a_term_and_a_plural_is_its_singular() -> None:
    assert counted("委托投票")["投票"] == 1
    assert counted("votes") == counted("vote")
    assert counted("的吗") == {}


@pytest.mark.parametrize(
    ("asked", "cited"),
    [
        ("选举法45条", [("EL", 45)]),
        ("《选举法》第四十五条第三款", [("EL", 45)]),
        ("选举法第四十四条和第四十五条", [("EL", 44), ("EL", 45)]),
        ("中华人民共和国全国人民代表大会和地方各级人民代表大会选举法第十条", [("EL", 10)]),
        ("EL 12¶1(3)", [("EL", 12)]),
        ("浙江细则43条", [("ZJ", 43)]),
        ("地方组织法二十条", [("LOL", 20)]),
        ("第45条", [("", 45)]),
        ("Election Law Article 45条", [("EL", 45)]),
        ("一人一票", []),
    ],
)
def test_an_article_is_cited_in_many_ways(asked: str, cited: list[tuple[str, int]]) -> None:
    assert list(question(asked).citations) == [Citation(*each) for each in cited]


def test_a_question_without_a_word_is_empty() -> None:
    assert question("吗？").is_empty
    assert question("").is_empty
    assert not question("补选").is_empty


def test_an_everyday_word_brings_the_terms_of_the_law_at_half_weight() -> None:
    weights = question("代投").weights
    assert weights["代投"] == 1.0
    assert 0 < weights["委托"] < 1.0


def test_a_term_of_the_law_weighs_more_than_other_words() -> None:
    weights = question("村子预选").weights
    assert weights["预选"] > weights["村子"]


def test_the_excerpt_is_escaped_and_marks_what_was_asked() -> None:
    found = excerpt(
        "<b>甲</b>" + "无关。" * 60 + "每一选民接受的委托不得超过三人。", ["委托", "三人"]
    )
    assert "<mark>委托</mark>" in found
    assert "<b>" not in found
    assert found.startswith("…")
    assert excerpt("<i>", []) == "&lt;i&gt;"


def test_every_setting_of_a_pack_has_its_words() -> None:
    titles = {page.key: page.title for page in rules.pages()}
    assert not [key for key in PARAMETERS if " · " not in titles[f"setting:{key}"]]


def test_every_topic_names_a_passage_by_mark_or_article() -> None:
    assert not [topic.name for topic in topics() if not (topic.marks or topic.articles)]
    assert "替人投票" in everyday_words("可以书面委托其他选民代为投票")
    assert "替人投票" in everyday_words("", ["EL 42"])
    assert everyday_words("无关") == ""


def test_an_everyday_word_stands_for_one_thing_and_the_longer_word_is_taken() -> None:
    rows = tomllib.loads(files(lexicon.__package__).joinpath("lexicon.toml").read_text("utf-8"))
    words = [normal(word) for row in rows["word"] for word in row["say"]]
    assert len(words) == len(set(words))
    assert "贿赂" in law_words("有人送红包")[0][0]
    assert not law_words("选民小组")
    assert law_words("不想干了") == law_words("辞职")


def test_the_parts_of_a_phrase_may_stand_apart_within_a_sentence() -> None:
    about = [words for words in legal_terms("代表昨天被抓") if "不受逮捕或者刑事审判" in words]
    assert about
    assert about[0] not in legal_terms(normal("代表开会，小偷被抓"))


def test_a_single_character_finds_and_weighs_less_than_a_pair() -> None:
    assert counted("调查")["查"] == 1
    weights = question("查明").weights
    assert 0 < weights["查"] < weights["查明"]


def test_plain_text_is_the_same_whatever_the_width() -> None:
    assert normal("ＥＬ　４５") == "el 45"


def test_an_excerpt_speaks_the_language_of_the_page() -> None:
    text = "核对委托登记。\nCheck the register.\n不能代为投票。 Nobody may vote for this voter."
    assert excerpt(text, []) == "核对委托登记。 不能代为投票。"
    with override("en"):
        assert excerpt(text, []) == "Check the register. Nobody may vote for this voter."
        assert excerpt("每一选民接受的委托不得超过三人。", []) == "每一选民接受的委托不得超过三人。"
