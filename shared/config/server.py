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
        meaning="local, test or production",
    )
    host: str = setting("HOST", default="127.0.0.1", meaning="address that `make run` listens on")
    port: int = setting(
        "PORT", default=8000, read=parsers.whole, meaning="port that `make run` listens on"
    )
    web_port: int = setting(
        "FC_CUSTOM_LISTEN_PORT",
        default=9000,
        read=parsers.whole,
        meaning="port of a Web function (FC)",
    )
    workers: int = setting("WORKERS", default=1, read=parsers.positive, meaning="of `make run`")

    data_dir: str = setting("DATA_DIR", default=".data", meaning="state of a local server")
    function_timeout: int = setting(
        "FUNCTION_TIMEOUT",
        default=60,
        read=parsers.seconds,
        meaning="the function's own time-out, seconds",
    )
    trusted_proxies: int = setting(
        "TRUSTED_PROXIES",
        default=0,
        read=parsers.whole,
        meaning="how many proxies in front add to X-Forwarded-For",
    )
    site_url: str = setting("NEXTAUTH_URL", meaning="address of the front end")
    allowed_origins: tuple[str, ...] = setting(
        "ALLOWED_ORIGINS",
        default=(),
        read=parsers.origins,
        meaning="origins that browsers may call from; * outside production only",
    )
    time_zone: str = setting(
        "TZ",
        default="Asia/Shanghai",
        read=parsers.zone,
        meaning="where a day begins: for quotas and statistics",
    )
