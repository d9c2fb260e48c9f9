"""Uses queues and topics as boto3 does, and says `ok` where everything was as AWS has it.

The first argument is the address of a cloud. A last request for /done tells that there will be no more.
"""

import hashlib
import json
import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

address = sys.argv[1]


def client(name):
    return boto3.client(
        name,
        region_name="us-east-1",
        endpoint_url=address,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"], type(error).__name__
    return None


def queues():
    sqs = client("sqs")
    dead = sqs.create_queue(QueueName="dead", tags={"team": "a"})["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 1})
    url = sqs.create_queue(QueueName="boto", Attributes={"RedrivePolicy": redrive})["QueueUrl"]
    assert url.startswith(address) and sqs.get_queue_url(QueueName="boto")["QueueUrl"] == url
    assert sqs.list_queues(QueueNamePrefix="bo")["QueueUrls"] == [url]
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]
    assert sqs.list_queue_tags(QueueUrl=dead)["Tags"] == {"team": "a"}
    attributes = {
        "text": {"DataType": "String", "StringValue": "é"},
        "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\x01"},
    }
    sent = sqs.send_message(QueueUrl=url, MessageBody="héllo", MessageAttributes=attributes)
    assert sent["MD5OfMessageBody"] == hashlib.md5("héllo".encode()).hexdigest()
    batch = sqs.send_message_batch(
        QueueUrl=url,
        Entries=[{"Id": "a", "MessageBody": "a"}, {"Id": "b", "MessageBody": "b", "DelaySeconds": 901}],
    )
    assert [entry["Id"] for entry in batch["Successful"]] == ["a"], batch
    assert [entry["Code"] for entry in batch["Failed"]] == ["InvalidParameterValue"], batch
    got = sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], AttributeNames=["All"], VisibilityTimeout=0
    )["Messages"]
    assert [message["Body"] for message in got] == ["héllo", "a"], got
    assert got[0]["MessageAttributes"] == attributes and got[0]["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
    assert got[0]["Attributes"]["ApproximateReceiveCount"] == "1"
    assert "Messages" not in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    task = sqs.start_message_move_task(SourceArn=arn)["TaskHandle"]
    listed = sqs.list_message_move_tasks(SourceArn=arn)["Results"][0]
    assert listed["Status"] in ("RUNNING", "COMPLETED") and listed["ApproximateNumberOfMessagesToMove"] == 2, listed
    assert refused(sqs.cancel_message_move_task, TaskHandle=task)
    again = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert len(again) == 2 and again[0]["MessageId"] != got[0]["MessageId"]
    handles = [{"Id": str(i), "ReceiptHandle": message["ReceiptHandle"]} for i, message in enumerate(again)]
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=handles[0]["ReceiptHandle"], VisibilityTimeout=60)
    assert len(sqs.delete_message_batch(QueueUrl=url, Entries=handles)["Successful"]) == 2
    code, name = refused(sqs.get_queue_url, QueueName="none")
    assert (code, name) == ("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"), (code, name)
    code, name = refused(sqs.delete_message, QueueUrl=url, ReceiptHandle="x")
    assert name == "ReceiptHandleIsInvalid", (code, name)
    sqs.purge_queue(QueueUrl=dead)
    assert refused(sqs.purge_queue, QueueUrl=dead)[1] == "PurgeQueueInProgress"
    return sqs, url


def topics(sqs, url):
    sns = client("sns")
    topic = sns.create_topic(Name="boto", Tags=[{"Key": "k", "Value": "v"}])["TopicArn"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["QueueArn"]
    subscription = sns.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=arn,
        Attributes={"FilterPolicy": json.dumps({"kind": ["wanted"]})},
        ReturnSubscriptionArn=True,
    )["SubscriptionArn"]
    told = sns.get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]
    assert told["Endpoint"] == arn and told["FilterPolicyScope"] == "MessageAttributes"
    for kind in ("wanted", "other"):
        attributes = {"kind": {"DataType": "String", "StringValue": kind}}
        sns.publish(TopicArn=topic, Message=kind, Subject="s", MessageAttributes=attributes)
    got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    envelopes = [json.loads(message["Body"]) for message in got]
    assert [envelope["Message"] for envelope in envelopes] == ["wanted"], envelopes
    assert envelopes[0]["MessageAttributes"] == {"kind": {"Type": "String", "Value": "wanted"}}
    batch = sns.publish_batch(
        TopicArn=topic,
        PublishBatchRequestEntries=[{"Id": "a", "Message": "m"}, {"Id": "b", "Message": "m", "Subject": "x" * 101}],
    )
    assert [entry["Id"] for entry in batch["Successful"]] == ["a"] and batch["Failed"][0]["SenderFault"] is True
    assert sns.list_tags_for_resource(ResourceArn=topic)["Tags"] == [{"Key": "k", "Value": "v"}]
    assert [one["TopicArn"] for one in sns.list_topics()["Topics"]] == [topic]
    assert sns.list_subscriptions()["Subscriptions"][0]["SubscriptionArn"] == subscription
    assert refused(sns.publish, TopicArn=topic + "x", Message="m")[1] == "NotFoundException"
    assert refused(sns.publish, TopicArn=topic, Message="")[1] == "InvalidParameterException"
    sns.unsubscribe(SubscriptionArn=subscription)
    sns.delete_topic(TopicArn=topic)
    assert sns.list_topics()["Topics"] == []


try:
    topics(*queues())
    print("ok")
finally:
    urllib.request.urlopen(address + "/done").read()
