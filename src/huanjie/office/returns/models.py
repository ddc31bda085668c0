"""Return sets and their versions, keys, bundles sent and received, demands, situation reports."""

from django.db import models

from huanjie.office.committee.models import Election

LEVELS = (("township", "乡级"), ("county", "县级"), ("city", "设区的市"))
SUITES = (("ed25519-sha256", "Ed25519 + SHA-256"), ("sm2-sm3", "SM2 + SM3"))


class ReturnSet(models.Model):
    """T1–T9 of one election at one time: computed, signed by two, sent, superseded.

    `content` is the canonical JSON of the computed return with its rows, `digest` that of its
    figures and records. `ledger_at` is the last entry of the ledger when it was computed.
    """

    STATES = (
        ("drafted", "草稿"), ("filled", "待审核"), ("signed", "已签字"), ("exported", "已导出"),
        ("received", "已收到"), ("accepted", "已接收"), ("remarked", "退回"),
        ("superseded", "已更正"),
    )  # fmt: skip

    election = models.ForeignKey("committee.Election", models.CASCADE, related_name="return_sets")
    version = models.PositiveIntegerField("版本")
    as_of = models.DateTimeField("数据时间")
    digest = models.CharField(max_length=80)
    ledger_at = models.PositiveBigIntegerField(default=0)
    content = models.TextField()
    state = models.CharField("状态", max_length=12, choices=STATES, default="drafted")
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    reason = models.CharField("更正理由", max_length=300, default="")
    remarks = models.TextField("备注", default="")
    phone = models.CharField("联系电话", max_length=30, default="")
    filler_name = models.CharField("填报人", max_length=60, default="")
    filler_post = models.CharField("填报人职务", max_length=20, default="")
    filler_account = models.PositiveBigIntegerField(null=True)
    filled_on = models.DateField("填报日期", null=True)
    reviewer_name = models.CharField("审核人", max_length=60, default="")
    reviewer_post = models.CharField("审核人职务", max_length=20, default="")
    reviewer_account = models.PositiveBigIntegerField(null=True)
    reviewed_on = models.DateField("审核日期", null=True)

    class Meta:
        ordering = ("election", "-version")
        constraints = (
            models.UniqueConstraint(fields=("election", "version"), name="one_set_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.election} v{self.version}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it reports on."""
        if not ReturnSet.election.is_cached(self):
            self.election = Election.objects.get(pk=self.election_id)
        return self.election.unit_id


class Explanation(models.Model):
    """Why a warning of the cross-checks stands; it goes along in the bundle and prints."""

    return_set = models.ForeignKey(ReturnSet, models.CASCADE, related_name="explanations")
    code = models.CharField(max_length=40)
    paths = models.CharField(max_length=400, default="")
    text = models.CharField("说明", max_length=600)
    by = models.CharField("说明人", max_length=60)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("return_set", "code", "paths"), name="one_explanation_per_warning"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def unit_code(self) -> str:
        """The unit whose return it is."""
        return self.return_set.unit_code


class SigningKey(models.Model):
    """The key with which a unit signs what it sends; the private half is sealed."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="signing_keys")
    suite = models.CharField("算法", max_length=20, choices=SUITES)
    sealed = models.BinaryField()
    public = models.CharField("公钥", max_length=400)
    fingerprint = models.CharField("指纹", max_length=60)
    made_by = models.CharField("建立人", max_length=60)
    made_at = models.DateTimeField("建立时间", auto_now_add=True)
    retired_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.fingerprint

    @property
    def unit_code(self) -> str:
        """The unit that signs with it."""
        return self.unit_id


class Peer(models.Model):
    """A unit of another installation that we send to or receive from, with its public key."""

    RELATIONS = (("superior", "上级"), ("subordinate", "下级"))

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="peers")
    code = models.CharField("单位代码", max_length=12)
    name = models.CharField("单位", max_length=60)
    relation = models.CharField("关系", max_length=12, choices=RELATIONS)
    public = models.CharField("公钥", max_length=400)
    fingerprint = models.CharField("指纹", max_length=60)
    address = models.CharField("网络地址", max_length=200, default="")
    sealed_merge_key = models.BinaryField(null=True)
    registered_by = models.CharField("登记人", max_length=60)
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    withdrawn_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        ordering = ("code", "-id")
        indexes = (models.Index(fields=("code", "relation")),)

    def __str__(self) -> str:
        return self.name

    @property
    def unit_code(self) -> str:
        """The unit of this installation that trusts the key."""
        return self.unit_id


class SentBundle(models.Model):
    """A signed bundle of a unit, one after another in its chain."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="sent_bundles")
    return_set = models.ForeignKey(ReturnSet, models.PROTECT, related_name="bundles")
    sequence = models.PositiveIntegerField("序号")
    digest = models.CharField("摘要", max_length=80, unique=True)
    previous = models.CharField(max_length=80)
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    written_at = models.DateTimeField("生成时间")
    delivered_at = models.DateTimeField("送达时间", null=True)
    heads_until = models.DateField("账簿日结止于", null=True)

    class Meta:
        ordering = ("-sequence",)
        constraints = (
            models.UniqueConstraint(fields=("unit", "sequence"), name="one_bundle_per_sequence"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} #{self.sequence}"

    @property
    def unit_code(self) -> str:
        """The unit that sends it."""
        return self.unit_id


class Receipt(models.Model):
    """What a superior answered to a bundle, as it was signed."""

    bundle = models.ForeignKey(SentBundle, models.CASCADE, related_name="receipts")
    verdict = models.CharField("答复", max_length=12)
    at = models.DateTimeField("答复时间")
    content = models.TextField()
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("bundle", "verdict", "at"), name="one_receipt_per_answer"
            ),
        )

    def __str__(self) -> str:
        return f"{self.bundle} {self.verdict}"

    @property
    def unit_code(self) -> str:
        """The unit that sent the bundle."""
        return self.bundle.unit_id


class Arrival(models.Model):
    """A bundle that came, and the verdict on it; of a refused one nothing else is kept.

    `problems` are the faults found by machine, `words` what the receiver wrote, `remarks` both as
    `{file: [{line, column, code, message}]}`. `way` is network, browser or command.
    """

    STATES = (
        ("waiting", "待接收"), ("accepted", "已接收"), ("returned", "已退回"),
        ("superseded", "已更正"), ("refused", "拒收"),
    )  # fmt: skip

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="arrivals")
    sender = models.CharField("报送单位代码", max_length=12, db_index=True)
    sender_name = models.CharField("报送单位", max_length=60, default="")
    file = models.CharField("文件", max_length=160)
    digest = models.CharField("摘要", max_length=80, db_index=True, default="")
    previous = models.CharField(max_length=80, default="")
    sequence = models.PositiveIntegerField("序号", default=0)
    as_of = models.DateTimeField("数据时间", null=True)
    signer = models.CharField("签名指纹", max_length=60, default="")
    way = models.CharField("送来方式", max_length=10)
    state = models.CharField("结论", max_length=12, choices=STATES)
    problems = models.JSONField(default=list)
    remarks = models.JSONField(default=dict)
    words = models.TextField("退回意见", default="")
    cover = models.JSONField(default=dict)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    repeats = models.PositiveIntegerField("重复次数", default=0)
    came_at = models.DateTimeField("收到时间")
    decided_at = models.DateTimeField("处理时间", null=True)
    decided_by = models.CharField("处理人", max_length=60, default="")
    receipt = models.TextField(default="")
    heads = models.JSONField("账簿日结", default=list)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "digest"),
                condition=~models.Q(state="refused"),
                name="one_arrival_per_bundle",
            ),
            models.UniqueConstraint(
                fields=("unit", "sender", "sequence"),
                condition=~models.Q(state="refused"),
                name="one_arrival_per_sequence",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sender_name or self.sender} #{self.sequence}"

    @property
    def unit_code(self) -> str:
        """The unit that received it."""
        return self.unit_id


