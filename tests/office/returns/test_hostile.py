"""Bundles that somebody built to do harm, in the browser, over the network and at a desk.

Each is refused with a reason; nothing is left but the refusal; the next request is answered.
"""

from __future__ import annotations

import hashlib
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from huanjie.cli.main import app
from huanjie.evidence.bundle import GENESIS, ManifestHead, write_bundle
from huanjie.evidence.bundle.container import STORED, Member, directory, local_header
from huanjie.evidence.bundle.manifest import Manifest, Media, Part
from huanjie.evidence.bundle.writing import SIGNED_AS
from huanjie.evidence.canonical import canonical_json
from huanjie.evidence.signature import Suite, new_key, sign
from huanjie.office.ledger.queries import broken_links
from huanjie.office.people.models import Account, Post, Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns import services
from huanjie.office.returns.models import Arrival
from huanjie.office.returns.packing import Packed, lines_of
from huanjie.office.returns.queries.keys import key_of, private_key
from tests.evidence.bundle import forge
from tests.office.returns import scene

pytestmark = pytest.mark.django_db
MIB = 2**20
Way = Callable[[Path], None]


@pytest.fixture(autouse=True)
def county(settings: Any, tmp_path: Path) -> None:
    """A county's installation that knows its town's key; nobody came too often yet."""
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "documents"
    scene.election()
    Unit.objects.filter(code=scene.COUNTY).update(parent=None)
    Unit.objects.filter(code=scene.CITY).delete()
    scene.keys(scene.TOWN, scene.COUNTY)
    services.register_peer(
        unit=Unit.objects.get(code=scene.COUNTY),
        text=services.enrolment(Unit.objects.get(code=scene.TOWN)),
        fingerprint=key_of(scene.TOWN).fingerprint,
        actor=scene.actor(scene.COUNTY),
    )


# ---- what is built -----------------------------------------------------------------------------


def signed(table: bytes, **changes: object) -> dict[str, bytes]:
    """The members of a bundle of any bytes that the town has signed; the manifest may be bent."""
    key = private_key(key_of(scene.TOWN))
    digest = hashlib.sha256(table).hexdigest()
    part = Part("figures", Media.TABLE, table.count(b"\n"), len(table), digest)
    head = {n: getattr(forge.HEAD, n) for n in ManifestHead.__dataclass_fields__}
    head |= {"unit": scene.TOWN, "unit_name": "白岩镇"}
    stated = Manifest(
        schema=1, parts=(part,), suite=key.suite, signer=key.public.text, **head
    ).canonical
    if changes:
        import json

        stated = canonical_json({**json.loads(stated), **changes})
    return {
        "manifest.json": stated,
        "signature": sign(key, SIGNED_AS + stated).hex().encode(),
        part.member: table,
    }


def stored(members: dict[str, bytes]) -> bytes:
    """An archive that is packed not at all, so that nothing looks like a bomb."""
    archive, placed, position = [], [], 0
    for name, content in members.items():
        member = Member(name, STORED, zlib.crc32(content), len(content), len(content), 0)
        header = local_header(member)
        placed.append(replace(member, start=position + len(header)))
        position = placed[-1].end
        archive += [header, content]
    return b"".join([*archive, directory(placed)])


def traversal() -> bytes:
    return forge.pack([*signed(b"{}\n").items(), ("../../etc/cron.d/x", b"x")])


def ten_million_lines() -> bytes:
    return stored(signed(b"{}\n" * 10_000_000))


def deep_nesting() -> bytes:
    return stored(signed(b'{"a":' + b"[" * 40_000 + b"]" * 40_000 + b"}\n"))


def zip_bomb() -> bytes:
    return forge.pack(signed(b"0" * 200 * MIB))


def wrong_schema() -> bytes:
    return forge.pack(signed(b"{}\n", schema=2))


def no_archive() -> bytes:
    return b"%PDF-1.7" * 1000


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "path traversal": (traversal, "member-name"),
    "ten million lines": (ten_million_lines, "too-many-lines"),
    "deep nesting": (deep_nesting, "line-too-deep"),
    "zip bomb": (zip_bomb, "member-is-a-bomb"),
    "wrong schema version": (wrong_schema, "schema-unknown"),
    "no archive": (no_archive, "archive-not-a-bundle"),
}


