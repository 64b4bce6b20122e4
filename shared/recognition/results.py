"""What is told of a picture: facts of each kind, and the answer around them."""

from typing import Annotated, Literal

import msgspec

from shared.drugs.catalogue import Drug
from shared.labels.aigc import Aigc
from shared.recognition.drug_facts import Facts

Kind = Literal["drug", "antique", "general"]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class MatchedDrug(Facts, frozen=True, kw_only=True):
    """A drug; nothing is claimed of the facts, only of the match with the catalogue.

    What `match_confidence` says stands in `drug_matches`; `notes` are sentences for who reads on.
    """

    matched_drug: Drug | None = None
    match_confidence: Share = 0.0
    notes: list[str] = msgspec.field(default_factory=list)


class Authenticity(msgspec.Struct, frozen=True):
    assessment: str
    reasons: list[str] = msgspec.field(default_factory=list)


class Estimate(msgspec.Struct, frozen=True):
    low: float
    high: float
    currency: str


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """What a model says of an antique; the confidence is its own."""

    name: str | None = None
    category: str | None = None
    era: str | None = None
    material: str | None = None
    description: str | None = None
    features: list[str] = msgspec.field(default_factory=list)
    authenticity: Authenticity | None = None
    estimate: Estimate | None = None
    confidence: Share | None = None


class Antique(Piece, frozen=True, kw_only=True):
    disclaimer: str


class General(msgspec.Struct, frozen=True, kw_only=True):
    """What a picture shows; all of it is unknown to who reads only text."""

    name: str | None = None
    category: str | None = None
    description: str | None = None
    features: list[str] = msgspec.field(default_factory=list)
    confidence: Share | None = None


Result = MatchedDrug | Antique | General


class Credits(msgspec.Struct, frozen=True):
    """What it took, and what is left; None where that is not known any more."""

    charged: int
    remaining: int | None


class Finding(msgspec.Struct, frozen=True):
    """What an engine found, and what that cost; `model` is None of one without models of ours."""

    result: Result
    text: str
    engine: str
    model: str | None
    credits: Credits


class Image(msgspec.Struct, frozen=True):
    """The picture as it was kept; the address is valid for a while, lists come without."""

    file_id: str
    url: str | None


class Recognised(msgspec.Struct, frozen=True, kw_only=True):
    """The answer; without an image when none was kept, or it is gone. `aigc` is the label of one
    that a model gave."""

    id: str
    kind: Kind
    result: msgspec.Raw
    text: str
    image: Image | None
    engine: str
    model: str | None
    credits: Credits
    created_at: str
    aigc: Aigc | None = None
