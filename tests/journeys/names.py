# SPDX-License-Identifier: GPL-3.0-or-later
"""No focusable control without a name: the first page, the Annotate page with something selected, the dialogs."""
from lib import Atspi, Failed, Folder, GLib, Program, gloss, journey, wait

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
    for node in program.find(every=True):
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


def check_codebook(program):
    """The codebook itself, a type with an open role and attribute, a relation."""
    program.key("ctrl+b")
    program.wait_for("Letter", "text")
    check(program, "in the codebook, on a type")
    program.key("Up")
    program.wait_for("What it is for")
    check(program, "in the codebook, on the codebook itself")
    program.key("End")
    program.wait_for("From: any type")
    check(program, "in the codebook, on a relation")
    program.key("ctrl+shift+n")
    program.wait_for("Add an Attribute", "push button")
    for begin in ("Add an Attribute", "Add a Role"):
        button = program.find(begin, "push button")
        for _ in range(40):
            if button.get_state_set().contains(Atspi.StateType.FOCUSED):
                break
            program.key("Tab")
        program.key("space")
    wait("the open role", lambda: program.find("Filled by: any type"))
    check(program, "in the codebook, with an attribute and a role open")
    program.key("ctrl+w")
    wait("the codebook to close", lambda: not program.find("Add an Attribute"))


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
            check_codebook(program)
            program.key("F1")
            program.wait_for("Contents")
            check(program, "in the help")
            program.key("Escape")
            wait("the help to close", lambda: not program.find("Contents"))
            program.close()


journey(main)
