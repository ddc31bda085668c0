"""What was published, word for word."""

from django.db import models
from django.utils import timezone


class Publication(models.Model):
    """A notice, list or result as published. Corrected by a later one, never changed.

    `body` is plain data: {"paragraphs": […], "tables": [{"head": […], "rows": [[…]]}]}.
    """

    KINDS = (
        ("election_day_notice", "选举日公告"),
        ("constituency_notice", "选区划分公告"),
        ("voter_roll_notice", "选民名单公告"),
        ("roll_correction_notice", "选民名单补正公告"),
        ("preliminary_list_notice", "初步代表候选人名单公告"),
        ("formal_list_notice", "正式代表候选人名单公告"),
        ("polling_notice", "投票时间、地点公告"),
        ("round_notice", "再次投票、另行选举、重新投票公告"),
        ("elected_notice", "当选代表名单公告"),
    )

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="publications")
    kind = models.CharField("类别", max_length=40, choices=KINDS)
    subject = models.CharField(max_length=80, default="")
    number = models.PositiveIntegerField("第N号")
    title = models.CharField("标题", max_length=160)
    issuer = models.CharField("发布机关", max_length=80)
    published_on = models.DateField("公布日期")
    body = models.JSONField()
    is_public = models.BooleanField("网上公开", default=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        ordering = ("-published_on", "-number")
        constraints = (
            models.UniqueConstraint(fields=("unit", "number"), name="one_notice_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}号）"

    @property
    def unit_code(self) -> str:
        """The unit that published it."""
        return self.unit_id
