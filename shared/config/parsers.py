"""How the text of a setting is read; ValueError says what is wrong with it."""

import re

LONGEST_NAME = 100  # characters of a model's name

LOCAL_MODELS = ("smollm2",)  # beside Qwen, which has no name here
LIMITS = (
    *(
        "register",
        "login",
        "refresh",
        "account",
        "redeem",
        "recovery",
        "chat",
        "recognize",
        "speech",
        "read",
        "write",
        "admin",
    ),
)
Prices = tuple[tuple[str, int], ...]  # in credits, by name
Services = tuple[tuple[str, str], ...]  # by what they check
MODERATION_SERVICES: Services = (
    ("input", "llm_query_moderation"),
    ("output", "llm_response_moderation"),
    ("name", "nickname_detection_pro"),
    ("prompt", "llm_query_moderation"),
)
MEDIA_PRICES: Prices = (
    *(("picture", 1), ("sound", 1)),
    *(("sd", 5), ("hd", 10), ("fhd", 20), ("uhd", 60)),
)
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def whole(text: str) -> int:
    """A whole number that is not negative."""
    if not text.isascii() or not text.isdigit():
        raise ValueError("is not a whole number")
    return int(text)


def producer(text: str) -> str:
    """A name or code in one line, which stands in every label."""
    if len(text) > LONGEST_NAME or not text.isprintable():
        raise ValueError(f"is not one line of at most {LONGEST_NAME} characters")
    return text


def log_queries(text: str) -> str:
    """An address with a place for a query, which is opened by a browser."""
    if not text.startswith(("https://", "http://")) or "{query}" not in text:
        raise ValueError("is not an address with {query} in it")
    return text


def positive(text: str) -> int:
    number = whole(text)
    if number == 0:
        raise ValueError("is not a positive number")
    return number


def percent(text: str) -> int:
    number = whole(text)
    if number > 100:
        raise ValueError("is not a percentage from 0 to 100")
    return number


def locale(text: str) -> str:
    if text not in ("zh", "en"):
        raise ValueError("is neither zh nor en")
    return text


def carrier(text: str) -> str:
    if text not in ("thread", "fc", "celery", "none"):
        raise ValueError("is not one of thread, fc, celery, none")
    return text


def switch(text: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise ValueError("is neither true nor false")
    return text.lower() in _TRUE


def seconds(text: str) -> int:
    """`90`, `15m`, `12h`, `7d` in seconds."""
    number, unit = (text[:-1], text[-1]) if text[-1:] in _UNITS else (text, "s")
    if not number.isascii() or not number.isdigit() or int(number) == 0:
        raise ValueError("is not a duration such as 15m, 12h or 7d")
    return int(number) * _UNITS[unit]


def token(text: str) -> str:
    """What fits into a header."""
    if not (text.isascii() and text.isprintable()):
        raise ValueError("has characters that are not printable ASCII")
    return text


def words(text: str) -> tuple[str, ...]:
    """A comma-separated list."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def clouds(text: str) -> tuple[str, ...]:
    """Those whose bills can be read."""
    if unknown := set(words(text)) - {"alibaba", "tencent"}:
        raise ValueError(f"has {sorted(unknown)[0]!r}, which is neither alibaba nor tencent")
    return words(text)


def origins(text: str) -> tuple[str, ...]:
    """Origins as browsers and apps send them (RFC 6454, 6.2): any scheme, no slash at the end."""
    for origin in words(text):
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise ValueError(f"has {origin!r}, which is no origin such as https://app.example.com")
    return words(text)


def name(text: str) -> str:
    """What the tables can keep."""
    if len(text) > LONGEST_NAME:
        raise ValueError(f"is longer than {LONGEST_NAME} characters")
    return text


def local_model(text: str) -> str:
    """What `make run` can start: `off`, a model that it knows, a file of weights."""
    known = text.lower()
    if known in ("off", *LOCAL_MODELS):
        return known
    if not text.endswith(".gguf"):
        raise ValueError(f"is not off, {', '.join(LOCAL_MODELS)} or the path of a .gguf file")
    return text


def speech_provider(text: str) -> str:
    if text.lower() not in ("dashscope", "tingwu", "local"):
        raise ValueError("is not one of dashscope, tingwu, local")
    return text.lower()


def zone(text: str) -> str:
    """The name of a time zone."""
    from zoneinfo import ZoneInfo  # most functions never ask what day it is

    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as e:
        raise ValueError("is not a time zone such as Asia/Shanghai") from e
    return text


def rates(text: str) -> tuple[tuple[str, int, int], ...]:
    """`login=10/60,chat=30/1m`: the name of a limit, hits, seconds."""
    found = []
    for part in words(text):
        name, _, rate = part.partition("=")
        hits, _, period = rate.partition("/")
        if name.strip() not in LIMITS:
            raise ValueError(f"has {name.strip()!r}, which is none of {', '.join(LIMITS)}")
        found.append((name.strip(), whole(hits.strip()), seconds(period.strip())))
    return tuple(found)


def mode(text: str) -> str:
    known = {"local": "local", "development": "local", "test": "test", "production": "production"}
    if text.lower() not in known:
        raise ValueError("is not one of local, test, production")
    return known[text.lower()]


def media_prices(text: str) -> Prices:
    """Names and whole numbers, such as `picture=1,hd=10`; the others are as by default."""
    given = dict(part.strip().partition("=")[::2] for part in text.split(","))
    known = dict(MEDIA_PRICES)
    if unknown := given.keys() - known.keys():
        raise ValueError(f"prices {', '.join(sorted(unknown))}: only {', '.join(known)}")
    return tuple((known | {name: whole(price) for name, price in given.items()}).items())


def moderation(text: str) -> str:
    if text.lower() not in ("off", "aliyun", "words"):
        raise ValueError("is not one of off, aliyun, words")
    return text.lower()


def risk(text: str) -> str:
    if text not in ("high", "medium", "low"):
        raise ValueError("is not one of high, medium, low")
    return text


def on_failure(text: str) -> str:
    if text not in ("open", "closed", "anonymous"):
        raise ValueError("is not one of open, closed, anonymous")
    return text


def services(text: str) -> Services:
    """Names by what they check; the others are as by default."""
    given = dict(part.partition("=")[::2] for part in words(text))
    known = dict(MODERATION_SERVICES)
    if unknown := given.keys() - known.keys():
        raise ValueError(f"has {', '.join(sorted(unknown))}, which is none of {', '.join(known)}")
    if not all(re.fullmatch(r"\w{1,64}", name) for name in given.values()):
        raise ValueError("has a service without a name")
    return tuple((known | given).items())
