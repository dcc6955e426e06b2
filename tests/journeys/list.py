# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of annotations: filtered by words, type, doubt, note and what is incomplete, put in another order, with keys and with
the mouse; what is selected stays selected, and what no longer fits is not changed with it."""
import time

from lib import Atspi, Failed, Folder, Program, export, gloss, journey, marks, wait, xdo

TEXT = """Three ports, one strike

339 people struck in Vesk on Monday, Mira Tollan said. In Lutna 50 people did. "20 people" was the number for Halden.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def rows(program):
    """Names of the rows from top to bottom, without what is noted of them."""
    found = [(row.get_component_iface().get_extents(Atspi.CoordType.WINDOW).y, row.get_name().split(",")[0])
             for row in program.find(role="list item", every=True) if ": " in row.get_name()]
    return [name for _, name in sorted(found)]


def count_selected(program):
    return sum(row.get_state_set().contains(Atspi.StateType.SELECTED)
               for row in program.find(role="list item", every=True) if ": " in row.get_name())


def shows(program, what, wanted):
    wait("%s: %r" % (what, wanted), lambda: rows(program) == wanted)


def by_keys(program):
    """The field by its key, Escape closes it; the menu by F10-less arrows from the button."""
    program.key("ctrl+shift+p")
    program.type("PEOPLE")
    shows(program, "words", ["Figure: 339 people", "Figure: 50 people", "Figure: 20 people"])
    wait("the count", lambda: program.find("Annotations · 3 of 6"))
    # From the field to the rows: all of them are doubted at once.
    program.key("Return", "ctrl+a")
    wait("all three", lambda: program.find("3 annotations selected"))
    program.key("ctrl+u")
    wait("the doubt", lambda: program.find("Figure: 339 people, ? unsure"))
    # A letter less is more rows; those that were selected still are.
    program.key("ctrl+shift+p", "ctrl+a")
    program.type("339")
    shows(program, "fewer words", ["Figure: 339 people"])
    wait("the others to be let go", lambda: program.find("“339 people”"))
    program.key("Escape")
    wait("all rows", lambda: program.find("Annotations · 6"))


def by_mouse(program):
    def choose(*keys):
        """The button by the mouse, what is in the menu by keys: it is a surface of its own, whose places are not the window's."""
        program.click(program.wait_for("Which annotations, in which order"))
        time.sleep(0.4)
        program.key(*keys)
        time.sleep(0.3)

    choose("Down", "Down", "Return")
    shows(program, "by words", ["Figure: 20 people", "Figure: 50 people", "Figure: 339 people", "Place: Lutna", "Person: Mira Tollan",
                                "Place: Vesk"])
    first, last = program.find("Figure: 20 people, ? unsure"), program.find("Figure: 339 people, ? unsure")
    program.click(first)
    xdo("keydown", "shift")
    program.click(last)
    xdo("keyup", "shift")
    wait("three by words", lambda: program.find("3 annotations selected"))
    check("what is selected", count_selected(program), 3)
    choose("Down", "Return")
    wait("persons first", lambda: rows(program)[:1] == ["Person: Mira Tollan"])
    check("what is selected in another order", count_selected(program), 3)
    program.key("Escape")
    choose("Return")
    choose("Down", "Down", "Down", "Return", *["Down"] * 5, "Return")
    shows(program, "places", ["Place: Vesk", "Place: Lutna"])
    program.click(program.wait_for("Show all annotations again"))
    wait("all of them", lambda: program.find("Annotations · 6"))
    choose(*["Down"] * 5, "Return")
    shows(program, "unsure", ["Figure: 339 people", "Figure: 50 people", "Figure: 20 people"])


def main():
    with Folder() as folder:
        project = folder.file("ports.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ports.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ports") as program:
            program.wait_for("Annotations")
            program.focus()
            for words, letter in (("339 people", "f"), ("Vesk", "l"), ("Mira Tollan", "p"), ("Lutna", "l"), ("50 people", "f"),
                                  ("20 people", "f")):
                program.drag(words)
                program.key(letter)
                wait(words, lambda: words in [name.split(": ")[1] for name in rows(program)])
            program.wait_saved()
            by_keys(program)
            # Nothing selected is more room for rows.
            program.key("Escape")
            by_mouse(program)
            program.wait_saved()
            program.close()
        document = export(project)["ports"]
        check("unsure", sorted(a["type"] for a in document["annotations"] if "unsure" in a), ["Figure"] * 3)
        check("marks", len(marks(document)), 6)


journey(main)
