"""Signs requests as botocore does, for the tests to compare with.

The first argument is a file of requests, one JSON object a line. For each a line is printed: the Authorization header
of a request that is signed by headers, the signature alone of one that is signed by its query.
"""

import base64
import datetime
import json
import sys
from types import SimpleNamespace

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def signer(case):
    credentials = Credentials(case["access_key"], case["secret_key"], case.get("token"))
    arguments = (credentials, case["service"], case["region"])
    is_s3 = case["service"] == "s3"
    if "expires" in case:
        kind = botocore.auth.S3SigV4QueryAuth if is_s3 else botocore.auth.SigV4QueryAuth
        return kind(*arguments, expires=case["expires"])
    kind = botocore.auth.S3SigV4Auth if is_s3 else botocore.auth.SigV4Auth
    return kind(*arguments)


def context(case):
    payload = case.get("payload")
    if payload == "unsigned":
        # S3 and the other services are told so at two different places.
        config = SimpleNamespace(s3={"payload_signing_enabled": False})
        return {"payload_signing_enabled": False, "client_config": config}
    if payload == "trailer":
        return {"checksum": {"request_algorithm": {"in": "trailer", "algorithm": "sha256"}}}
    return {}


def signature(case):
    moment = datetime.datetime.strptime(case["timestamp"], "%Y%m%dT%H%M%SZ")
    botocore.auth.get_current_datetime = lambda *_: moment
    request = AWSRequest(method=case["method"], url=case["url"], data=base64.b64decode(case["body"]))
    for name, value in case["headers"]:
        request.headers.add_header(name, value)
    request.context.update(context(case))
    signer(case).add_auth(request)
    if "expires" in case:
        return request.url.rpartition("&X-Amz-Signature=")[2]
    return request.headers["Authorization"]


with open(sys.argv[1], encoding="utf-8") as cases:
    for line in cases:
        print(signature(json.loads(line)))
