"""S3 as boto3 uses it."""

import hashlib
import io
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.dirname(__file__))
sys.dont_write_bytecode = True

from boto3.s3.transfer import TransferConfig

from claims import account, address, claim, client, refused, run, same

s3 = client("s3", signature_version="s3v4", s3={"addressing_style": "path"})
sqs = client("sqs")


def bucket(name, *objects):
    s3.create_bucket(Bucket=name)
    for key in objects:
        s3.put_object(Bucket=name, Key=key, Body=key.encode())
    return name


def fetch(url, method="GET", data=None, **headers):
    request = urllib.request.Request(url, data=data, method=method)
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


@claim
def buckets():
    """CreateBucket, ListBuckets, HeadBucket, DeleteBucket: a bucket is there from the one to the other"""
    bucket("made")
    assert "made" in [one["Name"] for one in s3.list_buckets()["Buckets"]]
    same(s3.head_bucket(Bucket="made")["ResponseMetadata"]["HTTPStatusCode"], 200)
    s3.put_object(Bucket="made", Key="k", Body=b"")
    refused("BucketNotEmpty", s3.delete_bucket, Bucket="made")
    s3.delete_object(Bucket="made", Key="k")
    s3.delete_bucket(Bucket="made")
    refused("404", s3.head_bucket, Bucket="made")
    refused("NoSuchBucket", s3.list_objects_v2, Bucket="made")


@claim
def put_get():
    """PutObject, GetObject, HeadObject: bytes, type and metadata come back as they went"""
    bucket("plain")
    body = os.urandom(100_000)
    put = s3.put_object(
        Bucket="plain", Key="a/b", Body=body, ContentType="image/png", Metadata={"who": "me"}, CacheControl="no-store"
    )
    same(put["ETag"], f'"{hashlib.md5(body).hexdigest()}"')
    got = s3.get_object(Bucket="plain", Key="a/b")
    same(got["Body"].read(), body)
    same((got["ContentType"], got["Metadata"], got["CacheControl"]), ("image/png", {"who": "me"}, "no-store"))
    head = s3.head_object(Bucket="plain", Key="a/b")
    same((head["ContentLength"], head["ETag"], head["AcceptRanges"]), (100_000, put["ETag"], "bytes"))
    refused("NoSuchKey", s3.get_object, Bucket="plain", Key="none")
    refused("404", s3.head_object, Bucket="plain", Key="none")


@claim
def keys():
    """Keys of any characters are told apart, and are listed as they were put"""
    names = ["a b", "a+b", "a%20b", "ü/日本", "a//b", "./x", "tab\tq", "quote'\"", "&<>", "x?y#z"]
    bucket("keys", *names)
    listed = [entry["Key"] for entry in s3.list_objects_v2(Bucket="keys")["Contents"]]
    same(listed, sorted(names, key=lambda name: name.encode()))
    for name in names:
        same(s3.get_object(Bucket="keys", Key=name)["Body"].read(), name.encode())


@claim
def ranges():
    """GetObject with Range: first, middle, last bytes, and a range that begins behind the end"""
    bucket("ranges")
    s3.put_object(Bucket="ranges", Key="k", Body=b"0123456789")
    for range_, wanted, told in (
        ("bytes=0-0", b"0", "bytes 0-0/10"),
        ("bytes=3-5", b"345", "bytes 3-5/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=8-100", b"89", "bytes 8-9/10"),
    ):
        got = s3.get_object(Bucket="ranges", Key="k", Range=range_)
        same((got["Body"].read(), got["ContentRange"]), (wanted, told))
        same(got["ResponseMetadata"]["HTTPStatusCode"], 206)
    refused("InvalidRange", s3.get_object, Bucket="ranges", Key="k", Range="bytes=10-")


