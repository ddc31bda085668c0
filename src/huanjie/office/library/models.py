"""Texts as they were imported, passages, and the index over them in ordinary tables."""

from django.db import models


class Statute(models.Model):
    """One version of a text that an office imported; the newest imported one is current."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    text_code = models.CharField("法规", max_length=12)
    title = models.CharField("名称", max_length=200)
    version = models.DateField("文本日期", null=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    contents = models.JSONField("目录", default=list)
    articles = models.PositiveIntegerField("条数")
    gaps = models.JSONField("缺号", default=list)
    changes = models.JSONField("与上一文本相比", default=dict)
    is_current = models.BooleanField("现行", default=True)
    imported_at = models.DateTimeField("导入时间", auto_now_add=True)
    imported_by = models.CharField("经手", max_length=60)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("text_code",),
                condition=models.Q(is_current=True),
                name="one_current_version_per_text",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        """The unit that imported the text."""
        return self.unit_id


class Passage(models.Model):
    """What the search finds: an article of a statute, a page of our rules, an answer, material.

    `unit` is null for what all units share. `keywords` are indexed and not shown: our words for an
    article of a statute. `length` is what the index counts, `digest` what it was made from.
    """

    SOURCES = (("statute", "法规"), ("rule", "规则"), ("answer", "答复"), ("material", "材料"))

    source = models.CharField("来源", max_length=10, choices=SOURCES)
    key = models.CharField("编号", max_length=100)
    title = models.CharField("标题", max_length=300)
    text = models.TextField("内容")
    keywords = models.TextField(default="")
    link = models.CharField(max_length=200, default="")
    articles = models.JSONField("条文", default=list)
    text_code = models.CharField(max_length=12, default="")
    ordinal = models.PositiveIntegerField("次序", default=0)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    length = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("source", "text_code", "ordinal", "key")
        constraints = (
            models.UniqueConstraint(fields=("source", "key"), name="one_passage_per_key"),
        )
        indexes = (models.Index(fields=("text_code", "ordinal"), name="passage_in_its_text"),)

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        """The unit that keeps the passage; empty for what all share."""
        return self.unit_id or ""

    @property
    def place(self) -> str:
        """The number of an article within its text: `45` of `EL 45`."""
        return self.key.partition(" ")[2]


class Posting(models.Model):
    """That a term stands in a passage, and how much it weighs there."""

    term = models.CharField(max_length=40)
    passage = models.ForeignKey(Passage, models.CASCADE, related_name="postings")
    frequency = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("term", "passage"), name="one_posting_per_term"),
        )

    def __str__(self) -> str:
        return f"{self.term} ×{self.frequency}"

    @property
    def unit_code(self) -> str:
        """The unit of the passage."""
        return self.passage.unit_code
