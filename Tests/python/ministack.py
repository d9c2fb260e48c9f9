"""Has MiniStack deploy template.yaml by its own CloudFormation, with the programs of a folder as its functions.

    ministack.py TEMPLATE FOLDER

The first line of output is JSON: where it is, the host by which its API is told from all else there, and the bucket of
documents; or what went wrong. It ends with its standard input, so with whoever holds the other end, whatever that one
came to.

What MiniStack cannot carry is taken out of the template first, as WANTING says, or done by calls; a word after the
folder leaves that as it is, and the line then holds what is wrong.
"""

import ctypes
import io
import json
import os
import pathlib
import platform
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

# What is taken out: whether a line goes, with all that is further in.
WANTING = {
    # Canary deployments: there is no CodeDeploy.
    "canaries": lambda lines: lines[0].strip().startswith("DeploymentPreference:"),
    # Alarms: there is no metric math.
    "alarms": lambda lines: (
        lines[0].rstrip().endswith("Alarm:") or lines[0].strip() == "Fn::ForEach::Alarms:"
    ) and any("AWS::CloudWatch::Alarm" in line for line in lines),
    # A number stays one where a function is told it, and no program can be started with that.
    "numbers": lambda lines: lines[0].strip().startswith("ENGINE_TIME_LIMIT:"),
    # A parameter that is a number stays a text, and what hands messages over compares it with one.
    "concurrency": lambda lines: lines[0].strip() == "ScalingConfig: {MaximumConcurrency: !Ref MergingConcurrency}",
}


def indentation(line):
    return len(line) - len(line.lstrip())


def block(lines, start):
    """A line, and all that is further in."""
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or indentation(lines[end]) > indentation(lines[start])):
        end += 1
    return lines[start:end]


def program(logical_id):
    """`ExtractMetadata` is extract-metadata, and each `Scan${Engine}` is scan."""
    name = logical_id.split("$")[0]
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


def carried(text, kept):
    """The template without what MiniStack cannot carry, and the programs that it names."""
    lines, out, programs, function, index = text.splitlines(), [], set(), "", 0
    while index < len(lines):
        here = block(lines, index)
        if any(goes(here) for name, goes in WANTING.items() if name != kept):
            index += len(here)
            continue
        line = lines[index]
        words = line.strip().removeprefix("- ")
        if line.startswith(("  ", "    - ")) and indentation(line) in (2, 4) and words.endswith(":"):
            function = words[:-1] if indentation(line) == 2 or words.startswith("Scan") else function
        if words == "CodeUri: .":
            programs.add(program(function))
            line = line.replace("CodeUri: .", f"CodeUri: s3://code/{program(function)}.zip")
        # The key that local runs trust is not for deployments, and this is a local run.
        if not words.startswith("AllowedPattern: ^(?!"):
            out.append(line)
        index += 1
    return "\n".join(out), programs


def zipped(path):
    """A zip whose bootstrap is the program in its place: what is built for debugging is large."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o755 << 16
        archive.writestr(entry, f'#!/bin/sh\nexec "{path}"\n')
    return whole.getvalue()


def end_with_us():
    """Has the kernel kill this process when the one that started it is killed: prctl(PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(url):
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("ministack does not answer")


def deploy(client, template, folder, kept):
    text, programs = carried(template.read_text(), kept)
    code = client("s3")
    code.create_bucket(Bucket="code")
    for name in programs:
        code.put_object(Bucket="code", Key=f"{name}.zip", Body=zipped(folder / name))
    # Longer than what a call may hold.
    code.put_object(Bucket="code", Key="template.yaml", Body=text.encode())
    stacks = client("cloudformation")
    machine = "arm64" if platform.machine() == "aarch64" else "x86_64"
    values = {"CataloguePublicKey": public_key(text), "Architecture": machine, "ReserveConcurrency": "false"}
    stacks.create_stack(
        StackName="assay",
        TemplateURL=f"{code.meta.endpoint_url}/code/template.yaml",
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()],
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    )
    while True:
        stack = stacks.describe_stacks(StackName="assay")["Stacks"][0]
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            break
        time.sleep(0.1)
    if stack["StackStatus"] != "CREATE_COMPLETE":
        events = stacks.describe_stack_events(StackName="assay")["StackEvents"]
        failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
        raise RuntimeError("; ".join(event.get("ResourceStatusReason", "") for event in failed))
    complete(client, stacks, kept)
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def routes(client, body, arn_of):
    """Gives an API what its description says: an authorizer, and each route with the function behind it."""
    api = client("apigatewayv2")
    identity = api.get_apis()["Items"][0]["ApiId"]

    def address(uri):
        logical_id = re.search(r"\$\{(\w+?)(Aliaslive)?(\.\w+)?\}", uri["Fn::Sub"] if isinstance(uri, dict) else uri)
        return f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn_of(logical_id[1])}/invocations"

    authorizer = api.create_authorizer(
        ApiId=identity, Name="Key", AuthorizerType="REQUEST", AuthorizerPayloadFormatVersion="2.0",
        EnableSimpleResponses=True, IdentitySource=["$request.header.x-api-key"],
        AuthorizerUri=address("${Authorize.Arn}"),
    )["AuthorizerId"]
    for path, methods in body["paths"].items():
        for method, operation in methods.items():
            integration = operation.get("x-amazon-apigateway-integration")
            if not integration or "uri" not in integration:
                continue
            target = api.create_integration(
                ApiId=identity, IntegrationType="AWS_PROXY", PayloadFormatVersion="2.0",
                IntegrationUri=address(integration["uri"]),
            )["IntegrationId"]
            api.create_route(
                ApiId=identity, RouteKey=f"{method.upper()} {path}", Target=f"integrations/{target}",
                AuthorizationType="CUSTOM", AuthorizerId=authorizer,
            )


