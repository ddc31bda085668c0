"""Prints what each province would object to in the openings of a database's boxes, as JSON.

A process of its own, since the database of a rehearsal is not that of the tests. It leaves the
database as it was.
"""

from __future__ import annotations

import json


def main() -> None:
    import django

    django.setup()
    from django.db import transaction

    from huanjie.law.pack import shipped_packs
    from huanjie.office.committee.models import Election
    from huanjie.office.counting.models import Determination
    from huanjie.office.counting.queries import case_of, opening_findings

    rounds = list(Determination.objects.values_list("round_id", flat=True))
    objected: dict[str, list[str]] = {}
    for name, pack in shipped_packs().items():
        with transaction.atomic():
            Election.objects.update(province=pack.province or "99")
            objected[name] = [f.code for pk in rounds for f in opening_findings(case_of(pk))]
            transaction.set_rollback(True)
    print(json.dumps({"rounds": len(rounds), "objected": objected}))


if __name__ == "__main__":
    main()
