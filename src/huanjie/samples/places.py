"""The county's townships and villages, with as many people in each group as chance gave it."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

__all__ = ["County", "Township", "Village", "read_county", "share_out"]

CONGRESS_ENDINGS = {"乡": "乡", "镇": "镇"}
COUNTY_ENDINGS = (("自治县", "自治县"), ("县", "县"), ("市", "不设区的市"), ("区", "市辖区"))


@dataclass(frozen=True, slots=True)
class Village:
    """A village or residents' committee; `groups` holds the people of villagers' groups 1, 2 …"""

    code: str
    name: str
    township: str
    groups: tuple[int, ...]
    urban: bool

    @property
    def people(self) -> int:
        """Everyone registered in the village."""
        return sum(self.groups)


@dataclass(frozen=True, slots=True)
class Township:
    """A township-level unit; `kind` is empty where it elects no congress (a sub-district)."""

    code: str
    name: str
    kind: str
    villages: tuple[Village, ...]

    @property
    def people(self) -> int:
        """Everyone registered in the township."""
        return sum(village.people for village in self.villages)


@dataclass(frozen=True, slots=True)
class County:
    """The county and everything below it."""

    code: str
    name: str
    kind: str
    townships: tuple[Township, ...]
    seat: Township

    @property
    def people(self) -> int:
        """Everyone registered in the county."""
        return sum(township.people for township in self.townships)

    @property
    def villages(self) -> list[Village]:
        """All villages, township by township."""
        return [village for township in self.townships for village in township.villages]

    @property
    def stem(self) -> str:
        """The name without its kind: 花垣 of 花垣县."""
        return self.name[:-1] if len(self.name) > 2 else self.name


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """`total` divided in whole numbers as the weights stand, largest remainders first."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(value) for value in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_rest[: total - sum(parts)]:
        parts[index] += 1
    return parts


def read_county(path: Path, code: str, *, population: int, chance: Random) -> County:
    """The county with that code. Raises `ValueError` when the file does not hold it."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    found = [row for row in rows if row["level"] == "county" and row["code"] == code]
    if not found:
        raise ValueError(f"{path}: no county {code}")
    wards = [row for row in rows if row["level"] == "township" and row["parent"] == code]
    parents = {row["code"] for row in wards}
    hamlets = [row for row in rows if row["level"] == "village" and row["parent"] in parents]
    settled = {row["parent"] for row in hamlets}
    wards = [row for row in wards if row["code"] in settled]
    name = found[0]["name"]
    villages = _villages(hamlets, population, chance)
    townships = tuple(
        Township(
            row["code"],
            row["name"],
            _kind(row["name"]),
            tuple(village for village in villages if village.township == row["code"]),
        )
        for row in wards
    )
    return County(code, name, _county_kind(name), townships, _seat(townships, name))


def _villages(rows: list[dict[str, str]], population: int, chance: Random) -> list[Village]:
    weights = []
    for row in rows:
        weight = chance.lognormvariate(0, 0.35)
        weights.append(weight * (1.8 if _is_urban(row["name"]) else 1))
    villages = []
    for row, people in zip(rows, share_out(population, weights), strict=True):
        count = max(4, people // 45)
        groups = share_out(people, [chance.uniform(0.6, 1.4) for _ in range(count)])
        villages.append(
            Village(row["code"], row["name"], row["parent"], tuple(groups), _is_urban(row["name"]))
        )
    return villages


def _is_urban(name: str) -> bool:
    return "社区" in name or name.endswith(("居委会", "居民委员会"))


def _kind(name: str) -> str:
    if name.endswith("族乡"):
        return "民族乡"
    return CONGRESS_ENDINGS.get(name[-1], "")


def _county_kind(name: str) -> str:
    for ending, kind in COUNTY_ENDINGS:
        if name.endswith(ending):
            return kind
    raise ValueError(f"{name} is no county-level unit")


def _seat(townships: Iterable[Township], county: str) -> Township:
    named = [one for one in townships if one.name[:2] == county[:2] or one.name.startswith("城关")]
    return (named or sorted(townships, key=lambda one: -one.people))[0]
