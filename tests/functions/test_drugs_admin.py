"""/api/admin/drugs: the catalogue, changed by administrators."""

from typing import Any

import pytest

from tests.client import Account, Answer, Client
from tests.medicines import AMOXICILLIN, added_drug, csv_file, number
from tests.people import administrator, api_key
from tests.store.samples import count

DRUGS, IMPORT = "/api/admin/drugs", "/api/admin/drugs/import"
OTHER = AMOXICILLIN | {"name": "阿莫西林片", "approval_number": number(1)}


@pytest.fixture
def admin(client: Client) -> Account:
    return administrator(client)


def add(client: Client, admin: Account, **changes: Any) -> Answer:
    return client.call("POST", DRUGS, AMOXICILLIN | changes, token=admin.token)


def send(
    client: Client, admin: Account, raw: bytes, kind: str = "text/csv", **headers: str
) -> Answer:
    sent = {"Content-Type": kind, **headers}
    return client.call("POST", IMPORT, raw=raw, headers=sent, token=admin.token)


def catalogue(client: Client) -> dict[str, dict[str, Any]]:
    """All drugs by their approval numbers."""
    found = client.call("GET", "/api/drugs", query={"limit": "100"}).json["data"]
    return {drug["approval_number"]: drug for drug in found}


def deeds(client: Client, admin: Account) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.call("GET", "/api/admin/audit", token=admin.token).json[
        "data"
    ]
    return [deed for deed in found if deed["action"].startswith("drugs.")]


def test_only_administrators_change_the_catalogue(client: Client, admin: Account) -> None:
    made = added_drug()
    user = client.register()
    key = api_key(client, user)["key"]
    calls = [
        ("POST", DRUGS),
        ("POST", IMPORT),
        ("POST", f"{IMPORT}/preview"),
        *((m, f"{DRUGS}/{made.id}") for m in ("PUT", "DELETE")),
    ]

    for method, path in calls:
        assert client.call(method, path, OTHER).status == 401
        assert client.call(method, path, OTHER, token=user.token).status == 403
        assert client.call(method, path, OTHER, token=key).status == 403

    assert list(catalogue(client)) == [made.approval_number]
    assert deeds(client, admin) == []


def test_an_added_drug_is_shown_to_everybody(client: Client, admin: Account) -> None:
    answer = add(client, admin)

    assert answer.status == 201
    assert answer.json.items() >= AMOXICILLIN.items()
    assert client.call("GET", f"/api/drugs/{answer.json['id']}").json == answer.json


def test_a_drug_needs_a_name_and_a_number_and_no_more(client: Client, admin: Account) -> None:
    answer = client.call(
        "POST",
        DRUGS,
        {
            "name": " 蒙脱石散 ",
            "approval_number": "國藥準字 h20000690",
            "dosage": None,
            "locale": "en",
        },
        token=admin.token,
    )

    assert answer.status == 201
    assert answer.json["name"] == "蒙脱石散"
    assert answer.json["approval_number"] == "国药准字H20000690"
    assert answer.json["dosage"] is answer.json["manufacturer"] is None


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"name": ""}, "name"),
        ({"name": " "}, "name"),
        ({"name": None}, "name"),
        ({"name": "药" * 101}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"approval_number": ""}, "approval_number"),
        ({"approval_number": "国药准字H2000326"}, "approval_number"),
        ({"approval_number": "国药准字H2OOO3263"}, "approval_number"),
        ({"approval_number": "x" * 5000}, "approval_number"),
        ({"manufacturer": "x" * 201}, "manufacturer"),
        ({"warnings": "x" * 4001}, "warnings"),
        ({"warnings": 5}, "warnings"),
        ({"price": 5}, "price"),
    ],
)
def test_a_drug_with_a_fault_is_refused_by_its_field(
    client: Client, admin: Account, changes: dict[str, Any], param: str
) -> None:
    made = added_drug(approval_number=number(1))
    body = AMOXICILLIN | changes

    for method, path in [("POST", DRUGS), ("PUT", f"{DRUGS}/{made.id}")]:
        answer = client.call(method, path, body, token=admin.token)
        assert (answer.status, answer.code) == (422, "invalid_request")
        assert answer.json["error"]["param"] == param
        assert "faults" not in answer.json["error"]

    assert list(catalogue(client)) == [number(1)]


