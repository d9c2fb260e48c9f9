"""The aws command line against the cloud: what a developer types."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, os.path.dirname(__file__))
sys.dont_write_bytecode = True

from claims import account, address, claim, run, same

folder = tempfile.TemporaryDirectory()
settings = os.path.join(folder.name, "config")
with open(settings, "w") as file:
    file.write("[default]\ns3 =\n    signature_version = s3v4\n")


def command(*words):
    # For queues this edition of the program asks its variables for nothing and goes to AWS; an option it heeds.
    options = ["--endpoint-url", address] if words[0] == "sqs" else []
    return subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "aws"), *options, *words],
        env={
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": folder.name,
            "AWS_CONFIG_FILE": settings,
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_PAGER": "",
        },
        capture_output=True,
        text=True,
    )


def aws(*words):
    done = command(*words)
    assert done.returncode == 0, f"aws {' '.join(words)}: {done.stderr.strip()}"
    return done.stdout


def told(*words):
    return json.loads(aws(*words, "--output", "json"))


def path(name, content=None):
    place = os.path.join(folder.name, name)
    if content is not None:
        with open(place, "wb") as file:
            file.write(content)
    return place


def sha(place):
    with open(place, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


@claim
def objects():
    """aws s3 mb, cp, ls, rm, rb: a small file there and back"""
    aws("s3", "mb", "s3://cli")
    source = path("small.txt", b"hello")
    aws("s3", "cp", source, "s3://cli/a b/small.txt")
    assert aws("s3", "ls", "s3://cli/a b/").split()[2:] == ["5", "small.txt"]
    aws("s3", "cp", "s3://cli/a b/small.txt", path("back.txt"))
    same(sha(path("back.txt")), sha(source))
    aws("s3", "rm", "--recursive", "s3://cli")
    aws("s3", "rb", "s3://cli")
    failed = command("s3", "ls", "s3://cli")
    same((failed.returncode != 0, "NoSuchBucket" in failed.stderr), (True, True))


@claim
def large():
    """aws s3 cp of 20 MB: up in parts, copied within the cloud, down in ranges, whole by its sum"""
    aws("s3", "mb", "s3://cli-large")
    source = path("large.bin", os.urandom(20_000_000))
    aws("s3", "cp", "--no-progress", source, "s3://cli-large/up")
    aws("s3", "cp", "--no-progress", "s3://cli-large/up", "s3://cli-large/copy")
    assert told("s3api", "head-object", "--bucket", "cli-large", "--key", "up")["ETag"].endswith('-3"')
    aws("s3", "cp", "--no-progress", "s3://cli-large/copy", path("large-back.bin"))
    same(sha(path("large-back.bin")), sha(source))


@claim
def sync():
    """aws s3 sync: a folder goes up once, and only what is new goes the next time"""
    aws("s3", "mb", "s3://cli-sync")
    os.mkdir(path("tree"))
    for name in ("tree/a", "tree/b"):
        path(name, name.encode())
    same(aws("s3", "sync", path("tree"), "s3://cli-sync/tree").count("upload:"), 2)
    path("tree/c", b"new")
    same(aws("s3", "sync", path("tree"), "s3://cli-sync/tree").count("upload:"), 1)


@claim
def presign():
    """aws s3 presign: the URL works without credentials"""
    aws("s3api", "create-bucket", "--bucket", "cli-presign")
    body = path("body", b"signed")
    aws(
        "s3api", "put-object", "--bucket", "cli-presign", "--key", "k", "--body", body, "--checksum-algorithm", "SHA256"
    )
    url = aws("s3", "presign", "s3://cli-presign/k").strip()
    with urllib.request.urlopen(url) as answer:
        same(answer.read(), b"signed")


@claim
def queues():
    """aws sqs: create-queue, send-message, receive-message, get-queue-attributes"""
    url = told("sqs", "create-queue", "--queue-name", "cli")["QueueUrl"]
    same(url, f"{address}/{account}/cli")
    sent = told("sqs", "send-message", "--queue-url", url, "--message-body", "hello")
    (message,) = told("sqs", "receive-message", "--queue-url", url)["Messages"]
    same((message["MessageId"], message["Body"]), (sent["MessageId"], "hello"))
    attributes = told("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "All")["Attributes"]
    same(attributes["ApproximateNumberOfMessagesNotVisible"], "1")
    failed = command("sqs", "get-queue-url", "--queue-name", "none")
    same((failed.returncode != 0, "NonExistentQueue" in failed.stderr), (True, True))


@claim
def topics():
    """aws sns: create-topic, subscribe, publish; the queue has it"""
    url = told("sqs", "create-queue", "--queue-name", "cli-told")["QueueUrl"]
    topic = told("sns", "create-topic", "--name", "cli")["TopicArn"]
    arn = f"arn:aws:sqs:us-east-1:{account}:cli-told"
    aws("sns", "subscribe", "--topic-arn", topic, "--protocol", "sqs", "--notification-endpoint", arn)
    aws("sns", "publish", "--topic-arn", topic, "--message", "hello")
    (message,) = told("sqs", "receive-message", "--queue-url", url)["Messages"]
    same(json.loads(message["Body"])["Message"], "hello")


@claim
def tables():
    """aws dynamodb: create-table, put-item, get-item, query"""
    aws(
        "dynamodb",
        "create-table",
        "--table-name",
        "cli",
        "--billing-mode",
        "PAY_PER_REQUEST",
        "--attribute-definitions",
        "AttributeName=pk,AttributeType=S",
        "--key-schema",
        "AttributeName=pk,KeyType=HASH",
    )
    aws("dynamodb", "put-item", "--table-name", "cli", "--item", '{"pk":{"S":"a"},"n":{"N":"1"}}')
    got = told("dynamodb", "get-item", "--table-name", "cli", "--key", '{"pk":{"S":"a"}}')
    same(got["Item"], {"pk": {"S": "a"}, "n": {"N": "1"}})
    failed = command(
        "dynamodb",
        "put-item",
        "--table-name",
        "cli",
        "--item",
        '{"pk":{"S":"a"}}',
        "--condition-expression",
        "attribute_not_exists(pk)",
    )
    same((failed.returncode != 0, "ConditionalCheckFailedException" in failed.stderr), (True, True))


@claim
def identities():
    """aws sts get-caller-identity, aws secretsmanager create-secret and get-secret-value"""
    same(told("sts", "get-caller-identity")["Account"], account)
    aws("secretsmanager", "create-secret", "--name", "cli", "--secret-string", "geheim")
    same(told("secretsmanager", "get-secret-value", "--secret-id", "cli")["SecretString"], "geheim")


run()
