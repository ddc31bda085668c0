"""What waits for a ruling: forms with too few signatures, voters who sign too often."""

from django.db.models import Count, F, Q, QuerySet

from huanjie.law.pack import keys
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import pack_of
from huanjie.office.nomination.models import Petition, Signature


def short_forms(election: Election) -> QuerySet[Petition]:
    """Joint forms that wait for a ruling because too few voters of the roll stand behind them."""
    standing = Q(signatures__struck_reason="", signatures__entry__is_live=True)
    return (
        Petition.objects.filter(
            candidates__constituency__election=election, kind="joint", state="received"
        )
        .annotate(standing=Count("signatures__entry", filter=standing, distinct=True))
        .filter(standing__lt=pack_of(election)[keys.NOM_JOINT_MIN])
    )


def over_signers(election: Election) -> int:
    """How many voters support more nominees than their constituency has seats, unruled."""
    rows = Signature.objects.filter(
        petition__candidates__constituency__election=election,
        petition__state="received",
        struck_reason="",
        entry__isnull=False,
    )
    supported = rows.values("entry").annotate(
        n=Count("petition__recommendations__nominee", distinct=True),
        seats=F("petition__candidates__constituency__seats"),
    )
    return supported.filter(n__gt=F("seats")).count()
