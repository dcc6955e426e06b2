# SPDX-License-Identifier: GPL-3.0-or-later
"""Claims with the mouse: source, cue, figure and date fill one after the other, what the words say is in the values; a claim
that doubts another is tied to it; a role is closed; all of it read through `gloss export`."""
from lib import Failed, Folder, Program, export, gloss, journey, marks, roles, wait

TEXT = """Ferry captains end their strike

More than 330 captains of the Halden ferries walked out, Mira Tollan said on April 21.

The ministry doubts that so many captains have joined.
"""
FIRST = "More than 330 captains of the Halden ferries walked out"
SECOND = "so many captains have joined"


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def first_claim(program):
    program.drag(FIRST)
    program.key("c")
    wait("the claim", lambda: program.find("Claim: " + FIRST))
    program.drag("Mira Tollan")
    wait("the source", lambda: program.find("Person: Mira Tollan"))
    # A click takes the word; its second press does no more.
    program.double_click("said")
    wait("the cue", lambda: program.find("Cue: said"))
    program.drag("More than 330 captains")
    wait("the figure", lambda: program.find("Figure: More than 330 captains"))
    program.drag("April 21")
    wait("the date", lambda: program.find("Date: April 21"))


def second_claim(program):
    program.drag(SECOND)
    program.key("c")
    wait("the second claim", lambda: program.find("Claim: " + SECOND))
    program.drag("The ministry")
    # The words that were taken just now are another type.
    wait("its source", lambda: program.find("Source: The ministry"))
    program.key("o")
    wait("its source as an organization", lambda: program.find("Organization: The ministry"))
    program.drag("doubts")
    wait("its cue", lambda: program.find("Cue: doubts"))
    program.click(program.wait_for("figure: open"))
    program.key("0")
    wait("a figure that is not said", lambda: program.find("figure: not said"))
    program.key("Escape")
    program.key("ctrl+l")
    program.click_words("Halden")
    # Between claims there are two relations: asked by letter.
    program.key("d")
    wait("the relation", lambda: program.find("→ doubts"))


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            first_claim(program)
            second_claim(program)
            # What hangs on an annotation is said when it goes, and comes back with it.
            program.key("Escape")
            program.click_words("April")
            wait("the date in the inspector", lambda: program.find("fills “said-on” of"))
            program.key("Delete")
            wait("what hung on it", lambda: program.find("1 annotation removed; it was “said-on” of “More than 330 captains of the…”"))
            wait("the date to go", lambda: not program.find("Date: April 21"))
            program.key("ctrl+z")
            wait("the date to come back", lambda: program.find("Date: April 21"))
            program.wait_saved()
            program.close()
        document = export(project)["ferry"]
        check("the first claim", roles(document, FIRST),
              {"source": ["Person Mira Tollan"], "cue": ["Cue said"], "figure": ["Figure More than 330 captains"],
               "said-on": ["Date April 21"]})
        check("the second claim", roles(document, SECOND),
              {"source": ["Organization The ministry"], "cue": ["Cue doubts"], "figure": ["none"], "doubts": ["Claim " + FIRST]})
        check("marks", len(marks(document, "amira")), 8)
        figure = next(a for a in document["annotations"] if a["type"] == "Figure")
        check("the figure's value", {k: figure["attributes"]["value"].get(k) for k in ("low", "high", "modifier")},
              {"low": 330, "high": None, "modifier": "more than"})
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
