"""What happens in the made-up month, to whom, how often."""

import functools
from bisect import bisect_right
from itertools import accumulate

from tools.demo import calls, deeds, models, people, work
from tools.demo.accounts import Account
from tools.demo.chats import Talks
from tools.demo.month import HOUR, Month

CALLS, RECOGNITIONS, TASKS, DEEDS, FAILURES = 18_000, 400, 260, 90, 14
_STRANGERS = 0.04  # of the calls


def tell(month: Month, actor_id: str, password_hash: str) -> None:
    """Everything, in its order; afterwards `month.rows` has it."""
    everybody = people.make(month, password_hash)
    crowd, talks = _Crowd(month, everybody), Talks(month)
    models.make(month)
    for at in month.moments(CALLS):
        account = None if month.chance.random() < _STRANGERS else crowd.one_at(at)
        month.at(at, functools.partial(calls.make, month, talks, at, account))
    for at in month.moments(RECOGNITIONS):
        month.at(at, functools.partial(work.recognise, month, at, crowd.one_at(at)))
    for at in month.moments(TASKS):
        month.at(at, functools.partial(work.do, month, at, crowd.one_at(at)))
    for kind in ("video", "image", "speech"):
        at = month.now - month.chance.randrange(HOUR // 2)
        month.at(at, functools.partial(work.wait, month, at, crowd.one_at(at), kind))
    calls.burst(month, talks, next(each for each in everybody if each.key_id))
    deeds.do(month, actor_id, everybody, DEEDS)
    deeds.fail(month, FAILURES)
    month.pass_by()
    month.rows["users"] = [account.row for account in everybody]
    month.rows["conversations"] = talks.rows


class _Crowd:
    """Some are more eager than others, and nobody calls before they are there."""

    def __init__(self, month: Month, everybody: list[Account]) -> None:
        self._chance = month.chance
        self._all = sorted(everybody, key=lambda account: account.user.created_at)
        self._since = [account.user.created_at for account in self._all]
        self._sums = list(accumulate(min(account.eagerness, 12.0) for account in self._all))

    def one_at(self, at: int) -> Account:
        count = bisect_right(self._since, at)
        drawn = self._chance.uniform(0, self._sums[count - 1])
        return self._all[bisect_right(self._sums, drawn, hi=count - 1)]
