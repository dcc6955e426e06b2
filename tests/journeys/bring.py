# SPDX-License-Identifier: GPL-3.0-or-later
"""Import through the window: choose a file, correct its data, answer the question for the date, say Done; a new project."""
import os

from lib import Failed, Folder, Program, export, gloss, journey, wait

TEXT = """Bakers march in Orrin

Police spoke of 1,200 marchers on Thursday; the bakers' guild counted twice as many.
"""

UNDATED = """Nobody signed the notice

A notice on the gate of the Vesk mill names 14 people.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def main():
    with Folder() as folder:
        project = folder.file("bakers.gloss")
        article = folder.file("march.txt", TEXT)
        gloss("new", project)
        gloss("import", project, folder.file("undated.txt", UNDATED))

        with Program(project, "--by", "bek") as program:
            program.click(program.wait_for("Not Known"))
            program.wait_for("date not known · en · undated")
            program.focus()
            program.key("ctrl+i")
            program.wait_for("Import Articles")
            # A slash opens the file chooser's entry for a path.
            program.type(article)
            program.key("Return")
            program.wait_for("1 new document")
            program.enter(program.wait_for("Publisher, march"), "Orrin Herald")
            program.key("Return")
            program.click(program.wait_for("Bakers march in Orrin, Not begun, 0 annotations"))

            program.focus()
            program.enter(program.wait_for("Date of publication When was this published?"), "2019-05-30")
            program.key("Return")
            program.wait_for("Orrin Herald · 30 May 2019 · en · march")
            program.key("ctrl+Return")
            program.wait_for("Bakers march in Orrin, Done, 0 annotations")
            program.wait_saved()
            program.close()

        check("the date nobody knows", export(project)["undated"]["published"], "XXXX")
        again = folder.file("again.gloss")
        gloss("new", again)
        gloss("import", again, project + ".jsonl")
        check("imported again", export(again), export(project))
        document = export(project)["march"]
        check("text", document["text"], TEXT)
        check("title", document["title"], "Bakers march in Orrin")
        check("publisher", document["publisher"], "Orrin Herald")
        check("date", document["published"], "2019-05-30")
        check("status", [(s["by"], s["status"]) for s in document["statuses"]], [("bek", "done")])

        with Program("--by", "bek", env={"HOME": folder.path}) as program:
            program.wait_for("Sample Project")
            program.focus()
            program.key("ctrl+n")
            program.wait_for("Create")
            program.type("Second try")
            program.key("Return")
            program.wait_for("No documents yet")
            program.close()
        path = folder.file("Second try.gloss")
        check("the new project", os.path.exists(path), True)
        check("gloss check", gloss("check", path, check=False).returncode, 0)


journey(main)
