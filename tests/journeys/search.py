# SPDX-License-Identifier: GPL-3.0-or-later
"""Find in the whole project: lines in context, filters, a wrong query told; label, change and delete many as one step.

First by keys alone, then with the mouse; each step is undone by one Undo."""
import os

from lib import Atspi, BUILD, Failed, Folder, Program, export, gloss, journey, marks, wait, xdo

FERRY = """Ferry captains end their strike

More than 330 captains of the Halden ferries went back to work, union secretary Mira Tollan said in Vesk.

Tollan called the ministry's figure a guess.
"""
MILL = """Mill workers follow the captains

Some 120 workers of the Orrin mill voted, and Mira Tollan came to thank them.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def people(project):
    return sum(marks(document, "amira").count(("Person", "Tollan")) for document in export(project).values())


def by_keys(program, project):
    program.focus()
    program.key("ctrl+shift+f")
    program.wait_for("Find in the project")
    program.type("tollan")
    program.wait_for("3 lines · 2 documents")
    # Into the results, all of them, a label's letter; the number is said first.
    program.key("Return", "ctrl+a")
    program.wait_for("3 lines · 2 documents · 3 selected")
    program.key("p")
    program.wait_for("Label 3 places as “Person”?")
    program.key("Return")
    program.wait_for("3 places labelled")
    wait("three in the file", lambda: people(project) == 3)
    # What was labelled is another type, as one step as well.
    program.key("ctrl+shift+f")
    program.type("type:Person by:amira")
    program.wait_for("3 annotations · 2 documents")
    program.key("Return", "ctrl+a", "o")
    program.wait_for("Make 3 annotations “Organization”?")
    program.key("Return")
    program.wait_for("3 annotations changed")
    wait("none in the file", lambda: people(project) == 0)
    program.key("Escape", "ctrl+z")
    wait("three again", lambda: people(project) == 3)
    # The annotations themselves; the first one shows its place.
    program.key("ctrl+shift+f")
    program.type("type:Person by:amira document:ferry")
    program.wait_for("2 annotations · 1 document")
    program.key("Return", "Down", "ctrl+a", "Delete")
    program.wait_for("Delete 2 annotations?")
    program.key("Return")
    program.wait_for("2 annotations removed")
    wait("nothing left", lambda: program.find("Nothing found"))
    wait("two to be gone", lambda: people(project) == 1)
    program.key("Escape", "ctrl+z")
    wait("undone", lambda: people(project) == 3)
    program.key("ctrl+z")
    wait("undone, too", lambda: people(project) == 0)


def by_mouse(program, project):
    program.focus()
    program.key("ctrl+shift+f")
    entry = program.wait_for("Find in the project")
    program.enter(entry, "colour:red")
    program.wait_for("colour:, at character 1: there is no such filter; there are type:, note:, by:, entity:, unsure:, in:, status:, "
                     "document:. Put words with a colon between quotation marks")
    program.enter(entry, "type:Nonsense")
    program.wait_for("type:nonsense, at character 1: the codebook has no such type; it has Person, Organization, Group, Place, "
                     "Date, Figure, Source, Cue, Claim")
    program.enter(entry, r"/\d+ (captains|workers)/ in:body")
    program.wait_for("2 lines · 2 documents")
    row = program.wait_for("mill: Some 120 workers of the Orrin mill voted, and Mira Tollan came to thank them.")
    program.click(row)
    wait("the other document", lambda: "Orrin mill" in program.article().get_text_iface().get_text(0, 200))
    program.click(program.wait_for("Label as"))
    program.key("Down", "Down", "Down", "Down", "Down", "Return")
    program.wait_for("Label 1 place as “Figure”?")
    program.click(program.wait_for("Label"))
    program.wait_for("1 place labelled")
    program.wait_saved()
    check("figure", marks(export(project)["mill"], "amira"), [("Figure", "120 workers")])
    # Where its upper edge was, the article answers to clicks as everywhere.
    x, y = program.place(program.wait_for("Find in the project"))
    program.click(program.wait_for("Close (Esc)"))
    wait("the pane to close", lambda: not program.find("Find in the project"))
    program.key("ctrl+p")
    wait("the filter of the documents", lambda: not program.article().get_state_set().contains(Atspi.StateType.FOCUSED))
    xdo("mousemove", x, y - 25, "click", 1)
    wait("the article", lambda: program.article().get_state_set().contains(Atspi.StateType.FOCUSED))


def remembered(project, folder):
    """The height that somebody has given to what is found is there again, also where the window was closed with it open."""
    env = {"GSETTINGS_BACKEND": "keyfile", "GSETTINGS_SCHEMA_DIR": os.path.join(BUILD, "data"), "XDG_CONFIG_HOME": folder.path}
    heights = []
    for drags in (True, False):
        with Program(project, "--by", "amira", "--document", "ferry", env=env) as program:
            program.wait_for("Annotations")
            program.focus()
            program.key("ctrl+shift+f")
            x, y = program.place(program.wait_for("Find in the project"))
            heights.append(y)
            if drags:
                xdo("mousemove", x, y - 25, "mousedown", 1)
                for step in range(1, 7):
                    xdo("mousemove", x, y - 25 - 15 * step)
                xdo("mouseup", 1)
                wait("more room", lambda: program.place(program.find("Find in the project"))[1] < y - 60)
                heights[0] = program.place(program.find("Find in the project"))[1]
            xdo("key", "--clearmodifiers", "ctrl+q")
            program.process.wait(60)
    if abs(heights[0] - heights[1]) > 4:
        raise Failed("what is found stands at %d instead of %d" % (heights[1], heights[0]))


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", FERRY), folder.file("mill.txt", MILL))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            by_keys(program, project)
            by_mouse(program, project)
            program.close()
        remembered(project, folder)


journey(main)
