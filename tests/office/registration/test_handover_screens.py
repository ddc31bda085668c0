"""The register is handed over at the pages and by command: both languages, every refusal told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from huanjie.cli.main import app
from huanjie.evidence.signature import Suite
from huanjie.office.people.models import Account, Person, Post, Unit
from huanjie.office.people.roles import Role
from huanjie.office.registration.models import Handover, LastRollVoter, PopulationImport
from huanjie.office.returns import services as returns
from huanjie.office.returns.work import unit_work
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, TOWN
from tests.office.registration.conftest import County
from tests.office.registration.two_sites import PASSPHRASE

pytestmark = pytest.mark.django_db


def browser(unit: str, *roles: Role, language: str = "zh") -> Client:
    held = roles or (Role.OFFICE,)
    name = f"{unit}-{'-'.join(held)}"
    made, is_new = Account.objects.get_or_create(username=name, name="钱秘书", unit_id=unit)
    if is_new:
        Post.objects.bulk_create(Post(account=made, role=role) for role in held)
    client = Client(headers={"accept-language": language})
    client.force_login(made, backend="huanjie.office.people.backends.UnexpiredBackend")
    client.cookies["huanjie_language"] = "en" if language == "en" else "zh-hans"
    return client


@pytest.fixture
def keys(county: County) -> None:
    """A register, and keys that both units have exchanged."""
    county.switch()
    prints = {
        code: returns.make_key(
            unit=Unit.objects.get(code=code), suite=Suite.INTERNATIONAL, actor=builders.actor(code)
        ).fingerprint
        for code in (COUNTY, TOWN)
    }
    for giver, taker, to in ((COUNTY, TOWN, TOWN), (TOWN, COUNTY, "")):
        text = returns.enrolment(Unit.objects.get(code=giver), for_code=to)
        returns.register_peer(
            unit=Unit.objects.get(code=taker), text=text, fingerprint=prints[giver],
            actor=builders.actor(taker),
        )  # fmt: skip


def become_the_township() -> None:
    """The same database, as the township's would be: nobody in it, nothing given."""
    for table in (Handover, LastRollVoter, Person, PopulationImport):
        table.objects.all().delete()


def url(name: str, *words: object) -> str:
    return reverse(f"returns:{name}", args=words)


def give(client: Client, **changed: str) -> HttpResponse:
    fields = {"area": TOWN, "password": PASSPHRASE, "password_again": PASSPHRASE}
    return client.post(url("hand_over"), fields | changed)


def awaited() -> list[str]:
    """The receipts that stand in the worklist of the county's office."""
    found = unit_work(builders.actor(COUNTY), date(2026, 11, 12))
    return [item.subject_zh for item in found if item.link == url("registers")]


def uploaded(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("town.hjb", content)


@pytest.mark.parametrize(
    ("language", "empty", "lead"),
    [
        ("zh", "还没有移交过登记册", "先建立密钥"),
        ("en", "No register was handed over", "make a key"),
    ],
)
def test_the_page_says_what_is_lacking_before_anything_was_given(
    county: County, language: str, empty: str, lead: str
) -> None:
    page = browser(COUNTY, language=language).get(url("registers")).content.decode()
    assert empty in page
    assert lead in page


@pytest.mark.parametrize(
    ("language", "reason"), [("zh", "还没有签名的密钥"), ("en", "no key to sign")]
)
@pytest.mark.parametrize("name", ["hand_over", "take_over"])
def test_an_act_that_cannot_be_done_yet_says_why_and_has_no_form(
    county: County, name: str, language: str, reason: str
) -> None:
    page = browser(COUNTY, language=language).get(url(name)).content.decode()
    assert reason in page
    assert 'type="password"' not in page


def test_without_a_partner_nothing_can_be_given_and_the_page_says_so(county: County) -> None:
    unit = Unit.objects.get(code=COUNTY)
    returns.make_key(unit=unit, suite=Suite.INTERNATIONAL, actor=builders.actor(COUNTY))
    page = browser(COUNTY).get(url("hand_over")).content.decode()
    assert "还没有同乡镇互相登记密钥" in page


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["registers", "hand_over", "take_over", "register_receipt"])
def test_every_page_opens_for_both_offices(language: str, name: str) -> None:
    for unit in (COUNTY, TOWN):
        assert browser(unit, language=language).get(url(name)).status_code == 200


