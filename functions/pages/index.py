"""/ and its assets: the pages that people use, as they were built."""

from pathlib import Path

from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.operations import front_page, site

SITE = Path(__file__).with_name("site")
ANY = {200: {"*/*": bytes}, 304: {}}


@endpoint("GET", "/", answers={200: {site.HTML: str}, 304: {}})
def front(request: Request) -> Response:
    """The page of chats and all that belongs to them; without it, a page that says what to do."""
    return site.page(SITE, "index.html", request) or front_page.page(request.locale)


@endpoint("GET", "/admin", answers={200: {site.HTML: str}, 304: {}})
def panel(request: Request) -> Response:
    """The page of administrators; without it, the page that says what to do."""
    return site.page(SITE, "admin.html", request) or front_page.page(request.locale)


@endpoint("GET", "/admin/", answers={308: {}})
def same_panel() -> Response:
    """Its parts are found from `/admin`, without the slash."""
    return site.moved("/admin")


@endpoint("GET", "/config.json")
def configuration() -> site.Configuration:
    """Where the API of the pages is: here, so that `api` is empty."""
    return site.Configuration()


@endpoint("GET", "/assets/{name}", answers=ANY)
def asset(name: str, request: Request) -> Response:
    """A part of the pages that never changes."""
    return site.asset(SITE, name, request)


@endpoint("GET", "/static/{name}", answers=ANY)
def file(name: str, request: Request) -> Response:
    """A part of the pages that keeps its name."""
    return site.file(SITE / "static", name, request)


@endpoint("GET", "/favicon.ico", answers={200: {front_page.ICON: str}})
def icon() -> Response:
    """The icon of the pages."""
    return front_page.icon()


handler = Function(front, panel, same_panel, configuration, asset, file, icon)