def test_a_number_is_given_to_one_drug(client: Client, admin: Account) -> None:
    made = add(client, admin).json
    other = client.call("POST", DRUGS, OTHER, token=admin.token).json

    taken = [
        add(client, admin, name="别的"),
        client.call("PUT", f"{DRUGS}/{other['id']}", AMOXICILLIN, token=admin.token),
    ]

    assert [(answer.status, answer.code) for answer in taken] == [(409, "conflict")] * 2
    assert taken[0].json["error"]["param"] == "approval_number"
    assert catalogue(client) == {d["approval_number"]: d for d in (made, other)}


def test_a_replaced_drug_is_what_was_said_last(client: Client, admin: Account) -> None:
    made = add(client, admin).json
    new = {"name": "新名片", "approval_number": number(2)}

    answer = client.call("PUT", f"{DRUGS}/{made['id']}", new, token=admin.token)

    assert answer.status == 200
    assert answer.json["id"] == made["id"]
    assert answer.json["created_at"] == made["created_at"]
    assert answer.json["warnings"] is None
    assert catalogue(client) == {number(2): answer.json}
    assert client.call("GET", "/api/drugs", query={"q": "阿莫西林"}).json["data"] == []


def test_a_removed_drug_is_gone(client: Client, admin: Account) -> None:
    made = add(client, admin).json
    path = f"{DRUGS}/{made['id']}"

    assert client.call("DELETE", path, token=admin.token).status == 204
    assert client.call("DELETE", path, token=admin.token).status == 404
    assert client.call("PUT", path, AMOXICILLIN, token=admin.token).status == 404
    assert catalogue(client) == {}


def test_every_change_is_in_the_trail(client: Client, admin: Account) -> None:
    made = add(client, admin).json
    path = f"{DRUGS}/{made['id']}"
    client.call("PUT", path, OTHER, token=admin.token)
    client.call("DELETE", path, token=admin.token)
    add(client, admin, name="")

    removed, changed, added = deeds(client, admin)

    assert [d["action"] for d in (added, changed, removed)] == [
        "drugs.add", "drugs.change", "drugs.remove",
    ]  # fmt: skip
    assert {d["target"] for d in (added, changed, removed)} == {made["id"]}
    assert {d["actor_id"] for d in (added, changed, removed)} == {admin.user["id"]}
    assert (added["before"], added["after"]) == (None, AMOXICILLIN)
    assert (changed["before"], changed["after"]) == (AMOXICILLIN, OTHER)
    assert (removed["before"], removed["after"]) == (OTHER, None)


@pytest.mark.parametrize(
    ("encoding", "kind"),
    [
        ("utf-8", "text/csv"),
        ("utf-8-sig", "text/csv; charset=utf-8"),
        ("gb18030", "application/octet-stream"),
        ("gb18030", "application/vnd.ms-excel"),
    ],
)
def test_a_file_is_imported_in_its_encoding(
    client: Client, admin: Account, encoding: str, kind: str
) -> None:
    answer = send(client, admin, csv_file(AMOXICILLIN, OTHER, encoding=encoding), kind)

    assert (answer.status, answer.json) == (200, {"added": 2, "replaced": 0})
    assert catalogue(client)[number(1)].items() >= OTHER.items()
    (deed,) = deeds(client, admin)
    assert deed["action"] == "drugs.import"
    assert deed["after"].items() >= {"added": 2, "replaced": 0}.items()
    assert len(deed["after"]["sha256"]) == 64


