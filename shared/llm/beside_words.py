"""What models do beside words, and which of them the environment offers: pictures, films, ranks."""

from collections.abc import Iterator

from shared.config import environment
from shared.llm import providers, studio_prices
from shared.llm.price_list import Listed
from shared.llm.prices import Tier
from shared.llm.providers import Provider

KINDS = ("embedding", "image", "video", "rerank", "transcription", "speech")  # capabilities
_LONGEST_PROMPT = 32_000  # characters, of OpenAI's pictures


def offered() -> Iterator[tuple[str, Listed, Provider]]:
    """By name; the one that IMAGES_MODEL names comes first, and is asked when nobody says which."""
    settings = environment.settings()
    wanted, images, studio = settings.images_model, providers.of_images(), providers.of_studio()
    if images and wanted:
        tiers = (Tier(studio_prices.ANY, 0, 0, unit=settings.images_price),)
        yield wanted, Listed("", _LONGEST_PROMPT, 0, studio_prices.DRAWS, tiers), images
    if studio:
        taken = {wanted} if images else set()
        for name in sorted(studio_prices.STUDIO, key=lambda name: name != wanted):
            if name not in taken:
                yield name, studio_prices.STUDIO[name], studio
