"""`make reference`: the document says what the endpoints say."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import openapi_spec_validator
import pytest

from shared import errors
from shared.access import authentication, limits
from shared.http.endpoint import Endpoint, endpoint
from shared.http.inputs.pagination import Page
from shared.http.request import Body, Request
from shared.http.response import JSON, Response
from tests.engines import web
from tests.engines.availability import require
from tools.openapi import document, names, operations
from tools.openapi.__main__ import TARGET
from tools.openapi.schemas import Schemas

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "template.yml"
MADE = document.make(TEMPLATE)


class Order(Body, kw_only=True):
    count: Annotated[int, msgspec.Meta(ge=1)]
    note: str = ""


class Shown(msgspec.Struct, frozen=True):
    id: str
    note: str = ""


class Sparse(msgspec.Struct, frozen=True, omit_defaults=True):
    id: str
    secret: str | None = None


def operation(made: Endpoint) -> dict[str, Any]:
    return operations.make(made, "test", Schemas([made]))


def statuses(made: Endpoint) -> set[str]:
    return set(operation(made)["responses"])


def test_committed_document_is_that_of_the_endpoints() -> None:
    assert (ROOT / TARGET).read_text() == document.written(MADE), "run `make reference`"


def test_types_of_the_pages_are_those_of_the_committed_document(tmp_path: Path) -> None:
    require(web.packages(), "npm did not install what the pages are developed with")
    made = tmp_path / "schema.d.ts"

    subprocess.run(["node", "schema.mjs", made], cwd=web.FOLDER, check=True, timeout=60)

    committed = web.FOLDER / "src" / "api" / "schema.d.ts"
    assert committed.read_text() == made.read_text(), "run `make reference`"


def test_document_is_valid() -> None:
    openapi_spec_validator.validate(MADE)


def test_discriminators_lead_to_schemas_that_there_are() -> None:
    found = [of["mapping"] for of in _held(MADE, "discriminator")]

    assert found
    for mapping in found:
        for target in mapping.values():
            assert target.removeprefix("#/components/schemas/") in MADE["components"]["schemas"]


def _held(node: Any, name: str) -> Iterator[Any]:
    """The values of a name, wherever it stands."""
    if isinstance(node, dict):
        yield from ([node[name]] if name in node else [])
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _held(each, name)


def test_operations_have_ids_of_their_own() -> None:
    ids = [of["operationId"] for methods in MADE["paths"].values() for of in methods.values()]

    assert len(ids) == len(set(ids))


def test_every_shared_part_is_used() -> None:
    written = json.dumps(MADE)

    for kind in ("headers", "parameters", "responses", "schemas"):
        for name in MADE["components"][kind]:
            assert f'"#/components/{kind}/{name}"' in written, name


def integers(schema: Any, place: str) -> Iterator[tuple[str, Any]]:
    """The schemas of integers in one, by where they stand."""
    if isinstance(schema, dict):
        if schema.get("type") == "integer":
            yield place, schema
        for name, each in schema.items():
            yield from integers(each, f"{place}.{name}")
    for number, each in enumerate(schema if isinstance(schema, list) else []):
        yield from integers(each, f"{place}.{number}")


def test_numbers_that_are_kept_fit_into_the_database() -> None:
    """Others are compared with a limit, or passed on to the provider."""
    taken = Schemas([each for of in document.served(TEMPLATE).values() for each in of]).asked()
    found = {
        place.partition(".properties.")[2].partition(".")[0]
        for name in taken
        for place, schema in integers(MADE["components"]["schemas"][name], name)
        if schema.get("maximum", 2**63) >= 2**63
    }

    assert found == {"size", "max_bytes", "max_tokens", "max_completion_tokens", "top_n"}


def test_answers_have_all_their_fields_and_questions_only_what_they_need() -> None:
    @endpoint("POST", "/x")
    def call(body: Order) -> Shown:
        raise NotImplementedError

    @endpoint("GET", "/y")
    def look() -> Sparse:
        raise NotImplementedError

    schemas = Schemas([call, look]).components

    assert schemas["Order"]["required"] == ["count"]
    assert schemas["Shown"]["required"] == ["id", "note"]
    assert schemas["Sparse"]["required"] == ["id"]


def test_body_may_be_missing_only_where_nothing_in_it_is_needed() -> None:
    @endpoint("POST", "/x")
    def needed(body: Order) -> None: ...

    @endpoint("POST", "/y")
    def free(body: Body) -> None: ...

    assert operation(needed)["requestBody"]["required"] is True
    assert operation(free)["requestBody"]["required"] is False


def test_parts_of_the_path_and_fields_of_the_query_are_parameters() -> None:
    class Query(msgspec.Struct, rename={"since": "from"}):
        size: int
        since: str = ""

    @endpoint("GET", "/x/{one}/{rest*}")
    def call(one: str, rest: str, query: Query) -> None: ...

    found = {p["name"]: p for p in operation(call)["parameters"] if "name" in p}

    assert document.path(call) == "/x/{one}/{rest}"
    assert {n: (p["in"], p["required"]) for n, p in found.items()} == {
        "one": ("path", True),
        "rest": ("path", True),
        "size": ("query", True),
        "from": ("query", False),
    }


def test_errors_follow_from_what_is_declared() -> None:
    @endpoint("GET", "/x")
    def bare() -> None: ...

    @endpoint("GET", "/x/{name}", fails=(errors.Conflict, errors.UpstreamError))
    def failing(name: str) -> None: ...

    @endpoint(
        "POST",
        "/x",
        who=authentication.user,
        limit=limits.READ,
        once=lambda _request, _caller, answer: answer(),
    )
    def guarded(body: Order) -> None: ...

    assert statuses(bare) == {"204", "500", "503"}
    assert statuses(failing) == {"204", "404", "409", "500", "502", "503"}
    assert statuses(guarded) == set("204 400 401 403 409 413 415 422 429 500 503".split())


@pytest.mark.parametrize(
    ("who", "security"),
    [
        (None, []),
        (authentication.anyone, [{}, {"bearer": []}]),
        (authentication.user, [{"bearer": []}]),
        (authentication.person, [{"bearer": []}]),
        (authentication.newcomer, [{"bearer": []}]),
        (authentication.admin, [{"bearer": []}]),
    ],
)
def test_who_may_call_is_its_security(who: Any, security: list[Any]) -> None:
    @endpoint("GET", "/x", who=who)
    def call() -> None: ...

    assert operation(call)["security"] == security


def test_a_rule_may_ask_who_is_calling() -> None:
    @endpoint("POST", "/x", fails=(errors.Unauthorized,))
    def call() -> None: ...

    assert operation(call)["security"] == [{}, {"bearer": []}]


def test_a_secret_of_its_own_is_a_scheme_of_its_own() -> None:
    def keeper(_request: Request) -> None:
        """Who has the key."""

    @endpoint("GET", "/x", who=keeper)
    def call() -> None: ...

    assert operation(call)["security"] == [{"keeper": []}]
    assert operations.schemes([(call,)])["keeper"]["description"] == "Who has the key."


def test_what_annotations_cannot_say_has_to_be_declared() -> None:
    @endpoint("GET", "/x")
    def answers() -> Response:
        raise NotImplementedError

    @endpoint("POST", "/x")
    def takes(raw: bytes) -> None: ...

    with pytest.raises(SystemExit, match="GET /x: a Response needs `answers`"):
        Schemas([answers])
    with pytest.raises(SystemExit, match="POST /x: a raw body needs `takes`"):
        Schemas([takes])


def test_declared_contents_are_shown_by_their_types() -> None:
    @endpoint(
        "POST", "/x", takes={"text/csv": bytes, JSON: Order}, answers={200: {JSON: Shown}, 304: {}}
    )
    def call(raw: bytes) -> Response:
        raise NotImplementedError

    made = operation(call)

    assert made["requestBody"]["content"] == {
        "text/csv": {"schema": {"type": "string", "format": "binary"}},
        JSON: {"schema": {"$ref": "#/components/schemas/Order"}},
    }
    assert made["responses"]["200"]["content"][JSON]["schema"]["$ref"].endswith("/Shown")
    assert "content" not in made["responses"]["304"]


def test_structs_of_one_name_get_that_of_their_module_too() -> None:
    from shared.accounts import api_keys
    from shared.files import library

    given = names.given([Page[api_keys.Shown], Page[library.Shown], Order])

    assert set(given.values()) == {
        *("AccountsApiKeysShown", "FilesLibraryShown", "Order"),
        *("PageOfAccountsApiKeysShown", "PageOfFilesLibraryShown"),
    }
