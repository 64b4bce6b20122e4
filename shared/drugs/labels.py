"""The words on a drug's box and leaflet that say what follows them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shared.drugs import names

_WORDS = {
    "name": "商品名称 商品名 药品名称 产品名称 品名",
    "generic_name": "通用名称 通用名",
    "manufacturer": "生产企业名称 生产企业 生产厂家 生产厂商 生产厂 生产单位 企业名称 制造商",
    "holder": "药品上市许可持有人 上市许可持有人",
    "specification": "产品规格 包装规格 规格",
    "dosage_form": "剂型",
    "indications": "适应症/功能主治 适应症 适应证 功能主治 功能与主治 作用与用途",
    "dosage": "用法用量 用法与用量 用法及用量",
    "contraindications": "禁忌症 禁忌证 禁忌",
    "warnings": "注意事项 警示语 警告",
    "": "英文名称 英文名 汉语拼音 主要成份 主要成分 成份 成分 性状 不良反应 贮藏 储藏 包装 有效期"
    " 有效期至 执行标准 批准文号 批准日期 注册证号 生产日期 产品批号 生产批号 批号 药物相互作用"
    " 孕妇及哺乳期妇女用药 儿童用药 老年用药 老年患者用药 药物过量 药理作用 药理毒理 药代动力学"
    " 临床试验 生产地址 注册地址 地址 邮政编码 电话号码 联系电话 电话 传真号码 传真 网址"
    " 说明书修订日期 核准日期 修改日期 条形码 追溯码 药品追溯码 委托方 受托方 经销商 总经销",
}
FIELDS = {word: field for field, words in _WORDS.items() for word in words.split()}
_LONG_ENOUGH = 4  # characters of a word that begins a line even without a sign after it


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join("[ \t]*".join(map(re.escape, word)) for word in longest_first)


_ALL, _LONG = _any(FIELDS), _any(word for word in FIELDS if len(word) >= _LONG_ENOUGH)
_LABEL = re.compile(
    rf"(?<![见阅照])[\[【〔〖]\s*(?P<opened>{_ALL})\s*[\]】〕〗]?\s*:?"
    rf"|(?<![\[【〔〖])(?P<closed>{_ALL})\s*[\]】〕〗:]\s*:?"
    rf"|^\s*(?P<bare>{_ALL})(?=[\s\d]|$)"
    rf"|^\s*(?P<long>{_LONG})"
    r"|(?<![见阅照和及、])【(?P<misread>[^【】]{1,14})】\s*:?"
)


Line = tuple[str, float | None]  # of a picture: its text, and its height if that is known


class Piece(NamedTuple):
    """A part of a line: `field` is what the words before it promise, "" of no interest to us,
    None without such words."""

    field: str | None
    text: str
    height: float | None


def find(text: str) -> list[re.Match[str]]:
    """The words of a line that say what follows them."""
    return list(_LABEL.finditer(names.plain(text)))


def cut(line: Line) -> Iterator[Piece]:
    """The parts of a line that its words begin; without them the line itself."""
    text, height = line
    found = find(text)
    starts = [label.start() for label in found] + [len(text)]
    if before := text[: starts[0]].strip():
        yield Piece(None, before, height)
    for label, end in zip(found, starts[1:], strict=True):
        yield Piece(field(label), text[label.end() : end].strip(), height)


def field(label: re.Match[str]) -> str:
    word = next(word for word in label.groups() if word)
    return FIELDS.get("".join(word.split()), "")
