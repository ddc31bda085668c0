"""What the tests of the library stand on: the questions, a small statute, all the statutes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from huanjie.law.pack import pack_named
from huanjie.office.library import services
from huanjie.office.library.models import Statute
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from tests.conftest import leave_out
from tests.office.builders import COUNTY, actor

STATUTES = Path(__file__).parents[3].parent / "shared" / "law" / "statutes"

SMALL = """# 中华人民共和国全国人民代表大会和地方各级人民代表大会选举法

1979年7月1日 通过
2020年10月17日 第七次修正

## 第一章　总　则

第一条 每一名选民只有一票。

第二条 有下列情形之一的，可以委托：

（一）外出；

（二）生病。

受委托的人不得超过三人。

## 第二章　附　则

第三条 本法自2021年1月1日起施行。
"""


@dataclass(frozen=True)
class Asked:
    """A question of the file: the words, the caller's pack, the articles that answer it."""

    asks: str
    pack: str
    expects: tuple[str, ...]

    @property
    def unit(self) -> str:
        """A county of the caller's province."""
        province = pack_named(self.pack).province
        return f"{province}0001000000" if province else COUNTY


def questions(name: str) -> list[Asked]:
    """Every question of a file beside this one."""
    rows = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["question"]
    return [Asked(row["asks"], row["pack"], tuple(row["expects"])) for row in rows]


def county() -> Unit:
    """The county that keeps the library."""
    found, _ = Unit.objects.get_or_create(
        code=COUNTY, defaults={"name": "沅水县", "level": "county", "kind": "county"}
    )
    return found


def imported(text: str = SMALL, *, name: str = "选举法.md", code: str = "") -> Statute:
    """A statute imported by the county's office."""
    return services.import_statute(
        unit=county(),
        name=name,
        content=text.encode(),
        text_code=code,
        actor=actor(COUNTY, Role.OFFICE),
    )


def all_statutes() -> None:
    """The nine texts beside the project, imported; without them the test is left out."""
    files = sorted(STATUTES.glob("*.md"))
    if not files:
        leave_out("shared/law/statutes", "put the texts of the statutes beside the project")
    for path in files:
        imported(path.read_text("utf-8"), name=path.name)
