"""What a function sees of a call's way to it, for `make fc-probe`: how many proxies there are."""

import msgspec

from shared.http.request import Request


class Connection(msgspec.Struct, frozen=True):
    """`client` is who the function takes the caller for, by its TRUSTED_PROXIES."""

    forwarded_for: str
    client: str


def seen(request: Request) -> Connection:
    return Connection(request.headers.get("x-forwarded-for", ""), request.ip)
