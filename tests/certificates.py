"""Fixtures: a server's certificate of our own, and who trusts it."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from tests.engines.availability import require

HOST = "pictures.example.org"
_NAMES = f"subjectAltName=DNS:{HOST},IP:127.0.0.1"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key and the certificate of pictures.example.org and 127.0.0.1, in one file."""
    openssl = require(shutil.which("openssl"), "openssl is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    key = path.with_name("key.pem")
    request = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={HOST} -addext".split()
    subprocess.run(
        [openssl, *request, _NAMES, "-keyout", key, "-out", path], check=True, capture_output=True
    )
    path.write_text(key.read_text() + path.read_text())
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """Of the server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trust(certificate: Path) -> ssl.SSLContext:
    """Of a client that trusts this server, and no other."""
    return ssl.create_default_context(cafile=certificate)
