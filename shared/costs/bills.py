"""A bill as every cloud can tell it; yuan throughout, exact."""

import calendar
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

_CHINA = "Asia/Shanghai"  # in which both clouds begin their days
_FEN = Decimal("0.01")


class Bill(NamedTuple):
    """`day` is what each product cost on that date, `month` its month until now."""

    cloud: str
    date: date
    day: Mapping[str, Decimal]
    month: Mapping[str, Decimal]
    balance: Decimal

    @property
    def spent(self) -> Decimal:
        return sum(self.day.values(), Decimal(0))

    @property
    def dearest_first(self) -> list[tuple[str, Decimal]]:
        """The products of the day."""
        return sorted(self.day.items(), key=lambda item: -item[1])

    @property
    def so_far(self) -> Decimal:
        return sum(self.month.values(), Decimal(0))

    @property
    def forecast(self) -> Decimal:
        """The whole month, when its other days cost as much as those that are over."""
        days = calendar.monthrange(self.date.year, self.date.month)[1]
        return fen(self.so_far / self.date.day * days)


def yesterday(now_ms: int) -> date:
    """The last day whose bill is out, at an instant; bills lag by some hours."""
    now = datetime.fromtimestamp(now_ms / 1000, ZoneInfo(_CHINA))
    return now.date() - timedelta(days=1)


def yuan(given: Any) -> Decimal:
    """Of a number, or of a text such as `1,234.50`; nothing is 0. ValueError for words."""
    try:
        return Decimal(str(given or 0).replace(",", ""))
    except ArithmeticError as e:
        raise ValueError(f"{given!r} is no amount") from e


def fen(amount: Decimal) -> Decimal:
    return amount.quantize(_FEN)


def add(sums: dict[str, Decimal], product: str, amount: Decimal) -> None:
    """What costs nothing is left out."""
    if amount:
        sums[product] = sums.get(product, Decimal(0)) + amount
