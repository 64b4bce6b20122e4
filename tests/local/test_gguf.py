"""A small BERT in safetensors becomes a GGUF file, read here by the rules of its format."""

import json
import struct
from pathlib import Path
from typing import Any

import pytest

from local import gguf

WIDTH, LENGTH, INNER = 4, 8, 6
WORDS = ["[PAD]", "[UNK]", "hello", "##lo", "云"]
SHAPES = {
    "embeddings.word_embeddings.weight": [len(WORDS), WIDTH],
    "embeddings.position_embeddings.weight": [LENGTH, WIDTH],
    "embeddings.token_type_embeddings.weight": [2, WIDTH],
    "embeddings.LayerNorm.bias": [WIDTH],
    "encoder.layer.0.attention.self.query.weight": [WIDTH, WIDTH],
    "encoder.layer.0.attention.output.LayerNorm.weight": [WIDTH],
    "encoder.layer.0.intermediate.dense.weight": [INNER, WIDTH],
    "encoder.layer.0.output.dense.bias": [WIDTH],
    "pooler.dense.weight": [WIDTH, WIDTH],
}


def stored(path: Path) -> dict[str, bytes]:
    """Write the weights; what each tensor holds, by its name."""
    head: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    contents: dict[str, bytes] = {}
    at = 0
    for number, (name, shape) in enumerate(SHAPES.items()):
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        contents[name] = struct.pack(f"<{count}f", *range(number, number + count))
        size = len(contents[name])
        head[name] = {"dtype": "F32", "shape": shape, "data_offsets": [at, at + size]}
        at += size
    told = json.dumps(head).encode()
    path.write_bytes(struct.pack("<Q", len(told)) + told + b"".join(contents.values()))
    return contents


class Reader:
    """Reads what GGUF's specification says, from the beginning on."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, form: str) -> Any:
        found = struct.unpack_from(f"<{form}", self.raw, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found[0] if len(found) == 1 else found

    def text(self) -> str:
        size = self.take("Q")
        self.at += size
        return self.raw[self.at - size : self.at].decode()

    def value(self, kind: int) -> Any:
        if kind == 9:
            kind, count = self.take("IQ")
            return [self.value(kind) for _ in range(count)]
        return self.text() if kind == 8 else self.take({4: "I", 5: "i", 6: "f", 7: "?"}[kind])


@pytest.fixture
def made(tmp_path: Path) -> tuple[dict[str, Any], dict[str, bytes], dict[str, bytes]]:
    """The facts of the file, its tensors, and what they were in safetensors."""
    contents = stored(tmp_path / "model.safetensors")
    gguf.convert(tmp_path / "model.safetensors", WORDS, 2, tmp_path / "model.gguf")
    reader = Reader((tmp_path / "model.gguf").read_bytes())
    assert reader.take("4sI") == (b"GGUF", 3)
    tensors, count = reader.take("QQ")
    facts = {reader.text(): reader.value(reader.take("I")) for _ in range(count)}
    places = {}
    for _ in range(tensors):
        name, dimensions = reader.text(), reader.take("I")
        sizes = [reader.take("Q") for _ in range(dimensions)]
        kind, offset = reader.take("IQ")
        assert kind == 0
        places[name] = (sizes, offset)
    begin = reader.at + -reader.at % 32
    found = {}
    for name, (sizes, offset) in places.items():
        assert offset % 32 == 0
        size = 4 * sizes[0] * (sizes[1] if len(sizes) > 1 else 1)
        found[name] = reader.raw[begin + offset : begin + offset + size]
    return facts, found, contents


def test_the_facts_are_read_from_the_shapes(made: Any) -> None:
    facts, _, _ = made

    assert facts["general.architecture"] == "bert"
    assert facts["bert.context_length"] == LENGTH
    assert facts["bert.embedding_length"] == WIDTH
    assert facts["bert.feed_forward_length"] == INNER
    assert (facts["bert.block_count"], facts["bert.attention.head_count"]) == (1, 2)
    assert facts["bert.pooling_type"] == 1


def test_words_are_marked_as_llama_cpp_does(made: Any) -> None:
    facts, _, _ = made

    assert facts["tokenizer.ggml.tokens"] == ["[PAD]", "[UNK]", "▁hello", "lo", "▁云"]
    assert facts["tokenizer.ggml.token_type"] == [3, 3, 1, 1, 1]


def test_tensors_have_their_names_there_and_the_same_numbers(made: Any) -> None:
    _, found, contents = made

    assert found == {
        "token_embd.weight": contents["embeddings.word_embeddings.weight"],
        "position_embd.weight": contents["embeddings.position_embeddings.weight"],
        "token_types.weight": contents["embeddings.token_type_embeddings.weight"],
        "token_embd_norm.bias": contents["embeddings.LayerNorm.bias"],
        "blk.0.attn_q.weight": contents["encoder.layer.0.attention.self.query.weight"],
        "blk.0.attn_output_norm.weight": contents[
            "encoder.layer.0.attention.output.LayerNorm.weight"
        ],
        "blk.0.ffn_up.weight": contents["encoder.layer.0.intermediate.dense.weight"],
        "blk.0.ffn_down.bias": contents["encoder.layer.0.output.dense.bias"],
    }