# ---- how it comes ------------------------------------------------------------------------------


def in_the_browser(path: Path) -> None:
    made, is_new = Account.objects.get_or_create(username="q", name="钱秘书", unit_id=scene.COUNTY)
    if is_new:
        Post.objects.create(account=made, role=Role.OFFICE)
    client = Client()
    client.force_login(made, backend="huanjie.office.people.backends.UnexpiredBackend")
    sent = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post(reverse("returns:arrivals"), {"bundles": sent}, follow=True)
    assert answer.status_code == 200
    assert client.get(reverse("returns:arrivals")).status_code == 200


def over_the_network(path: Path) -> None:
    answer = Client().post("/returns/receive/", path.read_bytes(), content_type="application/zip")
    assert answer.status_code in (200, 403, 422), answer.content
    assert answer["Content-Type"] == "application/json"


def at_a_desk(path: Path) -> None:
    answer = CliRunner().invoke(app, ["returns", "import", str(path), "--unit", scene.COUNTY])
    assert answer.exit_code in (0, 1), answer.output
    assert not isinstance(answer.exception, Exception), answer.exception


WAYS: dict[str, Way] = {
    "browser": in_the_browser, "network": over_the_network, "desk": at_a_desk,
}  # fmt: skip


@pytest.fixture
def peaks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The most memory that taking a bundle in has needed each time, in MiB."""
    found: list[int] = []
    take = services.receive

    def measured(**given: Any) -> Arrival:
        tracemalloc.start()
        try:
            return take(**given)
        finally:
            found.append(tracemalloc.get_traced_memory()[1] // MIB)
            tracemalloc.stop()

    monkeypatch.setattr(services, "receive", measured)
    return found


def rows() -> dict[str, int]:
    """Table → number of rows, of everything the office keeps."""
    office = [model for model in apps.get_models() if "huanjie" in model.__module__]
    return {model._meta.db_table: model._base_manager.count() for model in office}


def grown(before: dict[str, int]) -> dict[str, int]:
    return {table: n - before[table] for table, n in rows().items() if n != before[table]}


def kept_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("harm", HOSTILE)
def test_it_is_refused_by_name_and_leaves_only_its_refusal(
    harm: str, way: str, tmp_path: Path, peaks: list[int]
) -> None:
    build, code = HOSTILE[harm]
    path = tmp_path / "harm.hjb"
    path.write_bytes(build())
    honest = scene.file_of(scene.sent(scene.Election.objects.get()))
    in_the_browser(honest)
    before, files = rows(), kept_files()
    WAYS[way](path)
    assert grown(before) == {"returns_arrival": 1, "ledger_entry": 1}
    assert kept_files() == files
    refusal = Arrival.objects.latest("pk")
    assert refusal.state == "refused"
    (fault,) = refusal.problems
    assert fault["code"] == code
    assert all(fault[words] for words in ("zh", "en", "next_zh", "next_en"))
    assert max(peaks) < 48
    WAYS[way](honest)
    taken = Arrival.objects.get(state="waiting")
    assert taken.repeats == 1
    assert not list(broken_links())


# ---- well signed, and wrong inside -------------------------------------------------------------


def written(folder: Path, bend: Callable[[dict[str, list[Any]]], None], **head: object) -> Path:
    """A bundle that the town's own key signs, its tables bent."""
    content = scene.sound(scene.TOWN, name="白岩镇")
    packed = [Packed(content, "镇", 1)]
    tables: dict[str, list[Any]] = {
        **{name: list(map(dict, lines)) for name, lines in lines_of(packed).items()},
        "cover": [{"filler": "钱", "version": 1}],
        "explanations": [{"code": "X2.7", "paths": "", "text": "核对", "by": "钱"}],
        "situations": [
            {
                "key": f"{scene.TOWN}/1", "stage": "polling", "on": "2026-12-21", "title": "投票",
                "progress": "a", "practice": "b", "difficulties": "c", "next_steps": "d",
                "written_by": "钱", "attachments": [],
            }
        ],
    }  # fmt: skip
    bend(tables)
    stated = {
        "kind": "returns", "unit": scene.TOWN, "unit_name": "白岩镇", "as_of": content.as_of,
        "election": {"key": content.election, "level": content.level}, "sequence": 1,
        "previous": GENESIS, "made_at": scene.NOW, **head,
    }  # fmt: skip
    place = folder / "bent.hjb"
    write_bundle(place, ManifestHead(**stated), tables=tables, key=private_key(key_of(scene.TOWN)))
    return place


