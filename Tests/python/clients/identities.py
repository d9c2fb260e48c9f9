"""Secrets Manager and STS as boto3 uses them."""

import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
sys.dont_write_bytecode = True

from claims import account, claim, client, refused, run, same

secrets = client("secretsmanager")
sts = client("sts")


@claim
def secret():
    """CreateSecret, GetSecretValue, DescribeSecret, ListSecrets: by name and by ARN"""
    made = secrets.create_secret(Name="db/password", SecretString="geheim", Description="d")
    assert made["ARN"].startswith(f"arn:aws:secretsmanager:us-east-1:{account}:secret:db/password-")
    for name in ("db/password", made["ARN"]):
        got = secrets.get_secret_value(SecretId=name)
        same(
            (got["SecretString"], got["VersionId"], got["VersionStages"]), ("geheim", made["VersionId"], ["AWSCURRENT"])
        )
    same(secrets.describe_secret(SecretId="db/password")["Description"], "d")
    assert "db/password" in [one["Name"] for one in secrets.list_secrets()["SecretList"]]
    refused("ResourceExistsException", secrets.create_secret, Name="db/password", SecretString="x")
    refused("ResourceNotFoundException", secrets.get_secret_value, SecretId="none")


@claim
def rotation():
    """PutSecretValue: the new version is current, the one before it can still be read"""
    first = secrets.create_secret(Name="turning", SecretBinary=b"\x00\x01")["VersionId"]
    second = secrets.put_secret_value(SecretId="turning", SecretString="two")["VersionId"]
    same(secrets.get_secret_value(SecretId="turning")["SecretString"], "two")
    before = secrets.get_secret_value(SecretId="turning", VersionStage="AWSPREVIOUS")
    same((before["SecretBinary"], before["VersionId"]), (b"\x00\x01", first))
    same(secrets.get_secret_value(SecretId="turning", VersionId=second)["SecretString"], "two")
    refused("ResourceNotFoundException", secrets.get_secret_value, SecretId="turning", VersionStage="NONE")


@claim
def caller():
    """GetCallerIdentity: the account of this cloud"""
    told = sts.get_caller_identity()
    same(told["Account"], account)
    assert told["Arn"].startswith("arn:aws:") and told["UserId"]


@claim
def strangers():
    """GetCallerIdentity is refused to a wrong secret and to an unknown key, by their codes"""
    refused("SignatureDoesNotMatch", client("sts", secret="wrong").get_caller_identity)
    refused("InvalidClientTokenId", client("sts", key="nobody").get_caller_identity)


@claim
def unknown():
    """AssumeRole is not emulated, and says so"""
    answer = refused(
        "NotImplemented", sts.assume_role, RoleArn=f"arn:aws:iam::{account}:role/r", RoleSessionName="session"
    )
    same(answer["ResponseMetadata"]["HTTPStatusCode"], 501)


run()
