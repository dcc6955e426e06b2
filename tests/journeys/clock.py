# SPDX-License-Identifier: GPL-3.0-or-later
"""A project dated days ahead of this computer's clock: the window says so, saves nothing until that is confirmed, then does."""
import os
import time

from lib import Failed, Folder, Program, export, gloss, journey, marks, wait

TEXT = """Lighthouse keepers give notice

Seven keepers of the Orrin lights left their posts on Sunday, warden Tessa Holm said.
"""
QUESTION = "The clock is more than a day off"


def main():
    with Folder() as folder:
        project = folder.file("keepers.gloss")
        gloss("new", project)
        os.environ["GLS_TEST_NOW"] = str(int((time.time() + 3 * 86400) * 1000))
        gloss("import", project, folder.file("keepers.txt", TEXT))
        del os.environ["GLS_TEST_NOW"]

        with Program(project, "--by", "amira", "--document", "keepers") as program:
            program.wait_for(QUESTION)
            program.key("Escape")
            wait("the question to go", lambda: not program.find(QUESTION))
            program.focus()
            program.drag("Seven keepers")
            program.key("f")
            # Not saved, and it says so; trying again asks again.
            program.wait_for("Try Again")
            if marks(export(project)["keepers"]):
                raise Failed("a change was saved that nobody confirmed")
            program.click(program.find("Try Again"))
            program.wait_for(QUESTION)
            program.key("Return")
            program.wait_saved()
            program.drag("Tessa Holm")
            program.key("p")
            wait("the person", lambda: program.find("Person: Tessa Holm"))
            program.wait_saved()
            program.close()

        if marks(export(project)["keepers"], "amira") != [("Figure", "Seven keepers"), ("Person", "Tessa Holm")]:
            raise Failed("marks: %r" % marks(export(project)["keepers"]))
        if gloss("check", project, check=False).returncode != 0:
            raise Failed("gloss check finds something")


journey(main)
