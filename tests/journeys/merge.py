# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people work on copies of one project; the window says what the other copy would bring, merges it, and keeps a backup."""
import glob
import json
import os
import shutil

from lib import Failed, Folder, Program, export, gloss, journey, marks, wait

TEXT = """Quarry vote put off

About 140 quarrymen met in Lutna on Friday, foreman Aldo Brek said.
"""
SECOND = """Quarry vote held

Some 90 quarrymen voted on Monday.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def choose_copy(program, path):
    program.key("ctrl+shift+m")
    program.wait_for("Merge a Copy")
    # A slash opens the file chooser's entry for a path.
    program.type(path)
    program.key("Return")


def main():
    with Folder() as folder:
        project = folder.file("quarry.gloss")
        copy = folder.file("bek.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("vote.txt", TEXT))
        shutil.copy(project, copy)
        # What Bek did in his copy.
        gloss("import", copy, folder.file("held.txt", SECOND), "--by", "bek")
        document = export(copy)["vote"]
        document["annotations"] = [{"id": "01HZZZZZZZZZZZZZZZZZZZZZZB", "type": "Place", "by": "bek",
                                    "spans": [[TEXT.index("Lutna"), TEXT.index("Lutna") + 5]]}]
        gloss("import", copy, folder.file("bek.jsonl", '{"glossator":1}\n' + json.dumps(document) + "\n"), "--by", "bek")

        with Program(project, "--by", "amira", "--document", "vote") as program:
            program.wait_for("Annotations")
            program.focus()
            program.drag("About 140 quarrymen")
            program.key("f")
            program.wait_saved()
            before = export(project)
            choose_copy(program, copy)
            program.wait_for("Merge “bek.gloss”?")
            check("the project while asked", export(project), before)
            program.key("Return")
            program.wait_for("“bek.gloss” is merged")
            program.key("Escape")
            wait("the new document", lambda: program.find("Quarry vote held, Not begun, 0 annotations"))
            program.wait_saved()

            choose_copy(program, copy)
            program.wait_for("Nothing new")
            program.key("Escape")
            program.close()

        documents = export(project)
        check("documents", sorted(documents), ["held", "vote"])
        check("amira's marks", marks(documents["vote"], "amira"), [("Figure", "About 140 quarrymen")])
        check("bek's marks", marks(documents["vote"], "bek"), [("Place", "Lutna")])
        check("gloss check", gloss("check", project, check=False).returncode, 0)
        backups = glob.glob(os.path.join(os.environ["XDG_DATA_HOME"], "**", "*-merge.gloss"), recursive=True)
        check("backups", len(backups), 1)
        check("the backup", sorted(export(backups[0])), ["vote"])


journey(main)
