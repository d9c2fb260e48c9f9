"""Counts how many requests botocore and boto3 sign in a second of one core, for scripts/bench-aws to compare with."""

import json
import statistics
import time

import boto3
import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY = "ASIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
REGION = "eu-central-1"
CHECKSUM = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def per_second(work, rounds, samples=5):
    figures = []
    for _ in range(samples):
        start = time.process_time()
        for number in range(rounds):
            work(number)
        figures.append(rounds / (time.process_time() - start))
    return round(statistics.median(figures))


client = boto3.client("s3", region_name=REGION, aws_access_key_id=KEY, aws_secret_access_key=SECRET)
credentials = Credentials(KEY, SECRET)
query = botocore.auth.S3SigV4QueryAuth(credentials, "s3", REGION, expires=900)
header = botocore.auth.SigV4Auth(credentials, "dynamodb", REGION)
body = b"x" * 256


def name(number):
    return f"3f/2026/11/21/3f0c9a52-7a3e-4d0c-9d6c-{100_000_000_000 + number}"


def with_boto3(number):
    parameters = {
        "Bucket": "assay-documents",
        "Key": name(number),
        "ContentLength": 1_048_576 + number,
        "ContentType": "application/pdf",
        "ChecksumSHA256": CHECKSUM,
        "IfNoneMatch": "*",
    }
    client.generate_presigned_url("put_object", Params=parameters, ExpiresIn=900)


def with_botocore(number):
    headers = {
        "content-length": str(1_048_576 + number),
        "content-type": "application/pdf",
        "x-amz-checksum-sha256": CHECKSUM,
        "if-none-match": "*",
    }
    url = f"https://assay-documents.s3.{REGION}.amazonaws.com/{name(number)}"
    query.add_auth(AWSRequest(method="PUT", url=url, headers=headers))


def with_header(_):
    headers = {"content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.GetItem"}
    url = f"https://dynamodb.{REGION}.amazonaws.com/"
    header.add_auth(AWSRequest(method="POST", url=url, headers=headers, data=body))


print(
    json.dumps(
        {
            "boto3_presign_per_second": per_second(with_boto3, 1_000),
            "botocore_presign_per_second": per_second(with_botocore, 3_000),
            "botocore_header_per_second": per_second(with_header, 3_000),
        },
        separators=(",", ":"),
    )
)
