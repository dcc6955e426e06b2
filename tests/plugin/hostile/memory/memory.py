# SPDX-License-Identifier: GPL-3.0-or-later
"""A plugin that misbehaves, for tests: takes all memory"""

import json
import sys
import time


def answer(message, result):
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)


for line in sys.stdin:
    message = json.loads(line)
    if message["method"] == "initialize":
        answer(message, {})
    elif message["method"] == "document":
        held = []
        while True:
            held.append(bytearray(16 * 1024 * 1024))
            time.sleep(0.002)
