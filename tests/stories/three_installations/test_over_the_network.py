"""A township reports to a county whose office is served over the network; the line fails once."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.stories.rehearsals import COUNTY, ROOT
from tests.stories.three_installations.installation import START, Installation
from tests.stories.three_installations.worlds import TOWN

DAY = date(2026, 12, 28)

pytestmark = pytest.mark.xdist_group("three installations")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(office: Installation, port: int) -> Iterator[None]:
    """The office as `huanjie serve` serves it, until the end of the block."""
    server = subprocess.Popen(
        [sys.executable, "-c", START, "serve", "--port", str(port)], cwd=ROOT,
        env=office.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/health/")
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"{address} never answered")


@pytest.fixture
def offices(
    played_township: Installation, played_county: Installation, tmp_path: Path
) -> Iterator[tuple[Installation, Installation, int]]:
    """Township and county that know each other's keys, and the county's port."""
    for name in ("township", "county"):
        (tmp_path / name).mkdir()
    township = played_township.copied_to(tmp_path / "township", "township")
    county = played_county.copied_to(tmp_path / "county", "county")
    port = free_port()
    prints = {}
    for office, unit in ((township, TOWN), (county, COUNTY)):
        said = office.huanjie("returns", "keys", "make", "--unit", unit)
        prints[unit] = said.splitlines()[0].split("  ")[-1]
    down, up = str(tmp_path / "down.hjk"), str(tmp_path / "up.hjk")
    county.huanjie(
        "returns", "keys", "export", "--unit", COUNTY, "--to", TOWN, "--out", down,
        "--address", f"http://127.0.0.1:{port}",
    )  # fmt: skip
    township.huanjie(
        "returns", "keys", "add", down, "--unit", TOWN, "--fingerprint", prints[COUNTY]
    )
    township.huanjie("returns", "keys", "export", "--unit", TOWN, "--out", up)
    county.huanjie("returns", "keys", "add", up, "--unit", COUNTY, "--fingerprint", prints[TOWN])
    try:
        yield township, county, port
    finally:
        township.close()
        county.close()


def test_a_set_goes_up_when_the_line_holds_and_waits_when_it_does_not(
    offices: tuple[Installation, Installation, int],
) -> None:
    township, county, port = offices
    for office in (township, county):
        office.wake_on(DAY)
    township.do("sign", unit=TOWN)
    assert township.do("send_over_the_network", unit=TOWN) == {
        "refused": ["returns-network-failed"]
    }
    assert township.do("sets", unit=TOWN) == {"1": "exported"}
    with served(county, port):
        assert township.do("send_over_the_network", unit=TOWN) == {"sequence": 2}
        assert township.do("sets", unit=TOWN) == {"1": "received"}
        (came,) = county.do("arrivals", unit=COUNTY)
        assert (came["sender"], came["sequence"], came["has_file"]) == (TOWN, 2, True)
        county.do("accept", unit=COUNTY, digest=came["digest"])
        township.do("ask_over_the_network", unit=TOWN)
        assert township.do("sets", unit=TOWN) == {"1": "accepted"}
        with_a_key_that_nobody_knows(township, county)
        wait_for(f"http://127.0.0.1:{port}/health/")


def with_a_key_that_nobody_knows(township: Installation, county: Installation) -> None:
    """A bundle signed with a new key is turned away, recorded, and answered with no receipt."""
    township.huanjie("returns", "keys", "make", "--unit", TOWN)
    township.do("sign", unit=TOWN, reason="更正")
    assert township.do("send_over_the_network", unit=TOWN) == {
        "refused": ["returns-network-failed"]
    }
    assert [came["state"] for came in county.do("arrivals", unit=COUNTY)] == ["accepted", "refused"]
    assert township.do("sets", unit=TOWN)["2"] == "exported"
