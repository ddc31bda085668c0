"""Files as they were received."""

from django.db import models


class Document(models.Model):
    """A file kept by its SHA-256 digest under MEDIA_ROOT; the same bytes are kept once."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="documents")
    kind = models.CharField("类别", max_length=40)
    name = models.CharField("文件名", max_length=160)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("字节")
    received_at = models.DateTimeField("收到", auto_now_add=True)
    received_by = models.CharField("经手", max_length=60)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("unit", "kind", "digest"), name="one_file_per_kind"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def unit_code(self) -> str:
        """The unit that received the file."""
        return self.unit_id
