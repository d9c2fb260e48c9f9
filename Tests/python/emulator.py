"""Emulates AWS for tests: moto's server, on a port of its own on loopback, which is the first line of output.

It ends with its standard input, so with whoever holds the other end, whatever that one came to. It reaches nothing but
loopback. Requests and errors go to the file that ASSAY_EMULATOR_LOG names, or nowhere.
"""

import ipaddress
import os
import sys
import threading

# Before moto is read: nothing of it may look for credentials of this machine.
os.environ.update(AWS_ACCESS_KEY_ID="nobody", AWS_SECRET_ACCESS_KEY="none", AWS_EC2_METADATA_DISABLED="true")

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


def main():
    sys.addaudithook(refuse_the_outside)
    application = InTurn(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    print(server.server_port, flush=True)
    log = os.open(os.environ.get("ASSAY_EMULATOR_LOG", os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(log, stream.fileno())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.buffer.read()
    # Requests under way are not waited for: nobody is left to read their answers.
    os._exit(0)


main()
