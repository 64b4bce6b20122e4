"""POST /api/media: what is refused before anything is reserved, what is done, what it costs."""

import io
import shutil
import tempfile
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from functions.media_worker.index import handler
from shared.ffmpeg import probe
from shared.media import films
from shared.media import work as media_work
from shared.media.orders import Transcode
from shared.tasks import leases, steps
from tests.administering import balance, give
from tests.buckets import bucket as bucket
from tests.client import Account, Client
from tests.conftest import Configure
from tests.drawings import drawn, encoded, has_corners
from tests.engines import ffmpeg
from tests.functions.pictures import kept
from tests.media_tasks import ALL, ask, content, done, folders, seen, stored, work
from tests.people import administrator
from tests.simulators.oss import OssSimulator

GIVEN = 100_000


@pytest.fixture
def payer(client: Client, configure: Configure) -> Account:
    configure(ENABLE_CREDIT_SYSTEM="true")
    account = client.register()
    give(client, administrator(client), account, GIVEN)
    return account


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left there is ours."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return ffmpeg.film(tmp_path / "film.mp4", size="641x359", seconds=2, codec="mpeg4")


def picture(kind: str = "JPEG", **options: Any) -> bytes:
    return encoded(drawn(), kind, **options)


def decoded(raw: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image.convert("RGB") if image.mode == "P" else image


def test_nobody_asks_without_an_account(client: Client) -> None:
    body = {"file_id": "x", "operation": "compress"}
    assert client.call("POST", ALL, body).code == "unauthorized"


@pytest.mark.parametrize(
    ("operation", "options", "param"),
    [
        ("melt", {}, "operation"),
        ("compress", {"quality": 0}, "options.quality"),
        ("compress", {"max_bytes": 20_000}, "options.max_bytes"),
        ("compress", {"height": 5}, "options.height"),
        ("compress", {"command": "x"}, "options.command"),
        ("convert", {}, "options.format"),
        ("convert", {"format": "svg"}, "options.format"),
        ("thumbnail", {"at": [1]}, "options.at"),
        ("watermark", {}, "options.text"),
        ("watermark", {"text": "a", "image": "b"}, "options.text"),
        ("watermark", {"text": "a", "position": "here"}, "options.position"),
        ("transcode", {}, "operation"),
        ("audio", {}, "operation"),
    ],
)
def test_what_does_not_fit_a_picture_is_refused(
    client: Client, operation: str, options: dict[str, Any], param: str
) -> None:
    account = client.register()
    file_id = stored(account, picture(), "image/jpeg", "a.jpg")

    answer = ask(client, account, file_id, operation, **options)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)


@pytest.mark.parametrize(
    ("operation", "options", "param"),
    [
        ("convert", {"format": "png"}, "operation"),
        ("watermark", {"text": "a"}, "operation"),
        ("compress", {"quality": 50}, "options.quality"),
        ("thumbnail", {"at": [1] * 6, "percent": [2] * 5}, "options.at"),
        ("transcode", {"format": "hls"}, "options.format"),
        ("audio", {"bitrate": 7}, "options.bitrate"),
    ],
)
def test_what_does_not_fit_a_film_is_refused(
    client: Client, operation: str, options: dict[str, Any], param: str
) -> None:
    account = client.register()
    file_id = stored(account, b"film", "video/mp4", "a.mp4")

    answer = ask(client, account, file_id, operation, **options)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)


def test_files_of_others_and_those_that_were_not_sent_are_refused(client: Client) -> None:
    account, other = client.register(), client.register()
    theirs = stored(other, picture(), "image/jpeg", "a.jpg")
    small = {"filename": "a.png", "content_type": "image/png", "size": 9}
    pending = client.call("POST", "/api/files", small, token=account.token).json["file"]["id"]
    mine = stored(account, picture(), "image/jpeg", "a.jpg")

    assert ask(client, account, theirs, "compress").code == "not_found"
    assert ask(client, account, pending, "compress").code == "conflict"
    assert ask(client, account, mine, "watermark", image=theirs).code == "not_found"


def test_without_ffmpeg_films_are_refused_and_pictures_are_not(
    client: Client, payer: Account, configure: Configure
) -> None:
    configure(FFMPEG="/nowhere/ffmpeg")
    film = stored(payer, b"film", "video/mp4", "a.mp4")

    refused = ask(client, payer, film, "transcode")

    assert (refused.status, refused.code) == (503, "unavailable")
    assert balance(client, payer) == GIVEN
    assert done(client, payer, stored(payer, picture(), "image/jpeg", "a.jpg"), "compress")


def test_who_cannot_pay_is_refused(client: Client, configure: Configure) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    account = client.register()

    answer = ask(client, account, stored(account, picture(), "image/jpeg", "a.jpg"), "compress")

    assert (answer.status, answer.code) == (402, "insufficient_credits")


