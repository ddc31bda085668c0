"""The words of an election's files and of the screens, as the codes of the record."""

from collections.abc import Mapping

from huanjie.law.registration import Reason

REASON_OF_WORD: Mapping[str, str] = {
    "漏登": Reason.OMITTED.value,
    "新满十八周岁": Reason.REACHED_AGE.value,
    "迁入": Reason.MOVED_IN.value,
    "恢复政治权利": Reason.RIGHTS_RESTORED.value,
    "死亡": Reason.DECEASED.value,
    "迁出": Reason.MOVED_OUT.value,
    "剥夺政治权利": Reason.DEPRIVED.value,
    "重登": Reason.DUPLICATE.value,
    "错登": Reason.WRONG_PLACE.value,
}
"""原因 of `roll-changes.csv`."""

KIND_OF_WORD: Mapping[str, str] = {"补登": "late", "除名": "strike", "更正": "correct"}
CLAIM_OF_WORD: Mapping[str, str] = {
    "要求登记": "register",
    "要求除名": "strike",
    "要求更正": "correct",
}
RESULT_OF_WORD: Mapping[str, str] = {"予以变更": "changed", "维持": "upheld"}
STATUS_OF_WORD: Mapping[str, str] = {
    "剥夺政治权利": "deprived",
    "停止行使选举权利": "suspended",
    "不能行使选举权利": "incapable",
    "羁押未决定停止": "in_custody",
    "死亡": "died",
    "迁出": "moved_out",
    "开出资格证明": "certificate_out",
}
"""情况 of `status.csv`."""

RULING_OF_WORD: Mapping[str, str] = {
    "同一人保留甲": "keep_left",
    "同一人保留乙": "keep_right",
    "不是同一人": "two_people",
}
TREATMENT_OF_WORD: Mapping[str, str] = {"更正": "correct", "剔除": "exclude"}

REASON_NAMES: Mapping[str, tuple[str, str]] = {
    "": ("上届在册", "on the last roll"),
    Reason.REACHED_AGE: ("新满十八周岁", "newly of age"),
    Reason.MOVED_IN: ("迁入", "moved in"),
    Reason.RIGHTS_RESTORED: ("恢复政治权利", "rights restored"),
    Reason.CERTIFICATE_RECEIVED: ("持资格证明", "with a certificate"),
    Reason.CAPACITY_RESTORED: ("恢复行使能力", "capacity restored"),
    Reason.CONTACTED: ("已联系上", "reached"),
    Reason.LEFT_SERVICE: ("退出现役", "left the army"),
    Reason.OMITTED: ("漏登", "missed before"),
    Reason.ON_APPEAL: ("申诉后变更", "changed on appeal"),
    Reason.DECEASED: ("死亡", "died"),
    Reason.NOT_CITIZEN: ("非中国公民", "not a citizen"),
    Reason.UNDER_AGE: ("未满十八周岁", "under age"),
    Reason.MILITARY: ("参加军队选举", "votes with the army"),
    Reason.ARMED_POLICE: ("武警，参加军队选举", "armed police, votes with the army"),
    Reason.DEPRIVED: ("被剥夺政治权利", "deprived of rights"),
    Reason.SUSPENDED: ("停止行使选举权利", "rights suspended"),
    Reason.INCAPABLE: ("经确认不能行使选举权利", "confirmed incapable"),
    Reason.MOVED_OUT: ("迁出", "moved out"),
    Reason.CERTIFICATE_ISSUED: ("开出证明在外地登记", "registered elsewhere"),
    Reason.CERTIFICATE_MISSING: ("缺资格证明", "certificate missing"),
    Reason.AT_HUKOU_PLACE: ("在户籍地登记", "listed where the household is registered"),
    Reason.OTHER_COUNTY_UNIT: ("属他县单位", "unit of another county"),
    Reason.COUNTY_ONLY: ("只参加县级选举", "county election only"),
    Reason.UNREACHABLE: ("无法联系", "not reached"),
    Reason.DUPLICATE: ("重登", "registered twice"),
    Reason.WRONG_PLACE: ("错登", "wrong entry"),
    "missing": ("本次人口信息中无，待查明", "in no file of this term, to be found out"),
    "pending": ("待有关机关决定", "waits for a body's decision"),
    "no_place": ("所在村组没有选区", "place in no constituency"),
}
"""Every reason on a roll or beside it, as the screens call it."""


Words = Mapping[str, tuple[str, str]]
SEXES: Words = {"1": ("男", "male"), "2": ("女", "female")}
CHANGE_KINDS: Words = {
    "late": ("补登", "late registration"),
    "strike": ("除名", "strike-off"),
    "correct": ("更正", "correction"),
}
CLAIMS: Words = {
    "register": ("要求登记", "to be registered"),
    "strike": ("要求除名", "to be struck off"),
    "correct": ("要求更正", "to be corrected"),
}
RULINGS: Words = {
    "": ("待认定", "waiting"),
    "keep_left": ("同一人，保留甲", "one person, A kept"),
    "keep_right": ("同一人，保留乙", "one person, B kept"),
    "two_people": ("不是同一人", "two people"),
}
ROW_RULINGS: Words = {
    "": ("待处理", "waiting"),
    "correct": ("已更正", "corrected"),
    "exclude": ("已剔除", "excluded"),
}
FINDINGS: Words = {
    "deprived": ("剥夺政治权利", "deprived of political rights"),
    "suspended": ("停止行使选举权利", "exercise of rights suspended"),
    "incapable": ("不能行使选举权利", "unable to exercise rights (confirmed)"),
    "in_custody": ("羁押未决定停止", "in custody, rights not suspended"),
    "died": ("死亡", "died"),
    "moved_out": ("迁出", "moved out"),
    "certificate_out": ("开出资格证明", "certificate issued"),
    "certificate_in": ("持资格证明登记", "registered with a certificate"),
}
HANDOVERS: Words = {
    "given": ("已移交，待回执", "handed over, receipt awaited"),
    "received": ("已移交，对方已接管", "handed over and received"),
    "returned": ("已收回", "has come back"),
    "held": ("在这里登记", "kept here"),
    "given_back": ("已交回", "handed back"),
}
RECORD_FIELDS = (
    ("name", "姓名", "Name"),
    ("sex", "性别", "Sex"),
    ("birth_date", "出生日期", "Birth date"),
    ("id_number", "公民身份号码", "ID number"),
    ("place", "户籍地", "Registered in"),
    ("group", "村民小组", "Group"),
    ("household", "户号", "Household"),
    ("work_unit", "工作单位", "Work unit"),
    ("status", "人员状态", "State"),
)
