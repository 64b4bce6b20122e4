"""Who looks at a picture: a model that can see, else the reader of text on this machine."""

from typing import Any

import msgspec

from shared.config import environment
from shared.drugs import approval_numbers
from shared.errors import Unavailable
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.images.pictures import Picture
from shared.inference.ask import Ask, Outcome
from shared.llm import catalogue
from shared.llm.catalogue import Model
from shared.recognition import drug_facts, drug_matches, ocr, vision
from shared.recognition.drug_facts import Facts, Told
from shared.recognition.results import (
    Antique,
    Credits,
    Finding,
    General,
    Kind,
    MatchedDrug,
    Piece,
    Result,
)

VISION = "vision"
_TEXT = " Put all words that can be read into `text`, one line of the picture per line."
_NOTHING = {"", "null", "none", "n/a", "unknown", "未知", "不详", "未标注", "未显示"}
_TASKS = {
    "drug": "It shows the box or leaflet of a medicine: read its facts off, word for word."
    " The approval number (国药准字 or 注册证号) is copied digit by digit." + _TEXT,
    "antique": "It shows an antique or a work of art: say what can be seen, judge its authenticity"
    " with reasons, and estimate a price only where there is a ground for one." + _TEXT,
    "general": "Say what it shows." + _TEXT,
}


class _Drug(Facts, frozen=True, kw_only=True):
    text: str | None = None


class _Piece(Piece, frozen=True, kw_only=True):
    text: str | None = None


class _General(General, frozen=True, kw_only=True):
    text: str | None = None


_Seen = _Drug | _Piece | _General
_SHAPES: dict[str, type[_Seen]] = {"drug": _Drug, "antique": _Piece, "general": _General}


def choose(kind: Kind) -> Model | None:
    """The model to ask, or None when the text is to be read here; Unavailable for neither."""
    known = catalogue.current()
    default = known.find(None)
    candidates = [default, *known.enabled()] if default else known.enabled()
    seeing = next((model for model in candidates if model.sees), None)
    if seeing:
        return seeing
    if kind == "antique":
        raise Unavailable("no_sight")
    if not (environment.settings().local_ocr and ocr.installed()):
        raise Unavailable("no_reader")
    return None


def question(model: Model, picture: Picture, kind: Kind, locale: Locale) -> dict[str, Any]:
    asked = vision.question(picture, _SHAPES[kind], _TASKS[kind], locale)
    return asked | {"max_tokens": min(asked["max_tokens"], model.max_output)}


def see(ask: Ask, again_id: str, kind: Kind, locale: Locale) -> Finding:
    """By a model; a second call has the id `again_id`."""
    seen, outcomes = vision.facts(ask, again_id, _SHAPES[kind])
    model = outcomes[-1].model.name
    return Finding(_told(seen, locale), _clean(seen.text) or "", VISION, model, _credits(outcomes))


def read(picture: Picture, kind: Kind, locale: Locale, credits: Credits) -> Finding:
    """By its text alone."""
    told = drug_facts.read(ocr.lines(picture.content))
    result = _matched(told.facts, _notes(told, locale)) if kind == "drug" else General()
    return Finding(result, told.text, ocr.NAME, None, credits)


def _notes(told: Told, locale: Locale) -> list[str]:
    """What to know of facts that nobody but a reader of text has seen."""
    notes = [locales.say("only_read", locale)]
    if told.doubtful:
        fields = ", ".join(told.doubtful)
        notes.append(locales.say("not_told_apart", locale, fields=fields))
    return notes


def _told(seen: _Seen, locale: Locale) -> Result:
    """Without the text, which is told beside the facts."""
    facts = {name: _clean(value) for name, value in msgspec.structs.asdict(seen).items()}
    del facts["text"]
    if isinstance(seen, _Drug):
        facts["approval_number"] = approval_numbers.find(facts["approval_number"] or "")
        return _matched(Facts(**facts), [])
    if isinstance(seen, _Piece):
        return Antique(**facts, disclaimer=locales.say("antique_disclaimer", locale))
    return General(**facts)


def _matched(facts: Facts, notes: list[str]) -> MatchedDrug:
    drug, confidence = drug_matches.match(facts)
    known = msgspec.structs.asdict(facts)
    return MatchedDrug(**known, matched_drug=drug, match_confidence=confidence, notes=notes)


def _clean(value: Any) -> Any:
    """None for the words with which models say that they know nothing."""
    if not isinstance(value, str):
        return value
    stripped = value.strip()
    return None if stripped.lower() in _NOTHING else stripped


def _credits(outcomes: list[Outcome]) -> Credits:
    charged = sum(outcome.bill.charged for outcome in outcomes)
    return Credits(charged, outcomes[-1].bill.remaining)
