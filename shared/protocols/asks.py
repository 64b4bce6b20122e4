"""A question in somebody's protocol as one metered call, and what the head of its answer says."""

from collections.abc import Iterable

from shared import ids
from shared.access.authentication import Caller
from shared.errors import ModelNotFound
from shared.http import sse
from shared.http.request import Request
from shared.http.response import JSON
from shared.inference.ask import Ask, Keep, Outcome
from shared.labels import aigc
from shared.llm import catalogue, demonstration, dialects
from shared.llm.answers.replies import Completion, Json
from shared.llm.catalogue import Model

LARGEST_BODY = 20_971_520  # bytes: pictures come within the JSON


def make(
    caller: Caller,
    request: Request,
    endpoint: str,
    model: str,
    question: Json,
    keep: Keep | None = None,
) -> Ask:
    """What is null is as if it were not said; ModelNotFound, InvalidRequest."""
    return Ask(
        id=ids.make(),
        caller=caller,
        endpoint=endpoint,
        project=(caller.key.project if caller.key else None) or "",
        model=_find_answering(model),
        question={name: value for name, value in question.items() if value is not None},
        deadline=request.deadline,
        keep=keep,
        talks=True,
    )


def find_model(name: str) -> Model:
    found = catalogue.current().find(name)
    if not found:
        raise ModelNotFound(param="model", name=name)
    return found


def _find_answering(name: str) -> Model:
    found = find_model(name)
    catalogue.require_words(found)
    return found


def usage(completion: Completion) -> Json:
    """As OpenAI's chat completions count."""
    used = completion.usage
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.total_tokens,
    }


def whole_headers(outcome: Outcome) -> dict[str, str]:
    """Of a whole answer: what it took, and who gave it."""
    bill = outcome.bill
    return {
        "Content-Type": JSON,
        "X-Credits-Charged": str(bill.charged),
        "X-Credits-Remaining": "" if bill.remaining is None else str(bill.remaining),
        **demonstration.headers(outcome.model.demonstrates),
    }


def said_headers(ask: Ask, outcome: Outcome) -> dict[str, str]:
    """The same of one in words, which are generated."""
    return {**whole_headers(outcome), **aigc.headers(ask.id)}


def streamed_headers(ask: Ask) -> dict[str, str]:
    shows = demonstration.headers(ask.model.demonstrates)
    return {**sse.HEADERS, **shows, **aigc.headers(ask.id)}


def ignored_headers(ask: Ask, others: Iterable[str] = ()) -> dict[str, str]:
    """Names the fields that the provider will not see: `others`, and what its dialect ignores."""
    names = sorted({*others, *dialects.ignored(ask.model.provider.quirks, ask.question)})
    return {"X-Ignored-Fields": ", ".join(names)} if names else {}
