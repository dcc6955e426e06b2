# SPDX-License-Identifier: GPL-3.0-or-later
"""No focusable control without a name: the first page, the Annotate page with something selected, the dialogs."""
from lib import Atspi, Failed, Folder, GLib, Program, gloss, journey, wait, walk

TEXT = """Mill workers vote

Some 120 workers of the Orrin mill voted on Tuesday, steward Pala Venn said.
"""


def described(node):
    """Where a widget is, from the inside out, and what it holds."""
    around = []
    for _ in range(4):
        node = node.get_parent()
        if node is None:
            break
        around.append("%s “%s”" % (node.get_role_name(), node.get_name()))
    return around


def nameless(program):
    found = []
    for node in walk(program.application()):
        try:
            states = node.get_state_set()
            if states.contains(Atspi.StateType.FOCUSABLE) and not node.get_name().strip():
                found.append("%s in %s" % (node.get_role_name(), " in ".join(described(node))))
        except GLib.Error:
            continue
    return found


def check(program, what):
    found = nameless(program)
    if found:
        raise Failed("without a name %s: %s" % (what, ", ".join(found)))


def main():
    with Folder() as folder:
        project = folder.file("mill.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("mill.txt", TEXT))

        with Program("--by", "amira") as program:
            program.wait_for("Sample Project")
            check(program, "on the first page")
            program.focus()
            program.key("ctrl+n")
            program.wait_for("Create")
            check(program, "in the dialog for a new project")
            program.key("Escape")
            wait("the dialog to close", lambda: not program.find("Create"))
            program.close()

        with Program(project, "--by", "amira") as program:
            program.wait_for("Annotations")
            program.focus()
            program.drag("120 workers")
            program.key("f")
            wait("the figure", lambda: program.find("Figure: 120 workers"))
            check(program, "on the Annotate page")
            program.drag("Pala Venn")
            check(program, "with the label chooser")
            program.key("Escape")
            program.key("ctrl+e")
            program.wait_for("Publisher")
            check(program, "in the dialog for a document's data")
            program.key("Escape")
            wait("the dialog to close", lambda: not program.find("Publisher"))
            program.key("ctrl+comma")
            program.wait_for("Appearance")
            check(program, "in the preferences")
            program.key("Escape")
            wait("the preferences to close", lambda: not program.find("Appearance"))
            program.close()


journey(main)
