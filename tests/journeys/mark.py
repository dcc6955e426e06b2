# SPDX-License-Identifier: GPL-3.0-or-later
"""Import a text, drag over words, press a key, close; open again: the marks are there. Undo reaches across the restart."""
from lib import Failed, Folder, Program, export, gloss, journey, marks, wait

TEXT = """Ferry captains end their strike

More than 330 captains of the Halden ferries went back to work on Monday, union secretary Mira Tollan said in Vesk.

The ministry counted "at most 280", but gave no source for its figure.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        article = folder.file("ferry.txt", TEXT)
        gloss("new", project)
        gloss("import", project, article)

        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            program.drag("More than 330 captains")
            program.key("f")
            wait("the figure in the list", lambda: program.find("Figure: More than 330 captains"))
            program.drag("Mira Tollan")
            program.key("p")
            program.drag("Vesk")
            chooser = program.wait_for("Labels", "filler")
            program.click_in_popover(chooser, wait("the label", lambda: program.find("Label as Place", where=chooser)))
            wait("the place in the list", lambda: program.find("Place: Vesk"))
            program.wait_saved()
            program.close()

        document = export(project)["ferry"]
        check("text", document["text"], TEXT)
        check("marks", marks(document, "amira"),
              [("Figure", "More than 330 captains"), ("Person", "Mira Tollan"), ("Place", "Vesk")])

        with Program(project, "--by", "amira") as program:
            program.wait_for("Place: Vesk")
            program.focus()
            # The last thing done before the restart is the first to be undone.
            program.key("ctrl+z")
            wait("the place to go", lambda: not program.find("Place: Vesk"))
            program.key("ctrl+z")
            wait("the person to go", lambda: not program.find("Person: Mira Tollan"))
            program.key("ctrl+shift+z")
            wait("the person to come back", lambda: program.find("Person: Mira Tollan"))
            program.wait_saved()
            program.close()

        check("marks after undo", marks(export(project)["ferry"], "amira"),
              [("Figure", "More than 330 captains"), ("Person", "Mira Tollan")])
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