@claim
def conditions():
    """If-Match, If-None-Match, If-Modified-Since: on reads 304 and 412, on writes 412"""
    bucket("conditions")
    tag = s3.put_object(Bucket="conditions", Key="k", Body=b"1", IfNoneMatch="*")["ETag"]
    refused("PreconditionFailed", s3.put_object, Bucket="conditions", Key="k", Body=b"2", IfNoneMatch="*")
    refused("PreconditionFailed", s3.put_object, Bucket="conditions", Key="k", Body=b"2", IfMatch='"wrong"')
    refused("NoSuchKey", s3.put_object, Bucket="conditions", Key="none", Body=b"2", IfMatch=tag)
    refused("304", s3.get_object, Bucket="conditions", Key="k", IfNoneMatch=tag)
    refused("PreconditionFailed", s3.get_object, Bucket="conditions", Key="k", IfMatch='"wrong"')
    modified = s3.head_object(Bucket="conditions", Key="k")["LastModified"]
    refused("304", s3.get_object, Bucket="conditions", Key="k", IfModifiedSince=modified)
    s3.put_object(Bucket="conditions", Key="k", Body=b"2", IfMatch=tag)
    same(s3.get_object(Bucket="conditions", Key="k")["Body"].read(), b"2")


@claim
def listing():
    """ListObjectsV2: prefixes, delimiters, pages, StartAfter"""
    bucket("listing", "a/1", "a/2", "a/b/3", "c", "d/4")
    found = s3.list_objects_v2(Bucket="listing", Delimiter="/")
    same([entry["Key"] for entry in found["Contents"]], ["c"])
    same([entry["Prefix"] for entry in found["CommonPrefixes"]], ["a/", "d/"])
    found = s3.list_objects_v2(Bucket="listing", Prefix="a/", Delimiter="/")
    same(([entry["Key"] for entry in found["Contents"]], found["KeyCount"]), (["a/1", "a/2"], 3))
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket="listing", PaginationConfig={"PageSize": 2}))
    same([[entry["Key"] for entry in page["Contents"]] for page in pages], [["a/1", "a/2"], ["a/b/3", "c"], ["d/4"]])
    same([page["IsTruncated"] for page in pages], [True, True, False])
    after = s3.list_objects_v2(Bucket="listing", StartAfter="a/b/3")
    same([entry["Key"] for entry in after["Contents"]], ["c", "d/4"])


@claim
def deleting():
    """DeleteObject, DeleteObjects: what is not there is deleted too"""
    bucket("deleting", "1", "2", "3")
    s3.delete_object(Bucket="deleting", Key="1")
    s3.delete_object(Bucket="deleting", Key="1")
    answer = s3.delete_objects(Bucket="deleting", Delete={"Objects": [{"Key": "2"}, {"Key": "none"}]})
    same([entry["Key"] for entry in answer["Deleted"]], ["2", "none"])
    same([entry["Key"] for entry in s3.list_objects_v2(Bucket="deleting")["Contents"]], ["3"])


@claim
def copying():
    """CopyObject: with the metadata, or with other; from a key that must be encoded"""
    bucket("copying")
    s3.put_object(Bucket="copying", Key="a b+ü", Body=b"x", Metadata={"a": "1"}, ContentType="text/plain")
    source = {"Bucket": "copying", "Key": "a b+ü"}
    s3.copy_object(Bucket="copying", Key="as-it-is", CopySource=source)
    same(s3.head_object(Bucket="copying", Key="as-it-is")["Metadata"], {"a": "1"})
    s3.copy_object(Bucket="copying", Key="other", CopySource=source, MetadataDirective="REPLACE", Metadata={"b": "2"})
    same(s3.head_object(Bucket="copying", Key="other")["Metadata"], {"b": "2"})
    refused("InvalidRequest", s3.copy_object, Bucket="copying", Key="a b+ü", CopySource=source)
    refused("NoSuchKey", s3.copy_object, Bucket="copying", Key="x", CopySource={"Bucket": "copying", "Key": "none"})


@claim
def checksums():
    """Checksums: each algorithm is checked on the way in and told on the way out"""
    bucket("checksums")
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        put = s3.put_object(Bucket="checksums", Key=algorithm, Body=b"hello", ChecksumAlgorithm=algorithm)
        head = s3.head_object(Bucket="checksums", Key=algorithm, ChecksumMode="ENABLED")
        same(head[f"Checksum{algorithm}"], put[f"Checksum{algorithm}"])
    refused("BadDigest", s3.put_object, Bucket="checksums", Key="b", Body=b"x", ChecksumSHA256="A" * 43 + "=")
    refused("BadDigest", s3.put_object, Bucket="checksums", Key="b", Body=b"x", ContentMD5="A" * 22 + "==")