class ReceivedReturn(models.Model):
    """One return out of a bundle: the sender's own, or one of a unit below it that it passes on.

    `source_digest`, `source_sequence` and `source_signer` name the bundle in which a passed-on
    return first came.
    """

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="returns")
    subject = models.CharField("单位代码", max_length=12)
    subject_name = models.CharField("单位", max_length=60)
    level = models.CharField("级别", max_length=10, choices=LEVELS)
    election = models.CharField("选举", max_length=40)
    title = models.CharField("名称", max_length=120)
    polling_day = models.DateField("选举日", null=True)
    version = models.PositiveIntegerField("版本")
    reason = models.CharField("更正理由", max_length=300, default="")
    as_of = models.DateTimeField("数据时间")
    digest = models.CharField(max_length=80)
    content = models.TextField()
    is_own = models.BooleanField("本单位报表", default=True)
    source_digest = models.CharField(max_length=80, default="")
    source_sequence = models.PositiveIntegerField(default=0)
    source_signer = models.CharField(max_length=60, default="")
    source_kind = models.CharField("来源", max_length=10, default="bundle")

    class Meta:
        ordering = ("subject", "-as_of")
        indexes = (models.Index(fields=("subject", "level")),)

    def __str__(self) -> str:
        return f"{self.subject_name} {self.level}"

    @property
    def unit_code(self) -> str:
        """The unit that received it."""
        return self.arrival.unit_id


