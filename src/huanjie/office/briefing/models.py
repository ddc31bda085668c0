"""Issues with their items, study material, and whom both were sent to and who has read them."""

from django.db import models

from huanjie.office.briefing.procedure import ISSUE
from huanjie.office.briefing.words import COPIES, KINDS, SECTIONS, STATES, choices


class Issue(models.Model):
    """A bulletin or circular of a period. Once issued, its words never change.

    `body` holds everything that was printed and `digest` its SHA-256; a trigger keeps both, and
    the number. `editors` are the accounts that wrote on it: none of them may approve it.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="briefings")
    kind = models.CharField("类别", max_length=10, choices=choices(KINDS))
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("期号", null=True)
    title = models.CharField("标题", max_length=120)
    issuer = models.CharField("编发单位", max_length=80)
    from_on = models.DateField("起")
    to_on = models.DateField("止")
    sections = models.JSONField(default=list)
    copied_to = models.TextField("抄送", default="", blank=True)
    state = models.CharField("状态", max_length=10, choices=choices(STATES), default=ISSUE.initial)
    editors = models.JSONField(default=list)
    drafted_by = models.CharField("编辑", max_length=60)
    drafted_at = models.DateTimeField("起草时间", auto_now_add=True)
    remark = models.TextField("退回意见", default="")
    approved_by = models.CharField("签发", max_length=60, default="")
    issued_on = models.DateField("印发日期", null=True)
    body = models.JSONField(default=dict)
    digest = models.CharField("摘要", max_length=64, default="")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "kind", "year", "number"), name="one_issue_per_number"
            ),
        )

    def __str__(self) -> str:
        name = KINDS[self.kind][0]
        return f"{name}第{self.number}期" if self.number else f"{name}：{self.title}"

    @property
    def unit_code(self) -> str:
        """The unit that edits and issues it."""
        return self.unit_id


class Item(models.Model):
    """One item of an issue: its words, a table, bars, and where they come from.

    `key` names the source within the period and `source_digest` what it said when the item was
    drafted; both are empty for an item that somebody added. `facts` are the figures as data.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="items")
    section = models.CharField("栏目", max_length=14, choices=choices(SECTIONS))
    position = models.PositiveSmallIntegerField("次序")
    heading = models.CharField("标题", max_length=120, default="")
    text = models.TextField("内容", default="")
    table = models.JSONField(default=dict)
    bars = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=80, default="")
    source_digest = models.CharField(max_length=64, default="")
    link = models.CharField("来源", max_length=200, default="")
    is_dropped = models.BooleanField("删去", default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("issue", "position", "id")

    def __str__(self) -> str:
        return self.heading or self.text[:40]

    @property
    def unit_code(self) -> str:
        """The unit that edits the issue."""
        return self.issue.unit_id


class Material(models.Model):
    """Study material 辅导材料 sent down: words, a file, and the day by which it is to be read."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="materials")
    title = models.CharField("标题", max_length=120)
    text = models.TextField("内容", default="", blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    due = models.DateField("学习期限", null=True)
    sent_on = models.DateField("下发日期")
    sent_by = models.CharField("下发人", max_length=60)
    withdrawn_on = models.DateField("撤回日期", null=True)

    class Meta:
        ordering = ("-sent_on", "-id")

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        """The unit that sent it."""
        return self.unit_id


class Delivery(models.Model):
    """That a unit gets an issue or study material. An issue is delivered when it is issued."""

    issue = models.ForeignKey(Issue, models.CASCADE, null=True, related_name="deliveries")
    material = models.ForeignKey(Material, models.CASCADE, null=True, related_name="deliveries")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="deliveries")
    kind = models.CharField("方式", max_length=4, choices=choices(COPIES), default="main")

    class Meta:
        ordering = ("kind", "unit_id")
        verbose_name_plural = "deliveries"
        constraints = (
            models.UniqueConstraint(fields=("issue", "unit"), name="one_copy_of_an_issue"),
            models.UniqueConstraint(fields=("material", "unit"), name="one_copy_of_material"),
            models.CheckConstraint(
                condition=models.Q(issue__isnull=True) ^ models.Q(material__isnull=True),
                name="one_thing_delivered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.issue or self.material}"

    @property
    def unit_code(self) -> str:
        """The unit that gets it."""
        return self.unit_id


class Reading(models.Model):
    """That somebody of the unit has read it, and when: the receipt."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="readings")
    account = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=60)
    read_at = models.DateTimeField("时间")

    class Meta:
        ordering = ("read_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("delivery", "account"), name="one_receipt_a_reader"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.read_at}"

    @property
    def unit_code(self) -> str:
        """The unit of the reader."""
        return self.delivery.unit_id
