"""Setting up the second factor: an authenticator, its confirmation, recovery codes, its end."""

import msgspec

from shared import times
from shared.access.authentication import Caller
from shared.accounts import codes, login, qr, second_factor, totp
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, InvalidToken, SecondFactorInvalid
from shared.store import second_factors, users
from shared.store.second_factors import SecondFactor

CODES = 10
_GROUPS, _GROUP = 4, 4  # 79 bits
CONFIRM_FAILS = (SecondFactorInvalid, Conflict)


class State(msgspec.Struct, frozen=True):
    """Whether there is a second factor; `required` where the deployment asks administrators."""

    enabled: bool
    recovery_codes: int
    required: bool


class Begun(msgspec.Struct, frozen=True):
    """What an authenticator needs: `qr` is a picture of `uri`, as a `data:` URL of SVG."""

    secret: str
    uri: str
    qr: str


class Codes(msgspec.Struct, frozen=True):
    """Recovery codes, shown this once."""

    recovery_codes: list[str]


def state(caller: Caller) -> State:
    with transactions.asking() as tx:
        left = second_factors.codes_left(tx, caller.user.id)
    required = environment.settings().admin_second_factor and caller.user.role == "admin"
    return State(bool(caller.user.second_factor), left, required)


def begin(caller: Caller, password: str, ip: str) -> Begun:
    """A new secret, which counts once it is confirmed; Conflict where there is one already."""
    login.require_password(caller, password, ip)
    secret = totp.new_secret()
    kept = SecondFactor(caller.user.id, totp.hidden(secret), 0, times.now())

    def keep(tx: Transaction) -> None:
        _require_none(tx, caller.user.id)
        second_factors.remove(tx, caller.user.id)
        second_factors.add(tx, kept)

    transactions.atomically(keep)
    uri = totp.uri(secret, caller.user.email)
    return Begun(secret, uri, qr.picture(uri))


def confirm(caller: Caller, code: str) -> Codes:
    """Switch it on by the first code that the authenticator shows."""
    made = _new_codes()

    def keep(tx: Transaction) -> bool:
        _require_none(tx, caller.user.id)
        if not second_factor.use(tx, caller.user.id, code):
            return False
        users.change_second_factor(tx, caller.user.id, has=True)
        second_factors.replace_codes(tx, caller.user.id, [codes.hash_of(each) for each in made])
        return True

    if not transactions.atomically(keep):
        raise SecondFactorInvalid(param="code")
    return Codes(made)


def renew_codes(caller: Caller, password: str, ip: str) -> Codes:
    """New recovery codes; the old ones are good no more."""
    login.require_password(caller, password, ip)
    made = _new_codes()

    def keep(tx: Transaction) -> None:
        user = users.find_locked(tx, caller.user.id)
        if not user or not user.second_factor:
            raise Conflict("second_factor_off")
        second_factors.replace_codes(tx, user.id, [codes.hash_of(each) for each in made])

    transactions.atomically(keep)
    return Codes(made)


def end(caller: Caller, password: str, ip: str) -> None:
    """Switch it off."""
    login.require_password(caller, password, ip)
    transactions.atomically(lambda tx: second_factor.drop(tx, caller.user.id))


def _require_none(tx: Transaction, user_id: str) -> None:
    user = users.find_locked(tx, user_id)
    if not user:
        raise InvalidToken()
    if user.second_factor:
        raise Conflict("second_factor_on")


def _new_codes() -> list[str]:
    return [codes.make(_GROUPS, _GROUP) for _ in range(CODES)]
