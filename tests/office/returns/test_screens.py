"""Every page of the returns in both languages, and what its forms do."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huanjie.office.committee.models import CommitteeMember, Election
from huanjie.office.documents.services import Upload
from huanjie.office.jobs.models import Job
from huanjie.office.people.models import Account, Post, Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns import services, tasks
from huanjie.office.returns.models import (
    Arrival,
    Demand,
    LastTerm,
    Peer,
    ReceivedReturn,
    ReturnSet,
    SentBundle,
    SigningKey,
    SituationReport,
)
from huanjie.office.returns.queries.sets import explanation_key, findings_of, unexplained
from huanjie.office.returns.words import FOUR_PARTS
from tests.office.returns import scene

pytestmark = pytest.mark.django_db
MAPPING = """
[form]
id = "x"
title = "表"
title_en = "Form"
level = "township"
source = "湘选〔2026〕1号"
[[item]]
number = "1"
name = "选民"
fields = ["T3.03"]
"""


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


def browser(unit: str, *roles: Role, language: str = "zh") -> Client:
    """A signed-in browser of somebody of the unit."""
    held = roles or (Role.OFFICE,)
    name = f"{unit}-{'-'.join(sorted(held))}"
    made, is_new = Account.objects.get_or_create(username=name, name="钱秘书", unit_id=unit)
    if is_new:
        Post.objects.bulk_create(Post(account=made, role=role) for role in held)
    client = Client(headers={"accept-language": language})
    client.force_login(made, backend="huanjie.office.people.backends.UnexpiredBackend")
    client.cookies["huanjie_language"] = "en" if language == "en" else "zh-hans"
    return client


@pytest.fixture
def town() -> Election:
    held = scene.election(scene.TOWN)
    scene.election(scene.COUNTY)
    return held


@pytest.fixture
def arrival(town: Election) -> Arrival:
    report = services.draft_report(
        unit=town.unit, stage="polling", on=scene.TODAY, title="投票日",
        parts=dict.fromkeys(FOUR_PARTS, "好"), actor=scene.actor(), files=[Upload("a.txt", b"x")],
    )  # fmt: skip
    services.send_report(report=report, at=scene.NOW, actor=scene.actor())
    services.demand(
        unit=Unit.objects.get(code=scene.COUNTY), name="补报", tables=["T8"],
        units=[scene.TOWN], due_on=scene.TODAY, on=scene.TODAY, actor=scene.actor(scene.COUNTY),
    )  # fmt: skip
    scene.received(scene.sent(town))
    found = scene.received(scene.sent(town, reason="更正", T1_01=2))
    services.enter_last_term(
        election=town, content=scene.sound(scene.TOWN, T1_01=9), source="上届.csv",
        actor=scene.actor(),
    )  # fmt: skip
    return found


def own_pages() -> list[str]:
    kept = ReturnSet.objects.order_by("-version").first()
    bundle = SentBundle.objects.first()
    report = SituationReport.objects.get()
    of_set = ("set", "checks", "cover", "versions", "set_rows", "send", "fill", "set_form")
    return [
        *(reverse(f"returns:{name}", args=(kept.pk,)) for name in of_set),
        f"{reverse('returns:set', args=(kept.pk,))}?t=T6",
        reverse("returns:figure", args=(kept.pk, "T3.03")),
        reverse("returns:figure", args=(kept.pk, "T6.01@elected")),
        *(reverse(f"returns:{name}") for name in (
            "index", "draw_up", "sending", "receipt", "compare", "last_term", "situations",
            "new_situation", "keys", "make_key", "register",
        )),
        reverse("returns:bundle", args=(bundle.pk,)),
        reverse("returns:situation", args=(report.pk,)),
        reverse("returns:send_situation", args=(report.pk,)),
        reverse("returns:edit_situation", args=(report.pk,)),
    ]  # fmt: skip


def pages_above(arrival: Arrival) -> list[str]:
    row = ReceivedReturn.objects.get(arrival=arrival)
    report = SituationReport.objects.get()
    return [
        *(reverse(f"returns:{name}") for name in (
            "index", "arrivals", "reporting", "late", "demand", "rollup", "compare",
            "situations", "keys", "enrol_down",
        )),
        *(reverse(f"returns:{n}", args=(arrival.pk,)) for n in ("arrival", "accept", "send_back")),
        *(reverse(f"returns:{name}", args=(row.pk,))
          for name in ("received", "received_rows", "received_changes")),
        f"{reverse('returns:rollup')}?t=T3",
        reverse("returns:total", args=("township", "T3.03")),
        reverse("returns:withdraw_demand", args=(Demand.objects.get().pk,)),
        reverse("returns:answer_situation", args=(report.pk,)),
        reverse("returns:situation", args=(report.pk,)),
        f"{reverse('returns:compare')}?key=T3.03",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers(arrival: Arrival, language: str) -> None:
    own = browser(scene.TOWN, Role.OFFICE, Role.COMMITTEE, language=language)
    above = browser(scene.COUNTY, Role.OFFICE, Role.STANDING_COMMITTEE, language=language)
    for client, pages in ((own, own_pages()), (above, pages_above(arrival))):
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 200, (page, answer.content.decode()[:300])


def test_tables_come_as_csv_and_sets_as_files(arrival: Arrival) -> None:
    kept = ReturnSet.objects.order_by("-version").first()
    own, above = browser(scene.TOWN), browser(scene.COUNTY)
    tables = [reverse("returns:index"), reverse("returns:set", args=(kept.pk,)),
              reverse("returns:set_rows", args=(kept.pk,)),
              reverse("returns:versions", args=(kept.pk,)), reverse("returns:sending"),
              reverse("returns:situations"), reverse("returns:compare")]  # fmt: skip
    for page in tables:
        assert "csv" in own.get(page, {"format": "csv"})["Content-Type"], page
    row = ReceivedReturn.objects.get(arrival=arrival)
    for page in (
        reverse("returns:arrivals"), reverse("returns:reporting"), reverse("returns:late"),
        reverse("returns:rollup"), reverse("returns:total", args=("township", "T3.03")),
        *(reverse(f"returns:{name}", args=(row.pk,))
          for name in ("received", "received_rows", "received_changes")),
    ):  # fmt: skip
        assert "csv" in above.get(page, {"format": "csv"})["Content-Type"], page
    for kind in ("csv", "xlsx"):
        assert own.get(reverse("returns:set_file", args=(kept.pk, kind))).status_code == 200
        total = reverse("returns:rollup_file", args=("township", kind))
        assert above.get(total).status_code == 200
    assert own.get(reverse("returns:set_file", args=(kept.pk, "exe"))).status_code == 404


def test_a_mapping_file_fills_the_provinces_form(arrival: Arrival) -> None:
    page = reverse("returns:set_form", args=(ReturnSet.objects.first().pk,))
    client = browser(scene.TOWN)
    good = SimpleUploadedFile("map.toml", MAPPING.encode())
    answer = client.post(page, {"mapping": good})
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    bad = client.post(page, {"mapping": SimpleUploadedFile("map.toml", b"x = 1")})
    assert bad.status_code == 422


def test_others_do_not_see_it_and_guides_read_only(arrival: Arrival) -> None:
    kept = ReturnSet.objects.first()
    page = reverse("returns:set", args=(kept.pk,))
    assert browser(scene.OTHER).get(page).status_code == 404
    assert browser(scene.TOWN, Role.CLERK).get(page).status_code == 403
    guide = browser(scene.COUNTY, Role.GUIDE)
    assert guide.get(page).status_code == 200
    accept = reverse("returns:accept", args=(arrival.pk,))
    assert guide.post(accept, {"words": ""}).status_code == 403
    for gone in (
        reverse("returns:set", args=(99999,)), reverse("returns:figure", args=(kept.pk, "T99")),
        reverse("returns:bundle", args=(99999,)), reverse("returns:situation", args=(99999,)),
    ):  # fmt: skip
        assert browser(scene.TOWN).get(gone).status_code == 404
    for gone in (
        reverse("returns:arrival", args=(99999,)), reverse("returns:received", args=(99999,)),
        reverse("returns:total", args=("township", "T99")),
        reverse("returns:total", args=("county", "T3.03")),
        reverse("returns:withdraw_key", args=(99999,)),
        reverse("returns:withdraw_demand", args=(99999,)),
    ):  # fmt: skip
        assert browser(scene.COUNTY).get(gone).status_code == 404


def test_a_set_goes_by_the_screens_from_its_drawing_to_its_bundle(town: Election) -> None:
    office, committee = browser(scene.TOWN), browser(scene.TOWN, Role.COMMITTEE)
    scene.keys(scene.TOWN)
    assert office.post(reverse("returns:draw_up"), {"remarks": ""}).status_code == 302
    assert Job.objects.get().task.endswith("tasks.draw_up")
    kept = scene.explained(scene.drawn(town))
    fill = reverse("returns:fill", args=(kept.pk,))
    given = {"name": "钱秘书", "post": "secretary", "phone": "0000-1", "remarks": ""}
    assert office.post(fill, {**given, "phone": ""}).status_code == 422
    assert office.post(fill, given).status_code == 302
    chair = CommitteeMember.objects.get(election=town, post="chair")
    review = reverse("returns:review", args=(kept.pk,))
    assert committee.post(review, {"member": chair.pk}).status_code == 302
    assert office.post(reverse("returns:send", args=(kept.pk,))).status_code == 302
    actor = scene.actor()
    job = Job.objects.first()
    tasks.send_up(job=job.pk, actor=actor, return_set=kept.pk)
    kept.refresh_from_db()
    assert kept.state == "exported"
    bundle = SentBundle.objects.get()
    download = office.get(reverse("returns:download", args=(bundle.pk,)))
    assert b"".join(download.streaming_content).startswith(b"PK")


def test_a_page_older_than_the_last_bundle_sends_nothing_until_pressed_again(
    town: Election,
) -> None:
    scene.sent(town)
    page = reverse("returns:send", args=(ReturnSet.objects.get().pk,))
    office = browser(scene.TOWN)
    old = office.post(page, {"after": "0"})
    assert old.status_code == 422
    shown = old.content.decode()
    assert "第 1 号报送包" in shown
    assert 'name="after" value="1"' in shown
    assert not Job.objects.exists()
    assert office.post(page, {"after": "1"}).status_code == 302


def test_the_task_computes_and_keeps_a_set(town: Election) -> None:
    tasks.draw_up(
        job=0, actor=scene.actor(), election=town.pk, at=scene.NOW.isoformat(), reason="",
        remarks="第一次",
    )  # fmt: skip
    assert ReturnSet.objects.get().remarks == "第一次"


def test_a_warning_is_explained_on_its_page_and_a_short_word_is_kept(town: Election) -> None:
    kept = scene.drawn(town, content=scene.sound(scene.TOWN, T4_02=3, T4_03=3, T4_04=0, T4_05=0))
    page = reverse("returns:explain", args=(kept.pk,))
    form = {"code": "X4.7", "paths": "T4.04,T4.05", "text": "好"}
    client = browser(scene.TOWN)
    short = client.post(page, form)
    assert short.status_code == 422
    assert "returns-explanation-empty" in short.content.decode()
    answer = client.post(page, {**form, "text": "均由组织推荐"})
    assert answer.status_code == 302
    checks = client.get(reverse("returns:checks", args=(kept.pk,))).content.decode()
    assert "均由组织推荐" in checks


def test_explanations_typed_together_are_saved_together_or_all_kept(town: Election) -> None:
    content = scene.sound(scene.TOWN, T4_02=3, T4_03=3, T4_04=0, T4_05=0, T5_17=99, T5_19=9)
    kept = scene.drawn(town, content=content)
    found = findings_of(kept, today=scene.TODAY)
    warned = [explanation_key(each) for each in unexplained(kept, found)]
    assert len(warned) == 2
    form = {
        "code": [code for code, _paths in warned],
        "paths": [paths for _code, paths in warned],
        "text": ["已与记录核对"] * (len(warned) - 1) + ["好"],
    }
    page = reverse("returns:explain", args=(kept.pk,))
    client = browser(scene.TOWN)
    short = client.post(page, form)
    assert short.status_code == 422
    assert short.content.decode().count("已与记录核对</textarea>") == len(warned) - 1
    assert not kept.explanations.exists()
    form["text"][-1] = "查无差错"
    assert client.post(page, form).status_code == 302
    assert kept.explanations.count() == len(warned)
    assert client.post(page, form).status_code == 302


def test_bundles_come_by_the_browser_and_are_decided(town: Election) -> None:
    sent = scene.sent(town)
    scene.keys(scene.COUNTY)
    client = browser(scene.COUNTY)
    page = reverse("returns:arrivals")
    bundle = SimpleUploadedFile("t.hjb", scene.file_of(sent).read_bytes())
    rubbish = SimpleUploadedFile("x.hjb", b"no bundle at all")
    answer = client.post(page, {"bundles": [bundle, rubbish]})
    assert answer.status_code == 302
    assert sorted(Arrival.objects.values_list("state", flat=True)) == ["refused", "waiting"]
    refused = Arrival.objects.get(state="refused")
    shown = client.get(reverse("returns:arrival", args=(refused.pk,))).content.decode()
    assert "archive-not-a-bundle" in shown
    assert "x.hjb" in shown
    assert "tmp" not in shown
    none = client.get(reverse("returns:arrival_receipt", args=(refused.pk,)))
    assert none.status_code == 302
    arrival = Arrival.objects.get(state="waiting")
    back = reverse("returns:send_back", args=(arrival.pk,))
    assert client.post(back, {"words": ""}).status_code == 422
    accept = reverse("returns:accept", args=(arrival.pk,))
    assert client.post(accept, {"words": "收"}).status_code == 302
    receipt = client.get(reverse("returns:arrival_receipt", args=(arrival.pk,)))
    assert json.loads(receipt.content)["verdict"] == "accepted"
    remarks = client.get(reverse("returns:arrival_remarks", args=(arrival.pk,)))
    assert remarks.json() == {}
    whole = client.get(reverse("returns:arrival_remarks", args=(arrival.pk,)), {"file": 1})
    assert whole.status_code == 200
    own = browser(scene.TOWN)
    kept = own.post(
        reverse("returns:receipt"), {"file": SimpleUploadedFile("r.hjr", receipt.content)}
    )
    assert kept.status_code == 302
    assert own.get(reverse("returns:bundle", args=(sent.pk,))).status_code == 200


def test_keys_are_made_exchanged_and_withdrawn_by_the_screens(town: Election) -> None:
    own, above = browser(scene.TOWN), browser(scene.COUNTY)
    assert own.get(reverse("returns:enrol_up")).status_code == 422
    for client in (own, above):
        made = client.post(reverse("returns:make_key"), {"suite": "ed25519-sha256"})
        assert made.status_code == 302
    up = own.get(reverse("returns:enrol_up")).content
    town_key = SigningKey.objects.get(unit_id=scene.TOWN)
    form = {"file": SimpleUploadedFile("t.hjk", up), "fingerprint": town_key.fingerprint}
    assert above.post(reverse("returns:register"), form).status_code == 302
    down = above.post(
        reverse("returns:enrol_down"), {"unit": scene.TOWN, "address": "https://county.example"}
    )
    county_key = SigningKey.objects.get(unit_id=scene.COUNTY)
    wrong = {"file": SimpleUploadedFile("c.hjk", down.content), "fingerprint": "0000"}
    assert own.post(reverse("returns:register"), wrong).status_code == 422
    right = {
        "file": SimpleUploadedFile("c.hjk", down.content),
        "fingerprint": county_key.fingerprint,
    }
    assert own.post(reverse("returns:register"), right).status_code == 302
    peer = Peer.objects.get(relation="superior")
    assert peer.address == "https://county.example"
    page = reverse("returns:withdraw_key", args=(peer.pk,))
    assert own.post(page, {"reason": "换机"}).status_code == 302


def test_a_demand_and_a_situation_report_by_the_screens(town: Election) -> None:
    above, own = browser(scene.COUNTY), browser(scene.TOWN)
    form = {"name": "补报", "tables": ["T8"], "units": [scene.TOWN], "due_on": "2099-01-01"}
    assert above.post(reverse("returns:demand"), form).status_code == 302
    page = reverse("returns:withdraw_demand", args=(Demand.objects.get().pk,))
    assert above.post(page, {"reason": "不用"}).status_code == 302
    given = {"title": "准备", "stage": "preparation", "on": "2026-12-28",
             **dict.fromkeys(FOUR_PARTS, "无"),
             "files": SimpleUploadedFile("a.txt", b"x")}  # fmt: skip
    assert own.post(reverse("returns:new_situation"), given).status_code == 302
    report = SituationReport.objects.get()
    edit = reverse("returns:edit_situation", args=(report.pk,))
    changed = {**given, "title": "准备阶段", "files": SimpleUploadedFile("b.txt", b"y")}
    assert own.post(edit, changed).status_code == 302
    assert own.post(reverse("returns:send_situation", args=(report.pk,))).status_code == 302
    answer = reverse("returns:answer_situation", args=(report.pk,))
    assert above.post(answer, {"words": "已阅"}).status_code == 302
    document = report.attachments.first()
    file = above.get(reverse("returns:attachment", args=(report.pk, document.pk)))
    assert b"".join(file.streaming_content) in (b"x", b"y")
    gone = above.get(reverse("returns:attachment", args=(report.pk, 99999)))
    assert gone.status_code == 404


def test_the_last_term_comes_from_lines(town: Election) -> None:
    page = reverse("returns:last_term")
    client = browser(scene.TOWN)
    for content in (b"T3.03,many", b"nothing", b"\xff\xfe\xff"):
        wrong = client.post(page, {"file": SimpleUploadedFile("l.csv", content)})
        assert wrong.status_code == 422
    good = SimpleUploadedFile("l.csv", '﻿T3.03,"1,204"\nT1.01,1'.encode())
    assert client.post(page, {"file": good}).status_code == 302
    assert LastTerm.objects.get().source == "l.csv"
