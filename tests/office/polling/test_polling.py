"""Polling day: contests open on final rolls and lists, boxes, participants, closing, notices."""

import pytest

from huanjie.office.bulletin.models import Publication
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.roles import Role
from huanjie.office.polling import queries, services
from huanjie.office.polling.models import Contest
from huanjie.office.polling.rows import BoxData, Place
from tests.office.counting import scene

pytestmark = pytest.mark.django_db
ACTOR = scene.actor(Role.OFFICE)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_a_contest_opens_with_the_closed_roll_and_the_formal_list() -> None:
    held = scene.opened(scene.constituency(scene.election(), seats=2, voters=812))
    assert (held.voters, held.seats, held.kind) == (812, 2, "first")
    assert held.candidates == ["王一", "李二", "张三丰"]
    assert held.contest.state == "first_vote"


def test_no_contest_opens_before_the_roll_is_closed() -> None:
    place = scene.constituency(scene.election())
    place.roll.final_voters = None
    place.roll.save()
    with pytest.raises(Refused) as refused:
        scene.opened(place)
    assert codes(refused) == ["contest-roll-open"]
    assert not Contest.objects.exists()


def test_no_contest_opens_before_the_formal_list_is_published() -> None:
    place = scene.constituency(scene.election())
    place.candidate_list.formal_on = None
    place.candidate_list.save()
    with pytest.raises(Refused) as refused:
        scene.opened(place)
    assert codes(refused) == ["contest-no-candidates"]


def test_a_contest_opens_on_election_day_only() -> None:
    place = scene.constituency(scene.election())
    with pytest.raises(Refused) as refused:
        services.open_contest(constituency=place, held_on=scene.LATER, actor=ACTOR)
    assert codes(refused) == ["contest-wrong-day"]


def test_a_contest_opens_once() -> None:
    place = scene.constituency(scene.election())
    scene.opened(place)
    with pytest.raises(Refused) as refused:
        scene.opened(place)
    assert codes(refused) == ["contest-already-open"]


