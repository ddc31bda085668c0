"""What the states of a mandate are called, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

Words = tuple[str, str]

MANDATE_STATES: Final[Mapping[str, Words]] = {
    "elected": ("当选", "elected"),
    "declared": ("已公布当选", "declared"),
    "pending": ("资格待审", "credentials pending"),
    "found_valid": ("审查有效", "found valid"),
    "found_invalid": ("审查无效", "found invalid"),
    "confirmed": ("资格已确认", "confirmed"),
    "published": ("已公布名单", "published"),
    "seated": ("已就任", "seated"),
    "withdrawn": ("已撤回", "withdrawn"),
    "void": ("当选无效", "void"),
    "ended": ("已终止", "ended"),
}
SEXES: Final[Mapping[str, Words]] = {"1": ("男", "male"), "2": ("女", "female")}
