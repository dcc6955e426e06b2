# SPDX-License-Identifier: GPL-3.0-or-later
"""A claim with keys alone: marked, filled by guesses and by selected words, its source from the field, its certainty and a line to
the lead from the inspector, a typed date; all of it read through `gloss export`."""
from lib import Failed, Folder, Program, export, gloss, journey, roles, wait

TEXT = """According to some analysts, several dozen ships stayed in port.
"""
CLAIM = "several dozen ships stayed in port"


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


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
            program.key("ctrl+Home", *["ctrl+Right"] * 4)
            program.key("Right", "shift+End", "c")
            wait("the claim", lambda: program.find("Claim: " + CLAIM))
            program.key("space")
            wait("the source", lambda: program.find("Source: some analysts"))
            program.key("space")
            wait("the cue", lambda: program.find("Cue: According to"))
            # The figure from selected words.
            program.key("ctrl+Home", *["ctrl+Right"] * 4)
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
