"""What the states of a contest and the kinds of a round are called, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

Words = tuple[str, str]

KINDS: Final[Mapping[str, Words]] = {
    "first": ("首次投票", "first vote"),
    "tie_revote": ("再次投票", "tie re-vote"),
    "supplementary": ("另行选举", "supplementary round"),
    "rerun": ("重新投票", "rerun"),
}
CONTEST_STATES: Final[Mapping[str, Words]] = {
    "unopened": ("尚未设立", "not opened"),
    "first_vote": ("首次投票", "first vote"),
    "rerun": ("重新投票", "rerun"),
    "tie_revote": ("再次投票", "tie re-vote"),
    "supplementary": ("另行选举", "supplementary round"),
    "committee": ("待选举委员会决定", "with the committee"),
    "decided": ("已有结果", "decided"),
}
ROUND_STATES: Final[Mapping[str, Words]] = {
    "open": ("投票中", "polling"),
    "closed": ("已截止", "closed"),
    "determined": ("已认定", "determined"),
}
BOX_KINDS: Final[Mapping[str, Words]] = {
    "station": ("投票站", "station"),
    "assembly": ("选举大会", "assembly"),
    "mobile": ("流动票箱", "mobile box"),
}


def facts_of(words: Mapping[str, Words], name: str, key: str) -> dict[str, str]:
    """A word as facts of a finding in both languages: `state` and `state_en`."""
    zh, en = words.get(key, (key, key))
    return {name: zh, f"{name}_en": en}
