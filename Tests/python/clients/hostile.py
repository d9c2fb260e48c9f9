"""Whatever comes over a socket is refused or hung up on, and everybody else is served meanwhile."""

import json
import os
import random
import selectors
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.dirname(__file__))
sys.dont_write_bytecode = True

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from claims import address, claim, client, run, same

place = urllib.parse.urlsplit(address)
sqs = client("sqs")
seed = random.Random(20261121)
# Far more than an answer takes, also where the machine has much else to do.
patience = 60


def dial():
    return socket.create_connection((place.hostname, place.port), timeout=patience)


def answer(*pieces):
    """The status of what comes back, or None where the connection just ends."""
    with dial() as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
            connection.shutdown(socket.SHUT_WR)
            head = connection.recv(4096)
        except (BrokenPipeError, ConnectionResetError):
            return None
        return int(head.split(b" ")[1]) if head else None


def refused(*pieces):
    status = answer(*pieces)
    assert status is None or 400 <= status < 500 or status in (501, 505), f"{status} for {pieces[0][:60]!r}"


def serves():
    """It still does for others what it is there for."""
    start = time.monotonic()
    sqs.list_queues()
    assert time.monotonic() - start < patience


@claim
def requests():
    """Malformed requests: each is refused or hung up on"""
    for head in (
        b"\x00" * 100,
        b"\xff\xfe\xfd\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
        b"G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ):
        refused(head)
    serves()


@claim
def heads():
    """Heads without end: one long line, one long header, many headers"""
    refused(b"GET /" + b"a" * (1 << 21) + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    refused(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * (1 << 21) + b"\r\n\r\n")
    refused(b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 100_000 + b"\r\n")
    serves()


@claim
def bodies():
    """Bodies that break off: signed and not, with a length and in chunks"""
    for _ in range(50):
        for head in (
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n",
            b"PUT /b/k HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n",
        ):
            refused(head, b"x" * 1000)
    s3 = client("s3", signature_version="s3v4", s3={"addressing_style": "path"})
    s3.create_bucket(Bucket="broken-off")
    url = urllib.parse.urlsplit(s3.generate_presigned_url("put_object", Params={"Bucket": "broken-off", "Key": "k"}))
    head = f"PUT {url.path}?{url.query} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: 1000000\r\n\r\n".encode()
    for _ in range(20):
        refused(head, b"x" * 100_000)
    assert "Contents" not in s3.list_objects_v2(Bucket="broken-off")
    serves()


@claim
def lorises():
    """Two hundred that say one byte and no more: others are served meanwhile"""
    slow = [dial() for _ in range(200)]
    try:
        for number, connection in enumerate(slow):
            connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"[: number % 40 + 1])
        for _ in range(20):
            serves()
    finally:
        for connection in slow:
            connection.close()
    serves()


@claim
def garbage():
    """Ten thousand connections of random bytes, two hundred at a time: each is refused or hung up on"""
    words = [
        b"GET ",
        b"POST ",
        b"/",
        b" HTTP/1.1",
        b"\r\n",
        b"\r\n\r\n",
        b"Host: a",
        b"Content-Length: ",
        b"9",
        b"%",
        b"\x00",
    ]
    words += [
        b"Transfer-Encoding: chunked",
        b"Authorization: AWS4-HMAC-SHA256 Credential=",
        b"X-Amz-Target: AmazonSQS.",
    ]

    def bytes_():
        if seed.random() < 0.3:
            return seed.randbytes(seed.randrange(1, 4096))
        return b"".join(seed.choice(words) for _ in range(seed.randrange(1, 30)))

    left, statuses = 10_000, {}
    with selectors.DefaultSelector() as open_:
        while left or open_.get_map():
            while left and len(open_.get_map()) < 200:
                left -= 1
                connection = dial()
                try:
                    connection.sendall(bytes_())
                    connection.shutdown(socket.SHUT_WR)
                except OSError:
                    connection.close()
                    continue
                open_.register(connection, selectors.EVENT_READ)
            ready = open_.select(patience)
            assert ready, f"{len(open_.get_map())} connections have neither an answer nor an end"
            for key, _ in ready:
                try:
                    head = key.fileobj.recv(4096)
                except OSError:
                    head = b""
                status = head.split(b" ")[1][:3].decode() if head.startswith(b"HTTP/1.1 ") else "none"
                statuses[status] = statuses.get(status, 0) + 1
                open_.unregister(key.fileobj)
                key.fileobj.close()
    # Some of it is a request for the front page.
    assert not [status for status in statuses if status[0] == "5" and status not in ("501", "505")], statuses
    serves()


def signed(service, target, data):
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": target} if target else {}
    if service == "sns":
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
    path = "/" if service != "s3" else "/" + urllib.parse.quote(target or "bucket") + "?cors"
    request = AWSRequest("PUT" if service == "s3" else "POST", address + path, headers, data)
    kind = botocore.auth.S3SigV4Auth if service == "s3" else botocore.auth.SigV4Auth
    kind(Credentials("test", "test"), service, "us-east-1").add_auth(request)
    sent = urllib.request.Request(request.url, data=data, headers=dict(request.headers), method=request.method)
    try:
        with urllib.request.urlopen(sent, timeout=patience) as found:
            return found.status
    except urllib.error.HTTPError as error:
        return error.code


def value(depth=0):
    kind = seed.randrange(9 if depth < 4 else 6)
    if kind == 0:
        return None
    if kind == 1:
        return seed.choice([True, False])
    if kind == 2:
        return seed.choice([0, -1, 1 << 63, 1 << 70, 1e308, -0.5])
    if kind < 6:
        return seed.choice(["", "x", "\x00", "é" * 300, "S", "N", "arn:aws:sqs:::", "http://x/y/z", "{{", "1" * 60])
    names = [
        "QueueUrl",
        "QueueName",
        "TableName",
        "Key",
        "Item",
        "Entries",
        "Attributes",
        "S",
        "N",
        "M",
        "L",
        "SS",
        "x",
    ]
    names += [
        "KeySchema",
        "AttributeDefinitions",
        "KeyConditionExpression",
        "FilterExpression",
        "MessageBody",
        "SecretId",
    ]
    if kind == 6:
        return [value(depth + 1) for _ in range(seed.randrange(4))]
    return {seed.choice(names): value(depth + 1) for _ in range(seed.randrange(6))}


@claim
def nonsense():
    """A thousand signed calls of nonsense, of every service: each is refused as the caller's fault"""
    targets = {
        "sqs": ["SendMessage", "CreateQueue", "ReceiveMessage", "SendMessageBatch", "SetQueueAttributes", "ListQueues"],
        "dynamodb": ["PutItem", "Query", "CreateTable", "UpdateItem", "TransactWriteItems", "BatchGetItem", "Scan"],
        "secretsmanager": ["CreateSecret", "GetSecretValue", "ListSecrets"],
    }
    prefixes = {"sqs": "AmazonSQS.", "dynamodb": "DynamoDB_20120810.", "secretsmanager": "secretsmanager."}
    statuses = {}
    for _ in range(1000):
        service = seed.choice([*targets, "sns", "s3"])
        if service == "s3":
            text = b"<a>" * seed.randrange(1, 3000) if seed.random() < 0.5 else seed.randbytes(200)
            status = signed("s3", seed.choice(["bucket", "a b", "x" * 300]), text)
        elif service == "sns":
            fields = [
                (
                    seed.choice(["Action", "TopicArn", "Message", "Attributes.entry.1.key", "x.1.y"]),
                    seed.choice(["Publish", "Subscribe", "%", "", "é"]),
                )
                for _ in range(5)
            ]
            status = signed("sns", None, urllib.parse.urlencode(fields).encode())
        else:
            data = json.dumps(value() if seed.random() < 0.8 else {}).encode()
            if seed.random() < 0.3:
                data = data[: seed.randrange(len(data) + 1)] + seed.randbytes(3)
            status = signed(service, prefixes[service] + seed.choice(targets[service]), data)
        statuses[status] = statuses.get(status, 0) + 1
    assert not [status for status in statuses if status >= 500 and status != 501], statuses
    serves()


run()
