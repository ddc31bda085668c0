"""The pages of the library, in both languages; and the statute behind an article chip."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huanjie.office.library import services
from huanjie.office.library.models import Statute
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, TOWN
from tests.office.library.shelf import SMALL, imported

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path / "documents"
    builders.units()


@pytest.fixture(params=["zh", "en"])
def office(request: pytest.FixtureRequest) -> Client:
    return builders.signed_in(COUNTY, Role.OFFICE, language=request.param)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def upload(client: Client, text: str = SMALL, **fields: str) -> tuple[int, str]:
    file = SimpleUploadedFile("选举法.md", text.encode())
    answer = client.post("/library/statutes/import/", {"file": file, **fields})
    return answer.status_code, answer.content.decode()


def test_every_page_answers_before_anything_is_imported(office: Client) -> None:
    for address in ("/library/", "/library/statutes/", "/library/statutes/import/"):
        assert "<h1>" in page(office, address)
    assert "<h1>" in page(office, "/library/statutes/EL/")
    assert 'class="empty"' in page(office, "/library/?q=补选")
    assert 'class="empty"' in page(office, "/library/?q=吗")
    page(office, "/library/statutes/XX/", 404)
    page(office, "/library/article/EL/1/", 404)
    page(office, "/library/passage/rule/none/", 404)


def test_a_statute_is_imported_and_read(office: Client) -> None:
    status, _ = upload(office)
    assert status == 302
    contents = page(office, "/library/statutes/EL/")
    assert "/library/article/EL/2/" in contents
    assert "2020" in page(office, "/library/statutes/")
    article = page(office, "/library/article/EL/2/")
    assert 'rel="prev"' in article
    assert 'rel="next"' in article
    assert 'id="p2"' in article
    assert "（二）生病。" in article
    assert office.get("/library/statutes/?format=csv")["Content-Type"].startswith("text/csv")


def test_a_file_with_faults_is_refused_with_their_lines(office: Client) -> None:
    status, text = upload(office, SMALL.replace("第三条", "第二条"))
    assert status == 422
    assert any(words in text for words in ("第20行第1列", "line 20, column 1"))
    assert not Statute.objects.exists()
    assert office.post("/library/statutes/import/", {}).status_code == 422
    assert upload(office, "# 某法\n第一条 甲。")[0] == 422
    assert upload(office, "# 某法\n第一条 甲。", text_code="DL")[0] == 302


def test_a_question_is_answered_with_marks_and_chips(office: Client) -> None:
    services.index_rules()
    imported()
    found = page(office, "/library/?q=选举法第二条")
    assert "/library/article/EL/2/" in found
    assert "/law/EL/2/" in found
    assert "<mark>" in page(office, "/library/?q=委托")
    assert "/passage/" not in page(office, "/library/?q=委托&source=statute")
    rule = page(office, "/library/passage/rule/finding:petition-short/")
    assert "<h1>" in rule


def test_what_rests_on_an_article_stands_beside_its_words(office: Client) -> None:
    imported()
    for key, source, article in (("q-1", "answer", "EL 2¶1"), ("r-1", "rule", "EL 2")):
        services.put(
            source=source,
            key=key,
            title=f"依据之一 {key}",
            text="见第二条。",
            link="/guidance/1/" if source == "answer" else "",
            articles=(article,),
            actor=builders.actor(COUNTY, Role.LIAISON),
        )
    shown = page(office, "/library/article/EL/2/")
    assert 'href="/guidance/1/"' in shown
    assert "/library/passage/rule/r-1/" in shown
    assert "q-1" not in page(office, "/library/article/EL/1/")


def test_the_chip_of_an_article_shows_the_statute_that_the_library_holds(office: Client) -> None:
    assert "/library/article/" not in page(office, "/law/EL/2/")
    imported()
    for headers in ({}, {"HX-Request": "true"}):
        shown = office.get("/law/EL/2.1/", headers=headers).content.decode()
        assert "/library/article/EL/2/" in shown
        assert "有下列情形之一的" in shown


def test_a_text_is_removed_on_a_page_of_its_own(office: Client) -> None:
    imported()
    assert "/library/statutes/EL/remove/" in page(office, "/library/statutes/EL/")
    page(office, "/library/statutes/EL/remove/")
    assert office.post("/library/statutes/EL/remove/").status_code == 302
    assert not Statute.objects.filter(is_current=True).exists()
    page(office, "/library/statutes/EL/remove/", 404)


def test_everybody_reads_and_only_librarians_import() -> None:
    crew = builders.signed_in(TOWN, Role.CREW)
    page(crew, "/library/")
    page(crew, "/library/statutes/import/", 403)
    town = builders.signed_in(TOWN, Role.OFFICE)
    imported()
    assert "/remove/" not in page(town, "/library/statutes/EL/")
    assert town.post("/library/statutes/EL/remove/").status_code == 403
    assert Client().get("/library/").status_code == 302


def test_versions_say_what_changed(office: Client) -> None:
    imported()
    imported(SMALL.replace("三人", "两人").replace("2020", "2025"))
    text = page(office, "/library/statutes/EL/")
    assert "±EL 2" in text
