"""Questions of law and policy, and their answers in all versions."""

from django.db import models

from huanjie.office.guidance.procedures import QUESTION
from huanjie.office.guidance.words import QUESTION_STATES, URGENCIES, choices


class Question(models.Model):
    """A question that a unit's office asks of the liaison staff of its own unit or one above.

    `due` is its clock. `is_new_kind` flags a new kind of problem 新情况新问题.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="questions")
    answerer = models.ForeignKey("people.Unit", models.PROTECT, related_name="questions_to_answer")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("编号")
    title = models.CharField("问题", max_length=160)
    text = models.TextField("具体情况")
    urgency = models.CharField("缓急", max_length=6, choices=choices(URGENCIES))
    asked_on = models.DateField("提出日期")
    asked_by = models.CharField("提出人", max_length=60)
    due = models.DateField("答复期限")
    is_new_kind = models.BooleanField("新情况新问题", default=False)
    state = models.CharField(
        "状态", max_length=10, choices=choices(QUESTION_STATES), default=QUESTION.initial
    )

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year", "number"), name="one_question_per_number"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        """The unit that asks."""
        return self.unit_id


class Answer(models.Model):
    """One version of an answer: drafted, and approved by a second person.

    `question_text` is the question as published, without names. `citations` are keys of articles
    (`EL 45¶3`) and of pack parameters (`nom.joint_min`); `basis` holds the digest of every
    rule, value and wording that they led to when the answer was approved.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    version = models.PositiveSmallIntegerField("版次")
    question_text = models.TextField("公开的问题")
    text = models.TextField("答复")
    citations = models.JSONField(default=list)
    basis = models.JSONField(default=dict)
    drafted_by = models.CharField("拟稿人", max_length=60)
    drafter = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    drafted_on = models.DateField("拟稿日期")
    remark = models.TextField("退回意见", default="")
    approved_by = models.CharField("审核人", max_length=60, default="")
    approved_on = models.DateField("公布日期", null=True)
    confirmed_on = models.DateField("复核日期", null=True)

    class Meta:
        ordering = ("question", "version")
        constraints = (
            models.UniqueConstraint(fields=("question", "version"), name="one_answer_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.version}"

    @property
    def unit_code(self) -> str:
        """The unit that asked."""
        return self.question.unit_id
