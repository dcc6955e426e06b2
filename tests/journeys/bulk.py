# SPDX-License-Identifier: GPL-3.0-or-later
"""Many annotations at once, by the list and by Ctrl+D: changed, doubted, removed, each as one step."""
from lib import Failed, Folder, Program, export, gloss, journey, marks, wait, xdo

TEXT = """Three ports, one strike

Vesk closed on Monday. Lutna closed on Tuesday, and Vesk stayed shut; in Vesk nobody worked.

Halden opened again.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def all_of(project):
    return marks(export(project)["ports"], "amira")


def main():
    with Folder() as folder:
        project = folder.file("ports.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ports.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ports") as program:
            program.wait_for("Annotations")
            program.focus()
            program.double_click("Vesk")
            program.key("l", "ctrl+d")
            wait("the other two", lambda: program.find("Apply to 2"))
            program.key("Return")
            wait("all three", lambda: program.find("Annotations · 3"))
            program.double_click("Lutna")
            program.key("l")
            wait("the fourth", lambda: program.find("Annotations · 4"))
            program.wait_saved()
            check("labelled", all_of(project), [("Place", "Lutna")] + [("Place", "Vesk")] * 3)

            # One is changed; the others like it follow.
            program.click(wait("a row", lambda: program.find("Place: Vesk")))
            program.key("o", "ctrl+d")
            wait("the other two again", lambda: program.find("Apply to 2"))
            program.key("Return")
            wait("the change", lambda: len(program.find("Organization: Vesk", every=True)) == 3)
            program.wait_saved()
            check("changed", all_of(project), [("Organization", "Vesk")] * 3 + [("Place", "Lutna")])

            # All rows by a click and a click with Shift, a letter, and doubt.
            rows = program.find("Organization: Vesk", every=True)
            program.click(rows[0])
            xdo("keydown", "shift")
            program.click(rows[-1])
            xdo("keyup", "shift")
            wait("four of them", lambda: program.find("4 annotations selected"))
            program.key("g")
            wait("four groups", lambda: len(program.find("Group: Vesk", every=True)) == 3)
            program.key("ctrl+u")
            wait("the doubt", lambda: program.find("Group: Lutna, ? unsure"))
            program.wait_saved()
            check("groups", all_of(project), [("Group", "Lutna")] + [("Group", "Vesk")] * 3)
            check("unsure", [a.get("unsure") for a in export(project)["ports"]["annotations"]], [""] * 4)
            program.key("Delete")
            wait("nothing left", lambda: program.find("Annotations · 0"))
            program.wait_saved()
            check("removed", all_of(project), [])
            # Each was one step.
            program.key("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
            wait("what was before", lambda: len(program.find("Organization: Vesk", every=True)) == 1)
            program.wait_saved()
            check("undone", all_of(project), [("Organization", "Vesk"), ("Place", "Lutna"), ("Place", "Vesk"), ("Place", "Vesk")])
            program.close()
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
