# SPDX-License-Identifier: GPL-3.0-or-later
"""Settle disagreements by the mouse: alike ones without one of them, none, open again, what many agree on; what an annotator changes
comes back by itself."""
import json

from lib import Failed, Folder, Program, gloss, journey, wait
from review import TWO, check, gold, left, make, open_review, question


def by_mouse(folder):
    project = make(folder, "mouse")
    with Program(project, "--by", "lead") as program:
        open_review(program, False)
        question(program, "Figure: where does it begin and end?")
        program.click(program.wait_for("Settle Alike Ones…"))
        wait("the preview", lambda: program.find("3 alike: what each becomes"))
        # The last of them is left out.
        boxes = program.find(role="check box", every=True)
        program.click(boxes[-1])
        program.click(wait("two with a tick", lambda: program.find("Settle 2 (Return)")))
        left(program, 5)
        program.click(program.find("None of them"))
        left(program, 4)
        program.click(program.wait_for("Settled · 3"))
        wait("the settled ones", lambda: program.find("3 in this list"))
        program.click(program.wait_for("Open again"))
        left(program, 5)
        program.click(program.wait_for("Open · 5"))
        program.click(program.wait_for("Settle What Many Agree On…"))
        program.click(program.wait_for("Also where so many agree, and no other version has as many:"))
        wait("the preview", lambda: any(node.get_name().startswith("0 disagreements would be settled")
                                        for node in program.find(role="label", every=True)))
        program.click(program.wait_for("Settle"))
        left(program, 5)
        program.wait_saved()
        program.close()
    there = gold(project)
    # What all agree on needs no decision, but is gold now.
    if ("Person", "Anna Weber") not in there or ("Figure", "150 miners") not in there:
        raise Failed("gold by the mouse: %r" % (there,))
    # Somebody changes what a decision was about: it alone comes back.
    decided = [c for c in json.loads(gloss("disagreements", project, "--all", "--json", check=False).stdout)["cases"]
               if c["state"] == "settled"]
    check("settled by the mouse", len(decided), 2)
    with Program(project, "--by", "lead") as program:
        program.wait_for("Annotations")
        program.focus()
        wait("the page Review to be offered", lambda: program.find("Review"))
        program.key("ctrl+4")
        left(program, 5)
        line = json.dumps({"document": "two", "text": TWO, "annotations": [
            {"id": "bek-Figure-%d" % TWO.index("150"), "type": "Figure", "by": "bek", "spans": [[TWO.index("150"), TWO.index(" miners")]]}]})
        gloss("import", project, folder.file("change.jsonl", line + "\n"), "--by", "bek")
        left(program, 6)
        program.close()
    check("gloss check", gloss("check", project, check=False).returncode, 0)


def main():
    with Folder() as folder:
        by_mouse(folder)


journey(main)
