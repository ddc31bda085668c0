"""Petitions with their signatures, nominees, consultation, and the two lists of candidates."""

from django.db import models


class CandidateList(models.Model):
    """The candidates of one constituency, from the first petition to the formal list."""

    METHODS = (("all", "全部列入"), ("consultation", "协商"), ("primary", "预选"))

    constituency = models.OneToOneField(
        "seats.Constituency", models.CASCADE, related_name="candidate_list"
    )
    state = models.CharField("状态", max_length=16)
    preliminary_on = models.DateField("初步名单公布", null=True)
    formal_on = models.DateField("正式名单公布", null=True)
    formal_count = models.PositiveSmallIntegerField("正式候选人数", null=True)
    method = models.CharField("方式", max_length=14, choices=METHODS, default="")

    def __str__(self) -> str:
        return str(self.constituency)

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.constituency.election.unit_id


class Nominee(models.Model):
    """Somebody nominated in a constituency. `left_reason` says why he is on no list any more.

    `place` is the order on the list last published or settled, from 1.
    """

    LEFT = (
        ("declined", "本人不接受"),
        ("died", "死亡"),
        ("ineligible", "不合格"),
        ("foreign_funding", "境外资助"),
    )

    candidates = models.ForeignKey(CandidateList, models.CASCADE, related_name="nominees")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=60)
    sex = models.CharField("性别", max_length=1)
    ethnicity = models.CharField("民族", max_length=2)
    birth = models.DateField("出生日期", null=True)
    political = models.CharField("政治面貌", max_length=2, default="")
    education = models.CharField("文化程度", max_length=2, default="")
    position = models.CharField("单位及职务", max_length=120, default="")
    left_reason = models.CharField("退出原因", max_length=16, choices=LEFT, default="")
    left_on = models.DateField(null=True)
    left_basis = models.CharField("依据", max_length=200, default="")
    is_listed = models.BooleanField("列入初步名单", default=False)
    primary_votes = models.PositiveIntegerField("预选得票", null=True)
    is_formal = models.BooleanField("正式候选人", default=False)
    place = models.PositiveSmallIntegerField("名次", null=True)

    class Meta:
        ordering = ("candidates", "place", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("candidates", "name"), name="one_nominee_per_name_and_constituency"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.candidates.unit_code


class Petition(models.Model):
    """A nomination form: of ten or more voters, or of parties and people's organisations."""

    KINDS = (("joint", "选民联名"), ("organization", "政党、人民团体"))

    candidates = models.ForeignKey(CandidateList, models.CASCADE, related_name="petitions")
    form_no = models.CharField("表号", max_length=40)
    kind = models.CharField("来源", max_length=12, choices=KINDS)
    organizations = models.JSONField("组织", default=list)
    received_on = models.DateField("收到日期")
    state = models.CharField("状态", max_length=12, default="received")
    ruling = models.CharField("认定", max_length=200, default="")
    nominees = models.ManyToManyField(Nominee, through="Recommendation", related_name="petitions")

    class Meta:
        ordering = ("candidates", "received_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("candidates", "form_no"), name="one_form_per_number"),
        )

    def __str__(self) -> str:
        return self.form_no

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.candidates.unit_code


class Recommendation(models.Model):
    """That a petition nominates a nominee, and why."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="recommendations")
    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="recommendations")
    reason = models.TextField("推荐理由", default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("petition", "nominee"), name="nominated_once_a_form"),
        )

    def __str__(self) -> str:
        return f"{self.petition}: {self.nominee}"


class Signature(models.Model):
    """A line of a joint nomination form. `entry` is the voter found on this roll, or null."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="signatures")
    position = models.PositiveSmallIntegerField("序号")
    name = models.CharField("姓名", max_length=60)
    entry = models.ForeignKey(
        "registration.RollEntry", models.PROTECT, null=True, related_name="signatures"
    )
    struck_reason = models.CharField("划去原因", max_length=120, default="")
    kept_reason = models.CharField("保留理由", max_length=120, default="")

    class Meta:
        ordering = ("petition", "position")
        constraints = (
            models.UniqueConstraint(fields=("petition", "position"), name="one_name_a_line"),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.name}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.petition.unit_code


class Consultation(models.Model):
    """What one voter group said in one round of consultation."""

    candidates = models.ForeignKey(CandidateList, models.CASCADE, related_name="consultations")
    round = models.PositiveSmallIntegerField("轮次")
    group = models.CharField("选民小组", max_length=60)
    present = models.PositiveIntegerField("到会")
    absent = models.PositiveIntegerField("缺席")

    class Meta:
        ordering = ("candidates", "round", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("candidates", "round", "group"), name="one_record_per_group_and_round"
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} 第{self.round}轮"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.candidates.unit_code


class Opinion(models.Model):
    """For, against and none for one nominee in one consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="opinions")
    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="opinions")
    for_count = models.PositiveIntegerField("赞成")
    against_count = models.PositiveIntegerField("反对")
    none_count = models.PositiveIntegerField("无意见")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("consultation", "nominee"), name="one_opinion_per_nominee"
            ),
        )

    def __str__(self) -> str:
        return f"{self.consultation}: {self.nominee}"
