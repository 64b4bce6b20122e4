"""Where rows are kept, and what counts beside them."""

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.server import Server


class Database(Server, frozen=True, kw_only=True):
    database_url: str = setting(
        "DATABASE_URL",
        secret=True,
        meaning=(
            "`mysql://user:password@host:3306/name`, `mysql+pymysql://…` or `sqlite:///file`; "
            "without one, and without `DB_HOST`, `yunzhan.db` in `DATA_DIR`"
        ),
    )
    db_host: str = setting("DB_HOST", meaning="MySQL host, when `DATABASE_URL` is not set")
    db_port: int = setting("DB_PORT", default=3306, read=parsers.whole, meaning="MySQL port")
    db_user: str = setting("DB_USER", meaning="MySQL user")
    db_password: str = setting(
        "DB_PASSWORD", secret=True, meaning="MySQL password, as it is (no escaping)"
    )
    db_name: str = setting("DB_NAME", default="yunzhan", meaning="MySQL database")
    db_tls: str = setting(
        "DB_TLS",
        default="off",
        meaning=(
            "`off`; `required` (encrypted, the server is not verified); or the path of a CA "
            "file to verify it with"
        ),
    )
    db_connect_timeout: int = setting(
        "DB_CONNECT_TIMEOUT", default=5, read=parsers.seconds, meaning="seconds to connect to MySQL"
    )
    db_read_timeout: int = setting(
        "DB_READ_TIMEOUT",
        default=6,
        read=parsers.seconds,
        meaning="seconds to wait for MySQL's answer",
    )
    db_write_timeout: int = setting(
        "DB_WRITE_TIMEOUT", default=10, read=parsers.seconds, meaning="seconds to send to MySQL"
    )
    db_connections: int = setting(
        "DB_CONNECTIONS",
        default=20,
        read=parsers.positive,
        meaning=(
            "connections of one process at most, half of them for exports and back-ups; the "
            "database must allow this times the instances"
        ),
    )
    migrate: bool = setting(
        "MIGRATE",
        default=True,
        read=parsers.switch,
        meaning=(
            "a starting server brings the tables up to date; `off`: it only checks them, and "
            "`python -m migrations` is run apart"
        ),
    )
    redis_url: str = setting(
        "REDIS_URL",
        secret=True,
        meaning="Redis or Valkey, to count limits in (`redis://…`); the database counts without it",
    )
