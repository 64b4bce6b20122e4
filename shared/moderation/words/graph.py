"""States and the characters that lead from one to the next (Thompson, 1968): what lists become.

All that may be the case is looked at side by side, so that no text and no pattern takes more steps
than its length times the states of the patterns; nothing is ever tried again.
"""

from collections.abc import Callable
from typing import NamedTuple

Test = Callable[[str], bool]


class Step(NamedTuple):
    """To a state, by every plain character that passes."""

    passes: Test
    to: int


class Graph:
    """Grows by `state`, `join` and the like; state 0 is where each text begins, at any place, and
    state 1 the same where no Latin letter stands before."""

    ANYWHERE, BEFORE_A_WORD = 0, 1

    def __init__(self) -> None:
        self.by_letter: list[dict[str, list[int]]] = []
        self.steps: list[list[Step]] = []
        self.free: list[list[int]] = []  # states that are reached without any character
        self.found: dict[int, str] = {}  # labels of states that are an end
        self.ends: dict[int, str] = {}  # … if no Latin letter follows
        self.state(), self.state()

    def state(self) -> int:
        self.by_letter.append({})
        self.steps.append([])
        self.free.append([])
        return len(self.by_letter) - 1

    def join(self, start: int, letter: str, to: int) -> None:
        known = self.by_letter[start].setdefault(letter, [])
        if to not in known:
            known.append(to)

    def leave_out(self, state: int, passes: Test) -> None:
        """What passes may stand there, and says nothing."""
        itself = Step(passes, state)
        if itself not in self.steps[state]:
            self.steps[state].append(itself)

    def test(self, start: int, passes: Test, to: int) -> None:
        self.steps[start].append(Step(passes, to))

    def closed(self, states: set[int]) -> frozenset[int]:
        """With all that is reached from them without a character."""
        waiting, found = list(states), set(states)
        while waiting:
            for state in self.free[waiting.pop()]:
                if state not in found:
                    found.add(state)
                    waiting.append(state)
        return frozenset(found)

    def after(self, states: frozenset[int], letter: str) -> set[int]:
        reached: set[int] = set()
        for state in states:
            reached.update(self.by_letter[state].get(letter, ()))
            reached.update(step.to for step in self.steps[state] if step.passes(letter))
        return reached
