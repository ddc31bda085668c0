"""`huanjie returns`: bundles and keys at a desk, with a database and without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from huanjie.cli.main import app
from huanjie.office.committee.models import Election
from huanjie.office.returns.models import Arrival, Peer, SigningKey
from tests.office.returns import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> CliRunner:
    return CliRunner()


@pytest.fixture
def town() -> Election:
    return scene.election()


def run(desk: CliRunner, *words: str, code: int = 0) -> str:
    answer = desk.invoke(app, ["returns", *words])
    assert answer.exit_code == code, answer.output
    return answer.output


def test_a_signed_set_goes_out_and_comes_in_and_its_receipt_back(
    desk: CliRunner, town: Election, tmp_path: Path
) -> None:
    bundle = tmp_path / "town.hjb"
    out = ("export", "--unit", scene.TOWN, "--out", str(bundle))
    assert "no set" in run(desk, *out, code=1)
    scene.signed(scene.drawn(town))
    assert "returns-no-key" in run(desk, *out, code=1)
    run(desk, "keys", "make", "--unit", scene.TOWN)
    run(desk, "keys", "make", "--unit", scene.COUNTY, "--suite", "sm2-sm3")
    assert "#1" in run(desk, *out)
    taking = ("import", str(bundle), "--unit", scene.COUNTY, "--receipts", str(tmp_path))
    assert "waiting" in run(desk, *taking)
    assert "×2" in run(desk, *taking)
    kept = run(desk, "import", str(tmp_path / "town.hjr"), "--unit", scene.TOWN)
    assert "received" in kept
    assert "returns-receipt" in run(
        desk, "import", str(tmp_path / "town.hjr"), "--unit", scene.COUNTY, code=1
    )
    broken = tmp_path / "broken.hjb"
    broken.write_bytes(bundle.read_bytes()[:-10])
    assert "refused" in run(desk, "import", str(broken), "--unit", scene.COUNTY, code=1)
    assert sorted(Arrival.objects.values_list("state", flat=True)) == ["refused", "waiting"]


def test_a_bundle_is_verified_by_itself(desk: CliRunner, town: Election, tmp_path: Path) -> None:
    sent = scene.sent(town)
    bundle = tmp_path / "town.hjb"
    bundle.write_bytes(scene.file_of(sent).read_bytes())
    assert sent.digest in run(desk, "verify", str(bundle)).replace("\n", "")
    public = SigningKey.objects.get().public
    run(desk, "verify", str(bundle), "--key", f"{scene.TOWN}={public}")
    said = json.loads(
        run(desk, "verify", str(bundle), "--json", "--key", f"{scene.OTHER}={public}", code=1)
    )
    (rows,) = said["town.hjb"].values()
    assert rows[0].keys() == {"line", "column", "code", "message"}
    assert "no key" in run(desk, "verify", str(bundle), "--key", "x=y", code=1)
    bundle.write_bytes(b"nothing")
    assert "archive" in run(desk, "verify", str(bundle), code=1)


def test_keys_are_exchanged_by_files(desk: CliRunner, town: Election, tmp_path: Path) -> None:
    down, up = tmp_path / "down.hjk", tmp_path / "up.hjk"
    export = ("keys", "export", "--unit", scene.COUNTY, "--to", scene.TOWN, "--out", str(down))
    assert "returns-no-key" in run(desk, *export, code=1)
    for unit in (scene.COUNTY, scene.TOWN):
        run(desk, "keys", "make", "--unit", unit)
    run(desk, *export, "--address", "https://county.example")
    run(desk, "keys", "export", "--unit", scene.TOWN, "--out", str(up))
    for file, to, of in ((down, scene.TOWN, scene.COUNTY), (up, scene.COUNTY, scene.TOWN)):
        fingerprint = SigningKey.objects.get(unit_id=of).fingerprint
        add = ("keys", "add", str(file), "--unit", to, "--fingerprint")
        assert "returns-fingerprint-differs" in run(desk, *add, "0000", code=1)
        run(desk, *add, fingerprint)
    assert Peer.objects.count() == 2
    shown = run(desk, "keys", "show", "--unit", scene.TOWN)
    assert "superior" in shown
    assert "https://county.example" in shown
    assert "no such unit" in run(desk, "keys", "show", "--unit", "999999999999", code=1)
