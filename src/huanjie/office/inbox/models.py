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
