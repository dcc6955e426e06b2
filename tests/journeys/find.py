# SPDX-License-Identifier: GPL-3.0-or-later
"""Find words in the document and label the place at once: by keys alone, then with the mouse. A wrong expression says where."""
from lib import Failed, Folder, Program, export, gloss, journey, marks, wait

TEXT = """Ferry captains end their strike

More than 330 captains of the Halden ferries went back to work on Monday, union secretary Mira Tollan said in Vesk.

The ministry counted "at most 280" captains, but gave no source for its figure. Tollan called that figure a guess.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def by_keys(program):
    program.focus()
    program.key("ctrl+f")
    program.wait_for("Find in this document")
    program.type("tollan")
    program.wait_for("1 of 2")
    # Round the end, and back.
    program.key("Return")
    program.wait_for("2 of 2")
    program.key("Return")
    program.wait_for("1 of 2")
    program.key("shift+Return")
    program.wait_for("2 of 2")
    # The place is the selected words: a letter labels it, F3 goes on.
    program.key("Escape")
    wait("the bar to close", lambda: not program.find("Find in this document"))
    program.key("p")
    program.wait_for("Person: Tollan")
    program.key("F3")
    program.wait_for("1 of 2")
    program.key("p")
    wait("two persons", lambda: len(program.find("Person: Tollan", every=True)) == 2)
    program.key("Escape", "Escape")
    wait("the bar to close", lambda: not program.find("2 places") and not program.find("1 of 2"))


def by_mouse(program):
    program.focus()
    program.key("ctrl+f")
    entry = program.wait_for("Find in this document")
    program.enter(entry, "FIGURE")
    program.wait_for("1 of 2")
    program.click(program.wait_for("Capital and small letters differ"))
    program.wait_for("Not found")
    program.click(program.wait_for("Capital and small letters differ"))
    program.wait_for("1 of 2")
    program.enter(entry, "captain")
    # From where the caret was, not from the beginning.
    program.wait_for("3 of 3")
    program.click(program.wait_for("Whole words only"))
    program.wait_for("Not found")
    program.click(program.wait_for("Whole words only"))
    program.click(program.wait_for("Regular expression"))
    program.enter(entry, r"\d+(")
    program.wait_for("“\\d+(” is no regular expression, at character 4: a round bracket has no partner")
    program.enter(entry, r"\d+")
    program.wait_for("2 of 2")
    program.click(program.wait_for("Next place"))
    program.wait_for("1 of 2")
    # A chip of the label bar labels the place while the bar stays.
    program.click(program.wait_for("Label as Figure"))
    program.wait_for("Figure: 330")
    program.click(program.wait_for("Close (Esc)"))
    wait("the bar to close", lambda: not program.find("Find in this document"))


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            by_keys(program)
            by_mouse(program)
            program.wait_saved()
            program.close()
        check("marks", marks(export(project)["ferry"], "amira"), [("Figure", "330"), ("Person", "Tollan"), ("Person", "Tollan")])


journey(main)
