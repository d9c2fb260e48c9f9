"""SQS as boto3 uses it, and in the older protocol of forms and XML."""

import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

sys.path.insert(0, os.path.dirname(__file__))
sys.dont_write_bytecode = True

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from claims import account, address, claim, client, refused, run, same

sqs = client("sqs")
missing = "AWS.SimpleQueueService.NonExistentQueue"


def queue(name, **attributes):
    if name.endswith(".fifo"):
        attributes["FifoQueue"] = "true"
    return sqs.create_queue(QueueName=name, Attributes={key: str(value) for key, value in attributes.items()})[
        "QueueUrl"
    ]


def arn(name):
    return f"arn:aws:sqs:us-east-1:{account}:{name}"


def receive(url, count=10, **more):
    return sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=count, **more).get("Messages", [])


def bodies(messages):
    return [message["Body"] for message in messages]


def counts(url):
    names = [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
    ]
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return [int(told[name]) for name in names]


@claim
def queues():
    """CreateQueue, GetQueueUrl, ListQueues, DeleteQueue: a queue is there from the one to the other"""
    url = queue("made")
    same(url, f"{address}/{account}/made")
    same(queue("made"), url)
    same(sqs.get_queue_url(QueueName="made")["QueueUrl"], url)
    same(sqs.list_queues(QueueNamePrefix="mad")["QueueUrls"], [url])
    refused("QueueAlreadyExists", sqs.create_queue, QueueName="made", Attributes={"VisibilityTimeout": "7"})
    refused("InvalidParameterValue", sqs.create_queue, QueueName="no good")
    sqs.delete_queue(QueueUrl=url)
    refused(missing, sqs.get_queue_url, QueueName="made")
    refused(missing, sqs.send_message, QueueUrl=url, MessageBody="x")
    refused("AWS.SimpleQueueService.QueueDeletedRecently", sqs.create_queue, QueueName="made")


@claim
def attributes():
    """SetQueueAttributes, GetQueueAttributes: defaults are AWS's, and a wrong value is refused"""
    url = queue("attributes")
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    same(
        {name: told[name] for name in ("VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds", "QueueArn")},
        {
            "VisibilityTimeout": "30",
            "MessageRetentionPeriod": "345600",
            "DelaySeconds": "0",
            "QueueArn": arn("attributes"),
        },
    )
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "120"})
    asked = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])["Attributes"]
    same(asked, {"VisibilityTimeout": "120"})
    refused("InvalidAttributeValue", sqs.set_queue_attributes, QueueUrl=url, Attributes={"VisibilityTimeout": "43201"})
    refused("InvalidAttributeName", sqs.set_queue_attributes, QueueUrl=url, Attributes={"Nonsense": "1"})


@claim
def messages():
    """SendMessage, ReceiveMessage, DeleteMessage: body, attributes and their sums; a receive handle deletes"""
    url = queue("messages")
    given = {
        "text": {"DataType": "String", "StringValue": "é"},
        "number": {"DataType": "Number.long", "StringValue": "12"},
        "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
    }
    trace = {"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793"}}
    sent = sqs.send_message(QueueUrl=url, MessageBody="héllo", MessageAttributes=given, MessageSystemAttributes=trace)
    same(sent["MD5OfMessageBody"], hashlib.md5("héllo".encode()).hexdigest())
    same(counts(url), [1, 0, 0])
    (message,) = receive(url, MessageAttributeNames=["All"], MessageSystemAttributeNames=["All"])
    same(counts(url), [0, 1, 0])
    same((message["MessageId"], message["Body"]), (sent["MessageId"], "héllo"))
    same((message["MessageAttributes"], message["MD5OfMessageAttributes"]), (given, sent["MD5OfMessageAttributes"]))
    told = message["Attributes"]
    same((told["ApproximateReceiveCount"], told["AWSTraceHeader"]), ("1", trace["AWSTraceHeader"]["StringValue"]))
    assert abs(int(told["SentTimestamp"]) / 1000 - time.time()) < 60
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    same(counts(url), [0, 0, 0])
    refused("ReceiptHandleIsInvalid", sqs.delete_message, QueueUrl=url, ReceiptHandle="nonsense")
    refused("InvalidParameterValue", sqs.send_message, QueueUrl=url, MessageBody="x" * (1 << 20) + "x")
    refused("InvalidMessageContents", sqs.send_message, QueueUrl=url, MessageBody="\x00")


