# SPDX-License-Identifier: GPL-3.0-or-later
"""What a claim may have beside the chain, by the mouse and by keys: two sources, several it went through in their order, a basis that
is an entity without a mention, a claim within a claim; all of it read through `gloss export`."""
from lib import Failed, Folder, Program, export, gloss, journey, roles, wait

TEXT = """Ferry strike goes on

Mira Tollan and Teo Varin said 330 captains walked out, Brom Tollen wrote, citing the Harbour Agency and a report.

The ministry says that two ports are shut.
"""
CLAIM = "330 captains walked out"
OUTER = "The ministry says that two ports are shut"
INNER = "two ports are shut"


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def fills(project, claim, role, wanted):
    """What fills the role is in the file."""
    wait("%s: %r" % (role, wanted), lambda: roles(export(project)["ferry"], claim).get(role) == wanted)


def know_entity(program):
    """One that a mention was linked to; the mention goes, the entity stays."""
    program.drag("Harbour Agency")
    program.key("o")
    wait("the agency", lambda: program.find("Organization: Harbour Agency"))
    program.key("ctrl+k")
    wait("a new entity", lambda: program.find("New entity “Harbour Agency” · Organization"))
    program.key("Return")
    wait("the link", lambda: program.find("Organization: Harbour Agency, ⌂ entity"))
    program.key("Delete")
    wait("the mention to go", lambda: program.find("Annotations · 0"))


def first_claim(program, project):
    program.drag(CLAIM)
    program.key("c")
    wait("the claim", lambda: program.find("Claim: " + CLAIM))
    # The first source arms the cue; the role's number goes back for another one.
    program.drag("Mira Tollan")
    wait("a source", lambda: program.find("Person: Mira Tollan"))
    program.key("1")
    program.drag("Teo Varin")
    fills(project, CLAIM, "source", ["Person Mira Tollan", "Person Teo Varin"])
    # Via is a list: it stays armed, and a filler moves before the other.
    program.key("2")
    program.drag("Brom Tollen")
    program.drag("a report")
    fills(project, CLAIM, "via", ["Person Brom Tollen", "Source a report"])
    program.click(program.find("Earlier in the list", every=True)[-1])
    fills(project, CLAIM, "via", ["Source a report", "Person Brom Tollen"])
    # The basis: its number, the field, an entity's name as somebody misspells it.
    program.go_to_article()
    program.key("9", "slash")
    program.type("harbuor agency")
    wait("the entity", lambda: program.find("◆ Harbour Agency"))
    program.click(program.find("◆ Harbour Agency"))
    fills(project, CLAIM, "basis", ["entity"])
    program.go_to_article()
    program.key("Escape", "Escape")


def claim_within(program, project):
    """By keys: the outer one, then the inner one, which is tied to it without being asked; both as one step."""
    program.key("ctrl+End", "Up", "Home", "shift+End", "c")
    wait("the outer claim", lambda: program.find("Claim: " + OUTER))
    program.key("Escape", "Escape", "Home", *["ctrl+Right"] * 4)
    program.key("Right", "shift+End", "c")
    wait("the inner claim", lambda: program.find("Claim: " + INNER))


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            know_entity(program)
            first_claim(program, project)
            claim_within(program, project)
            fills(project, INNER, "within", ["Claim " + OUTER])
            program.go_to_article()
            program.key("ctrl+z")
            wait("the inner claim to go", lambda: not program.find("Claim: " + INNER))
            program.wait_saved()
            program.close()
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
