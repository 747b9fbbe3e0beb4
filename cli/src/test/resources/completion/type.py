"""Types command lines into a shell on a terminal of its own, and prints the words that each one gave to the program `weir`.

type.py RECORD SHELL...   the lines stand in standard input, one a line; `weir` appends its words to RECORD, each with a NUL
                          after it, and a last one that is END. The shell's prompt is READY.
"""
import json
import os
import pty
import select
import sys
import time

record, shell = sys.argv[1], sys.argv[2:]
lines = sys.stdin.read().splitlines()
seen = b""


def until(done, what):
    global seen
    deadline = time.monotonic() + 20
    while not done():
        if time.monotonic() > deadline:
            sys.exit("%s: not within 20 s; the terminal shows %r" % (what, seen[-2000:]))
        if select.select([terminal], [], [], 0.02)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                sys.exit("the shell ended; the terminal shows %r" % seen[-2000:])


def records():
    with open(record, "rb") as file:
        return file.read().split(b"\0END\0")[:-1]


open(record, "wb").close()
child, terminal = pty.fork()
if child == 0:
    os.execvp(shell[0], shell)
until(lambda: b"READY" in seen, "a prompt")
for count, line in enumerate(lines, 1):
    os.write(terminal, line.encode() + b"\r")
    until(lambda: len(records()) >= count, line)
print(json.dumps([words.decode().split("\0") for words in records()]))
os.write(terminal, b"\x03\x04exit\r")
os.close(terminal)
os.kill(child, 9)
os.waitpid(child, 0)
