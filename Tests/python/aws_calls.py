"""What boto3 makes of the calls of Benchmarks/aws-calls, for scripts/bench-aws to compare with.

aws_calls.py rates URL COUNT         every call so many times, one at a time and sixteen at a time
aws_calls.py first URL CERTIFICATES  the first call of a process that has its client, in milliseconds
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
import botocore.config

DOCUMENT = "3f0c9a52-7a3e-4d0c-9d6c-3f2a51c0de11"
MESSAGE = (
    f'{{"order":"process","document":"{DOCUMENT}","revision":7,"owner":"principal#0b8f2f4e",'
    '"bucket":"assay-documents","size":1048576,"attempt":1}'
)
QUEUE = "https://sqs.eu-central-1.amazonaws.com/123456789012/assay-orders"
KEY = {"pk": {"S": f"document#{DOCUMENT}"}, "sk": {"S": "record"}}


def verdict(engine):
    return {
        "M": {
            "engine": {"S": engine},
            "version": {"S": "2026.11.20"},
            "verdict": {"S": "clean"},
            "milliseconds": {"N": "812"},
        }
    }


ITEM = KEY | {
    "state": {"S": "processed"},
    "revision": {"N": "7"},
    "owner": {"S": "principal#0b8f2f4e"},
    "name": {"S": "Quarterly report, third draft.pdf"},
    "contentType": {"S": "application/pdf"},
    "size": {"N": "1048576"},
    "createdAt": {"N": "1795000000123"},
    "sha256": {"S": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    "tags": {"SS": ["finance", "quarterly", "reviewed"]},
    "isPublic": {"BOOL": False},
    "verdicts": {"L": [verdict("alpha"), verdict("beta"), verdict("gamma")]},
}


def client(service, url, **more):
    return boto3.client(
        service,
        endpoint_url=url,
        region_name="eu-central-1",
        aws_access_key_id="ASIAIOSFODNN7EXAMPLE",
        aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        aws_session_token="FwoGZXIvYXdzEBYaDKj0" * 20,
        config=botocore.config.Config(max_pool_connections=16),
        **more,
    )


def calls(url):
    sqs, dynamodb, s3 = client("sqs", url), client("dynamodb", url), client("s3", url)
    thing = {"Bucket": "assay-documents", "Key": "1024"}
    zeros = bytes(1024)
    return {
        "sqs_send": lambda: sqs.send_message(QueueUrl=QUEUE, MessageBody=MESSAGE)["MessageId"],
        "dynamodb_get": lambda: dynamodb.get_item(TableName="assay", Key=KEY, ConsistentRead=True)["Item"],
        "dynamodb_put": lambda: dynamodb.put_item(TableName="assay", Item=ITEM),
        "s3_put": lambda: s3.put_object(**thing, Body=zeros)["ETag"],
        "s3_get": lambda: len(s3.get_object(**thing)["Body"].read()) == 1024 or sys.exit("the object is not whole"),
    }


def rates(url, count):
    figures = {}
    for name, call in calls(url).items():
        for _ in range(20):
            call()
        cpu, start = time.process_time(), time.perf_counter()
        for _ in range(count):
            call()
        figures[f"{name}_per_second"] = round(count / (time.perf_counter() - start))
        figures[f"{name}_cpu_us"] = round((time.process_time() - cpu) * 1e6 / count)
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda _: call(), range(32)))
            start = time.perf_counter()
            list(pool.map(lambda _: call(), range(count)))
            figures[f"{name}_16_per_second"] = round(count / (time.perf_counter() - start))
    return figures


def first(url, certificates):
    sqs = client("sqs", url, verify=certificates)
    start = time.perf_counter()
    sqs.send_message(QueueUrl=QUEUE, MessageBody=MESSAGE)
    return {"ms": round((time.perf_counter() - start) * 1e3, 2)}


mode, url, last = sys.argv[1:]
print(json.dumps(rates(url, int(last)) if mode == "rates" else first(url, last), separators=(",", ":")))
