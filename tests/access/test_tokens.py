"""Attacks on access tokens that need no function: what is read of a token, and when."""

import base64
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.access import tokens
from shared.errors import InvalidToken, TokenExpired, Unavailable
from shared.store.users import User
from tests.conftest import SECRET, Configure
from tests.store.samples import user

OTHER = "another-secret-of-some-forty-odd-bytes!!"


def claims(owner: User | None = None, **changed: Any) -> dict[str, Any]:
    issued = tokens.issue(owner or user(), int(time.time() * 1000))
    read: dict[str, Any] = jwt.decode(issued, options={"verify_signature": False})
    return read | changed


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def forged(header: dict[str, Any], said: dict[str, Any], key: str = SECRET) -> str:
    """A token with any header, signed as HS256 would be."""
    signed = f"{part(header)}.{part(said)}"
    signature = hmac.digest(key.encode(), signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def test_what_was_issued_can_be_read() -> None:
    owner = user(role="admin", token_version=3)

    said = tokens.read(tokens.issue(owner, int(time.time() * 1000)))

    assert said.keys() == {"sub", "role", "ver", "iat", "exp", "jti", "iss"}
    assert (said["sub"], said["role"], said["ver"]) == (owner.id, "admin", 3)
    assert (said["iss"], said["exp"] - said["iat"]) == ("yunzhan", 3600)


def test_no_two_tokens_are_the_same() -> None:
    owner = user()

    assert len({tokens.issue(owner, 1_764_000_000_000) for _ in range(50)}) == 50


@pytest.mark.parametrize("algorithm", ["none", "HS384", "HS512", "RS256", "ES256", "hs256", "", 7])
def test_a_header_cannot_choose_another_algorithm(algorithm: Any) -> None:
    token = forged({"alg": algorithm, "typ": "JWT"}, claims())

    with pytest.raises(InvalidToken):
        tokens.read(token)


@pytest.mark.parametrize(
    "extra",
    [
        {"crit": ["exp"]},
        {"b64": False, "crit": ["b64"]},
        {"kid": 7},
        {"alg": "HS256", "enc": "A128GCM", "crit": ["enc"]},
    ],
)
def test_a_header_that_demands_what_we_do_not_do_is_refused(extra: dict[str, Any]) -> None:
    token = forged({"alg": "HS256", "typ": "JWT", **extra}, claims())

    with pytest.raises(InvalidToken):
        tokens.read(token)


@pytest.mark.parametrize("extra", [{"kid": "../../dev/null"}, {"jku": "http://169.254.169.254/"}])
def test_a_header_cannot_choose_another_key(extra: dict[str, Any]) -> None:
    header = {"alg": "HS256", "typ": "JWT", **extra}

    assert tokens.read(forged(header, claims()))["iss"] == "yunzhan"
    for key in ("", "null", OTHER):
        with pytest.raises(InvalidToken):
            tokens.read(forged(header, claims(), key))


def test_a_token_of_another_deployment_is_refused_even_by_name(configure: Configure) -> None:
    configure(JWT_SECRET=OTHER)
    foreign = tokens.issue(user(), int(time.time() * 1000))
    configure(JWT_SECRET=SECRET)

    with pytest.raises(InvalidToken):
        tokens.read(foreign)


@pytest.mark.parametrize("issuer", ["other", "", "Yunzhan", None, ["yunzhan"]])
def test_a_token_of_another_issuer_is_refused(issuer: Any) -> None:
    with pytest.raises(InvalidToken):
        tokens.read(forged({"alg": "HS256"}, claims(iss=issuer)))


@pytest.mark.parametrize("ago", [0, 1, 3600])
def test_a_token_is_expired_from_its_second_on(ago: int) -> None:
    with pytest.raises(TokenExpired):
        tokens.read(forged({"alg": "HS256"}, claims(exp=int(time.time()) - ago)))


def test_a_token_that_was_read_before_expires_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = tokens.issue(user(), int(time.time() * 1000))
    expires = tokens.read(token)["exp"]

    monkeypatch.setattr(time, "time", lambda: expires - 0.001)
    assert tokens.read(token)
    monkeypatch.setattr(time, "time", lambda: expires)
    with pytest.raises(TokenExpired):
        tokens.read(token)


def test_a_token_from_an_instance_whose_clock_is_ahead_is_believed() -> None:
    ahead = int(time.time() * 1000) + 30_000

    assert tokens.read(tokens.issue(user(), ahead))["iat"] == ahead // 1000


def test_an_expired_token_is_not_called_so_unless_we_signed_it() -> None:
    with pytest.raises(InvalidToken):
        tokens.read(forged({"alg": "HS256"}, claims(exp=1), OTHER))


def test_a_stolen_key_is_worth_nothing_once_it_is_not_listed(configure: Configure) -> None:
    configure(JWT_SECRET=f"{OTHER},{SECRET}")
    assert tokens.read(forged({"alg": "HS256"}, claims(), SECRET))

    configure(JWT_SECRET=OTHER)

    with pytest.raises(InvalidToken):
        tokens.read(forged({"alg": "HS256"}, claims(), SECRET))


def test_a_local_server_without_a_secret_has_one_of_its_own(configure: Configure) -> None:
    configure(JWT_SECRET="")

    (key,) = tokens.keys()

    assert len(key) >= 32
    assert tokens.read(tokens.issue(user(), int(time.time() * 1000)))


@pytest.mark.parametrize("mode", ["test", "production"])
def test_no_other_deployment_signs_with_a_secret_that_nobody_gave_it(
    configure: Configure, mode: str
) -> None:
    configure(APP_ENV=mode, JWT_SECRET="", PASSWORD_COST="12")

    with pytest.raises(Unavailable):
        tokens.issue(user(), int(time.time() * 1000))


def test_a_token_that_is_too_long_is_not_even_parsed() -> None:
    fits = forged({"alg": "HS256"}, claims())
    long = forged({"alg": "HS256", "x": "y" * 8000}, claims())

    assert tokens.read(fits)
    with pytest.raises(InvalidToken):
        tokens.read(long)


@given(st.text(max_size=200) | st.text(".eyJhbGciOiJIUzI1NiJ9-_", max_size=80))
def test_no_text_is_a_token(text: str) -> None:
    with pytest.raises(InvalidToken):
        tokens.read(text)


@pytest.mark.parametrize("deep", [500, 1000, 1500])
def test_a_header_of_any_depth_is_refused(deep: int) -> None:
    header = base64.urlsafe_b64encode(b"[" * deep + b"]" * deep).decode().rstrip("=")

    with pytest.raises(InvalidToken):
        tokens.read(f"{header}.{part(claims())}.AAAA")
