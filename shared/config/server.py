"""What a server is: its mode, where it listens, who stands in front."""

from typing import Literal

import msgspec

from shared.config import parsers
from shared.config.declaration import setting


class Server(msgspec.Struct, frozen=True, kw_only=True):
    mode: Literal["local", "test", "production"] = setting(
        "APP_ENV",
        "NODE_ENV",
        default="local",
        read=parsers.mode,
        meaning=(
            "`local` (also `development`), `test` or `production`. Outside `local`, weak "
            "secrets are refused"
        ),
    )
    host: str = setting("HOST", default="127.0.0.1", meaning="address that `make run` listens on")
    port: int = setting(
        "PORT", default=8000, read=parsers.whole, meaning="port that `make run` listens on"
    )
    local_pages: bool = setting(
        "LOCAL_PAGES",
        default=True,
        read=parsers.switch,
        meaning=(
            "`make run` builds the pages when they are missing or older than their sources, with "
            "the Node.js at hand, or one that it installs (61 MB); `off` leaves them as they are"
        ),
    )
    web_port: int = setting(
        "FC_CUSTOM_LISTEN_PORT",
        default=9000,
        read=parsers.whole,
        meaning="port of a Web function; FC sets it",
    )
    workers: int = setting(
        "WORKERS",
        default=1,
        read=parsers.positive,
        meaning="processes of `make run` and `python -m local`",
    )

    max_streams: int = setting(
        "MAX_STREAMS",
        default=1000,
        read=parsers.positive,
        meaning=(
            "calls of one process that may wait for models or stream at a time; one more gets 503 "
            "with `Retry-After`. Each costs a thread and some 0.1 MB"
        ),
    )
    drain_seconds: int = setting(
        "DRAIN_SECONDS",
        default=30,
        read=parsers.whole,
        meaning=(
            "seconds that open answers have when a server is told to end (SIGTERM); during the "
            "first of them, where `GET /api/health/ready` is asked, it says 503 and new calls are "
            "still taken"
        ),
    )

    data_dir: str = setting(
        "DATA_DIR", default=".data", meaning="folder for the state of a local server"
    )
    function_timeout: int | None = setting(
        "FUNCTION_TIMEOUT",
        default=None,
        read=parsers.seconds,
        meaning=(
            "seconds until a call ends, where the platform does not say so itself; `template.yml` "
            "sets it for Web functions. If empty, `make run` and `python -m local` give each "
            "function its time-out of `template.yml`, and at least 20 s more than `LLM_TIMEOUT`"
        ),
    )
    trusted_proxies: int = setting(
        "TRUSTED_PROXIES",
        default=0,
        read=parsers.whole,
        meaning=(
            "how many proxies in front append to `X-Forwarded-For`; too many lets callers "
            "choose their own address"
        ),
    )
    site_url: str = setting(
        "PUBLIC_URL",
        "NEXTAUTH_URL",
        meaning=(
            "address of the pages as people open them, such as `https://ai.example.com`: links in "
            "mails lead there; a local server takes its own"
        ),
    )
    allowed_origins: tuple[str, ...] = setting(
        "ALLOWED_ORIGINS",
        default=(),
        read=parsers.origins,
        meaning=(
            "origins that browsers may call from, separated by commas. `*` is refused in "
            "production; local mode without a value allows all"
        ),
    )
    time_zone: str = setting(
        "TZ",
        default="Asia/Shanghai",
        read=parsers.zone,
        meaning="time zone in which days and months begin, for quotas and statistics",
    )
