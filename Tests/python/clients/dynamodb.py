"""DynamoDB as boto3 uses it."""

import os
import re
import sys
import time
from decimal import Decimal

sys.path.insert(0, os.path.dirname(__file__))
sys.dont_write_bytecode = True

import boto3
from botocore.config import Config

from claims import account, address, claim, client, refused, run, same

dynamodb = client("dynamodb")
resource = boto3.resource(
    "dynamodb",
    region_name="us-east-1",
    endpoint_url=address,
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=Config(retries={"total_max_attempts": 1}),
)


def table(name, range_=False, **more):
    """A table by `pk`, and by `sk` where it has ranges; items are plain Python values."""
    keys = ["pk", "sk"] if range_ else ["pk"]
    defined = [{"AttributeName": key, "AttributeType": "S"} for key in keys] + more.pop("defined", [])
    schema = [{"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"))]
    dynamodb.create_table(
        TableName=name, AttributeDefinitions=defined, KeySchema=schema, BillingMode="PAY_PER_REQUEST", **more
    )
    return resource.Table(name)


def index(name, key, range_=None, projection="ALL", **more):
    schema = [{"AttributeName": key, "KeyType": "HASH"}]
    schema += [{"AttributeName": range_, "KeyType": "RANGE"}] if range_ else []
    return {"IndexName": name, "KeySchema": schema, "Projection": {"ProjectionType": projection} | more}


