"""A BERT model in safetensors as the GGUF file that llama.cpp reads, without loading its numbers.

Formats: safetensors, "Format"; ggml, "GGUF file format", version 3. Names: llama.cpp's
`convert_hf_to_gguf.py` for BertModel.
"""

import json
import re
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

_ALIGNMENT = 32
_WHOLE, _SIGNED, _FLOAT, _SWITCH, _TEXT, _LIST = 4, 5, 6, 7, 8, 9  # types of GGUF's values
_F32, _CONTROL, _NORMAL = 0, 3, 1
_NAMES = (
    (r"embeddings\.word_embeddings", "token_embd"),
    (r"embeddings\.position_embeddings", "position_embd"),
    (r"embeddings\.token_type_embeddings", "token_types"),
    (r"embeddings\.LayerNorm", "token_embd_norm"),
    (r"encoder\.layer\.(\d+)\.attention\.self\.query", r"blk.\1.attn_q"),
    (r"encoder\.layer\.(\d+)\.attention\.self\.key", r"blk.\1.attn_k"),
    (r"encoder\.layer\.(\d+)\.attention\.self\.value", r"blk.\1.attn_v"),
    (r"encoder\.layer\.(\d+)\.attention\.output\.dense", r"blk.\1.attn_output"),
    (r"encoder\.layer\.(\d+)\.attention\.output\.LayerNorm", r"blk.\1.attn_output_norm"),
    (r"encoder\.layer\.(\d+)\.intermediate\.dense", r"blk.\1.ffn_up"),
    (r"encoder\.layer\.(\d+)\.output\.dense", r"blk.\1.ffn_down"),
    (r"encoder\.layer\.(\d+)\.output\.LayerNorm", r"blk.\1.layer_output_norm"),
)


class Tensor(NamedTuple):
    """Where its numbers stand in the file of safetensors, in bytes."""

    name: str
    shape: list[int]
    begin: int
    size: int


def convert(weights: Path, words: list[str], heads: int, target: Path) -> None:
    """Write `target`; `words` are the tokens of the vocabulary. ValueError for another model."""
    with weights.open("rb") as source, target.open("wb") as made:
        tensors = list(_tensors(source))
        made.write(_head(_facts(tensors, words, heads), tensors))
        for tensor in tensors:
            made.write(bytes(-made.tell() % _ALIGNMENT))
            source.seek(tensor.begin)
            shutil.copyfileobj(_Part(source, tensor.size), made)


class _Part:
    """So many bytes of a file."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def read(self, size: int = -1, /) -> bytes:
        piece = self._file.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(piece)
        return piece


def _tensors(source: BinaryIO) -> Iterator[Tensor]:
    (length,) = struct.unpack("<Q", source.read(8))
    told: dict[str, Any] = json.loads(source.read(length))
    for name, facts in told.items():
        ours = _renamed(name)
        if ours and facts["dtype"] == "F32":
            begin, end = facts["data_offsets"]
            yield Tensor(ours, facts["shape"], 8 + length + begin, end - begin)


def _renamed(name: str) -> str:
    """ "" for what is not needed to embed."""
    stem, _, kind = name.rpartition(".")
    found = (re.sub(pattern, ours, stem) for pattern, ours in _NAMES if re.fullmatch(pattern, stem))
    ours = next(found, "")
    return f"{ours}.{kind}" if ours else ""


def _facts(tensors: list[Tensor], words: list[str], heads: int) -> dict[str, bytes]:
    shapes = {tensor.name: tensor.shape for tensor in tensors}
    length, width = shapes["position_embd.weight"]
    types = [_CONTROL if _is_control(word) else _NORMAL for word in words]
    return {
        "general.architecture": _text_value("bert"),
        "bert.context_length": _whole(length),
        "bert.embedding_length": _whole(width),
        "bert.block_count": _whole(sum(name.endswith("attn_q.weight") for name in shapes)),
        "bert.feed_forward_length": _whole(shapes["blk.0.ffn_up.weight"][0]),
        "bert.attention.head_count": _whole(heads),
        "bert.attention.layer_norm_epsilon": struct.pack("<If", _FLOAT, 1e-12),
        "bert.attention.causal": struct.pack("<I?", _SWITCH, False),
        "bert.pooling_type": _whole(1),  # the mean
        "tokenizer.ggml.model": _text_value("bert"),
        "tokenizer.ggml.token_type_count": _whole(2),
        "tokenizer.ggml.tokens": _list(_TEXT, [_text(_phantom(word)) for word in words]),
        "tokenizer.ggml.token_type": _list(_SIGNED, [struct.pack("<i", kind) for kind in types]),
    }


def _is_control(word: str) -> bool:
    return word.startswith("[") and word.endswith("]") and len(word) > 2


def _phantom(word: str) -> str:
    """llama.cpp marks the beginning of a word where BERT marks what goes on with one."""
    if _is_control(word):
        return word
    return word[2:] if word.startswith("##") else f"\u2581{word}"


def _head(facts: dict[str, bytes], tensors: list[Tensor]) -> bytes:
    head = struct.pack("<4sIQQ", b"GGUF", 3, len(tensors), len(facts))
    head += b"".join(_text(name) + value for name, value in facts.items())
    offset = 0
    for tensor in tensors:
        sizes = struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape[::-1])
        head += _text(tensor.name) + sizes + struct.pack("<IQ", _F32, offset)
        offset += tensor.size + -tensor.size % _ALIGNMENT
    return head + bytes(-len(head) % _ALIGNMENT)


def _whole(value: int) -> bytes:
    return struct.pack("<II", _WHOLE, value)


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _text_value(text: str) -> bytes:
    return struct.pack("<I", _TEXT) + _text(text)


def _list(kind: int, items: list[bytes]) -> bytes:
    return struct.pack("<IIQ", _LIST, kind, len(items)) + b"".join(items)
