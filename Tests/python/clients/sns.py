"""SNS as boto3 uses it, with queues behind it."""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
sys.dont_write_bytecode = True

from claims import account, claim, client, refused, run, same

sns = client("sns")
sqs = client("sqs")


def topic(name, **attributes):
    if name.endswith(".fifo"):
        attributes["FifoTopic"] = "true"
    return sns.create_topic(Name=name, Attributes=attributes)["TopicArn"]


def queue(name):
    attributes = {"FifoQueue": "true"} if name.endswith(".fifo") else {}
    return sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]


def subscribe(arn, name, **attributes):
    """A queue of this name that has what the topic tells."""
    url = queue(name)
    given = {key: value if isinstance(value, str) else json.dumps(value) for key, value in attributes.items()}
    subscription = sns.subscribe(
        TopicArn=arn,
        Protocol="sqs",
        Endpoint=f"arn:aws:sqs:us-east-1:{account}:{name}",
        Attributes=given,
        ReturnSubscriptionArn=True,
    )
    return url, subscription["SubscriptionArn"]


def drain(url):
    messages = []
    while got := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], MessageSystemAttributeNames=["All"]
    ).get("Messages"):
        messages += got
        for message in got:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return messages


def text(value):
    return {"DataType": "String", "StringValue": value}


@claim
def topics():
    """CreateTopic, ListTopics, GetTopicAttributes, SetTopicAttributes, DeleteTopic"""
    arn = topic("made")
    same((arn, topic("made")), (f"arn:aws:sns:us-east-1:{account}:made", arn))
    assert arn in [one["TopicArn"] for one in sns.list_topics()["Topics"]]
    sns.set_topic_attributes(TopicArn=arn, AttributeName="DisplayName", AttributeValue="Made")
    same(sns.get_topic_attributes(TopicArn=arn)["Attributes"]["DisplayName"], "Made")
    sns.delete_topic(TopicArn=arn)
    refused("NotFound", sns.get_topic_attributes, TopicArn=arn)
    refused("InvalidParameter", sns.create_topic, Name="no good")


@claim
def subscriptions():
    """Subscribe, ListSubscriptions, GetSubscriptionAttributes, Unsubscribe"""
    arn = topic("subscriptions")
    url, subscription = subscribe(arn, "subscriber")
    same(subscribe(arn, "subscriber")[1], subscription)
    listed = sns.list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]
    same([(one["SubscriptionArn"], one["Protocol"]) for one in listed], [(subscription, "sqs")])
    told = sns.get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]
    same((told["TopicArn"], told["RawMessageDelivery"], told["PendingConfirmation"]), (arn, "false", "false"))
    sns.unsubscribe(SubscriptionArn=subscription)
    sns.publish(TopicArn=arn, Message="m")
    same(drain(url), [])
    refused("NotFound", sns.get_subscription_attributes, SubscriptionArn=subscription)


@claim
def envelope():
    """Publish: the envelope that a queue gets, with subject and attributes"""
    arn = topic("envelope")
    url, subscription = subscribe(arn, "wrapped")
    published = sns.publish(TopicArn=arn, Message="héllo", Subject="s", MessageAttributes={"k": text("v")})
    (message,) = drain(url)
    body = json.loads(message["Body"])
    same((body["Type"], body["MessageId"]), ("Notification", published["MessageId"]))
    same((body["TopicArn"], body["Subject"], body["Message"]), (arn, "s", "héllo"))
    same(body["MessageAttributes"], {"k": {"Type": "String", "Value": "v"}})
    same(set(body) >= {"Timestamp", "SignatureVersion", "Signature", "SigningCertURL", "UnsubscribeURL"}, True)
    assert subscription in body["UnsubscribeURL"]
    assert "MessageAttributes" not in message


@claim
def raw():
    """RawMessageDelivery: the message is the body, its attributes are the queue's"""
    arn = topic("raw")
    url, _ = subscribe(arn, "raw", RawMessageDelivery="true")
    given = {"k": text("v"), "b": {"DataType": "Binary", "BinaryValue": b"\x00"}}
    sns.publish(TopicArn=arn, Message="plain", MessageAttributes=given)
    (message,) = drain(url)
    same((message["Body"], message["MessageAttributes"]), ("plain", given))


@claim
def filters():
    """Filter policies on attributes: each operator lets through what AWS's does"""
    arn = topic("filters")
    policies = {
        "exact": {"kind": ["a", "b"]},
        "prefix": {"kind": [{"prefix": "a"}]},
        "suffix": {"kind": [{"suffix": "z"}]},
        "folded": {"kind": [{"equals-ignore-case": "AZ"}]},
        "but": {"kind": [{"anything-but": ["a"]}]},
        "exists": {"kind": [{"exists": True}]},
        "absent": {"kind": [{"exists": False}]},
        "number": {"size": [{"numeric": [">=", 5, "<", 10]}]},
        "array": {"engines": ["clamav"]},
    }
    urls = {name: subscribe(arn, f"filter-{name}", FilterPolicy=policy)[0] for name, policy in policies.items()}
    for kind in ("a", "az", "b", "c"):
        sns.publish(TopicArn=arn, Message=kind, MessageAttributes={"kind": text(kind)})
    for size in ("4", "5", "9.5", "10"):
        sns.publish(TopicArn=arn, Message=size, MessageAttributes={"size": {"DataType": "Number", "StringValue": size}})
    engines = {"DataType": "String.Array", "StringValue": '["sophos","clamav"]'}
    sns.publish(TopicArn=arn, Message="engines", MessageAttributes={"engines": engines})
    got = {name: [json.loads(message["Body"])["Message"] for message in drain(url)] for name, url in urls.items()}
    rest = ["4", "5", "9.5", "10", "engines"]
    same(
        got,
        {
            "exact": ["a", "b"],
            "prefix": ["a", "az"],
            "suffix": ["az"],
            "folded": ["az"],
            "but": ["az", "b", "c"],
            "exists": ["a", "az", "b", "c"],
            "absent": rest,
            "number": ["5", "9.5"],
            "array": ["engines"],
        },
    )


