"""Made-up conversations, which go on where they were or begin anew."""

import msgspec

from shared.store.conversations import Conversation
from shared.store.messages import Message
from tools.demo import words
from tools.demo.month import Month

_BEGINS = 0.45  # of the questions of who has a conversation


class Talks:
    """All conversations as they are by now, and the last of each user."""

    def __init__(self, month: Month) -> None:
        self._month = month
        self._all: dict[str, Conversation] = {}
        self._last: dict[str, str] = {}

    @property
    def rows(self) -> list[msgspec.Struct]:
        return list(self._all.values())

    def go_on(self, user_id: str, at: int, model: str) -> None:
        """Ask something in a conversation of a user's, and be answered."""
        question, answer = self._month.chance.choice(words.all().exchanges)
        last = self._last.get(user_id)
        if last is None or self._month.chance.random() < _BEGINS:
            last = self._begin(user_id, at, question)
        self._all[last] = msgspec.structs.replace(self._all[last], updated_at=at)
        self._say(last, at - 1, "user", question, None)
        self._say(last, at, "assistant", answer, model)

    def _begin(self, user_id: str, at: int, question: str) -> str:
        id = self._month.id(at)
        persona = self._month.pick(words.all().personas)
        self._all[id] = Conversation(id, user_id, persona, question[:40], at, at)
        self._last[user_id] = id
        return id

    def _say(self, talk: str, at: int, role: str, content: str, model: str | None) -> None:
        finish = None if role == "user" else "stop"
        row = Message(self._month.id(at), talk, role, content, model, at, finish)
        self._month.add("messages", row)
