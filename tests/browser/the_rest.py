"""What would only be repetition in the browser, done by the services in the same database.

Run as `python -m tests.browser.the_rest CHAPTER` with the office's settings in the environment:
the county's second constituency and the whole town, chapter by chapter.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import django

from tests.browser import county
from tests.browser.county import COUNTY, TOWN, Villager
from tests.browser.paper import Box, Paper

if TYPE_CHECKING:
    from huanjie.office.committee.models import Election
    from huanjie.office.ledger.actor import Actor
    from huanjie.office.polling.models import Round

CONTESTS = {
    (COUNTY, 2): county.TEA_CANDIDATES,
    (TOWN, 1): county.CANDIDATES,
    (TOWN, 2): county.TEA_CANDIDATES,
}
ORGANIZATIONS = ("中国共产党枫林镇委员会", "枫林镇妇女联合会")


def day(text: str) -> date:
    """A day of the story."""
    return date.fromisoformat(text)


def actor(unit: str) -> Actor:
    """Somebody of the unit in every role that a chapter needs."""
    from huanjie.office.ledger.actor import Actor
    from huanjie.office.people.roles import Role

    roles = (Role.OFFICE, Role.COMMITTEE, Role.CREW, Role.SCRUTINEER)
    return Actor("龙志刚", unit, frozenset(roles))


def election(unit: str) -> Election:
    """The election of a unit."""
    from huanjie.office.committee.queries import election_of

    return election_of(unit)


def numbers(unit: str) -> list[int]:
    """The constituencies of a unit that are not played in the browser."""
    return [number for code, number in CONTESTS if code == unit]


def nominate() -> None:
    """An organisation nominates all candidates of the other contests."""
    from huanjie.office.nomination import services
    from huanjie.office.nomination.rows import PetitionData

    services.open_lists(election=election(TOWN), actor=actor(TOWN))
    for unit in (COUNTY, TOWN):
        forms = [
            PetitionData(
                constituency=number,
                form_no=f"{unit[6:9]}-{number}-Z0{at}",
                kind="organization",
                received_on=day(county.FORMS_DAY),
                nominees=[_nominee(person) for person in some],
                organizations=[ORGANIZATIONS[at]],
            )
            for number in numbers(unit)
            for at, some in enumerate(_in_parts(CONTESTS[unit, number], number))
        ]
        services.receive_petitions(election=election(unit), forms=forms, actor=actor(unit))
    services.publish_preliminary_lists(
        election=election(TOWN), on=day(county.PRELIMINARY_DAY), actor=actor(TOWN)
    )


def _in_parts(people: tuple[Villager, ...], number: int) -> list[tuple[Villager, ...]]:
    """No form nominates more than there are seats: two in the first, one in the second."""
    size = 2 if number == 1 else 1
    return [people[start : start + size] for start in range(0, len(people), size)]


def _nominee(person: Villager) -> object:
    from huanjie.office.nomination.rows import NomineeData

    return NomineeData(
        person.name,
        person.id_number,
        sex="1" if person.sex == "男" else "2",
        birth=day(person.birth),
        political="13",
        education="60",
        position="村民",
    )


def settle() -> None:
    """One voter group is consulted in each, and all nominees are within the range."""
    from huanjie.office.nomination import services
    from huanjie.office.nomination.rows import ConsultationData, OpinionData, SettlementData

    for unit in (COUNTY, TOWN):
        names = {n: [person.name for person in CONTESTS[unit, n]] for n in numbers(unit)}
        records = [
            ConsultationData(n, 1, "第一组", 12, 3, [OpinionData(name, 8, 1, 3) for name in some])
            for n, some in names.items()
        ]
        services.record_consultations(election=election(unit), records=records, actor=actor(unit))
        settlements = [SettlementData(n, len(some), "all", some) for n, some in names.items()]
        services.settle_formal_lists(
            election=election(unit),
            settlements=settlements,
            on=day(county.FORMAL_DAY),
            actor=actor(unit),
        )
    services.publish_formal_lists(
        election=election(TOWN), on=day(county.FORMAL_DAY), actor=actor(TOWN)
    )


def poll() -> None:
    """The town announces, closes its rolls and polls; so does the county's second constituency."""
    from huanjie.office.polling import services
    from huanjie.office.polling.rows import Place
    from huanjie.office.registration.services import close_rolls

    polling_day = day(county.POLLING_DAY)
    places = [
        Place(1, "竹坪村选区", "station", "竹坪村部", "7时至17时"),
        Place(2, "茶园村选区", "station", "茶园小学", "7时至17时"),
    ]
    services.announce_polling(
        election=election(TOWN),
        places=places,
        hours="7时至17时",
        on=day("2026-12-15"),
        actor=actor(TOWN),
    )
    close_rolls(election=election(TOWN), on=polling_day, actor=actor(TOWN))
    services.open_contests(election=election(TOWN), held_on=polling_day, actor=actor(TOWN))
    for unit, number in CONTESTS:
        _hold(_round(unit, number))


