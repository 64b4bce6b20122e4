"""MySQL and MariaDB through PyMySQL."""

import functools
import re
import select
import ssl
import struct
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import unquote, unquote_to_bytes, urlsplit

import pymysql
import pymysql.cursors

from shared.config.settings import Settings
from shared.database.drivers import Meaning

_DUPLICATE = {1062}
_DEADLOCK = {1213, 1020}  # 1020: MariaDB from 11.6 on, of a row that changed since it was read
_NO_TABLES = {1146, 1054}
_LOST = {0, 2006, 2013, 2055}
_UNDONE = frozenset(_LOST)  # of what leaves nothing behind when it is lost: reads, and beginnings
_UNSENT = frozenset({0, 2006})  # of anything: the connection was gone before it was sent
_NEVER: frozenset[int] = frozenset()
_NOT_MYSQL = 2012  # what answers at the address makes no sense as a server's greeting
_TIMES_OUT = {1205, 1317, 1969, 3024}
_REFUSES = {1040, 1044, 1045, 1049, 1053, 1129, 1130, 1203, 1226, 1290, 1836, 1927}
_DOWN = {2002, 2003, 2026, _NOT_MYSQL, *_TIMES_OUT, *_REFUSES, *_LOST}
_READER_MAY_TAKE = 600  # seconds for some rows; the longest that a function runs
_SEARCH_MAY_TAKE = 60  # seconds until the next row
_ISOLATION = "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ"  # RDS has another default
_FLAGS = pymysql.constants.CLIENT.FOUND_ROWS | pymysql.constants.CLIENT.MULTI_STATEMENTS
_COLLATION = "utf8mb4_bin"  # of what we send too: by others, some characters equal nothing
_PARAMETER = re.compile(r":([a-z_][a-z0-9_]*)")


class MySQL:
    name: ClassVar[str] = "mysql"
    Error: ClassVar[type[Exception]] = pymysql.Error

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._connection: Any = None
        self._queued: list[str] = []
        self._begun = False  # the server has heard of the transaction

    def connect(self) -> None:
        self._connection = dial(
            self._settings,
            autocommit=True,
            cursorclass=pymysql.cursors.DictCursor,
            client_flag=_FLAGS,
            init_command=_ISOLATION,
        )

    @property
    def is_open(self) -> bool:
        return self._connection is not None and bool(self._connection.open)

    def close(self) -> None:
        if self.is_open:
            if self._connection._result:  # or PyMySQL reads the rows that nobody wants any more
                self._connection._result.unbuffered_active = False
            self._connection._force_close()  # a polite goodbye could wait on a dead peer

    def is_stale(self) -> bool:
        """A server that hung up has sent its end; it says nothing else unasked."""
        if not self.is_open:
            return True
        idle = select.poll()
        idle.register(self._connection._sock, select.POLLIN)
        return bool(idle.poll(0))

    def begin(self, *, write: bool) -> None:
        """It goes with the first statement: a round trip less."""
        self._queued = ["START TRANSACTION" if write else "START TRANSACTION READ ONLY"]
        self._begun = False

    def execute(self, sql: str, values: Mapping[str, Any]) -> Any:
        first, self._begun = bool(self._queued) and not self._begun, True
        return self._send(self._text(sql, values), _UNDONE if first else _NEVER)

    def queue(self, sql: str, values: Mapping[str, Any]) -> None:
        self._queued.append(self._text(sql, values))

    def commit(self) -> None:
        """Nothing is sent when nothing was done."""
        if self._begun or len(self._queued) > 1:
            may_repeat, self._begun = _NEVER if self._begun else _UNSENT, True
            self._send("COMMIT", may_repeat)
        self._queued, self._begun = [], False

    def roll_back(self) -> None:
        begun, self._queued, self._begun = self._begun, [], False
        if begun:
            self._send("ROLLBACK", _NEVER)

    def single(self, sql: str, values: Mapping[str, Any], *, write: bool) -> Any:
        return self._send(self._text(sql, values), _UNSENT if write else _UNDONE)

    def number(self, cursor: Any) -> int | None:
        """LAST_INSERT_ID has no sign, and counts may be below zero."""
        if not cursor.rowcount:
            return None
        number = int(cursor.lastrowid)
        return number - 2**64 if number >= 2**63 else number

    def _text(self, sql: str, values: Mapping[str, Any]) -> str:
        text: str = self._connection.cursor().mogrify(_percent_style(sql), values)
        return text

    def _send(self, statement: str, may_repeat: frozenset[int]) -> Any:
        """Send what is queued and the statement as one packet; the cursor has the last result.

        It is sent again, once, over a new connection when the old one was lost with one of these
        codes: then nothing of it is done. Who was slow to answer is not asked again.
        """
        packet, self._queued = ";".join([*self._queued, statement]), []
        try:
            return self._ask(packet)
        except pymysql.Error as e:
            if _code(e) not in may_repeat or isinstance(e.__context__, TimeoutError):
                raise
            self.close()
        self.connect()
        return self._ask(packet)

    def _ask(self, packet: str) -> Any:
        cursor = self._connection.cursor()
        cursor.execute(packet)
        while cursor.nextset():
            pass
        return cursor

    def stream(self, sql: str, values: Mapping[str, Any]) -> Any:
        """A cursor whose rows, tuples, stay with the server until they are fetched.

        The server waits long for a slow reader, and we for a filter that finds little.
        """
        self.execute(f"SET SESSION net_write_timeout = {_READER_MAY_TAKE}", {})
        self._connection._read_timeout = max(self._settings.db_read_timeout, _SEARCH_MAY_TAKE)
        cursor = self._connection.cursor(pymysql.cursors.SSCursor)
        cursor.execute(_percent_style(sql), values)
        return cursor

    def meaning(self, error: Exception) -> Meaning:
        code = _code(error)
        if code in _DUPLICATE:
            return "duplicate"
        if code in _NO_TABLES:
            return "no_tables"
        if code in _DEADLOCK:
            return "deadlock"
        return "down" if code in _DOWN else "fault"

    def lost(self, error: Exception) -> bool:
        return _code(error) in _LOST


