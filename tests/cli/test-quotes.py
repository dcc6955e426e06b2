#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extractor of attributions on sentences of our own: content, source and cue of direct and indirect speech.

It must not know how the plugin works."""

import json

from lib import Home, case, main

# The sentence; content, source and cue that are to be found in it.
EXAMPLES = [
    ("Teo Halden said that 40 people had left the port.", [("40 people had left the port", "Teo Halden", "said")]),
    ("Most dockers are not members, according to Teo Halden, the head of the union.",
     [("Most dockers are not members", "Teo Halden", "according to")]),
    ("According to the ministry, nobody had left the port.", [("nobody had left the port", "the ministry", "According to")]),
    ("“We do not have any reliable data on that number of dockers,” Teo Halden added.",
     [("“We do not have any reliable data on that number of dockers,”", "Teo Halden", "added")]),
    ("More than 330 citizens have joined the guard, the deputy minister said on April 21.",
     [("More than 330 citizens have joined the guard", "the deputy minister", "said")]),
    ("Some analysts have claimed that the figure is much higher.", [("the figure is much higher", "Some analysts", "have claimed")]),
    ("Tara Voss told local media that she had refused the offer.", [("she had refused the offer", "Tara Voss", "told")]),
]
NONE = ["The port closed in May, and the union reported to the ministry.", "He continued his work at the claims office."]


def found(home, text):
    project = home.new(f"p{home.count}.gloss")
    home.count += 1
    home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "one", "text": text}) + "\n"))
    home.ok("extract", project, "--plugin", "figures", "--plugin", "names", "--plugin", "quotes")
    document = json.loads(home.export(project).decode().split("\n")[1])
    words = {a["id"]: text[a["spans"][0][0]:a["spans"][-1][1]] for a in document["annotations"]}
    result = []
    for a in document["annotations"]:
        if a["type"] == "Claim":
            # The name comes first, what describes it behind.
            roles = {r["role"]: words[r["to"]] for r in reversed(a.get("relations", []))}
            result.append((words[a["id"]], roles.get("source"), roles.get("cue")))
    return result


@case
def directions():
    """source before, behind and within; direct, indirect, by “according to”"""
    with Home() as home:
        home.count = 0
        for sentence, wanted in EXAMPLES:
            there = found(home, sentence)
            assert there == wanted, f"{sentence}\nfound {there}\nnot   {wanted}"


@case
def none():
    """verbs of speech that attribute nothing"""
    with Home() as home:
        home.count = 0
        for sentence in NONE:
            assert found(home, sentence) == [], sentence


@case
def figure():
    """the figure inside a content is the claim's"""
    with Home() as home:
        home.count = 0
        project = home.new("f.gloss")
        text = EXAMPLES[0][0]
        home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "one", "text": text}) + "\n"))
        home.ok("extract", project, "--plugin", "figures", "--plugin", "names", "--plugin", "quotes")
        document = json.loads(home.export(project).decode().split("\n")[1])
        claim = next(a for a in document["annotations"] if a["type"] == "Claim")
        number = next(a for a in document["annotations"] if a["type"] == "Figure")
        assert {"role": "figure", "to": number["id"]} in claim["relations"], claim


@case
def hostile():
    """quotation marks, cues and commas for ever end in time"""
    with Home() as home:
        home.count = 0
        found(home, "\"" * 100000 + " said " * 50000 + ", " * 50000 + "he said, " * 20000)


main()
