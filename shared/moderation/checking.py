"""Whole texts are checked by whoever the deployment asks."""

import functools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from shared.config import environment
from shared.errors import PayloadTooLarge
from shared.http import reader
from shared.http.reader import Reader
from shared.moderation import aliyun, cleared, resting, texts
from shared.moderation.verdicts import Place, Verdict

MOST = 1_000_000  # characters that the service is asked about for one question
AGAIN = 64  # characters that are read with what follows them
_AT_ONCE = 8  # calls


def find(said: Sequence[str], place: Place, session: str) -> Verdict | None:
    """What is wrong with some texts; None where nothing is. Failed, Left; PayloadTooLarge."""
    if environment.settings().moderation == "words":
        return _in_lists(said)
    return _of_service(said, place, session)


def _in_lists(said: Sequence[str]) -> Verdict | None:
    from shared.moderation.words import current  # which most deployments do without

    automaton = current.automaton()
    label = next((found for text in said if (found := automaton.find(text))), "")
    return Verdict(label) if label else None


def _of_service(said: Sequence[str], place: Place, session: str) -> Verdict | None:
    new = said if place == "output" else _new(said, place)
    whole = texts.joined(new)
    if not whole:
        return None
    if len(whole) > MOST:
        raise PayloadTooLarge("moderation_too_long", limit=MOST)
    ask = functools.partial(_ask, reader.current(), place, session)
    verdict = _first(ask, list(texts.pieces(whole, aliyun.LONGEST, AGAIN)))
    if not verdict and place != "output":
        for text in new:
            cleared.add(_key(text, place))
    return verdict


def _new(said: Sequence[str], place: Place) -> list[str]:
    """What was not cleared lately; answers are checked each within its own session."""
    return [text for text in said if not cleared.has(_key(text, place))]


def _key(text: str, place: Place) -> bytes:
    loaded = environment.settings()
    return cleared.key(f"{place} {loaded.moderation_services} {loaded.moderation_level}", text)


def _first(ask: Callable[[str], Verdict | None], pieces: list[str]) -> Verdict | None:
    """The first that is refused; several are asked about at once."""
    if len(pieces) == 1:
        return ask(pieces[0])
    with ThreadPoolExecutor(min(_AT_ONCE, len(pieces))) as pool:
        try:
            return next(filter(None, pool.map(ask, pieces)), None)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _ask(whose: Reader, place: Place, session: str, content: str) -> Verdict | None:
    reader.serve(whose)
    return resting.kept(lambda: aliyun.find(content, place, session))
