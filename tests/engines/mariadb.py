"""A private MariaDB server for tests: own data directory, own loopback port, own root password."""

import functools
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

import pymysql

from tests.engines import debian
from tests.engines.workers import free_port

PATIENCE = 60.0  # seconds to become ready, or to stop; a quiet machine needs less than one


@functools.cache  # a failed installation is not tried again
def find_or_install() -> str | None:
    return debian.find_or_install("mariadb-server", lambda: _find("mariadbd"))


def _find(program: str) -> str | None:
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/bin")


class MariaDB:
    """Started on entering the context; stopped, and its directory removed, on leaving it."""

    def __init__(self) -> None:
        self._directory = Path()
        self._process: subprocess.Popen[bytes] | None = None
        self._password = secrets.token_hex(16)
        self._port = 0

    def __enter__(self) -> "MariaDB":
        self._directory = Path(tempfile.mkdtemp(prefix="mariadb-"))
        try:
            self._prepare()
            self._start()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._remove()

    @property
    def url(self) -> str:
        return self._url("yunzhan")

    def database(self, name: str) -> str:
        """Make the database *name* anew, empty and in utf8mb4; its url."""
        with self._connect() as connection, connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS `{name}`")
            cursor.execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4")
        return self._url(name)

    def kill(self) -> None:
        """End the server as a crash would; what was committed survives for restart()."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Stop the server if it runs, then start it on the same port with the same data."""
        self._stop()
        self._start()

    def _url(self, name: str) -> str:
        return f"mysql://root:{self._password}@127.0.0.1:{self._port}/{name}"

    def _connect(self) -> "pymysql.Connection[pymysql.cursors.Cursor]":
        return pymysql.connect(
            host="127.0.0.1",
            port=self._port,
            user="root",
            password=self._password,
            autocommit=True,
            connect_timeout=5,
            read_timeout=30,
        )

    def _prepare(self) -> None:
        self._port = free_port()
        self._first_statements.write_text(
            "DROP DATABASE IF EXISTS test;\n"
            "CREATE DATABASE IF NOT EXISTS yunzhan CHARACTER SET utf8mb4;\n"
            "DELETE FROM mysql.global_priv WHERE NOT (User = 'root' AND Host = '127.0.0.1')"
            " AND User <> 'mariadb.sys';\n"
            "FLUSH PRIVILEGES;\n"
            f"ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY '{self._password}';\n"
        )
        subprocess.run(
            [
                _find("mariadb-install-db") or "mariadb-install-db",
                "--no-defaults",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                f"--datadir={self._directory / 'data'}",
                *_as_root(),
            ],
            env=self._environment,
            capture_output=True,
            check=True,
        )

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command(), env=self._environment, stdout=log, stderr=log
            )
        self._wait_until_ready(self._process)

    def _command(self) -> list[str]:
        return [
            _find("mariadbd") or "mariadbd",
            "--no-defaults",
            f"--datadir={self._directory / 'data'}",
            f"--port={self._port}",
            "--bind-address=127.0.0.1",
            f"--socket={self._directory / 'socket'}",
            f"--pid-file={self._directory / 'pid'}",
            f"--init-file={self._first_statements}",
            "--character-set-server=utf8mb4",
            "--innodb-buffer-pool-size=32M",
            "--innodb-flush-log-at-trx-commit=2",  # written at commit, so kill() loses nothing
            "--skip-name-resolve",
            *_as_root(),
        ]

    @property
    def _environment(self) -> dict[str, str]:
        """An own folder for temporary tables: a server that starts removes what it finds there."""
        return {**os.environ, "TMPDIR": str(self._directory)}

    @property
    def _first_statements(self) -> Path:
        return self._directory / "first.sql"

    @property
    def _log(self) -> Path:
        return self._directory / "log"

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self._connect().close()
                return
            except pymysql.err.OperationalError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    log = self._log.read_text(errors="replace")[-3000:]
                    raise RuntimeError(f"MariaDB did not become ready ({error}):\n{log}") from error
            time.sleep(0.02)

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def _remove(self) -> None:
        self._stop()
        shutil.rmtree(self._directory)


def _as_root() -> list[str]:
    return ["--user=root"] if os.geteuid() == 0 else []
