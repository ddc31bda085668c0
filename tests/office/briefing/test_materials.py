"""Study material goes down, is read by a day, and who has not read it stands on a list."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from huanjie.office.briefing import queries, services
from huanjie.office.briefing.models import Material
from huanjie.office.briefing.work import unit_work
from huanjie.office.ledger.commands import Refused
from huanjie.office.library.queries import search
from huanjie.office.people.models import Unit
from huanjie.office.people.queries import OutOfScope
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.briefing import scene
from tests.office.briefing.scene import TODAY, editor
from tests.office.builders import COUNTY, OTHER_TOWN, TOWN

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def send(**given: object) -> Material:
    if not Unit.objects.exists():
        builders.units()
    wanted = {
        "title": "选民登记辅导", "text": "居住地登记须核对户籍。", "document": None,
        "due": TOMORROW, "units": [TOWN, OTHER_TOWN], "on": TODAY,
    }  # fmt: skip
    unit = Unit.objects.get(pk=COUNTY)
    return services.send_material(unit=unit, actor=editor(), **{**wanted, **given})


def test_every_receiver_has_it_on_the_worklist_until_somebody_has_read_it() -> None:
    sent = send()
    town = scene.editor(TOWN)
    marks = [[each.mark for each in unit_work(town, TODAY + timedelta(days=n))] for n in (0, 1, 2)]
    assert marks == [["todo"], ["due"], ["late"]]
    services.give_receipt(delivery=sent.deliveries.get(unit_id=TOWN), actor=town)
    assert not unit_work(town, TODAY)


def test_the_sender_sees_who_is_late() -> None:
    sent = send()
    after = TOMORROW + timedelta(days=1)
    services.give_receipt(delivery=sent.deliveries.get(unit_id=TOWN), actor=scene.editor(TOWN))
    assert not queries.late_deliveries(COUNTY, TOMORROW)
    assert [each.unit_id for each in queries.late_deliveries(COUNTY, after)] == [OTHER_TOWN]
    (work,) = unit_work(editor(), after)
    assert (work.subject_zh, work.detail_zh) == ("1个单位逾期未学习辅导材料", "青溪镇")
    services.withdraw_material(material=sent, on=after, actor=editor())
    assert not queries.late_deliveries(COUNTY, after)
    assert not unit_work(scene.editor(OTHER_TOWN), after)


def test_it_is_found_in_the_library_until_it_is_withdrawn() -> None:
    sent = send()
    (hit,) = search("户籍 居住地登记", unit=TOWN, sources=("material",))
    assert hit.link == f"/briefing/materials/{sent.pk}/"
    services.withdraw_material(material=sent, on=TODAY, actor=editor())
    assert not search("户籍 居住地登记", unit=TOWN, sources=("material",))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"units": []}, "briefing-no-receiver"),
        ({"units": [COUNTY]}, "briefing-no-receiver"),
        ({"text": " "}, "briefing-material-empty"),
    ],
)
def test_what_cannot_be_sent(given: dict[str, object], code: str) -> None:
    with pytest.raises(Refused, match=code):
        send(**given)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_uploaded_read_and_withdrawn_by_the_pages(
    tmp_path: Path, settings: Settings, language: str
) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.PRACTICE, settings.PRACTICE_DAY = True, TODAY.isoformat()
    builders.units()
    client = builders.signed_in(COUNTY, Role.OFFICE, language=language)
    assert client.get("/briefing/materials/").status_code == 200
    assert client.get("/briefing/materials/new/").status_code == 200
    given = {"title": "讲义", "text": "", "due": "2026-11-22", "units": [TOWN]}
    assert client.post("/briefing/materials/new/", {**given, "title": ""}).status_code == 422
    empty = client.post("/briefing/materials/new/", given)
    assert empty.status_code == 422
    assert "讲义" in empty.content.decode()
    upload = SimpleUploadedFile("讲义.pdf", b"%PDF-1.7 words")
    answer = client.post("/briefing/materials/new/", {**given, "upload": upload})
    assert answer.status_code == 302
    sent = Material.objects.get()
    page = f"/briefing/materials/{sent.pk}/"
    assert client.get(page).status_code == 200
    assert "白岩镇" in client.get("/briefing/materials/late/").content.decode()
    town = builders.signed_in(TOWN, Role.OFFICE, language=language)
    assert town.get("/briefing/materials/").status_code == 200
    file = town.get(f"{page}file/")
    assert b"".join(file.streaming_content) == b"%PDF-1.7 words"
    assert town.post(f"/briefing/receipts/{sent.deliveries.get().pk}/").status_code == 302
    assert "已阅，签收" not in town.get(page).content.decode()
    other = builders.signed_in(OTHER_TOWN, Role.OFFICE)
    assert other.get(page).status_code == 404
    assert other.post(f"/briefing/receipts/{sent.deliveries.get().pk}/").status_code == 404
    assert client.post(f"{page}withdraw/").status_code == 302
    assert client.get(page).status_code == 200


def test_material_of_others_is_out_of_scope() -> None:
    sent = send(units=[TOWN])
    with pytest.raises(OutOfScope):
        queries.readable_material(scene.editor(OTHER_TOWN), sent.pk)
