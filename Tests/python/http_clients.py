"""Asks the server on the port that is the first argument as clients in Python do, and prints a line for each answer."""

import http.client
import sys

import boto3
import urllib3
from botocore.config import Config

port = int(sys.argv[1])


def show(name, answer, body):
    print(name, answer.status, answer.getheader("X-Method"), answer.getheader("X-Target"), len(body))


# One connection for all: urllib's own client keeps it.
connection = http.client.HTTPConnection("127.0.0.1", port)
for method, target, body, headers in [
    ("GET", "/a%2fb//c?d=%41", None, {}),
    ("POST", "/length", b"x" * 100_000, {}),
    ("HEAD", "/head", None, {}),
    ("PUT", "/chunks", iter([b"abc", b"d" * 70_000]), {"Transfer-Encoding": "chunked"}),
    ("DELETE", "/end", None, {"Connection": "close"}),
]:
    connection.request(method, target, body, headers, encode_chunked="Transfer-Encoding" in headers)
    answer = connection.getresponse()
    show("http.client", answer, answer.read())

pool = urllib3.PoolManager(maxsize=1)
for size in [0, 10, 3_000_000]:
    answer = pool.request("POST", f"http://127.0.0.1:{port}/urllib3", body=b"y" * size)
    print("urllib3", answer.status, answer.headers["X-Target"], len(answer.data))
print("connections", pool.connection_from_host("127.0.0.1", port).num_connections)

client = boto3.client(
    "s3",
    endpoint_url=f"http://127.0.0.1:{port}",
    region_name="us-east-1",
    aws_access_key_id="AKID",
    aws_secret_access_key="secret",
    config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
)
for size in [10, 3_000_000]:
    print("boto3", client.put_object(Bucket="bucket", Key="a b/ü", Body=b"z" * size)["ETag"])
