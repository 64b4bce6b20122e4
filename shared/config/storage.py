"""Where files are kept."""

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.hearing import Hearing


class Storage(Hearing, frozen=True, kw_only=True):
    oss_key_id: str = setting(
        "OSS_ACCESS_KEY_ID",
        secret=True,
        meaning="OSS access key; without one, the key of the function's role",
    )
    oss_key_secret: str = setting("OSS_ACCESS_KEY_SECRET", secret=True, meaning="its secret")
    oss_endpoint: str = setting("OSS_ENDPOINT", meaning="OSS endpoint, public or `-internal`")
    oss_bucket: str = setting(
        "OSS_BUCKET_NAME",
        meaning=(
            "OSS bucket; without one, files are kept in `UPLOAD_DIR`, which must be named outside "
            "local mode"
        ),
    )
    oss_region: str = setting(
        "OSS_REGION", meaning="the bucket's region, if the endpoint does not name it"
    )
    s3_bucket: str = setting(
        "S3_BUCKET",
        meaning="bucket of S3's protocol (Tencent's COS, MinIO, S3), where there is none of OSS",
    )
    s3_endpoint: str = setting(
        "S3_ENDPOINT", meaning="its endpoint, such as `cos.ap-guangzhou.myqcloud.com`"
    )
    s3_region: str = setting("S3_REGION", default="us-east-1", meaning="its region")
    s3_key_id: str = setting("S3_ACCESS_KEY_ID", secret=True, meaning="its access key")
    s3_key_secret: str = setting("S3_SECRET_ACCESS_KEY", secret=True, meaning="its secret")
    s3_path_style: bool = setting(
        "S3_PATH_STYLE",
        default=False,
        read=parsers.switch,
        meaning="the bucket is named in the path, as MinIO wants it; always so for bare addresses",
    )
    upload_dir: str = setting(
        "UPLOAD_DIR",
        meaning="folder for files where there is no OSS; `files` in `DATA_DIR` if empty",
    )
    max_file_size: int = setting(
        "MAX_FILE_SIZE",
        default=10_485_760,
        read=parsers.whole,
        meaning="bytes of one uploaded file",
    )
    max_media_size: int = setting(
        "MAX_MEDIA_SIZE",
        default=1_073_741_824,
        read=parsers.whole,
        meaning="bytes of one uploaded video or sound",
    )
    media_prices: parsers.Prices = setting(
        "MEDIA_PRICES",
        default=parsers.MEDIA_PRICES,
        read=parsers.media_prices,
        meaning=(
            "credits for a picture, and for each begun minute of sound and of film by its height "
            "(`sd` to 480, `hd` to 720, `fhd` to 1080, `uhd`), as `picture=1,hd=10`; the others "
            "stay as they are"
        ),
    )
    ffmpeg: str = setting(
        "FFMPEG",
        meaning=(
            "the ffmpeg that works on videos and sound; if empty, that of imageio-ffmpeg, or the "
            "machine's"
        ),
    )
    storage_bytes: int = setting(
        "STORAGE_BYTES",
        default=1_073_741_824,
        read=parsers.whole,
        meaning="bytes that the files of a user may take; 0: no quota",
    )
    storage_files: int = setting(
        "STORAGE_FILES",
        default=10_000,
        read=parsers.whole,
        meaning="how many files a user may have; 0: no quota",
    )
