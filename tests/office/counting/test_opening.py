"""How the boxes were opened: recorded, corrected, held against the province, decided upon."""

import json
from datetime import date, timedelta

import pytest

from huanjie.law.finding import Severity
from huanjie.office.counting import queries, services
from huanjie.office.counting.models import BoxOpening, Determination
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.roles import Role
from huanjie.office.polling import services as polling
from huanjie.office.polling.models import Round
from huanjie.office.polling.rows import BoxData
from tests.office.counting import scene
from tests.office.counting.scene import DAY, Paper

pytestmark = pytest.mark.django_db
NATIONAL, ZHEJIANG, SHANGHAI = "43", "33", "31"
NEXT = DAY + timedelta(days=1)
PAPER = Paper(1000, 600, {"王一": 320, "李二": 280})
BODY = scene.actor(Role.COMMITTEE)
LEADER = (Role.OFFICE, Role.COMMITTEE, Role.SCRUTINEER)
PAGE = f"/counting/{scene.TOWN}/1/1/opening/"
SHEET = f"/counting/{scene.TOWN}/1/1/"
RESULT = f"/counting/{scene.TOWN}/1/1/determination/"
USUAL = {"opened_on": "2026-12-20", "counted_together": "on", "approval": ""}


def place(province: str = NATIONAL) -> Round:
    return scene.opened(scene.constituency(scene.election(province=province)))


def closed(province: str = NATIONAL) -> Round:
    return scene.polled(place(province), PAPER)


def two_boxes(province: str) -> Round:
    held = place(province)
    boxes = [
        BoxData(number, "station", "村部", 2, 300, "0417", "0417", 300, 0) for number in (1, 2)
    ]
    polling.record_boxes(round=held, boxes=boxes, actor=scene.actor(Role.CREW))
    polling.close_polling(round=held, actor=scene.actor(Role.CREW))
    held.refresh_from_db()
    return held


def found(held: Round) -> list[tuple[str, str, Severity]]:
    case = queries.case_of(held.pk)
    return [(f.code, f.article.key, f.severity) for f in queries.opening_findings(case)]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_the_opening_is_recorded_with_its_entry_in_the_ledger() -> None:
    made = scene.boxes_opened(closed(), NEXT, approval=" 白选〔2026〕12号 ", called=True)
    assert (made.opened_on, made.counted_together, made.approval, made.leaders_called) == (
        NEXT, True, "白选〔2026〕12号", True,
    )  # fmt: skip
    assert made.unit_code == BoxOpening.objects.get().unit_code == scene.TOWN
    entry = Entry.objects.latest("id")
    assert (entry.event, entry.command) == ("BoxesOpened", "counting.record_opening")
    assert json.loads(entry.payload)["is_correction"] is False


def test_a_record_is_corrected_and_there_is_one_for_each_round() -> None:
    held = closed()
    scene.boxes_opened(held)
    scene.boxes_opened(held, NEXT, together=False)
    row = BoxOpening.objects.get()
    assert (row.opened_on, row.counted_together) == (NEXT, False)
    assert json.loads(Entry.objects.latest("id").payload)["is_correction"] is True


def test_nothing_is_opened_while_the_poll_is_open() -> None:
    with pytest.raises(Refused) as refused:
        scene.boxes_opened(place())
    assert codes(refused) == ["opening-poll-open"]


def test_no_box_is_opened_before_the_day_of_the_vote() -> None:
    held = closed()
    with pytest.raises(Refused) as refused:
        scene.boxes_opened(held, DAY - timedelta(days=1))
    assert codes(refused) == ["opening-before-poll"]
    assert scene.boxes_opened(held, DAY).opened_on == DAY


@pytest.mark.parametrize("role", [Role.CLERK, Role.CREW, Role.REGISTRAR])
def test_who_leads_the_count_records_the_opening(role: Role) -> None:
    held = closed()
    with pytest.raises(NotAllowed):
        services.record_opening(
            round=held, counted_together=True, opened_on=DAY, approval="", leaders_called=False,
            actor=scene.actor(role),
        )  # fmt: skip


