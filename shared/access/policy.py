"""What administrators may change while the product runs; the environment says what holds else.

The table is read at most every 30 seconds, and by who changed it at once. While the database does
not answer, what was known last goes on. Nobody asks within a transaction: asking may begin one.
"""

import functools
import threading
from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

import msgspec

from shared import log, times
from shared.config import environment, parsers
from shared.config.settings import Settings
from shared.database import transactions
from shared.database.errors import DatabaseDown
from shared.errors import Unavailable
from shared.i18n.locales import Locale
from shared.store import settings as rows

_FRESH, _SPARED = 30_000, 10_000  # milliseconds: what was read, and a failure to read

LARGE = "moderation_words"  # a setting that is read by whoever needs it alone

_Meta = msgspec.Meta


class Rate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many hits in so many seconds."""

    hits: Annotated[int, _Meta(ge=1, le=1_000_000)]
    seconds: Annotated[int, _Meta(ge=1, le=31 * 86_400)]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same in Chinese and in English."""

    zh: Annotated[str, _Meta(min_length=1, max_length=4000)]
    en: Annotated[str, _Meta(min_length=1, max_length=4000)]

    def spoken(self, locale: Locale) -> str:
        return self.en if locale == "en" else self.zh

    @property
    def texts(self) -> list[str]:
        """All that is said in it."""
        return [self.zh, self.en]


class Line(Words, frozen=True):
    """A line of text in both."""

    zh: Annotated[str, _Meta(min_length=1, max_length=100)]
    en: Annotated[str, _Meta(min_length=1, max_length=100)]


class PersonaWords(Words, frozen=True, omit_defaults=True):
    """The prompts of a persona, and how people see it; without a title they see its name."""

    title: Line | None = None
    description: Line | None = None

    @property
    def texts(self) -> list[str]:
        seen = [text for line in (self.title, self.description) if line for text in line.texts]
        return [self.zh, self.en, *seen]


LimitName = Annotated[str, _Meta(pattern=rf"^({'|'.join(parsers.LIMITS)})$(?!\n)")]
PersonaName = Annotated[str, _Meta(pattern=r"^[a-z0-9_]{1,40}$(?!\n)")]
Tokens = Annotated[int, _Meta(ge=0, le=10**12)]


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The values in force. A persona that is None is none."""

    limits: dict[LimitName, Rate]
    daily_tokens: Tokens
    monthly_tokens: Tokens
    storage_bytes: Annotated[int, _Meta(ge=0, le=10**15)]
    storage_files: Annotated[int, _Meta(ge=0, le=10**9)]
    signup_credits: Annotated[int, _Meta(ge=0, le=1_000_000_000)]
    anonymous_chats_per_day: Annotated[int, _Meta(ge=0, le=1_000_000)]
    enable_invite_codes: bool
    enable_credit_system: bool
    announcement: Words | None = None
    personas: Annotated[dict[PersonaName, PersonaWords | None], _Meta(max_length=50)] = {}


class _Kept(NamedTuple):
    """What was read, when, and for how long that does; `lack` says why it never was."""

    settings: Settings
    rows: dict[str, str]
    policy: Policy
    lack: str
    read_at: int
    lasts: int

    @property
    def is_fresh(self) -> bool:
        return 0 <= times.now() - self.read_at < self.lasts


_kept: _Kept | None = None
_lock = threading.Lock()


def current() -> Policy:
    """The values in force."""
    return _now().policy


def certain() -> Policy:
    """The same, for what an outage must not open: DatabaseDown while nothing was ever read."""
    kept = _now()
    if kept.lack:
        raise DatabaseDown(kept.lack, headers={"Retry-After": "1"})
    return kept.policy


def refresh() -> None:
    """Read again now: this process has changed the table."""
    global _kept
    with _lock:
        _kept = _read(_of_this_deployment())


def defaults() -> Policy:
    """What holds where administrators have chosen nothing."""
    loaded = environment.settings()
    same = {name: getattr(loaded, name) for name in shapes() if hasattr(loaded, name)}
    limits = {name: Rate(hits, seconds) for name, hits, seconds in loaded.limits}
    return Policy(**same | {"limits": limits})


def chosen(found: Mapping[str, str]) -> dict[str, Any]:
    """The values of rows; what is not valid, or not any more, is left out, and logged."""
    values = {}
    for name, text in found.items():
        try:
            values[name] = msgspec.json.decode(text, type=shapes()[name])
        except (KeyError, msgspec.DecodeError) as e:
            log.write("warning", "setting ignored", setting=name, cause=str(e))
    return values


@functools.cache
def shapes() -> dict[str, Any]:
    """The type of each setting by its name."""
    return {field.name: field.type for field in msgspec.structs.fields(Policy)}


def _now() -> _Kept:
    global _kept
    known = _of_this_deployment()
    if known and (known.is_fresh or _lock.locked()):  # locked: somebody is reading it again
        return known
    with _lock:
        known = _of_this_deployment()
        if not known or not known.is_fresh:
            known = _kept = _read(known)
        return known


def _of_this_deployment() -> _Kept | None:
    kept = _kept
    return kept if kept and kept.settings is environment.settings() else None


def _read(known: _Kept | None) -> _Kept:
    loaded = environment.settings()
    try:
        with transactions.asking() as tx:
            found = rows.all(tx, but=LARGE)
    except Unavailable as e:
        log.write("warning", "settings not read", cause=str(e.__cause__ or e))
        known = known or _Kept(loaded, {}, defaults(), e.reason, 0, 0)
        return known._replace(read_at=times.now(), lasts=_SPARED)
    if known and known.rows == found:
        policy = known.policy
    else:
        policy = msgspec.structs.replace(defaults(), **chosen(found))
    return _Kept(loaded, found, policy, "", times.now(), _FRESH)
