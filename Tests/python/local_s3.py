"""Uses the S3 at the address that is the first argument as programs do, and says so where all of it went as on AWS."""

import hashlib
import io
import os
import sys
import traceback
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

address = sys.argv[1]
s3 = boto3.client(
    "s3",
    region_name="us-east-1",
    endpoint_url=address,
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}, signature_version="s3v4"),
)


def refused(code, call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        found = error.response["Error"]["Code"]
        assert found == code, f"{found} in place of {code}"
    else:
        raise AssertionError(f"no {code}")


def objects():
    s3.create_bucket(Bucket="b-1")
    assert [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]] == ["b-1"]
    key = "up/a b+c&ü.txt"
    put = s3.put_object(Bucket="b-1", Key=key, Body=b"hello", Metadata={"a": "1"}, ContentType="text/plain")
    assert put["ETag"] == '"5d41402abc4b2a76b9719d911017c592"'
    got = s3.get_object(Bucket="b-1", Key=key, ChecksumMode="ENABLED")
    assert got["Body"].read() == b"hello" and got["Metadata"] == {"a": "1"} and got["ContentType"] == "text/plain"
    assert s3.get_object(Bucket="b-1", Key=key, Range="bytes=1-3")["Body"].read() == b"ell"
    assert s3.head_object(Bucket="b-1", Key=key)["ContentLength"] == 5
    refused("404", s3.head_object, Bucket="b-1", Key="none")
    refused("NoSuchKey", s3.get_object, Bucket="b-1", Key="none")
    refused("PreconditionFailed", s3.put_object, Bucket="b-1", Key=key, Body=b"x", IfNoneMatch="*")
    refused("BadDigest", s3.put_object, Bucket="b-1", Key="bad", Body=b"x", ChecksumSHA256="A" * 43 + "=")
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        s3.put_object(Bucket="b-1", Key="sum", Body=io.BytesIO(b"hello"), ChecksumAlgorithm=algorithm)
        assert s3.get_object(Bucket="b-1", Key="sum", ChecksumMode="ENABLED")["Body"].read() == b"hello"
    s3.copy_object(Bucket="b-1", Key="copy", CopySource={"Bucket": "b-1", "Key": key})
    assert s3.get_object(Bucket="b-1", Key="copy")["Body"].read() == b"hello"
    s3.put_object_tagging(Bucket="b-1", Key=key, Tagging={"TagSet": [{"Key": "k", "Value": "v"}]})
    assert s3.get_object_tagging(Bucket="b-1", Key=key)["TagSet"] == [{"Key": "k", "Value": "v"}]
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket="b-1", PaginationConfig={"PageSize": 1})
    assert [entry["Key"] for page in pages for entry in page["Contents"]] == ["copy", "sum", key]
    assert s3.list_objects(Bucket="b-1", Delimiter="/")["CommonPrefixes"] == [{"Prefix": "up/"}]
    deleted = s3.delete_objects(Bucket="b-1", Delete={"Objects": [{"Key": name} for name in ("copy", "sum", key)]})
    assert len(deleted["Deleted"]) == 3
    s3.delete_bucket(Bucket="b-1")


def parts():
    s3.create_bucket(Bucket="b-2")
    content = os.urandom(11 << 20)
    config = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20, max_concurrency=3)
    s3.upload_fileobj(io.BytesIO(content), "b-2", "big", Config=config)
    assert s3.head_object(Bucket="b-2", Key="big")["ETag"].endswith('-3"')
    back = io.BytesIO()
    s3.download_fileobj("b-2", "big", back, Config=config)
    assert hashlib.sha256(back.getvalue()).digest() == hashlib.sha256(content).digest()
    s3.copy({"Bucket": "b-2", "Key": "big"}, "b-2", "copy", Config=config)
    assert s3.get_object(Bucket="b-2", Key="copy")["Body"].read() == content
    begun = s3.create_multipart_upload(Bucket="b-2", Key="aborted")
    assert [upload["Key"] for upload in s3.list_multipart_uploads(Bucket="b-2")["Uploads"]] == ["aborted"]
    s3.abort_multipart_upload(Bucket="b-2", Key="aborted", UploadId=begun["UploadId"])


def versions():
    s3.create_bucket(Bucket="b-3")
    s3.put_bucket_versioning(Bucket="b-3", VersioningConfiguration={"Status": "Enabled"})
    first = s3.put_object(Bucket="b-3", Key="k", Body=b"1")["VersionId"]
    s3.put_object(Bucket="b-3", Key="k", Body=b"2")
    marker = s3.delete_object(Bucket="b-3", Key="k")
    assert marker["DeleteMarker"]
    assert s3.get_object(Bucket="b-3", Key="k", VersionId=first)["Body"].read() == b"1"
    listed = s3.list_object_versions(Bucket="b-3")
    assert len(listed["Versions"]) == 2 and listed["DeleteMarkers"][0]["VersionId"] == marker["VersionId"]


def settings():
    s3.create_bucket(Bucket="b-4")
    rules = [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 7}}]
    s3.put_bucket_lifecycle_configuration(Bucket="b-4", LifecycleConfiguration={"Rules": rules})
    assert s3.get_bucket_lifecycle_configuration(Bucket="b-4")["Rules"] == rules
    queue = {
        "Id": "rule",
        "QueueArn": "arn:aws:sqs:us-east-1:000000000000:q",
        "Events": ["s3:ObjectCreated:*"],
        "Filter": {"Key": {"FilterRules": [{"Name": "Prefix", "Value": "in/"}]}},
    }
    s3.put_bucket_notification_configuration(
        Bucket="b-4", NotificationConfiguration={"QueueConfigurations": [queue]}
    )
    assert s3.get_bucket_notification_configuration(Bucket="b-4")["QueueConfigurations"] == [queue]
    rule = {"AllowedOrigins": ["*"], "AllowedMethods": ["PUT"], "AllowedHeaders": ["*"]}
    s3.put_bucket_cors(Bucket="b-4", CORSConfiguration={"CORSRules": [rule]})
    assert s3.get_bucket_cors(Bucket="b-4")["CORSRules"] == [rule]
    assert s3.get_bucket_location(Bucket="b-4")["LocationConstraint"] is None
    refused("NotImplemented", s3.get_bucket_policy, Bucket="b-4")


def permissions():
    s3.create_bucket(Bucket="b-5")
    url = s3.generate_presigned_url("put_object", Params={"Bucket": "b-5", "Key": "a b"})
    urllib.request.urlopen(urllib.request.Request(url, data=b"hello", method="PUT", headers={"Content-Type": ""}))
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "b-5", "Key": "a b"})
    assert urllib.request.urlopen(url).read() == b"hello"
    form = s3.generate_presigned_post("b-5", "form", Conditions=[["content-length-range", 1, 5]])
    for body, status in ((b"hello", 204), (b"too long", 400)):
        boundary = "a-boundary"
        text = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in form["fields"].items()
        )
        text += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
        data = text.encode() + body + f"\r\n--{boundary}--\r\n".encode()
        request = urllib.request.Request(form["url"], data=data)
        request.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
        try:
            found = urllib.request.urlopen(request).status
        except urllib.error.HTTPError as error:
            found = error.code
        assert found == status, f"{found} in place of {status}"


try:
    for deed in (objects, parts, versions, settings, permissions):
        deed()
    print("all is well")
except BaseException:
    traceback.print_exc()
finally:
    try:
        urllib.request.urlopen(address + "/end")
    except Exception:
        pass
