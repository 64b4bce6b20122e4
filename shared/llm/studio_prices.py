"""List prices of what Model Studio does beside words, in credits; 1000 credits are 1 yuan.

As of 2026-11-27, mainland China: pictures and recordings from its page "Model pricing", reranking
from the pages of the models; films, and speech but for Qwen-TTS, as others quote its list, so that
an operator compares them with the console first. A picture and a second of film have a price for
each, which may depend on its pixels; reranking is billed by the million tokens. `context_length` is
the longest prompt in characters: beyond it Model Studio cuts silently. Transcription is billed by
the million seconds of a recording, speech by the million characters of its text, of which a Chinese
one counts as two. An administrator's prices replace these.
"""

from shared.llm.price_list import Listed
from shared.llm.prices import Tier

ANY = 1_000_000_000  # pixels, or tokens
DRAWS, FILMS, RANKS = ("image",), ("video",), ("rerank",)
HEARS, SPEAKS = ("transcription",), ("speech",)
P480, P720, P1080 = 450_000, 950_000, 2_100_000  # pixels of a frame, with room for each shape


def drawing(description: str, longest: int, unit: int) -> Listed:
    """A model whose pictures cost the same in all sizes."""
    return Listed(description, longest, 0, DRAWS, (Tier(ANY, 0, 0, unit=unit),))


def filming(description: str, longest: int, **units: int) -> Listed:
    """A model by the price of a second at each height of its frames."""
    pixels = {"p480": P480, "p720": P720, "p1080": P1080}
    tiers = (Tier(pixels[height], 0, 0, unit=unit) for height, unit in units.items())
    return Listed(description, longest, 0, FILMS, tuple(tiers))


def ranking(description: str, longest: int, tokens: int) -> Listed:
    return Listed(description, longest, 0, RANKS, (Tier(ANY, tokens, 0),))


def hearing(description: str, seconds: int) -> Listed:
    """A model by the price of a million seconds."""
    return Listed(description, 0, 0, HEARS, (Tier(ANY, seconds, 0),))


def speaking(description: str, longest: int, characters: int) -> Listed:
    """A model by the price of a million characters."""
    return Listed(description, longest, 0, SPEAKS, (Tier(ANY, characters, 0),))


STUDIO = {
    "qwen-image-plus": drawing("千问文生图，擅长中英文文字", 800, 200),
    "qwen-image": drawing("千问文生图", 800, 250),
    "qwen-image-max": drawing("千问文生图，真实感更强", 800, 500),
    "qwen-image-2.0": drawing("千问文生图与编辑，快速", 1_300, 200),
    "qwen-image-2.0-pro": drawing("千问文生图与编辑，专业", 1_300, 500),
    "qwen-image-edit": drawing("千问图片编辑", 800, 300),
    "qwen-image-edit-plus": drawing("千问图片编辑，多图", 800, 200),
    "qwen-image-edit-max": drawing("千问图片编辑，效果更好", 800, 500),
    "wan2.7-image": drawing("万相 2.7 文生图与编辑", 5_000, 200),
    "wan2.7-image-pro": drawing("万相 2.7 文生图与编辑，专业", 5_000, 500),
    "wan2.6-t2i": drawing("万相 2.6 文生图", 2_100, 200),
    "wan2.5-t2i-preview": drawing("万相 2.5 文生图", 2_000, 200),
    "wan2.2-t2i-plus": drawing("万相 2.2 文生图，专业", 500, 200),
    "wan2.2-t2i-flash": drawing("万相 2.2 文生图，极速", 500, 140),
    "wan2.5-i2i-preview": drawing("万相 2.5 图片编辑", 2_000, 200),
    "wanx2.1-imageedit": drawing("万相 2.1 图片编辑", 800, 140),
    "z-image-turbo": drawing("轻量文生图", 800, 100),
    "wan2.7-t2v": filming("万相 2.7 文生视频", 5_000, p720=600, p1080=1_000),
    "wan2.7-i2v": filming("万相 2.7 图生视频", 5_000, p720=600, p1080=1_000),
    "wan2.6-t2v": filming("万相 2.6 文生视频", 1_500, p720=600, p1080=1_000),
    "wan2.6-i2v": filming("万相 2.6 图生视频", 1_500, p720=600, p1080=1_000),
    "wan2.5-t2v-preview": filming("万相 2.5 文生视频", 1_500, p480=300, p720=600, p1080=1_000),
    "wan2.5-i2v-preview": filming("万相 2.5 图生视频", 1_500, p480=300, p720=600, p1080=1_000),
    "wan2.2-t2v-plus": filming("万相 2.2 文生视频", 800, p480=140, p1080=700),
    "wan2.2-i2v-plus": filming("万相 2.2 图生视频", 800, p480=140, p1080=700),
    "wan2.2-i2v-flash": filming("万相 2.2 图生视频，极速", 800, p480=100, p720=200, p1080=480),
    "qwen3-rerank": ranking("千问文本重排序", 120_000, 500),
    "gte-rerank-v2": ranking("通用文本重排序", 30_000, 800),
    "fun-asr": hearing("录音转写，区分说话人", 220_000),
    "paraformer-v2": hearing("录音转写，低价", 80_000),
    "qwen3-asr-flash": hearing("千问语音识别，多语种", 220_000),
    "cosyvoice-v3-flash": speaking("语音合成，支持 MP3、Opus", 10_000, 100_000),
    "cosyvoice-v3-plus": speaking("语音合成，效果更好", 10_000, 200_000),
    "qwen3-tts-flash": speaking("千问语音合成，支持方言", 600, 80_000),
}
