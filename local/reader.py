"""RapidOCR, which reads pictures where no model can see: installed when it is not there yet."""

import importlib

from local import pip
from local.engine import ROOT
from local.pip import PipError
from local.progress import Progress
from shared.recognition import ocr

REQUIREMENTS = ROOT / "requirements" / "ocr.txt"


def ready(progress: Progress) -> bool:
    """False, and a sentence said, when it cannot be installed: the rest serves without it."""
    if ocr.installed():
        return True
    progress.say("Installing RapidOCR, which reads text in pictures (140 MB) ...")
    try:
        pip.install(REQUIREMENTS)
    except (PipError, OSError) as error:
        progress.say(f"Text in pictures is not read: {error} LOCAL_OCR=off does without.")
        return False
    importlib.invalidate_caches()
    return ocr.installed()
