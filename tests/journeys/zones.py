# SPDX-License-Identifier: GPL-3.0-or-later
"""Zones corrected by hand: by keys, from the menu, over several lines at once, back to ordinary text, and undone."""
from lib import Atspi, Failed, Folder, Program, export, gloss, journey, wait, xdo

TEXT = """Ferry captains end their strike

More than 330 captains of the Halden ferries went back to work, union secretary Mira Tollan said in Vesk.

Captains at the quay in Vesk

The quay is closed at night

Tickets are sold at the gate
"""


def zones(project):
    """(kind, words) of the document's zones."""
    document = export(project)["ferry"]
    return [(zone["kind"], document["text"][zone["start"]:zone["end"]].strip()) for zone in document.get("zones", [])]


def has(project, what, wanted):
    wait("%s in the file" % what, lambda: wanted in zones(project))


def go_to_line(program, words):
    """By keys, from the top."""
    program.go_to_article()
    program.key("ctrl+Home")
    for _ in range(16):
        text = program.article().get_text_iface()
        whole, at = text.get_text(0, text.get_character_count()), text.get_caret_offset()
        if whole[whole.rfind("\n", 0, at) + 1:].startswith(words):
            program.key("Home")
            return
        program.key("Down")
    raise Failed("no key goes to “%s”" % words)


def by_keys(program, project):
    # The caret's line is enough.
    go_to_line(program, "Captains at")
    program.key("ctrl+shift+c")
    has(project, "the caption", ("caption", "Captains at the quay in Vesk"))
    # Two lines, from somewhere in the first to somewhere in the last.
    go_to_line(program, "The quay")
    program.key("ctrl+Right")
    xdo("keydown", "shift", "key", "Down", "key", "Down", "key", "Right", "key", "Right", "keyup", "shift")
    program.key("ctrl+shift+b")
    both = ("boilerplate", "The quay is closed at night\n\nTickets are sold at the gate")
    has(project, "both lines", both)
    # One of them is none.
    go_to_line(program, "Tickets are")
    program.key("ctrl+shift+t")
    has(project, "the first line alone", ("boilerplate", "The quay is closed at night"))
    program.key("ctrl+z")
    has(project, "both lines again", both)


def walk_to(program, item):
    """In an open menu, by keys."""
    for _ in range(16):
        node = program.find(item)
        if node is not None and node.get_state_set().contains(Atspi.StateType.FOCUSED):
            return
        program.key("Down")
    raise Failed("no key goes to “%s”" % item)


def by_menu(program, project):
    """The menu by the mouse, what is in it by keys: it is a surface of its own, whose places are not the window's."""
    program.click_words("Tickets are")
    program.click(program.wait_for("Main menu (F10)"))
    wait("the menu", lambda: program.find("Mark These Lines As"))
    walk_to(program, "Mark These Lines As")
    program.key("Return")
    wait("the zones", lambda: program.find("Byline"))
    walk_to(program, "Byline")
    program.key("Return")
    has(project, "the byline", ("byline", "Tickets are sold at the gate"))
    has(project, "what is left of the boilerplate", ("boilerplate", "The quay is closed at night"))
    program.click_words("Tickets are")


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            by_keys(program, project)
            by_menu(program, project)
            program.wait_saved()
            program.close()
        if gloss("check", project, check=False).returncode != 0:
            raise Failed("gloss check finds problems")


journey(main)