@claim
def visibility():
    """ChangeMessageVisibility: what is given back is received again, and counted"""
    url = queue("visibility")
    sqs.send_message(QueueUrl=url, MessageBody="m")
    (first,) = receive(url)
    same(receive(url), [])
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=0)
    (second,) = receive(url, MessageSystemAttributeNames=["ApproximateReceiveCount"])
    same(second["Attributes"], {"ApproximateReceiveCount": "2"})
    assert second["ReceiptHandle"] != first["ReceiptHandle"]
    refused(
        "InvalidParameterValue",
        sqs.change_message_visibility,
        QueueUrl=url,
        ReceiptHandle=second["ReceiptHandle"],
        VisibilityTimeout=43201,
    )
    answer = sqs.change_message_visibility_batch(
        QueueUrl=url, Entries=[{"Id": "a", "ReceiptHandle": second["ReceiptHandle"], "VisibilityTimeout": 0}]
    )
    same([entry["Id"] for entry in answer["Successful"]], ["a"])
    same(bodies(receive(url)), ["m"])


@claim
def timeout():
    """A message comes back by itself when its time is up, and wakes whoever waits"""
    url = queue("timeout", VisibilityTimeout=1)
    sqs.send_message(QueueUrl=url, MessageBody="m")
    start = time.monotonic()
    same(bodies(receive(url)), ["m"])
    same(bodies(receive(url, WaitTimeSeconds=20)), ["m"])
    # The two clocks are not one.
    assert time.monotonic() - start > 0.9


@claim
def delay():
    """DelaySeconds: of a message and of a queue, and neither is seen before"""
    url = queue("delay", DelaySeconds=900)
    sqs.send_message(QueueUrl=url, MessageBody="later")
    same((receive(url), counts(url)), ([], [0, 0, 1]))
    start = time.monotonic()
    sqs.send_message(QueueUrl=url, MessageBody="soon", DelaySeconds=1)
    same(bodies(receive(url, WaitTimeSeconds=20)), ["soon"])
    assert time.monotonic() - start > 0.9
    refused("InvalidParameterValue", sqs.send_message, QueueUrl=url, MessageBody="x", DelaySeconds=901)


@claim
def polling():
    """A long poll ends with the first message, and not before one comes"""
    from concurrent.futures import ThreadPoolExecutor

    url = queue("polling")
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(receive, url, WaitTimeSeconds=20)
        other = client("sqs")
        while not poll.running():
            pass
        other.send_message(QueueUrl=url, MessageBody="m")
        same(bodies(poll.result(15)), ["m"])


@claim
def batches():
    """SendMessageBatch, DeleteMessageBatch: each entry has its own answer, wrong batches are refused as a whole"""
    url = queue("batches")
    entries = [{"Id": "a", "MessageBody": "a"}, {"Id": "b", "MessageBody": "b", "DelaySeconds": 901}]
    answer = sqs.send_message_batch(QueueUrl=url, Entries=entries)
    same([entry["Id"] for entry in answer["Successful"]], ["a"])
    (failed,) = answer["Failed"]
    same((failed["Id"], failed["Code"], failed["SenderFault"]), ("b", "InvalidParameterValue", True))
    many = [{"Id": str(number), "MessageBody": "m"} for number in range(11)]
    refused("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", sqs.send_message_batch, QueueUrl=url, Entries=many)
    twice = [{"Id": "a", "MessageBody": "m"}] * 2
    refused("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", sqs.send_message_batch, QueueUrl=url, Entries=twice)
    refused("AWS.SimpleQueueService.EmptyBatchRequest", sqs.send_message_batch, QueueUrl=url, Entries=[])
    wrong = [{"Id": "a b", "MessageBody": "m"}]
    refused("AWS.SimpleQueueService.InvalidBatchEntryId", sqs.send_message_batch, QueueUrl=url, Entries=wrong)
    long = [{"Id": str(number), "MessageBody": "m" * 600_000} for number in range(2)]
    refused("AWS.SimpleQueueService.BatchRequestTooLong", sqs.send_message_batch, QueueUrl=url, Entries=long)
    sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": "c", "MessageBody": "c"}])
    handles = [{"Id": f"{index}", "ReceiptHandle": one["ReceiptHandle"]} for index, one in enumerate(receive(url))]
    handles.append({"Id": "x", "ReceiptHandle": "nonsense"})
    answer = sqs.delete_message_batch(QueueUrl=url, Entries=handles)
    same([entry["Id"] for entry in answer["Successful"]], ["0", "1"])
    same([entry["Code"] for entry in answer["Failed"]], ["ReceiptHandleIsInvalid"])


@claim
def purging():
    """PurgeQueue: all goes, what is in flight too, and the next purge must wait a minute"""
    url = queue("purging")
    for text in "abc":
        sqs.send_message(QueueUrl=url, MessageBody=text)
    receive(url, 1)
    sqs.purge_queue(QueueUrl=url)
    same((receive(url), counts(url)), ([], [0, 0, 0]))
    refused("AWS.SimpleQueueService.PurgeQueueInProgress", sqs.purge_queue, QueueUrl=url)


