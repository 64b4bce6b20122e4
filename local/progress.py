"""How far a long step has come: a bar on a terminal, a line per tenth elsewhere."""

import sys
import time
from typing import TextIO

BAR = 24


class Progress:
    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._label = ""
        self._tenth = -1
        self._began = (0.0, 0)
        self._bar_open = False

    def say(self, sentence: str) -> None:
        self._close_bar()
        self._label = ""
        print(sentence, file=self._stream, flush=True)

    def show(self, label: str, done: int, total: int) -> None:
        if label != self._label:
            self._begin(label, done)
        share = done / total
        text = (
            f"{label}: {int(share * 100):3d}% of {total / 1e6:.0f} MB, {self._speed(done):.1f} MB/s"
        )
        if self._stream.isatty():
            self._draw(share, text)
        else:
            self._line(share, text)

    def _begin(self, label: str, done: int) -> None:
        self._close_bar()
        self._label, self._tenth, self._began = label, -1, (time.monotonic(), done)

    def _speed(self, done: int) -> float:
        since, already = self._began
        return (done - already) / 1e6 / max(time.monotonic() - since, 0.001)

    def _draw(self, share: float, text: str) -> None:
        bar = ("#" * int(share * BAR)).ljust(BAR, ".")
        self._bar_open = share < 1
        end = "" if self._bar_open else "\n"
        print(f"\r[{bar}] {text}   ", end=end, file=self._stream, flush=True)

    def _line(self, share: float, text: str) -> None:
        if int(share * 10) > self._tenth:
            self._tenth = int(share * 10)
            print(text, file=self._stream, flush=True)

    def _close_bar(self) -> None:
        if self._bar_open:
            self._bar_open = False
            print(file=self._stream, flush=True)
