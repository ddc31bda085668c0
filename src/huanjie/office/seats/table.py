"""The table of constituencies of one election, as a file or a hand gives it, and its checks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from huanjie.law.article import ELECTION_LAW, PRACTICE, Article
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Pack
from huanjie.law.seats import (
    ConstituencySize,
    check_balance,
    check_constituency_seats,
    check_deviations,
)

Findings = tuple[Finding, ...]
_PLACE = ELECTION_LAW[25, 1]
_NUMBERS = PRACTICE["C-05"]


@dataclass(frozen=True)
class Part:
    """A village (whole when `group` is None), one of its groups, or a work unit."""

    village: str = ""
    group: int | None = None
    work_unit: str = ""

    @property
    def label(self) -> str:
        """The part as the file writes it."""
        if self.work_unit:
            return f"单位:{self.work_unit}"
        return f"{self.village}#{self.group}" if self.group is not None else self.village


@dataclass(frozen=True)
class ConstituencyRow:
    """One constituency. `line` is its line in the file, 0 when it came from a hand."""

    number: int
    name: str
    kind: str
    parts: tuple[Part, ...]
    population: int
    seats: int
    is_urban: bool
    line: int = 0

    @property
    def size(self) -> ConstituencySize:
        """The row as the law weighs it."""
        return ConstituencySize(self.name, self.population, self.seats, central_units=False)


def _found(code: str, row: ConstituencyRow, article: Article = _PLACE, **facts: Fact) -> Finding:
    shown: dict[str, Fact] = {"line": row.line, "number": row.number, "name": row.name, **facts}
    return Finding(code, article, Severity.ERROR, shown, (f"line[{row.line}]",))


def check_rows(
    rows: Sequence[ConstituencyRow], villages: Mapping[str, str], pack: Pack
) -> Findings:
    """What is wrong with each row, and what is claimed twice. `villages` is code → name."""
    return (
        *_numbers(rows),
        *(finding for row in rows for finding in _row(row, villages, pack)),
        *_claimed_twice(rows),
    )


def check_table(
    rows: Sequence[ConstituencyRow],
    villages: Mapping[str, str],
    *,
    garrison: int,
    total: int,
    pack: Pack,
) -> Findings:
    """Everything a table must fulfil before it is published; WARN for uneven populations."""
    found = list(check_rows(rows, villages, pack))
    found += _uncovered(rows, villages)
    found += check_balance([row.seats for row in rows], pla=garrison, total=total)
    weighed = [row.size for row in rows if row.seats > 0]
    if sum(size.population for size in weighed):
        found += check_deviations(weighed, pack)
    return tuple(found)


def _numbers(rows: Sequence[ConstituencyRow]) -> Iterator[Finding]:
    numbers = Counter(row.number for row in rows)
    names = Counter(row.name for row in rows)
    for row in rows:
        if numbers[row.number] > 1 or row.number < 1:
            yield _found("constituency-number-twice", row, _NUMBERS, times=numbers[row.number])
        if names[row.name] > 1 or not row.name:
            yield _found("constituency-name-twice", row, _NUMBERS, times=names[row.name])


def _row(row: ConstituencyRow, villages: Mapping[str, str], pack: Pack) -> Iterator[Finding]:
    for finding in check_constituency_seats(row.size, pack):
        yield Finding(
            finding.code,
            finding.article,
            finding.severity,
            {**finding.facts, "line": row.line},
            (f"line[{row.line}]",),
        )
    if row.population < 1:
        yield _found("constituency-without-people", row, ELECTION_LAW[26])
    if not row.parts:
        yield _found("constituency-without-parts", row)
    for part in row.parts:
        if part.village and part.village not in villages:
            yield _found("village-unknown", row, village=part.village)
        if part.group is not None and part.group < 1:
            yield _found("group-unknown", row, group=part.group, village=part.village)


def _claimed_twice(rows: Sequence[ConstituencyRow]) -> Iterator[Finding]:
    first: dict[Part, ConstituencyRow] = {}
    split: dict[str, ConstituencyRow] = {}
    whole: dict[str, ConstituencyRow] = {}
    for row in rows:
        for part in row.parts:
            other = first.setdefault(part, row)
            if other is not row or row.parts.count(part) > 1:
                yield _found("place-twice", row, place=part.label, other=other.name)
            if part.village:
                (whole if part.group is None else split).setdefault(part.village, row)
    for village in sorted(whole.keys() & split.keys()):
        yield _found("place-twice", split[village], place=village, other=whole[village].name)


def _uncovered(rows: Sequence[ConstituencyRow], villages: Mapping[str, str]) -> Iterator[Finding]:
    groups: dict[str, set[int]] = defaultdict(set)
    covered: set[str] = set()
    for part in (part for row in rows for part in row.parts if part.village):
        covered.add(part.village)
        if part.group is not None:
            groups[part.village].add(part.group)
    for code in sorted(villages.keys() - covered):
        facts = {"code": code, "village": villages[code]}
        yield Finding("village-uncovered", _PLACE, Severity.ERROR, facts)
    for code, named in sorted(groups.items()):
        missing = sorted(set(range(1, max(named) + 1)) - named)
        if missing:
            words = tuple(str(group) for group in missing)
            facts_: dict[str, Fact] = {
                "code": code,
                "village": villages.get(code, code),
                "groups": words,
            }
            yield Finding("groups-uncovered", _PLACE, Severity.ERROR, facts_)


def scope_cell(parts: Iterable[Part]) -> str:
    """The parts as the cell 范围 of the file: `433124102200#1,2;单位:…`."""
    groups: dict[str, list[str]] = {}
    units = []
    for part in parts:
        if part.work_unit:
            units.append(part.label)
        else:
            some = groups.setdefault(part.village, [])
            some.extend([] if part.group is None else [str(part.group)])
    cells = [f"{code}#{','.join(some)}" if some else code for code, some in groups.items()]
    return ";".join([*cells, *units])


def scope_words(parts: Iterable[Part], villages: Mapping[str, str]) -> str:
    """The parts as a notice writes them: 太平村、河湾村第1、2组、县人民医院."""
    groups: dict[str, list[str]] = {}
    units = []
    for part in parts:
        if part.work_unit:
            units.append(part.work_unit)
        else:
            some = groups.setdefault(part.village, [])
            some.extend([] if part.group is None else [str(part.group)])
    words = [
        villages.get(code, code) + (f"第{'、'.join(some)}组" if some else "")
        for code, some in groups.items()
    ]
    return "、".join([*words, *units])
