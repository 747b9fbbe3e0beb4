#!/usr/bin/env bash
# AWS CLI: authorize-security-group-egress --protocol icmp --port 8 opens type 8 with code 8, and so no ping.
#
# Guess:   a single number is the ICMP type, and all of its codes, as "8" reads everywhere else.
# Seen:    the number becomes FromPort and ToPort, as for TCP, and for ICMP these are type and code: echo request has code 0.
#          "8--1" (type 8, every code) and "8-0" say ping; "all" and -1 say every type. Left out, --port sends no ports at all.
# Matters: the rule that replaces an open one looks right in the terminal and in review, and pings stop. --ip-permissions with
#          FromPort=8,ToPort=-1 names both fields.
# Seen with awscli 1.46.3 on Python 3.11, 2026-11-29; what is sent is read by a listener on the loopback interface.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install awscli==1.46.3 botocore==1.44.8

cat >sent.py <<'PYTHON'
import http.server, os, subprocess, threading, urllib.parse

class Listener(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        bodies.append({key.rsplit(".")[-1]: value for key, value in asked.items() if key.startswith("IpPermissions.1.")})
        answer = b"<AuthorizeSecurityGroupEgressResponse><return>true</return></AuthorizeSecurityGroupEgressResponse>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass

bodies = []
server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
threading.Thread(target=server.serve_forever, daemon=True).start()
environment = {"PATH": os.environ["PATH"], "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "us-east-1"}
for port in (["--port", "8"], ["--port", "8-0"], ["--port", "8--1"], ["--port", "all"], []):
    subprocess.run(
        ["venv/bin/aws", "--endpoint-url", f"http://127.0.0.1:{server.server_port}", "ec2", "authorize-security-group-egress",
         "--group-id", "sg-0a1b2c3d", "--protocol", "icmp", "--cidr", "203.0.113.0/24", *port],
        check=True, env=environment, stdout=subprocess.DEVNULL)
    sent = bodies.pop()
    print(" ".join(port) or "no --port", "->", sent["IpProtocol"], "type", sent.get("FromPort"), "code", sent.get("ToPort"))
PYTHON
venv/bin/python sent.py | tee seen

cat >expected <<'TEXT'
--port 8 -> icmp type 8 code 8
--port 8-0 -> icmp type 8 code 0
--port 8--1 -> icmp type 8 code -1
--port all -> icmp type -1 code -1
no --port -> icmp type None code None
TEXT
diff expected seen || { echo "the AWS CLI reads --port for ICMP differently now"; exit 1; }
