"""`@command`: the transaction, the lock, the role, the scope and the ledger around every act."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from huanjie.law.finding import Finding, blocking
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.scope import covers
from huanjie.office.ledger.services import recording

P = ParamSpec("P")
R = TypeVar("R")


class Refused(Exception):
    """The law or the state of the record does not allow the act; `findings` say why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.code for finding in self.findings))


class NotAllowed(Exception):
    """The actor has no role for this command, or the record belongs to another unit."""


class NothingRecorded(RuntimeError):
    """A command changed something and did not say so."""


class Scope(StrEnum):
    """Whose records a command may touch."""

    OWN = "own"
    """Only those of the actor's own unit: superiors read and never edit."""
    WITHIN = "within"
    """Those of the actor's unit and of the units within it."""


def refuse_if(findings: Iterable[Finding]) -> None:
    """Raise `Refused` when any of the findings stops the step."""
    stopping = blocking(findings)
    if stopping:
        raise Refused(stopping)


def command(
    *, by: StrEnum | Iterable[StrEnum], scope: Scope = Scope.OWN, shared: Iterable[str] = ()
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function with an `actor` the gate of an act.

    In one transaction: the actor's role is checked, every model argument is read again under a
    lock and checked for scope by its `unit_code`, the body runs, and at least one event must have
    been recorded. Those named in `shared` are only consulted: they are not locked, and may belong
    to a unit above the actor's, as a person of the county's register does for a township. Raises
    `NotAllowed`, `Refused`, and `DoesNotExist` when a record is gone.
    """
    allowed = frozenset([by] if isinstance(by, StrEnum) else by)

    def make(body: Callable[P, R]) -> Callable[P, R]:
        app = body.__module__.removeprefix("huanjie.office.").split(".")[0]
        name = f"{app}.{body.__name__}"

        @wraps(body)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = _actor_in(kwargs)
            role = _role_of(actor, allowed, name)
            with transaction.atomic(), recording(name, role) as recorder:
                for key, given in _in_lock_order(kwargs):
                    is_shared = key in shared
                    fresh = _read_again(given, lock=not is_shared)
                    if not (is_shared and _is_above(fresh, actor)):
                        _check_scope(fresh, actor, scope, name)
                    kwargs[key] = fresh
                answer = body(*args, **kwargs)
                if not recorder.entries:
                    raise NothingRecorded(name)
                return answer

        run.roles = allowed  # type: ignore[attr-defined]
        return run

    return make


def _actor_in(arguments: dict[str, Any]) -> Actor:
    actor = arguments.get("actor")
    if not isinstance(actor, Actor):
        raise TypeError("a command needs its actor")
    return actor


def _role_of(actor: Actor, allowed: frozenset[StrEnum], name: str) -> str:
    for role in sorted(allowed):
        if role in actor.roles:
            return role
    raise NotAllowed(f"{actor.name}: {name}")


def _in_lock_order(arguments: dict[str, Any]) -> list[tuple[str, models.Model]]:
    """The model arguments by name, in the one order in which rows are locked."""
    given = [(key, value) for key, value in arguments.items() if isinstance(value, models.Model)]
    return sorted(given, key=lambda pair: (pair[1]._meta.label, str(pair[1].pk)))


def _read_again(record: models.Model, *, lock: bool) -> models.Model:
    manager = type(record)._base_manager
    rows = manager.select_for_update() if lock else manager.all()
    return rows.get(pk=record.pk)


def _is_above(record: models.Model, actor: Actor) -> bool:
    unit: str | None = getattr(record, "unit_code", None)
    return unit is not None and covers(unit, actor.unit)


def _check_scope(record: models.Model, actor: Actor, scope: Scope, name: str) -> None:
    unit: str | None = getattr(record, "unit_code", None)
    if unit is None:
        raise TypeError(f"{record._meta.label} has no unit_code, so {name} cannot check its scope")
    inside = unit == actor.unit if scope is Scope.OWN else covers(actor.unit, unit)
    if not inside:
        raise NotAllowed(f"{actor.name} ({actor.unit}): {name} on {record._meta.label} of {unit}")
