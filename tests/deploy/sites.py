"""nginx's sites of deploy/, with every path of a server below a folder of ours."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.deploy import files
from tests.engines import debian
from tests.engines.availability import require


def nginx() -> str:
    found = debian.find_or_install(
        "nginx-light", lambda: shutil.which("nginx", path="/usr/sbin:/usr/bin")
    )
    return require(found, "nginx is not installed")


def certificate(folder: Path, name: str = "localhost") -> Path:
    """`fullchain.pem` of `name` and its `privkey.pem`, in the folder; the former."""
    made = folder / "fullchain.pem"
    words = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -addext".split()
    names: list[str | Path] = [
        f"subjectAltName=DNS:{name}",
        "-keyout",
        folder / "privkey.pem",
        "-out",
        made,
    ]
    subprocess.run(["openssl", *words, *names], check=True, capture_output=True)
    return made


def of_compose(folder: Path) -> Path:
    return _written(folder, (files.DEPLOY / "compose" / "nginx.conf").read_text())


def of_a_server(folder: Path, **changed: str) -> Path:
    """With what is `changed` in its text first."""
    text = (files.DEPLOY / "server" / "nginx" / "yunzhan.conf").read_text()
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    for before, after in changed.items():
        text = text.replace(before, after)
    head = f"pid {folder}/nginx.pid;\nerror_log {folder}/errors;\nevents {{}}\nhttp {{\n"
    return _written(folder, f"{head}{temporary}{text}\n}}\n")


def _written(folder: Path, text: str) -> Path:
    places = {
        r"/etc/yunzhan/tls-settings\.conf": f"{files.DEPLOY}/nginx/tls.conf",
        r"/etc/yunzhan/tls/\*\.conf": f"{folder}/site-tls.conf",
        r"/etc/(nginx/)?yunzhan/(?=\w+\.conf)": f"{files.DEPLOY}/nginx/",
        r"/etc/letsencrypt/live/yunzhan\.example\.com|/etc/yunzhan/certificate": str(folder),
        r"/var/(cache|log)/nginx/yunzhan|(?<= )/tmp/(?!pytest)": f"{folder}/made-",
        r"api-[ab](?=:8000)": "127.0.0.1",
        r"/var/www/html": f"{folder}/www",
    }
    pattern = re.compile("|".join(f"(?P<p{n}>{place})" for n, place in enumerate(places)))

    def here(found: re.Match[str]) -> str:
        number = next(n for n in range(len(places)) if found[f"p{n}"])
        return list(places.values())[number]

    tls = (files.DEPLOY / "compose" / "tls.conf").read_text()
    (folder / "site-tls.conf").write_text(pattern.sub(here, tls))
    path = folder / "nginx.conf"
    path.write_text(pattern.sub(here, text))
    return path
