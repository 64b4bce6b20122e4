"""Those who run the deployment: there is always one."""

from shared.db import Transaction
from shared.errors import Conflict
from shared.store import users
from shared.store.users import User


def require_another(tx: Transaction, user: User) -> None:
    """Conflict when `user` is the last who can administrate; called before they cease to."""
    if users.lock_administrators(tx) == [user.id]:
        raise Conflict("last_administrator")
