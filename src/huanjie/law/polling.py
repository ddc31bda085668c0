"""Polling day: who may vote for whom, who may count, and what the register may say.

The chapter of elections 9, first half: rules P-01 to P-12.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from huanjie.law.article import ELECTION_LAW, PRACTICE, Article, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Pack, Parameter, keys
from huanjie.law.pack.words import (
    Consent,
    Crew,
    Level,
    Mode,
    ProxyForm,
    ProxyGround,
    Strictness,
    VoterDocument,
)


@dataclass(frozen=True)
class PollingRules:
    """What a province fixes about polling, the `poll.*` of its pack.

    `barred_posts` are closed to candidates and their near relatives; `mobile_min` is the fewest
    scrutineers with a mobile box, with every box when `min_for_all_boxes`. `articles` are the
    province's own words for a value, by its name; they cite and decide nothing.
    """

    document: VoterDocument
    proxy_max: int
    proxy_grounds: frozenset[ProxyGround]
    proxy_same_constituency: Strictness
    proxy_forms: frozenset[ProxyForm]
    consent_from: frozenset[Consent]
    barred_posts: frozenset[Crew]
    mobile_min: int
    min_for_all_boxes: bool
    mobile_dispersed: bool
    mobile_register: bool
    articles: Mapping[str, Article] = field(default_factory=dict, compare=False)

    def article(self, value: str, otherwise: Article) -> Article:
        """The province's own words for a value, or `otherwise` where it has none."""
        return self.articles.get(value, otherwise)


NATIONAL: Final = PollingRules(
    document=VoterDocument.ID_OR_CARD,
    proxy_max=3,
    proxy_grounds=frozenset({ProxyGround.AWAY, ProxyGround.CUSTODY}),
    proxy_same_constituency=Strictness.WARN,
    proxy_forms=frozenset({ProxyForm.WRITTEN}),
    consent_from=frozenset({Consent.COMMITTEE}),
    barred_posts=frozenset({Crew.SCRUTINEER, Crew.COUNTER}),
    mobile_min=2,
    min_for_all_boxes=False,
    mobile_dispersed=True,
    mobile_register=False,
)


_KEYS: Final[Mapping[str, Parameter[object]]] = {
    "document": keys.POLL_DOCUMENT,
    "proxy_max": keys.POLL_PROXY_MAX,
    "proxy_grounds": keys.POLL_PROXY_GROUNDS,
    "proxy_same_constituency": keys.POLL_PROXY_SAME_CONSTITUENCY,
    "proxy_forms": keys.POLL_PROXY_FORM,
    "consent_from": keys.POLL_PROXY_CONSENT,
    "barred_posts": keys.POLL_BARS_RELATIVES,
    "mobile_min": keys.POLL_MOBILE_SCRUTINEERS,
    "min_for_all_boxes": keys.POLL_MOBILE_ALL_BOXES,
    "mobile_dispersed": keys.POLL_MOBILE_DISPERSED,
    "mobile_register": keys.POLL_MOBILE_REGISTER,
}


def polling_rules(pack: Pack) -> PollingRules:
    """What the pack fixes about polling."""
    return PollingRules(
        document=pack[keys.POLL_DOCUMENT],
        proxy_max=pack[keys.POLL_PROXY_MAX],
        proxy_grounds=frozenset(pack[keys.POLL_PROXY_GROUNDS]),
        proxy_same_constituency=pack[keys.POLL_PROXY_SAME_CONSTITUENCY],
        proxy_forms=frozenset(pack[keys.POLL_PROXY_FORM]),
        consent_from=frozenset(pack[keys.POLL_PROXY_CONSENT]),
        barred_posts=frozenset(pack[keys.POLL_BARS_RELATIVES]),
        mobile_min=pack[keys.POLL_MOBILE_SCRUTINEERS],
        min_for_all_boxes=pack[keys.POLL_MOBILE_ALL_BOXES],
        mobile_dispersed=pack[keys.POLL_MOBILE_DISPERSED],
        mobile_register=pack[keys.POLL_MOBILE_REGISTER],
        articles=pack.own_articles(_KEYS),
    )


