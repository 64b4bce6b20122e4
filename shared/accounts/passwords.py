"""Passwords: which are too weak, and their hashes (bcrypt)."""

import base64
import hashlib
import unicodedata
from typing import Annotated

import bcrypt
import msgspec

from shared import times
from shared.config import environment
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest
from shared.http.inputs import fields
from shared.store import mails, sessions, users

SHORTEST, LONGEST = 8, 128  # characters
_LONGEST_TYPED = 1000  # characters
_LENGTH = {"minLength": SHORTEST, "maxLength": LONGEST}

Chosen = Annotated[fields.AsItIs, msgspec.Meta(extra_json_schema=_LENGTH)]

# The heads of the published lists of leaked passwords, lower-case, without digits at either end.
_COMMON = frozenset(
    "password passw0rd p@ssw0rd p@ssword qwerty qwertyui qwertyuiop qazwsxedc qwer asdfghjk"
    " asdfghjkl zxcvbnm zxcvbn iloveyou woaini administrator admin root letmein welcome"
    " monkey dragon football baseball sunshine princess superman batman trustno michael jennifer"
    " computer internet samsung starwars whatever master shadow charlie jordan liverpool changeme"
    " changethis default secret testtest test guest abcd abcdef abcdefgh abcdefg aaaaaaaa abc a"
    " qq wang zhang wangyang zhangwei lihong woshishui nihao taobao alibaba tencent baidu aa"
    " google facebook twitter access login hello killer pokemon qaz qwe asd asdf zxc".split()
)
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz")
_PATTERNS = frozenset(
    "1q2w3e4r 1qaz2wsx 1q2w3e4r5t 1qazxsw2 q1w2e3r4 zaq12wsx 11223344 12341234 12121212 10203040"
    " 147258369 159357456 741852963 13145201314 5201314 52013141 88888888 66666666 31415926"
    " 20002000 19901990 147896325 789456123 123654789 123qwe123 qwe123qwe 123321123".split()
)


def require_strong(password: str, email: str) -> None:
    """InvalidRequest for a password that is too short, too long, common, or the e-mail."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidRequest("password_length", param="password")
    plain = password.casefold()
    if plain in (email, email.partition("@")[0]):
        raise InvalidRequest("password_is_email", param="password")
    if _is_common(plain):
        raise InvalidRequest("password_common", param="password")


def hashed(password: str) -> str:
    """The bcrypt hash of a password of any length."""
    return bcrypt.hashpw(_digest(password), bcrypt.gensalt(_cost())).decode()


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one hashed; a failure takes as long with an older hash of a lower
    cost, and when there is no hash (no user)."""
    digest, kept = _digest(password), password_hash or _matched_by_none(_cost())
    if bcrypt.checkpw(digest, kept.encode()) and password_hash is not None:
        return True
    for cost in range(_cost_of(kept), _cost()):  # 2^c + 2^c + 2^(c+1) + ... + 2^(n-1) = 2^n
        bcrypt.checkpw(digest, _matched_by_none(cost).encode())
    return False


def replace(tx: Transaction, user_id: str, password_hash: str) -> None:
    """Another password: all sessions end, and a link in a mail that would set one."""
    users.change_password(tx, user_id, password_hash)
    users.change_token_version(tx, user_id)
    sessions.end_all(tx, user_id, times.now())
    mails.remove_link(tx, user_id, "reset")


def is_outdated(password_hash: str) -> bool:
    """Whether a hash of today would be harder to break."""
    return _cost_of(password_hash) < _cost()


def _is_common(plain: str) -> bool:
    stem = plain.strip("0123456789!@#.")
    in_a_run = any(plain in run for run in _RUNS)
    return len(set(plain)) <= 2 or in_a_run or plain in _PATTERNS or stem in _COMMON


def _digest(password: str) -> bytes:
    """44 bytes for bcrypt, which takes 72 at most and (since 5.0) raises beyond.

    Normalised first (RFC 8265, 4.2): keyboards differ in how they compose a character. That takes
    the square of the marks in a row, so not what nobody typed.
    """
    typed = len(password) <= _LONGEST_TYPED
    normal = unicodedata.normalize("NFC", password) if typed else password
    digest = hashlib.sha256(normal.encode("utf-8", "surrogatepass")).digest()
    return base64.b64encode(digest)


def _matched_by_none(cost: int) -> str:
    return f"$2b${cost:02}$" + "." * 53


def _cost_of(password_hash: str) -> int:
    return int(password_hash[4:6])


def _cost() -> int:
    return environment.settings().password_cost