def test_a_picture_costs_one_price(client: Client, payer: Account, configure: Configure) -> None:
    configure(MEDIA_PRICES="picture=7")
    file_id = stored(payer, picture(), "image/jpeg", "药盒.jpg")

    asked = ask(client, payer, file_id, "convert", format="webp")
    assert asked.headers["location"] == f"/api/tasks/{asked.json['task']['id']}"
    assert asked.headers["retry-after"] == "3"
    work()

    (made,) = seen(client, payer, asked)["result"]["files"]
    raw = content(payer, made["file_id"])
    assert balance(client, payer) == GIVEN - 7
    assert (made["content_type"], made["width"], made["height"]) == ("image/webp", 240, 160)
    assert made["bytes"] == len(raw)
    assert has_corners(decoded(raw))
    shown = client.call("GET", f"/api/files/{made['file_id']}", token=payer.token).json
    assert shown["filename"] == "药盒.webp"


def test_a_film_costs_its_class_for_each_begun_minute(
    client: Client, payer: Account, film: Path
) -> None:
    file_id = stored(payer, film, "video/mp4", "会议.mp4")

    (made,) = done(client, payer, file_id, "transcode")

    assert (made["content_type"], made["width"], made["height"]) == ("video/mp4", 640, 358)
    assert made["duration"] == pytest.approx(2, abs=0.2)
    assert balance(client, payer) == GIVEN - 5
    assert folders() == set()


@pytest.mark.parametrize("operation", ["transcode", "compress", "audio"])
def test_a_film_whose_length_costs_more_than_its_size_said_is_not_made(
    client: Client, payer: Account, configure: Configure, tmp_path: Path, operation: str
) -> None:
    configure(MEDIA_PRICES="sound=6,sd=5,uhd=5")
    options = ("-b:a", "8k", "-ac", "1")
    film = ffmpeg.film(tmp_path / "slow.mp4", *options, size="64x48", seconds=130, rate=1)
    asked = ask(client, payer, stored(payer, film, "video/mp4", "a.mp4"), operation)
    work()

    task = seen(client, payer, asked)
    assert (task["status"], task["error"]["code"]) == ("failed", "invalid_request")
    assert ("18" if operation == "audio" else "15") in task["error"]["message"]
    assert balance(client, payer) == GIVEN
    assert kept(client, payer, "/api/files")[0]["filename"] == "a.mp4"


def test_a_failed_task_costs_nothing(client: Client, payer: Account) -> None:
    file_id = stored(payer, b"no film", "video/mp4", "a.mp4")

    asked = ask(client, payer, file_id, "transcode")
    work()

    task = seen(client, payer, asked)
    assert (task["status"], task["error"]["code"]) == ("failed", "media_unreadable")
    assert balance(client, payer) == GIVEN
    assert folders() == set()


def test_a_picture_that_is_none_fails_with_a_reason(client: Client, payer: Account) -> None:
    asked = ask(client, payer, stored(payer, b"x", "image/png", "a.png"), "compress")
    work()

    task = seen(client, payer, asked)
    assert (task["status"], task["error"]["code"]) == ("failed", "unsupported_media_type")
    assert balance(client, payer) == GIVEN


def test_a_film_is_cancelled_while_it_is_worked_on(
    client: Client, payer: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "BEAT", 0.2)
    begun, go_on = threading.Event(), threading.Event()
    real = films.transcode

    def waiting(*given: Any) -> Path:
        begun.set()
        assert go_on.wait(30)
        return real(*given)

    monkeypatch.setitem(media_work._OPERATIONS, Transcode, waiting)
    film = ffmpeg.film(tmp_path / "long.mp4", size="1280x720", seconds=30)
    asked = ask(client, payer, stored(payer, film, "video/mp4", "a.mp4"), "transcode")
    worker = threading.Thread(target=work)
    worker.start()
    assert begun.wait(30)

    path = f"/api/tasks/{asked.json['task']['id']}"
    cancelled = client.call("DELETE", path, token=payer.token)
    go_on.set()
    worker.join(60)

    assert cancelled.json["status"] == "cancelled"
    assert seen(client, payer, asked)["status"] == "cancelled"
    assert balance(client, payer) == GIVEN
    assert len(kept(client, payer, "/api/files")) == 1
    assert folders() == set()


def test_a_film_waits_for_room_on_the_disk(
    client: Client, payer: Account, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(client, payer, stored(payer, film, "video/mp4", "a.mp4"), "transcode")
    full = SimpleNamespace(total=1, used=1, free=film.stat().st_size * 3 - 1)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: full)
        assert steps.advance(handler.works)

    assert seen(client, payer, asked)["status"] in ("queued", "running")
    assert not steps.advance(handler.works)  # it is not due yet
    assert folders() == set()


