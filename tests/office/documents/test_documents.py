"""Documents: kept once under their digest, whole or not at all, read in scope."""

import hashlib
import io
from pathlib import Path
from typing import IO

import pytest
from django.conf import LazySettings
from django.test import Client

from huanjie.office.documents import queries, services
from huanjie.office.documents.models import Document
from huanjie.office.ledger.commands import NotAllowed
from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, TOWN

pytestmark = pytest.mark.django_db
BYTES = "姓名,性别\n王伟,1\n".encode("gb18030")


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path / "documents"
    builders.units()


def receive(content: bytes | Path | IO[bytes] = BYTES, unit: str = COUNTY) -> Document:
    return services.receive(
        unit=Unit.objects.get(pk=unit),
        kind="population",
        name="../../人口.csv",
        content=content,
        actor=builders.actor(COUNTY, Role.OFFICE),
    )


def test_bytes_are_kept_under_their_digest_and_said_in_the_ledger() -> None:
    found = receive()
    assert found.digest == hashlib.sha256(BYTES).hexdigest()
    assert found.size == len(BYTES)
    assert found.name == "人口.csv"
    assert queries.path(found).read_bytes() == BYTES
    assert found.digest in Entry.objects.get(event="DocumentReceived").payload


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(BYTES)
    assert receive() == receive(path) == receive(io.BytesIO(BYTES))
    assert receive(unit=TOWN) != receive()
    kept = [each for each in (tmp_path / "documents").rglob("*") if each.is_file()]
    assert len(kept) == 1


def test_a_stream_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    class Breaking(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("line dropped")

    with pytest.raises(OSError, match="line dropped"):
        receive(Breaking(BYTES))
    assert not Document.objects.exists()
    assert not [each for each in (tmp_path / "documents").rglob("*") if each.is_file()]


def test_a_file_is_received_only_for_ones_own_units() -> None:
    with pytest.raises(NotAllowed):
        services.receive(
            unit=Unit.objects.get(pk=COUNTY),
            kind="x",
            name="x",
            content=b"x",
            actor=builders.actor(TOWN, Role.OFFICE),
        )
    with pytest.raises(NotAllowed):
        services.receive(
            unit=Unit.objects.get(pk=COUNTY),
            kind="x",
            name="x",
            content=b"x",
            actor=builders.actor(COUNTY, Role.GUIDE),
        )


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(builders.account(COUNTY, Role.OFFICE))
    return client


def test_the_office_gets_the_bytes_back(office: Client) -> None:
    found = receive()
    answer = office.get(f"/documents/{found.pk}/")
    assert b"".join(answer.streaming_content) == BYTES  # type: ignore[attr-defined, arg-type]
    assert answer["Content-Disposition"].startswith("attachment")


def test_who_may_not_read_a_file(office: Client) -> None:
    found = receive()
    town, guide = Client(), Client()
    town.force_login(builders.account(TOWN, Role.OFFICE))
    guide.force_login(builders.account(COUNTY, Role.GUIDE))
    assert town.get(f"/documents/{found.pk}/").status_code == 404
    assert guide.get(f"/documents/{found.pk}/").status_code == 403
    assert guide.get("/documents/").status_code == 200
    queries.path(found).unlink()
    assert office.get(f"/documents/{found.pk}/").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_answers(office: Client, language: str) -> None:
    assert office.get(f"/documents/?lang={language}").status_code == 200
    receive()
    assert "人口.csv" in office.get(f"/documents/?lang={language}").content.decode()
    assert office.get("/documents/?format=csv")["Content-Type"].startswith("text/csv")
