"""What is made is for its owner alone."""

from pathlib import Path

import pytest

from migrations import upgrade
from shared import private
from shared.database import transactions
from shared.storage import objects
from tests.conftest import Configure
from tests.umasks import careless, mode, open_to_others

KEY = "users/01JABCDEFGHJKMNPQRSTVWXYZ0/2026/11/01JABCDEFGHJKMNPQRSTVWXYZ1.jpg"


def test_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    with careless():
        private.make_folder(tmp_path / "a" / "b")

    assert mode(tmp_path) == 0o755
    assert (mode(tmp_path / "a"), mode(tmp_path / "a" / "b")) == (0o700, 0o700)


def test_file_in_the_place_of_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    with pytest.raises(OSError, match="a"):
        private.make_folder(tmp_path / "a" / "b")


def test_database_is_for_its_owner_alone(configure: Configure, tmp_path: Path) -> None:
    path = tmp_path / "new" / "yunzhan.db"
    configure(DATABASE_URL=f"sqlite:///{path}")

    with careless():
        upgrade.to_newest(f"sqlite:///{path}")
        with transactions.writing() as tx:
            tx.run("DELETE FROM answers")
            beside = {found.name for found in path.parent.iterdir()}

    assert beside == {"yunzhan.db", "yunzhan.db-wal", "yunzhan.db-shm"}
    assert open_to_others(tmp_path) == []


def test_database_of_before_is_closed_to_others(sqlite: str) -> None:
    path = Path(sqlite.removeprefix("sqlite:///"))
    path.chmod(0o644)

    upgrade.to_newest(sqlite)

    assert mode(path) == 0o600


def test_database_that_was_never_migrated_is_for_its_owner_alone(
    configure: Configure, tmp_path: Path
) -> None:
    configure(DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")

    with careless(), transactions.writing() as tx:
        tx.one("SELECT 1")

    assert mode(tmp_path / "empty.db") == 0o600


def test_files_of_users_are_for_their_owner_alone(configure: Configure, tmp_path: Path) -> None:
    configure(UPLOAD_DIR=str(tmp_path / "files"))

    with careless():
        objects.put(KEY, b"x", "image/jpeg")
        objects.put_stream("tmp/exports/01JABCDEFGHJKMNPQRSTVWXYZ1.csv", [b"x"], "text/csv")

    assert objects.size(KEY) == 1
    assert open_to_others(tmp_path) == []
