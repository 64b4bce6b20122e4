"""POST /api/recognize: by a model that can see, by the text alone, or not at all."""

import base64
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.database import transactions
from shared.recognition import ocr
from tests import stored_files
from tests.administering import balance, give, offer
from tests.buckets import bucket as bucket
from tests.client import Account, Client
from tests.conftest import Configure
from tests.forms import form
from tests.functions.pictures import ALL, DRUG, data_url, kept, opened, picture, post, says, send
from tests.functions.pictures import sight as sight
from tests.medicines import added_drug
from tests.people import administrator
from tests.simulators import oss_faults
from tests.simulators.openai import OpenAISimulator, Status
from tests.simulators.oss import OssSimulator

STANDIN = Path(__file__).parent / "standin"
ANTIQUE = {
    "name": "青花缠枝莲纹盘",
    "era": None,
    "features": ["釉面有气泡"],
    "authenticity": {"assessment": "无法断定", "reasons": ["未见底足"]},
    "confidence": 0.4,
}


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, configure: Configure) -> Iterator[None]:
    """RapidOCR's stand-in, and no model that can see."""
    monkeypatch.syspath_prepend(STANDIN)
    known = sys.modules.pop(ocr.NAME, None)
    ocr._engine.cache_clear()
    configure(LOCAL_OCR="on")
    yield
    ocr._engine.cache_clear()
    sys.modules.pop(ocr.NAME, None)
    if known:
        sys.modules[ocr.NAME] = known


def nothing_is_kept(client: Client, account: Any) -> bool:
    with transactions.reading() as tx:
        ready = tx.all("SELECT id FROM files WHERE status = 'ready'")
    return ready == [] == kept(client, account, "/api/recognitions")


def test_a_model_reads_a_drug_and_the_catalogue_knows_it(
    client: Client, sight: OpenAISimulator
) -> None:
    account, known = client.register(), added_drug()
    sight.say(says(**DRUG))

    answer = send(client, account)

    told = answer.json
    assert answer.status == 200
    assert (told["kind"], told["engine"], told["model"]) == ("drug", "vision", "qwen3-vl-plus")
    assert told["text"] == DRUG["text"]
    assert told["result"]["approval_number"] == "国药准字H20003263"
    assert told["result"]["matched_drug"]["id"] == known.id
    assert told["result"]["match_confidence"] == 0.99
    assert told["result"]["notes"] == []
    assert "confidence" not in told["result"]
    assert told["credits"]["charged"] == 0


def test_what_a_model_does_not_see_stays_null(client: Client, sight: OpenAISimulator) -> None:
    sight.say(says(name="阿莫西林胶囊", approval_number="不详", warnings="", dosage_form=None))

    result = send(client, client.register()).json["result"]

    assert result.pop("name") == "阿莫西林胶囊"
    assert (result.pop("match_confidence"), result.pop("notes")) == (0, [])
    assert set(result.values()) == {None}


def test_a_model_is_shown_a_clean_picture_and_a_schema(
    client: Client, sight: OpenAISimulator
) -> None:
    sight.say(says(**DRUG))
    send(client, client.register(), locale="en")

    (call,) = sight.requests
    assert call.body
    image, rules = call.body["messages"][0]["content"]
    assert image["image_url"]["url"].startswith("data:image/jpeg;base64,")
    assert "approval_number" in rules["text"]
    assert "English" in rules["text"]
    assert call.body["response_format"] == {"type": "json_object"}


@pytest.mark.parametrize("first", ["我看不清", "{", '{"name": 5}', '["阿莫西林"]'])
def test_an_answer_of_another_form_is_mended_once(
    client: Client, sight: OpenAISimulator, first: str
) -> None:
    sight.say(first, f"```json\n{says(**DRUG)}\n```")

    answer = send(client, client.register())

    assert (answer.status, len(sight.requests)) == (200, 2)
    assert answer.json["result"]["name"] == "阿莫西林胶囊"


def test_two_answers_of_another_form_are_an_error_and_nothing_is_kept(
    client: Client, sight: OpenAISimulator
) -> None:
    account = client.register()
    sight.say("什么？", "什么？")

    answer = send(client, account)

    assert (answer.status, answer.code) == (502, "upstream_error")
    assert nothing_is_kept(client, account)


