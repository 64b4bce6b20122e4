"""What a deployment is refused for before anything is built, and what is only told."""

from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from shared.config import environment
from tools.build import ROOT

PREPARED = "YUNZHAN_DEPLOYMENT"  # set by `make deploy`, which gives `s` every variable itself
_CODE = "/code/"
_MODELS = ("DASHSCOPE_API_KEY", "OPENAI_API_KEY")
_BUCKETS = ("OSS_BUCKET_NAME", "S3_BUCKET")


def problems(values: Mapping[str, str], folder: Path = ROOT) -> list[str]:
    """All that is wrong with what a deployment would be given; no value of a secret is in it."""
    if (values.get("APP_ENV") or "production") not in {"production", "test"}:
        return ["APP_ENV is neither production nor test: local mode is for a laptop"]
    return [*_missing(values), *_refused(values), *_authority(values.get("DB_TLS", ""), folder)]


def leaks(surroundings: Mapping[str, str], names: set[str], folder: Path = ROOT) -> list[str]:
    """Variables that `s` has read from a developer's .env, as it does without being asked."""
    file = folder / ".env"
    if surroundings.get(PREPARED) or not file.is_file():
        return []
    kept = dotenv_values(file, interpolate=False)
    same = sorted(n for n in names if kept.get(n) and kept[n] == surroundings.get(n))
    return [f"{n} comes from .env, a developer's file: `make deploy ENV=…` leaves it" for n in same]


def notes(values: Mapping[str, str]) -> list[str]:
    """What works, and is not meant for long."""
    found = []
    if not values.get("LOG_PROJECT"):
        found.append("LOG_PROJECT is empty: FC takes several lines of the log for one")
    if not values.get("CERT_ID"):
        found.append("CERT_ID is empty: the domain speaks HTTP only")
    if not values.get("VPC_ID"):
        found.append("VPC_ID is empty: the database is reached over the Internet")
    if not values.get("ALLOWED_ORIGINS"):
        found.append("ALLOWED_ORIGINS is empty: browsers may call from the domain itself alone")
    return found


def _missing(values: Mapping[str, str]) -> list[str]:
    found = [
        f"{name} is missing" for name in ("JWT_SECRET", "DATABASE_URL") if not values.get(name)
    ]
    if not any(values.get(name) for name in _MODELS):
        found.append(f"{' or '.join(_MODELS)} is missing: nobody would answer")
    if not any(values.get(name) for name in _BUCKETS):
        found.append(f"{' or '.join(_BUCKETS)} is missing: files would go with the instance")
    if not values.get("ROLE_ARN"):
        found.append("ROLE_ARN is missing: nobody could wake the workers of tasks")
    if (values.get("DOMAIN_NAME") or "auto") == "auto" and values.get("APP_ENV") != "test":
        found.append("DOMAIN_NAME is missing: a name from FC is for trials")
    return found


def _refused(values: Mapping[str, str]) -> list[str]:
    """What the functions themselves would refuse when they start."""
    found = []
    if values.get("DATABASE_URL", "").startswith("sqlite:"):
        found.append("DATABASE_URL is SQLite's: the disk of an instance does not outlive it")
    try:
        environment.load({"APP_ENV": "production", "JWT_SECRET": "", **values})
    except environment.ConfigError as e:
        found += e.problems
    return found


def _authority(path: str, folder: Path) -> list[str]:
    """The file to verify the database by travels with the functions: it has to be here now."""
    if path in {"", "off", "required"}:
        return []
    if not path.startswith(_CODE):
        return [f"DB_TLS={path} is no path on Function Compute: put the file into certificates/"]
    here = folder / path.removeprefix(_CODE)
    return [] if here.is_file() else [f"DB_TLS={path} would not be there: {here.name} is missing"]
