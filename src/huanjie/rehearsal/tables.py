"""The small files of a county's folder: their headings and what each column must hold."""

from collections.abc import Collection, Mapping

from huanjie.office.committee.acts import ACT_OF_WORD
from huanjie.office.seats.files import EXPECTED as CONSTITUENCY_CELLS
from huanjie.office.seats.files import HEADINGS as CONSTITUENCY_HEADINGS
from huanjie.roll.tabular import Expected

COMMITTEE_POSTS = {"主任": "chair", "副主任": "vice_chair", "委员": "member"}
SEXES = {"男": "1", "女": "2"}
ROW_TREATMENTS = {"更正": "correct", "剔除": "exclude"}
DUPLICATE_RULINGS = {
    "同一人保留甲": "keep_left",
    "同一人保留乙": "keep_right",
    "不是同一人": "two_people",
}
STATUSES = {
    "剥夺政治权利": "deprived",
    "停止行使选举权利": "suspended",
    "不能行使选举权利": "incapable",
    "羁押未决定停止": "in_custody",
    "死亡": "died",
    "迁出": "moved_out",
    "开出资格证明": "certificate_out",
}
ROLL_CHANGES = {"补登": "late", "除名": "strike", "更正": "correct", "申诉": "appeal"}
CHANGE_REASONS = {
    "漏登": "omitted",
    "新满十八周岁": "reached_age",
    "迁入": "moved_in",
    "恢复政治权利": "rights_restored",
    "死亡": "deceased",
    "迁出": "moved_out",
    "剥夺政治权利": "deprived",
    "重登": "duplicate",
    "错登": "wrong_place",
}
APPEAL_CLAIMS = {"要求登记": "register", "要求除名": "strike"}
APPEAL_RESULTS = {"予以变更": "changed", "维持": "upheld"}
WITHDRAWALS = {
    "本人不接受": "declined",
    "死亡": "died",
    "不合格": "ineligible",
    "境外资助": "foreign_funding",
}
FORMAL_METHODS = {"全部列入": "all", "协商": "consultation", "预选": "primary"}
BOX_KINDS = {"投票站": "station", "选举大会": "assembly", "流动票箱": "mobile"}
ROUND_KINDS = ("first", "tie_revote", "supplementary", "rerun")
COUNT_MATTERS = {
    "另选他人资格": "write_in_eligibility",
    "另行选举候选人数": "supplementary_size",
    "并列入围": "pool_tie",
    "缺额处理": "shortfall",
    "再次投票仍相同": "tie_unresolved",
    "封签不符": "seal_mismatch",
    "基数影响": "denominator",
}
DECISION_WORDS = {
    "有": "yes",
    "无": "no",
    "再选": "again",
    "再投": "again",
    "暂缺": "vacant",
    "继续计票": "count",
    "作废": "void",
    "按参加投票人数": "participants",
}

ID_NUMBER = "公民身份号码"

Table = tuple[tuple[str, ...], Expected]


def _table(
    headings: str,
    *,
    integers: str = "",
    dates: str = "",
    words: Mapping[str, Collection[str]] | None = None,
) -> Table:
    names = tuple(headings.split(","))
    numbers = tuple(name for name in names if name == ID_NUMBER)
    return names, Expected((), integers.split(","), dates.split(","), words, numbers)


_NOMINEE = "姓名,公民身份号码,性别,民族,出生日期,政治面貌,文化程度,单位及职务,推荐理由"

