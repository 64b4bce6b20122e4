"""What models say at length, of different kinds."""

LENGTH = 25_000  # characters of an answer

_PROSE = "第{n}段：**注意：**这里有一些文字，也有 `code`，还有一个[链接](https://example.com/{n})。"
_CODE = (
    "```python\ndef f{n}(a: int) -> int:\n    # 注释\n    return a * {n} + sum(range({n}))\n```\n\n"
)
_TABLE = "| 名称 | 数量 | 说明 |\n|---|---:|---|\n" + "| 第{n}行 | {n} | 一些内容 |\n" * 4
_FORMULAS = (
    "设 \\(x_{{{n}}} = \\frac{{a_{{{n}}}}}{{b^2}}\\)，则有\n\n"
    "$$\\int_0^{{{n}}} e^{{-x^2}}\\,dx \\le \\sqrt{{\\pi}}$$\n\n"
)
_KINDS = {
    "prose": f"{_PROSE}\n\n- 一\n- 二\n- 三\n\n",
    "code": f"{_CODE}{_PROSE}\n\n",
    "tables": f"{_TABLE}\n",
    "formulas": _FORMULAS,
}
KINDS = tuple(_KINDS)


def long(kind: str, length: int = LENGTH) -> str:
    """An answer of a kind, as long as said."""
    parts: list[str] = []
    size = n = 0
    while size < length:
        n += 1
        parts.append(_KINDS[kind].format(n=n))
        size += len(parts[-1])
    return "".join(parts)


def mixed(number: int) -> str:
    """A long answer of a bit of everything."""
    return "".join(_KINDS[kind].format(n=number) * 2 for kind in ("prose", "code", "tables"))