@claim
def parts():
    """CreateMultipartUpload to CompleteMultipartUpload: parts in any order, small ones refused, aborted ones gone"""
    bucket("parts")
    upload = s3.create_multipart_upload(Bucket="parts", Key="k")["UploadId"]
    place = {"Bucket": "parts", "Key": "k", "UploadId": upload}
    contents = {1: os.urandom(5 << 20), 2: os.urandom(5 << 20), 3: b"the rest"}
    tags = {number: s3.upload_part(**place, PartNumber=number, Body=contents[number])["ETag"] for number in (3, 1, 2)}
    listed = s3.list_parts(**place)["Parts"]
    same([(part["PartNumber"], part["ETag"]) for part in listed], sorted(tags.items()))
    chosen = {"Parts": [{"PartNumber": number, "ETag": tags[number]} for number in (2, 1)]}
    refused("InvalidPartOrder", s3.complete_multipart_upload, **place, MultipartUpload=chosen)
    chosen = {"Parts": [{"PartNumber": 1, "ETag": tags[1]}, {"PartNumber": 2, "ETag": tags[1]}]}
    refused("InvalidPart", s3.complete_multipart_upload, **place, MultipartUpload=chosen)
    chosen = {"Parts": [{"PartNumber": number, "ETag": tags[number]} for number in (1, 2, 3)]}
    done = s3.complete_multipart_upload(**place, MultipartUpload=chosen)
    digests = b"".join(hashlib.md5(contents[number]).digest() for number in (1, 2, 3))
    same(done["ETag"], f'"{hashlib.md5(digests).hexdigest()}-3"')
    same(s3.get_object(Bucket="parts", Key="k")["Body"].read(), contents[1] + contents[2] + contents[3])
    second = s3.get_object(Bucket="parts", Key="k", PartNumber=2)
    same((second["Body"].read(), second["PartsCount"]), (contents[2], 3))
    small = s3.create_multipart_upload(Bucket="parts", Key="small")["UploadId"]
    place = {"Bucket": "parts", "Key": "small", "UploadId": small}
    tags = {number: s3.upload_part(**place, PartNumber=number, Body=b"x")["ETag"] for number in (1, 2)}
    chosen = {"Parts": [{"PartNumber": number, "ETag": tags[number]} for number in (1, 2)]}
    refused("EntityTooSmall", s3.complete_multipart_upload, **place, MultipartUpload=chosen)
    s3.abort_multipart_upload(**place)
    refused("NoSuchUpload", s3.list_parts, **place)
    assert "Uploads" not in s3.list_multipart_uploads(Bucket="parts")


@claim
def transfer():
    """The transfer manager: 20 MB up in parts, down in ranges, and copied in parts"""
    bucket("transfer")
    body = os.urandom(20_000_000)
    config = TransferConfig(multipart_threshold=8 << 20, multipart_chunksize=8 << 20, max_concurrency=4)
    s3.upload_fileobj(io.BytesIO(body), "transfer", "big", Config=config)
    assert s3.head_object(Bucket="transfer", Key="big")["ETag"].endswith('-3"')
    s3.copy({"Bucket": "transfer", "Key": "big"}, "transfer", "copy", Config=config)
    for key in ("big", "copy"):
        back = io.BytesIO()
        s3.download_fileobj("transfer", key, back, Config=config)
        same(hashlib.sha256(back.getvalue()).hexdigest(), hashlib.sha256(body).hexdigest())


@claim
def presigned_put():
    """A presigned PUT: what was signed goes through, another type, another key or nothing at all does not"""
    bucket("signed-put")
    parameters = {"Bucket": "signed-put", "Key": "a b", "ContentType": "text/plain"}
    url = s3.generate_presigned_url("put_object", Params=parameters, ExpiresIn=60)
    assert "X-Amz-Signature=" in url
    same(fetch(url, "PUT", b"hello", Content_Type="text/plain")[0], 200)
    same(s3.get_object(Bucket="signed-put", Key="a b")["Body"].read(), b"hello")
    for wrong, type_ in ((url, "text/html"), (url.replace("a%20b", "other"), "text/plain")):
        status, _, text = fetch(wrong, "PUT", b"x", Content_Type=type_)
        same((status, b"<Code>SignatureDoesNotMatch</Code>" in text), (403, True))
    status, _, text = fetch(f"{address}/signed-put/a%20b", "PUT", b"x")
    same((status, b"<Code>AccessDenied</Code>" in text), (403, True))


