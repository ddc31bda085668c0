"""Boxes opened, tally sheets typed twice, explanations of warnings, and what was determined."""

from django.db import models

from huanjie.office.polling.models import Round

PLACE = "contest__constituency__election__unit"


class BoxOpening(models.Model):
    """How the boxes of a round were opened for the count, and by which document on another day."""

    round = models.OneToOneField("polling.Round", models.CASCADE, related_name="opening")
    counted_together = models.BooleanField("集中计票")
    opened_on = models.DateField("开箱日期")
    approval = models.CharField("批准文号", max_length=60, default="")
    leaders_called = models.BooleanField("已召集选民小组长")
    recorded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.round)

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to, read with all between in one query."""
        if not BoxOpening.round.is_cached(self):
            self.round = Round.objects.select_related(PLACE).get(pk=self.round_id)
        return self.round.unit_code


class TallySheet(models.Model):
    """The record of the count of one round. `version` grows with every change of a figure."""

    round = models.OneToOneField("polling.Round", models.CASCADE, related_name="sheet")
    state = models.CharField("状态", max_length=24)
    version = models.PositiveIntegerField(default=0)
    final = models.JSONField("终稿", null=True)
    digest = models.CharField(max_length=64, default="")
    finalised_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.round)

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to, read with all between in one query."""
        if not TallySheet.round.is_cached(self):
            self.round = Round.objects.select_related(PLACE).get(pk=self.round_id)
        return self.round.unit_code


class SheetEntry(models.Model):
    """One typing of a sheet by one person. `values` maps field paths to what was typed.

    `returned` lists the paths that came back blanked for typing again.
    """

    sheet = models.ForeignKey(TallySheet, models.CASCADE, related_name="entries")
    ordinal = models.PositiveSmallIntegerField("第几次")
    clerk = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    returned = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("sheet", "ordinal", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "ordinal"),
                condition=models.Q(is_active=True),
                name="one_active_entry_per_ordinal",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sheet} #{self.ordinal}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to, read with all between in one query."""
        if not SheetEntry.sheet.is_cached(self):
            rows = TallySheet.objects.select_related(f"round__{PLACE}")
            self.sheet = rows.get(pk=self.sheet_id)
        return self.sheet.unit_code


class Explanation(models.Model):
    """Why a warning or a ruled error stands: one code, one path, one version of the data."""

    sheet = models.ForeignKey(TallySheet, models.CASCADE, related_name="explanations")
    code = models.CharField("代码", max_length=8)
    path = models.CharField("栏目", max_length=80)
    data_digest = models.CharField(max_length=64)
    text = models.CharField("说明", max_length=300)
    signed_by = models.JSONField("签字人", default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.code} {self.path}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.sheet.unit_code


class Determination(models.Model):
    """What the law made of a final sheet, with the digest of the sheet it rests on.

    `outcome` is the law's answer as plain data: kind, elected, tied, next step, findings, and for
    each person the votes, the line and the comparison; and what it rests on beside the sheet.
    """

    round = models.OneToOneField("polling.Round", models.CASCADE, related_name="determination")
    kind = models.CharField("结果", max_length=20)
    outcome = models.JSONField()
    sheet_digest = models.CharField(max_length=64)
    determined_on = models.DateField()
    declared_on = models.DateField("公布", null=True)

    def __str__(self) -> str:
        return f"{self.round}: {self.kind}"

    @property
    def unit_code(self) -> str:
        """The unit whose election it belongs to."""
        return self.round.unit_code
