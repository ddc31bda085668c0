"""A job and how far it is."""

from django.db import models


class Job(models.Model):
    """Long work that goes on while its owner does something else."""

    STATES = (
        ("waiting", "等待"),
        ("running", "进行中"),
        ("done", "完成"),
        ("refused", "被退回"),
        ("failed", "出错"),
    )

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    title = models.CharField("事项", max_length=120)
    task = models.CharField(max_length=160)
    state = models.CharField("状态", max_length=10, choices=STATES, default="waiting")
    step = models.CharField("步骤", max_length=120, default="")
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    result = models.JSONField(default=dict)
    worker = models.CharField(max_length=120, default="")
    target = models.CharField("结果页", max_length=200, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        """The unit the job works for."""
        return self.unit_id

    @property
    def is_open(self) -> bool:
        """True while it waits or runs."""
        return self.state in {"waiting", "running"}

    @property
    def percent(self) -> int:
        """Whole percent done, 0 while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else 0
