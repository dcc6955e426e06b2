# SPDX-License-Identifier: GPL-3.0-or-later
"""Export as JSON Lines and Save a Copy: the export is what the command line writes, the copy is the whole project."""
import os

from lib import Failed, Folder, Program, export, gloss, journey, wait

TEXT = """Harvest below last year

Growers around Lutna brought in 410 tonnes, a fifth less than before.
"""


def choose(program, keys, title, path):
    program.key(keys)
    program.wait_for(title)
    # A slash opens the file chooser's entry for a path.
    program.key("ctrl+a")
    program.type(path)
    program.key("Return")


def main():
    with Folder() as folder:
        project = folder.file("harvest.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("harvest.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "harvest") as program:
            program.wait_for("Annotations")
            program.focus()
            program.drag("410 tonnes")
            program.key("f")
            wait("the figure", lambda: program.find("Figure: 410 tonnes"))
            program.wait_saved()
            lines, copy = folder.file("out.jsonl"), folder.file("mine")
            choose(program, "ctrl+shift+e", "Export as JSON Lines", lines)
            program.wait_for("Exported to “out.jsonl”")
            choose(program, "ctrl+shift+s", "Save a Copy", copy)
            program.wait_for("Saved a copy as “mine.gloss”")
            program.close()
        wanted = export(project)
        with open(lines, "rb") as got, open(project + ".jsonl", "rb") as expected:
            if got.read() != expected.read():
                raise Failed("the window exports something else than the command line")
        if os.path.exists(copy) or export(copy + ".gloss") != wanted:
            raise Failed("the copy is not the project")
        if gloss("check", copy + ".gloss", check=False).returncode != 0:
            raise Failed("gloss check finds something in the copy")


journey(main)
