"""Answers with the scores of all documents in the user's state: python3 service.py <port>"""

import csv
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

with open("experiments/agents/scores.csv") as file:
    SCORES = [[float(cell) for cell in row] for row in csv.reader(file)]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sessions = [{"scores": SCORES[session["state"]]} for session in request["sessions"]]
        answer = json.dumps({"sessions": sessions}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


ThreadingHTTPServer(("localhost", int(sys.argv[1])), Handler).serve_forever()