def test_an_import_replaces_what_is_known_and_keeps_its_id(client: Client, admin: Account) -> None:
    made = add(client, admin).json
    raw = csv_file(AMOXICILLIN | {"warnings": "新的"}, OTHER)

    assert send(client, admin, raw).json == {"added": 1, "replaced": 1}
    assert send(client, admin, raw).json == {"added": 0, "replaced": 2}

    found = catalogue(client)
    assert len(found) == 2
    assert found[made["approval_number"]]["id"] == made["id"]
    assert found[made["approval_number"]]["warnings"] == "新的"


def test_a_file_with_faults_changes_nothing_and_is_told_all_of_them(
    client: Client, admin: Account
) -> None:
    made = add(client, admin).json
    raw = csv_file(
        AMOXICILLIN | {"warnings": "新的"},
        ["", "", number(3)],
        ["药", "", "国药准字X1"],
        ["丸", "", "国药准字H20003263"],
    )

    answer = send(client, admin, raw, **{"Accept-Language": "en"})

    assert (answer.status, answer.code) == (422, "invalid_request")
    error = answer.json["error"]
    assert error["message"] == "The file has 3 faults; nothing was imported."
    assert error["faults"] == [
        {"line": 3, "param": "name", "message": "The field name is missing."},
        {
            "line": 4,
            "param": "approval_number",
            "message": "This is not the format of an approval number.",
        },
        {"line": 5, "param": "approval_number", "message": "Line 2 has the same approval number."},
    ]
    assert catalogue(client) == {made["approval_number"]: made}
    assert [deed["action"] for deed in deeds(client, admin)] == ["drugs.add"]


def test_of_many_faults_a_hundred_are_told(client: Client, admin: Account) -> None:
    answer = send(client, admin, csv_file(AMOXICILLIN, *([["", "", "x"]] * 300)))

    assert "600" in answer.json["error"]["message"]
    assert len(answer.json["error"]["faults"]) == 100
    assert count("drugs") == 0


@pytest.mark.parametrize("raw", [b"", b"a,b\n1,2\n", b"PK\x03\x04\xff\xff\xff", b"{}", b"[" * 9999])
def test_a_file_that_is_none_is_refused(client: Client, admin: Account, raw: bytes) -> None:
    answer = send(client, admin, raw, "application/octet-stream")

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert count("drugs") == 0


def test_a_body_of_another_kind_or_size_is_refused(client: Client, admin: Account) -> None:
    kinds = ["application/json", "multipart/form-data; boundary=x", "text/html"]

    assert {send(client, admin, csv_file(OTHER), kind).status for kind in kinds} == {415}
    assert send(client, admin, b"x" * (4 * 1024 * 1024 + 1)).status == 413


def test_a_formula_stays_a_text(client: Client, admin: Account) -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    send(client, admin, csv_file(OTHER | {"warnings": formula, "dosage": "'=1+1"}))

    (found,) = catalogue(client).values()

    assert found["warnings"] == formula
    assert found["dosage"] == "=1+1"


def test_a_preview_says_what_an_import_would_do_and_does_nothing(
    client: Client, admin: Account
) -> None:
    known = added_drug()
    raw = csv_file(
        AMOXICILLIN | {"approval_number": known.approval_number, "name": "甲"},
        *(AMOXICILLIN | {"approval_number": number(n)} for n in range(1, 4)),
    )
    headers = {"Content-Type": "text/csv"}

    def preview(raw: bytes) -> Answer:
        return client.call("POST", f"{IMPORT}/preview", raw=raw, headers=headers, token=admin.token)

    assert preview(raw).json == {"added": 3, "replaced": 1}
    assert catalogue(client)[known.approval_number]["name"] != "甲"
    assert deeds(client, admin) == []
    wrong = preview(b"name,approval_number\n,x\n")
    assert (wrong.status, wrong.code) == (422, "invalid_request")
    assert send(client, admin, raw).json == {"added": 3, "replaced": 1}
