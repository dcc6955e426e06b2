#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page and the bash completion name exactly the commands and options that gloss itself names. TAP."""

import re
import subprocess
import sys


def help_of(gloss, *arguments):
    return subprocess.run([gloss, *arguments, "--help"], capture_output=True, text=True, check=True).stdout


def read(*parts):
    with open("/".join(parts), encoding="utf-8") as file:
        return file.read()


def main():
    root, gloss = sys.argv[1:3]
    manual = read(root, "data/man/gloss.1").replace("\\-", "-")
    completion = read(root, "data/completion/gloss")
    commands = re.findall(r"^  ([a-z]+) (?:PROJECT|\[)", help_of(gloss), re.MULTILINE)
    assert len(commands) > 5, "gloss --help lists no commands"
    print(f"1..{len(commands) + 1}")
    failed = False
    known = re.search(r'commands="([^"]*)"', completion).group(1).split()
    same = sorted(known) == sorted(commands)
    print("ok 1 - commands" if same else f"# completion knows {known}\nnot ok 1 - commands")
    failed = not same
    for number, command in enumerate(commands, 2):
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", help_of(gloss, command))) - {"--help"}
        section = re.search(rf"^\.SS {command}\n(.*?)(?=^\.S[SH] |\Z)", manual, re.MULTILINE | re.DOTALL)
        described = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section.group(1))) if section else set()
        case = re.search(rf"^ *{command}\) options=\"([^\"]*)\"", completion, re.MULTILINE)
        completed = set(re.findall(r"--[a-z][a-z-]*", case.group(1))) if case else set()
        wrong = []
        if not section:
            wrong.append("the manual has no section of it")
        wrong += [f"the manual lacks {option}" for option in sorted(options - described)]
        wrong += [f"the manual has {option}, gloss has not" for option in sorted(described - options)]
        wrong += [f"the completion lacks {option}" for option in sorted(options - completed)]
        wrong += [f"the completion has {option}, gloss has not" for option in sorted(completed - options)]
        for what in wrong:
            print("#", what)
        print(f"{'not ok' if wrong else 'ok'} {number} - {command}")
        failed = failed or bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
