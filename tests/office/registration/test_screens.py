"""Every page of registration in both languages, and the acts that its forms do."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huanjie.law.registration import Reason
from huanjie.office.jobs.models import Job
from huanjie.office.ledger.commands import Refused
from huanjie.office.people.models import Account, Person, Post
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries, services, tasks
from huanjie.office.registration.models import (
    DuplicateCase,
    PopulationImport,
    RollAppeal,
    RollChange,
    RollEntry,
)
from huanjie.office.registration.words import REASON_NAMES
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, ELECTION_DAY, TOWN
from tests.office.registration.conftest import PUBLISHED, County

pytestmark = pytest.mark.django_db

HERE = f"/registration/{COUNTY}/"
DAY = (PUBLISHED + timedelta(days=2)).isoformat()
REFUSED_LINE = 14


def signed_in(
    county: County, *roles: Role, unit: str = COUNTY, language: str = "zh-hans"
) -> Client:
    name = "-".join([unit, *sorted(roles)])
    account, is_new = Account.objects.get_or_create(
        username=name, defaults={"name": f"经办{len(name)}", "unit": county.units[unit]}
    )
    if is_new:
        Post.objects.bulk_create(Post(account=account, role=role) for role in roles)
    client = Client()
    client.force_login(account, backend="huanjie.office.people.backends.UnexpiredBackend")
    client.cookies["huanjie_language"] = language
    return client


@pytest.fixture(autouse=True)
def nobody_has_asked() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def staged(county: County) -> PopulationImport:
    county.population.add("王短", 公民身份号码="99012419800101003")
    return county.receive()


@pytest.fixture
def busy(county: County) -> County:
    """Everything at once: an import with a fault ruled, a case, rolls, a change, an appeal."""
    first = county.population.rows[0]
    county.population.add("丁亡", 人员状态="死亡")
    county.population.add("王短", 公民身份号码="99012419800101003")
    county.population.add(first["姓名"], first["出生日期"], 公民身份号码="")
    source = county.switch()
    services.rule_row(
        source=source, line=15, treatment="exclude", changes={}, basis="查无此人",
        ruled_on=PUBLISHED, actor=county.office,
    )  # fmt: skip
    services.rule_duplicate(
        case=DuplicateCase.objects.get(), ruling="keep_left", basis="户口簿", ruled_by="张",
        ruled_on=PUBLISHED, actor=county.office,
    )  # fmt: skip
    for code in (COUNTY, TOWN):
        county.draft(code)
        county.publish(code)
    services.propose_change(
        roll=county.roll(1), kind="strike", person=county.person("李山"),
        reason=Reason.DECEASED, evidence="死亡证明", actor=builders.actor(COUNTY, name="周录入"),
    )  # fmt: skip
    services.receive_appeal(
        roll=county.roll(2), appellant="吴申诉", person=county.person("王水"), claim="strike",
        received_on=PUBLISHED, actor=county.office,
    )  # fmt: skip
    return county


def pages(county: County) -> list[str]:
    source = PopulationImport.objects.get()
    entry = county.person("王山").entries.get(election=county.elections[COUNTY])
    change, appeal = RollChange.objects.get(), RollAppeal.objects.get()
    person = county.person("王山").pk
    return [
        "", "imports/", "imports/add/", "imports/last-roll/", f"imports/{source.pk}/",
        f"imports/{source.pk}/errors/", f"imports/{source.pk}/errors/?format=csv",
        f"imports/{source.pk}/errors/?only=waiting&q=R201", f"imports/{source.pk}/rows/15/",
        f"imports/{source.pk}/switch/", f"imports/{source.pk}/discard/", "duplicates/",
        f"duplicates/{DuplicateCase.objects.get().pk}/", "persons/", "persons/?who=王山",
        "persons/missing/", "persons/arrival/", f"persons/{person}/", f"persons/{person}/status/",
        "draft/", "publish/", "close/", "rolls/", "rolls/?format=csv", "rolls/1/",
        "rolls/1/?who=王山&struck=1", "rolls/1/?who=2", f"rolls/1/{entry.pk}/",
        f"rolls/1/{entry.pk}/strike/", f"rolls/1/{entry.pk}/correct/", "rolls/1/late/",
        "rolls/1/appeal/", "not-listed/", "not-listed/?reason=deceased", "balance/",
        "balance/?format=csv", "doubtful/", "changes/", "changes/publish/",
        f"changes/{change.pk}/", f"changes/{change.pk}/approve/",
        f"changes/{change.pk}/decline/", "appeals/", f"appeals/{appeal.pk}/",
        f"appeals/{appeal.pk}/decide/",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_answers(busy: County, language: str) -> None:
    client = signed_in(busy, Role.OFFICE, Role.COMMITTEE, language=language)
    answers = {page: client.get(f"{HERE}{page}").status_code for page in pages(busy)}
    assert {page: code for page, code in answers.items() if code != 200} == {}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_first_pages_of_an_empty_stage_say_what_comes_next(
    county: County, language: str
) -> None:
    client = signed_in(county, Role.OFFICE, language=language)
    for page in ("", "imports/", "duplicates/", "rolls/", "not-listed/", "balance/", "changes/"):
        assert client.get(f"{HERE}{page}").status_code == 200, page


def test_a_township_sees_its_rolls_and_not_the_register(busy: County) -> None:
    client = signed_in(busy, Role.OFFICE, Role.COMMITTEE, unit=TOWN)
    for page in ("", "rolls/", "rolls/1/", "not-listed/", "changes/", "appeals/", "balance/"):
        assert client.get(f"/registration/{TOWN}/{page}").status_code == 200, page
    for page in ("imports/", "duplicates/", "persons/"):
        assert client.get(f"/registration/{TOWN}/{page}").status_code == 404, page
    assert client.get(HERE).status_code == 404


def test_names_are_for_those_who_keep_the_register(busy: County) -> None:
    clerk = signed_in(busy, Role.CLERK)
    assert clerk.get(f"{HERE}rolls/1/").status_code == 403
    assert clerk.get(f"{HERE}persons/").status_code == 403
    assert clerk.get(HERE).status_code == 200


def test_no_page_shows_a_whole_id_number(busy: County) -> None:
    client = signed_in(busy, Role.OFFICE, Role.COMMITTEE)
    numbers = [row["公民身份号码"] for row in busy.population.rows if row["公民身份号码"]]
    for page in pages(busy):
        answer = client.get(f"{HERE}{page}")
        text = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert not [number for number in numbers if number in text], page


def test_an_upload_is_kept_and_read_by_a_job(county: County) -> None:
    path = county.population.write(county.folder / "人口.csv")
    client = signed_in(county, Role.OFFICE)
    upload = SimpleUploadedFile("人口.csv", path.read_bytes())
    given = {"file": upload, "counted_on": "2026-10-01"}
    answer = client.post(f"{HERE}imports/add/", given)
    job = Job.objects.get()
    assert answer.status_code == 302
    assert str(job.pk) in answer["Location"]
    assert job.task == "huanjie.office.registration.tasks.receive"
    document = county.units[COUNTY].documents.get()
    result = tasks.receive(
        job=job.pk, actor=county.office, document=document.pk, counted_on="2026-10-01"
    )
    source = PopulationImport.objects.get()
    assert result == {"import": source.pk, "rows": 12, "refused": 0}
    assert (source.counted_on, source.document) == (date(2026, 10, 1), document)


def test_a_refused_file_tells_its_faults_as_findings(county: County) -> None:
    path = county.population.write(county.folder / "人口.csv", without="出生日期")
    client = signed_in(county, Role.OFFICE)
    client.post(f"{HERE}imports/add/", {"file": SimpleUploadedFile("人口.csv", path.read_bytes())})
    document = county.units[COUNTY].documents.get()
    with pytest.raises(Refused) as refusal:
        tasks.receive(
            job=Job.objects.get().pk, actor=county.office, document=document.pk, counted_on=""
        )
    (finding,) = refusal.value.findings
    assert (finding.code, finding.facts["code"]) == ("file-refused", "R102")
    assert not PopulationImport.objects.exists()


def test_a_row_is_corrected_on_its_page(county: County, staged: PopulationImport) -> None:
    client = signed_in(county, Role.OFFICE)
    page = f"{HERE}imports/{staged.pk}/rows/{REFUSED_LINE}/"
    shown = client.get(page).content.decode()
    assert "原文件中为" in shown
    assert not re.search(r"[0-9]{15}", shown.split("<main", 1)[1])
    given = {"treatment": "correct", "basis": "身份证", "ruled_on": DAY}
    wrong = client.post(page, {**given, "value0": "990124198001010030"})
    assert wrong.status_code == 422
    assert "R202" in wrong.content.decode()
    answer = client.post(page, {**given, "value0": builders.id_number("19800101", 40)})
    assert answer.status_code == 302
    assert not queries.unruled_rows(staged).exists()


def test_the_error_report_names_file_line_column_code_and_next_step(
    county: County, staged: PopulationImport
) -> None:
    client = signed_in(county, Role.OFFICE)
    answer = client.get(f"{HERE}imports/{staged.pk}/errors/?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    heading, row = text.splitlines()
    assert heading.split(",")[:4] == ["行", "文件", "栏目", "代码"]
    assert row.split(",")[:4] == ["14", "population.csv", "公民身份号码", "R201"]
    assert "户口簿" in row


def test_a_file_is_switched_in_and_another_discarded(
    county: County, staged: PopulationImport
) -> None:
    client = signed_in(county, Role.OFFICE)
    answer = client.post(f"{HERE}imports/{staged.pk}/switch/", follow=True)
    assert answer.status_code == 200
    assert Person.objects.count() == 12
    later = county.receive()
    client.post(f"{HERE}imports/{later.pk}/discard/", {"reason": "用错文件"})
    assert not PopulationImport.objects.filter(pk=later.pk).exists()


def test_a_pair_is_decided_on_its_page_and_the_next_one_follows(county: County) -> None:
    first = county.population.rows[0]
    for _ in range(2):
        county.population.add(first["姓名"], first["出生日期"], **first)
    county.switch()
    client = signed_in(county, Role.OFFICE)
    one, two = DuplicateCase.objects.order_by("pk")
    page = f"{HERE}duplicates/{one.pk}/"
    assert "第 1 对，共 2 对" in client.get(page).content.decode()
    given = {"ruling": "keep_left", "basis": "户口簿", "ruled_on": DAY}
    assert client.post(page, given)["Location"] == f"{HERE}duplicates/{two.pk}/"
    assert client.post(f"{HERE}duplicates/{two.pk}/", given)["Location"] == f"{HERE}duplicates/"
    one.refresh_from_db()
    assert one.ruled_by.startswith("经办")


def test_statuses_and_arrivals_are_entered(county: County) -> None:
    county.switch()
    client = signed_in(county, Role.OFFICE)
    person = county.person("王山")
    given = {"kind": "died", "body": "民政局", "decided_on": DAY}
    assert client.post(f"{HERE}persons/{person.pk}/status/", given).status_code == 302
    assert person.statuses.get().kind == "died"
    arrival = {
        "name": "赵来", "sex": "1", "birth": "1990-01-01", "ethnicity": "汉", "origin": "外省",
        "id_number": builders.id_number("19900101", 3, region="990999"),
        "village": builders.VILLAGES[1], "certificate_no": "1号", "issuer": "外县选举委员会",
        "issued_on": DAY,
    }  # fmt: skip
    assert client.post(f"{HERE}persons/arrival/", arrival).status_code == 302
    assert county.person("赵来").source == "arrival"


def test_rolls_are_drafted_published_and_closed_by_their_bodies(county: County) -> None:
    county.switch()
    office, committee = signed_in(county, Role.OFFICE), signed_in(county, Role.COMMITTEE)
    on = PUBLISHED.isoformat()
    assert committee.post(f"{HERE}draft/", {"on": on}).status_code == 403
    assert office.post(f"{HERE}draft/", {"on": on}).status_code == 302
    assert office.post(f"{HERE}publish/", {"on": on}).status_code == 403
    late = committee.post(f"{HERE}publish/", {"on": ELECTION_DAY.isoformat()})
    assert late.status_code == 422
    answer = committee.post(f"{HERE}publish/", {"on": on}, follow=True)
    assert f"{COUNTY}-" in answer.content.decode()
    assert county.roll(1).state == "published"
    assert committee.post(f"{HERE}close/", {"on": on}).status_code == 422
    closed = committee.post(f"{HERE}close/", {"on": ELECTION_DAY.isoformat()})
    assert closed.status_code == 302
    assert county.roll(1).final_voters == 3


def test_a_change_is_proposed_by_one_and_approved_by_another(busy: County) -> None:
    both = signed_in(busy, Role.OFFICE, Role.COMMITTEE)
    entry = busy.person("石山").entries.get(election=busy.elections[COUNTY])
    given = {"reason": "deceased", "evidence": "死亡证明"}
    assert both.post(f"{HERE}rolls/1/{entry.pk}/strike/", given).status_code == 302
    change = RollChange.objects.latest("pk")
    refused = both.post(f"{HERE}changes/{change.pk}/approve/", {"on": DAY})
    assert refused.status_code == 422
    other = signed_in(busy, Role.COMMITTEE)
    assert other.post(f"{HERE}changes/{change.pk}/approve/", {"on": DAY}).status_code == 302
    assert not RollEntry.objects.get(pk=entry.pk).is_live
    assert both.post(f"{HERE}changes/publish/", {"on": DAY}).status_code == 302


def test_late_registration_correction_and_declining(busy: County) -> None:
    office, committee = signed_in(busy, Role.OFFICE), signed_in(busy, Role.COMMITTEE)
    given = {
        "name": "钱漏", "id_number": builders.id_number("19850505", 9), "reason": "omitted",
        "evidence": "户口簿",
    }  # fmt: skip
    assert office.post(f"{HERE}rolls/1/late/", given).status_code == 302
    change = RollChange.objects.latest("pk")
    committee.post(f"{HERE}changes/{change.pk}/approve/", {"on": DAY})
    assert queries.live_entry(busy.elections[COUNTY], busy.person("钱漏")) is not None
    entry = busy.person("王山").entries.get(election=busy.elections[COUNTY])
    corrected = {"name": "汪山", "sex": "1", "evidence": "身份证"}
    assert office.post(f"{HERE}rolls/1/{entry.pk}/correct/", corrected).status_code == 302
    change = RollChange.objects.latest("pk")
    committee.post(f"{HERE}changes/{change.pk}/decline/", {"on": DAY})
    assert busy.person("王山").pk == entry.person_id


def test_an_appeal_is_taken_in_and_decided(busy: County) -> None:
    office, committee = signed_in(busy, Role.OFFICE), signed_in(busy, Role.COMMITTEE)
    given = {
        "appellant": "钱漏", "claim": "register", "name": "钱漏", "evidence": "户口簿",
        "id_number": builders.id_number("19850505", 9), "received_on": DAY,
    }  # fmt: skip
    assert office.post(f"{HERE}rolls/1/appeal/", given).status_code == 302
    appeal = RollAppeal.objects.latest("pk")
    decision = {"result": "changed", "reasons": "属实", "decided_on": DAY}
    assert committee.post(f"{HERE}appeals/{appeal.pk}/decide/", decision).status_code == 302
    assert queries.live_entry(busy.elections[COUNTY], busy.person("钱漏")) is not None


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_voter_looks_himself_up_on_a_phone(busy: County, language: str) -> None:
    client = Client()
    client.cookies["huanjie_language"] = language
    assert client.get("/p/look-up/").status_code == 200
    given = {"name": "王山", "id_tail": busy.person("王山").id_tail}
    text = client.post("/p/look-up/", given).content.decode()
    assert "岩前村选区" in text
    assert busy.population.id_of(2) not in text
    nobody = client.post("/p/look-up/", {"name": "王山", "id_tail": "0000"}).content.decode()
    assert "岩前村选区" not in nobody


def test_a_look_up_is_limited_and_never_answers_without_the_digits(busy: County) -> None:
    client = Client()
    assert "岩前村" not in client.post("/p/look-up/", {"name": "王山"}).content.decode()
    given = {"name": "王山", "id_tail": "0000"}
    codes = [client.post("/p/look-up/", given).status_code for _ in range(11)]
    assert codes == [200] * 10 + [429]


def test_every_reason_of_the_law_has_its_words() -> None:
    assert set(Reason) <= REASON_NAMES.keys()
