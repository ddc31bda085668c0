"""Prints what the checks find in the returns of every election of a database, as JSON.

A process of its own, since the database of a rehearsal is not that of the tests.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from huanjie.figures.checks import check
    from huanjie.office.committee.models import Election
    from huanjie.office.returns.queries.compute import compute
    from huanjie.office.returns.queries.sets import around

    found = {}
    for election in Election.objects.select_related("unit", "county"):
        now = datetime.now(UTC)
        computed = compute(election, at=now)
        findings = check(computed, around(election, today=timezone.localdate(now)))
        found[computed.election] = [[f.severity.value, f.code, list(f.paths)] for f in findings]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