def put(table: str, key: str, value: object, at: int = 0) -> Callable[[dict[str, list[Any]]], None]:
    def bend(tables: dict[str, list[Any]]) -> None:
        tables[table][at][key] = value

    return bend


def twice(tables: dict[str, list[Any]]) -> None:
    tables["figures"].append(dict(tables["figures"][0]))


BENT = {
    "level of no kind": put("returns", "level", "x" * 5000),
    "level of another unit's kind": put("returns", "level", "county"),
    "unit that is no code": put("returns", "unit", "../../../x"),
    "unit name with a zero": put("returns", "unit_name", "镇\0"),
    "title without end": put("returns", "title", "长" * 30_000),
    "moment at the end of time": put("returns", "as_of", "9999-12-31T23:59:59.000000Z"),
    "moment that is a number": put("returns", "as_of", 7),
    "polling day of no calendar": put("returns", "polling_day", "2026-02-31"),
    "version beyond the column": put("returns", "version", 2**40),
    "source of no kind": put("returns", "source", {"kind": "x"}),
    "source that is a list": put("returns", "source", [1]),
    "figure of no return": put("figures", "n", 9),
    "figure of a list": put("figures", "n", [1]),
    "field of no table": put("figures", "key", "T99.99"),
    "names where a sum is made": put("figures", "value", {"names": ["x"]}),
    "figure twice": twice,
    "row with figures of no kind": put("rows", "figures", {"T3.03": {"share": [1, 2]}}),
    "row whose figures are a text": put("rows", "figures", "T3.03"),
    "cover with a list": put("cover", "filler", ["x"]),
    "explanation with a zero": put("explanations", "text", "\0"),
    "report of no day": put("situations", "on", "yesterday"),
    "report without parts": put("situations", "progress", None),
    "attachments that are none": put("situations", "attachments", "x"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", BENT)
def test_what_is_wrong_inside_is_refused_at_its_line(wrong: str, tmp_path: Path) -> None:
    path = written(tmp_path, BENT[wrong])
    before = rows()
    over_the_network(path)
    assert grown(before) == {"returns_arrival": 1, "ledger_entry": 1}
    refusal = Arrival.objects.get()
    (fault,) = refusal.problems
    assert (refusal.state, fault["code"]) == ("refused", "returns-bundle-line")
    assert fault["line"] >= 1
    assert fault["file"].startswith("parts/")


def test_the_same_bundle_unbent_is_taken(tmp_path: Path) -> None:
    over_the_network(written(tmp_path, lambda tables: None))
    assert Arrival.objects.get().state == "waiting"


def test_a_head_that_says_more_than_its_election_is_refused(tmp_path: Path) -> None:
    election = {"key": f"{scene.TOWN}/township/2026", "level": "township", "note": "\0"}
    over_the_network(written(tmp_path, lambda tables: None, election=election))
    assert Arrival.objects.get().problems[0]["code"] == "returns-bundle-own"


def test_a_stranger_with_a_head_that_no_database_keeps_is_recorded(tmp_path: Path) -> None:
    path = tmp_path / "strange.hjb"
    head = replace(
        forge.HEAD, unit="43\0" + "9" * 40, unit_name="\0" * 100, sequence=2**62, previous="1" * 64,
        as_of=datetime(1, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    write_bundle(path, head, tables={"figures": []}, key=new_key(Suite.NATIONAL))
    over_the_network(path)
    in_the_browser(path)
    assert set(Arrival.objects.values_list("state", flat=True)) == {"refused"}


def test_a_return_of_another_term_passed_on_is_refused(tmp_path: Path) -> None:
    def bend(tables: dict[str, list[Any]]) -> None:
        old = {**tables["returns"][0], "n": 2, "is_own": False, "level": "county"}
        tables["returns"].append({**old, "election": f"{scene.TOWN}/county/2016"})

    over_the_network(written(tmp_path, bend))
    assert Arrival.objects.get().problems[0]["code"] == "returns-other-election"
