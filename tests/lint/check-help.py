#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help is the same in every language: pages, headings, items, commands, keys, links; and what it points to is there. TAP."""

import os
import re
import sys


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def shape(text):
    """What a translation must have as well, in this order."""
    code, parts = False, []
    for line in text.splitlines():
        if line.startswith("```"):
            code = not code
            parts.append(line)
        elif code:
            parts.append(line)
        elif line.startswith("# "):
            parts.append("title")
        elif line.startswith("## "):
            parts.append("heading")
        elif re.match(r"- |\d+\. ", line):
            parts.append("item")
        elif line:
            parts.append("paragraph")
    return parts


def keys(text):
    return sorted(re.findall(r"\{([^}]*)\}", text))


def links(text):
    return sorted(re.findall(r"\]\(([^)]*)\)", text))


def compare(folder, language, page):
    english, other = read(os.path.join(folder, "C", page)), read(os.path.join(folder, language, page))
    where = f"data/help/{language}/{page}"
    if shape(english) != shape(other):
        for number, (a, b) in enumerate(zip(shape(english), shape(other)), 1):
            if a != b:
                yield f"{where}: part {number} is “{b}”, in English “{a}”"
                break
        else:
            yield f"{where}: {len(shape(other))} parts, in English {len(shape(english))}"
    if keys(english) != keys(other):
        yield f"{where}: keys {keys(other)}, in English {keys(english)}"
    if links(english) != links(other):
        yield f"{where}: links {links(other)}, in English {links(english)}"


def check_targets(root, folder, pages):
    table = read(os.path.join(root, "ui/common/gls-keys.c"))
    actions = set(re.findall(r'^  \{ "([^"]+)"', table, re.MULTILINE))
    assert len(actions) > 20, "the table of keys is not where it was"
    book = read(os.path.join(root, "ui/help/gls-help-book.c"))
    listed = re.search(r"pages\[\] = \{(.*?)NULL", book, re.DOTALL).group(1)
    for page in pages:
        text = read(os.path.join(folder, "C", page))
        for action in keys(text):
            if action not in actions:
                yield f"{page}: no key for “{action}” in ui/common/gls-keys.c"
        for link in links(text):
            if link not in pages:
                yield f"{page}: leads to {link}, which is not there"
        if f'"{page[:-3]}"' not in listed:
            yield f"{page}: not in the contents (ui/help/gls-help-book.c)"


def main():
    root = sys.argv[1]
    folder = os.path.join(root, "data/help")
    languages = [line for line in read(os.path.join(root, "po/LINGUAS")).split("\n") if line and not line.startswith("#")]
    pages = sorted(os.listdir(os.path.join(folder, "C")))
    resources = read(os.path.join(folder, "help.gresource.xml"))
    cases = [("what the help points to is there", list(check_targets(root, folder, pages)))]
    for language in ["C", *languages]:
        there = sorted(os.listdir(os.path.join(folder, language))) if os.path.isdir(os.path.join(folder, language)) else []
        found = [f"data/help/{language}: {page} is missing" for page in pages if page not in there]
        found += [f"data/help/{language}: {page} is not in English" for page in there if page not in pages]
        found += [f"{language}/{page} is not in help.gresource.xml" for page in there if f">{language}/{page}<" not in resources]
        if not found:
            found = [what for page in pages for what in compare(folder, language, page)]
        cases.append((f"{language} is complete", found))
    print(f"1..{len(cases)}")
    for number, (name, complaints) in enumerate(cases, 1):
        for complaint in complaints:
            print("#", complaint)
        print(f"{'not ok' if complaints else 'ok'} {number} - {name}")
    return 1 if any(complaints for _, complaints in cases) else 0


if __name__ == "__main__":
    sys.exit(main())
