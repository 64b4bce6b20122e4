"""What schemathesis may not do to the gateway that it tests: end its own rights, leave loopback."""

import os
import random
import re
from typing import Any

import schemathesis
from schemathesis.core import NOT_SET

from shared import plain_text

ADMINISTRATOR = os.environ["ADMINISTRATOR_ID"]
BYSTANDER = os.environ["BYSTANDER_ID"]
CLOSING = {"limits", "daily_tokens", "monthly_tokens", "anonymous_chats_per_day"}  # settings
NOWHERE = "http://127.0.0.1:9/v1"
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_RANDOM = random.Random(6)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Each call from another address: log-ins are locked out after twenty from one."""
    case.headers["X-Forwarded-For"] = f"203.0.{_RANDOM.randrange(256)}.{_RANDOM.randrange(256)}"
    parts = case.path_parameters or {}
    if parts.get("key") in CLOSING:
        parts["key"] = "announcement"
    if parts.get("user_id") == ADMINISTRATOR:
        parts["user_id"] = BYSTANDER
    case.body = _local(case.body)
    if case.path == "/api/auth/logout" and isinstance(case.body, dict) and "all" in case.body:
        case.body["all"] = False if case.body["all"] is True else case.body["all"]


@schemathesis.hook
def filter_query(context: Any, query: Any) -> bool:
    return all(_is_line(value) for value in (query or {}).values())


@schemathesis.hook
def filter_body(context: Any, body: Any) -> bool:
    """schemathesis holds the absence of a body that may be absent for a fault of the caller."""
    language = body.get("locale") if isinstance(body, dict) else None
    return body is not NOT_SET and _is_line(language)


def _is_line(value: Any) -> bool:
    """JSON Schema cannot say which characters a line may have."""
    return not isinstance(value, str) or plain_text.line(value) is not None


def _local(value: Any) -> Any:
    """Without addresses of other machines, and with whole numbers as we take them."""
    if isinstance(value, dict):
        return {name: _local(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_local(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 1.0 is an integer to JSON Schema, but not to us
    return NOWHERE if isinstance(value, str) and _ADDRESS.match(value) else value
