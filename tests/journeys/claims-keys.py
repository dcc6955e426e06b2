# SPDX-License-Identifier: GPL-3.0-or-later
"""Claims with keys alone: marked, filled by guesses, by selected words and by what is typed, what is not said said so, a line to the
lead, a relation to another claim, and undo; all of it read through `gloss export`."""
from lib import Failed, Folder, Program, export, gloss, journey, roles, wait

TEXT = """Ships in port

According to some analysts, several dozen ships stayed in port.

The ministry denied on Monday that all ferries were idle.
"""
CLAIM = "several dozen ships stayed in port"
OTHER = "all ferries were idle"


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def select_words(program, line, skip, n):
    """@n words after the first @skip ones of the line that the keys @line go to."""
    program.key(*line, *["ctrl+Right"] * skip)
    if skip > 0:
        program.key("Right")
    program.key(*["ctrl+shift+Right"] * n)


def fills(project, claim, wanted):
    wait("%r in the file" % wanted, lambda: roles(export(project)["ferry"], claim) == wanted)


def second_claim(program, project):
    """Its source, cue and figure from words, the date and what it goes by; then what it has to do with the first one."""
    last = ("ctrl+End", "Up", "Home")
    select_words(program, last, 6, 4)
    program.key("c")
    wait("the second claim", lambda: program.find("Claim: " + OTHER))
    select_words(program, last, 0, 2)
    program.key("Return")
    wait("the source", lambda: any((node.get_name() or "").endswith(": The ministry") for node in program.find(every=True)))
    select_words(program, last, 2, 1)
    program.key("Return")
    wait("the cue", lambda: program.find("Cue: denied"))
    # No number is said; the date is.
    program.key("0")
    wait("no figure", lambda: program.find("figure: not said"))
    select_words(program, last, 4, 1)
    program.key("Return")
    wait("the date", lambda: program.find("Date: Monday"))
    source = next(a["type"] for a in export(project)["ferry"]["annotations"]
                  if a["spans"] == [[TEXT.index("The ministry"), TEXT.index("The ministry") + len("The ministry")]])
    filled = {"source": [source + " The ministry"], "cue": ["Cue denied"], "figure": ["none"], "said-on": ["Date Monday"]}
    fills(project, OTHER, filled)
    # Emptied, and taken back.
    program.key("4", "Delete")
    fills(project, OTHER, {role: filler for role, filler in filled.items() if role != "figure"})
    program.key("ctrl+z")
    fills(project, OTHER, filled)
    # From this claim to the first one: the other end is walked to by keys, the relation asked for by its letter.
    program.key("Escape", *last, *["ctrl+Right"] * 7, "alt+Down")
    wait("the second claim to be selected", lambda: program.find("“%s”" % OTHER))
    program.key("ctrl+l", "ctrl+shift+p")
    program.type("stayed")
    wait("one row", lambda: program.find("Annotations · 1 of 8"))
    program.key("Return", "ctrl+a")
    wait("the first claim to be selected", lambda: program.find("“%s”" % CLAIM))
    program.key("Return", "d")
    fills(project, OTHER, dict(filled, doubts=["Claim " + CLAIM]))
    program.key("ctrl+z")
    fills(project, OTHER, filled)
    program.key("ctrl+shift+z")
    fills(project, OTHER, dict(filled, doubts=["Claim " + CLAIM]))


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            # To the text, before "several", to the end of the line; the full stop stays outside.
            program.go_to_article()
            program.key("ctrl+Home", "Down", "Down", "Home", *["ctrl+Right"] * 4)
            program.key("Right", "shift+End", "c")
            wait("the claim", lambda: program.find("Claim: " + CLAIM))
            program.key("space")
            wait("the source", lambda: program.find("Source: some analysts"))
            program.key("space")
            wait("the cue", lambda: program.find("Cue: According to"))
            # The figure from selected words.
            program.key("ctrl+Home", "Down", "Down", "Home", *["ctrl+Right"] * 4)
            program.key("Right", *["ctrl+shift+Right"] * 3)
            program.key("Return")
            wait("the figure", lambda: program.find("Figure: several dozen ships"))
            # The date is typed, the second filler of the roles on demand is the author.
            program.key("slash")
            program.type("2015-04-21")
            program.key("Return")
            wait("the date", lambda: program.find("said-on: filled"))
            program.key("9", "slash")
            program.type("author")
            program.key("Return")
            wait("the basis", lambda: program.find("basis: filled"))
            program.key("Escape", "ctrl+u")
            program.type("who are they?")
            program.key("Return")
            program.wait_saved()
            program.go_to_article()
            program.key("Escape", "Escape")
            second_claim(program, project)
            program.close()
        document = export(project)["ferry"]
        check("the claim", roles(document, CLAIM),
              {"source": ["Source some analysts"], "cue": ["Cue According to"], "figure": ["Figure several dozen ships"],
               "said-on": ["value"], "basis": ["author"]})
        claim = next(a for a in document["annotations"] if a["type"] == "Claim")
        check("the line to the lead", claim.get("unsure"), "who are they?")
        check("the date's value", next(r["value"] for r in claim["relations"] if r.get("role") == "said-on"), "2015-04-21")
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
