"""Who leads and who follows: groups with their members and units, and the duty roster."""

from django.db import models

from huanjie.office.guidance.words import GROUP_KINDS, POSTS, choices


class Group(models.Model):
    """A leading, working, voter or guidance group, from its forming until its end.

    A constituency working group and a voter group belong to a constituency of the unit's election.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="groups")
    kind = models.CharField("类别", max_length=12, choices=choices(GROUP_KINDS))
    name = models.CharField("名称", max_length=80)
    constituency = models.ForeignKey(
        "seats.Constituency", models.PROTECT, null=True, related_name="groups"
    )
    document_no = models.CharField("文号", max_length=60, default="")
    from_on = models.DateField("成立日期")
    to_on = models.DateField("结束日期", null=True)

    class Meta:
        ordering = ("unit", "kind", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def unit_code(self) -> str:
        """The unit that formed the group."""
        return self.unit_id


class GroupMember(models.Model):
    """Somebody in a group, from joining until leaving. The phone is shown only in the office."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    post = models.CharField("组内职务", max_length=10, choices=choices(POSTS))
    name = models.CharField("姓名", max_length=60)
    position = models.CharField("单位及职务", max_length=80, default="")
    phone = models.CharField("电话", max_length=30, default="")
    from_on = models.DateField("加入日期")
    to_on = models.DateField("离开日期", null=True)

    class Meta:
        ordering = ("group", "id")

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.name}"

    @property
    def unit_code(self) -> str:
        """The unit that formed the group."""
        return self.group.unit_id


class Following(models.Model):
    """A unit that a group follows, from and until."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="followings")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="followings")
    from_on = models.DateField("开始日期")
    to_on = models.DateField("结束日期", null=True)

    class Meta:
        ordering = ("group", "unit_id")

    def __str__(self) -> str:
        return f"{self.group} → {self.unit}"

    @property
    def unit_code(self) -> str:
        """The unit that formed the group."""
        return self.group.unit_id


class Duty(models.Model):
    """Who is on duty in a unit's office on a day."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="duties")
    day = models.DateField("日期")
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("电话", max_length=30)

    class Meta:
        ordering = ("unit", "day", "id")
        verbose_name_plural = "duties"
        constraints = (
            models.UniqueConstraint(fields=("unit", "day", "name"), name="once_on_duty_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    @property
    def unit_code(self) -> str:
        """The unit whose office it is."""
        return self.unit_id
