"""The lists that hold now: files of the deployment, and what administrators put beside them.

A change holds at once in the process that made it, elsewhere in 5 s; the table is read only when
its version has changed. What was known last goes on while the database does not answer.
"""

import threading
from typing import NamedTuple

import msgspec

from shared import log, times
from shared.access import policy
from shared.config import environment
from shared.config.settings import Settings
from shared.database import transactions
from shared.errors import Unavailable
from shared.moderation.verdicts import Failed
from shared.moderation.words import lists
from shared.moderation.words.automaton import Automaton
from shared.moderation.words.lists import Lists
from shared.store import settings as rows
from shared.store import versions

NAME = policy.LARGE  # of the setting, and of its version
_FRESH = 5_000  # milliseconds


class _Kept(NamedTuple):
    automaton: Automaton
    settings: Settings
    version: int
    read_at: int

    @property
    def is_fresh(self) -> bool:
        return 0 <= times.now() - self.read_at < _FRESH


_kept: _Kept | None = None
_lock = threading.Lock()


def automaton() -> Automaton:
    """Of all lists; Failed when they could never be read."""
    global _kept
    known = _of_this_deployment()
    if known and (known.is_fresh or _lock.locked()):  # locked: somebody is reading it again
        return known.automaton
    with _lock:
        known = _of_this_deployment()
        if not known or not known.is_fresh:
            known = _kept = _read(known)
        return known.automaton


def refresh() -> None:
    """Read again: this process has changed the table."""
    global _kept
    with _lock:
        _kept = None


def _of_this_deployment() -> _Kept | None:
    kept = _kept
    return kept if kept and kept.settings is environment.settings() else None


def _read(known: _Kept | None) -> _Kept:
    try:
        with transactions.asking() as tx:
            version = versions.get(tx, NAME)
        if known and known.version == version:
            return known._replace(read_at=times.now())
        return _Kept(_made(), environment.settings(), version, times.now())
    except (Unavailable, OSError, ValueError) as e:
        log.write("error", "lists of words not read", cause=str(e.__cause__ or e))
        if not known:
            raise Failed("lists of words not read") from e
        return known._replace(read_at=times.now())


def _made() -> Automaton:
    """What cannot be read of a list is left out, and logged; without what it says."""
    files = lists.read(environment.settings().moderation_files)
    of_table = chosen()
    found = {
        label: [*files.get(label, ()), *of_table.get(label, ())]
        for label in dict.fromkeys((*files, *of_table))
    }
    made, wrong = lists.made(found)
    for one in wrong:
        log.write("error", "word left out", list=one.label, line=one.line + 1, cause=one.reason)
    return made


def chosen() -> Lists:
    """What administrators put into the setting."""
    with transactions.asking() as tx:
        text = rows.find(tx, NAME)
    return msgspec.json.decode(text, type=dict[str, list[str]]) if text else {}