def test_the_same_key_makes_one_task(client: Client, payer: Account) -> None:
    body = {
        "file_id": stored(payer, picture(), "image/jpeg", "a.jpg"),
        "operation": "compress",
    }
    headers = {"Idempotency-Key": "once"}
    answers = [client.call("POST", ALL, body, token=payer.token, headers=headers) for _ in range(2)]

    assert len({answer.json["task"]["id"] for answer in answers}) == 1


def test_stills_are_files_of_their_own(client: Client, payer: Account, film: Path) -> None:
    file_id = stored(payer, film, "video/mp4", "a.mp4")

    made = done(client, payer, file_id, "thumbnail", at=[0, 99], percent=[50], width=100)

    assert [still["content_type"] for still in made] == ["image/jpeg"] * 3
    assert {(still["width"], still["duration"]) for still in made} == {(100, None)}
    assert balance(client, payer) == GIVEN - 3


def test_sound_is_taken_out_of_a_film(
    client: Client, payer: Account, film: Path, tmp_path: Path
) -> None:
    (made,) = done(client, payer, stored(payer, film, "video/mp4", "a.mp4"), "audio", bitrate=64)

    path = tmp_path / "made.m4a"
    path.write_bytes(content(payer, made["file_id"]))
    media = probe.look(path)
    assert (made["content_type"], made.get("width")) == ("audio/mp4", None)
    assert media.audio and media.video is None  # noqa: PT018


def test_a_file_that_was_removed_meanwhile_fails_the_task(client: Client, payer: Account) -> None:
    file_id = stored(payer, picture(), "image/jpeg", "a.jpg")
    asked = ask(client, payer, file_id, "compress")
    client.call("DELETE", f"/api/files/{file_id}", token=payer.token)
    work()

    task = seen(client, payer, asked)
    assert (task["status"], task["error"]["code"]) == ("failed", "not_found")


def test_who_has_no_room_for_a_result_is_told(
    client: Client, payer: Account, configure: Configure
) -> None:
    file_id = stored(payer, picture(), "image/jpeg", "a.jpg")
    configure(STORAGE_FILES="1")

    asked = ask(client, payer, file_id, "compress")
    work()

    task = seen(client, payer, asked)
    assert (task["status"], task["error"]["code"]) == ("failed", "storage_full")
    assert balance(client, payer) == GIVEN


@pytest.mark.parametrize(
    ("operation", "options", "size"),
    [
        ("compress", {"width": 120}, (120, 80)),
        ("convert", {"format": "png"}, (240, 160)),
        ("thumbnail", {"width": 60, "format": "webp"}, (60, 40)),
        ("watermark", {"text": "云栈"}, (240, 160)),
    ],
)
def test_oss_makes_what_it_can_where_pictures_lie(
    client: Client, bucket: OssSimulator, operation: str, options: dict[str, Any], size: Any
) -> None:
    account = client.register()
    file_id = stored(account, picture(), "image/jpeg", "a.jpg")
    bucket.seen.clear()

    (made,) = done(client, account, file_id, operation, **options)

    processed = [call for call in bucket.seen if "x-oss-process" in call.query]
    assert len(processed) == 1
    source = [c for c in bucket.seen if c.method == "GET" and c.path == processed[0].path]
    whole = [c for c in source if not c.headers.get("range")]
    assert len(whole) == 1  # nobody has fetched the source
    assert (made["width"], made["height"]) == size


def test_we_do_what_oss_refuses_or_does_not_know(client: Client, bucket: OssSimulator) -> None:
    account = client.register()
    png = stored(account, picture("PNG"), "image/png", "a.png")
    gif = stored(account, picture("GIF"), "image/gif", "a.gif")

    for file_id in (png, gif):
        (made,) = done(client, account, file_id, "compress")
        assert has_corners(decoded(content(account, made["file_id"])))
    assert not any("x-oss-process" in call.query for call in bucket.seen)


def test_what_oss_leaves_in_a_picture_is_not_left_in_it(
    client: Client, bucket: OssSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.simulators import oss_img

    monkeypatch.setitem(oss_img._OPERATIONS, "auto-orient", lambda made, terms: None)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    turned = drawn().transpose(Image.Transpose.ROTATE_90)
    account = client.register()
    file_id = stored(account, encoded(turned, "JPEG", exif=exif), "image/jpeg", "a.jpg")

    (made,) = done(client, account, file_id, "compress")

    image = decoded(content(account, made["file_id"]))
    assert has_corners(image)
    assert len(image.getexif()) == 0