class Demand(models.Model):
    """A superior asks units for tables by a day, beside what the plan asks of everybody."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="demands")
    name = models.CharField("事项", max_length=80)
    tables = models.JSONField("报表", default=list)
    units = models.JSONField("单位", default=list)
    issued_on = models.DateField("布置日期")
    due_on = models.DateField("期限")
    issued_by = models.CharField("布置人", max_length=60)
    origin = models.CharField("来自", max_length=60, default="")
    withdrawn_on = models.DateField("撤回日期", null=True)

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def unit_code(self) -> str:
        """The unit that keeps the demand."""
        return self.unit_id


class SituationReport(models.Model):
    """A report on one stage in four parts: drafted below, read and answered above.

    `key` is the same in every installation. `arrival` is set where it came in a bundle.
    """

    STATES = (("drafted", "草稿"), ("sent", "已报出"), ("answered", "上级已答复"))

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="situation_reports")
    key = models.CharField(max_length=60, unique=True)
    stage = models.CharField("阶段", max_length=14)
    on = models.DateField("日期")
    title = models.CharField("标题", max_length=120)
    progress = models.TextField("工作进展与新情况", default="")
    practice = models.TextField("好的做法", default="")
    difficulties = models.TextField("困难与问题", default="")
    next_steps = models.TextField("下一步打算", default="")
    written_by = models.CharField("起草人", max_length=60)
    sent_at = models.DateTimeField("报出时间", null=True)
    state = models.CharField("状态", max_length=10, choices=STATES, default="drafted")
    attachments = models.ManyToManyField("documents.Document", related_name="+")
    arrival = models.ForeignKey(Arrival, models.CASCADE, null=True, related_name="situations")
    bundle = models.ForeignKey(SentBundle, models.PROTECT, null=True, related_name="situations")

    class Meta:
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        """The unit that reports."""
        return self.unit_id


class SituationAnswer(models.Model):
    """What the superior answered; a report without words is one taken note of."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="situation_answers")
    report = models.ForeignKey(SituationReport, models.CASCADE, related_name="answers")
    text = models.TextField("答复", default="")
    by = models.CharField("答复人", max_length=60)
    at = models.DateTimeField("答复时间")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def unit_code(self) -> str:
        """The unit that answered."""
        return self.unit_id


class LastTerm(models.Model):
    """The figures of a unit's last term, from a file, for comparison."""

    election = models.OneToOneField(
        "committee.Election", models.CASCADE, related_name="last_term_return"
    )
    content = models.TextField()
    source = models.CharField("来源", max_length=160)
    digest = models.CharField(max_length=80)
    entered_by = models.CharField("录入人", max_length=60)
    entered_at = models.DateTimeField("录入时间", auto_now_add=True)

    def __str__(self) -> str:
        return self.source

    @property
    def unit_code(self) -> str:
        """The unit whose election it is compared with."""
        return self.election.unit_id
