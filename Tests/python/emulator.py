"""Emulates AWS for tests: moto's server, on a port of its own on loopback, which is the first line of output.

With the argument `signatures` that line holds an access key and its secret too, and whoever signs a call with anything
else is refused. Botocore computes what a signature should be; moto knows it of headers only, and answers what is signed
by its query with a 500.

It ends with its standard input, so with whoever holds the other end, whatever that one came to. It reaches nothing but
loopback. Requests and errors go to the file that ASSAY_EMULATOR_LOG names, or nowhere.
"""

import ipaddress
import json
import os
import sys
import threading

# Before moto is read: nothing of it may look for credentials of this machine.
os.environ.update(AWS_ACCESS_KEY_ID="nobody", AWS_SECRET_ACCESS_KEY="none", AWS_EC2_METADATA_DISABLED="true")
checks_signatures = sys.argv[1:] == ["signatures"]
if checks_signatures:
    os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "0"

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server


def refuse_the_outside(event, arguments):
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = arguments[1][0]
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise PermissionError(f"the emulator reaches nothing but loopback, and not {host}")


class InTurn:
    """Lets requests to DynamoDB through one by one.

    A conditional write is one step there; moto looks and writes in two, and another thread may come between them.
    """

    def __init__(self, application):
        self.application = application
        self.turn = threading.Lock()

    def __call__(self, environ, start_response):
        if not environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDB_"):
            return self.application(environ, start_response)
        with self.turn:
            return self.application(environ, start_response)


def key_for_everything():
    from moto.iam.models import iam_backends

    iam = iam_backends["123456789012"]["aws"]
    iam.create_user("us-east-1", "tests")
    rule = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    iam.put_user_policy("tests", "all", json.dumps({"Version": "2012-10-17", "Statement": [rule]}))
    key = iam.create_access_key("tests")
    return [key.access_key_id, key.secret_access_key]


def main():
    sys.addaudithook(refuse_the_outside)
    application = InTurn(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    print(server.server_port, *(key_for_everything() if checks_signatures else []), flush=True)
    log = os.open(os.environ.get("ASSAY_EMULATOR_LOG", os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(log, stream.fileno())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.buffer.read()
    # Requests under way are not waited for: nobody is left to read their answers.
    os._exit(0)


main()
