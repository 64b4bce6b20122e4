"""From where somebody comes: their address, their device in words, their language."""

import re

import msgspec

from shared.http.request import Request
from shared.i18n.locales import Locale

_LONGEST = 1000  # characters of a user agent that are looked at
# The first that is found counts: most browsers say that they are others too.
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Edg(?:e|A|iOS)?/", "Edge"),
    ("OPR/|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "Mi Browser"),
    ("QQBrowser", "QQ Browser"),
    ("UCBrowser|UCWEB", "UC Browser"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python|httpx|aiohttp", "Python"),
    ("node|axios|undici", "Node.js"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("OpenHarmony|HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X|Macintosh", "macOS"),
    ("Linux|X11", "Linux"),
)


class Visit(msgspec.Struct, frozen=True):
    """`device` is such as `Chrome, Windows`, or empty where nothing is known of it."""

    ip: str
    device: str = ""
    locale: Locale = "zh"


def of(request: Request) -> Visit:
    return Visit(request.ip, device(request.headers.get("user-agent", "")), request.locale)


def device(user_agent: str) -> str:
    """A browser and a system, as people call them; the rest of a user agent is kept nowhere."""
    text = user_agent[:_LONGEST]
    return ", ".join(filter(None, (_first(text, _BROWSERS), _first(text, _SYSTEMS))))


def _first(text: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for pattern, name in known if re.search(pattern, text, re.IGNORECASE)), "")
