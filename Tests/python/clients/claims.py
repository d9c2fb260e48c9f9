"""What the scripts beside this one say of a cloud whose address is their first argument: a line for each claim.

A claim is a function; its first line of documentation is what it claims. `ok` stands before it where it held, `no`
where it did not, and the reason behind it. No claim needs what another made.
"""

import os
import sys
import traceback

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

address = sys.argv[1]
account = "000000000000"
_claims = []


def claim(function):
    _claims.append(function)
    return function


def client(service, key="test", secret="test", **config):
    return boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url=address,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(retries={"total_max_attempts": 1}, **config),
    )


def refused(code, call, *arguments, **parameters):
    """Fails where the call is not refused with this code; gives the answer that refused it."""
    try:
        call(*arguments, **parameters)
    except ClientError as error:
        found = error.response["Error"]["Code"]
        assert found == code, f"{found} in place of {code}"
        return error.response
    raise AssertionError(f"it is not refused with {code}")


def same(found, wanted):
    assert found == wanted, f"{found!r} in place of {wanted!r}"


def run():
    path = os.path.abspath(sys.argv[0])
    for function in _claims:
        words = (function.__doc__ or function.__name__).splitlines()[0]
        try:
            function()
            print("ok", words, flush=True)
        except Exception as error:
            frames = [
                frame for frame in traceback.extract_tb(error.__traceback__) if os.path.abspath(frame.filename) == path
            ]
            lines = ", ".join(str(frame.lineno) for frame in frames)
            text = " ".join(str(error).split())
            print(f"no {words}: line {lines}, {type(error).__name__} {text}", flush=True)
    print(f"{len(_claims)} claims", flush=True)
