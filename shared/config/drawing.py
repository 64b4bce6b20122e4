"""Who draws pictures, makes videos and hears recordings."""

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.models import Models


class Drawing(Models, frozen=True, kw_only=True):
    dashscope_url: str = setting(
        "DASHSCOPE_API_URL",
        meaning=(
            "address of Model Studio for pictures, videos, speech and reranking, such as "
            "`https://{WorkspaceId}.cn-beijing.maas.aliyuncs.com`; "
            "`https://dashscope.aliyuncs.com` if empty"
        ),
    )
    images_url: str = setting(
        "IMAGES_API_URL",
        meaning="base URL of an OpenAI-compatible API that draws pictures (`https://host/v1`)",
    )
    images_key: str = setting("IMAGES_API_KEY", read=parsers.token, secret=True, meaning="its key")
    images_model: str = setting(
        "IMAGES_MODEL",
        read=parsers.name,
        meaning=(
            "the model that draws when nobody says which: one of `IMAGES_API_URL`, or of Model "
            "Studio, which has `qwen-image-plus` without it"
        ),
    )
    images_price: int | None = setting(
        "IMAGES_PRICE",
        default=None,
        read=parsers.whole,
        meaning=(
            "credits for a picture of `IMAGES_MODEL` at `IMAGES_API_URL`, 0 for none; needed "
            "where credits count, since a picture of an unknown price is refused"
        ),
    )
