from pathlib import Path

import pytest

from huanjie.samples.county import write_county
from tests.samples.folder import Written, load

ROOT = Path(__file__).parents[2]
DIVISIONS = ROOT / "examples" / "xiangshui-divisions.csv"
XIANGSHUI = "990124000000"


def write(out: Path, *, seed: int, population: int) -> Written:
    write_county(divisions=DIVISIONS, county=XIANGSHUI, seed=seed, out=out, population=population)
    return load(out)


@pytest.fixture(scope="session", params=[(7, 4000), (11, 4000), (3, 60_000)], ids=str)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    seed, population = request.param
    return write(tmp_path_factory.mktemp("county") / "c", seed=seed, population=population)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(tmp_path_factory.mktemp("tiny") / "c", seed=7, population=4000)
