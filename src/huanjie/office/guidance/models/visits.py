"""Visits with what was found, and reminders and rectification slips with their replies."""

from django.db import models

from huanjie.office.guidance.procedures import SLIP, VISIT
from huanjie.office.guidance.words import (
    FINDING_KINDS,
    SLIP_KINDS,
    SLIP_STATES,
    VISIT_STATES,
    choices,
)


class Visit(models.Model):
    """A visit of a superior unit's people to a unit below. `unit` is the one visited.

    A visit that is not announced is hidden from the unit until it has been held.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="visits")
    visitor = models.ForeignKey("people.Unit", models.PROTECT, related_name="visits_made")
    group = models.ForeignKey("guidance.Group", models.PROTECT, null=True, related_name="visits")
    planned_on = models.DateField("计划日期")
    purpose = models.CharField("督导内容", max_length=200)
    people = models.CharField("督导人员", max_length=200, default="")
    is_announced = models.BooleanField("事先告知", default=True)
    state = models.CharField(
        "状态", max_length=10, choices=choices(VISIT_STATES), default=VISIT.initial
    )
    held_on = models.DateField("督导日期", null=True)
    summary = models.TextField("总体情况", default="")
    recorded_by = models.CharField("填报人", max_length=60, default="")

    class Meta:
        ordering = ("-planned_on", "-id")

    def __str__(self) -> str:
        return f"{self.unit} {self.planned_on} {self.purpose}"

    @property
    def unit_code(self) -> str:
        """The unit visited."""
        return self.unit_id


class Observation(models.Model):
    """One finding of a visit: an item of the work, and whether it is good practice or a problem."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="observations")
    number = models.PositiveSmallIntegerField("序号")
    item = models.CharField("事项", max_length=80)
    kind = models.CharField("性质", max_length=10, choices=choices(FINDING_KINDS))
    text = models.TextField("情况")

    class Meta:
        ordering = ("visit", "number")
        constraints = (
            models.UniqueConstraint(fields=("visit", "number"), name="one_observation_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.item}"

    @property
    def unit_code(self) -> str:
        """The unit visited."""
        return self.visit.unit_id


class Slip(models.Model):
    """A reminder or a rectification slip that a superior unit issues. `unit` has to answer it."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="slips")
    issuer = models.ForeignKey("people.Unit", models.PROTECT, related_name="slips_issued")
    observation = models.ForeignKey(Observation, models.PROTECT, null=True, related_name="slips")
    kind = models.CharField("类别", max_length=10, choices=choices(SLIP_KINDS))
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("编号")
    matter = models.CharField("事项", max_length=160)
    text = models.TextField("要求")
    due = models.DateField("答复期限")
    issued_on = models.DateField("发出日期")
    issued_by = models.CharField("签发人", max_length=60)
    state = models.CharField(
        "状态", max_length=10, choices=choices(SLIP_STATES), default=SLIP.initial
    )
    closed_on = models.DateField("办结日期", null=True)
    closed_by = models.CharField("认可人", max_length=60, default="")
    reason = models.CharField("撤回理由", max_length=200, default="")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "kind", "year", "number"), name="one_slip_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}〔{self.year}〕{self.number}号 {self.matter}"

    @property
    def unit_code(self) -> str:
        """The unit that has to answer."""
        return self.unit_id


class SlipReply(models.Model):
    """One answer to a slip with its evidence, and the remark with which it was sent back."""

    slip = models.ForeignKey(Slip, models.CASCADE, related_name="replies")
    number = models.PositiveSmallIntegerField("次序")
    text = models.TextField("答复")
    evidence = models.ManyToManyField("documents.Document", related_name="+")
    answered_on = models.DateField("答复日期")
    answered_by = models.CharField("答复人", max_length=60)
    remark = models.TextField("退回意见", default="")

    class Meta:
        ordering = ("slip", "number")
        verbose_name_plural = "slip replies"
        constraints = (
            models.UniqueConstraint(fields=("slip", "number"), name="one_reply_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.slip} {self.number}"

    @property
    def unit_code(self) -> str:
        """The unit that answers."""
        return self.slip.unit_id
