"""The office's own returns of a played county: as a script, all of them as one JSON object."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from huanjie.figures.figure import Figure, from_plain, to_plain
from tests.stories.rehearsals import answer_of


@dataclass(frozen=True)
class Computed:
    """One election's figures, and those of its parts: kind → code → figures."""

    figures: dict[str, Figure]
    rows: dict[str, dict[str, dict[str, Figure]]]

    @property
    def constituencies(self) -> dict[int, dict[str, Figure]]:
        return {int(code): figures for code, figures in self.rows["constituency"].items()}


def computed(database: str, data: Path, at: datetime) -> dict[str, Computed]:
    """Unit → what the office computes, in a process of its own on that database."""
    answer = answer_of("returns_computed", database, data, at.isoformat())
    return {
        unit: Computed(
            {key: from_plain(plain) for key, plain in found["figures"].items()},
            {
                kind: {
                    code: {key: from_plain(plain) for key, plain in row.items()}
                    for code, row in rows.items()
                }
                for kind, rows in found["rows"].items()
            },
        )
        for unit, found in answer.items()
    }


def main(at: datetime) -> None:
    import django

    django.setup()
    from huanjie.office.committee.models import Election
    from huanjie.office.returns.queries.compute import compute

    found = {}
    for election in Election.objects.all():
        made = compute(election, at=at)
        rows: dict[str, dict[str, dict[str, object]]] = {}
        for row in made.rows:
            plain = {key: to_plain(figure) for key, figure in row.figures.items()}
            rows.setdefault(row.kind, {}).setdefault(row.code, {}).update(plain)
        figures = {key: to_plain(figure) for key, figure in made.figures.items()}
        found[made.unit] = {"figures": figures, "rows": rows}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(datetime.fromisoformat(sys.argv[1]))
