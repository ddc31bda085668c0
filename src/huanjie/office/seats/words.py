"""The words of `quota.csv` and `constituencies.csv` and what they mean."""

from typing import Final

UNIT_KINDS: Final = {
    "县": "county",
    "自治县": "autonomous_county",
    "不设区的市": "city_without_districts",
    "市辖区": "district",
    "乡": "township",
    "民族乡": "ethnic_township",
    "镇": "town",
}
BASES: Final = {"户籍": "hukou", "常住": "resident", "其他": "other"}
GROUNDS: Final = {
    "沿用上届": "carried_over",
    "法律调整": "law_changed",
    "区划变动": "boundary_change",
    "人口较大变动": "major_works",
}
KINDS: Final = {"居住": "residential", "单一": "single_unit", "联合": "joint", "混合": "mixed"}
URBAN: Final = {"农村": False, "城镇": True}

WORDS_EN: Final = {
    "县": "county",
    "自治县": "autonomous county",
    "不设区的市": "city without districts",
    "市辖区": "district",
    "乡": "township",
    "民族乡": "ethnic township",
    "镇": "town",
    "户籍": "registered residents",
    "常住": "resident population",
    "其他": "other",
    "沿用上届": "carried over",
    "法律调整": "law changed the scale",
    "区划变动": "boundaries changed",
    "人口较大变动": "major works changed the population",
    "居住": "residential",
    "单一": "single unit",
    "联合": "joint",
    "混合": "mixed",
    "农村": "rural",
    "城镇": "urban",
}
"""Each word in English."""


def word_of(words: dict[str, str], code: str) -> str:
    """The Chinese word of a code; the code itself where there is none."""
    return next((word for word, value in words.items() if value == code), code)
