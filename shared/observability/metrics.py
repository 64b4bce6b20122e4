"""Who may read the numbers, and their page."""

import hmac

from shared import log
from shared.config import environment
from shared.errors import NotFound, Unauthorized, Unavailable
from shared.http.request import Request
from shared.http.response import Response
from shared.observability import table_counts
from shared.observability.table_counts import TableCounts

ANSWERS = {200: {"text/plain": str, "application/openmetrics-text": str}}


def scraper(request: Request) -> None:
    """Whoever has METRICS_TOKEN; without the setting there is nothing here."""
    token = environment.settings().metrics_token
    if not token:
        raise NotFound()
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    same = hmac.compare_digest(given.strip().encode("utf-8", "surrogatepass"), token.encode())
    if scheme.lower() != "bearer" or not same:
        raise Unauthorized()


def page(accept: str) -> Response:
    """What this process and its siblings counted, and what the database can count."""
    from shared.observability import exposition  # importing prometheus_client takes 60 ms

    text, kind = exposition.write(_counts(), accept)
    return Response(200, text, {"Content-Type": kind})


def _counts() -> TableCounts | None:
    try:
        return table_counts.take()
    except Unavailable as e:
        log.write("warning", "database not counted", cause=str(e.__cause__ or e))
        return None
