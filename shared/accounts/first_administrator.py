"""The first administrator, made when the database is brought up to date."""

import secrets
from typing import NamedTuple

from shared.accounts import addresses, passwords
from shared.accounts.identity import new_user
from shared.config import environment
from shared.database import transactions
from shared.store import users

_DEFAULT_NAME = "admin"


class Made(NamedTuple):
    """An administrator with a random password, which is kept nowhere else."""

    name: str
    password: str


def make() -> Made | None:
    """Make the configured administrator unless there is one.

    A local deployment without ADMIN_PASSWORD gets a random password, and only that is returned.
    An existing user of that name is left as they are.
    """
    settings = environment.settings()
    name = addresses.canonical(settings.admin_username) or _DEFAULT_NAME
    password = settings.admin_password or (_random() if settings.mode == "local" else "")
    if not password or _exists(name):
        return None
    first = new_user(name, passwords.hashed(password), name.partition("@")[0], role="admin")
    with transactions.writing() as tx:
        if users.lock_administrators(tx):
            return None
        users.add(tx, first)
    return None if settings.admin_password else Made(name, password)


def _exists(name: str) -> bool:
    with transactions.writing() as tx:
        return bool(users.find_by_email(tx, name) or users.lock_administrators(tx))


def _random() -> str:
    return secrets.token_urlsafe(12)
