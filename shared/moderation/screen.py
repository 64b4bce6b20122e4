"""The rule: unsafe content is refused; what nobody could check is, as the deployment decides."""

import time
from collections.abc import Sequence

from shared.config import environment
from shared.errors import Moderated, NotModerated
from shared.moderation import checking, records
from shared.moderation.records import Whose
from shared.moderation.verdicts import Failed, Left, Place, Verdict


def is_on() -> bool:
    return environment.settings().moderation != "off"


def require(said: Sequence[str], place: Place, whose: Whose, param: str | None = None) -> None:
    """Moderated for unsafe texts; NotModerated where nobody could check them and none may pass."""
    if is_on() and any(said):
        try:
            Screen(whose).check(said, place, param)
        except Left as e:
            raise NotModerated() from e


class Screen:
    """What one call says and hears. A failure to check is told once of each."""

    def __init__(self, whose: Whose, *, answers: bool = False) -> None:
        self._whose = whose
        self._answers = answers and environment.settings().moderation_answers
        self._has_failed = False

    def check(self, said: Sequence[str], place: Place, param: str | None = None) -> None:
        """Moderated, NotModerated; Left when nobody is there to hear it any more."""
        begun = time.monotonic()
        try:
            verdict = checking.find(said, place, self._whose.reference)
        except Failed as e:
            records.observed(place, "failed", time.monotonic() - begun)
            self.fail(place, e)
            return
        outcome = records.REFUSED if verdict else "cleared"
        records.observed(place, outcome, time.monotonic() - begun)
        if verdict:
            self.refuse(verdict, place, param)

    def refuse(self, verdict: Verdict, place: Place, param: str | None = None) -> None:
        records.refused(place, verdict, self._whose)
        raise Moderated(verdict.label, param=param, answer=verdict.answer if self._answers else "")

    def fail(self, place: Place, failure: Failed) -> None:
        """NotModerated, unless what is not checked may pass."""
        passes = self._lets_through
        if not self._has_failed:
            records.failed(place, failure.cause, self._whose, passed=passes)
        self._has_failed = True
        if not passes:
            raise NotModerated() from failure

    @property
    def _lets_through(self) -> bool:
        rule = environment.settings().moderation_failure
        return rule == "open" or (rule == "anonymous" and self._whose.user_id != "")
