# SPDX-License-Identifier: GPL-3.0-or-later
"""Export and Save a Copy: every exporter is offered with its settings, what it writes is what the command line writes, and comes in again by
the format that is chosen; the copy is the whole project."""
import os
import time

from lib import Failed, Folder, Program, export, gloss, journey, marks, wait, xdo
from tree import ROOT, Node

TEXT = """Harvest below last year

Growers around Lutna brought in 410 tonnes, a fifth less than before.
"""


def choose(program, title, path):
    program.wait_for(title)
    # A slash opens the file chooser's entry for a path.
    program.key("ctrl+a")
    program.type(path)
    program.key("Return")


def ready(program):
    """The dialog is filled: the button has the keyboard."""
    wait("the button to have the keyboard", lambda: next(
        (node for node in program.find("Export…", every=True) if node.focused), None))


def dialog(program):
    return next((node for node in Node(program.application(), ROOT).read_children() if node.get_name() == "Export"), None)


def drop_down(program, name):
    """The field, not the words beside it."""
    return wait("“%s”" % name, lambda: next(
        (node for node in program.find(name, where=dialog(program), every=True) if node.get_role_name() not in ("label", "list item")), None))


def export_as(program, place):
    """By keys: the format at this place of the list."""
    program.focus()
    program.key("ctrl+shift+e")
    ready(program)
    program.key("Tab", "space", "Home", *["Down"] * place, "Return")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def columns(program, folder, project):
    """CoNLL-2003 with another setting and one person's annotations: the setting is kept, the file is what the command line writes."""
    path, again = folder.file("out.conll"), folder.file("again.conll")
    export_as(program, 1)
    program.click(drop_down(program, "Tags written"))
    program.key("End", "Return")
    wait("the setting to be kept", lambda: "IOBES" in gloss("plugins", "show", "conll").stdout)
    program.click(drop_down(program, "Annotations"))
    program.key("End", "Return")
    wait("one person's", lambda: program.find("Only amira’s"))
    program.click(wait("the button", lambda: program.find("Export…", "push button")))
    choose(program, "Export as CoNLL-2003", path)
    program.wait_for("Exported to “out.conll”")
    gloss("export", project, "--format", "conll", "--by", "amira", "-o", again)
    if b"S-Figure" not in read(path) and b"B-Figure" not in read(path):
        raise Failed("the figure is missing:\n" + read(path).decode())
    if read(path) != read(again):
        raise Failed("the window writes other columns than the command line")


def brat(program, folder, project):
    """A folder, and in again with its annotations."""
    path, again = folder.file("standoff"), folder.file("again.gloss")
    export_as(program, 0)
    program.click(wait("the button", lambda: program.find("Export…", "push button")))
    choose(program, "Export as brat standoff", path)
    wait("the folder", lambda: os.path.isdir(path) and any(name.endswith(".ann") for _, _, names in os.walk(path) for name in names))
    program.wait_for("Exported to “standoff”")
    gloss("new", again)
    gloss("import", again, path)
    if ("Figure", "410 tonnes") not in marks(next(iter(export(again).values()))):
        raise Failed("the figure did not come back from brat")


def columns_back(program, folder):
    """A file whose name says nothing, in a format that is chosen."""
    path = folder.file("eng.train", "-DOCSTART- O\n\nTollan B-PER\nsailed O\n")
    program.focus()
    program.key("ctrl+i")
    program.wait_for("Import Articles")
    program.key("ctrl+a")
    program.type(path)
    # The toolkit's own chooser is not placed as its accessible says.
    shape = dict(line.split("=") for line in xdo("search", "--onlyvisible", "--name", "^Import Articles$",
                                                 "getwindowgeometry", "--shell", "%1").split())
    xdo("mousemove", int(shape["X"]) + 150, int(shape["Y"]) + int(shape["HEIGHT"]) - 104, "click", 1)
    time.sleep(0.3)
    program.key("Down", "Return")
    wait("the format to be chosen", lambda: program.find("CoNLL-2003"))
    # It reads the path only from where the keyboard is.
    xdo("mousemove", int(shape["X"]) + 500, int(shape["Y"]) + int(shape["HEIGHT"]) - 419, "click", 1)
    program.key("Return")
    wait("the result", lambda: next((node for node in program.find(role="label", every=True)
                                     if node.name.startswith("1 new document")), None))
    program.key("Return")


def main():
    with Folder() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder.file("config")
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
            program.key("ctrl+shift+e")
            ready(program)
            program.key("Return")
            choose(program, "Export as JSON Lines", lines)
            program.wait_for("Exported to “out.jsonl”")
            wanted = export(project)
            if read(lines) != read(project + ".jsonl"):
                raise Failed("the window exports something else than the command line")
            columns(program, folder, project)
            brat(program, folder, project)
            program.focus()
            program.key("ctrl+shift+s")
            choose(program, "Save a Copy", copy)
            program.wait_for("Saved a copy as “mine.gloss”")
            columns_back(program, folder)
            program.focus()
            program.close()
        if os.path.exists(copy) or export(copy + ".gloss") != wanted:
            raise Failed("the copy is not the project")
        if gloss("check", copy + ".gloss", check=False).returncode != 0:
            raise Failed("gloss check finds something in the copy")
        if not any(marks(document) == [("Person", "Tollan")] for document in export(project).values()):
            raise Failed("the columns did not come in")


journey(main)
