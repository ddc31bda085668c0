"""Fictitious names: surnames by frequency, given names by sex and birth cohort."""

import re
from itertools import accumulate
from random import Random

__all__ = ["RARE", "TRANSLITERATED", "given_name", "surname"]

# Rough shares in ten-thousandths, from common knowledge; the hill families of the region raised.
_SURNAMES = """
王650 李640 张610 刘470 陈420 杨350 黄230 吴330 赵180 周180 徐130 孙120 马110 朱110 胡120 郭90
何110 林90 高80 罗110 郑70 梁70 谢80 宋60 唐80 许60 韩50 邓70 冯50 曹50 彭160 曾60 肖60 田220
董40 潘40 袁50 蔡35 蒋50 余45 于30 杜40 叶35 程35 魏35 苏30 吕35 丁30 任30 卢30 姚35 沈25
钟30 姜25 崔25 谭50 陆25 范30 汪25 廖40 石240 金25 韦25 贾25 夏30 付25 方25 邹30 熊30 白25 孟20
秦25 邱20 侯20 江25 尹20 薛20 闫15 段20 雷20 龙260 黎20 史20 陶15 贺25 毛20 郝15 顾15 龚25 邵15
万20 覃25 武15 钱15 戴15 严15 莫15 孔12 向180 常12 汤15 康12 易15 乔10 赖10 文25 施10 洪12 辛8
麻120 滕60 符30 隆25 梅12 全10 伍25 宿4 鲁12 包8 宁10 左8 吉10 欧阳20 司马3 上官3 诸葛2 东方1
"""
_SHARES: list[tuple[str, str]] = re.findall(r"([^\d\s]+)(\d+)", _SURNAMES)
_FAMILY = [family for family, _ in _SHARES]
_WEIGHTS = list(accumulate(int(share) for _, share in _SHARES))

_FIRST = {
    ("男", 0): "国建志文永明正大光家昌绍先兴德世",
    ("女", 0): "秀桂玉春凤兰金菊梅翠素银冬腊莲淑",
    ("男", 1): "建志文永明正光家昌海卫红军爱晓国",
    ("女", 1): "秀玉春凤兰丽红小晓桂艳海爱云美建",
    ("男", 2): "志文明海晓小俊鹏伟浩家光杰宏立永",
    ("女", 2): "丽晓小艳红海玲婷雪美佳文玉春慧云",
    ("男", 3): "子浩宇俊梓思家文嘉博天昊泽明志皓",
    ("女", 3): "子欣雨梓思佳雅诗梦语嘉可心静文慧",
}
_SECOND = {
    ("男", 0): "国军文华明生荣清富贵林成发全祥福",
    ("女", 0): "英兰香莲珍花秀芝娥妹云梅凤桃翠珍",
    ("男", 1): "军华明生平林成勇强兵忠辉武龙全清",
    ("女", 1): "英兰香莲珍花芳霞玲琴梅群艳华萍菊",
    ("男", 2): "伟军涛鹏勇杰超辉明华波斌飞龙林平",
    ("女", 2): "芳霞玲琴娟艳燕丽敏静婷萍莉娜红英",
    ("男", 3): "轩宇豪杰涵博文睿阳辰鑫凯航泽皓远",
    ("女", 3): "涵怡萱琪妍欣婷雯悦彤瑶洁娜宁彤琳",
}
_SINGLE = {"男": "伟军勇强涛超杰鹏斌辉刚毅", "女": "芳丽敏静娟艳霞玲娜燕婷洁"}
TRANSLITERATED = ("阿不都·热西提", "古丽·买买提", "艾力·吐尔逊", "帕提古丽·玉素甫", "买买提·艾山")
# Beyond the common fonts and tables: extensions A, B and E. GB18030 carries all of them.
RARE = ("𠮷", "㙦", "𡋤", "䶮", "𬭎", "𫖯", "𢙨")


def surname(chance: Random) -> str:
    """One surname, as often as the table says."""
    return chance.choices(_FAMILY, cum_weights=_WEIGHTS)[0]


def given_name(chance: Random, *, sex: str, year: int) -> str:
    """One given name as parents chose them in that year."""
    if chance.random() < 0.14:
        return chance.choice(_SINGLE[sex])
    cohort = 0 if year < 1960 else 1 if year < 1980 else 2 if year < 2000 else 3
    return chance.choice(_FIRST[sex, cohort]) + chance.choice(_SECOND[sex, cohort])
