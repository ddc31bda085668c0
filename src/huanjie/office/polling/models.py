"""Contests, their rounds, the boxes of a round and who took part in them."""

from django.db import models

from huanjie.office.seats.models import Constituency


class Contest(models.Model):
    """The vote of one constituency, from the first vote until decided."""

    constituency = models.OneToOneField(
        "seats.Constituency", models.CASCADE, related_name="contest"
    )
    state = models.CharField("状态", max_length=20)

    def __str__(self) -> str:
        return str(self.constituency)

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to, read with all between in one query."""
        if not Contest.constituency.is_cached(self):
            rows = Constituency.objects.select_related("election__unit")
            self.constituency = rows.get(pk=self.constituency_id)
        return self.constituency.election.unit_id


class Round(models.Model):
    """One vote of a contest: the first, a tie re-vote, a supplementary round, or a rerun.

    `candidates` are the names on the ballot, in order. `voters` is V, frozen when the round opens.
    """

    STATES = (("open", "投票中"), ("closed", "已截止"), ("determined", "已认定"))

    KINDS = (
        ("first", "首次投票"),
        ("tie_revote", "再次投票"),
        ("supplementary", "另行选举"),
        ("rerun", "重新投票"),
    )

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="rounds")
    ordinal = models.PositiveSmallIntegerField("轮次")
    kind = models.CharField("类型", max_length=14, choices=KINDS)
    seats = models.PositiveSmallIntegerField("应选")
    candidates = models.JSONField()
    voters = models.PositiveIntegerField("选民数 V")
    held_on = models.DateField("投票日")
    state = models.CharField("状态", max_length=12, choices=STATES, default="open")

    class Meta:
        ordering = ("contest", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=("contest", "ordinal"), name="one_round_per_ordinal"),
        )

    def __str__(self) -> str:
        return f"{self.contest} {self.get_kind_display()}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to, read with all between in one query."""
        if not Round.contest.is_cached(self):
            rows = Contest.objects.select_related("constituency__election__unit")
            self.contest = rows.get(pk=self.contest_id)
        return self.contest.unit_code


class Box(models.Model):
    """A ballot box of one round: station, assembly or mobile, with its seals and its register.

    `own` and `proxy` are the marks in the voter register for this box: those who voted for
    themselves, and principals who voted through a proxy. They are never linked to ballots.
    `without_ground` counts voters at a mobile box for whom no ground is recorded (J106).
    """

    KINDS = (("station", "投票站"), ("assembly", "选举大会"), ("mobile", "流动票箱"))

    round = models.ForeignKey(Round, models.CASCADE, related_name="boxes")
    number = models.PositiveSmallIntegerField("票箱号")
    kind = models.CharField("类型", max_length=10, choices=KINDS)
    name = models.CharField("名称", max_length=80)
    scrutineers = models.PositiveSmallIntegerField("监票人数")
    without_ground = models.PositiveSmallIntegerField("缺事由人数", default=0)
    ballots_received = models.PositiveIntegerField("领票")
    seal_closed = models.CharField("出发封签", max_length=40, default="")
    seal_opened = models.CharField("启封封签", max_length=40, default="")
    own = models.PositiveIntegerField("本人", null=True)
    proxy = models.PositiveIntegerField("委托", null=True)

    class Meta:
        ordering = ("round", "number")
        verbose_name_plural = "boxes"
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="one_box_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to, read with all between in one query."""
        if not Box.round.is_cached(self):
            rows = Round.objects.select_related("contest__constituency__election__unit")
            self.round = rows.get(pk=self.round_id)
        return self.round.unit_code
