"""Every page of the stage in both languages, and the acts that its forms do."""

from datetime import date

import pytest
from django.test import Client

from huanjie.office.committee.models import Election
from huanjie.office.nomination import queries
from huanjie.office.nomination.models import Consultation, Nominee, Petition, Signature
from huanjie.office.people.roles import Role
from tests.office import builders as b
from tests.office.nomination.desk import consult, five, publish, ready, settle, the_list

pytestmark = pytest.mark.django_db

HERE = f"/nomination/{b.TOWN}/"


def nominee_fields(place: int, serial: int) -> dict[str, str]:
    given = {
        "name": b.name_of(serial),
        "id_number": b.id_number(serial),
        "sex": "1",
        "ethnicity": "01",
        "birth": "1980-01-01",
        "political": "13",
        "education": "60",
        "position": "村民",
        "reason": "办事公道",
    }
    return {f"nominees-{place}-{key}": value for key, value in given.items()}


def managed(prefix: str, total: int) -> dict[str, str]:
    numbers = {"TOTAL_FORMS": total, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 200}
    return {f"{prefix}-{key}": str(value) for key, value in numbers.items()}


def joint_paper(signers: range) -> dict[str, str]:
    lines = {
        f"signatures-{line}-{key}": value
        for line, serial in enumerate(signers)
        for key, value in (("name", b.name_of(serial)), ("key", str(serial + 1)))
    }
    return {
        "form_no": "L1",
        "received_on": "2026-11-25",
        **managed("nominees", 2),
        **nominee_fields(0, 30),
        **managed("signatures", 12),
        **lines,
    }


@pytest.fixture
def office(town: Election) -> Client:
    return b.signed_in(b.TOWN, Role.OFFICE)


@pytest.fixture
def body(town: Election) -> Client:
    return b.signed_in(b.TOWN, Role.COMMITTEE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "page",
    ["", "?state=collecting", "?format=csv", "open/", "rulings/", "preliminary/", "formal/", "1/",
     "1/enter/", "1/enter/?kind=organization", "1/preliminary/", "1/consult/",
     "1/settle/", "1/formal/", "1/enter/signer/?signatures-0-name=甲&signatures-0-key=1"],
)  # fmt: skip
def test_every_page_answers_while_forms_are_collected(
    town: Election, page: str, language: str
) -> None:
    ready(town)
    assert b.signed_in(b.TOWN, language=language).get(f"{HERE}{page}").status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_record_has_its_page(town: Election, language: str) -> None:
    ready(town)
    client = b.signed_in(b.TOWN, language=language)
    form = Petition.objects.get(form_no="L1")
    line = form.signatures.first()
    nominee = Nominee.objects.first()
    assert line is not None
    assert nominee is not None
    for page in (
        f"forms/{form.pk}/",
        f"forms/{form.pk}/rule/",
        f"signatures/{line.pk}/rule/",
        f"nominees/{nominee.pk}/withdraw/",
    ):
        assert client.get(f"{HERE}{page}").status_code == 200, page


def test_before_anything_is_open_the_pages_say_what_comes_next() -> None:
    b.units()
    b.election()
    client = b.signed_in(b.TOWN)
    for page in ("", "rulings/", "preliminary/", "formal/"):
        assert client.get(f"{HERE}{page}").status_code == 200
    assert client.post(f"{HERE}open/", {"once": "1"}).status_code == 422


def test_another_unit_sees_nothing(town: Election) -> None:
    assert b.signed_in(b.OTHER_TOWN).get(f"{HERE}1/").status_code == 404
    assert b.signed_in(b.COUNTY).get(f"{HERE}1/").status_code == 200
    assert (
        b.signed_in(b.COUNTY).post(f"{HERE}1/preliminary/", {"on": "2026-12-04"}).status_code == 403
    )


def test_a_joint_form_is_typed_as_it_lies_on_the_desk(town: Election, office: Client) -> None:
    answer = office.post(f"{HERE}1/enter/", joint_paper(range(11)), follow=True)
    assert answer.status_code == 200
    form = Petition.objects.get()
    assert Signature.objects.filter(petition=form, entry__isnull=False).count() == 11
    assert queries.derived(the_list(town)).valid == {"L1": 11}
    again = office.post(f"{HERE}1/enter/", joint_paper(range(11)))
    assert again.status_code == 422
    assert b.name_of(30) in again.content.decode()


def test_what_is_missing_on_a_form_keeps_the_rest_of_the_input(office: Client) -> None:
    paper = joint_paper(range(10)) | {"form_no": "", "nominees-0-name": ""}
    answer = office.post(f"{HERE}1/enter/", paper)
    assert answer.status_code == 422
    assert b.name_of(9) in answer.content.decode()
    assert not Petition.objects.exists()


def test_another_page_of_lines_keeps_what_was_typed_and_complains_of_nothing(
    town: Election, office: Client
) -> None:
    paper = joint_paper(range(10)) | {"form_no": ""}
    longer = office.post(f"{HERE}1/enter/", paper | {"more": "1"})
    page = longer.content.decode()
    assert longer.status_code == 200
    assert b.name_of(9) in page
    assert 'name="signatures-21-name"' in page
    assert 'name="signatures-22-name"' not in page
    assert "errorlist" not in page
    assert "aria-invalid" not in page
    assert not Petition.objects.exists()