def _round(unit: str, number: int) -> Round:
    from huanjie.office.polling.queries import round_of

    return round_of(election(unit), number, 1)


def paper(held: Round) -> Paper:
    """All but three take part; the last candidate is not elected."""
    names = [candidate.name if hasattr(candidate, "name") else candidate
             for candidate in held.candidates]  # fmt: skip
    taking_part = held.voters - 3
    winner = (taking_part - 3, 2, 1)
    votes = {name: winner if at < held.seats else (3, 5, taking_part - 8)
             for at, name in enumerate(names)}  # fmt: skip
    box = Box("村部投票站", own=taking_part, proxy=0, unused=0, votes=votes, seal="0500")
    return Paper(held.contest.constituency.number, held.voters, reserve=3, boxes=(box,))


def _hold(held: Round) -> None:
    from huanjie.office.polling import services
    from huanjie.office.polling.rows import BoxData

    (box,) = paper(held).boxes
    row = BoxData(1, "station", box.name, 2, box.received, box.seal, box.seal, box.own, box.proxy)
    unit = held.unit_code
    services.record_boxes(round=held, boxes=[row], actor=actor(unit))
    services.close_polling(round=held, actor=actor(unit))


def count() -> None:
    """Both typings agree, the results are determined and declared, the town publishes its own."""
    from huanjie.office.counting import services
    from huanjie.office.people.queries import account, member, unit
    from huanjie.office.people.roles import Role
    from huanjie.office.people.services import open_account
    from huanjie.office.polling.queries import contest_of
    from huanjie.office.tenure import services as tenure

    for at in (1, 2):
        open_account(
            username=f"town-clerk-{at}",
            name=f"录入员{at}",
            unit=unit(TOWN),
            roles=[Role.CLERK],
            password=None,
            expires_on=None,
            actor=member(account("admin")),  # type: ignore[arg-type]
        )
    for code, number in CONTESTS:
        held = _round(code, number)
        held.refresh_from_db()
        sheet = services.open_sheet(round=held, actor=actor(code))
        for at in (1, 2):
            name = f"town-clerk-{at}" if code == TOWN else f"clerk-{at}"
            clerk = member(account(name))  # type: ignore[arg-type]
            values = paper(held).values()
            services.enter_sheet(sheet=sheet, ordinal=at, values=values, actor=clerk)
        sheet.refresh_from_db()
        services.finalise(sheet=sheet, actor=actor(code))
        held.refresh_from_db()
        services.determine(round=held, on=day(county.RESULT_DAY), actor=actor(code))
        contest = contest_of(election(code), number)
        if code == TOWN:
            tenure.declare_contest(contest=contest, on=day(county.RESULT_DAY), actor=actor(code))
    tenure.publish_results(election=election(TOWN), on=day(county.RESULT_DAY), actor=actor(TOWN))


CHAPTERS = {each.__name__: each for each in (nominate, settle, poll, count)}

if __name__ == "__main__":
    django.setup()
    CHAPTERS[sys.argv[1]]()
