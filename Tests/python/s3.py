"""Makes requests of S3 as boto3 does, and prints them in place of sending them, for the tests to compare with.

The first argument is a file of cases, one JSON object a line: a region, perhaps an endpoint and an addressing style, an
operation and its parameters. For each a line of JSON is printed: the request, or the form of a presigned POST.
"""

import base64
import json
import sys

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config

clients = {}


class Raw:
    def stream(self, *_):
        return iter(())


def client(case):
    name = (case["region"], case.get("endpoint"), case["style"], case["checksums"])
    if name not in clients:
        clients[name] = boto3.client(
            "s3",
            region_name=case["region"],
            endpoint_url=case.get("endpoint"),
            aws_access_key_id="AKIDEXAMPLE",
            aws_secret_access_key="SECRETEXAMPLE",
            aws_session_token="TOKENEXAMPLE",
            config=Config(s3={"addressing_style": case["style"]}, request_checksum_calculation=case["checksums"]),
        )
        clients[name].meta.events.register("before-send.s3", keep)
    return clients[name]


sent = []


def keep(request, **_):
    sent.append(request)
    return AWSResponse(request.url, 200, {}, Raw())


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def request(case):
    sent.clear()
    operation = getattr(client(case), case["operation"])
    parameters = dict(case["parameters"])
    if "Body" in parameters:
        parameters["Body"] = parameters["Body"].encode()
    operation(**parameters)
    made = sent[0]
    body = made.body or b""
    body = body if isinstance(body, bytes) else body.read()
    headers = {name.lower(): text(value) for name, value in made.headers.items()}
    return {"method": made.method, "url": made.url, "headers": headers, "body": base64.b64encode(body).decode()}


def form(case):
    parameters = case["parameters"]
    return client(case).generate_presigned_post(
        parameters["Bucket"], parameters["Key"], parameters["Fields"], parameters["Conditions"], 600
    )


with open(sys.argv[1], encoding="utf-8") as cases:
    for line in cases:
        case = json.loads(line)
        print(json.dumps(form(case) if case["operation"] == "form" else request(case)))
