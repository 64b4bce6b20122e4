"""Made-up users, with their keys and the invites that they came by."""

import functools
import hashlib

from shared.store.api_keys import ApiKey
from shared.store.invites import Invite, Use
from shared.store.users import User
from tools.demo import words
from tools.demo.accounts import Account
from tools.demo.month import DAY, MARK, Month

USERS = 150
GIFT = 5_000  # credits, of who registers
_OF_INVITES = 10_000
_WITH_KEYS = 0.3
_NOBODY_LOGS_IN = "-"  # no hash: such a user cannot log in


def make(month: Month, password_hash: str = _NOBODY_LOGS_IN) -> list[Account]:
    """Those who were there before the month, and those who came in it."""
    early = [month.since - month.chance.randrange(60 * DAY) for _ in range(USERS // 3)]
    late = month.moments(USERS - len(early))
    people = [_account(month, n, at, password_hash) for n, at in enumerate(early + late)]
    _invite(month, people[len(early) :])
    for account in people:
        if month.chance.random() < _WITH_KEYS:
            _give_key(month, account)
    return people


def _account(month: Month, number: int, at: int, password_hash: str) -> Account:
    known = words.all()
    is_abroad = month.chance.random() < 0.15
    surname, given = month.pick(known.surnames), month.pick(known.given)
    user = User(
        id=month.id(at),
        email=f"demo{number:03}@{month.pick(known.hosts)}",
        name=month.pick(known.abroad) if is_abroad else surname + given,
        password_hash=password_hash,
        role="user",
        credits=0,
        disabled=int(month.chance.random() < 0.03),
        token_version=1,
        created_at=at,
    )
    account = Account(user, eagerness=month.chance.paretovariate(1.1))
    month.at(at, functools.partial(account.move, month, at, "signup", GIFT))
    return account


def _give_key(month: Month, account: Account) -> None:
    user = account.user
    at = max(user.created_at, month.since) + month.chance.randrange(DAY)
    id = month.id(at)
    project = month.pick(words.all().projects)
    account.key_id, account.project = id, project
    month.add(
        "api_keys",
        ApiKey(
            id=id,
            user_id=user.id,
            name=project,
            project=project,
            prefix=f"sk-{id[-6:]}",
            key_hash=_hash(id),
            created_at=at,
            expires_at=None,
            last_used_at=month.ago(hours=month.chance.uniform(0, 48)),
            daily_tokens=None,
            monthly_tokens=None,
        ),
    )


def _invite(month: Month, people: list[Account]) -> None:
    """Half of those who came in the month had a code of one of three batches."""
    for note in ("春季班学员", "合作伙伴", "conference booth"):
        invited = people[:15]
        del people[:30]
        at = min(account.user.created_at for account in invited) - DAY
        id = month.id(at)
        invite = Invite(
            id=id,
            prefix=f"YZ{id[-6:]}",
            code_hash=_hash(id),
            max_uses=40,
            uses=len(invited),
            credits=_OF_INVITES,
            note=note,
            expires_at=month.now + 30 * DAY,
            disabled=0,
            created_at=at,
        )
        month.add("invites", invite)
        for account in invited:
            _use(month, invite, account)


def _use(month: Month, invite: Invite, account: Account) -> None:
    at = account.user.created_at
    ip = f"203.0.113.{month.chance.randrange(1, 255)}"
    month.add("invite_uses", Use(month.id(at), invite.id, account.user.id, ip, at))
    give = functools.partial(
        account.move, month, at, "invite", invite.credits, reason=invite.prefix
    )
    month.at(at, give)


def _hash(id: str) -> str:
    """Of no code that there is."""
    return hashlib.sha256(f"{MARK} {id}".encode()).hexdigest()