def test_a_superior_does_not_record_it() -> None:
    held = closed()
    with pytest.raises(NotAllowed):
        services.record_opening(
            round=held, counted_together=True, opened_on=DAY, approval="", leaders_called=False,
            actor=scene.actor(unit=scene.COUNTY),
        )  # fmt: skip


def test_where_no_text_speaks_nothing_is_missing() -> None:
    assert found(closed()) == []


@pytest.mark.parametrize(("province", "own"), [(ZHEJIANG, "ZJ 47"), (SHANGHAI, "SH 43¶1")])
def test_where_the_province_speaks_a_missing_record_is_a_warning(province: str, own: str) -> None:
    held = closed(province)
    assert found(held) == [("opening-not-recorded", own, Severity.WARN)]
    scene.boxes_opened(held)
    assert found(held) == []


def test_nothing_is_missing_while_the_poll_is_open() -> None:
    assert found(place(ZHEJIANG)) == []


def test_a_missing_record_does_not_stop_the_determination_and_is_kept_with_it() -> None:
    made = scene.determined(place(ZHEJIANG), PAPER)
    assert made.kind == "settled"
    stored = [queries.finding_from(row) for row in made.outcome["findings"]]
    assert "opening-not-recorded" in [finding.code for finding in stored]
    assert made.outcome["opening"] is None


def test_two_boxes_counted_apart_break_the_rules_of_zhejiang_and_of_no_other() -> None:
    held = two_boxes(ZHEJIANG)
    scene.boxes_opened(held, together=False)
    assert found(held) == [("boxes-counted-apart", "ZJ 47", Severity.ERROR)]
    scene.boxes_opened(held, together=True)
    assert found(held) == []


@pytest.mark.parametrize("province", [NATIONAL, SHANGHAI])
def test_two_boxes_may_be_counted_apart_elsewhere(province: str) -> None:
    held = two_boxes(province)
    scene.boxes_opened(held, together=False)
    assert found(held) == []


def test_one_box_is_never_counted_apart() -> None:
    held = closed(ZHEJIANG)
    scene.boxes_opened(held, together=False)
    assert found(held) == []


@pytest.mark.parametrize(
    ("on", "approval", "called", "said"),
    [
        (DAY, "", False, []),
        (NEXT, "", False, ["count-delay-unapproved", "count-leaders-not-called"]),
        (NEXT, "白选〔2026〕12号", False, ["count-leaders-not-called"]),
        (NEXT, " ", True, ["count-delay-unapproved"]),
        (NEXT, "白选〔2026〕12号", True, []),
    ],
)
def test_another_day_needs_approval_and_the_leaders_in_shanghai(
    on: date, approval: str, called: bool, said: list[str]
) -> None:
    held = closed(SHANGHAI)
    scene.boxes_opened(held, on, approval=approval, called=called)
    assert [code for code, _, _ in found(held)] == said


def test_another_day_is_free_where_the_province_says_nothing_of_it() -> None:
    held = closed(ZHEJIANG)
    scene.boxes_opened(held, NEXT)
    assert found(held) == []


def late(province: str = SHANGHAI) -> Round:
    """A round whose sheet is final and whose boxes were opened a day late, without a document."""
    held = place(province)
    scene.counted(held, PAPER)
    scene.boxes_opened(held, NEXT, called=True)
    return held


def test_a_breach_of_a_mandatory_text_stops_the_determination_until_it_is_mended() -> None:
    held = late()
    with pytest.raises(Refused) as refused:
        services.determine(round=held, on=NEXT, actor=BODY)
    assert codes(refused) == ["count-delay-unapproved"]
    scene.boxes_opened(held, NEXT, approval="白选〔2026〕12号", called=True)
    made = services.determine(round=held, on=NEXT, actor=BODY)
    assert made.outcome["findings"] == []
    assert made.outcome["opening"] == {
        "opened_on": "2026-12-21", "counted_together": True,
        "approval": "白选〔2026〕12号", "leaders_called": True,
    }  # fmt: skip


