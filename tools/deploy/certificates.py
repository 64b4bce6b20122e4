"""The certificate of the domain: replaced by a younger one before it ends.

A free certificate lives 90 days, and FC keeps a copy of it: a new one at the certificate service
(or from certbot) serves nobody until the domain is given it. `certId` in template.yml is read by
`s` when it deploys, so a deployment also takes it along.
"""

import re
import ssl
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from shared import private
from tools.deploy.environments import Environment

_VALID = "ISSUED"


class NotRenewed(Exception):
    """Why nothing was replaced; the message says what to do."""


class Pair(NamedTuple):
    """A chain and its key, as PEM."""

    chain: str
    key: str

    def __repr__(self) -> str:
        return f"Pair({self.ends:%Y-%m-%d})"

    @property
    def ends(self) -> datetime:
        """NotRenewed for what is no certificate."""
        text = _told(self.chain, "-enddate").partition("=")[2].strip()
        return datetime.strptime(text, "%b %d %H:%M:%S %Y GMT").replace(tzinfo=UTC)

    def serves(self, domain: str) -> bool:
        """Whether its names have the domain, or `*.` of what is above it."""
        names = re.findall(r"DNS:([^\s,]+)", _told(self.chain, "-ext", "subjectAltName"))
        return domain in names or f"*.{domain.partition('.')[2]}" in names


def renew(environment: Environment, given: Pair | None = None) -> str:
    """Give the domain a younger certificate; returns what was done. NotRenewed, CloudError."""
    domain = environment.value("DOMAIN_NAME")
    path = f"/custom-domains/{domain}"
    served = environment.functions.by_path("GetCustomDomain", "GET", path)
    ends = _ends(served)
    pair = given or _newest(environment, domain)
    _require_usable(pair, domain)
    if ends and pair.ends <= ends:
        return f"{domain}: the certificate is good until {ends:%Y-%m-%d}, and there is no younger"
    config = {
        "certName": f"yunzhan-{pair.ends:%Y%m%d}",
        "certificate": pair.chain,
        "privateKey": pair.key,
    }
    body = {"certConfig": config, "protocol": served.get("protocol", "HTTPS")}
    environment.functions.by_path("UpdateCustomDomain", "PUT", path, body)
    return f"{domain}: a certificate until {pair.ends:%Y-%m-%d}"


def read(chain: Path, key: Path) -> Pair:
    """As certbot leaves them: fullchain.pem and privkey.pem; NotRenewed."""
    try:
        return Pair(chain.read_text(), key.read_text())
    except OSError as e:
        raise NotRenewed(str(e)) from e


def _ends(served: dict[str, Any]) -> datetime | None:
    chain = (served.get("certConfig") or {}).get("certificate", "")
    return Pair(chain, "").ends if chain else None


def _newest(environment: Environment, domain: str) -> Pair:
    """Of the certificate service: CERT_ID, or the one for the domain that ends last."""
    cas = environment.certificates
    found = cas.by_name(
        "ListUserCertificateOrder",
        OrderType="CERT",
        Status=_VALID,
        Keyword=domain.partition(".")[2],
        ShowSize="50",
    )
    listed = found.get("CertificateOrderList") or []
    ids = [str(order["CertificateId"]) for order in listed if order.get("CertificateId")]
    ids += [i for i in (environment.value("CERT_ID"),) if i and i not in ids]
    pairs = [pair for pair in (_fetched(environment, i) for i in ids) if pair.serves(domain)]
    if not pairs:
        raise NotRenewed(f"the certificate service has no valid certificate for {domain}")
    return max(pairs, key=lambda pair: pair.ends)


def _fetched(environment: Environment, certificate: str) -> Pair:
    given = environment.certificates.by_name("GetUserCertificateDetail", CertId=certificate)
    return Pair(given["Cert"], given["Key"])


def _require_usable(pair: Pair, domain: str) -> None:
    if not pair.serves(domain):
        raise NotRenewed(f"the certificate is not for {domain}")
    if pair.ends <= datetime.now(UTC):
        raise NotRenewed(f"the certificate ended on {pair.ends:%Y-%m-%d}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "pair.pem")
        with open(file, "w", opener=private.opener) as written:
            written.write(f"{pair.chain}\n{pair.key}\n")
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(file)
        except ssl.SSLError as e:
            raise NotRenewed("the key is not the certificate's") from e


def _told(chain: str, *asked: str) -> str:
    """What openssl says of the first certificate of a chain."""
    command = ["openssl", "x509", "-noout", *asked]
    done = subprocess.run(command, input=chain, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotRenewed("that is no certificate in PEM")
    return done.stdout
