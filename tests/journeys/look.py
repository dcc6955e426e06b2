# SPDX-License-Identifier: GPL-3.0-or-later
"""Look at another person's annotations on the page Annotate: they are there, and neither a label nor Delete changes anything; then back to
one's own."""
from lib import Failed, Folder, Program, export, journey, marks, wait
from review import check, make


def main():
    with Folder() as folder:
        project = make(folder, "look")
        before = export(project)
        with Program(project, "--by", "lead", "--document", "one") as program:
            program.wait_for("Annotations · 0")
            program.focus()
            program.key("F10")
            program.wait_for("Edit Gold")
            program.key("n")
            program.wait_for("bek")
            program.key("Down", "Down", "Return")
            program.wait_for("You are looking at the annotations of amira, which you cannot change")
            program.wait_for("Annotations · %d" % len(marks(before["one"], "amira")))
            program.double_click("gone")
            program.key("p")
            program.click_words("Anna Weber")
            wait("it to be selected", lambda: program.find("“Anna Weber”"))
            program.key("Delete", "o")
            program.click(program.find("My Annotations", "push button"))
            program.wait_for("Annotations · 0")
            wait("the line to go", lambda: not program.find("My Annotations", "push button"))
            program.double_click("gone")
            program.key("p")
            program.wait_for("Annotations · 1")
            program.wait_saved()
            program.close()
        after = export(project)
        for by in ("amira", "bek"):
            check("what %s has" % by, marks(after["one"], by), marks(before["one"], by))
        check("what the lead has", marks(after["one"], "lead"), [("Person", "gone")])
        if after["one"]["annotations"] == before["one"]["annotations"]:
            raise Failed("nothing was written")


journey(main)
