"""Bundles between the levels: taken, named when something is wrong, answered, never edited."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from huanjie.evidence.bundle import GENESIS, ManifestHead, write_bundle
from huanjie.evidence.signature import Suite, new_key
from huanjie.law.procedure import IllegalMove
from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.queries import broken_links
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns import services
from huanjie.office.returns.models import (
    Arrival,
    Peer,
    ReceivedReturn,
    ReturnSet,
    SentBundle,
)
from huanjie.office.returns.packing import Packed, lines_of
from huanjie.office.returns.queries.keys import key_of, merge_key, private_key
from huanjie.office.returns.queries.received import missing_sequences, previous_of
from tests.office.returns import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Election:
    return scene.election()


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in caught.value.findings]


def faults(arrival: Arrival) -> list[str]:
    return [fault["code"] for fault in arrival.problems]


def test_a_bundle_is_taken_with_provenance_and_waits(town: Election) -> None:
    sent = scene.sent(town)
    arrival = scene.received(sent)
    assert (arrival.state, arrival.sequence, arrival.digest) == ("waiting", 1, sent.digest)
    kept = ReceivedReturn.objects.get()
    assert (kept.subject, kept.is_own, kept.version) == (scene.TOWN, True, 1)
    assert arrival.cover["cover"]["reviewer"] == "周主任"
    assert json.loads(arrival.receipt)["verdict"] == "received"
    assert not list(broken_links())


def test_the_same_bundle_twice_is_recognised_and_harmless(town: Election) -> None:
    sent = scene.sent(town)
    first = scene.received(sent)
    again = scene.received(sent)
    assert (again.pk, again.repeats) == (first.pk, 1)
    assert (Arrival.objects.count(), ReceivedReturn.objects.count()) == (1, 1)


def test_a_lost_bundle_is_named_and_the_later_taken(town: Election) -> None:
    scene.sent(town)
    second = scene.sent(town, reason="更正", T1_01=2)
    arrival = scene.received(second)
    assert (arrival.state, faults(arrival)) == ("waiting", ["chain-lost"])
    assert missing_sequences(scene.COUNTY, scene.TOWN) == (1,)
    assert json.loads(arrival.receipt)["missing"] == [1]


def test_a_late_bundle_fills_its_gap_and_does_not_count_as_the_newest(town: Election) -> None:
    first = scene.sent(town)
    second = scene.sent(town, reason="更正", at=scene.NOW + timedelta(hours=1), T1_01=2)
    scene.received(second)
    late = scene.received(first)
    assert (late.state, faults(late)) == ("waiting", ["chain-out-of-order"])
    assert missing_sequences(scene.COUNTY, scene.TOWN) == ()
    newest = ReceivedReturn.objects.get(arrival__sequence=2)
    before = previous_of(newest)
    assert before is not None
    assert before.arrival == late


def test_a_bundle_changed_by_a_byte_leaves_nothing_but_its_refusal(
    town: Election, tmp_path: Path
) -> None:
    whole = scene.file_of(scene.sent(town)).read_bytes()
    broken = tmp_path / "broken.hjb"
    broken.write_bytes(whole[:2000] + bytes([whole[2000] ^ 1]) + whole[2001:])
    arrival = scene.received(broken)
    assert arrival.state == "refused"
    assert faults(arrival)
    assert arrival.document is None
    assert ReceivedReturn.objects.count() == 0


def test_a_stranger_is_not_read(town: Election, tmp_path: Path) -> None:
    scene.keys(scene.COUNTY, scene.TOWN)
    strange = forged(tmp_path, key=new_key(Suite.INTERNATIONAL))
    arrival = scene.received(strange)
    assert (arrival.state, faults(arrival)) == ("refused", ["signer-unknown"])
    assert arrival.receipt == ""


def forged(folder: Path, *, key=None, election: str = "", **head: object) -> Path:
    """A bundle as the town's key, or another, would sign it."""
    kept = key_of(scene.TOWN)
    content = scene.sound(scene.TOWN, name="白岩镇")
    if election:
        content = type(content)(**{**vars(content), "election": election})
    stated = {
        "kind": "returns", "unit": scene.TOWN, "unit_name": "白岩镇", "as_of": scene.NOW,
        "election": {"key": content.election, "level": "township"}, "sequence": 1,
        "previous": GENESIS, "made_at": scene.NOW, **head,
    }  # fmt: skip
    place = folder / "forged.hjb"
    packed = [Packed(content, "镇", 1)]
    write_bundle(
        place, ManifestHead(**stated), tables=lines_of(packed), key=key or private_key(kept)
    )
    return place


