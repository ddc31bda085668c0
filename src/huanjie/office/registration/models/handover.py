"""Registers that went to another installation or came from it, and who is who on both sides."""

from django.db import models


class Handover(models.Model):
    """The register of one township given out of this installation, or taken into it.

    The handovers of an area are one chain through both installations: whoever holds the register
    writes the next. The newest says where the register is: here after `in`, away after `out`.
    `replaced` are digests of the same register sealed before under another passphrase.
    """

    DIRECTIONS = (("out", "移交出"), ("in", "接管"))
    STATES = (
        ("given", "已移交，待回执"),
        ("received", "对方已接管"),
        ("returned", "已收回"),
        ("held", "在本处"),
        ("given_back", "已交回"),
    )

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="handovers")
    area = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    county = models.CharField(max_length=12, db_index=True)
    direction = models.CharField("方向", max_length=4, choices=DIRECTIONS)
    state = models.CharField("状态", max_length=12, choices=STATES)
    peer = models.CharField("对方代码", max_length=12)
    peer_name = models.CharField("对方", max_length=60)
    sequence = models.PositiveIntegerField("序号")
    digest = models.CharField("摘要", max_length=80)
    previous = models.CharField(max_length=80)
    replaced = models.JSONField(default=list)
    persons = models.PositiveIntegerField("人数")
    statuses = models.PositiveIntegerField("资格情况")
    last_roll = models.PositiveIntegerField("上届选民")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    receipt = models.TextField(default="")
    handed_at = models.DateTimeField("移交时间")
    taken_at = models.DateTimeField("接管时间", null=True)
    done_by = models.CharField("经办", max_length=60)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("area", "sequence"), name="one_handover_per_sequence"),
        )

    def __str__(self) -> str:
        return f"{self.area} #{self.sequence} {self.get_state_display()}"

    @property
    def unit_code(self) -> str:
        """The unit of this installation that gave or took."""
        return self.unit_id

    @property
    def digests(self) -> frozenset[str]:
        """Every digest under which this register was sealed."""
        return frozenset({self.digest, *self.replaced})


class HandedPerson(models.Model):
    """A person of a handed register: who he is in the other installation."""

    area = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    theirs = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "person"), name="one_partner_per_person"),
            models.UniqueConstraint(fields=("area", "theirs"), name="one_person_per_partner"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} = {self.theirs}"
