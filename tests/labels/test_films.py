"""Labels in films and sound: read back by others from whatever tasks of media make of them."""

from collections.abc import Iterator
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.labels import films, making, sounds
from tests import label_readers
from tests.client import Account, Client
from tests.engines import exiftool, ffmpeg
from tests.media_tasks import content, done, row, stored

TASK = "01M8GXVE98AQ0W3ZADNX4T0000"
SPEECH = {"mp3": "audio/mpeg", "wav": "audio/wav", "opus": "audio/ogg"}
Step = tuple[str, dict[str, Any]]  # an operation, and its options

pytestmark = pytest.mark.parametrize("client", ["event-sqlite"], indirect=True)


def film(folder: Path) -> Path:
    """As one that a model has made is kept."""
    label = films.options(making.of_generated(TASK))
    tags = ("-movflags", films.OWN_TAGS, *label)
    return ffmpeg.film(folder / "film.mp4", *tags, size="64x48", seconds=0.4)


def speech(folder: Path, form: str) -> Path:
    """As it is sent of `/v1/audio/speech`."""
    path = ffmpeg.tone(folder / f"plain.{form}", seconds=0.4)
    pieces: Iterator[bytes] = iter((path.read_bytes(),))
    path.write_bytes(b"".join(sounds.labelled(pieces, form, TASK, mark=True)))
    return path


def read_back(account: Account, file_id: str, folder: Path) -> Any:
    raw, kept = content(account, file_id), row(account, file_id)
    if kept.content_type.startswith("image/"):
        return label_readers.of_picture(raw)
    (path := folder / f"{file_id}{Path(kept.filename).suffix}").write_bytes(raw)
    return label_readers.of_media(path)


FORMATS = st.sampled_from(("jpeg", "png", "webp"))
FILMS: Any = st.one_of(
    st.builds(lambda kind: ("transcode", {"format": kind}), st.sampled_from(("mp4", "webm"))),
    st.sampled_from((("compress", {}), ("compress", {"max_bytes": 400_000}))),
)
SOUNDS: Any = st.builds(lambda rate: ("audio", {"bitrate": rate}), st.sampled_from((64, 128)))
PICTURES: Any = st.one_of(
    st.builds(lambda kind: ("convert", {"format": kind}), FORMATS),
    st.just(("watermark", {"text": "AI"})),
)
STILLS: Any = st.builds(lambda kind: ("thumbnail", {"format": kind, "at": [0, 0.2]}), FORMATS)


def sequences(most: int) -> st.SearchStrategy[list[Step]]:
    """Films of films, and then sound of sound, or stills and pictures of them."""
    ends = st.one_of(
        st.lists(SOUNDS, min_size=1, max_size=min(most, 2)),
        st.builds(lambda one, more: [one, *more], STILLS, st.lists(PICTURES, max_size=most)),
    )
    return st.builds(
        lambda first, then: [*first, *then], st.lists(FILMS, min_size=1, max_size=most), ends
    )


def require_kept(client: Client, file: Path, steps: list[Step]) -> None:
    client.ip = str(IPv6Address(uuid4().int))  # so many people register from one nowhere
    account, label = client.register(), making.of_generated(TASK).aigc
    file_id = stored(account, file, SPEECH.get(file.suffix[1:], "video/mp4"), file.name)
    for operation, options in steps:
        made = done(client, account, file_id, operation, **options)
        for one in made:
            file_id = one["file_id"]
            assert read_back(account, file_id, file.parent) == label, (operation, options)
            answer = client.call("GET", f"/api/files/{file_id}", token=account.token)
            assert answer.json["label"] == "generated"


@pytest.mark.parametrize("form", SPEECH)
def test_sound_made_of_speech_keeps_its_label(client: Client, tmp_path: Path, form: str) -> None:
    require_kept(client, speech(tmp_path, form), [("audio", {})])


@given(steps=sequences(1))
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_sequence_of_our_operations_takes_the_label_of_a_film_away(
    client: Client, tmp_path: Path, steps: list[Step]
) -> None:
    require_kept(client, film(tmp_path), steps)


@pytest.mark.stress
@given(steps=sequences(4))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_long_sequence_does_either(client: Client, tmp_path: Path, steps: list[Step]) -> None:
    require_kept(client, film(tmp_path), steps)


@pytest.mark.parametrize(
    "step", [("transcode", {"format": "mp4"}), ("transcode", {"format": "webm"}), ("audio", {})]
)
def test_a_program_that_is_not_ffmpeg_reads_it(client: Client, tmp_path: Path, step: Step) -> None:
    account, (operation, options) = client.register(), step
    file_id = stored(account, film(tmp_path), "video/mp4", "film.mp4")

    (made,) = done(client, account, file_id, operation, **options)

    (path := tmp_path / "made").write_bytes(content(account, made["file_id"]))
    told = exiftool.read(path)
    (label,) = [str(value) for name, value in told.items() if name.lower().endswith(":aigc")]
    assert TASK in label