class Presider(StrEnum):
    """Who presides over a vote."""

    COMMITTEE = "election_committee"
    PRESIDIUM = "presidium"


@implements(ELECTION_LAW[3, 1], ELECTION_LAW[3, 2])
def mode_of(level: Level) -> Mode:
    """Who elects a congress of this level: voters, or the congresses below. Source: 选举法 3."""
    return Mode.INDIRECT if level is Level.CITY else Mode.DIRECT


@implements(ELECTION_LAW[11, 1, 5], ELECTION_LAW[39])
def presider(mode: Mode) -> Presider:
    """Who presides: the committee or its delegates, or the presidium of the electing congress.

    Source: 选举法 11¶1(5), 39 (P-04, F-12).
    """
    return Presider.COMMITTEE if mode is Mode.DIRECT else Presider.PRESIDIUM


class Document(StrEnum):
    """What a voter shows to receive a ballot."""

    ID_CARD = "id_card"
    VOTER_CARD = "voter_card"


@implements(ELECTION_LAW[37])
def check_document(shown: Document | None, rules: PollingRules) -> tuple[Finding, ...]:
    """Whether a voter may receive a ballot with this document. Source: 选举法 37 (P-01)."""
    accepted = {Document.VOTER_CARD}
    if rules.document is VoterDocument.ID_OR_CARD:
        accepted.add(Document.ID_CARD)
    if shown in accepted:
        return ()
    facts = {"shown": shown.value if shown else None, "accepted": tuple(sorted(accepted))}
    article = rules.article("document", ELECTION_LAW[37])
    return (Finding("voter-document-missing", article, Severity.ERROR, facts),)


@dataclass(frozen=True)
class Person:
    """A person at the poll: a name or number, and the constituency whose roll holds him.

    `constituency` None means that the person is on no roll and so no voter.
    """

    code: str
    constituency: str | None


@dataclass(frozen=True)
class Mandate:
    """One voter's mandate to another; `consent` is who agreed, None while nobody did."""

    principal: Person
    proxy: Person
    ground: ProxyGround
    form: ProxyForm | None
    consent: Consent | None


@implements(ELECTION_LAW[42])
def check_mandate(
    mandate: Mandate, accepted: Iterable[Mandate], rules: PollingRules
) -> tuple[Finding, ...]:
    """Whether a mandate may be accepted beside those already accepted.

    Source: 选举法 42; 直接选举若干规定 5 (P-09). Neither the desk nor the committee may accept a
    fourth mandate, a second one of the same principal, or one that passes a mandate on.
    """
    held = tuple(accepted)
    return (
        *_persons_of(mandate, rules),
        *_form_of(mandate, rules),
        *_beside_others(mandate, held, rules),
    )


def _persons_of(mandate: Mandate, rules: PollingRules) -> list[Finding]:
    found = []
    facts: dict[str, Fact] = {"principal": mandate.principal.code, "proxy": mandate.proxy.code}
    if mandate.principal.constituency is None:
        found.append(_refused("principal-not-a-voter", facts))
    if mandate.proxy.constituency is None:
        found.append(_refused("proxy-not-a-voter", facts))
    if mandate.principal.code == mandate.proxy.code:
        found.append(_refused("proxy-for-oneself", facts))
    elif (
        rules.proxy_same_constituency is not Strictness.OFF
        and mandate.principal.constituency != mandate.proxy.constituency
        and None not in (mandate.principal.constituency, mandate.proxy.constituency)
    ):
        strict = rules.proxy_same_constituency is Strictness.ERROR
        severity = Severity.ERROR if strict else Severity.WARN
        article = rules.article("proxy_same_constituency", PRACTICE["P-09"])
        found.append(Finding("proxy-from-another-constituency", article, severity, facts))
    return found


