"""Units, accounts with their posts, and persons."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from huanjie.office.people.roles import ROLE_NAMES, Role


class Unit(models.Model):
    """An administrative unit: city, county, township or village."""

    LEVELS = (("city", "市"), ("county", "县"), ("township", "乡镇"), ("village", "村"))

    code = models.CharField("代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=LEVELS)
    kind = models.CharField("类型", max_length=24)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def unit_code(self) -> str:
        """The unit whose office keeps this record."""
        return self.code


class Account(AbstractUser):
    """Somebody who signs in. Expires with the election."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="accounts")
    expires_on = models.DateField("有效期至", null=True, blank=True)
    large_print = models.BooleanField("大字", default=False)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ("username",)
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def unit_code(self) -> str:
        """The unit the account works for."""
        return self.unit_id or ""


class Post(models.Model):
    """A role that an account holds."""

    ROLES = tuple((role.value, ROLE_NAMES[role][0]) for role in Role)

    account = models.ForeignKey(Account, models.CASCADE, related_name="posts")
    role = models.CharField("角色", max_length=24, choices=ROLES)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "role"), name="one_post_per_role"),
        )

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}"


class Person(models.Model):
    """A natural person, once. The ID number is sealed; `id_index` finds it again.

    `village` and `group` say where the household is registered, `residence` where the person
    lives when elsewhere. `line` is the line of the population file the row came from, or null.
    """

    name = models.CharField("姓名", max_length=60)
    sex = models.CharField("性别", max_length=1, choices=(("1", "男"), ("2", "女"), ("0", "未知")))
    birth = models.DateField("出生日期", null=True)
    ethnicity = models.CharField("民族", max_length=2, default="01")
    sealed_id = models.BinaryField(null=True)
    id_index = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null is "no ID number"
    id_tail = models.CharField("证件尾号", max_length=4, default="")
    household = models.CharField("户号", max_length=30, default="")
    village = models.CharField("户籍地", max_length=12, db_index=True)
    group = models.PositiveSmallIntegerField("村民小组", null=True)
    residence = models.CharField("居住地", max_length=12, default="")
    work_unit = models.CharField("工作单位", max_length=60, default="")
    political = models.CharField("政治面貌", max_length=2, default="")
    education = models.CharField("文化程度", max_length=2, default="")
    status = models.CharField("人员状态", max_length=10, default="normal")
    source = models.CharField("来源", max_length=20, default="population")
    line = models.PositiveIntegerField(null=True)
    county = models.CharField(max_length=12, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("county", "id_index"),
                condition=models.Q(id_index__isnull=False),
                name="one_person_per_id",
            ),
        )
        indexes = (
            models.Index(fields=("county", "name")),
            models.Index(
                fields=("county", "village", "birth", "source", "status"), name="who_lives_where"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def unit_code(self) -> str:
        """The county whose register the person stands in."""
        return self.county
