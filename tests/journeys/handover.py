# SPDX-License-Identifier: GPL-3.0-or-later
"""Give a copy of an article to a person, who annotates it; collect it: dry first, then taken; publish gold."""
import json
import os

from lib import Failed, Folder, Program, export, gloss, journey, marks, wait
from review import check, make


def choose(program, path):
    """In a file chooser."""
    program.key("ctrl+a")
    program.type(path)
    program.key("Return")


def give(program, copy):
    program.key("ctrl+shift+g")
    program.wait_for("Who gets it")
    program.type("chira")
    program.click(program.wait_for("All"))
    program.wait_for("2 documents chosen")
    program.click(program.find("Give…"))
    program.wait_for("Save a Copy")
    choose(program, copy)
    program.wait_for("The copy is written")
    program.key("Escape")
    wait("the report to go", lambda: not program.find("The copy is written"))


def collect(program, copy):
    program.key("ctrl+shift+o")
    program.wait_for("Collect Copies")
    choose(program, copy)
    program.wait_for("Nothing is taken yet. A backup of the project is made first; Undo does not take this back.")
    program.wait_for("+ new")
    program.click(program.find("Take"))
    wait("what was done", lambda: next((node for node in program.find(role="label", every=True)
                                        if node.get_name().startswith("This is what was done.")), None))
    program.key("Escape")
    wait("the window to go", lambda: not program.find("+ new"))


def publish(program, folder):
    program.key("ctrl+shift+j")
    program.wait_for("Gold was not published yet.")
    program.type("First try")
    program.key("Return")
    program.wait_for("Name a New Folder")
    choose(program, folder)
    program.wait_for("Gold number 1 is published")
    program.key("Escape")


def main():
    with Folder() as folder:
        project, copy, target = make(folder, "hand"), folder.file("for-chira.gloss"), folder.file("gold-1")
        with Program(project, "--by", "lead") as program:
            program.wait_for("Annotations")
            program.focus()
            give(program, copy)
            given = export(copy)
            if any(a["by"] != "chira" for document in given.values() for a in document["annotations"]):
                raise Failed("the copy has others' annotations")
            line = {"document": "one", "text": given["one"]["text"], "annotations": [
                {"id": "c1", "type": "Cue", "by": "chira", "spans": [[11, 15]]}]}
            gloss("import", copy, folder.file("chira.jsonl", json.dumps(line) + "\n"))
            collect(program, copy)
            gloss("adjudicate", project, "--auto", "--as", "lead")
            publish(program, target)
            program.close()
        check("what was collected", marks(export(project)["one"], "chira"), [("Cue", "said")])
        summary = json.load(open(os.path.join(target, "publication.json"), encoding="utf-8"))
        check("the publication", (summary["number"], summary["by"], summary["note"]), (1, "lead", "First try"))
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
