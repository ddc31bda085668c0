"""Population files on their way in, duplicates, statuses, rolls, corrections and appeals."""

from datetime import date

from django.db import models
from django.utils.timezone import localdate

from huanjie.office.registration.models.handover import HandedPerson as HandedPerson
from huanjie.office.registration.models.handover import Handover as Handover


class PopulationImport(models.Model):
    """One population file: staged in batches, then switched into the register at once."""

    STATES = (
        ("staging", "读入中"),
        ("staged", "待转入"),
        ("switched", "已转入"),
        ("discarded", "已放弃"),
    )

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="imports")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=STATES, default="staging")
    encoding = models.CharField("编码", max_length=10, default="")
    digest = models.CharField(max_length=64, default="")
    lines = models.PositiveIntegerField("总行数", default=0)
    headings = models.JSONField(default=list)
    counted_on = models.DateField("人口截止日期", null=True)
    rows = models.PositiveIntegerField("行数", default=0)
    refused = models.PositiveIntegerField("未导入", default=0)
    repaired = models.PositiveIntegerField("自动规整", default=0)
    repairs = models.JSONField(default=dict)
    comparison = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    switched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit",),
                condition=models.Q(state__in=("staging", "staged")),
                name="one_import_under_way_per_unit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document} ({self.get_state_display()})"

    @property
    def unit_code(self) -> str:
        """The county whose register the file is for."""
        return self.unit_id

    @property
    def people_as_of(self) -> date:
        """The day for which the file counts the people; if it names none, that of its arrival."""
        return self.counted_on or localdate(self.created_at)


class StagedRow(models.Model):
    """A clean row waiting for the switch; emptied by it.

    `is_held`: it shares its ID number with an earlier row and waits for a ruling.
    """

    source = models.ForeignKey(PopulationImport, models.CASCADE, related_name="staged")
    line = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=1)
    birth = models.DateField(null=True)
    ethnicity = models.CharField(max_length=2)
    sealed_id = models.BinaryField(null=True)
    id_index = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null is "no ID number"
    id_tail = models.CharField(max_length=4, default="")
    household = models.CharField(max_length=30, default="")
    village = models.CharField(max_length=12)
    group = models.PositiveSmallIntegerField(null=True)
    residence = models.CharField(max_length=12, default="")
    work_unit = models.CharField(max_length=60, default="")
    political = models.CharField(max_length=2, default="")
    education = models.CharField(max_length=2, default="")
    status = models.CharField(max_length=10, default="normal")
    is_held = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "line"), name="one_row_per_line"),)

    def __str__(self) -> str:
        return f"{self.line}"


class RowIssue(models.Model):
    """A row that was refused, or repaired; refused ones wait for a ruling."""

    source = models.ForeignKey(PopulationImport, models.CASCADE, related_name="issues")
    line = models.PositiveIntegerField("行")
    column = models.CharField("栏目", max_length=40)
    code = models.CharField("代码", max_length=12)
    is_refusal = models.BooleanField()
    sealed_row = models.BinaryField(null=True)
    message_zh = models.CharField(max_length=300)
    message_en = models.CharField(max_length=300)
    next_zh = models.CharField(max_length=300, default="")
    next_en = models.CharField(max_length=300, default="")
    ruling = models.CharField("处理", max_length=10, default="")
    basis = models.CharField("依据", max_length=120, default="")
    ruled_on = models.DateField(null=True)

    class Meta:
        ordering = ("line", "id")
        indexes = (models.Index(fields=("source", "is_refusal", "ruling")),)

    def __str__(self) -> str:
        return f"{self.line} {self.code}"

    @property
    def unit_code(self) -> str:
        """The county whose register the file is for."""
        return self.source.unit_id


class DuplicateCase(models.Model):
    """Two rows that may be one person; a person decides.

    `left_line` and `right_line` are lines of the population file. When the two share an ID number
    the right one stays staged until the ruling, and `right` is null; afterwards the record that
    was not kept stays there, to be read.
    """

    RULINGS = (
        ("keep_left", "同一人，保留甲"),
        ("keep_right", "同一人，保留乙"),
        ("two_people", "不是同一人"),
    )

    source = models.ForeignKey(PopulationImport, models.CASCADE, related_name="duplicates")
    left_line = models.PositiveIntegerField("甲")
    right_line = models.PositiveIntegerField("乙")
    left = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    right = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    rule = models.CharField("规则", max_length=20)
    reason_zh = models.CharField(max_length=200)
    reason_en = models.CharField(max_length=200)
    differences = models.JSONField(default=list)
    ruling = models.CharField("认定", max_length=12, choices=RULINGS, default="")
    basis = models.CharField("依据", max_length=200, default="")
    ruled_by = models.CharField("认定人", max_length=60, default="")
    ruled_on = models.DateField(null=True)

    class Meta:
        ordering = ("left_line", "right_line")
        constraints = (
            models.UniqueConstraint(
                fields=("source", "left_line", "right_line"), name="one_case_per_pair"
            ),
        )

    def __str__(self) -> str:
        return f"{self.left_line} ~ {self.right_line}"

    @property
    def unit_code(self) -> str:
        """The county whose register the file is for."""
        return self.source.unit_id


