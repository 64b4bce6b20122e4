"""The adviser on medicines gives no doses, whatever the model says.

A model follows its prompt only mostly, a small one hardly. A sentence that says how much, how often
or how long is left out, and in the place of the first stands where to look.
"""

import re
import unicodedata
from collections.abc import Iterator

from shared.i18n import locales
from shared.i18n.locales import Locale

_GAP = r"[\s*_]*"  # of Markdown too
_FIGURE = r"(?<![A-Za-z\d.])\d+(?:[.,]\d+)?"
_SYMBOL = r"(?:mg|mcg|[μµu]g|g|kg|ml|l|iu)(?![a-z])"
_ZH_NUMBER = rf"(?:{_FIGURE}[百千万]?|[零〇一二三四五六七八九十百千万两半几]+)"
_ZH_UNIT = (
    "(?:毫克|微克|克|千克|公斤|毫升|国际单位|单位|片|粒|袋|支|瓶|丸|滴|喷|揿|包|贴|枚|勺|匙|颗"
    "|管|剂(?!型))"
)
_ZH_TIMES = "[次回遍顿]"
_ONE = (
    "one|two|three|four|five|six|seven|eight|nine|ten|twelve|half(?: an?| of an?)?|several|a few"
    "|a couple(?: of)?"
)
_EN_NUMBER = rf"(?:{_FIGURE}|\b(?:{_ONE}))"
_EN_RANGE = rf"{_EN_NUMBER}(?:\s*(?:-|–|to|or)\s*(?:\d+|{_ONE}))?"
_EN_UNIT = (
    r"(?:(?:milli|micro)?gram(?:me)?s?|millilit(?:er|re)s?|tab(?:let)?s?|cap(?:sule)?s?|pills?|drops?"
    r"|puffs?|sprays?|patch(?:es)?|lozenges?|ampoules?|suppositor(?:y|ies)|sachets?"
    r"|(?:tea|table)?spoon(?:ful)?s?|units?|vials?)\b"
)
_EN_AFTER = r"(?=\s*(?:$|[.,;!\n]|(?:with|at|now|before|after|daily|every|each|when|if)\b))"
_HOW_MUCH = (
    rf"{_FIGURE}{_GAP}{_SYMBOL}|{_ZH_NUMBER}{_GAP}{_ZH_UNIT}|{_EN_RANGE}[\s*_-]*{_EN_UNIT}"
    r"|(?:剂量|用量)[^。]{0,8}\d|\b(?:dose|dosage)\b[^.\n]{0,24}\d"
    rf"|\b(?:tak(?:e|es|ing)|use)\s+an?\s+{_EN_UNIT}|\ban?\s+(?:tea|table)spoon"
    rf"|\b(?:tak(?:e|es|ing)|swallow|chew|inhale)\s+{_EN_RANGE}{_EN_AFTER}"
    rf"|[喷按吸压揿]\s*{_ZH_NUMBER}\s*下|每\s*(?:千克|公斤|kg)[^。]{{0,6}}?\d|顿服"
    r"|(?:[首每][剂次]|[剂用药]量|[加减]量|儿童|小儿|老人|成人)[^。]{0,4}(?:[加减翻]倍|减半|[两双]倍)"
)
_HOW_OFTEN = (
    rf"[日天晚周]\s*(?:口?服|使?用|吃)?{_GAP}{_ZH_NUMBER}{_GAP}{_ZH_TIMES}"
    rf"|{_ZH_NUMBER}{_GAP}{_ZH_TIMES}\s*[/每]\s*[日天周]"
    rf"|小时[^。]{{0,6}}?{_ZH_NUMBER}\s*{_ZH_TIMES}|每\s*隔?{_GAP}{_ZH_NUMBER}{_GAP}个?\s*(?:小时|天|日|周)"
    rf"|\b(?:once|twice|thrice|{_EN_RANGE}\s+times)\s+(?:an?|per|every|each|daily|weekly|in)\b"
    r"|\bq\d+h\b|\b[bt]\.?i\.?d\b|\b\w+[\s-]hourly\b"
    rf"|\b{_EN_RANGE}\s+(?:in|within)\s+(?:any\s+)?(?:24|48|a|one)\s+(?:hours?|day)\b"
    rf"|\b\d\s*x\s*(?:/|an?\b|per\b|daily\b)"
    rf"|\b(?:once|twice)-daily\b|\bevery\s+{_EN_RANGE}\s*(?:hours?|hrs?|h|days?|weeks?)\b"
)
_HOW_LONG = (
    rf"{_ZH_NUMBER}\s*个?\s*疗程"
    rf"|(?:连用|连服|服用|使用|疗程)[^。]{{0,6}}?{_ZH_NUMBER}\s*个?\s*(?:天|日|周|月)"
    rf"|\bfor\s+{_EN_RANGE}\s+(?:days?|weeks?|months?)\b"
)
_DOSE = re.compile(f"{_HOW_MUCH}|{_HOW_OFTEN}|{_HOW_LONG}", re.IGNORECASE)
_END = re.compile(r"[。！？!?；;\n]+[”’\")）]*|\.(?=\s)\s*")
_LONGEST = 2000  # characters of a sentence


class Guard:
    """Goes along with an answer as it comes, a sentence at a time."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self._waiting, self._referred = "", False

    def take(self, text: str) -> str:
        """What of the answer so far may be said now."""
        self._waiting += text
        *sentences, self._waiting = _cut(self._waiting)
        return "".join(map(self._said, sentences))

    def end(self) -> str:
        """What was waiting for the end of its sentence."""
        last, self._waiting = self._waiting, ""
        return self._said(last)

    def _said(self, sentence: str) -> str:
        if not _DOSE.search(unicodedata.normalize("NFKC", sentence)):
            return sentence
        referral = "" if self._referred else locales.say("no_doses", self._locale)
        self._referred = True
        return referral + ("\n" if sentence.endswith("\n") else "")


def without(answer: str, locale: Locale) -> str:
    """A whole answer."""
    guard = Guard(locale)
    return guard.take(answer) + guard.end()


def _cut(text: str) -> Iterator[str]:
    """The sentences in a text, at last what has no end yet."""
    start = 0
    for end in _END.finditer(text):
        if end.end() < len(text):  # or the mark that closes it may be still to come
            yield text[start : end.end()]
            start = end.end()
    while len(text) - start > _LONGEST:
        yield text[start : start + _LONGEST]
        start += _LONGEST
    yield text[start:]
