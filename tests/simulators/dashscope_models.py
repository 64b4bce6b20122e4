"""What the DashScope simulator's models take, and what they answer.

Source: Alibaba Cloud Model Studio, API references of Qwen-Image, Wan (pictures, videos), text
rerank and file transcription (2026-05 … 2026-11).
"""

import json
import re
from typing import Any

from tests.simulators import dashscope_results, dashscope_speech
from tests.simulators.dashscope_tasks import Call, Reply, mode_of

MESSAGES_SYNC = "aigc/multimodal-generation/generation"
MESSAGES_ASYNC = "aigc/image-generation/generation"
TEXT_TO_IMAGE = "aigc/text2image/image-synthesis"
IMAGE_TO_IMAGE = "aigc/image2image/image-synthesis"
VIDEO = "aigc/video-generation/video-synthesis"

_WAYS: tuple[tuple[str, tuple[str, ...]], ...] = (  # by the beginning of a model's name
    (r"qwen-image-3", (MESSAGES_SYNC, MESSAGES_ASYNC)),
    (r"qwen-image-(2|max|edit)|z-image", (MESSAGES_SYNC,)),
    (r"qwen-image", (MESSAGES_SYNC, TEXT_TO_IMAGE)),
    (r"wan2\.7-image|wan2\.6-t2i", (MESSAGES_SYNC, MESSAGES_ASYNC)),
    (r"wan(x2\.1|2\.2|2\.5)-t2i", (TEXT_TO_IMAGE,)),
    (r"wan2\.5-i2i|wanx2\.1-imageedit", (IMAGE_TO_IMAGE,)),
    (r"wan2\.\d-(t2v|i2v)", (VIDEO,)),
    (r"qwen3-asr-flash$", (MESSAGES_SYNC,)),
    (r"fun-asr|paraformer|qwen3-asr-flash-filetrans", (dashscope_speech.SERVICE,)),
)
_SYNC = (MESSAGES_SYNC,)
_FOUR = re.compile(r"wan2\.6-t2i|wan2\.5|wan2\.2|wanx2\.1")  # draw four unless told


def refused(status: int, code: str, message: str) -> Reply:
    return Reply.of({"code": code, "message": message}, status)


def check(service: str, call: Call) -> Reply | None:
    """Why a creation is refused, by the way and the shape of its body."""
    model = str(call.body.get("model"))
    ways = next((ways for name, ways in _WAYS if re.match(name, model)), None)
    if not ways:
        return refused(404, "ModelNotFound", f"Model {model} not found.")
    asked_async = call.headers.get("x-dashscope-async") == "enable"
    if service not in ways or asked_async == (service in _SYNC):
        kind = "asynchronous" if asked_async else "synchronous"
        message = f"current user api does not support {kind} calls."
        return refused(403, "AccessDenied", message)
    wrong = _wrong(service, call.body)
    return refused(400, "InvalidParameter", wrong) if wrong else None


def is_hearing(body: dict[str, Any]) -> bool:
    """Whether a recording is sent along."""
    return str(body.get("model")).startswith("qwen3-asr-flash") and "messages" in body["input"]


def _wrong(service: str, body: dict[str, Any]) -> str | None:
    given = body.get("input", {})
    size = body.get("parameters", {}).get("size")
    if size is not None and not re.fullmatch(r"\d+\*\d+|[124]K", str(size)):
        return f"size {size} is not supported"
    if is_hearing(body):
        return dashscope_speech.wrong_piece(body)
    if service in (MESSAGES_SYNC, MESSAGES_ASYNC):
        messages = given.get("messages", [])
        texts = [part for m in messages for part in m.get("content", []) if "text" in part]
        return None if len(messages) == len(texts) == 1 else "exactly one message and one text"
    if service == VIDEO:
        shows = "img_url" in given or "media" in given
        return None if ("i2v" in body["model"]) == shows else "a first frame for i2v alone"
    if service == dashscope_speech.SERVICE:
        return dashscope_speech.wrong(body)
    return None if given.get("prompt") else "input.prompt must be set"


def result(
    service: str, body: dict[str, Any], address: str, until: float
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The output and usage of a task that has ended, or of a call at once."""
    if service == VIDEO:
        return _video(body, address, until)
    mode, count = mode_of(body), _count(body)
    size = _size(body)
    links = [dashscope_results.link(address, mode, "png", until, size) for _ in range(count)]
    failed = count if mode == "moderated-out" else int(mode == "partial")
    if service in (MESSAGES_SYNC, MESSAGES_ASYNC):
        return _choices(body, links[: count - failed], failed)
    prompt = body["input"]["prompt"]
    results: list[dict[str, Any]] = [
        {"url": url, "orig_prompt": prompt, "actual_prompt": f"{prompt}，高清"}
        for url in links[: count - failed]
    ]
    results += [_moderated() for _ in range(failed)]
    metrics = {"TOTAL": count, "SUCCEEDED": count - failed, "FAILED": failed}
    return {"results": results, "task_metrics": metrics}, {"image_count": count - failed}


def _choices(
    body: dict[str, Any], links: list[str], failed: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    if not links:
        return _moderated(), {}
    choices = [
        {
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": [{"image": url, "type": "image"}]},
        }
        for url in links
    ]
    counted = "output_image_count" if body["model"].startswith("qwen-image-3") else "image_count"
    return {"choices": choices, "finished": True}, {counted: len(links)}


def _moderated() -> dict[str, Any]:
    return {
        "code": "DataInspectionFailed",
        "message": "Output data may contain inappropriate content.",
    }


def _video(
    body: dict[str, Any], address: str, until: float
) -> tuple[dict[str, Any], dict[str, Any]]:
    if mode_of(body) == "moderated-out":
        return _moderated(), {}
    seconds = int(body.get("parameters", {}).get("duration", 5))
    url = dashscope_results.link(address, mode_of(body), "mp4", until, (64, 48))
    output = {"video_url": url, "orig_prompt": body["input"].get("prompt", "")}
    if re.match(r"wan2\.[25]", body["model"]):
        usage: dict[str, Any] = {"video_duration": seconds, "video_count": 1, "video_ratio": "16:9"}
    else:
        usage = {"duration": float(seconds), "output_video_duration": seconds, "SR": 720}
        usage |= {"video_count": 1, "input_video_duration": 0}
    return output, usage


def _count(body: dict[str, Any]) -> int:
    asked = body.get("parameters", {}).get("n")
    if asked is not None:
        return int(asked)
    return 4 if _FOUR.match(body["model"]) else 1


def _size(body: dict[str, Any]) -> tuple[int, int]:
    asked = str(body.get("parameters", {}).get("size", ""))
    width, _, height = asked.partition("*")
    return (int(width), int(height)) if height else (1024, 1024)


def reranked(body: dict[str, Any]) -> Reply:
    """Documents by how many of the query's letters they have."""
    query, documents = body["input"]["query"], body["input"]["documents"]
    wanted = body.get("parameters", {})
    scored = [
        (len(set(query) & set(text)) / max(1, len(set(query))), -place)
        for place, text in enumerate(documents)
    ]
    order = sorted(scored, reverse=True)[: wanted.get("top_n", len(documents))]
    results: list[dict[str, Any]] = [
        {"index": -place, "relevance_score": round(score, 4)} for score, place in order
    ]
    if wanted.get("return_documents"):
        for found in results:
            found["document"] = {"text": documents[found["index"]]}
    tokens = len(json.dumps(body["input"], ensure_ascii=False))
    return Reply.of({"output": {"results": results}, "usage": {"total_tokens": tokens}})
