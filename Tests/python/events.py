"""Uses EventBridge and CloudWatch as boto3 does, and says `ok` where everything was as AWS has it.

The first argument is the address of a cloud that has the queue `orders`. A last request for /done tells that there
will be no more.
"""

import datetime
import json
import sys
import urllib.request

import boto3
import botocore.model
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


def buses():
    events, sqs = client("events"), client("sqs")
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = json.dumps({"source": ["shop"], "detail": {"size": [{"numeric": [">", 10]}]}})
    arn = events.put_rule(Name="large", EventPattern=pattern, Description="d")["RuleArn"]
    assert arn == "arn:aws:events:us-east-1:000000000000:rule/large"
    transformer = {"InputPathsMap": {"s": "$.detail.size"}, "InputTemplate": '{"size": <s>}'}
    put = events.put_targets(Rule="large", Targets=[{"Id": "1", "Arn": queue, "InputTransformer": transformer}])
    assert put["FailedEntryCount"] == 0
    at = datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)
    answer = events.put_events(
        Entries=[
            {"Source": "shop", "DetailType": "Order", "Detail": '{"size": 11}', "Time": at, "Resources": ["a"]},
            {"Source": "shop", "DetailType": "Order", "Detail": '{"size": 9}'},
            {"Source": "shop", "DetailType": "Order", "Detail": "no"},
        ]
    )
    assert answer["FailedEntryCount"] == 1 and answer["Entries"][2]["ErrorCode"] == "MalformedDetail", answer
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert [message["Body"] for message in messages] == ['{"size": 11}'], messages
    rule = events.describe_rule(Name="large")
    assert rule["State"] == "ENABLED" and rule["Description"] == "d" and rule["EventPattern"] == pattern
    target = events.list_targets_by_rule(Rule="large")["Targets"][0]
    assert target == {"Id": "1", "Arn": queue, "InputTransformer": transformer}, target
    events.disable_rule(Name="large")
    assert [one["State"] for one in events.list_rules(NamePrefix="la")["Rules"]] == ["DISABLED"]
    events.enable_rule(Name="large")
    assert [bus["Name"] for bus in events.list_event_buses()["EventBuses"]] == ["default"]
    assert refused(events.describe_rule, Name="none") == ("ResourceNotFoundException", "ResourceNotFoundException")
    assert refused(events.put_rule, Name="x", EventPattern="{")[1] == "InvalidEventPatternException"
    assert refused(events.create_event_bus, Name="x")[0] == "NotImplemented"
    events.remove_targets(Rule="large", Ids=["1"])
    events.delete_rule(Name="large")
    assert events.list_rules()["Rules"] == []


def meters(protocol):
    """In each of the three protocols that clients speak: boto3 prefers JSON, other SDKs CBOR, older ones forms."""
    botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = (protocol,)
    watch = client("cloudwatch")
    assert watch.meta.service_model.resolved_protocol == protocol
    shop, many_names = "Shop " + protocol, "Many " + protocol
    now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
    start, end = now - datetime.timedelta(minutes=5), now + datetime.timedelta(minutes=5)
    dimensions = [{"Name": "kind", "Value": "pdf"}]
    watch.put_metric_data(
        Namespace=shop,
        MetricData=[
            {"MetricName": "n", "Value": 1.5, "Unit": "Count", "Timestamp": now, "Dimensions": dimensions},
            {"MetricName": "n", "Values": [2, 4], "Counts": [2, 1], "Unit": "Count", "Dimensions": dimensions},
        ],
    )
    assert watch.list_metrics(Namespace=shop)["Metrics"] == [
        {"Namespace": shop, "MetricName": "n", "Dimensions": dimensions}
    ]
    got = watch.get_metric_statistics(
        Namespace=shop,
        MetricName="n",
        Dimensions=dimensions,
        StartTime=start,
        EndTime=end,
        Period=600,
        Statistics=["Sum", "SampleCount"],
        ExtendedStatistics=["p50"],
    )
    point = got["Datapoints"][0]
    assert point["Sum"] == 9.5 and point["SampleCount"] == 4 and point["Unit"] == "Count", got
    assert point["Timestamp"] == start and point["ExtendedStatistics"] == {"p50": 2}, got
    metric = {"Namespace": shop, "MetricName": "n", "Dimensions": dimensions}
    query = {"Id": "q", "MetricStat": {"Metric": metric, "Period": 600, "Stat": "Maximum"}}
    data = watch.get_metric_data(MetricDataQueries=[query], StartTime=start, EndTime=end)["MetricDataResults"][0]
    assert data["Values"] == [4] and data["Timestamps"] == [start] and data["StatusCode"] == "Complete", data
    wrong = [{"MetricName": "n", "Value": 1, "Unit": "Count", "Timestamp": now.replace(year=2020)}]
    code = refused(watch.put_metric_data, Namespace=shop, MetricData=wrong)
    assert code[0] in ("InvalidParameterValue", "InvalidParameterValueException"), code
    expression = {"Id": "e", "Expression": "q * 2"}
    assert refused(watch.get_metric_data, MetricDataQueries=[expression], StartTime=start, EndTime=end)
    many = [{"MetricName": f"m{number}", "Value": number, "Unit": "Count"} for number in range(1000)]
    watch.put_metric_data(Namespace=many_names, MetricData=many)
    pages = watch.get_paginator("list_metrics").paginate(Namespace=many_names)
    assert sum(len(page["Metrics"]) for page in pages) == 1000
    text = urllib.request.urlopen(address + "/metrics").read().decode()
    assert f'n_total{{namespace="{shop}",kind="pdf"}} 9.5\n' in text


try:
    buses()
    for protocol in ("json", "smithy-rpc-v2-cbor", "query"):
        meters(protocol)
    print("ok")
finally:
    urllib.request.urlopen(address + "/done").read()