def test_all_contests_open_in_one_act_with_few_queries(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    held = scene.election()
    for number in range(1, 21):
        scene.constituency(held, number)
    with django_assert_max_num_queries(25):
        assert services.open_contests(election=held, held_on=scene.DAY, actor=ACTOR) == 20
    assert Entry.objects.filter(event="ContestsOpened").count() == 1


def test_a_nominee_who_left_is_not_on_the_ballot() -> None:
    place = scene.constituency(scene.election(), seats=2)
    place.candidate_list.nominees.filter(name="李二").update(left_reason="died")
    assert scene.opened(place).candidates == ["王一", "张三丰"]


def test_boxes_participants_and_closing() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    station = services.add_box(
        round=held, number=1, kind="station", name="村部", scrutineers=2, ballots_received=500,
        actor=ACTOR,
    )  # fmt: skip
    mobile = services.add_box(
        round=held, number=2, kind="mobile", name="流动", scrutineers=2, ballots_received=50,
        actor=ACTOR,
    )  # fmt: skip
    services.record_participants(box=station, own=400, proxy=30, actor=ACTOR)
    with pytest.raises(Refused) as refused:
        services.close_polling(round=held, actor=ACTOR)
    assert codes(refused) == ["polling-incomplete"]
    services.record_participants(box=mobile, own=21, proxy=0, actor=ACTOR)
    services.record_seals(box=mobile, seal_closed="a", seal_opened="a", actor=ACTOR)
    services.close_polling(round=held, actor=ACTOR)
    sums = queries.turnout(held)
    assert (sums.in_person, sums.proxy, sums.mobile, sums.participants) == (400, 30, 21, 451)
    with pytest.raises(Refused) as refused:
        services.record_participants(box=station, own=401, proxy=30, actor=ACTOR)
    assert codes(refused) == ["polling-closed"]


def test_a_round_without_a_box_does_not_close() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    with pytest.raises(Refused) as refused:
        services.close_polling(round=held, actor=ACTOR)
    assert codes(refused) == ["polling-without-box"]


def test_a_box_number_is_given_once_and_marks_are_never_negative() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    box = {"number": 1, "kind": "station", "name": "村部", "scrutineers": 2}
    made = services.add_box(round=held, **box, ballots_received=9, actor=ACTOR)
    with pytest.raises(Refused) as refused:
        services.add_box(round=held, **box, ballots_received=9, actor=ACTOR)
    assert codes(refused) == ["box-number-taken"]
    with pytest.raises(Refused) as refused:
        services.record_participants(box=made, own=-1, proxy=0, actor=ACTOR)
    assert codes(refused) == ["participants-negative"]


def test_boxes_recorded_at_once_replace_those_with_the_same_number() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    rows = [BoxData(1, "station", "村部", 2, 9, own=5, proxy=0)]
    services.record_boxes(round=held, boxes=rows, actor=ACTOR)
    again = [BoxData(1, "station", "村部", 2, 9, own=6, proxy=1)]
    services.record_boxes(round=held, boxes=again, actor=ACTOR)
    assert queries.register_marks(held) == {1: (6, 1)}


def test_a_mobile_box_with_one_scrutineer_is_a_warning_where_no_text_speaks() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    services.add_box(
        round=held, number=1, kind="mobile", name="流动", scrutineers=1, ballots_received=9,
        actor=ACTOR,
    )  # fmt: skip
    assert "box-crew-short:1" in Entry.objects.get(event="BoxAdded").payload


def test_a_further_round_opens_only_when_the_contest_waits_for_it() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    with pytest.raises(Refused) as refused:
        services.open_round(
            contest=held.contest, kind="supplementary", seats=1, candidates=["王一", "李二"],
            held_on=scene.LATER, actor=ACTOR,
        )  # fmt: skip
    assert codes(refused) == ["round-not-awaited"]


def test_an_actor_of_another_unit_is_refused() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    stranger = scene.actor(Role.OFFICE, unit=scene.OTHER_TOWN)
    superior = scene.actor(Role.OFFICE, unit=scene.COUNTY)
    for who in (stranger, superior):
        with pytest.raises(NotAllowed):
            services.close_polling(round=held, actor=who)
    with pytest.raises(NotAllowed):
        services.close_polling(round=held, actor=scene.actor(Role.CLERK))


def test_the_polling_notice_names_every_constituency() -> None:
    held = scene.election()
    scene.constituency(held, 1)
    scene.constituency(held, 2)
    places = [Place(1, "第1选区", "station", "村部", "")]
    act = {"election": held, "hours": "7时至17时", "actor": scene.actor(Role.COMMITTEE)}
    with pytest.raises(Refused) as refused:
        services.announce_polling(**act, places=places, on=scene.DAY)
    assert codes(refused) == ["polling-places-incomplete"]
    places.append(Place(2, "第2选区", "assembly", "小学", "8时"))
    with pytest.raises(Refused) as refused:
        services.announce_polling(**act, places=places, on=scene.LATER)
    assert codes(refused) == ["polling-announced-late"]
    services.announce_polling(**act, places=places, on=scene.DAY)
    notice = Publication.objects.get(kind="polling_notice")
    assert notice.body["tables"][0]["rows"][1][-1] == "8时"


def test_the_overview_tells_every_constituency_in_one_query(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    held = scene.election()
    for number in range(1, 6):
        scene.constituency(held, number)
    first = scene.opened(held.constituencies.get(number=2))
    box = BoxData(1, "station", "村部", 2, 9, own=5, proxy=2)
    services.record_boxes(round=first, boxes=[box], actor=ACTOR)
    with django_assert_num_queries(1):
        rows = list(queries.overview(held))
    assert [row.contest_state for row in rows] == [None, "first_vote", None, None, None]
    assert (rows[1].participants, rows[1].unrecorded, rows[1].boxes) == (7, 0, 1)
    assert [row.number for row in queries.overview(held, state="unopened")] == [1, 3, 4, 5]
    assert [row.number for row in queries.overview(held, words="2")] == [2]
    assert queries.states_of(held) == {"unopened": 4, "first_vote": 1}
    assert [item.mark for item in queries.open_work(held, scene.DAY)] == ["todo", "due"]
