"""Reading the places of a polling notice from lines of text."""

from collections.abc import Iterable

from huanjie.law.finding import WrongInput
from huanjie.office.polling.rows import Place
from huanjie.office.seats.models import Constituency

KINDS = {"投票站": "station", "选举大会": "assembly", "流动票箱": "mobile"}


def places_from(text: str, constituencies: Iterable[Constituency]) -> list[Place]:
    """One place a line: number, place, kind, hours; the last two may be missing.

    Raises `WrongInput` naming the line.
    """
    names = {row.number: row.name for row in constituencies}
    found = []
    for at, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.replace(",", "，").split("，")]
        number = int(cells[0]) if cells[0].isdecimal() else 0
        if number not in names or len(cells) < 2 or not cells[1]:
            raise WrongInput("places", f"第{at}行：{line.strip()[:60]}")
        kind, hours = (*cells[2:4], "", "")[:2]
        found.append(Place(number, names[number], KINDS.get(kind, "station"), cells[1], hours))
    return found
