"""Where rows are kept, and what counts beside them."""

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.server import Server


class Database(Server, frozen=True, kw_only=True):
    database_url: str = setting(
        "DATABASE_URL", secret=True, meaning="mysql://, mysql+pymysql:// or sqlite:///"
    )
    db_host: str = setting("DB_HOST", meaning="MySQL host, when DATABASE_URL is not set")
    db_port: int = setting("DB_PORT", default=3306, read=parsers.whole, meaning="MySQL port")
    db_user: str = setting("DB_USER", meaning="MySQL user")
    db_password: str = setting("DB_PASSWORD", secret=True, meaning="MySQL password")
    db_name: str = setting("DB_NAME", default="yunzhan", meaning="MySQL database")
    db_tls: str = setting(
        "DB_TLS", default="off", meaning="off, required, or the path of a CA file to verify with"
    )
    db_connect_timeout: int = setting(
        "DB_CONNECT_TIMEOUT", default=5, read=parsers.seconds, meaning="seconds"
    )
    db_read_timeout: int = setting(
        "DB_READ_TIMEOUT", default=6, read=parsers.seconds, meaning="seconds"
    )
    db_write_timeout: int = setting(
        "DB_WRITE_TIMEOUT", default=10, read=parsers.seconds, meaning="seconds"
    )
    db_connections: int = setting(
        "DB_CONNECTIONS",
        default=20,
        read=parsers.positive,
        meaning="connections of one process at most",
    )
    redis_url: str = setting("REDIS_URL", secret=True, meaning="Redis or Valkey, optional")
