# SPDX-License-Identifier: GPL-3.0-or-later
"""Settles every disagreement of the sample, and of one article of the folder GLS_SHARED when it is there, in the real window by keys
alone, and prints keys a disagreement. The hand knows nothing: it takes the first version, and settles alike ones together where three
or more are."""
import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.environ["GLS_SOURCE_ROOT"], "tests", "journeys"))
from lib import Failed, Folder, Program, gloss, journey, wait, xdo  # noqa: E402

MOST_SECONDS = 700


def count(project):
    listed = json.loads(gloss("disagreements", project, "--json", check=False).stdout)
    return listed["open"] + listed["reopened"], listed["settled"]


def read_open(program):
    for node in program.find(every=True) or ():
        found = re.fullmatch(r"Open · (\d+)", node.get_name() or "")
        if found:
            return int(found.group(1))
    return None


def press(program, key, before):
    program.key(key)
    for _ in range(60):
        now = read_open(program)
        if now != before:
            return now
        time.sleep(0.05)
    raise Failed("%s settles nothing" % key)


def settle_all(program, project, name):
    keys = 0
    began = time.monotonic()
    first, _ = count(project)
    left = wait("the queue", lambda: read_open(program))
    while left and time.monotonic() - began < MOST_SECONDS:
        alike = next((node.get_name() for node in program.find(role="label", every=True) or ()
                      if re.fullmatch(r"\d+ more (is|are) alike", node.get_name() or "")), "0")
        if int(alike.split()[0]) >= 2:
            xdo("key", "--clearmodifiers", "shift+1")
            wait("the preview", lambda: any("alike: what each becomes" in (node.get_name() or "")
                                            for node in program.find(role="label", every=True) or ()))
            keys += 2
            left = press(program, "Return", left)
        else:
            keys += 1
            left = press(program, "1", left)
        # What a decision has opened comes in; nothing is pressed meanwhile.
        time.sleep(0.3)
        left = read_open(program)
    program.wait_saved()
    after, settled = count(project)
    print("%s: %d disagreements at first, %d settled by %d keys: %.2f keys each, %d left"
          % (name, first, settled, keys, keys / max(settled, 1), after), flush=True)


def run(project, name):
    with Program(project, "--by", "lead") as program:
        program.wait_for("Annotations")
        program.focus()
        wait("the page Review to be offered", lambda: program.find("Review"))
        program.key("ctrl+4")
        settle_all(program, project, name)
        program.close()


def read_marks(path, person):
    """The spans of a brat file: no more is needed here."""
    marks = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            found = re.match(r"(T\d+)\t(\w+) ([\d ;]+)\t", line)
            if found:
                spans = [[int(at) for at in part.split()] for part in found.group(3).split(";")]
                kind = {"Content": "Claim"}.get(found.group(2), found.group(2))
                marks.append({"id": person + found.group(1), "type": kind, "by": person, "spans": spans})
    return marks


def shared_article(folder):
    """One article by all people of the folder, each of whom has a folder; None where there is none."""
    top = os.path.join(os.environ.get("GLS_SHARED", ""), "cases", "corpora", "polnear", "multi")
    people = sorted(os.listdir(top)) if os.path.isdir(top) else []
    names = sorted(name[:-4] for name in os.listdir(os.path.join(top, people[0])) if name.endswith(".txt")) if people else []
    if not names:
        return None
    project = folder.file("shared.gloss")
    with open(os.path.join(top, people[0], names[0] + ".txt"), encoding="utf-8", newline="") as file:
        text = file.read()
    marks = [mark for person in people for mark in read_marks(os.path.join(top, person, names[0] + ".ann"), person)]
    gloss("new", project)
    gloss("import", project, folder.file("shared.jsonl", json.dumps({"document": "one", "text": text, "annotations": marks}) + "\n"))
    return project


def main():
    with Folder() as folder:
        project = folder.file("sample.gloss")
        gloss("new", project)
        gloss("import", project, os.path.join(os.environ["GLS_SOURCE_ROOT"], "data", "sample", "sample.jsonl"))
        run(project, "sample")
        shared = shared_article(folder)
        if shared is not None and count(shared)[0] > 0:
            run(shared, "an article by six people")


journey(main)
