"""MODERATION=words: lists of files and of administrators, walked along streams of any pieces."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.database import transactions
from shared.moderation.words import current
from tests.client import Account, Client, WsgiClient
from tests.conftest import Clock, Configure
from tests.functions.chosen import SETTINGS, put
from tests.functions.moderating import BAD, MODERATED, WAYS, Deltas, ending, heard, say, saying
from tests.functions.moderating import listed as listed
from tests.functions.moderating import nothing_known as nothing_known
from tests.functions.moderating import service as service
from tests.people import administrator
from tests.simulators.moderation import ModerationSimulator
from tests.simulators.openai import OpenAISimulator

ONCE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FEW = settings(ONCE, max_examples=12)
LETTERS = "赌场 在哪duchng*\u200b，。A"


@pytest.fixture
def near(sqlite: str, model: OpenAISimulator) -> WsgiClient:
    return WsgiClient()


@pytest.fixture
def payer(near: WsgiClient) -> Account:
    return near.register()


def found(near: WsgiClient, text: str) -> bool:
    return say(near, None, "/api/chat", text).status == 422


def test_a_word_is_refused_however_it_is_typed(near: WsgiClient, listed: Path) -> None:
    listed.write_text("赌场\nBad Word\n/炸.{0,2}弹/\n")
    asis = ("赌场", "赌 场", "赌*场", "赌\u200b场", "赌\u0336场", "bad  word", "BADWORD", "炸药弹")
    by_sound = ("du chang", "ＤＵＣＨＡＮＧ", "赌chang", "du场")
    for typed in (*asis, *by_sound):
        assert found(near, f"去{typed}吧"), typed
    for typed in ("赌，场", "duchangs", "bad words", "炸药很多弹", "赌"):
        assert not found(near, f"去{typed}吧"), typed


@ONCE
@given(
    pieces=st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=12),
    path=st.sampled_from(WAYS),
)
def test_no_letter_of_a_refused_word_is_told_however_it_is_cut(
    near: WsgiClient,
    model: OpenAISimulator,
    listed: Path,
    payer: Account,
    pieces: list[str],
    path: str,
) -> None:
    """What is told is what was said before the first piece in which a word begins."""
    whole = "".join(pieces)
    model.script(saying(*pieces, "。"))
    label = current.automaton().find(whole + "。")

    answer = say(near, payer, path, stream=True)

    told = heard(path, answer)
    assert whole.startswith(told.removesuffix("。"))
    assert current.automaton().find(told) == ""
    if label:
        assert ending(path, answer) == MODERATED[path]
    else:
        assert told == whole + "。"


@FEW
@given(pieces=st.lists(st.text("赌场好，", min_size=1, max_size=4), max_size=12))
def test_no_refused_segment_is_told_whatever_the_service_is_asked(
    near: WsgiClient, model: OpenAISimulator, service: ModerationSimulator, pieces: list[str]
) -> None:
    whole = "".join(pieces)
    model.script(saying(*pieces, "。"))

    answer = say(near, None, "/api/chat", stream=True)

    told = heard("/api/chat", answer)
    assert (whole + "。").startswith(told)
    assert BAD not in told
    assert (ending("/api/chat", answer) == "moderated") is (BAD in whole)
    if BAD not in whole:
        assert told == whole + "。"


def test_half_a_word_waits_for_the_other_half(
    near: WsgiClient, model: OpenAISimulator, listed: Path
) -> None:
    model.script(saying("去赌", "\u200b", "场"))
    assert heard("/api/chat", say(near, None, "/api/chat", stream=True)) == ""
    model.script(saying("去赌", "一把"))
    assert heard("/api/chat", say(near, None, "/api/chat", stream=True)) == "去赌一把"


def test_escapes_that_are_cut_are_read_whole(
    near: WsgiClient, model: OpenAISimulator, listed: Path
) -> None:
    deltas = tuple(
        {"tool_calls": [{"index": 0, "id": "1", "function": {"name": "f", "arguments": piece}}]}
        for piece in ('{"q":"\\u8d', "4c\\", 'u573a"}')
    )
    model.script(Deltas(deltas))

    answer = say(near, near.register(), "/v1/chat/completions", stream=True)

    assert "573a" not in answer.body.decode()
    assert ending("/v1/chat/completions", answer) == "content_filter"


# lists of administrators


def test_a_line_that_cannot_be_read_is_refused_with_its_place(client: Client) -> None:
    admin = administrator(client)
    for line in ("/(/", "/a*/", "/(a{99}){99}/", "/^a/", "/\\1/", "/(?=a)/", "/[z-a]/", "***"):
        answer = put(client, admin, "moderation_words", {"x": ["好", line]})
        assert (answer.status, answer.json["error"]["param"]) == (422, "value.x[1]"), line
    assert put(client, client.register(), "moderation_words", {}).status == 403
    assert put(client, admin, "moderation_words", {"x": "词"}).status == 422


def test_words_of_administrators_hold_at_once_and_elsewhere_in_seconds(
    client: Client,
    model: OpenAISimulator,
    configure: Configure,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure(MODERATION="words")
    admin = administrator(client)
    assert say(client, None, "/api/chat", "坏词").status == 200
    elsewhere = current._kept

    assert put(client, admin, "moderation_words", {"own": ["坏词"]}).status == 200

    refused = say(client, None, "/api/chat", "坏词")
    assert refused.code == "moderated"
    monkeypatch.setattr(current, "_kept", elsewhere)  # another process
    assert say(client, None, "/api/chat", "坏词").status == 200
    clock.advance(seconds=6)
    assert say(client, None, "/api/chat", "坏词").code == "moderated"
    shown = client.call("GET", SETTINGS, token=admin.token).json["data"]
    (words,) = [each for each in shown if each["key"] == "moderation_words"]
    assert (words["value"], words["default"], words["changed"]) == ({"own": ["坏词"]}, {}, True)
    assert put(client, admin, "moderation_words", None).status == 200
    assert say(client, None, "/api/chat", "坏词").status == 200


def test_the_trail_says_how_many_words_changed_and_not_which(client: Client) -> None:
    admin = administrator(client)

    put(client, admin, "moderation_words", {"own": ["坏词", "/坏./"]})

    trail = client.call("GET", "/api/admin/audit", token=admin.token)
    assert "坏" not in trail.body.decode()
    (entry,) = [e for e in trail.json["data"] if e["action"] == "settings.change"]
    assert entry["after"] == {"value": {"own": 2}}


def test_lists_are_not_read_by_who_needs_none(
    near: WsgiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(current, "automaton", fail)

    assert say(near, None, "/api/chat", stream=True).status == 200


def test_a_file_that_is_missing_is_told_and_closes_what_is_closed(
    near: WsgiClient, configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(MODERATION="words", MODERATION_WORDS="/nowhere", MODERATION_ON_FAILURE="closed")

    answer = say(near, None, "/api/chat")

    assert (answer.status, answer.code) == (503, "unavailable")
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    assert "lists of words not read" in [line["message"] for line in lines]


@pytest.mark.parametrize("rule", ["open", "closed"])
def test_a_database_that_fails_leaves_the_lists_as_they_were(
    near: WsgiClient,
    listed: Path,
    clock: Clock,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
    rule: str,
) -> None:
    configure(MODERATION_ON_FAILURE=rule)
    assert found(near, BAD)
    clock.advance(seconds=6)

    with monkeypatch.context() as patch:
        patch.setattr(current, "versions", _Broken())
        assert found(near, BAD)


class _Broken:
    def get(self, *_: object) -> int:
        from shared.database.errors import DatabaseDown

        raise DatabaseDown("database_down")


def test_a_file_names_its_labels(near: WsgiClient, listed: Path) -> None:
    listed.write_text("一\n# remark\n[two]\n二二\n")
    automaton: Callable[[str], str] = current.automaton().find

    assert (automaton("一"), automaton("二二"), automaton("remark")) == ("gambling", "two", "")


def test_counts_are_of_the_label(near: WsgiClient, listed: Path) -> None:
    say(near, None, "/api/chat", BAD)

    with transactions.reading() as tx:
        (row,) = tx.all("SELECT label, hits FROM moderation_counts")
    assert (row["label"], row["hits"]) == ("gambling", 1)
