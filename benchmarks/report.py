"""The table: our figure, the peer's, their ratio, the target, and whether it is met."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

_HEADINGS = ("measurement", "ours", "peer", "ours/peer", "target", "")
_FEW = 100  # figures from here on have no decimals


@dataclass(frozen=True, slots=True)
class Target:
    """A bound on our figure, or on its ratio to the peer's."""

    bound: float
    least: bool = False
    of_peer: bool = False

    def missed_by(self, figure: float) -> float:
        """By what part of the bound `figure` lies on the wrong side of it; 0 or less when met."""
        excess = figure / self.bound - 1
        return -excess if self.least else excess

    def __str__(self) -> str:
        bound = f"{_fraction(self.bound)} of peer" if self.of_peer else f"{self.bound:,}"
        return f"{'≥' if self.least else '≤'} {bound}"


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    unit: str
    ours: float
    peer: float | None
    target: Target

    @property
    def ratio(self) -> float | None:
        return None if self.peer is None else self.ours / self.peer

    @property
    def missed_by(self) -> float:
        """As a part of the target's bound; 0 or less when the target is met."""
        judged = self.ratio if self.target.of_peer else self.ours
        if judged is None:
            raise ValueError(f"{self.name}: a ratio to no peer")
        return self.target.missed_by(judged)

    def cells(self) -> tuple[str, ...]:
        return (
            f"{self.name}, {self.unit}",
            _figure(self.ours),
            "–" if self.peer is None else _figure(self.peer),
            "–" if self.ratio is None else f"{self.ratio:.3f}",
            str(self.target),
            "met" if self.missed_by <= 0 else f"missed by {self.missed_by:.1%}",
        )


def table(rows: Iterable[Row]) -> str:
    """The rows in aligned columns: names to the left, figures to the right."""
    lines = [_HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    figures = range(1, 4)
    aligned = (
        cell.rjust(width) if column in figures else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(aligned).rstrip()


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= _FEW else f"{value:.2f}"


def _fraction(bound: float) -> str:
    """`1/3`, where that is what is meant, else two decimals."""
    near = Fraction(bound).limit_denominator(5)
    return str(near) if near.numerator == 1 and abs(near - bound) < 1e-9 else f"{bound:g}"
