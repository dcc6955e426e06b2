# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences and help by keys alone: a key is changed and works at once, one that is taken is refused; F1 opens the topic."""
from lib import Atspi, Failed, Folder, Program, export, gloss, journey, marks, wait

TEXT = """Mill workers vote

Some 120 workers of the Orrin mill voted on Tuesday, steward Pala Venn said.
"""


def tab_to(program, begin):
    button = next(node for node in program.find(role="push button", every=True) if node.get_name().startswith(begin))
    for _ in range(160):
        if button.get_state_set().contains(Atspi.StateType.FOCUSED):
            return
        program.key("Tab")
    raise Failed("Tab never comes to the button “%s…”" % begin)


def change_undo(program):
    program.key("ctrl+comma")
    program.wait_for("Your name")
    tab_to(program, "Undo: ")
    program.key("space")
    wait("the row to wait", lambda: program.find("Escape keeps the old key, Backspace takes it off"))
    program.key("ctrl+o")
    wait("the refusal", lambda: program.find("“Open a project” has this key."))
    program.key("ctrl+period")
    wait("the row to be done", lambda: not program.find("“Open a project” has this key."))
    program.key("Escape")
    wait("the preferences to close", lambda: not program.find("Your name"))


def main():
    with Folder() as folder:
        project = folder.file("mill.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("mill.txt", TEXT))
        with Program(project, "--by", "amira") as program:
            program.wait_for("Annotations")
            program.focus()
            change_undo(program)
            program.focus()
            program.drag("Pala Venn")
            program.key("p")
            wait("the person", lambda: program.find("Person: Pala Venn"))
            program.key("ctrl+z")
            program.wait_saved()
            if not program.find("Person: Pala Venn"):
                raise Failed("the old key still undoes")
            program.key("ctrl+period")
            wait("the mark to go", lambda: not program.find("Person: Pala Venn"))
            wait("that to be saved", lambda: marks(export(project)["mill"]) == [])

            # The keys, as they are now; the window beneath goes on working.
            program.key("ctrl+question")
            program.wait_for("Search the keys (Ctrl+F)")
            wait("the changed key", lambda: program.find("Undo, Ctrl+."))
            program.type("codebook")
            wait("what was looked for alone", lambda: program.find("Codebook, Ctrl+B") and not program.find("Undo, Ctrl+."))
            program.focus()
            program.key("ctrl+shift+f")
            program.wait_for("Find in the project")
            program.key("Escape", "ctrl+question")
            program.wait_field("codebook")
            program.key("Escape")
            wait("the keys to close", lambda: not program.find("Search the keys (Ctrl+F)"))

            program.focus()
            program.key("F1")
            wait("the topic of the page", lambda: program.find("Marking text", "label"))
            program.key("ctrl+f")
            program.type("merging")
            program.key("Return")
            wait("the page that was found", lambda: program.find("The project file, backups and merging", "label"))
            program.key("alt+Left")
            wait("the page before", lambda: program.find("Changing a mark", "label"))
            program.key("ctrl+w")
            wait("the help to close", lambda: not program.find("Changing a mark", "label"))
            program.close()


journey(main)
