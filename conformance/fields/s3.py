"""As much of S3 as an agent asks for: objects by path, for whoever signs for the right service and region."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SCOPE = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(\w+)/\d{8}/([\w-]+)/(\w+)/aws4_request, ?"
    r"SignedHeaders=([\w;-]+), ?Signature=[0-9a-f]{64}"
)


class S3:
    def __init__(self):
        self.objects, self.asked = {}, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                scope = SCOPE.fullmatch(self.headers.get("authorization", ""))
                outer.asked.append((self.path, scope and scope.groups(), dict(self.headers.items())))
                known = outer.objects.get(self.path)
                status, body = (200, known) if known is not None else (404, b"<Error><Code>NoSuchKey</Code></Error>")
                if not scope or scope.group(3) != "s3" or "x-amz-security-token" not in scope.group(4).split(";"):
                    status, body = 403, b"<Error><Code>AccessDenied</Code></Error>"
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.endpoint = f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
