"""List prices of well-known models, in credits per million tokens; 1000 credits are 1 yuan.

As of 2026-11-22, mainland China, from Alibaba Cloud Model Studio's pricing page (Qwen). An
administrator's prices replace these. What draws and films is in studio_prices.py.
"""

from typing import NamedTuple

from shared.llm.prices import Tier

AS_OF = 1_795_305_600_000  # 2026-11-22 in milliseconds since 1970


class Listed(NamedTuple):
    description: str
    context_length: int
    max_output: int
    capabilities: tuple[str, ...]
    tiers: tuple[Tier, ...]


_K = 1_000
EMBEDS = ("embedding",)
_TEXT = ("text", "tools")
_THINKS = ("text", "tools", "reasoning")
_SEES = ("text", "vision", "tools", "reasoning")

QWEN = {
    "qwen3-max": Listed(
        "通义千问 3 旗舰模型",
        256 * _K,
        32 * _K,
        _TEXT,
        (
            Tier(32 * _K, 2_500, 10_000),
            Tier(128 * _K, 4_000, 16_000),
            Tier(256 * _K, 7_000, 28_000),
        ),
    ),
    "qwen-plus": Listed(
        "通义千问，能力均衡",
        1_000 * _K,
        32 * _K,
        _THINKS,
        (
            Tier(128 * _K, 800, 2_000, reasoning=8_000),
            Tier(256 * _K, 2_400, 20_000, reasoning=24_000),
            Tier(1_000 * _K, 4_800, 48_000, reasoning=64_000),
        ),
    ),
    "qwen-flash": Listed(
        "通义千问，快速低价",
        1_000 * _K,
        32 * _K,
        _THINKS,
        (Tier(128 * _K, 150, 1_500), Tier(256 * _K, 600, 6_000), Tier(1_000 * _K, 1_200, 12_000)),
    ),
    "qwen-turbo": Listed(
        "通义千问，轻量",
        1_000 * _K,
        16 * _K,
        _THINKS,
        (Tier(1_000 * _K, 300, 600, reasoning=3_000),),
    ),
    "qwen3.5-plus": Listed(
        "通义千问 3.5，能力均衡",
        1_000 * _K,
        64 * _K,
        _SEES,
        (
            Tier(128 * _K, 800, 4_800),
            Tier(256 * _K, 2_000, 12_000),
            Tier(1_000 * _K, 4_000, 24_000),
        ),
    ),
    "qwen3.5-flash": Listed(
        "通义千问 3.5，快速低价",
        1_000 * _K,
        64 * _K,
        _SEES,
        (Tier(128 * _K, 200, 2_000), Tier(256 * _K, 800, 8_000), Tier(1_000 * _K, 1_200, 12_000)),
    ),
    "text-embedding-v4": Listed(
        "通用文本向量，64 至 2048 维", 8 * _K, 0, EMBEDS, (Tier(8 * _K, 500, 0),)
    ),
    "text-embedding-v3": Listed(
        "通用文本向量，64 至 1024 维", 8 * _K, 0, EMBEDS, (Tier(8 * _K, 500, 0),)
    ),
    "qwen3-vl-plus": Listed(
        "通义千问 3 视觉模型",
        256 * _K,
        32 * _K,
        _SEES,
        (
            Tier(32 * _K, 1_000, 10_000),
            Tier(128 * _K, 1_500, 15_000),
            Tier(256 * _K, 3_000, 30_000),
        ),
    ),
}
UNLISTED_EMBEDDING = Listed("", 8 * _K, 0, EMBEDS, (Tier(1_000_000_000, 0, 0),))
UNLISTED = Listed("", 32 * _K, 8 * _K, _TEXT, (Tier(1_000_000_000, 0, 0),))
