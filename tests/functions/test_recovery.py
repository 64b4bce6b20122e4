"""A forgotten password and the confirmation of an address, by links in mails."""

import functools
from collections import Counter
from email.message import EmailMessage
from typing import Any

import pytest

from shared.accounts import mail_sending
from shared.database import transactions
from tests.client import Answer, Client
from tests.conftest import Clock, Configure
from tests.people import administrator, log_in
from tests.post import link_in, settled, waits
from tests.post import post as post
from tests.secrets_in_logs import PASSWORD
from tests.simulators.smtp import MailServer
from tests.store.samples import at_once

RESET, SET, ME = "/api/auth/reset", "/api/auth/reset/confirm", "/api/auth/me"
CONFIRM, SEND = "/api/auth/confirm", "/api/auth/confirm/send"
OTHER = "another horse 7"


def forget(client: Client, email: str, **more: Any) -> Answer:
    """The answer, once what was asked for has been seen to."""
    answer = client.call("POST", RESET, {"email": email, **more})
    settled()
    return answer


def letter(post: MailServer, place: int = -1) -> EmailMessage:
    return post.letters[place][1]


def token_in(post: MailServer, page: str = "reset", place: int = -1) -> str:
    found, token = link_in(letter(post, place))
    assert found == page
    return token


def set_password(client: Client, token: str, password: str = OTHER) -> Answer:
    return client.call("POST", SET, {"token": token, "password": password})


def test_without_a_mail_server_one_is_told_whom_to_ask(client: Client) -> None:
    answer = client.call("POST", RESET, {"email": "li@example.com", "locale": "en"})

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "administrator" in answer.json["error"]["message"]
    assert client.call("GET", "/api/info").json["features"]["mail"] is False


@pytest.mark.parametrize(
    "email", ["", "li", "li@", "a b@example.com", "li@example.com\nBcc: x@y.z"]
)
def test_what_is_no_address_is_refused_by_its_field(
    client: Client, post: MailServer, email: str
) -> None:
    answer = forget(client, email)

    assert (answer.status, answer.json["error"]["param"]) == (422, "email")
    assert post.letters == []


def test_the_answer_is_the_same_whether_or_not_an_address_is_known(
    client: Client, post: MailServer
) -> None:
    known = client.register().email

    answers = [forget(client, email) for email in (known, "nobody@example.com")]

    assert [answer.status for answer in answers] == [202, 202]
    assert answers[0].body == answers[1].body
    changing = {"x-request-id", "x-ratelimit-remaining", "x-ratelimit-reset"}
    seen = [{k: v for k, v in a.headers.items() if k not in changing} for a in answers]
    assert seen[0] == seen[1]
    assert [to for to, _ in post.letters] == [known]
    assert waits() == 0


