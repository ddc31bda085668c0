"""Long work of the returns, in the background."""

from datetime import datetime

from django.urls import reverse

from huanjie.office.committee.models import Election
from huanjie.office.documents.queries import path
from huanjie.office.face import clock
from huanjie.office.jobs.services import progress
from huanjie.office.ledger.actor import Actor
from huanjie.office.returns import network, services
from huanjie.office.returns.models import ReturnSet, SentBundle
from huanjie.office.returns.queries.keys import superior_of
from huanjie.office.returns.refusals import refused


def draw_up(
    *, job: int, actor: Actor, election: int, at: str, reason: str, remarks: str
) -> dict[str, object]:
    """Compute T1–T9 of an election and keep them as its set in hand."""
    progress(job, "从记录计算 T1–T9")
    kept = services.draw_up(
        election=Election.objects.select_related("unit").get(pk=election),
        at=datetime.fromisoformat(at),
        reason=reason,
        remarks=remarks,
        actor=actor,
    )
    return {"target": reverse("returns:set", args=(kept.pk,)), "version": kept.version}


def send_up(*, job: int, actor: Actor, return_set: int) -> dict[str, object]:
    """Sign and write the bundle; send it when the superior has an address."""
    progress(job, "签名并生成报送包")
    kept = ReturnSet.objects.select_related("election__unit").get(pk=return_set)
    today = clock.today()
    sent = services.send_up(return_set=kept, at=clock.now(), today=today, actor=actor)
    peer = superior_of(sent.unit_id)
    if peer is not None and peer.address:
        deliver(job=job, actor=actor, bundle=sent.pk)
    return {"sequence": sent.sequence}


def deliver(*, job: int, actor: Actor, bundle: int) -> dict[str, object]:
    """Send a bundle over the network, a few tries; keep the receipt that comes back."""
    sent = SentBundle.objects.select_related("unit", "document").get(pk=bundle)
    peer = superior_of(sent.unit_id)
    if peer is None or not peer.address:
        raise refused("returns-no-superior-address")
    reason = ""
    for attempt in range(len(network.PAUSES)):
        progress(job, "联网发送", attempt + 1, len(network.PAUSES))
        network.pause(attempt)
        try:
            text = network.post(path(sent.document), peer.address)
        except network.TurnedAway as fault:
            raise refused("returns-network-failed", reason=str(fault), tries=attempt + 1) from fault
        except network.NotDelivered as fault:
            reason = str(fault)
            continue
        services.note_delivery(bundle=sent, address=peer.address, at=clock.now(), actor=actor)
        services.keep_receipt(unit=sent.unit, text=text, actor=actor)
        return {"sequence": sent.sequence, "tries": attempt + 1}
    raise refused("returns-network-failed", reason=reason, tries=len(network.PAUSES))


def ask(*, job: int, actor: Actor, bundle: int) -> dict[str, object]:
    """Fetch the newest answer to a bundle sent before."""
    sent = SentBundle.objects.select_related("unit").get(pk=bundle)
    peer = superior_of(sent.unit_id)
    if peer is None or not peer.address:
        raise refused("returns-no-superior-address")
    progress(job, "向上级查询回执")
    try:
        text = network.ask(sent.digest, peer.address)
    except network.NotDelivered as fault:
        raise refused("returns-network-failed", reason=str(fault), tries=1) from fault
    services.keep_receipt(unit=sent.unit, text=text, actor=actor)
    return {"sequence": sent.sequence}