def test_an_organisations_form_carries_its_names(office: Client) -> None:
    paper = {
        "form_no": "Z1",
        "received_on": "2026-11-25",
        "organizations": "中共白岩镇委员会\n白岩镇总工会\n",
        **managed("nominees", 2),
        **nominee_fields(0, 30),
        **nominee_fields(1, 31),
    }
    assert office.post(f"{HERE}1/enter/?kind=organization", paper).status_code == 302
    assert Petition.objects.get().organizations == ["中共白岩镇委员会", "白岩镇总工会"]
    assert Nominee.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        (0, "1", "在选民名单上"),
        (0, "2", "不在本选区选民名单上"),
        (100, "", "不在本选区选民名单上"),
        (0, "", "在选民名单上"),
    ],
)
def test_a_line_is_answered_while_it_is_typed(
    office: Client, name: int, key: str, words: str
) -> None:
    asked = {"signatures-4-name": b.name_of(name), "signatures-4-key": key}
    assert words in office.get(f"{HERE}1/enter/signer/", asked).content.decode()


def test_rulings_are_given_on_their_pages(town: Election, body: Client) -> None:
    ready(town)
    form = Petition.objects.get(form_no="L1")
    line = form.signatures.get(position=1)
    given = {"strike": "1", "reason": "重复签名", "ruled_on": "2026-11-26"}
    assert body.post(f"{HERE}signatures/{line.pk}/rule/", given).status_code == 302
    line.refresh_from_db()
    assert line.struck_reason == "重复签名"
    assert "L1" in body.get(f"{HERE}rulings/").content.decode()
    assert body.post(f"{HERE}signatures/{line.pk}/rule/", given | {"strike": ""}).status_code == 302
    given = {"reason": "不足十人", "ruled_on": "2026-11-26"}
    assert body.post(f"{HERE}forms/{form.pk}/rule/", given).status_code == 302
    form.refresh_from_db()
    assert form.state == "refused"


def test_a_nominee_leaves_on_his_page(town: Election, body: Client) -> None:
    ready(town)
    nominee = queries.nominee_of(town, 1, b.name_of(30))
    given = {"reason": "declined", "basis": "本人书面声明", "on": "2026-11-27"}
    page = f"{HERE}nominees/{nominee.pk}/withdraw/"
    assert body.post(page, given).status_code == 302
    assert body.post(page, given | {"once": "2"}).status_code == 422


def test_one_list_goes_from_publication_to_the_formal_list(
    town: Election, office: Client, body: Client
) -> None:
    ready(town)
    late = body.post(f"{HERE}1/preliminary/", {"on": "2026-12-06"})
    assert late.status_code == 422
    assert body.post(f"{HERE}1/preliminary/", {"on": "2026-12-04"}).status_code == 302
    listed = list(the_list(town).nominees.filter(is_listed=True))
    opinions = {
        f"{key}_{nominee.pk}": value
        for nominee in listed
        for key, value in (("for", "10"), ("against", "2"), ("none", "3"))
    }
    record = {"round": "1", "group": "第一组", "present": "15", "absent": "1", **opinions}
    assert office.post(f"{HERE}1/consult/", record | {"present": "9"}).status_code == 422
    assert office.post(f"{HERE}1/consult/", record).status_code == 302
    assert Consultation.objects.count() == 1
    assert body.get(f"{HERE}1/settle/").status_code == 200
    assert body.post(f"{HERE}1/settle/", {"on": "2026-12-11"}).status_code == 302
    assert body.get(f"{HERE}1/").status_code == 200
    assert body.post(f"{HERE}1/formal/", {"on": "2026-12-12"}).status_code == 302
    assert the_list(town).state == "formal"
    assert body.get(f"{HERE}1/").status_code == 200


def test_too_many_are_cut_on_the_page_by_a_primary(town: Election, body: Client) -> None:
    five(town)
    listed = list(the_list(town).nominees.filter(is_listed=True))
    votes = {f"votes_{nominee.pk}": str(place) for place, nominee in enumerate(listed, 1)}
    given = {"on": "2026-12-11", "method": "primary", **votes}
    best = [nominee.name for nominee in listed[2:]]
    assert body.get(f"{HERE}1/settle/").status_code == 200
    wrong = body.post(f"{HERE}1/settle/", {**given, "names": [listed[0].name, *best[1:]]})
    assert wrong.status_code == 422
    assert body.post(f"{HERE}1/settle/", {**given, "names": best}).status_code == 302
    formal = queries.formal_candidates(the_list(town).constituency)
    assert [nominee.name for nominee in formal] == best[::-1]


def test_all_lists_are_published_on_one_page(town: Election, body: Client) -> None:
    for number in (1, 2, 3):
        ready(town, number)
    page = body.get(f"{HERE}preliminary/").content.decode()
    assert "第4村选区" in page
    assert body.post(f"{HERE}preliminary/", {"on": "2026-12-04"}).status_code == 422
    ready(town, 4)
    assert body.post(f"{HERE}preliminary/", {"on": "2026-12-04"}).status_code == 302
    assert body.post(f"{HERE}formal/", {"on": "2026-12-12"}).status_code == 422


def test_the_worklist_names_the_next_step(town: Election) -> None:
    today = date(2026, 11, 25)
    assert [item.mark for item in queries.open_work(town, today)] == ["todo"]
    ready(town)
    Signature.objects.filter(petition__form_no="L1", position=1).update(struck_reason="重复")
    assert [item.mark for item in queries.open_work(town, today)] == ["stopped", "todo"]
    assert queries.open_work(town, date(2026, 12, 6))[-1].mark == "late"
    Signature.objects.update(struck_reason="")
    publish(town)
    consult(town, 30)
    settle(town, 30, 31, 32)
    subjects = [item.subject_en for item in queries.open_work(town, today)]
    assert subjects == [
        "3 preliminary lists are not published",
        "1 formal lists wait to be published",
    ]
