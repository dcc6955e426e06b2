# SPDX-License-Identifier: GPL-3.0-or-later
"""A plugin that misbehaves, for tests: starts processes that outlive it, then ends"""

import json
import os
import sys
import time


def answer(message, result):
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)


for line in sys.stdin:
    message = json.loads(line)
    if message["method"] == "initialize":
        answer(message, {})
    elif message["method"] == "document":
        for _ in range(8):
            if os.fork() == 0:
                while True:
                    time.sleep(0.05)
        os.kill(os.getpid(), 9)
