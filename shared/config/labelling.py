"""Who answers for generated content, and whether it may go without its visible mark."""

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.drawing import Drawing


class Labelling(Drawing, frozen=True, kw_only=True):
    aigc_producer: str = setting(
        "AIGC_PRODUCER",
        read=parsers.producer,
        meaning=(
            "name or code of who offers the service, which stands in the label of everything that "
            "is generated (GB 45438-2025), such as `0011` with the 18 characters of the unified "
            "social credit code and a number of 5; required in production, `Yunzhan (local)` "
            "elsewhere. See [Compliance](compliance.md)"
        ),
    )
    aigc_mark_optional: bool = setting(
        "AIGC_MARK_OPTIONAL",
        default=False,
        read=parsers.switch,
        meaning=(
            "users may ask for pictures, videos and speech without the visible or audible mark "
            "(`mark: false`), which is written to the audit trail; the label in the file stays"
        ),
    )
