"""The secret of a local server outlives a restart, and a start that failed."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local import secret
from tests.umasks import careless, mode


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can be longer than a few bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_first_start_on_a_full_disk_leaves_no_secret(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(OSError, match="large"):
        secret.kept(tmp_path / "jwt_secret")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", ["", "\n", "Zm9vYmFy"])
def test_secret_that_was_cut_off_is_made_anew(tmp_path: Path, left: str) -> None:
    path = tmp_path / "jwt_secret"
    path.write_text(left)

    made = secret.kept(path)

    assert len(made) == 64
    assert path.read_text() == made


def test_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "jwt_secret"
    with careless():
        made = secret.kept(path)

    assert (secret.kept(path), mode(path)) == (made, 0o600)


def test_what_a_dead_start_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "jwt_secret.part").write_text("half")

    assert len(secret.kept(tmp_path / "jwt_secret")) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["jwt_secret"]
