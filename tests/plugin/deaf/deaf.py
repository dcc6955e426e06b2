# SPDX-License-Identifier: GPL-3.0-or-later
"""A plugin that misbehaves, for tests: does not answer, does not end when it is asked to, and neither does what it started"""

import json
import os
import signal
import sys
import time

for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
    signal.signal(number, signal.SIG_IGN)
message = json.loads(sys.stdin.readline())
print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": {}}), flush=True)
os.fork()
while True:
    time.sleep(1000)
