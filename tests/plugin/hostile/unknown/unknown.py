# SPDX-License-Identifier: GPL-3.0-or-later
"""A plugin that misbehaves, for tests: gives a type that is in no codebook"""

import json
import sys


def answer(message, result):
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)


for line in sys.stdin:
    message = json.loads(line)
    if message["method"] == "initialize":
        answer(message, {})
    elif message["method"] == "document":
        answer(message, {"annotations": [{"type": "Nonsense", "spans": [[0, 1]]}]})
