"""A font with Chinese characters, from Debian."""

import functools
from pathlib import Path

from tests.engines import debian

PACKAGE = "fonts-wqy-zenhei"
PLACE = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")


@functools.cache  # a failed installation is not tried again
def find_or_install() -> Path | None:
    return debian.find_or_install(PACKAGE, _find)


def _find() -> Path | None:
    return PLACE if PLACE.is_file() else None
