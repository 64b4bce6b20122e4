"""How a recording is to be heard."""

import msgspec


class Wish(msgspec.Struct, frozen=True):
    """`language` as ISO 639 has it, "" for whichever is spoken; `diarize` tells speakers apart,
    `words` gives each word its time (where that costs something: providers do so anyway),
    `translate` writes English whatever is spoken."""

    language: str = ""
    diarize: bool = False
    words: bool = False
    translate: bool = False
