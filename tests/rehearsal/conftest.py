"""One sound county for all tests of this folder, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from huanjie.samples.county import write_county

ROOT = Path(__file__).parents[2]
DIVISIONS = ROOT / "examples" / "xiangshui-divisions.csv"
XIANGSHUI = "990124000000"


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sound") / "xiangshui"
    write_county(divisions=DIVISIONS, county=XIANGSHUI, seed=7, out=out, population=4000)
    return out