def test_or_until_the_committee_decides_and_then_the_breach_is_kept_with_the_result() -> None:
    held = late()
    contest = held.contest
    (asked,) = queries.waiting_for(contest)
    assert (asked.matter, asked.options) == ("opening", ("count",))
    assert asked.subject == "constituency:1:round:1:count-delay-unapproved:2026-12-21"
    scene.decide(contest.constituency.election, asked.matter, asked.subject, "count")
    assert queries.waiting_for(contest) == []
    made = services.determine(round=held, on=NEXT, actor=BODY)
    (stored,) = [queries.finding_from(row) for row in made.outcome["findings"]]
    assert (stored.code, stored.article.key) == ("count-delay-unapproved", "SH 43¶1")
    assert dict(stored.facts) == {"closed": DAY, "opened": NEXT}


def test_a_decision_lifts_one_breach_on_one_day() -> None:
    held = late()
    (asked,) = queries.waiting_for(held.contest)
    scene.decide(held.contest.constituency.election, asked.matter, asked.subject, "count")
    scene.boxes_opened(held, NEXT)
    assert [row.finding.code for row in queries.waiting_for(held.contest)] == [
        "count-leaders-not-called"
    ]
    scene.boxes_opened(held, NEXT + timedelta(days=1), called=True)
    assert [row.finding.code for row in queries.waiting_for(held.contest)] == [
        "count-delay-unapproved"
    ]


@pytest.mark.parametrize(("on", "is_refused"), [(DAY, True), (NEXT, False)])
def test_no_result_is_determined_before_the_boxes_were_opened(on: date, is_refused: bool) -> None:
    held = late(NATIONAL)
    if not is_refused:
        assert services.determine(round=held, on=on, actor=BODY).kind == "settled"
        return
    with pytest.raises(Refused) as refused:
        services.determine(round=held, on=on, actor=BODY)
    assert codes(refused) == ["determination-before-opening"]


def test_the_record_stands_once_the_result_is_determined() -> None:
    held = place()
    scene.counted(held, PAPER)
    scene.boxes_opened(held)
    services.determine(round=held, on=DAY, actor=BODY)
    with pytest.raises(Refused) as refused:
        scene.boxes_opened(held, NEXT)
    assert codes(refused) == ["opening-determined"]
    assert BoxOpening.objects.get().opened_on == DAY


def test_a_reopened_sheet_lets_it_be_corrected_and_the_result_is_determined_anew() -> None:
    held = place()
    sheet = scene.counted(held, PAPER)
    scene.boxes_opened(held)
    services.determine(round=held, on=DAY, actor=BODY)
    services.reopen_sheet(sheet=sheet, reason="开箱日期有误", actor=BODY)
    scene.boxes_opened(held, NEXT)
    sheet.refresh_from_db()
    services.finalise(sheet=sheet, actor=scene.actor(Role.SCRUTINEER))
    sheet.refresh_from_db()
    case = queries.case_of(held.pk)
    assert queries.stale_reasons(case, Determination.objects.get(), sheet) == ("opening",)
    made = services.determine(round=held, on=NEXT, actor=BODY)
    assert made.outcome["opening"]["opened_on"] == "2026-12-21"
    with pytest.raises(Refused) as refused:
        services.determine(round=held, on=NEXT, actor=BODY)
    assert codes(refused) == ["round-determined"]


def test_a_determination_from_before_there_was_a_record_is_not_stale() -> None:
    held = place()
    made = scene.determined(held, PAPER)
    del made.outcome["opening"]
    made.save()
    assert queries.stale_reasons(queries.case_of(held.pk), made, held.sheet) == ()


