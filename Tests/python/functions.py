"""Calls functions of the local cloud as any program with botocore does; prints what came as one object of JSON."""

import base64
import json
import sys

import botocore.config
import botocore.session
from botocore.exceptions import ClientError

session = botocore.session.Session()
session.set_credentials("test", "test")
# Whoever answers shares the machine with all other tests.
config = botocore.config.Config(retries={"total_max_attempts": 1}, connect_timeout=600, read_timeout=600)
client = session.create_client("lambda", region_name="us-east-1", endpoint_url=sys.argv[1], config=config)


def code(call, **arguments):
    try:
        call(**arguments)
        return None
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]


answer = client.invoke(FunctionName="orders", Payload=b'{"n":1}', LogType="Tail")
failure = client.invoke(FunctionName="failing")
event = client.invoke(FunctionName="orders", Payload=b"{}", InvocationType="Event")
dry = client.invoke(FunctionName="orders", InvocationType="DryRun")
pages = client.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 1})
tail = base64.b64decode(answer["LogResult"]).decode()

print(
    json.dumps(
        {
            "answer": json.loads(answer["Payload"].read()),
            "version": answer["ExecutedVersion"],
            "tail": [line.split()[0] for line in tail.splitlines()],
            "error": [failure["FunctionError"], json.loads(failure["Payload"].read())["errorType"]],
            "statuses": [answer["StatusCode"], event["StatusCode"], dry["StatusCode"]],
            "names": [function["FunctionName"] for page in pages for function in page["Functions"]],
            "memory": client.get_function(FunctionName="orders")["Configuration"]["MemorySize"],
            "mappings": client.list_event_source_mappings()["EventSourceMappings"],
            "unknown": code(client.invoke, FunctionName="nobody"),
            "malformed": code(client.invoke, FunctionName="orders", Payload=b"{]"),
            "throttled": code(client.invoke, FunctionName="stopped"),
            "update": code(client.update_function_configuration, FunctionName="orders", Timeout=5),
        }
    )
)
