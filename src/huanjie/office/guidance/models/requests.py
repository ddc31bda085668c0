"""Requests for instructions and reports 请示报告."""

from django.db import models

from huanjie.office.guidance.procedures import REQUEST
from huanjie.office.guidance.words import REQUEST_KINDS, REQUEST_STATES, URGENCIES, choices


class Request(models.Model):
    """A request or a report to a superior unit, or to a body outside such as a Party committee.

    `addressee` is null for a body outside the installation; its answer is a recorded reply.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="requests")
    kind = models.CharField("文种", max_length=8, choices=choices(REQUEST_KINDS))
    addressee = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, related_name="requests_received"
    )
    body = models.CharField("主送", max_length=80)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("编号")
    matter = models.CharField("事由", max_length=160)
    text = models.TextField("正文")
    urgency = models.CharField("缓急", max_length=6, choices=choices(URGENCIES))
    due = models.DateField("请于何日前答复", null=True)
    attachments = models.ManyToManyField("documents.Document", related_name="+")
    state = models.CharField(
        "状态", max_length=10, choices=choices(REQUEST_STATES), default=REQUEST.initial
    )
    drafted_by = models.CharField("拟稿人", max_length=60)
    sent_on = models.DateField("报送日期", null=True)
    received_on = models.DateField("签收日期", null=True)
    received_by = models.CharField("签收人", max_length=60, default="")
    remark = models.TextField("退回意见", default="")
    answer = models.TextField("答复", default="")
    answered_by = models.CharField("答复机关", max_length=80, default="")
    answer_no = models.CharField("答复文号", max_length=60, default="")
    answered_on = models.DateField("答复日期", null=True)
    answer_files = models.ManyToManyField("documents.Document", related_name="+")
    done = models.TextField("办理情况", default="")
    told = models.CharField("已告知", max_length=200, default="")
    told_on = models.DateField("告知日期", null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year", "number"), name="one_request_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}〔{self.year}〕{self.number}号 {self.matter}"

    @property
    def unit_code(self) -> str:
        """The unit that asks or reports."""
        return self.unit_id
