"""Responses that are kept for their user for thirty days: read, gone on from, removed."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec

from shared import times
from shared.access.authentication import Caller
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest
from shared.http.inputs import json_bounds
from shared.inference.ask import Keep
from shared.llm.answers.replies import Completion, Json
from shared.llm.catalogue import Model
from shared.protocols.responses.question import Question
from shared.store import responses
from shared.store.responses import Response

_ID = re.compile(r"resp_(?P<id>[0-9A-Z]{26})")
_ITEM = re.compile(r"[a-z]+_(?P<response>[0-9A-Z]{26})_[0-9]{1,4}")
_LARGEST_INPUT = 3_145_728  # bytes as they are sent; what is larger is answered, and not kept

Finish = Callable[[Completion, Model], Json]


class Asked(NamedTuple):
    """The items of an input: those that went before, and those that are new."""

    earlier: list[Json]
    items: list[Json]
    is_kept: bool


def asked(caller: Caller, question: Question) -> Asked:
    """InvalidRequest for a response or an item that is not there, or not the caller's."""
    keeps = environment.settings().store_history
    if not keeps and (question.store or question.previous_response_id):
        name = "previous_response_id" if question.previous_response_id else "store"
        raise InvalidRequest("history_off", param=name, field=name)
    items = _resolved(caller, question.items)
    earlier = _earlier(caller, question.previous_response_id)
    small = _sent(msgspec.json.encode(items)) <= _LARGEST_INPUT
    return Asked(earlier, items, keeps and small and question.store is not False)


def _sent(written: bytes) -> int:
    """Bytes of a JSON text in a packet of MySQL, which may have no more than 4 MB: quotes and
    backslashes go with one before them."""
    return len(written) + sum(map(written.count, (b'"', b"'", b"\\")))


def keeping(caller: Caller, asked: Asked, question: Question, finish: Finish) -> Keep | None:
    """How a response is kept, if it is: also one that broke off."""
    if not asked.is_kept:
        return None

    def keep(tx: Transaction, answer: Completion, model: Model) -> str:
        response = finish(answer, model)
        row = Response(
            id=_inner(response["id"]),
            user_id=caller.user.id,
            previous_id=_inner(question.previous_response_id or "") or None,
            input_json=_written(asked.items),
            output_json=_written(response["output"]),
            response_json=_written({**response, "output": []}),
            created_at=times.now(),
        )
        responses.add_later(tx, row)
        return str(response["id"])

    return keep


def get(caller: Caller, response_id: str) -> Json:
    """NotFound when it is not there, or not the caller's."""
    with transactions.reading() as tx:
        found = responses.get(tx, _inner(response_id), caller.user.id)
    response: Json = msgspec.json.decode(found.response_json)
    return response | {"output": _items(found.output_json)}


def remove(caller: Caller, response_id: str) -> Json:
    with transactions.writing() as tx:
        responses.remove(tx, _inner(response_id), caller.user.id)
    return {"id": response_id, "object": "response", "deleted": True}


def _earlier(caller: Caller, previous_id: str | None) -> list[Json]:
    """All items of the chain that ends with a response, the oldest first; PayloadTooLarge for
    more than a body may hold."""
    if not previous_id:
        return []
    with transactions.reading() as tx:
        chain = responses.chain(tx, _inner(previous_id), caller.user.id)
    if not chain or chain[0].previous_id:  # a link was removed, has expired, or is too far away
        lost = f"resp_{chain[0].previous_id}" if chain else previous_id
        raise InvalidRequest("previous_not_found", param="previous_response_id", name=lost)
    told = [each for link in chain for each in (link.input_json, link.output_json)]
    json_bounds.require_bounded("".join(told).encode())
    return [item for each in told for item in _items(each)]


def _resolved(caller: Caller, items: list[Json]) -> list[Json]:
    """With the items themselves in place of references to them."""
    wanted = {str(item.get("id")) for item in items if item.get("type") == "item_reference"}
    if not wanted:
        return items
    known = _outputs(caller, wanted)
    return [_referred(item, known, place) for place, item in enumerate(items)]


def _outputs(caller: Caller, item_ids: Iterable[str]) -> dict[str, Json]:
    found = (_ITEM.fullmatch(item_id) for item_id in item_ids)
    of = sorted({match["response"] for match in found if match})
    with transactions.reading() as tx:
        outputs = responses.outputs(tx, of, caller.user.id)
    return {item["id"]: item for output in outputs for item in _items(output)}


def _referred(item: Json, known: dict[str, Json], place: int) -> Json:
    if item.get("type") != "item_reference":
        return item
    name = str(item.get("id"))
    if name not in known:
        raise InvalidRequest("item_not_found", param=f"input[{place}].id", name=name)
    return known[name]


def _inner(response_id: str) -> str:
    """The id of its row; empty for what is no id of ours."""
    match = _ID.fullmatch(response_id)
    return match["id"] if match else ""


def _written(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _items(written: str) -> list[Json]:
    return msgspec.json.decode(written, type=list[Json])
