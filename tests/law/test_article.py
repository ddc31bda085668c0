"""The statutes by name."""

import pytest

from huanjie.law.article import (
    DIRECT_ELECTION,
    ELECTION_LAW,
    PRACTICE,
    REGISTER,
    TEXTS,
    chinese_number,
    implements,
)


@pytest.mark.parametrize(
    ("place", "words", "english", "chip", "key"),
    [
        (ELECTION_LAW[45], "《选举法》第四十五条", "Election Law, Art. 45", "选45", "EL 45"),
        (
            ELECTION_LAW[45, 3],
            "《选举法》第四十五条第三款",
            "Election Law, Art. 45 para. 3",
            "选45③",
            "EL 45¶3",
        ),
        (
            ELECTION_LAW[12, 1, 3],
            "《选举法》第十二条第一款第（三）项",
            "Election Law, Art. 12 para. 1 item 3",
            "选12①",
            "EL 12¶1(3)",
        ),
        (
            DIRECT_ELECTION[5],
            "《直接选举若干规定》第五项",
            "Provisions on Direct Election, item 5",
            "直选5",
            "DP 5",
        ),
        (PRACTICE["P-12"], "《工作规程》P-12", "working practice P-12", "规程P-12", "P P-12"),
    ],
)
def test_a_place_is_written_in_four_ways(place, words, english, chip, key):
    assert (str(place), place.english, place.chip, place.key) == (words, english, chip, key)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (45, "四十五"),
        (99, "九十九"),
    ],
)
def test_numbers_are_written_in_chinese(number, words):
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [-1, 100])
def test_no_statute_has_such_an_article(number):
    with pytest.raises(ValueError, match="no statute"):
        chinese_number(number)


def test_every_text_is_found_by_its_code():
    assert all(TEXTS[text.code] is text for text in TEXTS.values())


def test_a_rule_is_entered_under_each_of_its_articles():
    places = (ELECTION_LAW[98], ELECTION_LAW[99])

    @implements(*places)
    def rule() -> None:
        """Nothing."""

    try:
        assert [REGISTER[place][-1].rpartition(".")[2] for place in places] == ["rule"] * 2
        rule()
    finally:
        for place in places:
            del REGISTER[place]