def test_another_election_is_named(town: Election, tmp_path: Path) -> None:
    scene.keys(scene.TOWN)
    old = forged(tmp_path, election=f"{scene.TOWN}/township/2021")
    arrival = scene.received(old)
    assert (arrival.state, faults(arrival)) == ("refused", ["returns-other-election"])


def test_another_kind_of_bundle_is_sent_to_its_own_page(town: Election, tmp_path: Path) -> None:
    scene.keys(scene.TOWN)
    arrival = scene.received(forged(tmp_path, kind="study"))
    assert (arrival.state, faults(arrival)) == ("refused", ["returns-bundle-other-kind"])


def test_a_second_chain_is_a_fork(town: Election, tmp_path: Path) -> None:
    scene.received(scene.sent(town))
    fork = forged(tmp_path)
    arrival = scene.received(fork)
    assert (arrival.state, faults(arrival)) == ("refused", ["chain-forked"])


def test_a_late_bundle_that_fits_no_gap_is_a_fork(town: Election, tmp_path: Path) -> None:
    scene.sent(town)
    scene.received(scene.sent(town, reason="更正", T1_01=2))
    arrival = scene.received(forged(tmp_path))
    assert (arrival.state, faults(arrival)) == ("refused", ["returns-chain-forked"])


def test_a_return_that_the_head_does_not_announce_is_refused(
    town: Election, tmp_path: Path
) -> None:
    scene.keys(scene.TOWN)
    wrong = forged(tmp_path, election=f"{scene.TOWN}/township/2026", as_of=scene.DAY_BEFORE)
    arrival = scene.received(wrong)
    assert (arrival.state, faults(arrival)) == ("refused", ["returns-bundle-own"])


def test_a_unit_that_is_not_below_the_sender_is_refused(town: Election, tmp_path: Path) -> None:
    scene.keys(scene.TOWN)
    place = tmp_path / "wrong.hjb"
    own = scene.sound(scene.TOWN)
    packed = [Packed(own, "镇", 1), Packed(scene.sound(scene.OTHER), "乡", 1, is_own=False)]
    head = ManifestHead(
        kind="returns", unit=scene.TOWN, unit_name="白岩镇", sequence=1, previous=GENESIS,
        election={"key": own.election, "level": "township"}, as_of=scene.NOW, made_at=scene.NOW,
    )  # fmt: skip
    key = private_key(key_of(scene.TOWN))
    write_bundle(place, head, tables=lines_of(packed), key=key)
    arrival = scene.received(place)
    assert (arrival.state, faults(arrival)) == ("refused", ["returns-bundle-stranger"])


def test_a_line_that_cannot_be_read_is_named(town: Election, tmp_path: Path) -> None:
    scene.keys(scene.TOWN)
    place = tmp_path / "wrong.hjb"
    own = scene.sound(scene.TOWN)
    tables = lines_of([Packed(own, "镇", 1)])
    tables["figures"][3] = {"n": 1, "key": "T99.01", "value": 1}
    head = ManifestHead(
        kind="returns", unit=scene.TOWN, unit_name="白岩镇", sequence=1, previous=GENESIS,
        election={"key": own.election, "level": "township"}, as_of=scene.NOW, made_at=scene.NOW,
    )  # fmt: skip
    write_bundle(place, head, tables=tables, key=private_key(key_of(scene.TOWN)))
    arrival = scene.received(place)
    assert faults(arrival) == ["returns-bundle-line"]
    assert arrival.problems[0]["line"] == 4
    assert arrival.remarks["parts/figures.jsonl"][0]["line"] == 4


