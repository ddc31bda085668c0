"""A county's folder with one thing wrong in it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True)
class Damaged:
    """A copy of a sound folder; every change of content is entered in the manifest unless said."""

    path: Path

    @classmethod
    def copy_of(cls, sound: Path, to: Path) -> Damaged:
        shutil.copytree(sound, to)
        return cls(to)

    def encoding(self, name: str) -> str:
        return "gb18030" if name == "population.csv" else "utf-8-sig"

    def rows(self, name: str) -> list[Row]:
        text = (self.path / name).read_text(self.encoding(name))
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def write_rows(self, name: str, rows: list[Row]) -> None:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        self.write(name, out.getvalue().encode(self.encoding(name)))

    def write(self, name: str, content: bytes) -> None:
        (self.path / name).write_bytes(content)
        self.enter(name)

    def enter(self, name: str) -> None:
        """Enter the digest that the file has now."""
        manifest = self.path / "manifest.json"
        held = json.loads(manifest.read_text("utf-8"))
        content = (self.path / name).read_bytes()
        held["files"][name]["sha256"] = hashlib.sha256(content).hexdigest()
        manifest.write_text(json.dumps(held, ensure_ascii=False, sort_keys=True), "utf-8")

    def change(self, name: str, change: Callable[[list[Row]], int]) -> int:
        """Change the rows of a file; the line in the file of the row that `change` points at."""
        rows = self.rows(name)
        index = change(rows)
        self.write_rows(name, rows)
        return index + 2
