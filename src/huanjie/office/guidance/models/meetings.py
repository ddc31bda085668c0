"""Meetings, and what they decided: by whom, until when."""

from django.db import models

from huanjie.office.guidance.procedures import MEETING
from huanjie.office.guidance.words import MEETING_STATES, TASK_STATES, choices


class Meeting(models.Model):
    """A meeting of a unit's groups or committee: planned with an agenda, held, or cancelled."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="meetings")
    group = models.ForeignKey("guidance.Group", models.PROTECT, null=True, related_name="meetings")
    title = models.CharField("会议名称", max_length=120)
    day = models.DateField("日期")
    place = models.CharField("地点", max_length=80, default="")
    chair = models.CharField("主持人", max_length=60, default="")
    agenda = models.TextField("议程")
    present = models.TextField("到会人员", default="")
    minutes = models.TextField("会议情况", default="")
    state = models.CharField(
        "状态", max_length=10, choices=choices(MEETING_STATES), default=MEETING.initial
    )

    class Meta:
        ordering = ("-day", "-id")

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        """The unit that holds the meeting."""
        return self.unit_id


class Resolution(models.Model):
    """What a meeting decided: who carries it out until when, and how it was carried out.

    `unit` and `role` are those who have it on their worklist: the meeting's unit or one below.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="resolutions")
    number = models.PositiveSmallIntegerField("序号")
    text = models.TextField("议定事项")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="resolutions")
    role = models.CharField("承办", max_length=24)
    person = models.CharField("承办人", max_length=60, default="")
    due = models.DateField("完成期限")
    state = models.CharField("状态", max_length=6, choices=choices(TASK_STATES), default="open")
    done_on = models.DateField("落实日期", null=True)
    note = models.TextField("落实情况", default="")
    done_by = models.CharField("填报人", max_length=60, default="")

    class Meta:
        ordering = ("meeting", "number")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="one_resolution_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"

    @property
    def unit_code(self) -> str:
        """The unit that carries it out."""
        return self.unit_id
