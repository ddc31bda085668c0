"""Writing the folder: CSV as `docs/reference/county-files.md` has it, and its manifest."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

__all__ = ["HEADINGS", "Folder"]

HEADINGS: dict[str, str] = {
    "divisions": "level,code,name,parent",
    "quota": "选举代码,名称,单位类型,人口,人口口径,人口截止日期,人口来源,基数,按人口增加,另加名额,"
    "代表总名额,驻军名额,上届名额,决定机关,文号,决定日期,事由",
    "committee": "选举代码,职务,姓名,性别,单位及职务,任命机关,文号,任命日期",
    "schedule": "选举代码,事项,日期",
    "constituencies": "选举代码,选区号,选区名称,类型,范围,人口,应选名额,城乡",
    "population": "户号,与户主关系,姓名,性别,出生日期,公民身份号码,民族,户籍地代码,村民小组,"
    "户籍地址,居住地代码,工作单位,政治面貌,文化程度,人员状态",
    "last-roll": "选区名称,姓名,性别,出生日期,公民身份号码,户籍地代码,村民小组",
    "row-rulings": "行号,处理,栏目,更正值,依据,处理日期",
    "duplicate-rulings": "甲行号,乙行号,认定,依据,认定人,认定日期",
    "status": "姓名,公民身份号码,情况,作出机关,文号,日期,期限,目的地代码,备注",
    "arrivals": "姓名,性别,出生日期,公民身份号码,民族,原户籍地,登记地代码,村民小组,证明编号,"
    "出具机关,出具日期",
    "roll-changes": "选举代码,选区号,类型,姓名,公民身份号码,原因,证据,申诉人,提出日期,决定,"
    "决定日期",
    "joint-nominations": "表号,选举代码,选区号,收到日期,姓名,公民身份号码,性别,民族,出生日期,"
    "政治面貌,文化程度,单位及职务,推荐理由",
    "signatures": "表号,序号,姓名,公民身份号码",
    "organization-nominations": "表号,选举代码,选区号,收到日期,组织名称,方式,姓名,公民身份号码,"
    "性别,民族,出生日期,政治面貌,文化程度,单位及职务,推荐理由",
    "nomination-rulings": "表号,序号,处理,理由,日期",
    "withdrawals": "选举代码,选区号,姓名,原因,依据,日期",
    "consultation": "选举代码,选区号,轮次,选民小组,到会人数,缺席人数,姓名,赞成,反对,无意见",
    "formal-lists": "选举代码,选区号,正式候选人数,方式,姓名,日期",
    "boxes": "选举代码,选区号,轮次序号,票箱号,类型,名称,监票人数,领票,出发封签,启封封签",
    "participants": "选举代码,选区号,轮次序号,票箱号,本人,委托",
    "sheets-1": "选举代码,选区号,轮次序号,轮次,录入员,栏目,数值",
    "sheets-2": "选举代码,选区号,轮次序号,轮次,录入员,栏目,数值",
    "sheet-corrections": "选举代码,选区号,轮次序号,第几次,录入员,栏目,数值",
    "explanations": "选举代码,选区号,轮次序号,代码,栏目,说明,签字人",
    "count-rulings": "选举代码,选区号,轮次序号,事项,对象,决定,机关,文号,日期,理由",
}


@dataclass(slots=True)
class Folder:
    """A folder under way; remembers the digest and the rows of every file written."""

    path: Path
    files: dict[str, dict[str, str | int]] = field(default_factory=dict)

    def write(self, table: str, rows: Iterable[Sequence[object]]) -> int:
        """Write one table; answers its rows, the heading not counted."""
        encoding = "gb18030" if table == "population" else "utf-8-sig"
        count = 0
        target = self.path / f"{table}.csv"
        with target.open("w", encoding=encoding, newline="") as handle:
            writer = csv.writer(handle, lineterminator="\r\n")
            writer.writerow(HEADINGS[table].split(","))
            for row in rows:
                writer.writerow(row)
                count += 1
        digest = sha256(target.read_bytes()).hexdigest()
        self.files[target.name] = {"rows": count, "sha256": digest}
        return count

    def write_manifest(self, facts: dict[str, object]) -> None:
        """Close the folder with what it holds."""
        write_json(self.path / "manifest.json", {**facts, "files": self.files})


def write_json(path: Path, value: object) -> None:
    """Write one JSON file with sorted keys."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
