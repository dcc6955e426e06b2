# SPDX-License-Identifier: GPL-3.0-or-later
"""A plugin that misbehaves, for tests: answers with invalid UTF-8"""

import json
import sys


def answer(message, result):
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)


for line in sys.stdin:
    message = json.loads(line)
    if message["method"] == "initialize":
        answer(message, {})
    elif message["method"] == "document":
        sys.stdout.buffer.write(b'{"jsonrpc":"2.0","id":%d,"result":{"a":"\xff\xfe"}}\n' % message["id"])
        sys.stdout.buffer.flush()
