"""`make certificate`: the domain is given a younger certificate, and never a worse one."""

import subprocess
from pathlib import Path

import pytest

from shared.clouds.errors import CloudError
from tests.simulators.alibaba import AlibabaSimulator
from tools.deploy import certificates
from tools.deploy.certificates import NotRenewed, Pair
from tools.deploy.environments import Environment

DOMAIN = "api.example.com"


def made(folder: Path, name: str, days: int, *names: str) -> Pair:
    chain, key = folder / f"{name}.pem", folder / f"{name}.key"
    listed = ",".join(f"DNS:{n}" for n in names or (DOMAIN,))
    names_of = ["-addext", f"subjectAltName={listed}"]
    command = f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days {days}"
    subprocess.run(
        [*command.split(), *("-subj", f"/CN={name}", "-keyout", key, "-out", chain), *names_of],
        check=True,
        capture_output=True,
    )
    return certificates.read(chain, key)


def serve(cloud: AlibabaSimulator, pair: Pair | None) -> None:
    config = {"certName": "old", "certificate": pair.chain, "privateKey": ""} if pair else None
    cloud.domains[DOMAIN] = {"domainName": DOMAIN, "protocol": "HTTPS", "certConfig": config}


def offer(cloud: AlibabaSimulator, *pairs: Pair) -> None:
    for number, pair in enumerate(pairs, 100):
        cloud.certificates[str(number)] = {"Cert": pair.chain, "Key": pair.key}
        cloud.orders.append({"CertificateId": number, "Status": "ISSUED"})


def test_the_youngest_that_fits_is_taken(
    production: Environment, cloud: AlibabaSimulator, tmp_path: Path
) -> None:
    serve(cloud, made(tmp_path, "old", 10))
    young = made(tmp_path, "young", 80)
    foreign = made(tmp_path, "foreign", 300, "other.example.org")
    offer(cloud, made(tmp_path, "middle", 40), foreign, young)

    said = certificates.renew(production)

    given = cloud.domains[DOMAIN]
    assert given["certConfig"]["certificate"] == young.chain
    assert given["certConfig"]["privateKey"] == young.key
    assert f"{young.ends:%Y-%m-%d}" in said
    assert "PRIVATE KEY" not in said + repr(young)

    cloud.calls.clear()
    assert "no younger" in certificates.renew(production)
    assert "UpdateCustomDomain" not in cloud.calls


def test_a_wildcard_serves_what_is_right_below_it(
    production: Environment, cloud: AlibabaSimulator, tmp_path: Path
) -> None:
    serve(cloud, None)
    offer(cloud, made(tmp_path, "wide", 30, "*.example.com"))

    certificates.renew(production)
    assert cloud.domains[DOMAIN]["certConfig"]["certName"].startswith("yunzhan-")


@pytest.mark.parametrize("fault", ["foreign", "mixed", "none", "words"])
def test_what_would_not_serve_is_refused(
    production: Environment, cloud: AlibabaSimulator, tmp_path: Path, fault: str
) -> None:
    serve(cloud, made(tmp_path, "old", 10))
    good, other = made(tmp_path, "good", 80), made(tmp_path, "other", 80, "other.example.org")
    given = {
        "foreign": other,
        "mixed": Pair(good.chain, other.key),
        "none": None,
        "words": Pair("words", "words"),
    }[fault]

    with pytest.raises(NotRenewed) as caught:
        certificates.renew(production, given)
    assert "PRIVATE KEY" not in str(caught.value)
    assert "UpdateCustomDomain" not in cloud.calls


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotRenewed, match="fullchain"):
        certificates.read(tmp_path / "fullchain.pem", tmp_path / "privkey.pem")


def test_a_domain_that_is_not_there_is_told(production: Environment) -> None:
    with pytest.raises(CloudError, match="DomainNameNotFound"):
        certificates.renew(production)
