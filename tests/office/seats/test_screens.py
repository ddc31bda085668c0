"""Every page of the stage in both languages, and the acts that its forms do."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huanjie.office.committee.models import Election
from huanjie.office.documents.models import Document
from huanjie.office.people.roles import Role
from huanjie.office.seats import queries, services
from huanjie.office.seats.files import as_csv, read_constituencies
from huanjie.office.seats.models import Constituency, QuotaDecision
from tests.office import builders as b

pytestmark = pytest.mark.django_db

HERE = f"/seats/{b.TOWN}/"
QUOTA = {
    "unit_kind": "town",
    "population": "30000",
    "basis": "hukou",
    "basis_date": "2025-12-31",
    "source": "公安机关人口统计",
    "total": "65",
    "supplement": "0",
    "garrison": "0",
    "last_total": "60",
    "ground": "law_changed",
    "body": b.COUNTY_SC,
    "document_no": "12号",
    "decided_on": "2026-09-27",
}
ROW = {
    "number": "1",
    "name": "第1村选区",
    "kind": "mixed",
    "scope": "430001101001;单位:镇卫生院",
    "population": "310",
    "seats": "2",
}


@pytest.fixture(autouse=True)
def documents_apart(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town() -> Election:
    b.units()
    return b.election()


def loaded(town: Election) -> None:
    b.quota(town)
    services.load_constituencies(
        election=town, rows=b.constituency_rows(), actor=b.actor(b.TOWN, Role.OFFICE)
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "page",
    ["", "quota/", "quota/formula/?population=30000&unit_kind=town", "load/", "add/", "publish/",
     "1/", "1/edit/", "1/remove/", "constituencies.csv", "?format=csv", "?sort=-tenths"],
)  # fmt: skip
def test_every_page_answers(town: Election, page: str, language: str) -> None:
    loaded(town)
    assert b.signed_in(b.TOWN, language=language).get(f"{HERE}{page}").status_code == 200


def test_the_first_pages_say_what_comes_next(town: Election) -> None:
    client = b.signed_in(b.TOWN, Role.OFFICE)
    assert "先由人大常委会记录名额决定" in client.get(HERE).content.decode()
    assert client.get(f"{HERE}quota/").status_code == 200


def test_published_constituencies_are_shown_and_not_edited(town: Election) -> None:
    b.with_constituencies(town)
    client = b.signed_in(b.TOWN)
    page = client.get(HERE).content.decode()
    assert f"{HERE}add/" not in page
    assert "关于选区划分和代表名额分配的公告" in page
    assert client.get(f"{HERE}quota/").status_code == 200
    assert client.post(f"{HERE}add/", ROW | {"number": "9", "name": "新"}).status_code == 422


def test_the_countys_standing_committee_records_the_quota(town: Election) -> None:
    client = b.signed_in(b.COUNTY, Role.STANDING_COMMITTEE)
    assert client.post(f"{HERE}quota/", QUOTA | {"total": "66"}).status_code == 422
    assert client.post(f"{HERE}quota/", QUOTA).status_code == 302
    assert QuotaDecision.objects.get().total == 65
    assert b.signed_in(b.TOWN, Role.OFFICE).post(f"{HERE}quota/", QUOTA).status_code == 200
    assert client.get(f"{HERE}quota/").status_code == 200


def test_the_formula_answers_while_figures_are_typed(town: Election) -> None:
    client = b.signed_in(b.COUNTY, Role.STANDING_COMMITTEE)
    page = client.get(f"{HERE}quota/formula/", QUOTA | {"total": "66"}).content.decode()
    assert "选12" in page
    assert "65" in page
    assert client.get(f"{HERE}quota/formula/", {"population": "x"}).status_code == 200


def upload(client: Client, text: str) -> str:
    file = SimpleUploadedFile("选区.csv", ("\ufeff" + text).encode())
    answer = client.post(f"{HERE}load/", {"file": file})
    assert answer.status_code == 302
    return f"{HERE}load/{Document.objects.latest('pk').pk}/"


def test_a_file_is_received_checked_and_loaded(town: Election) -> None:
    b.quota(town)
    client = b.signed_in(b.TOWN, Role.OFFICE)
    page = upload(client, as_csv(b.TOWN, b.constituency_rows()))
    assert client.get(page).status_code == 200
    assert not Constituency.objects.exists()
    assert client.post(page).status_code == 302
    assert Constituency.objects.count() == 4


def test_a_broken_file_is_shown_with_line_and_code_and_loads_nothing(town: Election) -> None:
    b.quota(town)
    client = b.signed_in(b.TOWN, Role.OFFICE)
    broken = as_csv(b.TOWN, b.constituency_rows()).replace(",300,2,", ",300,二,", 1)
    page = upload(client, broken)
    answer = client.get(page)
    assert answer.status_code == 422
    assert "R113" in answer.content.decode()
    assert client.post(page).status_code == 422
    off_by_one = as_csv(b.TOWN, b.constituency_rows(seats_each=1))
    page = upload(client, off_by_one)
    assert client.post(page).status_code == 422
    assert not Constituency.objects.exists()


def test_what_is_downloaded_can_be_loaded_again(town: Election, tmp_path: Path) -> None:
    loaded(town)
    answer = b.signed_in(b.TOWN).get(f"{HERE}constituencies.csv")
    path = tmp_path / "again.csv"
    path.write_bytes(answer.content)
    again = read_constituencies(path)[b.TOWN]
    assert [(r.number, r.name, r.parts, r.seats) for r in again] == [
        (r.number, r.name, r.parts, r.seats) for r in queries.rows_of(town)
    ]


def test_a_row_is_changed_added_and_removed_by_hand(town: Election) -> None:
    loaded(town)
    client = b.signed_in(b.TOWN, Role.OFFICE)
    assert client.post(f"{HERE}1/edit/", ROW | {"scope": "某村"}).status_code == 422
    assert client.post(f"{HERE}1/edit/", ROW | {"scope": "430001101002"}).status_code == 422
    assert client.post(f"{HERE}1/edit/", ROW).status_code == 302
    assert Constituency.objects.get(number=1).population == 310
    assert client.post(f"{HERE}4/remove/").status_code == 302
    assert client.get(HERE).status_code == 200
    assert Constituency.objects.count() == 3


def test_the_committee_publishes(town: Election) -> None:
    loaded(town)
    client = b.signed_in(b.TOWN, Role.COMMITTEE)
    assert client.post(f"{HERE}publish/", {"on": "2026-10-17"}).status_code == 302
    assert not Constituency.objects.filter(published_on__isnull=True).exists()
    assert b.signed_in(b.TOWN, Role.OFFICE).get(f"{HERE}publish/").status_code == 403