@claim
def order():
    """FIFO: a group keeps its order, and the rest of it waits for what is in flight"""
    url = queue("order.fifo")
    for number, group in enumerate("aabb"):
        sqs.send_message(
            QueueUrl=url, MessageBody=f"{group}{number}", MessageGroupId=group, MessageDeduplicationId=str(number)
        )
    (first,) = receive(url, 1, MessageSystemAttributeNames=["All"])
    same((first["Body"], first["Attributes"]["MessageGroupId"]), ("a0", "a"))
    assert int(first["Attributes"]["SequenceNumber"]) > 0
    same(bodies(receive(url)), ["b2", "b3"])
    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    same(bodies(receive(url)), ["a1"])
    refused("MissingParameter", sqs.send_message, QueueUrl=url, MessageBody="m", MessageDeduplicationId="x")
    refused("InvalidParameterValue", sqs.send_message, QueueUrl=url, MessageBody="m", MessageGroupId="a")
    refused(
        "InvalidParameterValue",
        sqs.send_message,
        QueueUrl=url,
        MessageBody="m",
        MessageGroupId="a",
        MessageDeduplicationId="y",
        DelaySeconds=1,
    )
    refused("InvalidParameterValue", sqs.create_queue, QueueName="plain", Attributes={"FifoQueue": "true"})


@claim
def repeats():
    """FIFO: what comes twice within five minutes is taken once, by its id or by its content"""
    url = queue("repeats.fifo", ContentBasedDeduplication="true")
    ids = [
        sqs.send_message(QueueUrl=url, MessageBody="same", MessageGroupId="g")["MessageId"],
        sqs.send_message(QueueUrl=url, MessageBody="same", MessageGroupId="g")["MessageId"],
        sqs.send_message(QueueUrl=url, MessageBody="same", MessageGroupId="g", MessageDeduplicationId="x")["MessageId"],
    ]
    same((ids[0] == ids[1], ids[0] == ids[2]), (True, False))
    same(bodies(receive(url)), ["same", "same"])


