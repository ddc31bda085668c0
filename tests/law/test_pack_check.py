import tomllib

import pytest

from huanjie.law.finding import Severity
from huanjie.law.pack import PARAMETERS, check_pack, in_order, shipped_packs, template
from tests.law.answers import LAW, codes
from tests.law.test_pack import HEAD, LEAF, national_source


def found(toml: str, packs=None) -> list[str]:
    return codes(check_pack(toml, shipped_packs() if packs is None else packs))


def faults(body: str) -> list[str]:
    codes_ = found(HEAD + body)
    assert codes_[-1] == "pack-counted"
    return codes_[:-1]


def test_every_shipped_pack_is_without_fault():
    for path in sorted((LAW / "packs").glob("*-20*.toml")):
        toml = path.read_text("utf-8")
        assert [f for f in check_pack(toml, shipped_packs()) if f.severity is Severity.ERROR] == []


def test_every_shipped_pack_says_which_province_and_cites_its_own_text():
    for pack in shipped_packs().values():
        if pack.province is None:
            continue
        raw = tomllib.loads((LAW / "packs" / f"{pack.id}.toml").read_text("utf-8"))
        own = raw["pack"]["code"]
        cited = [f"{leaf}" for leaf in _cites(raw)]
        assert all(cite.startswith(f"{own} ") for cite in cited), pack.id


def _cites(rows):
    for row in rows.values():
        if isinstance(row, dict) and "cite" in row:
            yield row["cite"]
        elif isinstance(row, dict):
            yield from _cites(row)


def test_all_faults_are_named_at_once():
    body = (
        f"[cal.rol_days]\nvalue = 25\n{LEAF}"
        f"[poll.proxy.max]\nvalue = 4\n{LEAF}"
        '[nom.written]\nvalue = 1\nstatus = "law"\n'
    )
    assert faults(body) == [
        "pack-key-unknown",
        "pack-value-outside",
        "pack-citation-missing",
        "pack-value-unfit",
    ]


def test_an_unknown_key_names_its_neighbours():
    finding = check_pack(HEAD + f"[cal.rol_days]\nvalue = 25\n{LEAF}", shipped_packs())[0]
    assert "cal.roll_days" in str(finding.facts["near"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('[cal.roll_days]\nvalue = 25\ncite = "none"\nstatus = "law"', "pack-citation-missing"),
        ('[cal.roll_days]\nvalue = 25\ncite = "XX 1"\nstatus = "law"', "pack-citation-unknown"),
        ('[cal.roll_days]\nvalue = 25\ncite = "NN 1"', "pack-status-unknown"),
        (f"[cal.roll_days]\nvalue = 25\nwhy = 1\n{LEAF}", "pack-leaf-shape"),
        ("[cal]\nroll_days = 25", "pack-leaf-shape"),
        (f"[cal.roll_days]\n{LEAF}", "pack-value-missing"),
        ("invented = 1", "pack-head-missing"),
        (f"[cal.roll_days]\nvalue = 19\n{LEAF}", "pack-value-outside"),
    ],
)
def test_each_fault_has_its_words(body, code):
    if code == "pack-head-missing":
        assert found("invented = 1")[:1] == [code]
    else:
        assert faults(body) == [code]


def test_what_is_optional_may_stay_unset_and_a_default_uncited():
    assert faults(f"[by.prelim_days]\n{LEAF}") == []
    body = '[constituency.population_tolerance]\nvalue = "1/5"\ncite = "none"\nstatus = "default"'
    assert faults(body) == []


def test_a_head_says_everything_and_nothing_else():
    assert found(HEAD.replace('short = "北"\n', ""))[:-1] == ["pack-head-missing"]
    assert found(HEAD.replace("short =", "shrot ="))[:-1] == [
        "pack-head-missing",
        "pack-key-unknown",
    ]
    assert found(HEAD.replace("2021-03-24", '"2021"'))[:-1] == ["pack-head-unfit"]
    assert found(HEAD.replace('"county",', '"village",'))[:-1] == ["pack-head-unfit"]
    assert found("pack = 1") == ["pack-head-missing"]


def test_a_pack_that_extends_nothing_must_be_complete():
    alone = found(HEAD.replace('extends = "national-2020"\n', ""))
    assert alone.count("pack-gap") == len(PARAMETERS)
    assert found(HEAD, {})[:1] == ["pack-base-unknown"]
    assert found(national_source(), {}) == ["pack-counted"]


def test_what_is_no_toml_is_said_so():
    assert found("[pack") == ["pack-unreadable"]


def test_what_the_check_passes_the_loader_reads_and_the_other_way_round():
    body = f"[cal.roll_days]\nvalue = 25\n{LEAF}"
    assert faults(body) == []
    assert "north-2021" in in_order([national_source(), HEAD + body])


def test_the_template_is_current_and_a_province_can_begin_from_it():
    shipped = (LAW / "packs" / "template.toml").read_text("utf-8")
    assert shipped == template(), "write it anew: huanjie law pack template"
    assert found(shipped) == ["pack-counted"]
    assert "xx-2021" not in shipped_packs()
    assert all(f"# [{key}]" in shipped for key in PARAMETERS)
