"""The election, its committee, its days and the decisions that the law leaves to a body."""

from django.db import models


class Election(models.Model):
    """The election of one congress: a county's or a township's. `unit` is whose congress it is."""

    LEVELS = (("county", "县级"), ("township", "乡级"))

    unit = models.OneToOneField("people.Unit", models.PROTECT, related_name="election")
    county = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    level = models.CharField("级别", max_length=10, choices=LEVELS)
    title = models.CharField("名称", max_length=80)
    province = models.CharField("省级代码", max_length=2)
    polling_day = models.DateField("选举日", null=True)
    state = models.CharField("阶段", max_length=20)
    is_synthetic = models.BooleanField("演练数据", default=False)

    class Meta:
        ordering = ("unit_id",)

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        """The unit whose congress is elected."""
        return self.unit_id


class CommitteeMember(models.Model):
    """A member of an election committee, from appointment to leaving."""

    POSTS = (("chair", "主任"), ("vice_chair", "副主任"), ("member", "委员"))

    election = models.ForeignKey(Election, models.CASCADE, related_name="members")
    post = models.CharField("职务", max_length=12, choices=POSTS)
    name = models.CharField("姓名", max_length=60)
    sex = models.CharField("性别", max_length=1)
    position = models.CharField("单位及职务", max_length=80)
    body = models.CharField("任命机关", max_length=80)
    document_no = models.CharField("文号", max_length=60)
    appointed_on = models.DateField("任命日期")
    left_on = models.DateField("离任日期", null=True)
    left_reason = models.CharField("离任原因", max_length=20, default="")

    class Meta:
        ordering = ("election", "id")

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.name}"

    @property
    def unit_code(self) -> str:
        """The unit whose committee it is."""
        return self.election.unit_id


class PlannedAct(models.Model):
    """A day planned for an act of the timetable, and the day it was done."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="acts")
    act = models.CharField("事项", max_length=30)
    planned_on = models.DateField("计划")
    done_on = models.DateField("完成", null=True)

    class Meta:
        ordering = ("planned_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("election", "act"), name="one_plan_per_act"),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.planned_on}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it is."""
        return self.election.unit_id


class Decision(models.Model):
    """What a body decided where the law leaves it to that body; never changed, only followed."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="decisions")
    matter = models.CharField("事项", max_length=40)
    subject = models.CharField("对象", max_length=120)
    value = models.CharField("决定", max_length=200)
    body = models.CharField("机关", max_length=80)
    document_no = models.CharField("文号", max_length=60, default="")
    decided_on = models.DateField("日期")
    reason = models.CharField("理由", max_length=300, default="")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("election", "matter", "subject")),)

    def __str__(self) -> str:
        return f"{self.matter} {self.subject}: {self.value}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it is."""
        return self.election.unit_id
