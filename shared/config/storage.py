"""Where files are kept."""

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.models import Models


class Storage(Models, frozen=True, kw_only=True):
    oss_key_id: str = setting("OSS_ACCESS_KEY_ID", secret=True, meaning="OSS access key")
    oss_key_secret: str = setting("OSS_ACCESS_KEY_SECRET", secret=True, meaning="its secret")
    oss_endpoint: str = setting("OSS_ENDPOINT", meaning="OSS endpoint, public or -internal")
    oss_bucket: str = setting("OSS_BUCKET_NAME", meaning="OSS bucket")
    oss_region: str = setting("OSS_REGION", meaning="its region, if the endpoint does not say")
    upload_dir: str = setting("UPLOAD_DIR", meaning="folder for files when there is no OSS")
    max_file_size: int = setting(
        "MAX_FILE_SIZE",
        default=10_485_760,
        read=parsers.whole,
        meaning="bytes of one uploaded file",
    )
