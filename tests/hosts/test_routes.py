"""Routes are found by the rules of FC's custom domains."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hosts import routes
from shared.hosts.routes import Deployed, Route, Routes

TABLE = ["/", "/*", "/login", "/login/a", "/login/*", "/api/a/*", "/api/*"]
TEMPLATE = """
template:
  event: {runtime: python3.12, timeout: 15}
  web: {runtime: custom.debian11, timeout: 15}
resources:
  login:
    component: fc3
    extend: {name: event}
    props: {timeout: 20}
  chat:
    component: fc3
    extend: {name: web}
    props: {timeout: 120}
  alone:
    component: fc3
    props: {runtime: python3.12, timeout: 5}
  domain:
    component: fc3-domain
    props:
      routeConfig:
        routes:
          - path: /login
            functionName: ${resources.login.props.functionName}
            methods: [POST, OPTIONS]
          - path: /chat/*
            functionName: ${resources.chat.props.functionName}
            methods: [POST]
          - path: /alone
            functionName: ${resources.alone.props.functionName}
            methods: [GET]
"""


def table(*paths: str, methods: frozenset[str] = frozenset({"GET"})) -> Routes:
    """Routes to functions that are named after their paths."""
    return Routes([Route(path, methods, Deployed(path, False, 60)) for path in paths])


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", "/"),
        ("/other", "/*"),
        ("/login", "/login"),
        ("/login/", "/*"),
        ("/login/a", "/login/a"),
        ("/login/a/", "/login/*"),
        ("/login/a/b", "/login/*"),
        ("/Login", "/*"),
        ("/loginx", "/*"),
        ("/api/a/b", "/api/a/*"),
        ("/api/a", "/api/*"),
    ],
)
def test_exact_wins_over_wildcard_and_then_the_longest_prefix(path: str, found: str) -> None:
    route = table(*TABLE).find("GET", path)

    assert route
    assert route.function.name == found


@pytest.mark.parametrize("path", ["/login", "/a/b", "", "login/a"])
def test_path_that_no_route_matches_finds_nothing(path: str) -> None:
    assert table("/login/*", "/a").find("GET", path) is None


def test_method_that_the_best_route_lacks_finds_nothing() -> None:
    exact = Route("/a", frozenset({"POST"}), Deployed("exact", False, 60))
    wildcard = Route("/*", frozenset({"GET"}), Deployed("wildcard", False, 60))

    assert Routes([wildcard, exact]).find("GET", "/a") is None


def test_template_says_which_functions_are_web_functions_and_their_time_outs(
    tmp_path: Path,
) -> None:
    file = tmp_path / "template.yml"
    file.write_text(TEMPLATE)

    found = routes.read(file)

    assert [r.function for r in found.routes] == [
        Deployed("login", False, 20),
        Deployed("alone", False, 5),
        Deployed("chat", True, 120),
    ]
    assert found.find("POST", "/chat/x")
    assert found.find("POST", "/chat") is None


SEGMENT = st.text("ab", max_size=2)
PATH = st.lists(SEGMENT, max_size=4).map(lambda parts: "/" + "/".join(parts))
ROUTE = st.one_of(PATH, PATH.map(lambda path: path.rstrip("/") + "/*"))


@given(st.lists(ROUTE, unique=True, max_size=8), PATH)
def test_route_found_is_the_best_of_all_that_match(paths: list[str], path: str) -> None:
    matching = [p for p in paths if p == path]
    matching += sorted(
        (p for p in paths if p.endswith("*") and path.startswith(p[:-1]) and path != p[:-1]),
        key=len,
        reverse=True,
    )

    route = table(*paths).find("GET", path)

    assert (route.path if route else None) == (matching[0] if matching else None)


@given(st.permutations(TABLE), PATH)
def test_order_in_the_template_does_not_matter(paths: list[str], path: str) -> None:
    first, second = table(*TABLE).find("GET", path), table(*paths).find("GET", path)

    assert first == second