def _form_of(mandate: Mandate, rules: PollingRules) -> list[Finding]:
    found = []
    facts: dict[str, Fact] = {"principal": mandate.principal.code, "proxy": mandate.proxy.code}
    if mandate.ground not in rules.proxy_grounds:
        grounds = facts | {"ground": mandate.ground.value}
        found.append(_beyond("proxy-ground-unknown", grounds, rules, "proxy_grounds"))
    if mandate.form not in rules.proxy_forms:
        found.append(_beyond("proxy-form-missing", facts, rules, "proxy_forms"))
    if mandate.consent not in rules.consent_from and not _needs_no_consent(mandate):
        found.append(_beyond("proxy-without-consent", facts, rules, "consent_from"))
    return found


def _needs_no_consent(mandate: Mandate) -> bool:
    """The sick and disabled appoint a proxy where a province lets them; no consent is named."""
    return mandate.ground in (ProxyGround.ILLNESS, ProxyGround.DISABILITY)


def _beside_others(
    mandate: Mandate, held: tuple[Mandate, ...], rules: PollingRules
) -> list[Finding]:
    found = []
    facts: dict[str, Fact] = {"principal": mandate.principal.code, "proxy": mandate.proxy.code}
    count = sum(other.proxy.code == mandate.proxy.code for other in held) + 1
    if count > rules.proxy_max:
        limits: dict[str, Fact] = {"count": count, "most": rules.proxy_max}
        found.append(_beyond("proxy-mandates-exceeded", facts | limits, rules, "proxy_max"))
    if any(other.principal.code == mandate.principal.code for other in held):
        found.append(_refused("principal-already-represented", facts))
    passed_on = any(other.principal.code == mandate.proxy.code for other in held)
    if passed_on or any(other.proxy.code == mandate.principal.code for other in held):
        found.append(_refused("mandate-passed-on", facts))
    return found


def _refused(code: str, facts: Mapping[str, Fact]) -> Finding:
    return Finding(code, ELECTION_LAW[42], Severity.ERROR, facts)


def _beyond(code: str, facts: Mapping[str, Fact], rules: PollingRules, value: str) -> Finding:
    """A mandate against a value that a province may fix, in the province's own words."""
    return Finding(code, rules.article(value, ELECTION_LAW[42]), Severity.ERROR, facts)


class Manner(StrEnum):
    """How a voter took part. Source: 选举法 38, 42 (P-11)."""

    IN_PERSON = "in_person"
    BY_PROXY = "by_proxy"
    MOBILE_BOX = "mobile_box"


@implements(ELECTION_LAW[5], ELECTION_LAW[38])
def check_mark(marked: Manner | None, manner: Manner, *, has_mandate: bool) -> tuple[Finding, ...]:
    """Whether a voter may be marked in the register of this round.

    Source: 选举法 5, 38, 42 (P-09, P-11). One mark per voter and round. A principal who comes
    before the proxy voted votes in person; the mandate then lapses.
    """
    if marked is not None:
        facts = {"marked": marked.value, "manner": manner.value}
        return (Finding("voter-already-marked", ELECTION_LAW[5], Severity.ERROR, facts),)
    if manner is Manner.BY_PROXY and not has_mandate:
        return (Finding("proxy-without-mandate", ELECTION_LAW[42], Severity.ERROR),)
    if manner is not Manner.BY_PROXY and has_mandate:
        return (Finding("mandate-lapses", PRACTICE["P-09"], Severity.INFO),)
    return ()


@implements(ELECTION_LAW[43, 2])
def check_crew(
    post: Crew,
    person: str,
    candidates: Iterable[str],
    relatives: Iterable[str],
    rules: PollingRules,
) -> tuple[Finding, ...]:
    """Whether a person may hold a post of the polling day in this constituency.

    Source: 选举法 43¶2 (P-05). The text names near relatives; candidates are barred all the more.
    """
    if Crew.STAFF not in rules.barred_posts and post not in rules.barred_posts:
        return ()
    facts = {"person": person, "post": post.value}
    if person in set(candidates):
        article = rules.article("barred_posts", PRACTICE["P-05"])
        return (Finding("crew-is-candidate", article, Severity.ERROR, facts),)
    if person in set(relatives):
        article = rules.article("barred_posts", ELECTION_LAW[43, 2])
        return (Finding("crew-is-relative", article, Severity.ERROR, facts),)
    return ()


