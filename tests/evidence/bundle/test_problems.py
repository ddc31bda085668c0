"""Every code has its words, something fires it, and a stranger's text cannot disturb the screen."""

import re
from pathlib import Path

from huanjie.evidence.bundle import problem
from huanjie.evidence.bundle.problems import shown, wordings

ROOT = Path(__file__).parents[3]
SOURCE = "".join(path.read_text("utf-8") for path in (ROOT / "src/huanjie/evidence").rglob("*.py"))
TESTS = "".join(path.read_text("utf-8") for path in Path(__file__).parents[1].rglob("test_*.py"))


def test_every_code_is_fired_by_a_test_and_stands_in_the_source():
    for code in wordings():
        begun = 'f"chain-other-{column}"'
        assert f'"{code}"' in SOURCE or (code.startswith("chain-other-") and begun in SOURCE), code
        assert f'"{code}"' in TESTS or (code.startswith("chain-other-") and begun in TESTS), code


def test_every_code_in_the_source_has_words():
    fired = re.findall(r'(?:refusal|problem|Found|_at_odds|_refused)\(\s*"([a-z0-9-]+)"', SOURCE)
    assert set(fired) <= wordings().keys()
    assert len(set(fired)) > 25


def test_every_code_says_what_and_what_next_in_both_languages():
    for code, words in wordings().items():
        assert words.keys() == {"zh", "en", "next_zh", "next_en"}, code
        assert all(text.strip() for text in words.values()), code


def test_a_strangers_text_is_shortened_and_made_harmless():
    found = problem("member-name", "a.hjb", detail="\x1b[2J\u202e" + "x" * 5000)
    assert "\x1b" not in found.message_zh
    assert "\u202e" not in found.message_zh
    assert len(found.message_zh) < 200
    assert shown("选民 1") == "选民 1"
    assert str(found).startswith("member-name a.hjb ")
