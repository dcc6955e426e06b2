# SPDX-License-Identifier: GPL-3.0-or-later
"""Read agreement beside the queue, in a window that is wide enough for both: a type, a pair and a square of the matrix of types each open
exactly their disagreements, whatever was filtered before; then one document's alone."""
import json

from lib import Failed, Folder, Program, gloss, journey, wait, xdo
from review import mark

ONE = "Anna Weber said that 40 people were gone from Lowmoor, Weber said."
TWO = "The council of Ashby met twice."


def make(folder):
    """Of three people bek ends a Figure elsewhere, carla calls a Place an Organization and misses a Person; in the other text amira alone
    has a Place."""
    one = [mark(ONE, "Person", by, "Anna Weber") for by in ("amira", "bek", "carla")]
    one += [mark(ONE, "Figure", by, "40 people") for by in ("amira", "carla")] + [mark(ONE, "Figure", "bek", "40 people were")]
    one += [mark(ONE, "Place", by, "Lowmoor") for by in ("amira", "bek")] + [mark(ONE, "Organization", "carla", "Lowmoor")]
    one += [mark(ONE, "Person", by, "Weber", 20) for by in ("amira", "bek")]
    two = [mark(TWO, "Source", by, "The council of Ashby") for by in ("amira", "bek", "carla")] + [mark(TWO, "Place", "amira", "Ashby")]
    path = folder.file("glance.gloss")
    lines = [json.dumps({"document": key, "text": text, "annotations": marks}) for key, text, marks in (("one", ONE, one), ("two", TWO, two))]
    gloss("new", path)
    gloss("import", path, folder.file("glance.jsonl", "\n".join(lines) + "\n"))
    return path


def listed(program, n, rows):
    """So many are in the list, and these."""
    wait("%d in the list" % n, lambda: program.find("%d in this list" % n))
    names = [node.get_name() for node in program.find(every=True)]
    for row in rows:
        if not any(name.startswith(row) for name in names):
            raise Failed("no row “%s”" % row)


def press(program, name, start=False):
    def search():
        return next((node for node in program.find(role="push button", every=True)
                     if node.get_name() == name or (start and node.get_name().startswith(name))), None)
    program.click(wait("the button “%s”" % name, search))


def main():
    with Folder() as folder:
        project = make(folder)
        with Program(project, "--by", "lead") as program:
            program.wait_for("Annotations")
            xid, _, _ = program.window()
            xdo("windowmove", xid, 0, 0, "windowsize", xid, 1600, 1000)
            program.focus()
            wait("the page Review to be offered", lambda: program.find("Review"))
            program.key("ctrl+4")
            listed(program, 4, ["Figure: boundary", "Place: type", "Person: found", "Place: found"])
            program.wait_for("Pairs")
            press(program, "Place")
            listed(program, 2, ["Place: type", "Place: found"])
            press(program, "amira, bek: ", start=True)
            listed(program, 2, ["Figure: boundary", "Place: found"])
            press(program, "bek, carla: ", start=True)
            listed(program, 3, ["Figure: boundary", "Place: type", "Person: found"])
            press(program, "bek ≠ carla ✕")
            listed(program, 4, [])
            program.key("alt+Left")
            program.wait_for("Marks on the text by type")
            press(program, "Place, –: 1")
            listed(program, 1, ["Place: found"])
            program.key("alt+Left")
            program.wait_for("By document")
            xdo("mousemove", 900, 600, "click", "--repeat", 30, "--delay", 40, 5)
            press(program, "one")
            listed(program, 3, ["Figure: boundary", "Place: type", "Person: found"])
            program.close()


journey(main)
