"""Made-up models of two providers, and what a call to each is like."""

import msgspec

from shared.llm.prices import Tier
from shared.store.models import ModelRow, ProviderRow
from tools.demo.month import Month


class Offer(msgspec.Struct, frozen=True):
    """Prices in credits per million tokens; `answer` and `seconds` are usual, for one call."""

    name: str
    provider: str
    input: int
    output: int
    share: int
    answer: int
    seconds: float
    sees: bool = False


PREFIX = "demo-"  # of the names of providers
PROVIDERS = {
    "demo-studio": ("https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen"),
    "demo-ark": ("https://ark.cn-beijing.volces.com/api/v3", "ark"),
}
FAILING = "demo-ark"  # the provider that has been failing for two hours
OFFERS = (
    Offer("demo-plus", "demo-studio", 800, 2_000, 45, 420, 4.0),
    Offer("demo-turbo", "demo-studio", 300, 600, 30, 260, 1.6),
    Offer("demo-seek", "demo-ark", 2_000, 8_000, 15, 700, 9.0),
    Offer("demo-vision", "demo-studio", 3_000, 9_000, 10, 300, 5.0, sees=True),
)


def make(month: Month) -> None:
    at = month.since
    for name, (url, quirks) in PROVIDERS.items():
        month.add("providers", ProviderRow(name, url, "", quirks, at))
    for offer in OFFERS:
        month.add("models", _model(offer, at))


def _model(offer: Offer, at: int) -> ModelRow:
    capabilities = ["text", "vision"] if offer.sees else ["text"]
    tier = Tier(up_to=1_000_000, input=offer.input, output=offer.output)
    return ModelRow(
        name=offer.name,
        provider=offer.provider,
        upstream_name=offer.name,
        description="演示数据 / made up by make demo",
        prices_json=msgspec.json.encode([tier]).decode(),
        capabilities_json=msgspec.json.encode(capabilities).decode(),
        fallbacks_json="[]",
        context_length=131_072,
        max_output=8_192,
        enabled=1,
        created_at=at,
    )
