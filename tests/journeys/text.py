# SPDX-License-Identifier: GPL-3.0-or-later
"""What hands do in the text, once with the mouse and once with keys alone: an end of an annotation is moved, a part is added to
it, overlapping ones are walked, punctuation is left out; the size of the letters follows the wheel."""
import time

from lib import Failed, Folder, Program, export, gloss, journey, marks, wait, xdo

TEXT = """Ferry captains end their strike

More than 330 captains of the Halden ferries walked out, Mira Tollan said on April 21.

The ministry counted "at most 280" at Vesk and (so it said) again at Halden, but gave no source.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def pull(program, start, end, held=None):
    """Drags from one place on the screen to another, in steps, with a key held when the button goes up."""
    (x, y), (to_x, to_y) = start, end
    xdo("mousemove", x, y, "mousedown", 1)
    for step in range(1, 6):
        xdo("mousemove", x + (to_x - x) * step // 5, y + (to_y - y) * step // 5)
        time.sleep(0.03)
    xdo(*(["keydown", held] if held else []), "mouseup", 1, *(["keyup", held] if held else []))
    time.sleep(0.3)


def listed(program, name):
    wait("“%s” in the list" % name, lambda: program.find(name))


def by_mouse(program):
    # The comma behind and the quotation mark before are left out.
    program.drag("330 captains")
    program.key("f")
    listed(program, "Figure: 330 captains")
    # Its first end over two words to the left.
    first, _ = program.offsets("330 captains")
    to, _ = program.offsets("More than")
    pull(program, program.point(first), program.point(to + 1))
    listed(program, "Figure: More than 330 captains")
    # Its last end by characters.
    _, last = program.offsets("330 captains")
    pull(program, program.point(last), program.point(last - 2), held="shift")
    wait("a part of the word", lambda: any(program.find("Figure: More than 330 " + "captain"[:n]) for n in (5, 6, 7)))
    program.key("ctrl+z")
    listed(program, "Figure: More than 330 captains")

    # A part more.
    program.drag("walked out,")
    program.key("c")
    listed(program, "Claim: walked out")
    program.key("Escape", "Escape")
    x, y = program.point(program.offsets("walked")[0] + 3)
    xdo("mousemove", x, y, "click", 1)
    time.sleep(0.6)
    start, end = program.offsets("April 21")
    xdo("keydown", "ctrl")
    pull(program, program.point(start), program.point(end - 1, after=True))
    xdo("keyup", "ctrl")
    listed(program, "Claim: walked out … April 21")
    program.key("Escape", "Escape")

    # Larger letters by the wheel.
    place = program.article().get_text_iface().get_character_extents(0, 1)
    xdo("mousemove", x, y, "keydown", "ctrl", "click", 4, "click", 4, "click", 4, "keyup", "ctrl")
    wait("larger letters", lambda: program.article().get_text_iface().get_character_extents(0, 1).height > place.height * 1.2)
    program.key("ctrl+0")
    wait("letters of normal size",
         lambda: program.article().get_text_iface().get_character_extents(0, 1).height == place.height)


def by_keys(program):
    program.key("Escape", "ctrl+Home", "Down", "Down", "Down", "Down", "Home")
    # "ministry", word by word.
    program.key("ctrl+Right", "Right", "ctrl+shift+Right", "o")
    listed(program, "Organization: ministry")
    program.key("alt+Right")
    listed(program, "Organization: ministry counted")
    program.key("alt+Left", "alt+Home", "alt+Left")
    listed(program, "Organization: The ministry")
    program.key("F4", "alt+End", "alt+Left", "alt+Left", "alt+Left")
    listed(program, "Organization: The minis")
    program.key("F4", "alt+Right")
    listed(program, "Organization: The ministry")
    # A part more; the quotation marks stay out, and the bracket without its partner.
    program.key("ctrl+Right", "ctrl+Right", "ctrl+Right", "ctrl+shift+Left", "ctrl+shift+Left", "ctrl+j")
    listed(program, "Organization: The ministry … at most")
    # One within it, then out and in again; only one is named in the inspector's head, so the type tells.
    program.key("Escape", "Escape", "ctrl+Left", "ctrl+shift+Left", "p")
    wait("a person in the list", lambda: any((node.get_name() or "").startswith("Person: ")
                                             for node in program.find(every=True)))
    program.key("alt+Up", "l")
    listed(program, "Place: The ministry … at most")
    program.key("alt+Down", "g")
    wait("a group in the list", lambda: any((node.get_name() or "").startswith("Group: ")
                                            for node in program.find(every=True)))


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            by_mouse(program)
            by_keys(program)
            program.wait_saved()
            program.close()

        found = marks(export(project)["ferry"], "amira")
        for wanted in [("Figure", "More than 330 captains"), ("Claim", "walked out … April 21"),
                       ("Place", "The ministry … at most")]:
            if wanted not in found:
                raise Failed("%r is not in %r" % (wanted, found))
        check("groups", sum(1 for name, _ in found if name == "Group"), 1)
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
