"""Who answers questions and reads pictures."""

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.mail import Mail


class Models(Mail, frozen=True, kw_only=True):
    openai_url: str = setting(
        "OPENAI_API_URL",
        "API_BASE_URL",
        meaning=(
            "base URL of an OpenAI-compatible API (`https://host/v1`), or its full "
            "`…/chat/completions`"
        ),
    )
    openai_key: str = setting(
        "OPENAI_API_KEY",
        "API_KEY",
        read=parsers.token,
        secret=True,
        meaning="its key; alone, without a URL, it is a key for Model Studio",
    )
    openai_model: str = setting(
        "OPENAI_MODEL",
        "MODEL_ID",
        read=parsers.name,
        meaning="the model to ask for; `qwen-plus` if empty",
    )
    dashscope_key: str = setting(
        "DASHSCOPE_API_KEY",
        read=parsers.token,
        secret=True,
        meaning=(
            "key for Qwen on Alibaba Cloud Model Studio, in place of the URL and key above; and "
            "for pictures, videos, speech and reranking there"
        ),
    )
    embedding_url: str = setting(
        "EMBEDDING_API_URL",
        meaning="base URL of another OpenAI-compatible API that answers with vectors",
    )
    embedding_key: str = setting(
        "EMBEDDING_API_KEY", read=parsers.token, secret=True, meaning="its key"
    )
    embedding_model: str = setting(
        "EMBEDDING_MODEL",
        read=parsers.name,
        meaning=(
            "the model of `/v1/embeddings` there, or at `OPENAI_API_URL`; Model Studio has "
            "`text-embedding-v4` without it"
        ),
    )
    llm_timeout: int | None = setting(
        "LLM_TIMEOUT",
        default=None,
        read=parsers.seconds,
        meaning=(
            "seconds that one answer of the model may take in all, retries included; if empty, as "
            "long as the function has (300 for the local model of `make run`)"
        ),
    )
    local_model: str = setting(
        "LOCAL_MODEL",
        read=parsers.local_model,
        meaning=(
            "the model of `make run` without a provider: `off`, `smollm2` or a `.gguf` file; "
            "Qwen if empty"
        ),
    )
    demonstration: bool = setting(
        "DEMONSTRATION",
        default=False,
        read=parsers.switch,
        meaning=(
            "answers of the configured model say that they are a demonstration; `make run` sets "
            "it for its local model"
        ),
    )
    local_embeddings: bool = setting(
        "LOCAL_EMBEDDINGS",
        default=True,
        read=parsers.switch,
        meaning=(
            "beside its local model, `make run` starts a small one for `/v1/embeddings` of "
            "English texts (84 MB to fetch); `off` does without"
        ),
    )
    local_ocr: bool = setting(
        "LOCAL_OCR",
        default=True,
        read=parsers.switch,
        meaning=(
            "`make run` in local mode installs RapidOCR (about 140 MB to fetch, 370 MB on "
            "disk), which reads the text of pictures where no model can see, and is used "
            "elsewhere if it is installed; `off` does without"
        ),
    )
