"""What a province fixes, as dated and cited data over the national text.

A pack chooses among options the core has; it holds no logic.
"""

from huanjie.law.pack import keys
from huanjie.law.pack.check import check_pack, template
from huanjie.law.pack.load import (
    Governing,
    Pack,
    Setting,
    Status,
    article_of,
    in_order,
    known_texts,
    pack_for,
    pack_named,
    read_pack,
    shipped_packs,
)
from huanjie.law.pack.points import OPEN_POINTS, OpenPoint
from huanjie.law.pack.schema import PARAMETERS, Parameter
from huanjie.law.pack.words import Level, Mode, NameOrder, Reading, UnitType

__all__ = [
    "OPEN_POINTS",
    "PARAMETERS",
    "Governing",
    "Level",
    "Mode",
    "NameOrder",
    "OpenPoint",
    "Pack",
    "Parameter",
    "Reading",
    "Setting",
    "Status",
    "UnitType",
    "article_of",
    "check_pack",
    "in_order",
    "keys",
    "known_texts",
    "pack_for",
    "pack_named",
    "read_pack",
    "shipped_packs",
    "template",
]
