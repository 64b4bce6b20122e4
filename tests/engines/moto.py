"""moto's server: S3's protocol by others, with checks of signatures where they are asked for."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import requests

from tests.engines.workers import free_port
from tests.waiting import until

BUCKET, REGION = "files", "us-east-1"
LEAST_PART = 102_400  # bytes, as OSS has it; S3's own 5 MiB would make tests of parts slow
_PATIENCE = 120.0  # seconds to start
_USER = """
import json, sys, boto3
key = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
iam = boto3.client("iam", "us-east-1", endpoint_url=sys.argv[1], **key)
iam.create_user(UserName="us")
all = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
every = {"Version": "2012-10-17", "Statement": [all]}
iam.put_user_policy(UserName="us", PolicyName="s3", PolicyDocument=json.dumps(every))
key = iam.create_access_key(UserName="us")["AccessKey"]
print(json.dumps([key["AccessKeyId"], key["SecretAccessKey"]]))
"""
# What botocore makes of an address or a policy with the same key at the same time.
_SIGN = """
import json, sys
from botocore.auth import S3SigV4PostAuth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
given = json.load(sys.stdin)
key, at = Credentials(given["id"], given["secret"]), given["at"]
request = AWSRequest(given["method"], given.get("url"), headers=given.get("headers"))
request.context["timestamp"] = at
if "policy" in given:
    print(S3SigV4PostAuth(key, "s3", given["region"]).signature(given["policy"], request))
else:
    query = S3SigV4QueryAuth(key, "s3", given["region"])
    asked = query.canonical_request(request)
    print(query.signature(query.string_to_sign(request, asked), request))
"""


class Moto:
    """A server that runs; with one empty bucket after `clear`."""

    def __init__(self, programs: Path, address: str) -> None:
        self._programs, self.address = programs, address

    @classmethod
    @contextmanager
    def served(cls, programs: Path) -> Iterator[Self]:
        """By the programs in a folder, until the block ends."""
        port, own = free_port(), {"S3_UPLOAD_PART_MIN_SIZE": str(LEAST_PART)}
        line: list[str | Path] = [programs / "moto_server", "-H", "127.0.0.1", "-p", str(port)]
        mute = subprocess.DEVNULL
        with subprocess.Popen(line, env=os.environ | own, stdout=mute, stderr=mute) as process:
            try:
                made = cls(programs, f"http://127.0.0.1:{port}")
                until(made._answers, _PATIENCE)
                yield made
            finally:
                process.terminate()

    @property
    def variables(self) -> dict[str, str]:
        return {
            "S3_ENDPOINT": self.address,
            "S3_BUCKET": BUCKET,
            "S3_REGION": REGION,
            "S3_ACCESS_KEY_ID": "id",
            "S3_SECRET_ACCESS_KEY": "secret",
        }

    def clear(self) -> None:
        """Forget all, and who may what."""
        self._tell("/moto-api/reset-auth", "inf")
        self._tell("/moto-api/reset", "")
        requests.put(f"{self.address}/{BUCKET}", timeout=30).raise_for_status()

    def check_signatures(self) -> dict[str, str]:
        """From now on, of headers; the settings of the one user who may do anything."""
        id, secret = json.loads(self._said(_USER, ""))
        self._tell("/moto-api/reset-auth", "0")
        return {"S3_ACCESS_KEY_ID": id, "S3_SECRET_ACCESS_KEY": secret}

    def signed(self, **what: object) -> str:
        """botocore's signature `at` a time: of `method`, `url` and `headers`, or of a `policy`."""
        key = {"id": "id", "secret": "secret", "region": REGION, "method": "POST"}
        return self._said(_SIGN, json.dumps(key | what)).strip()

    def _said(self, script: str, given: str) -> str:
        line: list[str | Path] = [self._programs / "python", "-c", script, self.address]
        done = subprocess.run(line, input=given, check=True, capture_output=True, text=True)
        said: str = done.stdout
        return said

    def _tell(self, path: str, text: str) -> None:
        requests.post(f"{self.address}{path}", data=text, timeout=30).raise_for_status()

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.address}/moto-api/", timeout=5).ok
        except requests.RequestException:
            return False
