"""Encode the rhythm that marks generated speech once, so that no function carries an encoder:
`python -m tools.mark_rhythm` writes shared/labels/rhythm_mp3.py."""

import base64
import subprocess
import tempfile
import textwrap
import wave
from pathlib import Path

from shared.ffmpeg import binary
from shared.labels import rhythm

_TARGET = Path(rhythm.__file__).with_name("rhythm_mp3.py")
_ENCODED = ("-c:a", "libmp3lame", "-b:a", "16k", "-reservoir", "0", "-write_xing", "0")
_BARE = ("-id3v2_version", "0", "-f", "mp3")
_HEAD = '''"""The mark of speech as MP3, as `python -m tools.mark_rhythm` has encoded it."""

FRAMES = (
'''


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "rhythm.wav"), Path(folder, "rhythm.mp3")
        with wave.open(str(source), "wb") as file:
            file.setparams((1, 2, rhythm.RATE, 0, "NONE", ""))
            file.writeframes(rhythm.pcm())
        command = [binary.require(), "-loglevel", "error", "-i", str(source), *_ENCODED, *_BARE]
        subprocess.run([*command, str(target)], check=True, timeout=60)
        packed = base64.b85encode(target.read_bytes()).decode()
    lines = "".join(f"    {line!r}\n" for line in textwrap.wrap(packed, 92, break_on_hyphens=False))
    _TARGET.write_text(f"{_HEAD}{lines})\n")


if __name__ == "__main__":
    main()
