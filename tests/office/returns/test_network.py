"""Bundles over the network: taken without a session, answered signed, tried again, turned away."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import Refused
from huanjie.office.people.models import Unit
from huanjie.office.returns import network, services, tasks
from huanjie.office.returns.models import Arrival, SigningKey
from tests.office.returns import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Election:
    cache.clear()
    return scene.election()


def post(client: Client, content: bytes, **more: str):
    return client.generic("POST", reverse("returns:receive"), content, network.CONTENT_TYPE, **more)


def test_the_network_takes_a_bundle_without_a_session_and_answers_signed(town: Election) -> None:
    sent = scene.sent(town)
    county = Unit.objects.get(code=scene.COUNTY)
    scene.keys(scene.COUNTY)
    services.register_peer(
        unit=county, text=services.enrolment(town.unit),
        fingerprint=SigningKey.objects.get(unit_id=scene.TOWN).fingerprint,
        actor=scene.actor(scene.COUNTY),
    )  # fmt: skip
    nobody = Client(enforce_csrf_checks=True)
    content = scene.file_of(sent).read_bytes()
    answer = post(nobody, content)
    assert answer.status_code == 200
    assert answer.json()["verdict"] == "received"
    assert post(nobody, content).json() == answer.json()
    assert Arrival.objects.get().repeats == 1
    asked = nobody.get(reverse("returns:receive_answer", args=(sent.digest,)))
    assert asked.json() == answer.json()
    assert nobody.get(reverse("returns:receive_answer", args=("0" * 64,))).status_code == 404


def test_the_network_turns_strangers_and_floods_away(town: Election) -> None:
    nobody = Client()
    assert post(nobody, b"no bundle").status_code == 403
    assert Arrival.objects.get().state == "refused"
    too_large = post(nobody, b"x", CONTENT_LENGTH=str(10**12))
    assert too_large.status_code == 413
    codes = [post(nobody, b"no bundle").status_code for _ in range(8)]
    assert codes[-1] == 429
    assert Arrival.objects.count() < 8


def test_delivery_over_a_dead_network_says_so_and_leaves_the_bundle(
    town: Election, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = scene.sent(town)
    monkeypatch.setattr(network, "PAUSES", (0, 0))
    with pytest.raises(Refused) as caught:
        tasks.deliver(job=0, actor=scene.actor(), bundle=sent.pk)
    assert caught.value.findings[0].code == "returns-no-superior-address"
    scene.keys(scene.COUNTY)
    services.register_peer(
        unit=town.unit,
        text=services.enrolment(
            Unit.objects.get(code=scene.COUNTY), for_code=scene.TOWN, address="http://127.0.0.1:9"
        ),
        fingerprint=SigningKey.objects.get(unit_id=scene.COUNTY).fingerprint,
        actor=scene.actor(),
    )
    for task in (tasks.deliver, tasks.ask):
        with pytest.raises(Refused) as caught:
            task(job=0, actor=scene.actor(), bundle=sent.pk)
        assert caught.value.findings[0].code == "returns-network-failed"
    sent.refresh_from_db()
    assert sent.delivered_at is None
    with pytest.raises(network.NotDelivered):
        network.receiving_address("ftp://x")


def test_a_delivered_bundle_brings_its_receipt_at_the_second_try(
    town: Election, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = scene.sent(town)
    scene.keys(scene.COUNTY)
    services.register_peer(
        unit=town.unit,
        text=services.enrolment(
            Unit.objects.get(code=scene.COUNTY), for_code=scene.TOWN, address="http://county"
        ),
        fingerprint=SigningKey.objects.get(unit_id=scene.COUNTY).fingerprint,
        actor=scene.actor(),
    )
    tries = []

    def answered(place: object, base: str) -> str:
        tries.append(base)
        if len(tries) == 1:
            raise network.NotDelivered("no route")
        return scene.received(sent).receipt

    monkeypatch.setattr(network, "PAUSES", (0, 0))
    monkeypatch.setattr(network, "post", answered)
    monkeypatch.setattr(network, "ask", lambda digest, base: Arrival.objects.get().receipt)
    assert tasks.deliver(job=0, actor=scene.actor(), bundle=sent.pk)["tries"] == 2
    tasks.ask(job=0, actor=scene.actor(), bundle=sent.pk)
    sent.refresh_from_db()
    assert sent.delivered_at is not None
    assert sent.return_set.state == "received"
