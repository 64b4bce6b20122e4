"""A graph as it is walked: each set of states that comes up is made once, and kept.

So a character of a text costs one look into a table (Aho and Corasick, 1975; lazily, as RE2 does).
"""

from shared.moderation.words import letters
from shared.moderation.words.graph import Graph

_MOST = 20_000  # sets of states that are kept


class Here:
    """How far a text has come. `label` is of what was found, `end` of what is found if the text
    ends here; `is_open` while what may become a word has begun."""

    __slots__ = ("end", "is_open", "label", "latin", "next", "states")

    def __init__(self, states: frozenset[int], label: str, end: str, *, latin: bool) -> None:
        self.states, self.label, self.end, self.latin = states, label, end, latin
        self.is_open = False
        self.next: dict[str, Here] = {}


class Automaton:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._anywhere = graph.closed({Graph.ANYWHERE})
        self._fresh = graph.closed({Graph.ANYWHERE, Graph.BEFORE_A_WORD})
        self._known: dict[tuple[frozenset[int], bool, str], Here] = {}

    @property
    def begin(self) -> Here:
        return self._made(frozenset(), latin=False, label="")

    def find(self, text: str) -> str:
        """The label of the first word in a text; "" of none."""
        here = self.walk(self.begin, text)
        return here.label or here.end

    def walk(self, here: Here, text: str) -> Here:
        """Where a text leads; no further than to what is found."""
        for character in text:
            here = here.next.get(character) or self._step(here, character)
            if here.label:
                break
        return here

    def _step(self, before: Here, character: str) -> Here:
        here = before
        for letter in letters.plain(character):
            here = here if here.label else self._letter(here, letter)
        before.next[character] = here
        return here

    def _letter(self, here: Here, letter: str) -> Here:
        latin = letters.is_latin(letter)
        if here.end and not latin:
            return self._made(frozenset(), latin=latin, label=here.end)
        reached = self._graph.closed(self._graph.after(here.states, letter))
        found = next((self._graph.found[s] for s in sorted(reached) if s in self._graph.found), "")
        return self._made(reached, latin=latin, label=found)

    def _made(self, reached: frozenset[int], *, latin: bool, label: str) -> Here:
        key = (reached, latin, label)
        known = self._known.get(key)
        if known:
            return known
        if len(self._known) >= _MOST:
            self._known = {}  # whoever is on the way walks on among the old ones
        states = reached | (self._anywhere if latin else self._fresh)
        end = next((self._graph.ends[s] for s in sorted(reached) if s in self._graph.ends), "")
        made = Here(states, label, end, latin=latin)
        made.is_open = bool(reached)
        self._known[key] = made
        return made