def dial(settings: Settings, **options: Any) -> Any:
    """A PyMySQL connection; during the handshake its read time-out is the one to connect.

    PyMySQL's own time-out to connect ends with TCP's part. Its RuntimeError is that MySQL 8's
    users (caching_sha2_password) need TLS, or a package for RSA, to send their password.
    """
    try:
        return _dialled(settings, **options)
    except RuntimeError as e:
        hint = f"{e}, or encryption: set DB_TLS to `required` or to a CA file"
        raise pymysql.OperationalError(_NOT_MYSQL, hint) from e
    except (pymysql.InternalError, OSError, ValueError, LookupError, struct.error) as e:
        raise pymysql.OperationalError(_NOT_MYSQL, f"{type(e).__name__}: {e}") from e


def _dialled(settings: Settings, **options: Any) -> Any:
    url = urlsplit(settings.database_url)
    connection: Any = pymysql.connect(
        host=url.hostname or "127.0.0.1",
        port=url.port or 3306,
        user=unquote(url.username or ""),
        password=unquote_to_bytes(url.password or ""),  # PyMySQL takes a str for Latin-1
        database=unquote(url.path.lstrip("/")),
        charset="utf8mb4",
        collation=_COLLATION,
        connect_timeout=settings.db_connect_timeout,
        read_timeout=settings.db_connect_timeout,
        write_timeout=settings.db_write_timeout,
        ssl=_tls(settings.db_tls),
        ssl_disabled=settings.db_tls == "off",  # else PyMySQL encrypts where it can
        **options,
    )
    connection._read_timeout = settings.db_read_timeout
    return connection


@functools.cache
def _percent_style(sql: str) -> str:
    """`:name` as `%(name)s`; literals with a colon have no place in our SQL."""
    return _PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))


def _code(error: Exception) -> int:
    return error.args[0] if error.args and isinstance(error.args[0], int) else -1


def _tls(choice: str) -> ssl.SSLContext | None:
    """`off`, `required` (encrypted, the server unverified), or a CA file to verify it with."""
    if choice == "off":
        return None
    if choice == "required":
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context
    return ssl.create_default_context(cafile=choice)
