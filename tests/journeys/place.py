# SPDX-License-Identifier: GPL-3.0-or-later
"""Close the window and open it again: the tabs are there, and each document where it was left. Its note; the next not done."""
from lib import Failed, Folder, Program, export, gloss, journey, wait, xdo

LONG = "Ferry captains end their strike\n\n" + "".join(
    "Paragraph %d: the captains of the Halden ferries went back to work, and said so.\n\n" % number for number in range(1, 81))
SHORT = "Mill workers follow the captains\n\nSome 120 workers of the Orrin mill voted on Tuesday at noon.\n"


def caret(program):
    return program.article().get_text_iface().get_caret_offset()


def in_sight(program, words):
    """Is the paragraph within the window?"""
    _, y = program.point(program.offsets(words)[0])
    return 0 < y < 900


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", LONG), folder.file("mill.txt", SHORT), folder.file("quarry.txt", SHORT + "Again.\n"))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            # By keys: to a place far down, into another document and back.
            program.key("ctrl+f")
            program.type("paragraph 61:")
            program.wait_for("1 of 1")
            program.key("Escape", "Escape")
            place = caret(program)
            program.key("ctrl+Next")
            wait("the mill", lambda: "Orrin" in program.article().get_text_iface().get_text(0, 200))
            program.key("ctrl+Prior")
            wait("the place in the first document", lambda: caret(program) == place and in_sight(program, "Paragraph 61"))
            # With the mouse: the second document in a tab of its own.
            x, y = program.place(program.wait_for("mill, Not begun, 0 annotations") if program.find("mill, Not begun, 0 annotations")
                                 else program.find("Mill workers follow the captains, Not begun, 0 annotations"))
            xdo("mousemove", x, y, "click", 2)
            wait("the mill", lambda: "Orrin" in program.article().get_text_iface().get_text(0, 200))
            program.key("ctrl+shift+Tab")
            wait("the first document", lambda: caret(program) == place)
            program.key("ctrl+q")
            program.process.wait(20)

        with Program(project, "--by", "amira") as program:
            program.wait_for("Annotations")
            wait("the place after the restart", lambda: caret(program) == place and in_sight(program, "Paragraph 61"))
            program.focus()
            program.key("ctrl+Tab")
            wait("the other tab", lambda: "Orrin" in program.article().get_text_iface().get_text(0, 200))
            program.key("ctrl+w")
            wait("the first document", lambda: caret(program) == place)
            # A note on the document, which stays when the document is done.
            program.key("ctrl+shift+k")
            program.wait_for("Note on the document")
            program.type("Ask Mira")
            program.key("Return")
            wait("the note", lambda: any(status.get("note") == "Ask Mira" for status in export(project)["ferry"].get("statuses", [])))
            wait("the note in the header", lambda: program.find("Your note on this document: Ask Mira"))
            program.click(program.find("Your note on this document: Ask Mira"))
            program.wait_for("Note on the document")
            program.key("ctrl+a")
            program.type("Asked")
            program.key("Return")
            program.wait_for("Your note on this document: Asked")
            # Done, and the next that is not; then on without marking anything done.
            program.key("ctrl+Return")
            wait("the mill", lambda: "Orrin" in program.article().get_text_iface().get_text(0, 200))
            program.key("ctrl+shift+Next")
            wait("the quarry", lambda: "Again" in program.article().get_text_iface().get_text(0, 200))
            program.key("ctrl+shift+Next")
            wait("the mill, not the one that is done", lambda: "Again" not in program.article().get_text_iface().get_text(0, 200))
            program.close()
        status = export(project)["ferry"]["statuses"]
        if status != [{"by": "amira", "status": "done", "note": "Asked"}]:
            raise Failed("the document's status: %r" % status)


journey(main)