def test_whether_an_address_is_known_is_not_looked_up_before_the_answer(
    client: Client, post: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that its time cannot tell: both are the same row for whoever sends."""
    known = client.register().email
    monkeypatch.setattr("shared.operations.mailing._start", lambda: None)

    for email in (known, "nobody@example.com"):
        client.call("POST", RESET, {"email": email})

    with transactions.reading() as tx:
        found = tx.all("SELECT purpose, locale, tries FROM mails")
        assert found == [{"purpose": "reset", "locale": "zh", "tries": 0}] * 2
        assert tx.all("SELECT * FROM mail_links") == []


def test_who_is_disabled_is_sent_nothing(client: Client, post: MailServer) -> None:
    admin, account = administrator(client), client.register()
    path = f"/api/admin/users/{account.user['id']}"
    client.call("PATCH", path, {"disabled": True}, token=admin.token)

    assert forget(client, account.email).status == 202
    assert post.letters == []


def test_an_address_is_sent_five_letters_an_hour(client: Client, post: MailServer) -> None:
    known = client.register().email
    for email in (known, "nobody@example.com"):
        statuses = [forget(client, email).status for _ in range(6)]
        assert statuses == [202] * 5 + [429]

    assert len(post.letters) == 5


def test_asking_is_limited_by_address(
    client: Client, post: MailServer, configure: Configure
) -> None:
    configure(LIMITS="recovery=2/1h")

    statuses = [forget(client, f"{n}@example.com").status for n in range(3)]

    assert statuses == [202, 202, 429]


@pytest.mark.parametrize("token", ["", "x" * 43, "' OR 1=1 --", "药"])
def test_a_made_up_link_sets_nothing(client: Client, post: MailServer, token: str) -> None:
    account = client.register()
    forget(client, account.email)

    answer = set_password(client, token)

    assert (answer.status, answer.json["error"]["param"]) == (422, "token")
    assert log_in(client, account.email, PASSWORD) == 200


def test_a_link_is_good_for_30_minutes(client: Client, post: MailServer, clock: Clock) -> None:
    account = client.register()
    forget(client, account.email)

    clock.advance(seconds=30 * 60)

    assert set_password(client, token_in(post)).status == 422
    assert log_in(client, account.email, PASSWORD) == 200


def test_a_weak_password_is_refused_and_the_link_stays_good(
    client: Client, post: MailServer
) -> None:
    account = client.register()
    forget(client, account.email)

    weak = set_password(client, token_in(post), "12345678")

    assert (weak.status, weak.json["error"]["param"]) == (422, "password")
    assert set_password(client, token_in(post)).status == 204


def test_a_newer_link_ends_the_one_before(client: Client, post: MailServer) -> None:
    account = client.register()
    forget(client, account.email)
    forget(client, account.email)

    older, newer = (token_in(post, place=place) for place in (0, 1))

    assert older != newer
    assert set_password(client, older).status == 422
    assert set_password(client, newer).status == 204


def test_a_password_that_was_changed_ends_the_link(client: Client, post: MailServer) -> None:
    account, admin = client.register(), administrator(client)
    change = {"password": OTHER, "current_password": PASSWORD}
    forget(client, account.email)
    client.call("PATCH", ME, change, token=account.token)
    assert set_password(client, token_in(post), "a third horse 5").status == 422

    forget(client, account.email)
    path = f"/api/admin/users/{account.user['id']}/password"
    client.call("POST", path, {"password": PASSWORD}, token=admin.token)
    assert set_password(client, token_in(post), "a third horse 5").status == 422


def test_a_link_to_confirm_an_address_sets_no_password(
    client: Client, post: MailServer, configure: Configure
) -> None:
    configure(CONFIRM_EMAIL="true")
    client.register()
    settled()

    assert set_password(client, token_in(post, "confirm")).status == 422


def test_a_new_password_ends_all_sessions_and_all_failures(
    client: Client, post: MailServer
) -> None:
    account = client.register()
    for _ in range(6):
        log_in(client, account.email, "not the one")
    forget(client, account.email)

    assert set_password(client, token_in(post)).status == 204

    assert client.call("GET", ME, token=account.token).status == 401
    renewed = client.call("POST", "/api/auth/refresh", {"refresh_token": account.refresh_token})
    assert renewed.status == 401
    assert log_in(client, account.email, OTHER) == 200
    assert log_in(client, account.email, PASSWORD) == 401


def test_a_link_is_good_once(client: Client, post: MailServer) -> None:
    account = client.register()
    forget(client, account.email)
    token = token_in(post)

    works = [functools.partial(set_password, client, token) for _ in range(10)]
    answers = [outcome.result() for outcome in at_once(works)]

    assert Counter(answer.status for answer in answers) == {204: 1, 422: 9}


def test_links_are_kept_only_as_hashes(client: Client, post: MailServer) -> None:
    account = client.register()
    forget(client, account.email)

    with transactions.reading() as tx:
        kept = str(tx.all("SELECT * FROM mail_links"))

    assert account.user["id"] in kept
    assert token_in(post) not in kept


@pytest.mark.parametrize(("locale", "said"), [("zh", "设置新密码"), ("en", "Set a new password")])
def test_a_letter_speaks_the_language_of_the_account(
    client: Client, post: MailServer, locale: str, said: str
) -> None:
    body = {"email": "li@example.com", "password": PASSWORD, "locale": locale}
    client.call("POST", "/api/auth/register", body)

    forget(client, "li@example.com", locale="en" if locale == "zh" else "zh")

    sent = letter(post)
    assert sent["Subject"] == said
    assert sent["To"] == "li@example.com"
    assert sent["From"] == "云栈 <noreply@example.com>"
    assert sent["Auto-Submitted"] == "auto-generated"
    html = sent.get_body(("html",))
    assert html
    content = html.get_content()
    assert f'lang="{"zh-CN" if locale == "zh" else "en"}"' in content
    assert "<img" not in content
    assert content.count("http") == 2  # the link, as what it leads to and as what is read


def test_nothing_that_a_user_wrote_is_in_a_letter(client: Client, post: MailServer) -> None:
    name = "Win <a href='https://bad.example'>a prize</a>"
    body = {"email": "li@example.com", "password": PASSWORD, "name": name}
    client.call("POST", "/api/auth/register", body)

    forget(client, "li@example.com")

    assert "bad.example" not in letter(post).as_string()


def test_an_address_in_unicode_is_written_as_mail_servers_take_it(
    client: Client, post: MailServer
) -> None:
    client.register("li@例子.example.com")

    forget(client, "li@例子.example.com")

    assert post.letters[0][0] == "li@xn--fsqu00a.example.com"


def test_who_has_no_address_is_sent_nothing_and_the_log_says_so(
    client: Client, post: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    account = client.register()
    with transactions.writing() as tx:
        tx.run("UPDATE users SET email = 'a@b@c.de' WHERE id = :id", id=account.user["id"])
        tx.run("INSERT INTO mails (id, purpose, email, locale, created_at, due_at, tries)"
               " VALUES ('1', 'reset', 'a@b@c.de', 'zh', 0, 0, 0)")  # fmt: skip

    assert mail_sending.send_due() == {"sent": 0, "dropped": 1, "put_off": 0}
    assert post.letters == []
    assert waits() == 0
    assert "mail given up" in capsys.readouterr().out


@pytest.mark.parametrize("fault", ["later", "hangs_up"])
def test_what_cannot_be_sent_now_is_sent_later(
    client: Client,
    post: MailServer,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    fault: Any,
) -> None:
    account = client.register()
    post.fault = fault
    assert forget(client, account.email).status == 202
    assert (waits(), post.letters) == (1, [])
    assert "mail not sent yet" in capsys.readouterr().out

    post.fault = ""
    assert mail_sending.send_due()["sent"] == 0
    clock.advance(seconds=60)

    assert mail_sending.send_due()["sent"] == 1
    assert set_password(client, token_in(post)).status == 204
    assert waits() == 0


def test_no_letter_waits_for_who_has_left(client: Client, post: MailServer, clock: Clock) -> None:
    leaver, other = client.register(), client.register()
    post.fault = "later"
    for account in (leaver, other):
        forget(client, account.email)

    left = client.call("DELETE", ME, {"password": PASSWORD}, token=leaver.token)

    assert (left.status, waits()) == (204, 1)
    post.fault = ""
    clock.advance(seconds=60)
    assert mail_sending.send_due() == {"sent": 1, "dropped": 0, "put_off": 0}
    assert letter(post)["To"] == other.email


def test_what_is_refused_for_good_is_not_tried_again(
    client: Client, post: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    account = client.register()
    post.fault = "recipient"

    assert forget(client, account.email).status == 202

    assert waits() == 0
    told = capsys.readouterr().out
    assert "mail given up" in told
    assert "550" in told
    assert account.email not in told


def test_what_could_not_be_sent_in_20_minutes_is_given_up(
    client: Client, post: MailServer, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    account = client.register()
    post.fault = "later"
    forget(client, account.email)

    for _ in range(4):
        clock.advance(seconds=600)
        mail_sending.send_due()

    assert waits() == 0
    assert "mail given up" in capsys.readouterr().out


def test_of_many_who_send_each_letter_is_sent_by_one(
    client: Client, post: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.operations.mailing._start", lambda: None)
    people = [client.register().email for _ in range(5)]
    for each in people:
        client.call("POST", RESET, {"email": each})

    for outcome in at_once([mail_sending.send_due] * 6):
        outcome.result()

    assert sorted(to for to, _ in post.letters) == sorted(people)


def test_a_new_account_is_nobodys_until_its_address_is_confirmed(
    client: Client, post: MailServer, configure: Configure
) -> None:
    configure(CONFIRM_EMAIL="true")
    account = client.register()
    settled()

    assert client.call("GET", ME, token=account.token).json["confirmed"] is False
    for method, path in (("GET", "/api/conversations"), ("GET", "/api/auth/keys")):
        refused = client.call(method, path, token=account.token)
        assert (refused.status, refused.code) == (403, "email_unconfirmed")
    assert client.call("POST", CONFIRM, {"token": "x" * 43}).status == 422

    assert client.call("POST", CONFIRM, {"token": token_in(post, "confirm")}).status == 204

    assert client.call("GET", ME, token=account.token).json["confirmed"] is True
    assert client.call("GET", "/api/conversations", token=account.token).status == 200
    again = client.call("POST", SEND, token=account.token)
    assert (again.status, again.code) == (409, "conflict")


def test_the_link_that_confirms_is_sent_once_more(
    client: Client, post: MailServer, configure: Configure
) -> None:
    configure(CONFIRM_EMAIL="true")
    account = client.register()
    settled()

    assert client.call("POST", SEND, token=account.token).status == 202
    settled()

    older, newer = (token_in(post, "confirm", place) for place in (0, 1))
    assert client.call("POST", CONFIRM, {"token": older}).status == 422
    assert client.call("POST", CONFIRM, {"token": newer}).status == 204


def test_who_was_not_asked_then_need_not_confirm_now(
    client: Client, post: MailServer, configure: Configure
) -> None:
    account = client.register()
    configure(CONFIRM_EMAIL="true")

    assert client.call("GET", "/api/conversations", token=account.token).status == 200


def test_a_new_password_by_mail_confirms_the_address_too(
    client: Client, post: MailServer, configure: Configure
) -> None:
    configure(CONFIRM_EMAIL="true")
    account = client.register()
    settled()
    forget(client, account.email)

    set_password(client, token_in(post))

    body = {"email": account.email, "password": OTHER}
    token = client.call("POST", "/api/auth/login", body).json["access_token"]
    assert client.call("GET", ME, token=token).json["confirmed"] is True


def test_an_administrator_confirms_whom_no_mail_reaches(
    client: Client, post: MailServer, configure: Configure
) -> None:
    admin = administrator(client)
    configure(CONFIRM_EMAIL="true")
    account = client.register()
    settled()

    path = f"/api/admin/users/{account.user['id']}/confirm"
    assert client.call("POST", path, token=admin.token).status == 204

    assert client.call("GET", "/api/conversations", token=account.token).status == 200
    trail = client.call("GET", "/api/admin/audit", token=admin.token).json["data"][0]
    assert (trail["action"], trail["after"]) == ("users.confirm", {"confirmed": True})
