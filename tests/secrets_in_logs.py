"""A pytest plugin: a test fails whose output, or that of what it started, holds a secret.

It reads all that pytest captured of standard output and error, in every phase of every test.
"""

import re
from collections.abc import Generator

import pytest

PASSWORD = "correct horse 9"
SECRET = "unit-tests-sign-with-these-40-odd-bytes!"

_PATTERNS = {
    "a password": re.compile(re.escape(PASSWORD)),
    "the key that signs tokens": re.compile(re.escape(SECRET)),
    "an access token": re.compile(r"eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}"),
    "an API key": re.compile(r"\bsk-[\w-]{43}(?![\w-])"),
    "an invite code": re.compile(r"\b[2-9A-HJKMNP-Z]{5}(?:-[2-9A-HJKMNP-Z]{5}){3}\b"),
    "a refresh token": re.compile(
        r"(?<![\w/+.-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{43}(?![\w/+=.-])"
    ),
    "the key of a robot": re.compile(r"webhook/send\?key=[\w-]+"),
    "a password of a database": re.compile(r"\b(?:mysql|redis)[\w+]*://[^\s:/@]*:[^\s/@]+@"),
}


def found(text: str) -> list[str]:
    """What secrets there are in `text`, with a little of what is around each."""
    return [
        f"{name} in: ...{text[max(0, match.start() - 60) : match.start() + 12]}..."
        for name, pattern in _PATTERNS.items()
        for match in pattern.finditer(text)
    ]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "teardown":  # by now it carries the output of all three phases
        said = found(report.capstdout + report.capstderr)
        if said:
            report.outcome = "failed"
            report.longrepr = "\n".join(["Secrets were written to the log:", *said])
    return report
