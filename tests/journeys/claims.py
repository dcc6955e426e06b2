# SPDX-License-Identifier: GPL-3.0-or-later
"""A claim with source, cue, figure and date by the chain, once with the mouse and once with keys alone; what the words say by
themselves is in the values; all of it read through `gloss export`."""
import os

from lib import Failed, Folder, Program, export, gloss, journey, marks, wait

TEXT = """Ferry captains end their strike

More than 330 captains of the Halden ferries walked out, Mira Tollan said on April 21.

According to some analysts, several dozen ships stayed in port.
"""
SECOND = "several dozen ships stayed in port"


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def roles(document, claim):
    """role: "Type words" (or none, author) of the claim with these words."""
    text = document["text"]
    by_id = {a["id"]: a for a in document["annotations"]}

    def words(annotation):
        return " … ".join(text[s:e] for s, e in annotation["spans"])

    found = next((a for a in document["annotations"] if a["type"] == "Claim" and words(a) == claim), None)
    if found is None:
        raise Failed("no claim “%s”" % claim)
    result = {}
    for link in found.get("relations", []):
        if "to" in link:
            target = by_id[link["to"]]
            result.setdefault(link["role"], []).append("%s %s" % (target["type"], words(target)))
        else:
            result.setdefault(link["role"], []).append(next(k for k in ("none", "author", "entity", "value") if k in link))
    return result


def by_mouse(program):
    program.drag("More than 330 captains of the Halden ferries walked out")
    program.key("c")
    wait("the claim", lambda: program.find("Claim: More than 330 captains of the Halden ferries walked out"))
    program.drag("Mira Tollan")
    wait("the source", lambda: program.find("Person: Mira Tollan"))
    # A click takes the word; its second press does no more.
    program.double_click("said")
    wait("the cue", lambda: program.find("Cue: said"))
    program.drag("More than 330 captains")
    wait("the figure", lambda: program.find("Figure: More than 330 captains"))
    program.drag("April 21")
    wait("the date", lambda: program.find("Date: April 21"))


def by_keys(program):
    program.key("Escape", "Escape")
    start, end = program.offsets(SECOND)
    program.key("ctrl+Home")
    for _ in range(4):
        program.key("Down")
    program.key("Home")
    program.key(*["ctrl+Right"] * TEXT[:start].rsplit("\n", 1)[1].count(" "))
    program.key("Right", "shift+End")
    program.key("shift+Left")
    program.key("c")
    wait("the second claim", lambda: program.find("Claim: " + SECOND))
    # Each guess is right: the analysts, the cue and the figure; no date is said.
    program.key("space")
    wait("the second source", lambda: program.find("Source: some analysts"))
    program.key("space")
    wait("the second cue", lambda: program.find("Cue: According to"))
    program.key("space")
    wait("the second figure", lambda: program.find("Figure: several dozen ships"))
    program.key("0")


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        article = folder.file("ferry.txt", TEXT)
        gloss("new", project)
        gloss("import", project, article)
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            by_mouse(program)
            if not os.environ.get("GLS_JOURNEY_NO_KEYS"):
                by_keys(program)
            program.wait_saved()
            program.close()
        document = export(project)["ferry"]
        check("the first claim", roles(document, "More than 330 captains of the Halden ferries walked out"),
              {"source": ["Person Mira Tollan"], "cue": ["Cue said"], "figure": ["Figure More than 330 captains"],
               "said-on": ["Date April 21"]})
        check("the second claim", roles(document, SECOND),
              {"source": ["Source some analysts"], "cue": ["Cue According to"], "figure": ["Figure several dozen ships"],
               "said-on": ["none"]})
        check("marks", len(marks(document, "amira")), 9)
        figure = next(a for a in document["annotations"] if a["type"] == "Figure" and a["spans"][0][0] < 100)
        check("the figure's value", {k: figure["attributes"]["value"].get(k) for k in ("low", "high", "modifier")},
              {"low": 330, "high": None, "modifier": "more than"})
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
