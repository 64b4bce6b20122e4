"""How much of a conversation goes back to a model."""

from typing import Any

from shared.llm import token_estimate
from shared.llm.catalogue import Model

_ROOM = 0.8  # of a model's context that the prompt may fill, by estimate


def fitting(
    model: Model, fixed: list[dict[str, Any]], earlier: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The newest of the earlier turns for which the model has room."""
    room = int(model.context_length * _ROOM) - token_estimate.prompt_tokens(fixed)
    kept: list[dict[str, Any]] = []
    for turn in reversed(earlier):
        room -= token_estimate.prompt_tokens([turn])
        if room < 0:
            break
        kept.insert(0, turn)
    return kept
