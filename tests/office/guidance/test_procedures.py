"""The procedures between the levels answer every move in every state."""

import pytest

from huanjie.law.procedure import IllegalMove, Procedure
from huanjie.office.guidance import models, procedures

ENDS = {
    "meeting": {"held", "cancelled"},
    "request": {"concluded", "withdrawn"},
    "report": {"received", "withdrawn"},
    "question": {"withdrawn", "retracted"},
    "visit": {"held", "cancelled"},
    "slip": {"closed", "withdrawn"},
}
TABLES = [each for each in vars(procedures).values() if isinstance(each, Procedure)]
KEPT_BY = {
    "meeting": models.Meeting,
    "question": models.Question,
    "request": models.Request,
    "slip": models.Slip,
    "visit": models.Visit,
}
each_procedure = pytest.mark.parametrize("procedure", TABLES, ids=[t.name for t in TABLES])


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
def test_only_the_ends_lead_nowhere(procedure: Procedure) -> None:
    dead = {state for state in procedure.states if not procedure.open_moves(state)}
    assert dead == ENDS[procedure.name]


@each_procedure
def test_the_record_has_room_for_every_state(procedure: Procedure) -> None:
    kept = KEPT_BY.get(procedure.name, models.Request)
    field = kept._meta.get_field("state")
    assert set(procedure.states) <= {value for value, _ in field.flatchoices}
    assert field.default == procedure.initial
