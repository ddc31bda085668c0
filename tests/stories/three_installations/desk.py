"""The desk of one installation: a process of its own that does what people do at its screens.

Reads one act a line as JSON, `{"act": "sign", …}`, and answers each with one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

Answer = Any


def actor(unit: str, *roles: str, name: str = "钱秘书") -> Any:
    """Somebody at work for a unit."""
    from huanjie.office.ledger.actor import Actor
    from huanjie.office.people.roles import Role

    return Actor(name, unit, frozenset(map(Role, roles or ("office",))))


def move_clock(days: int) -> Answer:
    """It is another day."""
    from tests.stories.three_installations.clock import put_forward

    put_forward(days)
    return days


def close_days() -> Answer:
    """What the scheduled task does at night; the days that were closed and their digests."""
    from django.utils import timezone

    from huanjie.office.ledger.services import close_days as close

    return [[str(kept.day), kept.digest] for kept in close(before=timezone.localdate())]


def form_group(unit: str, name: str) -> Answer:
    """Form a guidance group: a record that T1.10a counts."""
    from huanjie.office.guidance.services import form_group as form
    from huanjie.office.people.models import Unit
    from huanjie.office.people.roles import Role

    own, day = Unit.objects.get(code=unit), _today()
    made = form(unit=own, kind="guidance", name=name, from_on=day, actor=actor(unit, Role.OFFICE))
    return made.pk


def _today() -> Any:
    from huanjie.office.face.clock import today

    return today()


def sign(unit: str, reason: str = "") -> Answer:
    """Draw up a set, explain its warnings, and let two persons sign it."""
    from django.utils import timezone

    from huanjie.office.committee.queries import election_of
    from huanjie.office.returns import services
    from huanjie.office.returns.queries.sets import explanation_key, findings_of, unexplained

    held, office, day = election_of(unit), actor(unit), _today()
    kept = services.draw_up(election=held, at=timezone.now(), reason=reason, actor=office)
    found = findings_of(kept, today=day)
    for finding in unexplained(kept, found):
        code, paths = explanation_key(finding)
        services.explain(
            return_set=kept, code=code, paths=paths, text="已逐项核对", today=day, actor=office
        )
    services.fill(
        return_set=kept, name="钱秘书", post="secretary", phone="0000-1", remarks="", today=day,
        actor=office,
    )  # fmt: skip
    chair = held.members.get(post="chair")
    reviewer = actor(unit, "committee", name=chair.name)
    services.review(return_set=kept, member=chair, today=day, actor=reviewer)
    kept.refresh_from_db()
    return {"version": kept.version, "state": kept.state, "warnings": [f.code for f in found]}


def sets(unit: str) -> Answer:
    """Version → state of the sets of a unit."""
    from huanjie.office.returns.models import ReturnSet

    rows = ReturnSet.objects.filter(election__unit_id=unit).order_by("version")
    return {str(version): state for version, state in rows.values_list("version", "state")}


def send_over_the_network(unit: str) -> Answer:
    """What the worker does when a set is sent: sign, write, post, keep the receipt."""
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.returns import network
    from huanjie.office.returns.models import ReturnSet
    from huanjie.office.returns.tasks import send_up

    network.PAUSES = (0, 0.1)
    kept = ReturnSet.objects.filter(election__unit_id=unit).order_by("-version")[0]
    try:
        return send_up(job=0, actor=actor(unit), return_set=kept.pk)
    except Refused as refusal:
        return {"refused": [finding.code for finding in refusal.findings]}


def ask_over_the_network(unit: str) -> Answer:
    """Fetch the newest answer to the last bundle."""
    from huanjie.office.returns.models import SentBundle
    from huanjie.office.returns.tasks import ask

    return ask(job=0, actor=actor(unit), bundle=SentBundle.objects.order_by("-sequence")[0].pk)


def arrivals(unit: str) -> Answer:
    """Every bundle that came, in the order of coming."""
    from huanjie.office.returns.models import Arrival

    return [
        {
            "sender": row.sender, "sequence": row.sequence, "state": row.state,
            "digest": row.digest, "repeats": row.repeats, "returns": row.returns.count(),
            "has_file": row.document is not None, "problems": row.problems,
        }
        for row in Arrival.objects.filter(unit_id=unit).order_by("pk")
    ]  # fmt: skip


def accept(unit: str, digest: str) -> Answer:
    """Accept a bundle; its receipt."""
    from django.utils import timezone

    from huanjie.office.returns.models import Arrival
    from huanjie.office.returns.services import accept as take

    row = Arrival.objects.exclude(state="refused").get(unit_id=unit, digest=digest)
    return take(arrival=row, remark="", at=timezone.now(), actor=actor(unit)).receipt


def total(unit: str, level: str) -> Answer:
    """The sum of one level: figures, who is missing, what it was made of, its rows."""
    from django.utils import timezone

    from huanjie.figures.figure import to_plain
    from huanjie.office.people.models import Unit
    from huanjie.office.returns.queries import rolled_up

    found, parts = rolled_up(Unit.objects.get(code=unit), level, at=timezone.now())
    return {
        "figures": {key: to_plain(figure) for key, figure in found.figures.items()},
        "missing": list(found.missing),
        "parts": {
            p.unit: {"bundle": p.bundle, "sequence": p.sequence, "as_of": p.as_of.isoformat()}
            for p in found.parts
        },
        "sources": {part.unit: part.source for part in parts},
        "rows": [
            [row.unit, row.kind, row.code, {k: to_plain(f) for k, f in row.figures.items()}]
            for row in found.rows
        ],
    }


def heads(unit: str, sender: str) -> Answer:
    """Day → digest of the heads of its ledger that a sender has sent."""
    from huanjie.office.returns.queries.heads import heads_of

    return heads_of(unit, sender)


def of_another_election(unit: str, year: int, out: str) -> Answer:
    """A bundle of an earlier election, written and signed by the unit's own key."""
    from pathlib import Path

    from django.utils import timezone

    from huanjie.evidence.bundle import GENESIS, ManifestHead, write_bundle
    from huanjie.office.committee.queries import election_of
    from huanjie.office.returns.packing import Packed, from_text, lines_of
    from huanjie.office.returns.queries.keys import key_of, private_key
    from huanjie.office.returns.queries.sets import signed_set

    held = election_of(unit)
    content = from_text(signed_set(held).content)  # type: ignore[union-attr]
    other = type(content)(**{**vars(content), "election": f"{unit}/{held.level}/{year}"})
    head = ManifestHead(
        kind="returns", unit=unit, unit_name=held.unit.name, sequence=1, previous=GENESIS,
        election={"key": other.election, "level": held.level}, as_of=other.as_of,
        made_at=timezone.now(),
    )  # fmt: skip
    key = private_key(key_of(unit))  # type: ignore[arg-type]
    tables = lines_of([Packed(other, held.title, 1)])
    return write_bundle(Path(out), head, tables=tables, key=key).digest


def rows() -> Answer:
    """Table → number of rows."""
    from django.db import connection

    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names():
            cursor.execute(f"SELECT count(*) FROM {quote(name)}")
            found[name] = cursor.fetchone()[0]
    return found


ACTS: dict[str, Callable[..., Answer]] = {
    act.__name__: act
    for act in (
        heads, move_clock, close_days, form_group, sign, sets, arrivals, accept, total,
        send_over_the_network, ask_over_the_network,
        of_another_election, rows,
    )
}  # fmt: skip


def main() -> None:
    """Answer until nothing is asked any more."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "huanjie.office.config.settings"
    import django

    django.setup()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = ACTS[asked.pop("act")](**asked)
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