@pytest.mark.usefixtures("keys")
def test_it_goes_over_at_the_pages_and_the_receipt_comes_back() -> None:
    county, town = browser(COUNTY), browser(TOWN)
    assert give(county).status_code == 302
    given = Handover.objects.get()
    sealed = b"".join(county.get(url("register_file", given.pk)).streaming_content)  # type: ignore[attr-defined]
    assert "已移交，待回执" in county.get(url("registers")).content.decode()
    assert awaited() == [f"{given.area.name}的登记册已移交，待回执"]
    kept = Handover.objects.values().get()
    become_the_township()
    answer = town.post(url("take_over"), {"file": uploaded(sealed), "password": PASSPHRASE})
    assert answer.status_code == 302
    taken = Handover.objects.get()
    assert (taken.direction, taken.persons, Person.objects.count()) == ("in", 6, 6)
    receipt = town.get(url("register_file", taken.pk)).content
    Handover.objects.all().delete()
    Handover.objects.create(**kept)
    answer = county.post(url("register_receipt"), {"file": uploaded(receipt)})
    assert answer.status_code == 302
    assert Handover.objects.get().state == "received"
    assert not awaited()
    assert town.get(url("register_file", kept["id"])).status_code == 404


@pytest.mark.usefixtures("keys")
def test_what_is_refused_is_told_on_the_page_and_the_passphrase_is_not_repeated() -> None:
    county = browser(COUNTY, language="en")
    answer = give(county, password_again="something else!")
    assert "two passphrases differ" in answer.content.decode()
    answer = give(county, password="short", password_again="short")
    assert answer.status_code == 422
    assert "12 characters" in answer.content.decode()
    assert give(county).status_code == 302
    given = Handover.objects.get()
    sealed = b"".join(county.get(url("register_file", given.pk)).streaming_content)  # type: ignore[attr-defined]
    become_the_township()
    fields = {"file": uploaded(sealed), "password": "another passphrase"}
    answer = browser(TOWN, language="en").post(url("take_over"), fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "passphrase is wrong" in page
    assert "another passphrase" not in page
    assert not Handover.objects.exists()


@pytest.mark.usefixtures("keys")
def test_a_guide_and_a_registrar_have_no_door_here() -> None:
    assert browser(COUNTY, Role.REGISTRAR).get(url("registers")).status_code == 403
    assert browser(COUNTY, Role.COMMITTEE).post(url("hand_over")).status_code == 403


# ---- by command -------------------------------------------------------------------------------


def run(*words: str, code: int = 0, typed: str | None = None) -> str:
    answer = CliRunner().invoke(app, ["register", *words], input=typed)
    assert answer.exit_code == code, answer.output
    return answer.output


def test_without_keys_nothing_is_handed_over(county: County, tmp_path: Path) -> None:
    county.switch()
    out = tmp_path / "town.hjb"
    giving = ("hand-over", "--unit", COUNTY, "--area", TOWN, "--out", str(out))
    typed = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    assert "returns-no-key" in run(*giving, code=1, typed=typed)
    unit = Unit.objects.get(code=COUNTY)
    returns.make_key(unit=unit, suite=Suite.INTERNATIONAL, actor=builders.actor(COUNTY))
    assert "handover-no-partner" in run(*giving, code=1, typed=typed)
    assert not out.exists()
    assert "no register was handed over" in run("show", "--unit", COUNTY)
    assert "no such unit" in run("show", "--unit", "1", code=1)


@pytest.mark.usefixtures("keys")
def test_the_passphrase_is_typed_unseen_or_lies_in_a_file(tmp_path: Path) -> None:
    out, secret = tmp_path / "town.hjb", tmp_path / "secret"
    giving = ("hand-over", "--unit", COUNTY, "--area", TOWN, "--out", str(out))
    said = run(*giving, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert PASSPHRASE not in said
    kept = Handover.objects.values().get()
    become_the_township()
    taking = ("take-over", str(out), "--unit", TOWN, "--passphrase-file", str(secret))
    assert "cannot read" in run(*taking, code=1)
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    assert "held" in run(*taking)
    Handover.objects.all().delete()
    Handover.objects.create(**kept)
    receipt = out.with_suffix(".hjr")
    assert "received" in run("receipt", str(receipt), "--unit", COUNTY)
    assert "received" in run("show", "--unit", COUNTY)
    said = run("receipt", str(out), "--unit", COUNTY, code=1)
    assert "handover-file-refused" in said
    assert "handover-file-refused" in run(
        "take-over", str(receipt), "--unit", COUNTY, "--passphrase-file", str(secret), code=1
    )
