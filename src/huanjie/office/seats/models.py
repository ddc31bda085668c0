"""Quotas, and constituencies with what they are made of."""

from django.db import models


class QuotaDecision(models.Model):
    """The determined quota of a congress with the population it rests on."""

    election = models.OneToOneField("committee.Election", models.CASCADE, related_name="quota")
    unit_kind = models.CharField("单位类型", max_length=24)
    population = models.PositiveIntegerField("人口")
    basis = models.CharField("人口口径", max_length=12)
    basis_date = models.DateField("人口截止日期")
    source = models.CharField("人口来源", max_length=120)
    supplement = models.PositiveIntegerField("另加名额", default=0)
    total = models.PositiveIntegerField("代表总名额")
    garrison = models.PositiveIntegerField("驻军名额", default=0)
    last_total = models.PositiveIntegerField("上届名额")
    ground = models.CharField("事由", max_length=20)
    body = models.CharField("决定机关", max_length=80)
    document_no = models.CharField("文号", max_length=60)
    decided_on = models.DateField("决定日期")

    def __str__(self) -> str:
        return f"{self.election}: {self.total}"

    @property
    def unit_code(self) -> str:
        """The unit whose congress it is."""
        return self.election.unit_id

    @property
    def civil_seats(self) -> int:
        """The seats shared by the constituencies: the total less the garrison's."""
        return self.total - self.garrison


class Constituency(models.Model):
    """A constituency of one election, with 1 to 3 seats."""

    KINDS = (("residential", "居住"), ("single_unit", "单一"), ("joint", "联合"), ("mixed", "混合"))

    election = models.ForeignKey(
        "committee.Election", models.CASCADE, related_name="constituencies"
    )
    number = models.PositiveIntegerField("选区号")
    name = models.CharField("选区名称", max_length=80)
    kind = models.CharField("类型", max_length=12, choices=KINDS)
    population = models.PositiveIntegerField("人口")
    seats = models.PositiveSmallIntegerField("应选名额")
    is_urban = models.BooleanField("城镇", default=False)
    published_on = models.DateField("公布", null=True)

    class Meta:
        ordering = ("election", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("election", "number"), name="one_constituency_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number:03d} {self.name}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.election.unit_id

    @property
    def subject(self) -> str:
        """How decisions and notices name it: `constituency:12`."""
        return f"constituency:{self.number}"


class ConstituencyPart(models.Model):
    """A village, a villagers' group or a work unit within a constituency.

    Exactly one of `village` (with `group`, or null for the whole village) and `work_unit` is set.
    """

    constituency = models.ForeignKey(Constituency, models.CASCADE, related_name="parts")
    election = models.ForeignKey("committee.Election", models.CASCADE, related_name="+")
    village = models.CharField("村", max_length=12, default="")
    group = models.PositiveSmallIntegerField("村民小组", null=True)
    work_unit = models.CharField("单位", max_length=60, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("election", "village", "group"),
                condition=models.Q(group__isnull=False),
                name="a_group_votes_in_one_constituency",
            ),
            models.UniqueConstraint(
                fields=("election", "village"),
                condition=models.Q(group__isnull=True, work_unit=""),
                name="a_village_votes_in_one_constituency",
            ),
            models.UniqueConstraint(
                fields=("election", "work_unit"),
                condition=~models.Q(work_unit=""),
                name="a_work_unit_votes_in_one_constituency",
            ),
        )

    def __str__(self) -> str:
        return self.work_unit or f"{self.village}#{self.group or ''}"