@pytest.mark.parametrize(
    ("language", "head", "none", "together", "button"),
    [
        ("zh", "开箱记录", "没有开箱记录", "集中计票", "记录开箱</button>"),
        (
            "en",
            "Opening of the boxes",
            "No record of the opening",
            "counted together",
            "Record the opening</button>",
        ),
    ],
)
def test_the_usual_case_is_recorded_as_the_form_stands(
    language: str, head: str, none: str, together: str, button: str
) -> None:
    closed(ZHEJIANG)
    client = scene.browser(*LEADER, language=language)
    on_sheet = client.get(SHEET).content.decode()
    assert none in on_sheet
    assert f'href="{PAGE}"' in on_sheet
    page = client.get(PAGE).content.decode()
    assert all(words in page for words in (head, button, "opening-not-recorded"))
    assert 'value="2026-12-20"' in page
    assert 'id="id_counted_together" checked' in page
    assert client.post(PAGE, USUAL).status_code == 302
    page = client.get(PAGE).content.decode()
    assert together in page
    assert "receipt" in page
    assert "opening-not-recorded" not in page
    assert together in client.get(SHEET).content.decode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_breaks_the_rules_stands_on_every_page_of_the_round(language: str) -> None:
    scene.counted(place(SHANGHAI), PAPER)
    client = scene.browser(*LEADER, language=language)
    assert client.post(PAGE, {**USUAL, "opened_on": "2026-12-21"}).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "count-delay-unapproved" in page
    assert "count-leaders-not-called" in page
    result = client.get(RESULT).content.decode()
    assert result.count('data-code="count-delay-unapproved"') == 1
    assert client.post(RESULT, {"on": "2026-12-21"}).status_code == 422
    for code in ("count-delay-unapproved", "count-leaders-not-called"):
        given = {
            "matter": "opening", "subject": f"constituency:1:round:1:{code}:2026-12-21",
            "value": "count", "body": "白岩镇选举委员会", "document_no": "",
            "decided_on": "2026-12-21", "reason": "大雪封路",
        }  # fmt: skip
        assert client.post(f"{SHEET}decide/", given).status_code == 302
    decided = "决定继续计票" if language == "zh" else "decided to go on counting"
    assert client.get(PAGE).content.decode().count(decided) == 2
    assert 'name="on" value="2026-12-21"' in client.get(RESULT).content.decode()
    assert client.post(RESULT, {"on": "2026-12-21"}).status_code == 302
    assert client.get(RESULT).content.decode().count(decided) == 2
    assert "count-delay-unapproved" in client.get(RESULT).content.decode()
    assert client.get(f"/committee/{scene.TOWN}/decisions/").status_code == 200


@pytest.mark.parametrize("province", [NATIONAL, ZHEJIANG])
def test_the_determination_says_that_the_record_is_missing_where_it_is_asked_for(
    province: str,
) -> None:
    scene.counted(place(province), PAPER)
    page = scene.browser(*LEADER).get(RESULT).content.decode()
    assert ("opening-not-recorded" in page) is (province == ZHEJIANG)
    assert "认定本轮结果</button>" in page


@pytest.mark.parametrize(
    ("given", "code"),
    [({"opened_on": "2026-12-19"}, "opening-before-poll"), ({"opened_on": ""}, "")],
)
def test_a_refused_form_keeps_what_was_typed(given: dict[str, str], code: str) -> None:
    closed()
    client = scene.browser(*LEADER)
    answer = client.post(PAGE, {**USUAL, "approval": "白选〔2026〕12号", **given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "白选〔2026〕12号" in page
    assert code in page
    assert not BoxOpening.objects.exists()


def test_there_is_no_form_before_the_poll_is_closed_nor_once_the_result_is_determined() -> None:
    held = place()
    client = scene.browser(*LEADER)
    page = client.get(PAGE).content.decode()
    assert "投票截止之后才能记录开箱" in page
    assert 'name="opened_on"' not in page
    scene.determined(held, PAPER)
    page = client.get(PAGE).content.decode()
    assert "开箱记录不能再改" in page
    assert 'name="opened_on"' not in page
    answer = client.post(PAGE, USUAL)
    assert answer.status_code == 422
    assert "opening-determined" in answer.content.decode()


def test_a_clerk_and_a_superior_read_and_do_not_write() -> None:
    closed()
    for client in (scene.browser(Role.CLERK), scene.browser(*LEADER, unit=scene.COUNTY)):
        page = client.get(PAGE)
        assert page.status_code == 200
        assert 'name="opened_on"' not in page.content.decode()
        assert client.post(PAGE, USUAL).status_code == 403
    assert scene.browser(Role.OFFICE, unit=scene.OTHER_TOWN).get(PAGE).status_code == 404