TABLES: dict[str, Table] = {
    "quota.csv": _table(
        "选举代码,名称,单位类型,人口,人口口径,人口截止日期,人口来源,基数,按人口增加,另加名额,"
        "代表总名额,驻军名额,上届名额,决定机关,文号,决定日期,事由",
        integers="人口,基数,按人口增加,另加名额,代表总名额,驻军名额,上届名额",
        dates="人口截止日期,决定日期",
    ),
    "committee.csv": _table(
        "选举代码,职务,姓名,性别,单位及职务,任命机关,文号,任命日期",
        dates="任命日期",
        words={"职务": COMMITTEE_POSTS, "性别": SEXES},
    ),
    "schedule.csv": _table("选举代码,事项,日期", dates="日期", words={"事项": ACT_OF_WORD}),
    "constituencies.csv": (CONSTITUENCY_HEADINGS, CONSTITUENCY_CELLS),
    "row-rulings.csv": _table(
        "行号,处理,栏目,更正值,依据,处理日期",
        integers="行号",
        dates="处理日期",
        words={"处理": ROW_TREATMENTS},
    ),
    "duplicate-rulings.csv": _table(
        "甲行号,乙行号,认定,依据,认定人,认定日期",
        integers="甲行号,乙行号",
        dates="认定日期",
        words={"认定": DUPLICATE_RULINGS},
    ),
    "status.csv": _table(
        "姓名,公民身份号码,情况,作出机关,文号,日期,期限,目的地代码,备注",
        dates="日期,期限",
        words={"情况": STATUSES},
    ),
    "arrivals.csv": _table(
        "姓名,性别,出生日期,公民身份号码,民族,原户籍地,登记地代码,村民小组,证明编号,出具机关,出具日期",
        integers="村民小组",
        dates="出生日期,出具日期",
        words={"性别": SEXES},
    ),
    "roll-changes.csv": _table(
        "选举代码,选区号,类型,姓名,公民身份号码,原因,证据,申诉人,提出日期,决定,决定日期",
        integers="选区号",
        dates="提出日期,决定日期",
        words={"类型": ROLL_CHANGES},
    ),
    "joint-nominations.csv": _table(
        f"表号,选举代码,选区号,收到日期,{_NOMINEE}", integers="选区号", dates="收到日期,出生日期"
    ),
    "signatures.csv": _table("表号,序号,姓名,公民身份号码", integers="序号"),
    "organization-nominations.csv": _table(
        f"表号,选举代码,选区号,收到日期,组织名称,方式,{_NOMINEE}",
        integers="选区号",
        dates="收到日期,出生日期",
    ),
    "nomination-rulings.csv": _table(
        "表号,序号,处理,理由,日期",
        integers="序号",
        dates="日期",
        words={"处理": ("划去", "保留", "不予受理")},
    ),
    "withdrawals.csv": _table(
        "选举代码,选区号,姓名,原因,依据,日期",
        integers="选区号",
        dates="日期",
        words={"原因": WITHDRAWALS},
    ),
    "consultation.csv": _table(
        "选举代码,选区号,轮次,选民小组,到会人数,缺席人数,姓名,赞成,反对,无意见",
        integers="选区号,轮次,到会人数,缺席人数,赞成,反对,无意见",
    ),
    "formal-lists.csv": _table(
        "选举代码,选区号,正式候选人数,方式,姓名,日期",
        integers="选区号,正式候选人数",
        dates="日期",
        words={"方式": FORMAL_METHODS},
    ),
    "boxes.csv": _table(
        "选举代码,选区号,轮次序号,票箱号,类型,名称,监票人数,领票,出发封签,启封封签",
        integers="选区号,轮次序号,票箱号,监票人数,领票",
        words={"类型": BOX_KINDS},
    ),
    "participants.csv": _table(
        "选举代码,选区号,轮次序号,票箱号,本人,委托", integers="选区号,轮次序号,票箱号,本人,委托"
    ),
    "sheets-1.csv": _table(
        "选举代码,选区号,轮次序号,轮次,录入员,栏目,数值",
        integers="选区号,轮次序号",
        words={"轮次": ROUND_KINDS},
    ),
    "sheets-2.csv": _table(
        "选举代码,选区号,轮次序号,轮次,录入员,栏目,数值",
        integers="选区号,轮次序号",
        words={"轮次": ROUND_KINDS},
    ),
    "sheet-corrections.csv": _table(
        "选举代码,选区号,轮次序号,第几次,录入员,栏目,数值", integers="选区号,轮次序号,第几次"
    ),
    "explanations.csv": _table(
        "选举代码,选区号,轮次序号,代码,栏目,说明,签字人", integers="选区号,轮次序号"
    ),
    "count-rulings.csv": _table(
        "选举代码,选区号,轮次序号,事项,对象,决定,机关,文号,日期,理由",
        integers="选区号,轮次序号",
        dates="日期",
        words={"事项": COUNT_MATTERS},
    ),
}
