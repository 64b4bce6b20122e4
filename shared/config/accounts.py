"""Who may come in, how often, and what a user gets."""

from shared.config import parsers
from shared.config.database import Database
from shared.config.declaration import setting


class Accounts(Database, frozen=True, kw_only=True):
    jwt_secrets: tuple[str, ...] = setting(
        "JWT_SECRET",
        "NEXTAUTH_SECRET",
        default=(),
        read=parsers.words,
        secret=True,
        meaning=(
            "signs access tokens: at least 32 random bytes. Several, separated by commas and "
            "newest first, while rotating. A local server makes and keeps its own"
        ),
    )
    jwt_expires_in: int = setting(
        "JWT_EXPIRES_IN",
        default=3600,
        read=parsers.seconds,
        meaning="life of an access token: seconds, or `15m`, `12h`, `7d`",
    )
    password_cost: int = setting(
        "PASSWORD_COST",
        default=12,
        read=parsers.whole,
        meaning=(
            "bcrypt cost, 10 to 15 (from 4 in local mode); one more doubles the time of a log-in"
        ),
    )
    admin_username: str = setting(
        "ADMIN_USERNAME",
        meaning="e-mail, or another name, of the first administrator; `admin` if empty",
    )
    admin_password: str = setting(
        "ADMIN_PASSWORD",
        secret=True,
        meaning=(
            "their password. `make run` and `make migrate` make the account while there is no "
            "administrator"
        ),
    )
    enable_invite_codes: bool = setting(
        "ENABLE_INVITE_CODES",
        default=False,
        read=parsers.switch,
        meaning=(
            "registration needs an invite code; without this a code is optional and brings "
            "its credits"
        ),
    )
    admin_second_factor: bool = setting(
        "ADMIN_SECOND_FACTOR",
        default=False,
        read=parsers.switch,
        meaning=(
            "administrators must have a second factor: without one, all they may do is to set it up"
        ),
    )
    limits: tuple[tuple[str, int, int], ...] = setting(
        "LIMITS",
        default=(),
        read=parsers.rates,
        meaning=(
            "other limits than the usual, as hits/seconds: `login=10/60,chat=30/1m`; the "
            "names are those of the limits in [the API](api.md#limits)"
        ),
    )
    signup_credits: int = setting(
        "SIGNUP_CREDITS", default=0, read=parsers.whole, meaning="credits of a new user"
    )
    enable_credit_system: bool = setting(
        "ENABLE_CREDIT_SYSTEM",
        default=False,
        read=parsers.switch,
        meaning="calls cost credits: reserved before, settled after, released on failure",
    )
    daily_tokens: int = setting(
        "DAILY_TOKENS",
        default=0,
        read=parsers.whole,
        meaning="tokens of a user per day; `0` is no quota",
    )
    monthly_tokens: int = setting(
        "MONTHLY_TOKENS",
        default=0,
        read=parsers.whole,
        meaning="tokens of a user per month; `0` is no quota",
    )
    anonymous_chats_per_day: int = setting(
        "ANONYMOUS_CHATS_PER_DAY",
        default=20,
        read=parsers.whole,
        meaning="chats per address and day (of `TZ`) without an account; `0` forbids them",
    )
    store_history: bool = setting(
        "STORE_HISTORY",
        default=True,
        read=parsers.switch,
        meaning=(
            "keep the conversations of users, their responses of `/v1` for 30 days, their "
            "recognitions and the pictures of these"
        ),
    )
