"""Makes plain CloudFormation of templates as SAM does, and checks them with cfn-lint, for the tests to compare with.

The arguments are files. For each a line is printed, a JSON object: `translated`, or else `error`; and `findings`.
"""

import contextlib
import io
import json
import logging
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
# The translator complains of metrics that nobody collects.
logging.disable(logging.WARNING)

import cfnlint.api
from cfnlint.config import ManualArgs
from cfnlint.decode import decode
from cfnlint.template import Template
from cfnlint.template.transforms._language_extensions import language_extension
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class ManagedPolicies:
    """Knows no more names than the ones that our templates have."""

    def load(self):
        return {"AWSLambdaBasicExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}


def parsed(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    # A date would be an object of Python's; the tools that deploy templates leave it a string.
    template = json.loads(json.dumps(yaml_parse(text), default=str))
    if not {"AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"} <= set(template.get("Transform") or []):
        return template
    # SAM's translator is given what that transform leaves, as CloudFormation has it.
    decoded, errors = decode(path)
    assert not errors, errors
    matches, expanded = language_extension(Template(path, decoded, ["us-east-1"]))
    assert not matches, matches
    expanded = json.loads(json.dumps(expanded, default=str))
    expanded["Transform"] = "AWS::Serverless-2016-10-31"
    return expanded


def uploaded(template):
    """With all code in S3, where `sam package` puts it."""
    blocks = [template.get("Globals", {}).get("Function", {})]
    blocks += [r.get("Properties", {}) for r in template["Resources"].values() if r["Type"] == "AWS::Serverless::Function"]
    for block in blocks:
        if "CodeUri" in block:
            block["CodeUri"] = "s3://zips/function.zip"
    return template


def translated(path):
    template = uploaded(parsed(path))
    if "Serverless" not in str(template.get("Transform")):
        return template
    parameters = {name: value["Default"] for name, value in template.get("Parameters", {}).items() if "Default" in value}
    return transform(template, parameters, ManagedPolicies())


def answer(path):
    try:
        result = {"translated": translated(path)}
    except InvalidDocumentException as error:
        result = {"error": error.message + " ".join(cause.message for cause in error.causes)}
    # Whatever it has to say goes to its own output.
    with contextlib.redirect_stdout(io.StringIO()):
        with open(path, encoding="utf-8") as file:
            matches = cfnlint.api.lint(file.read(), config=ManualArgs(regions=["us-east-1"]))
    # Informational findings say what could be tidier.
    result["findings"] = [f"{m.rule.id} {m.linenumber}: {m.message}" for m in matches if not m.rule.id.startswith("I")]
    return result


if __name__ == "__main__":
    for path in sys.argv[1:]:
        print(json.dumps(answer(path), default=str), flush=True)
