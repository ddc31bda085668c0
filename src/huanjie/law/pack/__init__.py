"""What a province fixes, as dated and cited data over the national text."""

from huanjie.law.pack.words import Level, Mode, Reading, UnitType

__all__ = ["Level", "Mode", "Reading", "UnitType"]