@claim
def dead_letters():
    """RedrivePolicy: what is received too often goes to the other queue with all that it has"""
    dead = queue("dead")
    policy = {"deadLetterTargetArn": arn("dead"), "maxReceiveCount": 2}
    url = queue("alive", RedrivePolicy=json.dumps(policy), VisibilityTimeout=0)
    same(sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"], [url])
    given = {"a": {"DataType": "String", "StringValue": "1"}}
    sent = sqs.send_message(QueueUrl=url, MessageBody="m", MessageAttributes=given)["MessageId"]
    same([len(receive(url)) for _ in range(3)], [1, 1, 0])
    (letter,) = receive(dead, MessageAttributeNames=["All"], MessageSystemAttributeNames=["All"])
    same((letter["MessageId"], letter["Body"], letter["MessageAttributes"]), (sent, "m", given))
    same(letter["Attributes"]["DeadLetterQueueSourceArn"], arn("alive"))
    allow = {"redrivePermission": "denyAll"}
    queue("closed", RedriveAllowPolicy=json.dumps(allow))
    policy = {"deadLetterTargetArn": arn("closed"), "maxReceiveCount": 2}
    refused(
        "InvalidParameterValue",
        sqs.set_queue_attributes,
        QueueUrl=url,
        Attributes={"RedrivePolicy": json.dumps(policy)},
    )


def moved(name, letters, **more):
    """A queue, its dead-letter queue with letters in it, and a task that brings them back."""
    dead = queue(f"{name}-dead")
    policy = {"deadLetterTargetArn": arn(f"{name}-dead"), "maxReceiveCount": 1}
    url = queue(name, RedrivePolicy=json.dumps(policy), VisibilityTimeout=0)
    for text in letters:
        sqs.send_message(QueueUrl=url, MessageBody=text)
    while receive(url):
        pass
    same(counts(dead), [len(letters), 0, 0])
    handle = sqs.start_message_move_task(SourceArn=arn(f"{name}-dead"), **more)["TaskHandle"]
    return url, dead, handle


@claim
def moving():
    """StartMessageMoveTask, ListMessageMoveTasks: letters go home as new messages, counted anew"""
    url, dead, _ = moved("moving", "abc")
    got = []
    while len(got) < 3:
        got += receive(url, WaitTimeSeconds=20, VisibilityTimeout=60, MessageSystemAttributeNames=["All"])
    same((sorted(bodies(got)), counts(dead)), (["a", "b", "c"], [0, 0, 0]))
    same({message["Attributes"]["ApproximateReceiveCount"] for message in got}, {"1"})
    while (task := sqs.list_message_move_tasks(SourceArn=arn("moving-dead"))["Results"][0])["Status"] == "RUNNING":
        pass
    same(
        (task["Status"], task["ApproximateNumberOfMessagesMoved"], task["SourceArn"]),
        ("COMPLETED", 3, arn("moving-dead")),
    )
    queue("nobodys")
    refused("InvalidParameterValue", sqs.start_message_move_task, SourceArn=arn("nobodys"))
    refused("ResourceNotFoundException", sqs.start_message_move_task, SourceArn=arn("none"))


@claim
def cancelling():
    """CancelMessageMoveTask: a slow task stops, and the rest stays where it is"""
    url, dead, handle = moved("slow", "x" * 60, MaxNumberOfMessagesPerSecond=1)
    answer = sqs.cancel_message_move_task(TaskHandle=handle)
    task = sqs.list_message_move_tasks(SourceArn=arn("slow-dead"))["Results"][0]
    assert task["Status"] in ("CANCELLING", "CANCELLED"), task
    assert answer["ApproximateNumberOfMessagesMoved"] < 60
    same(counts(dead)[0] + counts(url)[0], 60)
    refused("AWS.SimpleQueueService.UnsupportedOperation", sqs.cancel_message_move_task, TaskHandle=handle)


@claim
def tags():
    """TagQueue, ListQueueTags, UntagQueue"""
    url = sqs.create_queue(QueueName="tags", tags={"a": "1"})["QueueUrl"]
    sqs.tag_queue(QueueUrl=url, Tags={"b": "2"})
    same(sqs.list_queue_tags(QueueUrl=url)["Tags"], {"a": "1", "b": "2"})
    sqs.untag_queue(QueueUrl=url, TagKeys=["a"])
    same(sqs.list_queue_tags(QueueUrl=url)["Tags"], {"b": "2"})


def form(path="/", **fields):
    """A call as clients made it before 2023: a form, signed, answered in XML."""
    data = urllib.parse.urlencode({"Version": "2012-11-05"} | fields)
    request = AWSRequest("POST", address + path, {"Content-Type": "application/x-www-form-urlencoded"}, data)
    botocore.auth.SigV4Auth(Credentials("test", "test"), "sqs", "us-east-1").add_auth(request)
    sent = urllib.request.Request(request.url, data=data.encode(), headers=dict(request.headers), method="POST")
    try:
        with urllib.request.urlopen(sent) as answer:
            return answer.status, xml.etree.ElementTree.fromstring(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, xml.etree.ElementTree.fromstring(error.read())


def text(element, path):
    space = "{http://queue.amazonaws.com/doc/2012-11-05/}"
    return element.findtext("/".join(space + name for name in path.split("/")))


@claim
def older_protocol():
    """The query protocol: the same queues in forms and XML, with codes of their own"""
    status, answer = form(
        Action="CreateQueue", QueueName="older", **{"Attribute.1.Name": "VisibilityTimeout", "Attribute.1.Value": "5"}
    )
    same((status, text(answer, "CreateQueueResult/QueueUrl")), (200, f"{address}/{account}/older"))
    path = f"/{account}/older"
    status, answer = form(
        path,
        Action="SendMessage",
        MessageBody="a&b",
        **{
            "MessageAttribute.1.Name": "n",
            "MessageAttribute.1.Value.DataType": "String",
            "MessageAttribute.1.Value.StringValue": "v",
        },
    )
    same(text(answer, "SendMessageResult/MD5OfMessageBody"), hashlib.md5(b"a&b").hexdigest())
    same(bodies(sqs.receive_message(QueueUrl=address + path, VisibilityTimeout=0)["Messages"]), ["a&b"])
    status, answer = form(
        path,
        Action="ReceiveMessage",
        MaxNumberOfMessages="10",
        **{"AttributeName.1": "All", "MessageAttributeName.1": "All"},
    )
    message = "ReceiveMessageResult/Message/"
    same((text(answer, message + "Body"), text(answer, message + "MessageAttribute/Value/StringValue")), ("a&b", "v"))
    status, _ = form(path, Action="DeleteMessage", ReceiptHandle=text(answer, message + "ReceiptHandle"))
    same((status, counts(address + path)), (200, [0, 0, 0]))
    batch = {}
    for number in (1, 2):
        batch[f"SendMessageBatchRequestEntry.{number}.Id"] = f"e{number}"
        batch[f"SendMessageBatchRequestEntry.{number}.MessageBody"] = f"b{number}"
    status, answer = form(path, Action="SendMessageBatch", **batch)
    same((status, text(answer, "SendMessageBatchResult/SendMessageBatchResultEntry/Id")), (200, "e1"))
    status, answer = form(path, Action="GetQueueAttributes", **{"AttributeName.1": "ApproximateNumberOfMessages"})
    same(text(answer, "GetQueueAttributesResult/Attribute/Value"), "2")
    status, answer = form(Action="GetQueueUrl", QueueName="none")
    same((status, text(answer, "Error/Code"), text(answer, "Error/Type")), (400, missing, "Sender"))
    status, answer = form(path, Action="SendMessage")
    same((status, text(answer, "Error/Code")), (400, "MissingParameter"))


run()
