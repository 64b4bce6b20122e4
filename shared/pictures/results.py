"""What was drawn, taken from the provider at once: its links live a day, ours are made anew."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from shared.dashscope import results
from shared.dashscope.client import Account
from shared.dashscope.errors import DashScopeError
from shared.errors import InvalidRequest, UnsupportedMediaType
from shared.i18n.locales import Locale
from shared.images import marked
from shared.labels import making, pictures, reading
from shared.pictures import failures
from shared.pictures.studio import Drawing, Missing
from shared.tasks.kinds import Cost, Done, Failed, Run

LARGEST = 33_554_432  # bytes of a picture: a PNG of 4096² has 20 MB
_FETCH = 120.0  # seconds for a picture
_TO_GO = 90  # percent when all are drawn

Fetch = Callable[[str, float], bytes]


class Image(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture among the files of whoever ordered it."""

    file_id: str
    width: int
    height: int
    content_type: str
    actual_prompt: str | None = None


class Result(msgspec.Struct, frozen=True):
    """The result of a task: what is there, and of what is missing, why."""

    images: list[Image]
    failed: list[Missing]


def of_studio(account: Account) -> Fetch:
    """Fetches from where Model Studio keeps results."""
    return lambda url, seconds: results.fetch(account, url, seconds=seconds, limit=LARGEST)


class Ordered(NamedTuple):
    """So many at this price each; marked in the language of who looks at them, or not at all."""

    number: int
    unit: int
    locale: Locale | None


def keep(run: Run[Any], drawing: Drawing, ordered: Ordered, fetch: Fetch) -> Done:
    """Keep each picture as a file, labelled; what came is charged. Failed when none did."""
    images, missing = list[Image](), list(drawing.missing)
    for place, drawn in enumerate(drawing.drawn, 1):
        run.go_on()
        kept = _kept(run, place, drawn.url, ordered.locale, fetch)
        if isinstance(kept, Missing):
            missing.append(kept)
        else:
            images.append(msgspec.structs.replace(kept, actual_prompt=drawn.actual_prompt))
        run.progress(_TO_GO + 9 * place // len(drawing.drawn))
    missing += _unexplained(ordered.number - len(images) - len(missing))
    if not images:
        raise Failed(missing[0].code if missing else "upstream_error", _reason(drawing, missing))
    count = min(len(images), drawing.count)
    return Done(Result(images, missing), Cost(count * ordered.unit, {"pictures": count}))


def _kept(
    run: Run[Any], place: int, url: str, locale: Locale | None, fetch: Fetch
) -> Image | Missing:
    """Failed where another attempt may bring it: it is paid for."""
    seconds = min(_FETCH, run.deadline - time.monotonic())
    try:
        raw = fetch(url, seconds)
        found = marked.mark(raw, locale)
    except DashScopeError as e:
        if e.retryable:
            raise failures.of_call(e) from e
        return Missing("upstream_error", e.detail)
    except (InvalidRequest, UnsupportedMediaType) as e:
        return Missing("upstream_error", f"no picture: {e.reason}")
    extension = found.content_type.rpartition("/")[2]
    label = making.of_generated(run.id, reading.read(raw))
    content = pictures.put(found.content, label)
    file_id = run.keep(f"picture-{place}.{extension}", found.content_type, content, label)
    return Image(file_id, found.width, found.height, found.content_type)


def _unexplained(count: int) -> list[Missing]:
    """Pictures of which the provider says nothing."""
    return [Missing("upstream_error", "not drawn")] * max(0, count)


def _reason(drawing: Drawing, missing: list[Missing]) -> str:
    if missing and missing[0].code == "content_refused":
        return "moderated"
    return "pictures_lost" if drawing.drawn else ""