@claim
def body_filters():
    """Filter policies on the body: nested fields, and a body that is no JSON goes nowhere"""
    arn = topic("body-filters")
    url, subscription = subscribe(
        arn,
        "by-body",
        FilterPolicyScope="MessageBody",
        FilterPolicy={"order": {"state": ["done"]}},
        RawMessageDelivery="true",
    )
    for message in ('{"order":{"state":"done"}}', '{"order":{"state":"open"}}', "no JSON"):
        sns.publish(TopicArn=arn, Message=message)
    same([message["Body"] for message in drain(url)], ['{"order":{"state":"done"}}'])
    sns.set_subscription_attributes(SubscriptionArn=subscription, AttributeName="FilterPolicy", AttributeValue="{}")
    sns.publish(TopicArn=arn, Message="anything")
    same(len(drain(url)), 1)
    refused(
        "InvalidParameter",
        sns.set_subscription_attributes,
        SubscriptionArn=subscription,
        AttributeName="FilterPolicy",
        AttributeValue="nonsense",
    )


@claim
def batches():
    """PublishBatch: each entry has its own answer"""
    arn = topic("batches")
    url, _ = subscribe(arn, "batched", RawMessageDelivery="true")
    entries = [
        {"Id": "a", "Message": "a"},
        {"Id": "b", "Message": "b", "Subject": "x" * 101},
        {"Id": "c", "Message": "c"},
    ]
    answer = sns.publish_batch(TopicArn=arn, PublishBatchRequestEntries=entries)
    same([entry["Id"] for entry in answer["Successful"]], ["a", "c"])
    same(
        [(entry["Id"], entry["Code"], entry["SenderFault"]) for entry in answer["Failed"]],
        [("b", "InvalidParameter", True)],
    )
    same([message["Body"] for message in drain(url)], ["a", "c"])
    many = [{"Id": str(number), "Message": "m"} for number in range(11)]
    refused("TooManyEntriesInBatchRequest", sns.publish_batch, TopicArn=arn, PublishBatchRequestEntries=many)
    twice = [{"Id": "a", "Message": "m"}] * 2
    refused("BatchEntryIdsNotDistinct", sns.publish_batch, TopicArn=arn, PublishBatchRequestEntries=twice)


@claim
def order():
    """FIFO topics: order, groups and repeats go through to a FIFO queue"""
    arn = topic("order.fifo", ContentBasedDeduplication="false")
    url, _ = subscribe(arn, "ordered.fifo", RawMessageDelivery="true")
    for number in (1, 2, 2, 3):
        sns.publish(TopicArn=arn, Message=str(number), MessageGroupId="g", MessageDeduplicationId=str(number))
    got = drain(url)
    same([message["Body"] for message in got], ["1", "2", "3"])
    same({message["Attributes"]["MessageGroupId"] for message in got}, {"g"})
    refused("InvalidParameter", sns.publish, TopicArn=arn, Message="m", MessageDeduplicationId="x")
    refused("InvalidParameter", sns.publish, TopicArn=arn, Message="m", MessageGroupId="g")


@claim
def structure():
    """MessageStructure json: a queue has its own text, or the default"""
    arn = topic("structure")
    url, _ = subscribe(arn, "structured", RawMessageDelivery="true")
    sns.publish(TopicArn=arn, Message=json.dumps({"default": "d", "sqs": "for a queue"}), MessageStructure="json")
    sns.publish(TopicArn=arn, Message=json.dumps({"default": "d"}), MessageStructure="json")
    same([message["Body"] for message in drain(url)], ["for a queue", "d"])
    refused("InvalidParameter", sns.publish, TopicArn=arn, Message='{"sqs":"x"}', MessageStructure="json")


@claim
def refusals():
    """Publish is refused without a topic, without a message, and with too much of one"""
    arn = topic("refusals")
    refused("NotFound", sns.publish, TopicArn=arn + "x", Message="m")
    refused("InvalidParameter", sns.publish, TopicArn=arn, Message="")
    refused("InvalidParameter", sns.publish, TopicArn=arn, Message="x" * (256 * 1024 + 1))
    refused("InvalidParameter", sns.publish, TopicArn=arn, Message="m", Subject="x" * 101)


@claim
def tags():
    """TagResource, ListTagsForResource, UntagResource"""
    arn = topic("tags")
    sns.tag_resource(ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    sns.untag_resource(ResourceArn=arn, TagKeys=["a"])
    same(sns.list_tags_for_resource(ResourceArn=arn)["Tags"], [{"Key": "b", "Value": "2"}])


run()
