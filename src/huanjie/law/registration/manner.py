"""How does a listed voter take part? Source: 选举法 38, 42; 直选若干规定 5; R-06 to R-12, R-22."""

from collections.abc import Mapping
from typing import Final

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, implements
from huanjie.law.pack import Parameter, keys
from huanjie.law.pack.words import ProxyGround, Way
from huanjie.law.registration.entitlement import is_confirmed
from huanjie.law.registration.facts import Case, Custody, Hindrance, Incapacity

Ways = tuple[Way, ...]

_WAYS_OF: Final[Mapping[Custody, Parameter[Ways]]] = {
    Custody.IMPRISONMENT: keys.REG_VOTE_PRISONER,
    Custody.SHORT_DETENTION: keys.REG_VOTE_SHORT_DETENTION,
    Custody.SUPERVISION: keys.REG_VOTE_SUPERVISED,
    Custody.COMMUNITY_CORRECTIONS: keys.REG_VOTE_SUPERVISED,
    Custody.IN_CUSTODY: keys.REG_VOTE_CUSTODY,
    Custody.DETENTION_PENALTY: keys.REG_VOTE_DETENTION_PENALTY,
    Custody.BAIL: keys.REG_VOTE_BAIL,
    Custody.RESIDENTIAL_SURVEILLANCE: keys.REG_VOTE_RESIDENTIAL,
}

_GROUND_OF: Final = {
    Hindrance.AWAY: ProxyGround.AWAY,
    Hindrance.ILLNESS: ProxyGround.ILLNESS,
    Hindrance.DISABILITY: ProxyGround.DISABILITY,
    Hindrance.OTHER_SPECIAL: ProxyGround.OTHER_SPECIAL,
}


@implements(DIRECT_ELECTION[5, 2], ELECTION_LAW[38], ELECTION_LAW[42])
def ways(case: Case) -> Ways:
    """How a person who is listed may vote, in the order of the text; empty: the right rests.

    Source: 选举法 38, 42; 直选若干规定 5¶2. Under a restriction committee and executing organ
    settle which of the ways it is.
    """
    if _rests(case):
        return ()
    if case.facts.custody is not Custody.NONE:
        return case.pack[_WAYS_OF[case.facts.custody]]
    return (Way.IN_PERSON, *_at_liberty(case))


def _rests(case: Case) -> bool:
    """Listed, but without the exercise of the right: suspended, or during an episode (R-16)."""
    facts = case.facts
    is_suspended = facts.custody is Custody.IN_CUSTODY and facts.suspension is not None
    is_episode = facts.incapacity is Incapacity.INTERMITTENT and is_confirmed(case)
    return is_suspended or is_episode


def _at_liberty(case: Case) -> Ways:
    """What is open to a hindered voter besides coming. Source: 选举法 38, 42; P-02, P-09."""
    facts, pack = case.facts, case.pack
    hindrance = facts.hindrance
    if hindrance is Hindrance.NONE and not facts.lives_here:
        hindrance = Hindrance.AWAY
    is_far = hindrance is Hindrance.DISPERSED and pack[keys.POLL_MOBILE_DISPERSED]
    box = is_far or hindrance in {Hindrance.ILLNESS, Hindrance.DISABILITY}
    proxy = _GROUND_OF.get(hindrance) in pack[keys.POLL_PROXY_GROUNDS]
    return (*((Way.MOBILE_BOX,) if box else ()), *((Way.PROXY,) if proxy else ()))
