"""Mandates: who was declared elected where, and what became of it."""

from django.db import models


class Mandate(models.Model):
    """A seat won. Lives from the declaration until the term ends or the mandate does."""

    election = models.ForeignKey("committee.Election", models.PROTECT, related_name="mandates")
    constituency = models.ForeignKey("seats.Constituency", models.PROTECT, related_name="mandates")
    round = models.ForeignKey("polling.Round", models.PROTECT, related_name="mandates")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="mandates")
    nominee = models.ForeignKey(
        "nomination.Nominee", models.PROTECT, null=True, related_name="mandates"
    )
    name = models.CharField("姓名", max_length=60)
    votes = models.PositiveIntegerField("得票")
    declared_on = models.DateField("公布当选")
    state = models.CharField("状态", max_length=16)
    state_on = models.DateField(null=True)
    state_basis = models.CharField(max_length=200, default="")

    class Meta:
        ordering = ("constituency", "-votes", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("constituency", "name"), name="one_mandate_per_name_and_constituency"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def unit_code(self) -> str:
        """The unit whose congress it belongs to."""
        return self.election.unit_id
