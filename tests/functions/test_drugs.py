"""/api/drugs: the catalogue, for everybody."""

import pytest
from pytest_mock import MockerFixture

from shared.database import connections, transactions
from shared.drugs import catalogue
from shared.errors import Unavailable
from shared.store import drug_terms
from tests.client import Client
from tests.conftest import Configure
from tests.medicines import AMOXICILLIN, added_drug, number

DRUGS = "/api/drugs"


def names(client: Client, **query: str) -> list[str]:
    answer = client.call("GET", DRUGS, query=query)
    assert answer.status == 200, answer.body
    return [drug["name"] for drug in answer.json["data"]]


def test_a_stranger_reads_a_drug_with_all_its_facts(client: Client) -> None:
    made = added_drug()

    answer = client.call("GET", f"{DRUGS}/{made.id}")

    assert answer.status == 200
    times = {name: answer.json[name] for name in ("created_at", "updated_at")}
    assert answer.json == {"id": made.id, **AMOXICILLIN, **times}
    assert all(time.endswith("Z") for time in times.values())


def test_what_is_not_known_of_a_drug_is_null(client: Client) -> None:
    made = added_drug(warnings="", generic_name="")

    answer = client.call("GET", f"{DRUGS}/{made.id}").json

    assert answer["warnings"] is answer["generic_name"] is None


@pytest.mark.parametrize("drug_id", ["x", "0" * 26, "药", "import"])
def test_a_drug_that_is_not_there_is_not_found(client: Client, drug_id: str) -> None:
    assert client.call("GET", f"{DRUGS}/{drug_id}").code == "not_found"


def test_drugs_are_found_by_name_number_and_maker(client: Client) -> None:
    added_drug()
    added_drug(
        name="板蓝根颗粒",
        generic_name="",
        approval_number=number(1, "Z"),
        manufacturer="甲乙药业有限公司",
    )

    assert names(client) == ["板蓝根颗粒", "阿莫西林胶囊"]
    assert names(client, q="阿莫西林") == ["阿莫西林胶囊"]
    assert names(client, q="阿莫西林膠囊") == ["阿莫西林胶囊"]
    assert names(client, q="h20003263") == ["阿莫西林胶囊"]
    assert names(client, q="甲乙药业") == ["板蓝根颗粒"]
    assert names(client, q="没有的药") == []


def test_a_list_goes_on_where_its_cursor_says(client: Client) -> None:
    for n in range(5):
        added_drug(name=f"药{n}", approval_number=number(n))
    pages: list[list[str]] = []
    query = {"limit": "2"}

    while True:
        page = client.call("GET", DRUGS, query=query).json
        pages.append([drug["name"] for drug in page["data"]])
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]

    assert pages == [["药4", "药3"], ["药2", "药1"], ["药0"]]


def test_what_very_many_have_is_looked_for_page_by_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drug_terms, "RARE", 3)
    monkeypatch.setattr(catalogue, "_LOOKED_AT", 4)
    added_drug(name="甲乙", approval_number=number(0))
    for n in range(1, 12):
        added_drug(name="甲" if n % 2 else "乙", approval_number=number(n))
    query: dict[str, str] = {"q": "甲 乙"}
    pages: list[list[str]] = []

    for _ in range(3):
        page = client.call("GET", DRUGS, query=query).json
        pages.append([drug["name"] for drug in page["data"]])
        query["cursor"] = page["next_cursor"]

    assert pages == [[], [], ["甲乙"]]
    assert query["cursor"] is None


@pytest.mark.parametrize("q", ["-", "%", "!", "·。"])
def test_signs_without_a_letter_find_nothing_and_ask_nothing(
    client: Client, q: str, mocker: MockerFixture
) -> None:
    added_drug()
    asked = mocker.spy(transactions, "searching")

    assert names(client, q=q) == []
    assert asked.call_count == 0


def test_searches_that_wait_for_each_other_hold_up_nobody_else(
    client: Client, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(DB_CONNECTIONS="8")
    monkeypatch.setattr(connections, "_SEARCH_WAITS", 0.01)
    made = added_drug()

    with connections.searching(), connections.searching():
        answer = client.call("GET", DRUGS, query={"q": "药"})
        assert (answer.status, answer.code) == (503, "unavailable")
        assert answer.headers["retry-after"] == "1"
        assert client.call("GET", f"{DRUGS}/{made.id}").status == 200
    assert client.call("GET", DRUGS, query={"q": "药"}).status == 200


def test_a_search_that_cannot_be_counted_is_refused(
    client: Client, configure: Configure, mocker: MockerFixture
) -> None:
    made = added_drug()
    mocker.patch("shared.access.limits.hit", side_effect=Unavailable("database_unavailable"))

    assert client.call("GET", DRUGS).status == 503
    assert client.call("GET", f"{DRUGS}/{made.id}").status == 200


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"q": "x" * 101}, "q"),
        ({"name": "x"}, "name"),
    ],
)
def test_a_query_that_is_not_understood_is_refused(
    client: Client, query: dict[str, str], param: str
) -> None:
    answer = client.call("GET", DRUGS, query=query)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert answer.json["error"]["param"] == param


def test_strangers_read_only_so_often(client: Client, configure: Configure) -> None:
    configure(LIMITS="read=2/3600")
    made = added_drug()

    for path in (DRUGS, f"{DRUGS}/{made.id}"):
        assert client.call("GET", path).headers["x-ratelimit-limit"] == "2"
    answer = client.call("GET", DRUGS)

    assert (answer.status, answer.code) == (429, "rate_limited")


def test_nobody_changes_a_drug_here(client: Client) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert client.call(method, DRUGS, {}).status == 405