class PersonStatus(models.Model):
    """A recorded fact that bears on eligibility or place, with the body that found it."""

    KINDS = (
        ("deprived", "剥夺政治权利"),
        ("suspended", "停止行使选举权利"),
        ("incapable", "不能行使选举权利"),
        ("in_custody", "羁押未决定停止"),
        ("died", "死亡"),
        ("moved_out", "迁出"),
        ("certificate_out", "开出资格证明"),
        ("certificate_in", "持资格证明登记"),
    )

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="statuses")
    kind = models.CharField("情况", max_length=16, choices=KINDS)
    body = models.CharField("作出机关", max_length=80)
    document_no = models.CharField("文号", max_length=60, default="")
    decided_on = models.DateField("日期")
    ends_on = models.DateField("期限", null=True)
    destination = models.CharField("目的地", max_length=12, default="")
    remark = models.CharField("备注", max_length=200, default="")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"

    @property
    def unit_code(self) -> str:
        """The county whose register the person stands in."""
        return self.person.county


class Roll(models.Model):
    """The voter roll of one constituency."""

    constituency = models.OneToOneField("seats.Constituency", models.CASCADE, related_name="roll")
    state = models.CharField("状态", max_length=12)
    published_on = models.DateField("公布", null=True)
    published_voters = models.PositiveIntegerField("公布人数", null=True)
    final_voters = models.PositiveIntegerField("选举日人数 V", null=True)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        ordering = ("constituency",)

    def __str__(self) -> str:
        return str(self.constituency)

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.constituency.election.unit_id


class RollEntry(models.Model):
    """A voter on a roll. Struck entries stay, with their reason.

    `added_reason` is a reason of the law, empty for a voter who stood on the last roll.
    `is_late`: added by a correction after publication.
    """

    BASES = (("hukou", "本地户籍"), ("certificate", "持资格证明"), ("other", "旅居国外及其他"))

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="entries")
    election = models.ForeignKey("committee.Election", models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="entries")
    serial = models.PositiveIntegerField("序号", default=0)
    basis = models.CharField("登记类别", max_length=16, choices=BASES)
    added_reason = models.CharField("登记原因", max_length=20, default="")
    added_on = models.DateField(null=True)
    struck_reason = models.CharField("除名原因", max_length=20, default="")
    struck_on = models.DateField(null=True)
    is_live = models.BooleanField(default=True)
    is_late = models.BooleanField("公布后补登", default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("election", "person"),
                condition=models.Q(is_live=True),
                name="one_live_entry_per_person_and_election",
            ),
        )
        indexes = (models.Index(fields=("roll", "is_live", "serial")),)

    def __str__(self) -> str:
        return f"{self.serial} {self.person}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.election.unit_id


class NonVoter(models.Model):
    """A person of voting age who does not stand on this election's roll, and why.

    `reason` is a reason of the law, or one of `UNDECIDED`, which is work and no decision.
    `is_late`: since a correction after publication; `is_live` ends when the person is registered.
    """

    UNDECIDED = ("missing", "pending", "no_place")

    election = models.ForeignKey("committee.Election", models.CASCADE, related_name="non_voters")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=24)
    rule = models.CharField(max_length=8)
    is_late = models.BooleanField(default=False)
    is_live = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("election", "person"),
                condition=models.Q(is_live=True),
                name="one_reason_per_person",
            ),
        )
        indexes = (models.Index(fields=("election", "reason")),)

    def __str__(self) -> str:
        return f"{self.person}: {self.reason}"


class LastRollVoter(models.Model):
    """A voter on the roll of the last term.

    `person` is who he is in the register; `was_found` is false when no file of this term knows
    him: the register then holds him with the status `missing` until somebody finds out.
    """

    election = models.ForeignKey("committee.Election", models.CASCADE, related_name="last_roll")
    constituency_name = models.CharField(max_length=80)
    name = models.CharField(max_length=60)
    id_index = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null is "no ID number"
    village = models.CharField(max_length=12)
    group = models.PositiveSmallIntegerField(null=True)
    was_found = models.BooleanField(default=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=("election", "id_index")),
            models.Index(fields=("election", "village", "person"), name="last_roll_by_village"),
        )

    def __str__(self) -> str:
        return self.name


class RollChange(models.Model):
    """A correction of a published roll: what, why, on which evidence, with which effect on V."""

    KINDS = (("late", "补登"), ("strike", "除名"), ("correct", "更正"))
    STATES = (("proposed", "待批准"), ("approved", "已批准"), ("declined", "未批准"))

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="changes")
    kind = models.CharField("类型", max_length=8, choices=KINDS)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=24)
    evidence = models.CharField("证据", max_length=200)
    changes = models.JSONField(default=dict)
    proposed_by = models.CharField(max_length=60)
    approved_by = models.CharField(max_length=60, default="")
    decided_on = models.DateField(null=True)
    state = models.CharField("状态", max_length=10, choices=STATES, default="proposed")
    proposer = models.BigIntegerField(null=True)
    is_posted = models.BooleanField("已公布", default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.roll.unit_code


class RollAppeal(models.Model):
    """An objection to a published roll, decided within three days."""

    CLAIMS = (("register", "要求登记"), ("strike", "要求除名"), ("correct", "要求更正"))
    RESULTS = (("changed", "予以变更"), ("upheld", "维持"))
    STATES = (
        ("received", "待决定"),
        ("upheld", "申诉成立"),
        ("partly_upheld", "部分成立"),
        ("rejected", "申诉不成立"),
        ("withdrawn", "已撤回"),
        ("in_court", "已起诉"),
        ("judged", "已判决"),
    )

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="appeals")
    appellant = models.CharField("申诉人", max_length=60)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    claim = models.CharField("要求", max_length=20, choices=CLAIMS)
    received_on = models.DateField("收到")
    decided_on = models.DateField("决定", null=True)
    result = models.CharField("结果", max_length=12, choices=RESULTS, default="")
    reasons = models.CharField("理由", max_length=300, default="")
    state = models.CharField("状态", max_length=16, choices=STATES)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.appellant}: {self.claim}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.roll.unit_code
