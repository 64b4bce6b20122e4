"""The contract's rows of administration and system, asked of running servers from outside."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.hosts.granian import ROOT, free_port, launched, wait_until_ready
from tests.secrets_in_logs import PASSWORD, SECRET
from tests.simulators.openai import OpenAISimulator

ADMINISTRATOR = {"email": "root@example.com", "password": "a long phrase for root 7"}
ACCESS = "metrics-access-0123456789"
pytestmark = pytest.mark.xdist_group("administration")  # each server is started once


class Outside:
    """Somebody who knows an address, and perhaps a token."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.token = ""

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        url = path if path.startswith("http") else self.address + path
        return requests.request(method, url, json=body, headers=headers, timeout=30, **more)

    def told(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        """The JSON of an answer of this status."""
        answer = self.ask(method, path, body)
        assert answer.status_code == status, (method, path, answer.text)
        return answer.json() if answer.content else None

    def log_in(self, credentials: dict[str, str]) -> None:
        self.token = self.told("POST", "/api/auth/login", credentials)["access_token"]


@pytest.fixture(params=["fc", "direct"], scope="module")
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What `make run` serves: as FC would call it, and all in one."""
    folder, port = tmp_path_factory.mktemp("administration"), free_port()
    own = {
        "PORT": str(port),
        "APP_ENV": "local",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/yunzhan.db",
        "PYTHON_DOTENV_DISABLED": "1",
        "JWT_SECRET": SECRET,
        "ADMIN_USERNAME": ADMINISTRATOR["email"],
        "ADMIN_PASSWORD": ADMINISTRATOR["password"],
        "PASSWORD_COST": "4",
        "LOCAL_OCR": "off",
        "LOCAL_SPEECH": "off",
        "OPENAI_API_KEY": "sk-sim",
        "OPENAI_MODEL": "qwen-sim",
        "METRICS_TOKEN": ACCESS,
    }
    options = ["--direct"] if request.param == "direct" else []
    with (
        OpenAISimulator(key="sk-sim") as model,
        launched(
            *["local", *options],
            folder=ROOT,
            log=folder / "log",
            port=port,
            OPENAI_API_URL=model.url,
            **own,
        ) as server,
    ):
        wait_until_ready(server)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def outside(address: str) -> Outside:
    return Outside(address)


@pytest.fixture
def root(address: str) -> Outside:
    """The administrator."""
    known = Outside(address)
    known.log_in(ADMINISTRATOR)
    return known


@pytest.fixture
def user(address: str, root: Outside) -> Iterator[dict[str, Any]]:
    known = Outside(address)
    email = f"user{free_port()}@example.com"
    given = known.told("POST", "/api/auth/register", {"email": email, "password": PASSWORD}, 201)
    yield {**given["user"], "token": given["access_token"]}
    root.told("PATCH", f"/api/admin/users/{given['user']['id']}", {"disabled": True})


def test_strangers_and_users_are_kept_out(outside: Outside, user: dict[str, Any]) -> None:
    for path in (
        "users",
        "settings",
        "tasks",
        "system",
        "audit",
        "export?dataset=users&format=csv",
    ):
        outside.token = ""
        assert outside.ask("GET", f"/api/admin/{path}").status_code == 401
        outside.token = user["token"]
        assert outside.ask("GET", f"/api/admin/{path}").status_code == 403


def test_users_are_found_changed_unlocked_and_given_credits(
    root: Outside, user: dict[str, Any]
) -> None:
    one = f"/api/admin/users/{user['id']}"

    found = root.told("GET", f"/api/admin/users?q={user['email']}&role=user&disabled=false")
    changed = root.told("PATCH", one, {"name": "Mei"})
    root.told("POST", f"{one}/password", {"password": "another long phrase"}, 204)
    root.told("POST", f"{one}/unlock", None, 204)
    given = root.told("POST", f"{one}/credits", {"amount": 70, "reason": "a gift"})

    assert [member["id"] for member in found["data"]] == [user["id"]]
    assert (changed["name"], given["credits"]) == ("Mei", 70)
    assert root.told("GET", one)["credits"] == 70
    movement = root.told("GET", f"/api/admin/ledger?user={user['id']}")["data"][0]
    assert (movement["amount"], movement["reason"]) == (70, "a gift")


def test_invites_are_made_listed_used_and_disabled(root: Outside, outside: Outside) -> None:
    order = {"count": 2, "max_uses": 1, "note": "spring"}
    made = root.told("POST", "/api/admin/invites", order, 201)["data"]
    one = f"/api/admin/invites/{made[0]['id']}"
    guest = {"email": f"guest{free_port()}@example.com", "password": PASSWORD}
    outside.told("POST", "/api/auth/register", {**guest, "invite_code": made[0]["code"]}, 201)

    uses = root.told("GET", f"{one}/uses")["data"]
    disabled = root.told("PATCH", one, {"disabled": True})

    assert (len(made), len(uses), disabled["disabled"]) == (2, 1, True)
    assert {invite["id"] for invite in made} <= {
        invite["id"] for invite in root.told("GET", "/api/admin/invites?q=spring")["data"]
    }


def test_models_are_added_tried_changed_and_removed(root: Outside) -> None:
    offer = {
        "id": "qwen-test",
        "provider": "default",
        "upstream_name": "qwen-plus",
        "prices": [{"input": 1, "output": 2}],
    }
    before = root.told("GET", "/api/admin/models")["data"]

    root.told("POST", "/api/admin/models", offer, 201)
    tried = root.told("POST", "/api/admin/models/qwen-test/test")
    root.told("PUT", "/api/admin/models/qwen-test", {**offer, "description": "for tests"})
    now = root.told("GET", "/api/admin/models")["data"]
    root.told("DELETE", "/api/admin/models/qwen-test", None, 204)

    assert tried["ok"]
    assert {"qwen-test"} == {m["id"] for m in now} - {m["id"] for m in before}


def test_a_setting_is_in_force_until_it_is_given_back(root: Outside, outside: Outside) -> None:
    words = {"zh": "今晚维护", "en": "Maintenance tonight"}
    root.told("PUT", "/api/admin/settings/announcement", {"value": words})
    try:
        shown = outside.told("GET", "/api/info")["announcement"]
        settings = root.told("GET", "/api/admin/settings")["data"]
    finally:
        root.told("PUT", "/api/admin/settings/announcement", {"value": None})

    assert shown == "今晚维护"
    assert {setting["key"]: setting["value"] for setting in settings}["announcement"] == words


def test_calls_show_in_usage_and_in_what_is_exported(root: Outside) -> None:
    question = {"messages": [{"role": "user", "content": "你好，=1+1"}]}
    reply = root.told("POST", "/api/chat", question)

    usage = root.told("GET", "/api/admin/usage?group_by=model")
    inline = root.ask("GET", "/api/admin/export?dataset=messages&format=csv")
    linked = root.told("GET", "/api/admin/export?dataset=usage&format=ndjson&delivery=link")
    fetched = requests.get(linked["url"], timeout=30)

    assert usage["totals"]["calls"] >= 1
    assert inline.content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(inline.content.decode("utf-8-sig"))))
    assert question["messages"][0]["content"] in {row["content"] for row in rows}
    assert (len(fetched.content), fetched.text.count("\n")) == (linked["bytes"], linked["rows"])
    assert reply["id"] in fetched.text


def test_every_change_is_in_the_audit(root: Outside, user: dict[str, Any]) -> None:
    root.told("PATCH", f"/api/admin/users/{user['id']}", {"name": "Noted"})
    root.ask("GET", "/api/admin/export?dataset=drugs&format=xlsx")

    deeds = root.told("GET", "/api/admin/audit?limit=2")["data"]

    assert [deed["target"] for deed in deeds] == ["drugs", user["id"]]
    assert deeds[1]["after"]["name"] == "Noted"


def test_tasks_and_the_system_are_shown(root: Outside) -> None:
    system = root.told("GET", "/api/admin/system")

    assert root.told("GET", "/api/admin/tasks?status=queued") == {"data": [], "next_cursor": None}
    assert system["storage"]["status"] == "ok"
    assert system["database"]["kind"] == "sqlite"
    assert system["versions"]["schema"] == newest_revision()


def newest_revision() -> str:
    names = (ROOT / "migrations" / "versions").glob("[0-9]*.py")
    return max(Path(name).name[:4] for name in names)


def test_health_readiness_and_info_need_nobody(outside: Outside) -> None:
    assert outside.told("GET", "/api/health") == {"status": "ok"}
    assert outside.told("GET", "/api/health/ready")["status"] == "ok"
    assert outside.told("GET", "/api/info")["name"] == "Yunzhan"


def test_metrics_need_their_own_token(outside: Outside) -> None:
    assert outside.ask("GET", "/metrics").status_code == 401
    outside.token = ACCESS

    page = outside.ask("GET", "/metrics")

    assert page.status_code == 200
    assert "yunzhan_database_up 1" in page.text


def test_the_api_describes_itself(outside: Outside) -> None:
    document = outside.told("GET", "/api/openapi.json")
    page = outside.ask("GET", "/docs")

    assert document["openapi"].startswith("3.1")
    assert "/api/admin/export" in document["paths"]
    assert page.headers["Content-Type"].startswith("text/html")
    assert "http" not in page.headers["Content-Security-Policy"]
