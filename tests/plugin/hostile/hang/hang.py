# SPDX-License-Identifier: GPL-3.0-or-later
"""A plugin that misbehaves, for tests: never answers"""

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
        time.sleep(1000)
