"""The folder of a county election, opened and checked. Format: docs/reference/county-files.md."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from huanjie.rehearsal.tables import TABLES
from huanjie.roll.errors import RowError, SourceRefused, row_error
from huanjie.roll.tabular import TableRow, read_table

MANIFEST = "manifest.json"
SCHEMA = 1
IMPORTED = ("divisions.csv", "population.csv", "last-roll.csv")
"""Files that the office's own importers read."""

SHEETS = ("sheets-1.csv", "sheets-2.csv")

RoundKey = tuple[str, int, int]
"""Election code, constituency number, ordinal of the round."""


@dataclass(frozen=True)
class Manifest:
    """What the folder says of itself."""

    digest: str
    is_synthetic: bool
    province: str
    county: str
    county_name: str
    election_day: date
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Folder:
    """An opened folder: its manifest and the rows of its tables."""

    path: Path
    manifest: Manifest
    tables: Mapping[str, tuple[TableRow, ...]]

    def rows(self, name: str, election: str = "") -> tuple[TableRow, ...]:
        """The rows of a table, or those of one election."""
        if not election:
            return self.tables[name]
        return self._by_election(name).get(election, ())

    def _by_election(self, name: str) -> Mapping[str, tuple[TableRow, ...]]:
        return self._grouped_by_election.setdefault(name, _by(self.tables[name], "选举代码"))

    @cached_property
    def _grouped_by_election(self) -> dict[str, Mapping[str, tuple[TableRow, ...]]]:
        return {}

    @cached_property
    def _grouped_by_round(self) -> dict[str, Mapping[RoundKey, tuple[TableRow, ...]]]:
        return {}

    def of_round(self, name: str, key: RoundKey) -> tuple[TableRow, ...]:
        """The rows of a table that belong to one round of one contest."""
        grouped = self._grouped_by_round.get(name)
        if grouped is None:
            grouped = self._grouped_by_round[name] = _by_round(self.tables[name])
        return grouped.get(key, ())

    @property
    def elections(self) -> tuple[str, ...]:
        """The codes of the elections, the county's first."""
        return tuple(row["选举代码"] for row in self.rows("quota.csv"))

    def file(self, name: str) -> Path:
        """Where one of the imported files lies."""
        return self.path / name


def _by(rows: Iterable[TableRow], heading: str) -> Mapping[str, tuple[TableRow, ...]]:
    found: dict[str, list[TableRow]] = {}
    for row in rows:
        found.setdefault(row[heading], []).append(row)
    return {key: tuple(group) for key, group in found.items()}


def _by_round(rows: Iterable[TableRow]) -> Mapping[RoundKey, tuple[TableRow, ...]]:
    found: dict[RoundKey, list[TableRow]] = {}
    for row in rows:
        key = (row["选举代码"], row.integer("选区号"), row.integer("轮次序号"))
        found.setdefault(key, []).append(row)
    return {key: tuple(group) for key, group in found.items()}


def open_folder(path: Path) -> Folder:
    """Read and check the whole folder. Raises `SourceRefused` with every fault found."""
    manifest = read_manifest(path / MANIFEST)
    errors = [*_missing(path), *_changed(path, manifest)]
    if errors:
        raise SourceRefused(errors)
    tables: dict[str, tuple[TableRow, ...]] = {}
    for name, (headings, expected) in TABLES.items():
        try:
            tables[name] = tuple(read_table(path / name, headings, expected))
        except SourceRefused as refused:
            errors.extend(refused.errors)
    if errors:
        raise SourceRefused(errors)
    folder = Folder(path, manifest, tables)
    errors = [*_strangers(folder), *_typed_twice(folder)]
    if errors:
        raise SourceRefused(errors)
    return folder


def read_manifest(path: Path) -> Manifest:
    """The manifest. Raises `SourceRefused` R120 when it is absent or not of this schema."""
    try:
        content = path.read_bytes()
        table = json.loads(content)
        if table["schema"] != SCHEMA:
            raise ValueError(f"schema {table['schema']}")
        return Manifest(
            digest=hashlib.sha256(content).hexdigest(),
            is_synthetic=bool(table["synthetic"]),
            province=str(table["province"]),
            county=str(table["county"]["code"]),
            county_name=str(table["county"]["name"]),
            election_day=date.fromisoformat(table["election_day"]),
            files={name: str(entry["sha256"]) for name, entry in table.get("files", {}).items()},
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise SourceRefused([row_error("R120", path.name, reason=str(fault))]) from fault


def _missing(path: Path) -> Iterable[RowError]:
    for name in (*IMPORTED, *TABLES):
        if not (path / name).is_file():
            yield row_error("R121", name)


def _changed(path: Path, manifest: Manifest) -> Iterable[RowError]:
    for name, digest in sorted(manifest.files.items()):
        file = path / name
        if file.is_file() and _digest(file) != digest:
            yield row_error("R122", name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _strangers(folder: Folder) -> Iterable[RowError]:
    """Rows that name an election or a constituency which the folder does not set up."""
    elections = set(folder.elections)
    numbers = {(r["选举代码"], r["选区号"]) for r in folder.rows("constituencies.csv")}
    for name, rows in folder.tables.items():
        headings = TABLES[name][0]
        for row in rows if "选举代码" in headings else ():
            if row["选举代码"] not in elections:
                yield row.error("R123", "选举代码", found=row["选举代码"])
            elif "选区号" in headings and (row["选举代码"], row["选区号"]) not in numbers:
                yield row.error("R124", "选区号", found=row["选区号"])


def _typed_twice(folder: Folder) -> Iterable[RowError]:
    """Fields that stand twice on one sheet: the line of another constituency has strayed in."""
    for name in SHEETS:
        first: dict[tuple[str, ...], int] = {}
        for row in folder.rows(name):
            key = (row["选举代码"], row["选区号"], row["轮次序号"], row["栏目"])
            if first.setdefault(key, row.line) != row.line:
                yield row.error("R125", "栏目", found=row["栏目"], first=first[key])
