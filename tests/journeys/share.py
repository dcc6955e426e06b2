# SPDX-License-Identifier: GPL-3.0-or-later
"""Two processes on one file: each sees within moments what the other and the command line commit, and nothing is lost."""
from lib import Failed, Folder, Program, export, gloss, journey, marks, wait

TEXT = """Dam watchers count the boats

Officials in Karsk counted 48 boats on Friday. The harbour master of Lutna spoke of "about 60".
"""
SECOND = """Dam watchers count again

On Saturday nobody counted anything in Karsk.
"""


def main():
    with Folder() as folder:
        project = folder.file("dam.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("boats.txt", TEXT))

        with Program(project, "--by", "amira") as first, Program(project, "--by", "bek") as second:
            first.wait_for("Annotations")
            second.wait_for("Annotations")

            first.focus()
            first.drag("48 boats")
            first.key("f")
            wait("amira's figure", lambda: first.find("Figure: 48 boats"))
            first.wait_saved()

            second.focus()
            second.drag("Lutna")
            second.key("l")
            wait("bek's place", lambda: second.find("Place: Lutna"))
            second.wait_saved()
            if second.find("Figure: 48 boats") or first.find("Place: Lutna"):
                raise Failed("somebody sees another person's annotations")

            # A third process, while both windows are open.
            gloss("import", project, folder.file("again.txt", SECOND))
            for program in (first, second):
                wait("the new document", lambda p=program: p.find("Dam watchers count again, Not begun, 0 annotations"))

            second.focus()
            second.close()
            first.focus()
            first.close()

        document = export(project)["boats"]
        for by, wanted in (("amira", [("Figure", "48 boats")]), ("bek", [("Place", "Lutna")])):
            if marks(document, by) != wanted:
                raise Failed("%s has %r instead of %r" % (by, marks(document, by), wanted))
        if gloss("check", project, check=False).returncode != 0:
            raise Failed("gloss check finds something")


journey(main)
