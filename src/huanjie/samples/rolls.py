"""The witness's own rolls: who votes where, worked out from what is true, not from the files."""

from collections.abc import Iterable, Sequence

from huanjie.samples.constituencies import Constituency
from huanjie.samples.electorate import Electorate, RollChange
from huanjie.samples.people import Person

__all__ = ["Rolls", "final_voters", "published"]

Rolls = dict[tuple[str, int], list[Person]]


def published(found: Electorate, drawn: dict[str, list[Constituency]]) -> Rolls:
    """Every constituency's voters when the rolls are published."""
    rolls: Rolls = {}
    voters = [one for one in [*found.people, *found.arrivals] if found.is_voter(one)]
    for election, constituencies in drawn.items():
        places, units = _index(constituencies)
        for one in constituencies:
            rolls[election, one.number] = []
        for person in voters:
            number = _number(person, places, units)
            if number:
                rolls[election, number].append(person)
    return rolls


def _index(
    constituencies: Iterable[Constituency],
) -> tuple[dict[tuple[str, int], int], dict[str, int]]:
    places, units = {}, {}
    for one in constituencies:
        for place in one.places:
            places[place] = one.number
        for unit in one.units:
            units[unit] = one.number
    return places, units


def _number(
    person: Person, places: dict[tuple[str, int], int], units: dict[str, int]
) -> int | None:
    """The constituency of one person: the unit's, else that of the village he votes in."""
    if person.unit and person.unit in units:
        return units[person.unit]
    if person.moved_to:
        return places.get((person.moved_to, 0))
    whole = places.get((person.village, 0))
    return whole if whole is not None else places.get((person.village, person.group))


def final_voters(rolls: Rolls, changes: Sequence[RollChange]) -> dict[tuple[str, int], int]:
    """V of every constituency: the published roll, and every change made to it."""
    voters = {key: len(roll) for key, roll in rolls.items()}
    for change in changes:
        voters[change.election, change.number] += change.delta
    return voters