@claim
def tables():
    """CreateTable, DescribeTable, ListTables, DeleteTable, and the waiters between them"""
    table("made", range_=True)
    dynamodb.get_waiter("table_exists").wait(TableName="made", WaiterConfig={"Delay": 1})
    told = dynamodb.describe_table(TableName="made")["Table"]
    same((told["TableStatus"], told["TableArn"]), ("ACTIVE", f"arn:aws:dynamodb:us-east-1:{account}:table/made"))
    same([key["AttributeName"] for key in told["KeySchema"]], ["pk", "sk"])
    same(told["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
    assert "made" in dynamodb.list_tables()["TableNames"]
    refused("ResourceInUseException", table, "made")
    dynamodb.delete_table(TableName="made")
    dynamodb.get_waiter("table_not_exists").wait(TableName="made", WaiterConfig={"Delay": 1})
    refused("ResourceNotFoundException", dynamodb.describe_table, TableName="made")
    refused("ResourceNotFoundException", dynamodb.get_item, TableName="made", Key={"pk": {"S": "a"}, "sk": {"S": "b"}})


@claim
def items():
    """PutItem, GetItem, DeleteItem: every type comes back as it went"""
    one = table("items")
    item = {
        "pk": "a",
        "string": "ü\u0000",
        "number": Decimal("123456789012345678901234567890.12345678"),
        "small": Decimal("1E-130"),
        "bytes": b"\x00\xff",
        "truth": True,
        "null": None,
        "list": [Decimal(1), "two", [None]],
        "map": {"a": {"b": {}}},
        "strings": {"x", "y"},
        "numbers": {Decimal(1), Decimal("2.5")},
        "empty": "",
    }
    one.put_item(Item=item)
    got = one.get_item(Key={"pk": "a"}, ConsistentRead=True)["Item"]
    got["bytes"] = got["bytes"].value
    same(got, item)
    assert "Item" not in one.get_item(Key={"pk": "none"})
    old = one.delete_item(Key={"pk": "a"}, ReturnValues="ALL_OLD")["Attributes"]
    same(old["string"], item["string"])
    assert "Attributes" not in one.delete_item(Key={"pk": "a"}, ReturnValues="ALL_OLD")
    refused("ValidationException", one.put_item, Item={"other": "x"})
    refused("ValidationException", one.put_item, Item={"pk": ""})
    refused("ValidationException", one.put_item, Item={"pk": "b", "s": "x" * (400 << 10)})
    refused("ValidationException", dynamodb.put_item, TableName="items", Item={"pk": {"S": "b"}, "n": {"N": "x"}})


@claim
def updates():
    """UpdateItem: SET, REMOVE, ADD, DELETE, functions and paths, and what each ReturnValues tells"""
    one = table("updates")

    def update(expression, values=None, names=None, returns="ALL_NEW", key="a"):
        more = {"ExpressionAttributeValues": values} if values else {}
        more |= {"ExpressionAttributeNames": names} if names else {}
        return one.update_item(Key={"pk": key}, UpdateExpression=expression, ReturnValues=returns, **more).get(
            "Attributes"
        )

    same(
        update("SET a = :a, #b = :b", {":a": 1, ":b": {"c": [1]}}, {"#b": "name"}),
        {"pk": "a", "a": 1, "name": {"c": [1]}},
    )
    same(update("SET a = a + :n, d = if_not_exists(d, :n)", {":n": 2}, returns="UPDATED_NEW"), {"a": 3, "d": 2})
    same(update("SET #b.c[0] = :x", {":x": "y"}, {"#b": "name"}, returns="UPDATED_OLD"), {"name": {"c": [1]}})
    same(update("SET #b.c = list_append(#b.c, :x)", {":x": ["z"]}, {"#b": "name"})["name"], {"c": ["y", "z"]})
    same(update("ADD s :s", {":s": {"x", "y"}})["s"], {"x", "y"})
    same(update("ADD s :s DELETE t :s", {":s": {"z"}})["s"], {"x", "y", "z"})
    assert "s" not in update("DELETE s :s", {":s": {"x", "y", "z"}})
    same(update("ADD n :n REMOVE a, d", {":n": 5}, returns="ALL_OLD")["a"], 3)
    same(update("ADD n :n", {":n": -7}, returns="UPDATED_NEW"), {"n": -2})
    same(update("SET x = :x", {":x": 1}, key="new"), {"pk": "new", "x": 1})
    for wrong, values in (
        ("SET pk = :x", {":x": 1}),
        ("SET a = :x, a = :x", {":x": 1}),
        ("SET no.where = :x", {":x": 1}),
        ("SET a = :none", {":x": 1}),
        ("SET name = :x", {":x": 1}),
        ("NONSENSE", None),
    ):
        refused("ValidationException", update, wrong, values)


@claim
def conditions():
    """ConditionExpression: each comparison and function, and the old item where it fails"""
    one = table("conditions")
    one.put_item(Item={"pk": "a", "n": 5, "s": "hello", "list": [1, 2], "set": {"x"}})

    def holds(condition, **values):
        names = {f"#{name}": name for name in re.findall(r"#(\w+)", condition)}
        more = {"ExpressionAttributeValues": {f":{name}": value for name, value in values.items()}} if values else {}
        more |= {"ExpressionAttributeNames": names} if names else {}
        try:
            one.update_item(Key={"pk": "a"}, UpdateExpression="REMOVE nothing", ConditionExpression=condition, **more)
            return True
        except dynamodb.exceptions.ConditionalCheckFailedException:
            return False

    for condition, values, wanted in (
        ("#n = :v", {"v": 5}, True),
        ("#n <> :v", {"v": 5}, False),
        ("#n BETWEEN :a AND :b", {"a": 1, "b": 5}, True),
        ("#n IN (:a, :b)", {"a": 1, "b": 2}, False),
        ("#s < :v", {"v": "i"}, True),
        ("#n < :v", {"v": "6"}, False),
        ("attribute_exists(#n) AND attribute_not_exists(#none)", {}, True),
        ("attribute_type(#s, :v)", {"v": "S"}, True),
        ("begins_with(#s, :v)", {"v": "hel"}, True),
        ("contains(#s, :v) OR contains(#list, :w)", {"v": "x", "w": 2}, True),
        ("contains(#set, :v)", {"v": "x"}, True),
        ("size(#s) = :v", {"v": 5}, True),
        ("NOT (#n = :v)", {"v": 5}, False),
        ("#list[1] = :v", {"v": 2}, True),
    ):
        same((condition, holds(condition, **values)), (condition, wanted))
    answer = refused(
        "ConditionalCheckFailedException",
        dynamodb.put_item,
        TableName="conditions",
        Item={"pk": {"S": "a"}},
        ConditionExpression="attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure="ALL_OLD",
    )
    same(answer["Item"]["s"], {"S": "hello"})


@claim
def queries():
    """Query: ranges in both directions, filters, projections, counts, pages"""
    one = table("queries", range_=True)
    with one.batch_writer() as batch:
        for number in range(20):
            batch.put_item(Item={"pk": "a", "sk": f"{number:02}", "n": number, "even": number % 2 == 0})
        batch.put_item(Item={"pk": "b", "sk": "00", "n": 0})

    def query(condition="pk = :p", **more):
        values = {":p": "a"} | more.pop("values", {})
        return one.query(KeyConditionExpression=condition, ExpressionAttributeValues=values, **more)

    same([item["n"] for item in query()["Items"]], list(range(20)))
    same([item["n"] for item in query(ScanIndexForward=False, Limit=3)["Items"]], [19, 18, 17])
    same(len(query("pk = :p AND sk BETWEEN :x AND :y", values={":x": "05", ":y": "09"})["Items"]), 5)
    same(len(query("pk = :p AND begins_with(sk, :x)", values={":x": "1"})["Items"]), 10)
    found = query("pk = :p AND sk >= :x", values={":x": "10", ":t": True}, FilterExpression="even = :t")
    same((found["Count"], found["ScannedCount"]), (5, 10))
    same(query(ProjectionExpression="sk", Limit=1)["Items"], [{"sk": "00"}])
    same(query(Select="COUNT")["Count"], 20)
    pages, start = [], {}
    while True:
        page = query(Limit=8, **start)
        pages.append(len(page["Items"]))
        if "LastEvaluatedKey" not in page:
            break
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    same(pages, [8, 8, 4])
    refused("ValidationException", query, "sk = :p")
    refused("ValidationException", query, "pk = :p AND n = :x", values={":x": 1})


@claim
def scans():
    """Scan: filters, pages and segments; every item is in one of them"""
    one = table("scans")
    with one.batch_writer() as batch:
        for number in range(60):
            batch.put_item(Item={"pk": f"k{number}", "n": number})
    found = one.scan(FilterExpression="n >= :n", ExpressionAttributeValues={":n": 50})
    same((found["Count"], found["ScannedCount"]), (10, 60))
    paged = dynamodb.get_paginator("scan").paginate(TableName="scans", PaginationConfig={"PageSize": 7})
    same(len({item["pk"]["S"] for page in paged for item in page["Items"]}), 60)
    parts = [one.scan(TotalSegments=4, Segment=number)["Items"] for number in range(4)]
    same(sorted(item["n"] for part in parts for item in part), list(range(60)))


@claim
def indexes():
    """Global indexes: sparse, by other keys, with what they project; made and dropped later too"""
    defined = [{"AttributeName": name, "AttributeType": "S"} for name in ("owner", "day")]
    one = table(
        "indexes",
        defined=defined,
        GlobalSecondaryIndexes=[index("by-owner", "owner", "day"), index("keys", "owner", projection="KEYS_ONLY")],
    )
    for number, (owner, day) in enumerate((("x", "2"), ("x", "1"), ("y", "1"))):
        one.put_item(Item={"pk": f"k{number}", "owner": owner, "day": day, "more": number})
    one.put_item(Item={"pk": "sparse", "more": 9})

    def query(name, **more):
        return one.query(
            IndexName=name,
            KeyConditionExpression="#o = :o",
            ExpressionAttributeNames={"#o": "owner"},
            ExpressionAttributeValues={":o": "x"},
            **more,
        )["Items"]

    same([item["pk"] for item in query("by-owner")], ["k1", "k0"])
    same(sorted(query("keys")[0]), ["owner", "pk"])
    one.update_item(Key={"pk": "k0"}, UpdateExpression="REMOVE #o", ExpressionAttributeNames={"#o": "owner"})
    same([item["pk"] for item in query("by-owner")], ["k1"])
    same(len(one.scan(IndexName="by-owner")["Items"]), 2)
    refused("ValidationException", query, "by-owner", ConsistentRead=True)
    dynamodb.update_table(
        TableName="indexes",
        AttributeDefinitions=[{"AttributeName": "day", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[{"Create": index("by-day", "day")}],
    )
    found = one.query(
        IndexName="by-day",
        KeyConditionExpression="#d = :d",
        ExpressionAttributeNames={"#d": "day"},
        ExpressionAttributeValues={":d": "1"},
    )
    same(sorted(item["pk"] for item in found["Items"]), ["k1", "k2"])
    dynamodb.update_table(TableName="indexes", GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-day"}}])
    names = [
        one["IndexName"] for one in dynamodb.describe_table(TableName="indexes")["Table"]["GlobalSecondaryIndexes"]
    ]
    same(sorted(names), ["by-owner", "keys"])


@claim
def batches():
    """BatchWriteItem, BatchGetItem: many tables at once, and their limits"""
    table("batch-1")
    table("batch-2")
    put = lambda key: {"PutRequest": {"Item": {"pk": {"S": key}}}}
    answer = dynamodb.batch_write_item(RequestItems={"batch-1": [put("a"), put("b")], "batch-2": [put("c")]})
    same(answer["UnprocessedItems"], {})
    keys = {"batch-1": {"Keys": [{"pk": {"S": "a"}}, {"pk": {"S": "none"}}]}, "batch-2": {"Keys": [{"pk": {"S": "c"}}]}}
    answer = dynamodb.batch_get_item(RequestItems=keys)
    same(
        (answer["Responses"], answer["UnprocessedKeys"]),
        ({"batch-1": [{"pk": {"S": "a"}}], "batch-2": [{"pk": {"S": "c"}}]}, {}),
    )
    dynamodb.batch_write_item(RequestItems={"batch-1": [{"DeleteRequest": {"Key": {"pk": {"S": "a"}}}}]})
    assert "Item" not in dynamodb.get_item(TableName="batch-1", Key={"pk": {"S": "a"}})
    many = [put(str(number)) for number in range(26)]
    refused("ValidationException", dynamodb.batch_write_item, RequestItems={"batch-1": many})
    refused("ValidationException", dynamodb.batch_write_item, RequestItems={"batch-1": [put("a"), put("a")]})


@claim
def transactions():
    """TransactWriteItems, TransactGetItems: all or nothing, each refusal with its reasons"""
    one = table("transactions")
    put = lambda key, **more: {"Put": {"TableName": "transactions", "Item": {"pk": {"S": key}}} | more}
    check = lambda key, condition: {
        "ConditionCheck": {"TableName": "transactions", "Key": {"pk": {"S": key}}, "ConditionExpression": condition}
    }
    dynamodb.transact_write_items(TransactItems=[put("a"), put("b")])
    answer = refused(
        "TransactionCanceledException",
        dynamodb.transact_write_items,
        TransactItems=[put("c"), check("none", "attribute_exists(pk)"), check("a", "attribute_exists(pk)")],
    )
    same([reason["Code"] for reason in answer["CancellationReasons"]], ["None", "ConditionalCheckFailed", "None"])
    assert "Item" not in one.get_item(Key={"pk": "c"})
    token = {"ClientRequestToken": "the-same-token"}
    add = {
        "Update": {
            "TableName": "transactions",
            "Key": {"pk": {"S": "a"}},
            "UpdateExpression": "ADD n :n",
            "ExpressionAttributeValues": {":n": {"N": "1"}},
        }
    }
    for _ in range(2):
        dynamodb.transact_write_items(TransactItems=[add], **token)
    same(one.get_item(Key={"pk": "a"})["Item"]["n"], 1)
    refused("IdempotentParameterMismatchException", dynamodb.transact_write_items, TransactItems=[put("z")], **token)
    refused("ValidationException", dynamodb.transact_write_items, TransactItems=[put("a"), put("a")])
    get = lambda key: {"Get": {"TableName": "transactions", "Key": {"pk": {"S": key}}}}
    answer = dynamodb.transact_get_items(TransactItems=[get("b"), get("none")])
    same(answer["Responses"], [{"Item": {"pk": {"S": "b"}}}, {}])


@claim
def ending():
    """UpdateTimeToLive: what is over is gone, what is not stays"""
    one = table("ending")
    setting = {"Enabled": True, "AttributeName": "until"}
    same(
        dynamodb.update_time_to_live(TableName="ending", TimeToLiveSpecification=setting)["TimeToLiveSpecification"],
        setting,
    )
    told = dynamodb.describe_time_to_live(TableName="ending")["TimeToLiveDescription"]
    same((told["AttributeName"], told["TimeToLiveStatus"] in ("ENABLING", "ENABLED")), ("until", True))
    one.put_item(Item={"pk": "over", "until": int(time.time()) - 3600})
    one.put_item(Item={"pk": "not yet", "until": int(time.time()) + 3600})
    # AWS takes up to days for it; the local cloud does it by its next call.
    same([item["pk"] for item in one.scan()["Items"]], ["not yet"])


@claim
def capacity():
    """ReturnConsumedCapacity: in units of 4 KB read and 1 KB written, of the table and its indexes"""
    defined = [{"AttributeName": "owner", "AttributeType": "S"}]
    one = table("capacity", defined=defined, GlobalSecondaryIndexes=[index("by-owner", "owner")])
    text = "x" * 3000
    told = one.put_item(Item={"pk": "a", "owner": "o", "text": text}, ReturnConsumedCapacity="INDEXES")[
        "ConsumedCapacity"
    ]
    same((told["CapacityUnits"], told["Table"]["CapacityUnits"]), (6, 3))
    same(told["GlobalSecondaryIndexes"]["by-owner"]["CapacityUnits"], 3)
    read = lambda consistent: one.get_item(Key={"pk": "a"}, ConsistentRead=consistent, ReturnConsumedCapacity="TOTAL")
    same([read(consistent)["ConsumedCapacity"]["CapacityUnits"] for consistent in (True, False)], [1, 0.5])


run()
