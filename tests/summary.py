#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts single test cases in meson's test logs and ends with one line: N passed, N failed, N skipped.

It must not know any test: it reads only what meson recorded (TAP where a program speaks it, else its exit)."""

import json
import re
import sys

CASE = re.compile(r"^(?P<bad>not )?ok\b(?P<rest>.*)$")
SKIP = re.compile(r"#\s*skip", re.IGNORECASE)
TODO = re.compile(r"#\s*todo", re.IGNORECASE)


def count(record):
    """passed, failed, skipped and the names of the failed cases of one test program."""
    passed = skipped = 0
    failed = []
    result = record.get("result", "")
    for line in (record.get("stdout") or "").splitlines():
        match = CASE.match(line)
        if not match:
            continue
        rest = match.group("rest")
        if SKIP.search(rest):
            skipped += 1
        elif match.group("bad") and not TODO.search(rest):
            failed.append(re.sub(r"^\s*\d+\s*-?\s*", "", rest).strip(" -"))
        else:
            passed += 1
    if result in ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS") and not failed:
        failed.append(result.lower())
    if passed + skipped + len(failed) == 0:
        if result == "SKIP":
            skipped = 1
        else:
            passed = 1
    return passed, failed, skipped


def main():
    passed = skipped = 0
    failed = []
    for path in sys.argv[1:]:
        try:
            with open(path, encoding="utf-8") as log:
                for line in log:
                    if line.strip():
                        record = json.loads(line)
                        ok, bad, left = count(record)
                        passed += ok
                        skipped += left
                        failed += [f"{record.get('name', '?')}: {case}" for case in bad]
        except (OSError, ValueError) as error:
            failed.append(f"no test log: {error}")
    for case in failed:
        print("failed:", case)
    print(f"{passed} passed, {len(failed)} failed, {skipped} skipped")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
