"""Every procedure answers every move in every state, and the office keeps to its states."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import CharField

import huanjie.law
from huanjie.law.procedure import IllegalMove, Procedure
from tests.architecture.source import modules, shown, tree

# What ends a procedure: from here no move leads on.
ENDS = {
    "election": {"concluded"},
    "roll": set[str](),
    "roll_appeal": {"upheld", "withdrawn", "judged"},
    "candidate_list": set[str](),
    "session_list": set[str](),
    "contest": set[str](),
    "sheet": set[str](),
    "mandate": {"ended", "void", "withdrawn"},
    "recall": {"refused", "withdrawn", "lapsed", "failed", "announced"},
}
# Where a procedure may rest for good although a move still leads back from there.
REST = {
    "roll": {"final"},
    "candidate_list": {"on_ballot"},
    "session_list": {"on_ballot"},
    "contest": {"decided"},
    "sheet": {"final"},
}
# The record that stands in a procedure's states: `app.Model`.
KEPT_BY = {
    "election": "committee.Election",
    "roll": "registration.Roll",
    "roll_appeal": "registration.RollAppeal",
    "candidate_list": "nomination.CandidateList",
    "contest": "polling.Contest",
    "sheet": "counting.TallySheet",
    "mandate": "tenure.Mandate",
}
# Records whose few states the law has no procedure for, and which name no choices.
OWN_STATES = {
    "nomination.Petition": {"received", "accepted", "refused"},
}


def procedures() -> dict[str, Procedure]:
    """Every procedure of the law by the name of its constant."""
    found: dict[str, Procedure] = {}
    for info in pkgutil.walk_packages(huanjie.law.__path__, "huanjie.law."):
        module = importlib.import_module(info.name)
        found |= {name: each for name, each in vars(module).items() if isinstance(each, Procedure)}
    return found


PROCEDURES = procedures()
each_procedure = pytest.mark.parametrize(
    "procedure", PROCEDURES.values(), ids=[each.name for each in PROCEDURES.values()]
)


def test_every_procedure_says_where_it_ends() -> None:
    assert ENDS.keys() == {each.name for each in PROCEDURES.values()}


@each_procedure
def test_every_move_in_every_state_is_answered(procedure: Procedure) -> None:
    for state in procedure.states:
        for move in procedure.all_moves:
            if procedure.may(state, move):
                assert procedure.after(state, move) in procedure.states
            else:
                with pytest.raises(IllegalMove):
                    procedure.after(state, move)


@each_procedure
def test_every_state_is_reached_from_the_first(procedure: Procedure) -> None:
    assert reached(procedure, procedure.initial) == set(procedure.states)


def reached(procedure: Procedure, start: str) -> set[str]:
    """The states that moves lead to from a state, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        after = {procedure.after(state, move) for move in procedure.open_moves(state)} - found
        found |= after
        waiting += after
    return found


@each_procedure
def test_only_the_ends_lead_nowhere(procedure: Procedure) -> None:
    dead = {state for state in procedure.states if not procedure.open_moves(state)}
    assert dead == ENDS[procedure.name]


@each_procedure
def test_every_state_leads_to_an_end(procedure: Procedure) -> None:
    ends = ENDS[procedure.name] | REST.get(procedure.name, set())
    assert ends <= set(procedure.states)
    assert not [state for state in procedure.states if not reached(procedure, state) & ends]


@pytest.mark.parametrize(("name", "label"), KEPT_BY.items())
def test_the_record_has_room_for_every_state(name: str, label: str) -> None:
    (procedure,) = [each for each in PROCEDURES.values() if each.name == name]
    field = apps.get_model(label)._meta.get_field("state")
    assert isinstance(field, CharField)
    assert field.max_length is not None
    assert max(map(len, procedure.states)) <= field.max_length
    if field.choices:
        assert {value for value, _ in field.flatchoices} == set(procedure.states)
    if field.has_default():
        assert field.default == procedure.initial


def known_states() -> set[str]:
    """The states of every procedure and of the records that keep states of their own."""
    known = {state for each in PROCEDURES.values() for state in each.states}
    known |= set().union(*OWN_STATES.values())
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, CharField) and field.name == "state" and field.choices:
                known |= {str(value) for value, _ in field.flatchoices}
    return known


def test_the_office_and_the_rehearsal_name_no_state_that_does_not_exist() -> None:
    known = known_states()
    unknown = [
        f"{shown(path)}:{line} {state}"
        for package in ("huanjie.office", "huanjie.rehearsal")
        for path in modules(package)
        for state, line in states_named(tree(path))
        if state not in known
    ]
    assert not unknown


def states_named(module: ast.Module) -> Iterator[tuple[str, int]]:
    """The strings that a module compares with a `state` or passes as one."""
    for node in ast.walk(module):
        match node:
            case ast.Compare(left=ast.Attribute(attr="state"), comparators=values):
                parts = [part for value in values for part in ast.walk(value)]
            case ast.keyword(arg=str(name), value=value) if is_state(name):
                parts = list(ast.walk(value))
            case _:
                continue
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
                yield part.value, part.lineno


def is_state(argument: str) -> bool:
    """Whether an argument is a state or a filter on one: `state`, `roll__state__in`."""
    return argument.removesuffix("__in").split("__")[-1] == "state"


def test_the_office_makes_no_move_that_its_procedure_does_not_know() -> None:
    unknown = [
        f"{shown(path)}:{node.lineno} {name} {move}"
        for path in modules("huanjie.office")
        for node in ast.walk(tree(path))
        for name, move in moves_named(node)
        if name in PROCEDURES and move not in PROCEDURES[name].all_moves
    ]
    assert not unknown


def moves_named(node: ast.AST) -> Iterator[tuple[str, str]]:
    """`ROLL.after(state, "publish")` and `ROLL.may(…)`: the procedure and the move."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="after" | "may"),
            args=[_, ast.Constant(value=str(move))],
        ):
            yield name, move
