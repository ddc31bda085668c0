"""What befalls a contest: most are filled at once, some take every turn the law knows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from huanjie.samples.ballots import Ballot, Taste, level, set_votes
from huanjie.samples.decisions import (
    Ruling,
    Story,
    Verdict,
    judge_first,
    judge_supplementary,
    judge_tie,
    pool,
    stands,
)
from huanjie.samples.petitions import Contest
from huanjie.samples.polling import Round, Vote, hold

__all__ = ["MISHAPS", "PLOTS", "assign", "play"]

# plot, one contest in so many, which contests (seats, candidates, voters) it fits
PLOTS: tuple[tuple[str, int, Callable[[int, int, int], bool]], ...] = (
    ("pool-tie", 120, lambda s, c, v: s == 2 and c == 4 and v >= 100),
    ("tie-again", 150, lambda s, c, v: s >= 2 and v >= 80),
    ("tie", 40, lambda s, c, v: s >= 2 and v >= 80),
    ("half-turnout", 150, lambda s, c, v: v % 2 == 0),
    ("base-matters", 150, lambda s, c, v: s == 1 and v >= 60),
    ("write-in", 150, lambda s, c, v: s == 1),
    ("vacant", 150, lambda s, c, v: s == 1),
    ("excess", 150, lambda s, c, v: True),
    ("short", 14, lambda s, c, v: v >= 60),
)
MISHAPS = (
    "foreign-box",
    "broken-seal",
    "many-spoiled",
    "printed-too-many",
    "many-proxies",
    "swapped-box",
    "many-mobile",
    "everybody-came",
    "many-void",
)


def assign(
    contests: Sequence[Contest], voters: Mapping[tuple[str, int], int], chance: Random
) -> dict[tuple[str, int], tuple[str, str]]:
    """Plot and mishap of every contest that has one."""
    free = list(contests)
    chance.shuffle(free)
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for plot, rate, fits in PLOTS:
        able = [one for one in free if fits(one.seats, len(one.candidates), voters[one.key])]
        for one in able[: max(1, round(len(contests) / rate))]:
            found[one.key] = (plot, "")
            free.remove(one)
    free.sort(key=lambda one: -voters[one.key] if len(contests) < 100 else 0)
    each = max(1, len(contests) // 120)
    for turn, one in enumerate(free[: each * len(MISHAPS)]):
        found[one.key] = ("", MISHAPS[turn % len(MISHAPS)])
    return found


def play(contest: Contest, voters: int, plot: str, mishap: str, chance: Random) -> Story:
    """Play one contest to its end."""
    return _Play(contest, voters, plot, mishap, chance).run()


class _Play:
    """One contest under way."""

    def __init__(
        self, contest: Contest, voters: int, plot: str, mishap: str, chance: Random
    ) -> None:
        self.contest, self.voters, self.plot, self.mishap = contest, voters, plot, mishap
        self.chance = chance
        self.story = Story(plot=plot or mishap)
        names = {one.name for form in contest.forms for one in form.nominees}
        self.guests = [
            one.name
            for one in contest.roll[:400:7]
            if one.number
            and not one.case
            and one.name not in names
            and "·" not in one.name
            and "1950" < one.birth < "2000"
        ][:2]
        self.names = [one.name for one in contest.candidates]
        self.liked = self.names[:]
        chance.shuffle(self.liked)

    def eligible(self, name: str) -> bool:
        """True for candidates and for written names of voters of the constituency."""
        return name in self.names or name in self.guests

    def run(self) -> Story:
        """The first vote, a rerun where it was invalid, then whatever is still open."""
        vote = self._hold("first", self.names, self.contest.seats, self._first_vote())
        verdict = judge_first(vote, self.eligible)
        self.story.outcomes.append(_outcome(verdict))
        while verdict.invalid:
            vote = self._hold("rerun", self.names, self.contest.seats, self._plain(self.names))
            verdict = judge_first(vote, self.eligible)
            self.story.outcomes.append(_outcome(verdict))
        base = vote
        self._elect(verdict, vote)
        self._rule_on_guests(base, verdict)
        if self.plot == "base-matters":
            self._rule(
                base, "基数影响", "", "按参加投票人数", "收回票少于参加投票人数，仍以后者为准"
            )
        if verdict.tied:
            self._tie(verdict, base)
        elif verdict.open:
            self._supplementary(verdict.open, base)
        return self.story

    def _supplementary(self, seats: int, base: Round) -> None:
        elected = [name for name, _, _ in self.story.winners]
        found = pool(base, elected, self.eligible)
        names, tied = stands(found, seats)
        if tied:
            taken = [name for name in names if name in tied]
            self._rule(base, "并列入围", ";".join(tied), ";".join(taken), "选区选民小组协商一致")
        self._rule(base, "另行选举候选人数", "", str(len(names)), "按差额规定取最少人数")
        names = [
            *[one for one in self.names if one in names],
            *[one for one in names if one not in self.names],
        ]
        taste = replace(self._plain(names).taste, weights=self._weights(names, seats))
        plan = Vote(taste, turnout=self.chance.uniform(0.68, 0.8))
        if self.plot == "vacant":
            taste = Taste([1.0] * len(names), blank=0.46, void=0.02)
            plan = replace(plan, taste=taste, twist=partial(_under_a_third, names))
        vote = self._hold("supplementary", names, seats, plan)
        verdict = judge_supplementary(vote, seats, self.eligible)
        self.story.outcomes.append(_outcome(verdict))
        self._elect(verdict, vote)
        if verdict.tied:
            self._tie(verdict, vote)
        elif verdict.open:
            self._leave_open(vote, verdict.open, "缺额处理", "")

    def _tie(self, verdict: Verdict, last: Round) -> None:
        again = self.plot == "tie-again"
        while verdict.tied:
            names = [name for name in self.names if name in verdict.tied]
            names += [name for name in verdict.tied if name not in names]
            vote = self._hold("tie_revote", names, verdict.open, self._between(names, again))
            verdict, again = judge_tie(vote), False
            self.story.outcomes.append("tied-again" if verdict.tied else _outcome(verdict))
            self._elect(verdict, vote)
            subject = ";".join(verdict.tied or names)
            if verdict.open and (not verdict.tied or self.story.outcomes.count("tied-again") > 1):
                self._leave_open(vote, verdict.open, "再次投票仍相同", subject)
                return
            if verdict.tied:
                self._rule(vote, "再次投票仍相同", subject, "再投", "就票数相等的候选人再次投票")

    def _leave_open(self, vote: Round, seats: int, matter: str, subject: str) -> None:
        self.story.vacancies += seats
        self._rule(vote, matter, subject, "暂缺", "本次换届不再投票，缺额待补选")

    def _hold(self, kind: str, names: Sequence[str], seats: int, vote: Vote) -> Round:
        sequence = len(self.story.rounds) + 1
        found = hold(
            self.contest,
            sequence=sequence,
            kind=kind,
            names=names,
            seats=seats,
            voters=self.voters,
            vote=vote,
            chance=self.chance,
        )
        self.story.rounds.append(found)
        if vote.mishap == "broken-seal":
            self._rule(found, "封签不符", "1", "继续计票", "监票人现场核实封签更换记录，票箱完好")
        return found

    def _elect(self, verdict: Verdict, vote: Round) -> None:
        for name in verdict.elected:
            self.story.winners.append((name, vote.sequence, vote.kind))

    def _rule(self, vote: Round, matter: str, subject: str, decision: str, reason: str) -> None:
        self.story.rulings.append(Ruling(vote.sequence, matter, subject, decision, reason))

    def _rule_on_guests(self, base: Round, verdict: Verdict) -> None:
        """Written names that win a seat or could enter the next round need a decision."""
        written = base.total.written
        matter = [
            name
            for name, votes in written.items()
            if votes * 2 > base.participants
            or (verdict.open and not verdict.tied)
            or votes >= min(base.total.votes[one] for one in base.names)
        ]
        for name in matter:
            can = self.eligible(name)
            self._rule(
                base,
                "另选他人资格",
                name,
                "有" if can else "无",
                "本选区选民，有被选举权" if can else "选民名单中无此人",
            )

    def _weights(self, names: Sequence[str], seats: int) -> list[float]:
        """Popular enough for a clear decision: `seats` names well ahead of the rest."""
        order = [name for name in self.liked if name in names]
        order += [name for name in names if name not in order]
        ahead = set(order[:seats])
        return [
            self.chance.uniform(7, 10) if name in ahead else self.chance.uniform(0.8, 2.2)
            for name in names
        ]

    def _plain(self, names: Sequence[str]) -> Vote:
        strangers = ("孙悟空",) if self.chance.random() < 0.1 else ()
        lost = self.chance.choice((0, 0, 0, 0, 1, 2))
        return Vote(
            Taste(self._weights(names, self.contest.seats)),
            lost=lost,
            turnout=self.chance.uniform(0.8, 0.96),
            write_ins=(*self.guests, *strangers),
        )

    def _between(self, names: Sequence[str], again: int) -> Vote:
        def evenly(ballots: list[Ballot], _: int) -> None:
            level(ballots, 1, names[0], names[1])

        weights = [1.0 + (not again) * 1.2 * at for at in range(len(names))]
        taste = Taste(weights, full=1, written=0)
        return Vote(taste, turnout=self.chance.uniform(0.7, 0.85), twist=evenly if again else None)

    def _first_vote(self) -> Vote:
        """The first vote as plot or mishap will have it."""
        plain = self._plain(self.names)
        if self.plot:
            return self._by_plot(plain)
        taste = plain.taste
        if self.mishap == "many-void":
            return replace(plain, taste=replace(taste, void=0.09, blank=0.06))
        if self.mishap == "many-proxies":
            return replace(plain, proxies=0.24)
        if self.mishap == "everybody-came":
            return replace(plain, participants=self.voters, lost=0)
        lost = 0 if self.mishap == "foreign-box" else plain.lost
        return replace(plain, mishap=self.mishap, lost=lost)

    def _by_plot(self, plain: Vote) -> Vote:
        if self.plot == "half-turnout":
            return replace(plain, participants=self.voters // 2, lost=0)
        if self.plot == "excess":
            return replace(plain, extra=1, lost=0)
        if self.plot == "write-in":
            taste = replace(plain.taste, written=0.78)
            return replace(plain, taste=taste, write_ins=tuple(self.guests[:1]))
        if self.plot == "base-matters":
            return replace(
                plain, participants=round(self.voters * 0.42) * 2, lost=2, twist=self._half_exactly
            )
        return self._undecided(plain)

    def _undecided(self, plain: Vote) -> Vote:
        """A first vote that leaves seats open: tied at the cut, or short of majorities."""
        seats = self.contest.seats
        if self.plot == "pool-tie":
            quiet = Taste(self._ordered((8, 2.6, 2, 2)), full=0.95, written=0)
            return replace(plain, taste=quiet, twist=self._level_at(2, 3), lost=0)
        if self.plot in ("tie", "tie-again"):
            ahead = 4.0 if seats == 2 else 6.0
            weights = [ahead] * (seats - 1) + [2.0, 2.0] + [0.02] * (len(self.names) - seats - 1)
            quiet = Taste(self._ordered(weights), full=1, written=0)
            return replace(plain, taste=quiet, twist=self._level_at(seats - 1, seats), lost=0)
        if seats == 1:
            taste = Taste(self._ordered((10, 9)), written=0.16)
            return replace(plain, taste=taste, twist=partial(_no_majority, self.names))
        weights = [8.0] * (seats - 1) + [2.0] * (len(self.names) - seats + 1)
        return replace(plain, taste=Taste(self._ordered(weights), full=0.55))

    def _ordered(self, weights: Sequence[float]) -> list[float]:
        """Weights given in order of popularity, put in the order of the ballot."""
        by_name = dict(zip(self.liked, weights, strict=True))
        return [by_name[name] for name in self.names]

    def _level_at(self, one: int, other: int) -> Callable[[list[Ballot], int], None]:
        def twist(ballots: list[Ballot], _: int) -> None:
            level(ballots, self.contest.seats, self.liked[one], self.liked[other])

        return twist

    def _half_exactly(self, ballots: list[Ballot], participants: int) -> None:
        set_votes(ballots, 1, self.liked[0], participants // 2)


def _under_a_third(names: Sequence[str], ballots: list[Ballot], _: int) -> None:
    for name in names:
        if 3 * sum(name in ballot.approved for ballot in ballots) >= len(ballots):
            set_votes(ballots, 1, name, (len(ballots) - 1) // 3)


def _no_majority(names: Sequence[str], ballots: list[Ballot], participants: int) -> None:
    for name in names:
        if 2 * sum(name in ballot.approved for ballot in ballots) > participants:
            set_votes(ballots, 1, name, participants // 2)


def _outcome(verdict: Verdict) -> str:
    if verdict.invalid:
        return f"invalid-{verdict.invalid}"
    if verdict.tied:
        return "tied"
    return "short" if verdict.open else "filled"
