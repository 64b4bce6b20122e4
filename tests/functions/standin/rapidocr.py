"""In the place of RapidOCR: it sees the same box in every picture."""

from types import SimpleNamespace
from typing import Any

WORDS = ("阿莫西林胶囊", "0.5g×24粒", "批准文号：国药准字H20003263", "污渍")
SCORES = (0.99, 0.98, 0.99, 0.2)
UPRIGHT = ("0", 0.99)


def box(row: int) -> tuple[tuple[int, int], ...]:
    top, bottom = 60 * row, 60 * row + 40
    return ((0, top), (400, top), (400, bottom), (0, bottom))


class RapidOCR:
    text_cls = SimpleNamespace(cls_thresh=0.9)

    def __init__(self, params: dict[str, Any]) -> None:
        assert params == {"Global.log_level": "warning", "Global.return_word_box": True}

    def load_img(self, picture: bytes) -> bytes:
        assert picture.startswith(b"\xff\xd8\xff")
        return picture

    def preprocess_img(self, picture: bytes) -> tuple[bytes, dict[str, Any]]:
        return picture, {}

    def run_ocr_steps(self, picture: bytes, record: dict[str, Any]) -> tuple[Any, ...]:
        rows = range(len(WORDS))
        places = [SimpleNamespace(word_cols=[[]], line_txt_len=1) for _ in rows]
        return (
            SimpleNamespace(boxes=[box(row) for row in rows]),
            SimpleNamespace(cls_res=[UPRIGHT] * len(WORDS)),
            SimpleNamespace(txts=WORDS, scores=SCORES, word_results=places),
            [None] * len(WORDS),
        )
