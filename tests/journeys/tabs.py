# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents in tabs and beside each other: by keys alone, then with the mouse. Labels go to the active one."""
from lib import Failed, Folder, Program, export, gloss, journey, marks, wait, xdo

TEXTS = {
    "ferry": "Ferry captains end their strike\n\nMore than 330 captains of the Halden ferries went back to work.\n",
    "mill": "Mill workers follow the captains\n\nSome 120 workers of the Orrin mill voted on Tuesday at noon.\n",
    "quarry": "Quarry closes for the winter\n\nAbout 40 masons of the Teller quarry are without work now.\n",
}


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def articles(program):
    """The beginnings of the articles on screen."""
    found = []
    for node in program.find(role="text", every=True) or ():
        text = node.get_text_iface()
        if text is not None and text.get_character_count() > 40:
            found.append(text.get_text(0, 5))
    return sorted(found)


def wait_articles(program, *wanted):
    wait("the articles %r" % (wanted,), lambda: articles(program) == sorted(wanted))


def by_keys(program):
    program.focus()
    wait_articles(program, "Ferry")
    program.key("ctrl+t", "ctrl+Next")
    wait_articles(program, "Mill ")
    program.key("ctrl+Tab")
    wait_articles(program, "Ferry")
    program.key("ctrl+shift+Tab")
    wait_articles(program, "Mill ")
    # Beside it the next one; a label goes to the one with the focus.
    program.key("ctrl+backslash", "ctrl+Next")
    wait_articles(program, "Mill ", "Quarr")
    program.key("ctrl+f")
    program.type("masons")
    program.wait_for("1 of 1")
    program.key("Escape", "g")
    program.wait_for("Group: masons")
    program.key("ctrl+w")
    wait_articles(program, "Mill ")
    program.key("ctrl+w")
    wait_articles(program, "Ferry")


def by_mouse(program):
    x, y = program.place(program.wait_for("Mill workers follow the captains, Not begun, 0 annotations"))
    xdo("mousemove", x, y, "click", 2)
    wait_articles(program, "Mill ")
    x, y = program.place(program.wait_for("Quarry closes for the winter, In work, 1 annotation"))
    xdo("mousemove", x, y, "click", 3)
    program.wait_for("Open Beside")
    program.key("Down", "Return")
    wait_articles(program, "Mill ", "Quarr")
    # A press into the other side makes that one the active one.
    left = next(node for node in program.find(role="text", every=True)
                if node.get_text_iface() is not None and node.get_text_iface().get_text(0, 4) == "Mill")
    program.click(left)
    wait("its annotations", lambda: program.find("Annotations · 0"))
    program.key("ctrl+w")
    wait_articles(program, "Ferry", "Quarr")
    program.key("ctrl+w")
    wait_articles(program, "Quarr")


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, *[folder.file(key + ".txt", text) for key, text in TEXTS.items()])
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            by_keys(program)
            by_mouse(program)
            program.wait_saved()
            program.close()
        check("marks", marks(export(project)["quarry"], "amira"), [("Group", "masons")])


journey(main)
