#!/usr/bin/env bash
# flowlogs-reader: a record that is written back as a flow log line loses its zeros, and with them all ICMP.
#
# Guess:   FlowRecord.to_message() gives the line that FlowRecord.from_cwl_event() read.
# Seen:    it writes "-" for every zero: ports 0 of ICMP (AWS logs them so), tcp-flags 0 (an interval with only ACK), 0 bytes.
#          Read again they are None, and aggregated_records() leaves records without a full 5-tuple out: the ping is gone.
# Matters: people filter flow logs with this library and keep what it prints. Rules learned from such files close ICMP, and
#          "-" where tcp-flags were 0 turns "began before this interval" into "was never computed".
# Seen with flowlogs-reader 5.0.1 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install flowlogs-reader==5.0.1 boto3==1.44.8 botocore==1.44.8

cat >read.py <<'PYTHON'
from flowlogs_reader import FlowRecord, aggregated_records

FIELDS = ("version account_id interface_id srcaddr dstaddr srcport dstport protocol packets bytes start end action log_status "
          "vpc_id subnet_id instance_id tcp_flags").split()
LINES = {
    "ping": "3 111122223333 eni-0a1b2c3d 10.0.0.5 203.0.113.12 0 0 1 4 336 1700000000 1700000060 ACCEPT OK vpc-1 subnet-1 i-1 0",
    "ack": "3 111122223333 eni-0a1b2c3d 10.0.0.5 203.0.113.12 40001 443 6 4 336 1700000000 1700000060 ACCEPT OK vpc-1 subnet-1 i-1 0",
}
for name, line in LINES.items():
    read = FlowRecord.from_cwl_event({"message": line}, FIELDS)
    written = " ".join(read.to_message().split()[:len(FIELDS)])
    again = FlowRecord.from_cwl_event({"message": written}, FIELDS)
    for text, record in (("read", read), ("again", again)):
        print(f"{name:<5}{text:<6}ports {record.srcport} {record.dstport}, tcp_flags {record.tcp_flags}, "
              f"flows {len(list(aggregated_records([record])))}")
PYTHON
venv/bin/python -W ignore read.py | tee seen

cat >expected <<'TEXT'
ping read  ports 0 0, tcp_flags 0, flows 1
ping again ports None None, tcp_flags None, flows 0
ack  read  ports 40001 443, tcp_flags 0, flows 1
ack  again ports 40001 443, tcp_flags None, flows 1
TEXT
diff expected seen || { echo "flowlogs-reader writes zeros differently now"; exit 1; }
