"""The library: what is entered is found, by whom, in which order; statutes whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from huanjie.law.catalogue import next_step, sentence
from huanjie.office.documents.models import Document
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.library import queries, services
from huanjie.office.library.models import Passage, Posting, Statute
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, OTHER_TOWN, TOWN
from tests.office.library.shelf import SMALL, imported

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path / "documents"
    builders.units()


def put(key: str = "q-1", unit: str = COUNTY, *, by: str = COUNTY, **given: Any) -> Passage:
    words = {
        "source": "answer",
        "title": "外嫁女在哪登记",
        "text": "在户口所在地登记。",
        "link": "/g/1/",
    }
    words |= {"articles": ("EL 27",), **given}
    return services.put(key=key, unit=unit, actor=builders.actor(by, Role.LIAISON), **words)  # type: ignore[arg-type]


def keys(asked: str, unit: str = COUNTY, **given: Any) -> list[str]:
    return [hit.key for hit in queries.search(asked, unit=unit, **given)]


def refused(**given: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        imported(**given)
    for finding in refusal.value.findings:
        assert all(f(finding, language) for f in (sentence, next_step) for language in ("zh", "en"))  # type: ignore[operator]
    return [finding.code for finding in refusal.value.findings]


def test_what_is_put_is_found_replaced_and_removed() -> None:
    put()
    (hit,) = queries.search("外嫁女登记", unit=COUNTY)
    assert (hit.source, hit.key, hit.link, hit.articles) == ("answer", "q-1", "/g/1/", ("EL 27",))
    assert "<mark>" in hit.excerpt
    put(title="空挂户", text="另一个答复。")
    assert keys("外嫁女") == []
    assert keys("空挂户") == ["q-1"]
    services.remove(source="answer", key="q-1", actor=builders.actor(COUNTY, Role.LIAISON))
    assert keys("空挂户") == []
    assert not Posting.objects.exists()
    events = list(Entry.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["PassageEntered", "PassageEntered", "PassageWithdrawn"]


def test_an_answer_is_found_by_its_unit_those_within_it_and_those_above_it() -> None:
    put(unit=TOWN, by=TOWN)
    assert keys("外嫁女", COUNTY) == keys("外嫁女", TOWN) == ["q-1"]
    assert keys("外嫁女", OTHER_TOWN) == []
    put("q-2", unit=COUNTY)
    assert keys("外嫁女", OTHER_TOWN) == ["q-2"]


def test_nobody_enters_or_removes_what_another_unit_keeps() -> None:
    put(unit=COUNTY)
    with pytest.raises(NotAllowed):
        put(unit=COUNTY, by=TOWN)
    with pytest.raises(NotAllowed):
        put(unit=TOWN, by=TOWN)
    with pytest.raises(NotAllowed):
        services.remove(source="answer", key="q-1", actor=builders.actor(TOWN, Role.LIAISON))
    assert Passage.objects.get().unit_code == COUNTY
    put(unit=TOWN)
    assert Passage.objects.get().unit_code == TOWN


def test_sources_and_limit_narrow_the_search() -> None:
    for number in range(4):
        put(f"q-{number}")
    put("m-1", source="material")
    assert keys("外嫁女", sources=("material",)) == ["m-1"]
    assert len(keys("外嫁女", limit=3)) == 3
    assert keys("外嫁女", limit=4) == ["q-0", "q-1", "q-2", "q-3"]


def test_a_statute_is_imported_article_by_article_and_its_file_is_kept() -> None:
    made = imported()
    assert (made.text_code, made.articles, made.gaps) == ("EL", 3, [])
    assert made.changes["added"] == ["EL 1", "EL 2", "EL 3"]
    assert Document.objects.get() == made.document
    assert "StatuteImported" in Entry.objects.values_list("event", flat=True)
    hits = queries.search("选举法第2条", unit=COUNTY)
    assert hits[0].link == "/library/article/EL/2/"
    assert hits[0].title.startswith("《选举法》第二条")


def test_a_newer_version_takes_the_place_of_the_older_and_says_what_changed() -> None:
    old = imported()
    newer = SMALL.replace("2020年10月17日", "2025年1月2日").replace("三人", "两人")
    newer = newer.replace("第三条 本法自2021年1月1日起施行。", "第四条 本法公布之日施行。")
    new = imported(newer)
    assert new.changes == {"added": ["EL 4"], "changed": ["EL 2"], "removed": ["EL 3"]}
    assert new.gaps == [3]
    old.refresh_from_db()
    assert not old.is_current
    assert Document.objects.count() == 2
    assert "两人" in Passage.objects.get(key="EL 2").text
    assert not Passage.objects.filter(key="EL 3").exists()
    assert list(queries.versions("EL")) == [new, old]


def test_the_same_words_and_an_older_version_are_refused() -> None:
    imported()
    assert refused() == ["statute-unchanged"]
    older = SMALL.replace("2020年10月17日", "2015年8月29日").replace("三人", "四人")
    assert refused(text=older) == ["statute-older"]
    services.remove_statute(
        statute=Statute.objects.get(), actor=builders.actor(COUNTY, Role.OFFICE)
    )
    assert not Passage.objects.exists()
    assert imported(older).version is not None


def test_a_broken_file_leaves_nothing() -> None:
    assert refused(text=SMALL.replace("第三条", "第二条")) == ["statute-article-repeated"]
    assert refused(text="# 某省细则\n第一条 甲。") == ["statute-unknown"]
    assert refused(text="# 某省细则\n第一条 甲。", code="DP") == ["statute-without-articles"]
    assert not Passage.objects.exists()
    assert not Document.objects.exists()
    assert imported("# 某省细则\n第一条 甲。", code="ZJ").text_code == "ZJ"


def test_only_librarians_of_their_own_unit_import() -> None:
    for actor in (builders.actor(COUNTY, Role.GUIDE), builders.actor(TOWN, Role.OFFICE)):
        with pytest.raises(NotAllowed):
            services.import_statute(
                unit=builders.Unit.objects.get(pk=COUNTY),
                name="x.md",
                content=SMALL.encode(),
                actor=actor,
            )


def test_our_rules_are_found_before_anything_is_imported() -> None:
    assert services.index_rules() > 500
    assert services.index_rules() == 0
    assert keys("委托投票")[0] == "EL 42"
    assert keys("替人投票最多几个", limit=3)[0] == "EL 42"
    assert "finding:petition-short" in keys("petition-short")
    assert keys("选举法45条")[0] == "EL 45"
    assert "point:O-07" in keys("O-07")
    assert keys("who may vote by proxy", limit=3)[0] == "EL 42"


def test_a_rule_page_that_is_no_more_goes_and_one_that_changed_is_indexed_anew() -> None:
    services.index_rules()
    Passage.objects.filter(key="EL 42", source="rule").update(digest="old")
    put("finding:gone", source="rule", title="已经没有的规则")
    assert services.index_rules() == 2
    assert keys("已经没有的规则", sources=("rule",), limit=1) != ["finding:gone"]
    call_command("index_rules", verbosity=0)


def test_the_statute_stands_for_our_page_about_the_article_and_is_found_by_our_words() -> None:
    services.index_rules()
    imported()
    found = queries.search("选举法第2条", unit=COUNTY)
    assert [hit.source for hit in found if hit.key == "EL 2"] == ["statute"]
    Passage.objects.filter(key="EL 2", source="statute").update(keywords="总则\n旧", digest="old")
    assert services.index_rules() == 1
    assert "旧" not in Passage.objects.get(key="EL 2", source="statute").keywords


def test_common_words_alone_are_answered_within_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        put(f"q-{number}", text="登记。" * (number + 1))
    everything = keys("外嫁女登记")
    monkeypatch.setattr(queries, "BUDGET", 3)
    assert keys("登记")[0] == "q-5"
    assert set(keys("外嫁女登记")) <= set(everything)


def test_a_province_comes_before_the_others_unless_another_is_named() -> None:
    services.index_rules()
    imported("# 浙江省县、乡两级人民代表大会代表选举实施细则\n第一条 选民委托投票，须经同意。")
    imported(
        "# 山东省县乡两级人民代表大会选举实施细则\n第一条 选民委托投票，须经同意。", name="b.md"
    )
    statutes = {"sources": ("statute",)}
    assert keys("委托投票", "330001000000", **statutes) == ["ZJ 1", "SD 1"]
    assert keys("委托投票", "370001000000", **statutes) == ["SD 1", "ZJ 1"]
    assert keys("山东的委托投票", "330001000000", **statutes)[0] == "SD 1"
