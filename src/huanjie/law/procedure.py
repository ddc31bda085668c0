"""A procedure is a table of states and moves; the table is the only gate between them."""

from collections.abc import Mapping
from dataclasses import dataclass


class IllegalMove(Exception):
    """A move that the procedure does not know in this state."""

    def __init__(self, procedure: str, state: str, move: str) -> None:
        self.procedure = procedure
        self.state = state
        self.move = move
        super().__init__(f"{procedure}: «{move}» is not a move from «{state}»")


@dataclass(frozen=True)
class Procedure:
    """A state machine. `moves` maps (state, move) to the next state."""

    name: str
    initial: str
    moves: Mapping[tuple[str, str], str]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state that occurs, the initial one first, then in the order of the table."""
        found = [self.initial]
        for (state, _), after in self.moves.items():
            found.extend(name for name in (state, after) if name not in found)
        return tuple(found)

    @property
    def all_moves(self) -> tuple[str, ...]:
        """Every move that occurs, in the order of the table."""
        return tuple(dict.fromkeys(move for _, move in self.moves))

    def after(self, state: str, move: str) -> str:
        """The state that `move` leads to. Raises `IllegalMove` when the table has no such row."""
        try:
            return self.moves[state, move]
        except KeyError:
            raise IllegalMove(self.name, state, move) from None

    def may(self, state: str, move: str) -> bool:
        """True when the move is possible in this state."""
        return (state, move) in self.moves

    def open_moves(self, state: str) -> tuple[str, ...]:
        """The moves possible in this state."""
        return tuple(move for start, move in self.moves if start == state)
