"""What a test does when something it needs is missing."""

import pytest

from tests.engines.availability import do_without, require


def test_what_is_there_is_handed_back() -> None:
    assert require("/usr/sbin/mariadbd", "not needed") == "/usr/sbin/mariadbd"


@pytest.mark.parametrize("ci", ["", "false"])
def test_what_is_missing_skips_the_test_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, ci: str
) -> None:
    monkeypatch.setenv("CI", ci)

    with pytest.raises(pytest.skip.Exception, match="no engine here"):
        require(None, "no engine here")


def test_on_ci_nothing_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="no engine here"):
        require(None, "no engine here")
    with pytest.raises(pytest.fail.Exception, match="no weights here"):
        do_without("no weights here")
