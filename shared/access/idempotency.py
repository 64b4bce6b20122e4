"""Idempotency-Key: the same key and body within a day get the first answer again.

(IETF draft "The Idempotency-Key HTTP Header Field".) Answers are kept encrypted: some hold secrets.
"""

import base64
import contextlib
import hashlib
from collections.abc import Callable, Iterator

import msgspec

from shared import ids, times
from shared.access import authentication, encryption, owed, tokens
from shared.access.authentication import Caller
from shared.database import transactions
from shared.errors import IdempotencyConflict, InvalidRequest, Unavailable
from shared.http.request import Request
from shared.http.response import Response
from shared.http.streams import Watched
from shared.store import idempotency, server
from shared.store.idempotency import Kept

LIFE = 86_400_000  # milliseconds
_LONGEST_CALL = 600_000  # milliseconds; no function of ours may run for so long
_LONGEST_KEY = 128
_LARGEST = 2_097_152  # bytes of an answer that is kept


def once(request: Request, caller: Caller | None, answer: Callable[[], Response]) -> Response:
    """The answer of `answer`, or the one that was first given for the request's key.

    IdempotencyConflict for another body, while the first request is in flight, and where its
    answer was too large to be kept. A failure of ours (5xx) is forgotten, so that trying again can
    succeed.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        return answer()
    if not 0 < len(key) <= _LONGEST_KEY or not key.isprintable():
        raise InvalidRequest("idempotency_key_invalid", param="Idempotency-Key")
    claim = _claim(request, caller, key)
    owed.settle()
    first = _first(claim, caller)
    if first:
        return _replayed(first, claim)
    with _given_up_on_failure(claim):
        response = answer()
    return _kept(claim, response)


def _claim(request: Request, caller: Caller | None, key: str) -> Kept:
    who = caller.user.id if caller else f"ip:{request.ip}"[:80]
    asked = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    asked.update(request.body or b"")
    name, own = authentication.hash_of(key), ids.make()
    return Kept(who, name, asked.hexdigest(), None, "{}", own, times.now())


def _first(claim: Kept, caller: Caller | None) -> Kept | None:
    """None when the claim is ours, else the one that came first. When the database fails, the claim
    may be made all the same, its word for it lost on the way: it is given up."""
    try:
        return transactions.atomically(lambda tx: _begin(tx, claim, caller))
    except Unavailable:
        _forget(claim)
        raise


def _begin(tx: transactions.Transaction, claim: Kept, caller: Caller | None) -> Kept | None:
    """None when the claim is ours, else the one that came first."""
    if caller:
        authentication.require_here(tx, caller.user.id)
    first = idempotency.find(tx, claim.scope, claim.name)
    if first and _is_over(first, server.now(tx)):
        idempotency.forget(tx, first)
        first = None
    if first or idempotency.begin(tx, claim):
        return first
    return idempotency.find(tx, claim.scope, claim.name) or claim


def _is_over(first: Kept, now: int) -> bool:
    """A day old, or in flight for longer than any function may run: its process died."""
    longest = LIFE if first.status is not None else _LONGEST_CALL
    return first.created_at < now - longest


def _replayed(first: Kept, claim: Kept) -> Response:
    if first.request_hash != claim.request_hash or first.status is None:
        raise IdempotencyConflict()
    if not first.body_base64:
        raise IdempotencyConflict("answer_too_large")
    headers = msgspec.json.decode(first.headers_json, type=dict[str, str])
    body = encryption.decrypt(base64.b64decode(first.body_base64), tokens.keys())
    if body is None:
        raise IdempotencyConflict()
    return Response(first.status, body, {**headers, "Idempotency-Replayed": "true"})


def _kept(claim: Kept, response: Response) -> Response:
    if isinstance(response.body, bytes):
        _finish(claim, response, response.body)
    else:
        response.body = Watched(response.body, lambda seen: _finish(claim, response, seen))
    return response


def _finish(claim: Kept, response: Response, body: bytes | None) -> None:
    """What was done is done: when the answer cannot be kept now, the caller gets it all the same.

    A whole answer is kept; a failure of ours, or a stream that broke off, can be asked again.
    """
    if body is None or response.status >= 500:
        return _forget(claim)
    done = msgspec.structs.replace(
        claim,
        status=response.status,
        headers_json=msgspec.json.encode(response.headers).decode(),
        body_base64=_encrypted(body),
    )
    return owed.tell(lambda tx: idempotency.finish(tx, claim, done), "answer not kept yet")


def _encrypted(body: bytes) -> str:
    """Empty for what is too large to be kept: a packet of MySQL may have no more than 4 MB."""
    if len(body) > _LARGEST:
        return ""
    return base64.b64encode(encryption.encrypt(body, tokens.keys()[0])).decode()


@contextlib.contextmanager
def _given_up_on_failure(claim: Kept) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _forget(claim)
        raise


def _forget(claim: Kept) -> None:
    owed.tell(lambda tx: idempotency.forget(tx, claim), "claim not given up yet")