class MobileGround(StrEnum):
    """Why a voter uses a mobile box. Source: 选举法 38."""

    ILLNESS = "illness"
    IMMOBILE = "immobile"
    DISPERSED = "dispersed"


@implements(ELECTION_LAW[38])
def check_mobile_voter(ground: MobileGround | None, rules: PollingRules) -> tuple[Finding, ...]:
    """Whether a voter may use a mobile box. Source: 选举法 38 (P-02)."""
    dispersed = ground is MobileGround.DISPERSED and not rules.mobile_dispersed
    if ground is not None and not dispersed:
        return ()
    facts = {"ground": ground.value if ground else None}
    article = rules.article("mobile_dispersed", ELECTION_LAW[38])
    return (Finding("mobile-ground-missing", article, Severity.ERROR, facts),)


@dataclass(frozen=True)
class BoxCrew:
    """Who goes with a box, and whether it keeps a signed register of voters."""

    code: str
    is_mobile: bool
    scrutineers: int
    has_register: bool


def check_box(box: BoxCrew, rules: PollingRules) -> tuple[Finding, ...]:
    """Whether a box may go out: scrutineers and register. No national text; default two (P-03)."""
    found = []
    facts: dict[str, Fact] = {"box": box.code, "count": box.scrutineers, "least": rules.mobile_min}
    if (box.is_mobile or rules.min_for_all_boxes) and box.scrutineers < rules.mobile_min:
        value = "mobile_min" if box.is_mobile else "min_for_all_boxes"
        article = rules.article(value, PRACTICE["P-03"])
        found.append(Finding("box-crew-short", article, Severity.ERROR, facts))
    if box.is_mobile and rules.mobile_register and not box.has_register:
        article = rules.article("mobile_register", PRACTICE["P-03"])
        found.append(Finding("box-register-missing", article, Severity.ERROR, facts))
    return tuple(found)


class Helper(StrEnum):
    """Why a ballot is written by another hand. Source: 选举法 40¶2 (P-08)."""

    ILLITERATE = "illiterate"
    DISABLED = "disabled"


@dataclass(frozen=True)
class Preparation:
    """What is done before voting begins, each with its record."""

    has_secret_booth: bool
    crew_chosen_by_electors: bool
    announced: bool
    empty_boxes_sealed: bool


@implements(ELECTION_LAW[40, 1], ELECTION_LAW[43, 1])
def check_preparation(done: Preparation) -> tuple[Finding, ...]:
    """Whether voting may begin. Source: 选举法 40¶1, 43¶1 (P-06, P-07, P-10)."""
    found = []
    if not done.has_secret_booth:
        found.append(Finding("secret-booth-missing", ELECTION_LAW[40, 1], Severity.ERROR))
    if not done.crew_chosen_by_electors:
        found.append(Finding("crew-not-chosen", ELECTION_LAW[43, 1], Severity.ERROR))
    if not done.announced:
        found.append(Finding("voting-not-announced", PRACTICE["P-10"], Severity.WARN))
    if not done.empty_boxes_sealed:
        found.append(Finding("boxes-not-sealed", PRACTICE["P-10"], Severity.WARN))
    return tuple(found)


@implements(ELECTION_LAW[40, 2])
def check_assistance(ground: Helper | None) -> tuple[Finding, ...]:
    """Whether another person may write a voter's ballot; he need not be a voter (P-08).

    Source: 选举法 40¶2.
    """
    if ground is not None:
        return ()
    return (Finding("assistance-without-ground", ELECTION_LAW[40, 2], Severity.ERROR),)


def participants(in_person: int, mobile: int, by_proxy: int) -> int:
    """T: voters who came, used a mobile box or voted through another. Source: 选举法 45¶1.

    The principal is the participant; the proxy is not counted again for it (P-11, O-18).
    """
    return in_person + mobile + by_proxy
