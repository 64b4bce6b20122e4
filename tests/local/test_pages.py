"""The pages are built from their sources, by an npm that may fail in any of its ways."""

import io
import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from local import pages
from local.progress import Progress

UNREADABLE = Path("/proc/self/mem")
NPM = """\
#!/bin/sh
echo "$@" >> ../calls
if [ "$1" = ci ]; then
  if [ -f ../refusal ]; then cat ../refusal >&2; exit 1; fi
  mkdir -p node_modules && touch node_modules/whole && exit 0
fi
[ -f node_modules/whole ] || { echo "Error: Cannot find package 'vite'" >&2; exit 1; }
[ ! -f src/fault ] || { echo "Error: src/fault" >&2; exit 1; }
mkdir -p "$5" && echo built > "$5/index.html"
"""
NO_NETWORK = """
    npm error code ENOTFOUND
    npm error syscall getaddrinfo
    npm error network request to https://registry.example/vue failed, reason: getaddrinfo ENOTFOUND
    npm error A complete log of this run can be found in: /root/.npm/_logs/1.log
"""
NO_PACKAGE = """
    npm error code ETARGET
    npm error notarget No matching version found
    npm error A complete log of this run can be found in: /root/.npm/_logs/1.log
"""
NO_WORD = """
    Killed
    npm error A complete log of this run can be found in: /root/.npm/_logs/1.log
"""


@pytest.fixture(autouse=True)
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sources, and a Node.js whose npm does as it is told."""
    programs, folder = tmp_path / "bin", tmp_path / "web"
    programs.mkdir()
    (folder / "src").mkdir(parents=True)
    (folder / "package-lock.json").write_text('{"packages": {"": {}, "vue": {"version": "3"}}}')
    for name, text in (("npm", NPM), ("node", "#!/bin/sh\necho v24.0.0\n")):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(pages, "WEB", folder)
    monkeypatch.setattr(pages, "SITE", tmp_path / "site")
    monkeypatch.setattr(pages, "_FRESH", tmp_path / "fresh")
    return folder


def install(web: Path, whole: bool) -> None:
    modules = web / "node_modules"
    modules.mkdir(exist_ok=True)
    (modules / ".package-lock.json").write_text((web / "package-lock.json").read_text())
    if whole:
        (modules / "whole").touch()


def calls(web: Path) -> list[str]:
    """The commands that npm was given."""
    return [line.split()[0] for line in (web.parent / "calls").read_text().splitlines()]


def ready() -> tuple[bool, str]:
    said = io.StringIO()
    return pages.ready(Progress(said)), said.getvalue()


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (NO_NETWORK, "reason: getaddrinfo ENOTFOUND LOCAL_PAGES=off"),
        (NO_PACKAGE, "npm error code ETARGET LOCAL_PAGES=off"),
        (NO_WORD, "not built: Killed LOCAL_PAGES=off"),
    ],
)
def test_it_is_told_why_packages_cannot_be_fetched(web: Path, refusal: str, told: str) -> None:
    (web.parent / "refusal").write_text(textwrap.dedent(refusal))

    is_ready, said = ready()

    assert not is_ready
    assert told in said


@pytest.mark.skipif(not UNREADABLE.exists(), reason="only Linux has a file that nobody can read")
def test_a_source_that_cannot_be_read_is_told_and_the_api_serves_without(web: Path) -> None:
    assert ready()[0]
    (web / "src" / "unreadable").symlink_to(UNREADABLE)

    is_ready, said = ready()

    assert not is_ready
    assert "The pages are not built: [Errno" in said


def test_a_stamp_that_is_not_one_has_the_pages_built_anew(web: Path) -> None:
    assert ready()[0]
    (pages.SITE / "built.txt").write_bytes(b"\xff\xfe")

    assert ready()[0]
    assert calls(web) == ["ci", "run", "ci", "run"]


def test_packages_that_look_complete_and_are_not_are_fetched_once_more(web: Path) -> None:
    install(web, whole=False)

    assert ready()[0]
    assert calls(web) == ["run", "ci", "run"]


def test_a_fault_of_the_sources_is_told_after_one_more_try(web: Path) -> None:
    install(web, whole=True)
    (web / "src" / "fault").touch()

    is_ready, said = ready()

    assert not is_ready
    assert "Error: src/fault" in said
    assert calls(web) == ["run", "ci", "run"]


def test_the_packages_of_a_developer_are_left_alone(web: Path) -> None:
    install(web, whole=True)
    (web / "node_modules" / "vitest").mkdir()
    (web / "src" / "fault").touch()

    assert not ready()[0]
    assert calls(web) == ["run"]


def test_npm_gives_up_soon_where_there_is_no_network(web: Path) -> None:
    ready()

    assert "--fetch-retries=1 --fetch-timeout=30000" in (web.parent / "calls").read_text()


def added(web: Path) -> None:
    (web / "src" / "added.ts").touch()


def removed(web: Path) -> None:
    (web / "src" / "main.ts").unlink()


def renamed(web: Path) -> None:
    (web / "src" / "main.ts").rename(web / "src" / "other.ts")


def rewritten(web: Path) -> None:
    """In as many bytes, and with the time that it had."""
    source = web / "src" / "main.ts"
    before = source.stat()
    source.write_text("const a = 2;\n")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))


def moved_between_two(web: Path) -> None:
    (web / "src" / "main.ts").write_text("const a")
    (web / "src" / "next.ts").write_text(" = 1;\nnext\n")


@pytest.mark.parametrize("change", [added, removed, renamed, rewritten, moved_between_two])
def test_pages_that_are_older_than_their_sources_are_built_anew(
    web: Path, change: Callable[[Path], None]
) -> None:
    (web / "src" / "main.ts").write_text("const a = 1;\n")
    (web / "src" / "next.ts").write_text("next\n")
    assert ready()[0]
    assert pages.is_current()
    install(web, whole=True)

    change(web)

    assert not pages.is_current()
    assert ready()[0]
    assert pages.is_current()
    assert calls(web) == ["ci", "run", "run"]


def test_pages_that_come_of_their_sources_are_not_built_again(web: Path) -> None:
    (web / "src" / "main.ts").write_text("const a = 1;\n")
    assert ready()[0]
    install(web, whole=True)
    (web / "tests").mkdir()
    (web / "tests" / "page.html").touch()
    os.utime(web / "src" / "main.ts", (0, 0))

    assert ready() == (True, "")
    assert calls(web) == ["ci", "run"]