def complete(client, stacks, kept):
    """What CloudFormation said that it did, and did not."""
    def arn_of(logical_id):
        resource = stacks.describe_stack_resource(StackName="assay", LogicalResourceId=logical_id)
        name = resource["StackResourceDetail"]["PhysicalResourceId"]
        return client("lambda").get_function(FunctionName=name)["Configuration"]["FunctionArn"]

    if kept != "routes":
        template = stacks.get_template(StackName="assay", TemplateStage="Processed")["TemplateBody"]
        template = template if isinstance(template, dict) else json.loads(template)
        routes(client, template["Resources"]["Api"]["Properties"]["Body"], arn_of)
    elif not client("apigatewayv2").get_routes(ApiId=client("apigatewayv2").get_apis()["Items"][0]["ApiId"])["Items"]:
        raise RuntimeError("the API has no routes")
    # The schedule that has each engine prove itself comes in five minutes for the first time.
    call = client("lambda").invoke(FunctionName=arn_of("ScanEicar"), Payload=b'{"check": true}')
    if "FunctionError" in call:
        raise RuntimeError("the function of an engine cannot be run")


def public_key(text):
    """That of local runs, which the template names."""
    lines = text.splitlines()
    start = next(index for index, line in enumerate(lines) if line.strip().startswith('CataloguePublicKey: "04'))
    return "".join(line.strip().rstrip("\\") for line in lines[start:start + 2]).split('"')[1]


def furnish(client, outputs, seed):
    """What local runs begin with: the catalogue, signed, and somebody who may ask."""
    key = "ConfigurationBucket/engines/catalogue.json"
    client("s3").put_object(
        Bucket=outputs["ConfigurationBucketName"],
        Key="engines/catalogue.json",
        Body=(seed / "buckets" / key).read_bytes(),
        Metadata=json.loads((seed / "metadata" / key).read_text()),
    )
    for line in (seed / "tables" / "AccountsTable.jsonl").read_text().splitlines():
        client("dynamodb").put_item(TableName=outputs["AccountsTableName"], Item=json.loads(line))


def main():
    template, folder = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    kept = sys.argv[3] if len(sys.argv) > 3 else None
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    home = tempfile.mkdtemp()
    environment = {
        "PATH": os.environ.get("PATH", ""), "HOME": home, "TMPDIR": home, "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1", "LAMBDA_EXECUTOR": "local", "AWS_ENDPOINT_URL": url,
        "AWS_EC2_METADATA_DISABLED": "true", "SAM_CLI_TELEMETRY": "0",
    }
    log = os.open(os.environ.get("ASSAY_EMULATOR_LOG", os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    server = subprocess.Popen(
        [str(pathlib.Path(sys.executable).parent / "ministack")],
        env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        preexec_fn=end_with_us,
    )

    def client(service):
        return get_session().create_client(
            service, region_name="us-east-1", endpoint_url=url, aws_access_key_id="000000000000",
            aws_secret_access_key="test", config=Config(s3={"addressing_style": "path"}),
        )

    try:
        wait_for(f"{url}/_ministack/health")
        outputs = deploy(client, template, folder, kept)
        furnish(client, outputs, template.parent / "events" / "seed")
        host = outputs["ApiUrl"].removeprefix("http://").removeprefix("https://")
        print(json.dumps({"url": url, "host": host, "bucket": outputs["DocumentsBucketName"]}), flush=True)
    except (BotoCoreError, ClientError, RuntimeError, TimeoutError) as fault:
        print(json.dumps({"fault": str(fault)}), flush=True)
    try:
        sys.stdin.buffer.read()
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


main()
