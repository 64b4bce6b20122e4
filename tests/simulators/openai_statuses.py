"""Refusals in the words of the providers: an HTTP status with an error body of their shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal

from tests.simulators.openai_answers import Chat, compact
from tests.simulators.openai_wire import Connection, Reply

BAD_REQUEST_CODES = {"invalid_api_key", "invalid_parameter_error", "model_not_found"}


@dataclass(frozen=True)
class Status:
    """*shape*: qwen (compatible mode), ark (Doubao), or plain (a proxy's text, no JSON)."""

    http: int
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)
    shape: Literal["qwen", "ark", "plain"] = "qwen"

    def reply(self, id: str) -> Reply:
        if self.shape == "plain":
            text = self.message.encode()
            return Reply(self.http, (text,), "text/plain;charset=UTF-8", self.headers)
        body = compact(self._ark(id) if self.shape == "ark" else self.qwen(id))
        return Reply(self.http, (body,), headers=self.headers)

    def qwen(self, id: str) -> dict[str, Any]:
        kind = "invalid_request_error" if self.code in BAD_REQUEST_CODES else self.code
        error = {"code": self.code, "param": None, "message": self.message, "type": kind}
        return {"error": error, "id": id, "request_id": id.removeprefix("chatcmpl-")}

    def _ark(self, id: str) -> dict[str, Any]:
        kind = HTTPStatus(self.http).phrase.replace(" ", "")
        message = f"{self.message} Request id: {id.removeprefix('chatcmpl-')}"
        return {"error": {"code": self.code, "message": message, "param": "", "type": kind}}

    async def play(self, connection: Connection, chat: Chat) -> None:
        await connection.send(self.reply(chat.id))


def invalid(message: str) -> Status:
    return Status(400, "invalid_parameter_error", message)


UNREADABLE = invalid("Required body invalid, please check the request body format.")
CONTEXT_OVERFLOW = invalid("Range of input length should be [1, 30720]")
ARREARAGE = Status(
    400, "Arrearage", "Access denied, please make sure your account is in good standing."
)
DATA_INSPECTION_FAILED = Status(
    400, "data_inspection_failed", "Input data may contain inappropriate content."
)
INVALID_API_KEY = Status(401, "invalid_api_key", "Incorrect API key provided.")
ACCESS_DENIED = Status(403, "access_denied", "Access denied.")
FREE_TIER_ONLY = Status(
    403, "AllocationQuota.FreeTierOnly", "The free tier of the model has been exhausted."
)
MODEL_NOT_FOUND = Status(404, "model_not_found", "The model does not exist or you have no access.")
NOT_FOUND = Status(404, "not_found", "There is nothing at this address.")
LIMIT_REQUESTS = Status(429, "limit_requests", "You exceeded your current requests list.")
LIMIT_BURST_RATE = Status(429, "limit_burst_rate", "Request rate increased too quickly.")
THROTTLING = Status(429, "Throttling", "Requests throttling triggered.")
INSUFFICIENT_QUOTA = Status(
    429, "insufficient_quota", "You exceeded your current quota: too many tokens per minute."
)
COMMODITY_NOT_PURCHASED = Status(429, "CommodityNotPurchased", "Commodity has not purchased yet.")
INTERNAL_ERROR = Status(500, "internal_error", "An internal error has occurred, try again later.")
MODEL_UNAVAILABLE = Status(503, "ModelUnavailable", "Model is unavailable, try again later.")
BAD_GATEWAY = Status(502, "", "Bad Gateway", shape="plain")
ARK_RATE_LIMIT = Status(
    429, "RateLimitExceeded.EndpointRPMExceeded", "Requests per minute exceeded.", shape="ark"
)
ARK_OVERLOADED = Status(429, "ServerOverloaded", "The service is overloaded.", shape="ark")
ARK_SET_LIMIT = Status(
    429, "SetLimitExceeded", "The limit set for the model is used up.", shape="ark"
)
ARK_OVERDUE = Status(403, "AccountOverdueError", "The account is overdue.", shape="ark")
ARK_SENSITIVE = Status(
    400, "InputTextSensitiveContentDetected", "The input may be sensitive.", shape="ark"
)
ARK_NOT_FOUND = Status(404, "InvalidEndpointOrModel.NotFound", "No such model.", shape="ark")
