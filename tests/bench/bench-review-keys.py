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
from lib import Atspi, Failed, Folder, GLib, Program, gloss, journey, wait, xdo  # noqa: E402
from tree import ACCESSIBLE  # noqa: E402

# For each of the two; what is not settled by then is said.
MOST_SECONDS = 380


def count(project):
    listed = json.loads(gloss("disagreements", project, "--json", check=False).stdout)
    return listed["open"] + listed["reopened"], listed["settled"]


class Page:
    """What the page says. Its widgets are looked for once: a walk over all of them takes longer than a decision."""

    def __init__(self, program):
        self.program = program
        self.nodes = {}

    def read(self, what, pattern):
        """The first group of the first name that fits; None where there is none."""
        node, found = self.nodes.get(what), None
        if node is not None:
            try:
                box = node.get_extents(Atspi.CoordType.WINDOW)
                there = box.width > 1 and node.get_state_set().contains(Atspi.StateType.VISIBLE)
                found = re.fullmatch(pattern, node.get(ACCESSIBLE, "Name")) if there else None
            except GLib.Error:
                self.nodes.pop(what)
                node = None
        if found is None and (node is None or what in ("open", "settled")):
            for node in self.program.find(every=True):
                found = re.fullmatch(pattern, node.get_name() or "")
                if found:
                    self.nodes[what] = node
                    break
        return found.group(1) if found else None

    def count(self):
        """How many are open and how many settled. A decision that opens another question leaves as many open as there were."""
        n, settled = self.read("open", r"Open · (\d+)"), self.read("settled", r"Settled · (\d+)")
        return (int(n), int(settled)) if n is not None and settled is not None else None

    def alike(self):
        return int(self.read("alike", r"(\d+) more (?:is|are) alike") or 0)

    def has_preview(self):
        return self.read("preview", r"(.*alike: what each becomes.*)") is not None

    def press(self, key, before):
        """A key, and until it has settled something."""
        self.program.key(key)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            now = self.count()
            if now is not None and now != before:
                return now
            time.sleep(0.03)
        raise Failed("%s settles nothing" % key)


def settle_all(program, project, name):
    page = Page(program)
    keys = 0
    first, _ = count(project)
    left = wait("the queue", page.count)
    began = time.monotonic()
    while left[0] and time.monotonic() - began < MOST_SECONDS:
        if page.alike() >= 2:
            xdo("key", "--clearmodifiers", "shift+1")
            wait("the preview", page.has_preview)
            keys += 2
            left = page.press("Return", left)
        else:
            keys += 1
            left = page.press("1", left)
        # What a decision has opened comes in; nothing is pressed meanwhile.
        time.sleep(0.15)
        left = wait("the queue", page.count)
    took = time.monotonic() - began
    program.wait_saved()
    after, settled = count(project)
    print("%s: %d disagreements at first, %d settled by %d keys: %.2f keys each (goal 1.3), %d left, %.0f s"
          % (name, first, settled, keys, keys / max(settled, 1), after, took), flush=True)


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