@claim
def presigned_get():
    """A presigned GET: with headers of one's own, and refused when it is too late"""
    bucket("signed-get", "k")
    parameters = {"Bucket": "signed-get", "Key": "k", "ResponseContentDisposition": 'attachment; filename="f"'}
    url = s3.generate_presigned_url("get_object", Params=parameters)
    status, headers, body = fetch(url)
    same((status, headers["Content-Disposition"], body), (200, 'attachment; filename="f"', b"k"))
    late = s3.generate_presigned_url("get_object", Params={"Bucket": "signed-get", "Key": "k"}, ExpiresIn=0)
    status, _, text = fetch(late)
    same((status, b"<Code>AccessDenied</Code>" in text or b"AuthorizationQueryParametersError" in text), (status, True))
    assert status in (400, 403)


@claim
def forms():
    """A browser's POST: within its policy 204, too long 400, against its policy 403"""
    bucket("forms")
    form = s3.generate_presigned_post(
        "forms", "up/${filename}", Conditions=[["content-length-range", 1, 5], ["starts-with", "$key", "up/"]]
    )

    def post(fields, body):
        boundary = "a-boundary"
        text = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        text += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f.txt"\r\n\r\n'
        data = text.encode() + body + f"\r\n--{boundary}--\r\n".encode()
        return fetch(form["url"], "POST", data, Content_Type=f"multipart/form-data; boundary={boundary}")

    same(post(form["fields"], b"hello")[0], 204)
    same(s3.get_object(Bucket="forms", Key="up/f.txt")["Body"].read(), b"hello")
    status, _, text = post(form["fields"], b"too long")
    same((status, b"<Code>EntityTooLarge</Code>" in text), (400, True))
    status, _, text = post(form["fields"] | {"key": "elsewhere"}, b"hello")
    same((status, b"<Code>AccessDenied</Code>" in text), (403, True))


@claim
def cors():
    """PutBucketCors and a browser's preflight: who may is told so, who may not is refused"""
    bucket("cors", "k")
    refused("NoSuchCORSConfiguration", s3.get_bucket_cors, Bucket="cors")
    rule = {
        "AllowedOrigins": ["https://a.example"],
        "AllowedMethods": ["GET", "PUT"],
        "AllowedHeaders": ["*"],
        "ExposeHeaders": ["ETag"],
        "MaxAgeSeconds": 60,
    }
    s3.put_bucket_cors(Bucket="cors", CORSConfiguration={"CORSRules": [rule]})
    same(s3.get_bucket_cors(Bucket="cors")["CORSRules"], [rule])
    asked = {"Access_Control_Request_Method": "PUT", "Access_Control_Request_Headers": "content-type"}
    status, headers, _ = fetch(f"{address}/cors/k", "OPTIONS", Origin="https://a.example", **asked)
    same((status, headers["Access-Control-Allow-Origin"]), (200, "https://a.example"))
    assert "PUT" in headers["Access-Control-Allow-Methods"]
    same(fetch(f"{address}/cors/k", "OPTIONS", Origin="https://b.example", **asked)[0], 403)
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "cors", "Key": "k"})
    same(fetch(url, Origin="https://a.example")[1]["Access-Control-Expose-Headers"], "ETag")


@claim
def versions():
    """Versioning: old versions, delete markers, and the return of what was deleted"""
    bucket("versions")
    assert "Status" not in s3.get_bucket_versioning(Bucket="versions")
    s3.put_bucket_versioning(Bucket="versions", VersioningConfiguration={"Status": "Enabled"})
    ids = [s3.put_object(Bucket="versions", Key="k", Body=text)["VersionId"] for text in (b"1", b"2")]
    marker = s3.delete_object(Bucket="versions", Key="k")
    same(marker["DeleteMarker"], True)
    answer = refused("NoSuchKey", s3.get_object, Bucket="versions", Key="k")
    same(answer["ResponseMetadata"]["HTTPHeaders"]["x-amz-delete-marker"], "true")
    same(s3.get_object(Bucket="versions", Key="k", VersionId=ids[0])["Body"].read(), b"1")
    refused("MethodNotAllowed", s3.get_object, Bucket="versions", Key="k", VersionId=marker["VersionId"])
    listed = s3.list_object_versions(Bucket="versions")
    same([entry["VersionId"] for entry in listed["Versions"]], ids[::-1])
    same([entry["IsLatest"] for entry in listed["DeleteMarkers"]], [True])
    s3.delete_object(Bucket="versions", Key="k", VersionId=marker["VersionId"])
    same(s3.get_object(Bucket="versions", Key="k")["Body"].read(), b"2")
    s3.delete_object(Bucket="versions", Key="k", VersionId=ids[1])
    same(s3.get_object(Bucket="versions", Key="k")["Body"].read(), b"1")
    refused("NoSuchVersion", s3.get_object, Bucket="versions", Key="k", VersionId=ids[1])


