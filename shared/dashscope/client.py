"""DashScope's calls: asked at once, or as a task that is created, looked at and cancelled.

Wire: Alibaba Cloud Model Studio, "Asynchronous tasks API" and "Manage asynchronous tasks"
(2026-10). A creation has no idempotency key, so none is ever repeated here. A task and its result
live 24 h; 20 queries a second are allowed to an account; only what is PENDING can be cancelled.
"""

from typing import Any, Literal
from urllib.parse import quote, urlsplit

import msgspec

from shared.config import environment
from shared.dashscope import errors, wire
from shared.dashscope.errors import DashScopeError
from shared.errors import UpstreamError

Json = dict[str, Any]
Status = Literal["pending", "running", "succeeded", "failed", "cancelled", "unknown"]

QUERY = 15.0  # seconds that a look at a task may take
CREATE = 30.0  # seconds that its creation may take; a picture in it is up to 14 MB
_LARGEST_ANSWER = 8_388_608  # bytes
_STATUSES: dict[str, Status] = {
    "PENDING": "pending",
    "RUNNING": "running",
    "SUCCEEDED": "succeeded",
    "FAILED": "failed",
    "CANCELED": "cancelled",
    "UNKNOWN": "unknown",
}


class Account(msgspec.Struct, frozen=True):
    """Where Model Studio is, and as whom we ask."""

    url: str
    key: str

    def __repr__(self) -> str:
        return f"Account({self.url!r})"

    @property
    def is_local(self) -> bool:
        """Whether it is a server of this machine, whose links may lead to itself."""
        return urlsplit(self.url).hostname in ("127.0.0.1", "localhost", "::1")


class Answer(msgspec.Struct, frozen=True):
    """What came of a call: `usage` is what is billed."""

    output: Json
    usage: Json
    request_id: str


class Task(msgspec.Struct, frozen=True):
    """How far a task is. One that is `unknown` has expired, or was never ours."""

    status: Status
    answer: Answer


def account() -> Account | None:
    """As the deployment configures it; None without a key."""
    settings = environment.settings()
    key = settings.dashscope_key
    return Account(settings.dashscope_url, key) if key else None


def ask(account: Account, path: str, question: Json, *, seconds: float) -> Answer:
    """The answer itself; DashScopeError, which is ambiguous where it may be paid for."""
    return _answer(_posted(account, path, question, {}, seconds))


def create(account: Account, path: str, question: Json, *, seconds: float = CREATE) -> str:
    """The id of a new task; DashScopeError, ambiguous where there may be one all the same."""
    reply = _posted(account, path, question, {"X-DashScope-Async": "enable"}, seconds)
    task_id = _answer(reply).output.get("task_id")
    if not isinstance(task_id, str) or not task_id:
        raise DashScopeError(
            UpstreamError(), "a task without an id", retryable=False, ambiguous=True
        )
    return task_id


def query(account: Account, task_id: str, *, seconds: float = QUERY) -> Task:
    """How far it is; DashScopeError when it could not be learned just now.

    A status that we do not know is an error, and no end (ArcReel#410).
    """
    address = _address(account, f"/tasks/{quote(task_id, safe='')}")
    reply = wire.call(
        "GET", address, _headers(account), None, seconds=seconds, limit=_LARGEST_ANSWER
    )
    if reply.status == 404:
        return Task("unknown", Answer({}, {}, ""))
    answer = _answer(_taken(reply))
    status = _STATUSES.get(str(answer.output.get("task_status")))
    if not status:
        raise DashScopeError(UpstreamError(), "a task of an unknown status", retryable=True)
    return Task(status, answer)


def cancel(account: Account, task_id: str, *, seconds: float = QUERY) -> bool:
    """Whether it will not be done: False of what runs already, or is over; DashScopeError."""
    address = _address(account, f"/tasks/{quote(task_id, safe='')}/cancel")
    reply = wire.call(
        "POST", address, _headers(account), b"{}", seconds=seconds, limit=_LARGEST_ANSWER
    )
    if reply.status == 400 and "UnsupportedOperation" in errors.read(reply.body).code:
        return False
    _taken(reply)
    return True


def failure(task: Task) -> DashScopeError:
    """Why a task failed; also where it does not say so (modelstudioai/cli#184)."""
    said = errors.of_table(task.answer.output)
    return errors.of_code(said._replace(request_id=said.request_id or task.answer.request_id))


def _posted(
    account: Account, path: str, question: Json, headers: dict[str, str], seconds: float
) -> wire.Reply:
    body, sent = msgspec.json.encode(question), _headers(account) | headers
    address = _address(account, path)
    return _taken(wire.call("POST", address, sent, body, seconds=seconds, limit=_LARGEST_ANSWER))


def _taken(reply: wire.Reply) -> wire.Reply:
    if reply.status != 200:
        raise errors.of_status(reply.status, reply.body, reply.headers.get("Retry-After"))
    return reply


def _answer(reply: wire.Reply) -> Answer:
    """What status 200 brings; an error within it is one all the same."""
    try:
        told = msgspec.json.decode(reply.body, type=Json)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        detail = "an answer that is not JSON of the protocol"
        raise DashScopeError(UpstreamError(), detail, retryable=True, ambiguous=True) from e
    output, usage = told.get("output"), told.get("usage")
    if not isinstance(output, dict):
        raise errors.of_code(errors.of_table(told))
    request_id = told.get("request_id")
    return Answer(
        output,
        usage if isinstance(usage, dict) else {},
        request_id if isinstance(request_id, str) else "",
    )


def _address(account: Account, path: str) -> str:
    return f"{account.url}/api/v1{path}"


def _headers(account: Account) -> dict[str, str]:
    return {"Authorization": f"Bearer {account.key}", "Content-Type": "application/json"}
