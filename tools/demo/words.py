"""What made-up people are called, ask and are answered, as `words.toml` has it."""

import functools
import tomllib
from pathlib import Path

import msgspec

_FILE = Path(__file__).with_name("words.toml")


class Words(msgspec.Struct, frozen=True):
    """`drugs` are names with their approval numbers, `exchanges` questions with answers."""

    surnames: list[str]
    given: list[str]
    abroad: list[str]
    hosts: list[str]
    projects: list[str]
    personas: list[str]
    antiques: list[str]
    things: list[str]
    prompts: list[str]
    reasons: list[str]
    drugs: list[tuple[str, str]]
    exchanges: list[tuple[str, str]]


@functools.cache
def all() -> Words:
    return msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), Words)