@claim
def notifications():
    """Notifications to a queue: the test event, then each object with its key encoded as in a form"""
    bucket("telling")
    url = sqs.create_queue(QueueName="told")["QueueUrl"]
    rule = {
        "Id": "rule",
        "QueueArn": f"arn:aws:sqs:us-east-1:{account}:told",
        "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
        "Filter": {"Key": {"FilterRules": [{"Name": "Prefix", "Value": "in/"}]}},
    }
    s3.put_bucket_notification_configuration(
        Bucket="telling", NotificationConfiguration={"QueueConfigurations": [rule]}
    )
    same(s3.get_bucket_notification_configuration(Bucket="telling")["QueueConfigurations"], [rule])
    tag = s3.put_object(Bucket="telling", Key="in/a b+c&ü.txt", Body=b"hello")["ETag"]
    s3.put_object(Bucket="telling", Key="elsewhere", Body=b"")
    s3.delete_object(Bucket="telling", Key="in/a b+c&ü.txt")
    messages = []
    while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        messages += [json.loads(message["Body"]) for message in got]
    same(messages[0]["Event"], "s3:TestEvent")
    records = [record for message in messages[1:] for record in message["Records"]]
    same([record["eventName"] for record in records], ["ObjectCreated:Put", "ObjectRemoved:Delete"])
    made = records[0]["s3"]
    same(made["object"]["key"], "in/a+b%2Bc%26%C3%BC.txt")
    same(urllib.parse.unquote_plus(made["object"]["key"]), "in/a b+c&ü.txt")
    same((made["object"]["size"], made["object"]["eTag"]), (5, tag.strip('"')))
    same((made["bucket"]["name"], made["configurationId"]), ("telling", "rule"))
    same((records[0]["eventSource"], records[0]["awsRegion"]), ("aws:s3", "us-east-1"))
    assert made["object"]["sequencer"] < records[1]["s3"]["object"]["sequencer"]
    rule["QueueArn"] += "-none"
    refused(
        "InvalidArgument",
        s3.put_bucket_notification_configuration,
        Bucket="telling",
        NotificationConfiguration={"QueueConfigurations": [rule]},
    )


@claim
def settings():
    """Tags, life-cycle rules and the place of a bucket are told as they were set"""
    bucket("settings", "k")
    s3.put_object_tagging(Bucket="settings", Key="k", Tagging={"TagSet": [{"Key": "a", "Value": "1"}]})
    same(s3.get_object_tagging(Bucket="settings", Key="k")["TagSet"], [{"Key": "a", "Value": "1"}])
    rules = [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 7}}]
    refused("NoSuchLifecycleConfiguration", s3.get_bucket_lifecycle_configuration, Bucket="settings")
    s3.put_bucket_lifecycle_configuration(Bucket="settings", LifecycleConfiguration={"Rules": rules})
    same(s3.get_bucket_lifecycle_configuration(Bucket="settings")["Rules"], rules)
    same(s3.get_bucket_location(Bucket="settings")["LocationConstraint"], None)


@claim
def strangers():
    """Who signs with another secret, or names another access key, is refused as S3 does it"""
    for key, secret, code in (("test", "wrong", "SignatureDoesNotMatch"), ("nobody", "test", "InvalidAccessKeyId")):
        refused(code, client("s3", key=key, secret=secret).list_buckets)


@claim
def unknown():
    """What is not emulated is refused by name, and not passed over"""
    bucket("unknown")
    answer = refused("NotImplemented", s3.get_bucket_policy, Bucket="unknown")
    same(answer["ResponseMetadata"]["HTTPStatusCode"], 501)


run()
