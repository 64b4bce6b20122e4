"""`yunzhan install` on a Debian of its own, in a container; systemd is stood for."""

from pathlib import Path

import pytest

from tests.deploy import sites
from tests.engines.podman import ROOT, Podman

pytestmark = pytest.mark.deploy

NAME = "api.example.org"
SCRIPT = f"""
set -e
export YUNZHAN_SYSTEMCTL=true CHALLENGE=.well-known/acme-challenge
/checkout/deploy/server/yunzhan install {NAME}
sed -i 's/^JWT_SECRET=$/JWT_SECRET=mine/' /etc/yunzhan/yunzhan.env
/checkout/deploy/server/yunzhan install {NAME}
grep -q '^JWT_SECRET=mine' /etc/yunzhan/yunzhan.env && echo kept
stat -c '%a %U %n' /etc/yunzhan /etc/yunzhan/yunzhan.env /var/lib/yunzhan /opt/yunzhan/releases
mkdir -p /var/www/html/$CHALLENGE && echo proof >/var/www/html/$CHALLENGE/x
asked() {{
  exec 3<>/dev/tcp/127.0.0.1/80
  printf 'GET /%s HTTP/1.0\\r\\nHost: {NAME}\\r\\n\\r\\n' "$1" >&3
  cat <&3
}}
nginx
asked $CHALLENGE/x | grep -q proof && echo "proven before"
ls /etc/systemd/system /etc/nginx/yunzhan /etc/logrotate.d/yunzhan
ln -s ../sites-available/yunzhan /etc/nginx/sites-enabled/yunzhan
nginx -t && nginx -s reload
for _ in $(seq 600); do asked | grep -q ' 308 ' && break; sleep 0.1; done
asked | grep -q ' 308 ' && asked $CHALLENGE/x | grep -q proof && echo "proven after"
/checkout/deploy/server/yunzhan install 'x; reboot' || echo refused
"""


def test_it_puts_everything_in_its_place_and_overwrites_no_secret(
    engine: Podman, standins: dict[str, str], tmp_path: Path
) -> None:
    sites.certificate(tmp_path, NAME)
    mounts = ["-v", f"{ROOT}/deploy:/checkout/deploy:ro"]
    mounts += ["-v", f"{tmp_path}:/etc/letsencrypt/live/{NAME}:ro"]
    said = engine.run(
        "run", "--rm", "--no-healthcheck", *mounts, standins["engines"], "bash", "-c", SCRIPT
    )

    assert "kept" in said
    assert "700 root /etc/yunzhan\n600 root /etc/yunzhan/yunzhan.env\n" in said
    assert "700 yunzhan /var/lib/yunzhan" in said
    assert {"yunzhan@.service", "yunzhan-migrate@.service", "locations.conf"} <= set(said.split())
    assert "test is successful" in said
    assert "proven before" in said  # as certbot would be, by Debian's own site
    assert "proven after" in said
    assert "refused" in said
