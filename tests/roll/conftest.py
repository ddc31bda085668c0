"""Files as offices send them, one row long."""

from collections.abc import Callable
from pathlib import Path

import pytest

PLACE = "433124102200"
GOOD = {
    "户号": "00000001",
    "与户主关系": "户主",
    "姓名": "石三妹",
    "性别": "女",
    "出生日期": "19800229",
    "公民身份号码": "994124198002290028",
    "民族": "苗族",
    "户籍地代码": PLACE,
    "村民小组": "3",
    "户籍地址": "龙门村3组",
    "居住地代码": "",
    "工作单位": "",
    "政治面貌": "群众",
    "文化程度": "初中",
    "人员状态": "正常",
}
HEADINGS = list(GOOD)

Write = Callable[..., Path]


@pytest.fixture
def population_file(tmp_path: Path) -> Write:
    """Writes rows, each the good row with changes, and returns the path."""

    def write(*changes: dict[str, str], encoding: str = "gb18030", end: str = "\r\n") -> Path:
        rows = [{**GOOD, **change} for change in changes or ({},)]
        lines = [",".join(HEADINGS), *(",".join(row[h] for h in HEADINGS) for row in rows)]
        path = tmp_path / "population.csv"
        path.write_bytes((end.join(lines) + end).encode(encoding))
        return path

    return write
