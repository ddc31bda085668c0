"""Where the law is silent on a person: the step waits for a ruling."""

from huanjie.law.article import ELECTION_LAW, Article
from huanjie.law.counting.outcome import Decide
from huanjie.law.finding import Finding, Severity

Referral = tuple[Decide, Finding]


def undecided(names: tuple[str, ...], seats: int) -> Referral:
    """The eligibility of these persons matters and is not decided (O-22, O-24, O-44)."""
    finding = Finding(
        "eligibility-undecided", ELECTION_LAW[41], Severity.MANUAL, {"names": names, "seats": seats}
    )
    return Decide("O-44", names, seats, ("eligible", "not_eligible")), finding


def fallen(names: tuple[str, ...], seats: int) -> Referral:
    """These persons died, withdrew or lost the right to stand at a time no rule foresees (O-43)."""
    finding = Finding(
        "winner-fell-away", ELECTION_LAW[45], Severity.MANUAL, {"names": names, "seats": seats}
    )
    return Decide("O-43", names, seats, ("declare_the_rest", "hold_next_vote", "rerun")), finding


def still_tied(
    names: tuple[str, ...], seats: int, options: tuple[str, ...], article: Article
) -> Referral:
    """A vote among the tied left them level, or without any vote (O-37)."""
    finding = Finding("tie-remains", article, Severity.MANUAL, {"names": names, "seats": seats})
    return Decide("O-37", names, seats, options, options[0]), finding


def still_short(seats: int, options: tuple[str, ...], article: Article) -> Referral:
    """A supplementary round left seats open and the province does not say what follows (O-42)."""
    finding = Finding("seats-still-open", article, Severity.MANUAL, {"seats": seats})
    return Decide("O-42", (), seats, options), finding