def test_both_calls_are_charged(
    client: Client, sight: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    admin, account = administrator(client), client.register()
    give(client, admin, account, 1_000_000)
    offer(client, admin, "qwen3-vl-plus", capabilities=["text", "vision"])
    sight.say("什么？", says(**DRUG))

    credits = send(client, account).json["credits"]

    assert credits["remaining"] == balance(client, account)
    assert credits["charged"] == 1_000_000 - credits["remaining"] > 0
    assert kept(client, account, "/api/recognitions")[0]["credits"]["charged"] == credits["charged"]


def test_a_model_that_fails_leaves_nothing(client: Client, sight: OpenAISimulator) -> None:
    account = client.register()
    sight.normally = Status(400, "invalid_request_error", "no")

    assert send(client, account).status >= 400
    assert nothing_is_kept(client, account)


def test_an_antique_is_described_with_a_disclaimer(client: Client, sight: OpenAISimulator) -> None:
    sight.say(says(**ANTIQUE))

    result = send(client, client.register(), kind="antique", locale="en").json["result"]

    assert result["authenticity"] == ANTIQUE["authenticity"]
    assert (result["era"], result["estimate"], result["confidence"]) == (None, None, 0.4)
    assert "no appraisal" in result["disclaimer"]


def test_a_confidence_beyond_all_bounds_is_mended(client: Client, sight: OpenAISimulator) -> None:
    sight.say(says(name="盘", confidence=95), says(name="盘", confidence=0.95))

    answer = send(client, client.register(), kind="antique")

    assert answer.json["result"]["confidence"] == 0.95


def test_anything_else_is_described(client: Client, sight: OpenAISimulator) -> None:
    sight.say(says(name="猫", description="一只猫", features=["橘色"], text=None))

    told = send(client, client.register(), kind="general").json

    assert told["result"]["description"] == "一只猫"
    assert told["text"] == ""


def test_the_first_model_that_sees_is_asked_when_the_default_cannot(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "seer", capabilities=["text", "vision"])
    model.say(says(**DRUG))

    assert send(client, client.register()).json["model"] == "seer"


@pytest.mark.usefixtures("model")
def test_antiques_without_a_model_that_sees_name_the_setting(client: Client, reader: None) -> None:
    answer = send(client, client.register(), kind="antique")

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "OPENAI_MODEL" in answer.json["error"]["message"]


@pytest.mark.parametrize("kind", ["drug", "general"])
def test_without_any_engine_the_answer_names_the_settings(
    client: Client, configure: Configure, kind: str
) -> None:
    configure(LOCAL_OCR="off")

    answer = send(client, client.register(), kind=kind)

    assert answer.status == 503
    assert "LOCAL_OCR" in answer.json["error"]["message"]


def test_text_is_read_where_no_model_sees(client: Client, reader: None) -> None:
    known = added_drug()

    told = send(client, client.register()).json

    assert (told["engine"], told["model"], told["credits"]["charged"]) == ("rapidocr", None, 0)
    assert told["result"]["approval_number"] == "国药准字H20003263"
    assert told["result"]["specification"] == "0.5g×24粒"
    assert told["result"]["manufacturer"] is None
    assert told["result"]["matched_drug"]["id"] == known.id
    assert "污渍" not in told["text"]


@pytest.mark.parametrize(("locale", "word"), [("zh", "说明书"), ("en", "leaflet")])
def test_facts_that_were_only_read_say_so(
    client: Client, reader: None, locale: str, word: str
) -> None:
    account = client.register()

    told = send(client, account, locale=locale).json
    listed = kept(client, account, ALL.replace("recognize", "recognitions"))

    (note,) = told["result"]["notes"]
    assert word in note
    assert listed[0]["result"]["notes"] == [note]


def test_text_is_all_that_a_reader_tells_of_anything_else(client: Client, reader: None) -> None:
    told = send(client, client.register(), kind="general").json

    assert told["text"].startswith("阿莫西林胶囊\n")
    assert told["result"]["description"] is None


def test_a_picture_is_kept_and_its_address_opens(client: Client, reader: None) -> None:
    account = client.register()

    image = send(client, account).json["image"]

    shown = opened(client, image["url"])
    assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.body.startswith(b"\xff\xd8\xff")
    assert [file["id"] for file in kept(client, account, "/api/files")] == [image["file_id"]]


def named(client: Client, account: Account) -> list[str]:
    """The names of the files of an account, the newest first."""
    return [file["filename"] for file in kept(client, account, "/api/files")]


@pytest.mark.parametrize(
    ("sent", "name"), [("IMG_7.heic", "IMG_7.jpg"), ("药盒", "药盒.jpg"), ("a/../b.png", "b.jpg")]
)
def test_a_picture_is_kept_under_the_name_that_it_was_sent_with(
    client: Client, reader: None, sent: str, name: str
) -> None:
    account = client.register()
    raw, headers = form(picture(), filename=sent, kind="drug")

    answer = client.call("POST", ALL, raw=raw, headers=headers, token=account.token)

    assert answer.status == 200, answer.body
    assert named(client, account) == [name]


def test_a_picture_without_a_name_is_called_by_what_it_was_said_to_show(
    client: Client, reader: None
) -> None:
    account = client.register()

    post(client, account, data_url(picture()), locale="en")
    post(client, account, data_url(picture()), "general", locale="zh")

    assert named(client, account) == ["图片.jpg", "medicine box.jpg"]


def test_a_file_that_is_recognised_gives_its_name_to_the_picture_that_is_kept(
    client: Client, reader: None
) -> None:
    account = client.register()
    raw, headers = form(picture(), filename="first.png", kind="drug")
    client.call("POST", ALL, raw=raw, headers=headers, token=account.token)
    file = kept(client, account, "/api/files")[0]["id"]

    post(client, account, file)

    assert named(client, account) == ["first.jpg", "first.jpg"]


def test_a_picture_is_kept_on_oss_and_its_address_opens(
    client: Client, sight: OpenAISimulator, bucket: OssSimulator
) -> None:
    account = client.register()
    sight.say(says(**DRUG))

    image = send(client, account).json["image"]

    assert stored_files.opened(image["url"]).body.startswith(b"\xff\xd8\xff")
    told = client.call("GET", f"/api/files/{image['file_id']}", token=account.token).json
    assert stored_files.opened(told["url"]).status == 200
    assert len(bucket.objects) == 1


def test_a_storage_that_fails_costs_no_call(
    client: Client, sight: OpenAISimulator, bucket: OssSimulator
) -> None:
    account = client.register()
    bucket.script(*[oss_faults.Status(500, "InternalError")] * 10)

    answer = send(client, account)

    assert (answer.status, answer.code) == (503, "unavailable")
    assert sight.requests == []
    assert nothing_is_kept(client, account)


def test_nothing_is_kept_where_no_history_is(
    client: Client, reader: None, configure: Configure
) -> None:
    configure(STORE_HISTORY="false")
    account = client.register()

    told = send(client, account).json

    assert told["image"] is None
    assert told["result"]["name"] == "阿莫西林胶囊"
    assert nothing_is_kept(client, account)


def test_a_picture_may_come_within_the_json(client: Client, reader: None) -> None:
    answer = post(client, client.register(), data_url(picture()))

    assert (answer.status, answer.json["engine"]) == (200, "rapidocr")


def test_a_picture_may_be_a_file_of_ones_own(client: Client, reader: None) -> None:
    account, other = client.register(), client.register()
    file_id = send(client, account).json["image"]["file_id"]

    assert post(client, account, file_id).status == 200
    answer = post(client, other, file_id)
    assert (answer.status, answer.code) == (404, "not_found")


def test_a_data_url_may_be_broken_into_lines_and_lack_its_padding(
    client: Client, reader: None
) -> None:
    lines = base64.encodebytes(picture()).decode().replace("\n", "\r\n").rstrip("=\r\n")

    assert post(client, client.register(), f"data:image/png;base64,{lines}").status == 200


@pytest.mark.parametrize(
    ("image", "status", "param"),
    [
        ("data:image/png;base64,????", 422, "image"),
        ("data:image/png,plain", 422, "image"),
        ("x" * 3000, 422, "image"),
        ("", 404, None),
    ],
)
def test_what_is_no_picture_is_refused(
    client: Client, reader: None, image: str, status: int, param: str | None
) -> None:
    answer = post(client, client.register(), image)

    assert (answer.status, answer.json["error"]["param"]) == (status, param)


@pytest.mark.parametrize(
    ("sent", "status", "param"),
    [
        (form(picture(), kind="stamp"), 422, "kind"),
        (form(picture()), 422, "kind"),
        (form(picture(), kind="drug", colour="red"), 422, "colour"),
        (form(picture(), kind="drug", name="image"), 422, "image"),
        (form(b"", kind="drug", filename=""), 422, "file"),
        ((b"--x", {"Content-Type": "multipart/form-data; boundary=x"}), 422, None),
        ((b"kind=drug", {"Content-Type": "application/x-www-form-urlencoded"}), 415, None),
        ((b"{}", {"Content-Type": "application/json"}), 422, "kind"),
    ],
)
def test_a_body_of_another_shape_is_refused(
    client: Client, reader: None, sent: tuple[bytes, dict[str, str]], status: int, param: str
) -> None:
    raw, headers = sent
    account = client.register()

    answer = client.call("POST", ALL, raw=raw, headers=headers, token=account.token)

    assert (answer.status, answer.json["error"]["param"]) == (status, param), answer.body
    assert nothing_is_kept(client, account)


def test_a_picture_beyond_the_limit_is_refused(
    client: Client, reader: None, configure: Configure
) -> None:
    configure(MAX_FILE_SIZE="1000")
    account, large = client.register(), b"\xff\xd8\xff" + b"x" * 1000

    assert send(client, account, large).status == 413
    assert post(client, account, data_url(large)).status == 413


def test_nobody_recognises_without_an_account(client: Client) -> None:
    raw, headers = form(picture(), kind="drug")

    answer = client.call("POST", ALL, raw=raw, headers=headers)

    assert (answer.status, answer.code) == (401, "unauthorized")


def test_a_key_answers_once(client: Client, sight: OpenAISimulator) -> None:
    account = client.register()
    sight.say(says(**DRUG))
    raw, headers = form(picture(), kind="drug")
    headers["Idempotency-Key"] = "once"

    first, again = (
        client.call("POST", ALL, raw=raw, headers=headers, token=account.token) for _ in range(2)
    )
    other = client.call("POST", ALL, raw=raw + b" ", headers=headers, token=account.token)

    assert first.json == again.json
    assert (len(sight.requests), other.code) == (1, "idempotency_conflict")


def test_recognitions_are_limited(client: Client, reader: None, configure: Configure) -> None:
    configure(LIMITS="recognize=1/3600")
    account = client.register()

    assert [send(client, account).status for _ in range(2)] == [200, 429]
