"""All settings. They are declared in groups: server.py, database.py, accounts.py, mail.py,
models.py, drawing.py, labelling.py, hearing.py, storage.py, operations.py, costs.py, safety.py.
Each inherits the one before, since a struct has one base."""

from shared.config.declaration import declared
from shared.config.safety import Safety

DASHSCOPE_URL = "https://dashscope.aliyuncs.com"
COMPATIBLE = "/compatible-mode/v1"  # below it, where Model Studio speaks the OpenAI protocol
DEFAULT_MODEL = "qwen-plus"


class Settings(Safety, frozen=True, kw_only=True):
    """What the deployment decides. Secrets do not show in `repr`."""

    @property
    def has_bucket(self) -> bool:
        """Whether files lie in a bucket, which clients reach themselves, and not in a folder."""
        return bool(self.oss_bucket or self.s3_bucket)

    def __repr__(self) -> str:
        shown = (f"{n}={getattr(self, n)!r}" for n, how in FIELDS.items() if not how.secret)
        return f"Settings({', '.join(shown)})"


FIELDS = dict(zip(Settings.__struct_fields__, declared, strict=True))
