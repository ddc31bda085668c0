"""Notes from one act to the people who must know of it."""

from django.db import models


class Note(models.Model):
    """A note to all holders of a role in a unit. Holds no personal data, only a link."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    role = models.CharField(max_length=24)
    subject_zh = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    link = models.CharField(max_length=200, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.subject_zh

    @property
    def unit_code(self) -> str:
        """The unit the note is addressed to."""
        return self.unit_id


class Contact(models.Model):
    """How an account wants to be told of its work: by which way, at what hour, in which language.

    Nothing is sent that was not asked for: `by_email` and `by_sms` are off until the holder of
    the account turns them on. The e-mail address is the account's own.
    """

    KINDS = (("daily", "每天"), ("due", "仅有逾期、到期或提醒时"))
    LANGUAGES = (("zh", "中文"), ("en", "English"))

    account = models.OneToOneField("people.Account", models.CASCADE, related_name="contact")
    mobile = models.CharField("手机", max_length=20, default="", blank=True)
    by_email = models.BooleanField("电子邮件", default=False)
    by_sms = models.BooleanField("短信", default=False)
    kind = models.CharField("频度", max_length=8, choices=KINDS, default="daily")
    hour = models.PositiveSmallIntegerField("时间", default=8)
    days_before = models.PositiveSmallIntegerField("提前天数", default=2)
    language = models.CharField("语言", max_length=2, choices=LANGUAGES, default="zh")

    def __str__(self) -> str:
        return str(self.account)

    @property
    def unit_code(self) -> str:
        """The unit the account works for."""
        return self.account.unit_code


class Reminder(models.Model):
    """That an account was reminded of one deadline: once some days before, once on the day."""

    KINDS = (("before", "临近"), ("day", "当天"))

    account = models.ForeignKey("people.Account", models.CASCADE, related_name="reminders")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=6, choices=KINDS)
    subject_zh = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    link = models.CharField(max_length=200)
    due = models.DateField()
    made_on = models.DateField()

    class Meta:
        ordering = ("-made_on", "due", "id")
        constraints = (
            models.UniqueConstraint(fields=("account", "key", "kind"), name="one_reminder_per_day"),
        )

    def __str__(self) -> str:
        return self.subject_zh

    @property
    def unit_code(self) -> str:
        """The unit the account works for."""
        return self.account.unit_code


class Digest(models.Model):
    """One message to one account by one way on one day, and what became of it.

    The row is made before the message is sent, so that no second worker sends it again. One that
    stays `sending` was broken off: nobody knows whether it went out, and it is not repeated.
    """

    STATES = (("sending", "正在发送"), ("sent", "已发送"), ("failed", "未送出"))

    account = models.ForeignKey("people.Account", models.CASCADE, related_name="digests")
    on = models.DateField("日期")
    channel = models.CharField("方式", max_length=8)
    digest = models.CharField(max_length=64)
    state = models.CharField("状态", max_length=8, choices=STATES, default="sending")
    attempts = models.PositiveSmallIntegerField("次数", default=1)
    fault = models.CharField("原因", max_length=200, default="")
    tried_at = models.DateTimeField("时间")

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.UniqueConstraint(fields=("account", "on", "channel"), name="one_digest_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.account} {self.on} {self.channel}"

    @property
    def unit_code(self) -> str:
        """The unit the account works for."""
        return self.account.unit_code
