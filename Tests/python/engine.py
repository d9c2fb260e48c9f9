"""An engine over HTTP, for tests: it reads a file as it comes, and answers whether the EICAR test file is it.

The first line of output is its port on loopback; it ends with its standard input. The path says what it is like:
/slow answers after the file's own time and an hour, /words answers words in place of JSON, /away answers 503.
"""

import http.server
import json
import sys
import threading
import time

# In two halves, so that nobody who scans this file finds it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EIC" + rb"AR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Engine(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        left = int(self.headers["Content-Length"])
        head, size = b"", 0
        while left > 0:
            piece = self.rfile.read(min(left, 1 << 20))
            if not piece:
                return
            head = head or piece[: len(EICAR)]
            size += len(piece)
            left -= len(piece)
        if self.path == "/slow":
            time.sleep(3600)
        answer = {"size": size, "verdict": "infected" if head == EICAR else "clean", "name": "Eicar", "db": 7}
        body = b"clean" if self.path == "/words" else json.dumps(answer).encode()
        self.send_response(503 if self.path == "/away" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Engine-Version", "3.1")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Engine)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
