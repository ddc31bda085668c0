"""The entries of the ledger and the head of each chain."""

from django.db import models


class ChainHead(models.Model):
    """The last link of a chain; the row that writers of one chain queue for."""

    chain = models.CharField(max_length=64, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.chain}#{self.sequence}"


class Entry(models.Model):
    """One act. Rows are only ever added: triggers refuse UPDATE, DELETE and TRUNCATE."""

    chain = models.CharField("链", max_length=64)
    sequence = models.PositiveBigIntegerField("序号")
    at = models.DateTimeField("时间", db_index=True)
    actor_account = models.BigIntegerField(null=True)
    actor_name = models.CharField("经办", max_length=60)
    actor_role = models.CharField(max_length=40)
    unit = models.CharField("单位", max_length=12, db_index=True)
    command = models.CharField(max_length=80)
    event = models.CharField(max_length=80, db_index=True)
    payload = models.TextField()
    articles = models.TextField(default="[]")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("chain", "sequence"), name="one_entry_per_place"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The ledger number printed on receipts: 433124000000-000417."""
        return f"{self.chain}-{self.sequence:06d}"


class DayHead(models.Model):
    """The head of a finished day over all chains of this installation; never changed.

    `heads` is canonical JSON: chain → [number of entries, digest of the last].
    """

    day = models.DateField("日期", unique=True)
    previous = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    heads = models.TextField()

    class Meta:
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:16]}"
