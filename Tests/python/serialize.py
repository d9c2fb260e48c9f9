"""Writes requests as botocore does, for the tests to compare with.

The first argument is a file of requests, one JSON object a line: the service, the operation, and its input. Bytes are
in base64 there, where the model of the service has them. For each a line is printed: a JSON object of the body that
botocore sends, or of the reason why its model refuses the input.
"""

import base64
import json
import sys

import botocore.serialize
import botocore.session
import botocore.validate

session = botocore.session.get_session()
models = {}


def with_bytes(value, shape):
    if shape is None:
        return value
    if shape.type_name == "structure" and isinstance(value, dict):
        return {name: with_bytes(part, shape.members.get(name)) for name, part in value.items()}
    if shape.type_name == "map" and isinstance(value, dict):
        return {name: with_bytes(part, shape.value) for name, part in value.items()}
    if shape.type_name == "list" and isinstance(value, list):
        return [with_bytes(part, shape.member) for part in value]
    if shape.type_name == "blob":
        return base64.b64decode(value, validate=True)
    return value


def body(case):
    name = case["service"]
    if name not in models:
        models[name] = session.get_service_model(name)
    model = models[name]
    operation = model.operation_model(case["operation"])
    given = with_bytes(case["input"], operation.input_shape)
    report = botocore.validate.ParamValidator().validate(given, operation.input_shape)
    if report.has_errors():
        return {"refused": report.generate_report()}
    protocol = model.metadata["protocol"]
    request = botocore.serialize.create_serializer(protocol, False).serialize_to_request(given, operation)
    headers = {key: request["headers"][key] for key in ("X-Amz-Target", "Content-Type")
               if key in request["headers"]}
    if protocol == "query":
        return {"form": {key: str(value) for key, value in request["body"].items()}, "headers": headers}
    return {"json": json.loads(request["body"]), "headers": headers}


with open(sys.argv[1], encoding="utf-8") as cases:
    for line in cases:
        print(json.dumps(body(json.loads(line))))