def test_a_break_in_the_middle_of_an_import_leaves_nothing(
    town: Election, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = scene.sent(town)

    def break_off(*given: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("huanjie.office.returns.services.receiving._keep_situations", break_off)
    from django.db import transaction

    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        scene.received(sent)
    assert (Arrival.objects.count(), ReceivedReturn.objects.count()) == (0, 0)


def test_accepted_with_a_signed_receipt_that_the_sender_keeps(town: Election) -> None:
    sent = scene.sent(town)
    arrival = scene.received(sent)
    services.accept(arrival=arrival, remark="", at=scene.NOW, actor=scene.actor(scene.COUNTY))
    arrival.refresh_from_db()
    unit = Unit.objects.get(code=scene.TOWN)
    for _ in range(2):
        services.keep_receipt(unit=unit, text=arrival.receipt, actor=scene.actor())
    assert sent.receipts.count() == 1
    assert ReturnSet.objects.get().state == "accepted"


def test_sent_back_with_words_it_counts_no_more_and_the_sender_sees_why(town: Election) -> None:
    sent = scene.sent(town)
    arrival = scene.received(sent)
    more = {"arrival": arrival, "at": scene.NOW, "actor": scene.actor(scene.COUNTY)}
    with pytest.raises(Refused) as caught:
        services.send_back(words=" ", **more)
    assert codes(caught) == ["returns-send-back-without-words"]
    services.send_back(words="T3.03 请核对", **more)
    arrival.refresh_from_db()
    services.keep_receipt(
        unit=Unit.objects.get(code=scene.TOWN), text=arrival.receipt, actor=scene.actor()
    )
    assert ReturnSet.objects.get().state == "remarked"
    with pytest.raises(Refused) as caught:
        services.accept(remark="", **more)
    assert codes(caught) == ["returns-arrival-decided"]


def test_an_error_of_the_checks_cannot_be_accepted(town: Election, tmp_path: Path) -> None:
    scene.keys(scene.TOWN)
    wrong = scene.sound(scene.TOWN, T1_02=3, T1_03=5, T1_04=1)
    place = tmp_path / "wrong.hjb"
    head = ManifestHead(
        kind="returns", unit=scene.TOWN, unit_name="白岩镇", sequence=1, previous=GENESIS,
        election={"key": wrong.election, "level": "township"}, as_of=scene.NOW, made_at=scene.NOW,
    )  # fmt: skip
    tables = lines_of([Packed(wrong, "镇", 1)])
    write_bundle(place, head, tables=tables, key=private_key(key_of(scene.TOWN)))
    arrival = scene.received(place)
    assert (arrival.state, faults(arrival)) == ("waiting", ["X1.1"])
    with pytest.raises(Refused) as caught:
        services.accept(arrival=arrival, remark="", at=scene.NOW, actor=scene.actor(scene.COUNTY))
    assert codes(caught) == ["returns-accept-with-errors"]
    row = arrival.remarks["parts/figures.jsonl"][0]
    assert row["code"] == "X1.1"
    assert "T1.0" in row["column"]


def test_a_later_version_supersedes_the_earlier_above(town: Election) -> None:
    scene.received(scene.sent(town))
    scene.received(scene.sent(town, reason="更正", T1_01=2))
    states = Arrival.objects.order_by("sequence").values_list("state", flat=True)
    assert list(states) == ["superseded", "waiting"]
    assert ReceivedReturn.objects.get(version=2).reason == "更正"


def test_only_the_receiver_decides_and_a_guide_does_not(town: Election) -> None:
    arrival = scene.received(scene.sent(town))
    for who in (scene.actor(scene.TOWN), scene.actor(scene.COUNTY, Role.GUIDE)):
        with pytest.raises(NotAllowed):
            services.accept(arrival=arrival, remark="", at=scene.NOW, actor=who)


def test_receipts_of_others_are_not_kept(town: Election) -> None:
    sent = scene.sent(town)
    arrival = scene.received(sent)
    unit = Unit.objects.get(code=scene.TOWN)

    def keep(text: str) -> pytest.ExceptionInfo[Refused]:
        with pytest.raises(Refused) as caught:
            services.keep_receipt(unit=unit, text=text, actor=scene.actor())
        return caught

    assert codes(keep("{}")) == ["returns-receipt-unreadable"]
    assert codes(keep(arrival.receipt.replace("received", "accepted"))) == [
        "returns-receipt-unreadable"
    ]
    services.make_key(unit=arrival.unit, suite=Suite.INTERNATIONAL, actor=scene.actor(scene.COUNTY))
    assert codes(keep(arrival.receipt)) == ["returns-receipt-stranger"]
    SentBundle.objects.all().update(digest="0" * 64)
    assert codes(keep(arrival.receipt)) == ["returns-receipt-unknown-bundle"]


def test_without_a_key_nothing_is_signed(town: Election) -> None:
    kept = scene.signed(scene.drawn(town))
    with pytest.raises(Refused) as caught:
        services.send_up(return_set=kept, at=scene.NOW, today=scene.TODAY, actor=scene.actor())
    assert codes(caught) == ["returns-no-key"]
    assert SentBundle.objects.count() == 0


def test_a_stale_set_is_not_sent(town: Election) -> None:
    from tests.office.returns.test_sets import record_something

    scene.keys(scene.TOWN)
    kept = scene.signed(scene.drawn(town))
    record_something(town)
    with pytest.raises(Refused) as caught:
        services.send_up(return_set=kept, at=scene.NOW, today=scene.TODAY, actor=scene.actor())
    assert codes(caught) == ["returns-stale"]


def test_keys_are_exchanged_by_file_and_fingerprint(town: Election) -> None:
    scene.keys(scene.COUNTY, scene.TOWN)
    county, own = Unit.objects.get(code=scene.COUNTY), Unit.objects.get(code=scene.TOWN)
    down = services.enrolment(county, for_code=scene.TOWN, address="https://county.example")
    more = {"unit": own, "actor": scene.actor()}
    fingerprint = key_of(scene.COUNTY).fingerprint
    with pytest.raises(Refused) as caught:
        services.register_peer(text=down, fingerprint="0000", **more)
    assert codes(caught) == ["returns-fingerprint-differs"]
    services.register_peer(text=down, fingerprint=fingerprint, **more)
    assert merge_key(scene.TOWN) == merge_key(scene.COUNTY)
    up = services.enrolment(own)
    assert 'merge_key":""' in up
    services.register_peer(
        unit=county, text=up, fingerprint=key_of(scene.TOWN).fingerprint.upper(),
        actor=scene.actor(scene.COUNTY),
    )  # fmt: skip
    assert set(Peer.objects.values_list("relation", flat=True)) == {"superior", "subordinate"}


def test_an_enrolment_for_another_or_changed_or_from_beside_is_refused(town: Election) -> None:
    scene.keys(scene.COUNTY, scene.TOWN, scene.OTHER)
    county, own = Unit.objects.get(code=scene.COUNTY), Unit.objects.get(code=scene.TOWN)
    down = services.enrolment(county, for_code=scene.OTHER, address="")
    beside = services.enrolment(Unit.objects.get(code=scene.OTHER))
    given = [
        (down, key_of(scene.COUNTY), "returns-enrolment-for-another"),
        (down.replace("沅水县", "沅水市"), key_of(scene.COUNTY), "returns-enrolment-unreadable"),
        ("x", key_of(scene.COUNTY), "returns-enrolment-unreadable"),
        (beside, key_of(scene.OTHER), "returns-not-below"),
    ]
    for text, key, code in given:
        with pytest.raises(Refused) as caught:
            services.register_peer(
                unit=own, text=text, fingerprint=key.fingerprint, actor=scene.actor()
            )
        assert codes(caught) == [code]


def test_a_printed_key_can_be_typed_and_a_withdrawn_one_is_a_stranger(
    town: Election, tmp_path: Path
) -> None:
    county = Unit.objects.get(code=scene.COUNTY)
    key = new_key(Suite.NATIONAL)
    office = scene.actor(scene.COUNTY)
    with pytest.raises(Refused) as caught:
        services.register_key(unit=county, code=scene.TOWN, name="镇", text="SM2:AA", actor=office)
    assert codes(caught) == ["returns-key-unreadable"]
    peer = services.register_key(
        unit=county, code=scene.TOWN, name="镇", text=key.public.text, actor=office
    )
    assert scene.received(forged(tmp_path, key=key)).state == "waiting"
    services.withdraw_peer(peer=peer, reason="换机", actor=office)
    assert (
        scene.received(forged(tmp_path, key=key, sequence=2, previous="1" * 64)).state == "refused"
    )


def test_a_set_that_was_never_sent_takes_no_receipt(town: Election) -> None:
    from huanjie.office.returns.procedure import RETURN_SET

    with pytest.raises(IllegalMove):
        RETURN_SET.after("drafted", "accept")
