# SPDX-License-Identifier: GPL-3.0-or-later
"""See two people's work side by side, mark in gold what both missed with a reason, save the report; one of them reads the decision and
answers it; a question to the lead is answered where it was asked."""
import json
import os

from lib import Failed, Folder, Program, gloss, journey, wait
from review import check, gold, make, open_review


def decisions(project):
    return json.loads(gloss("disagreements", project, "--all", "--json", check=False).stdout)["cases"]


def told(program, text):
    return wait("“%s”" % text, lambda: next((node for node in program.find(role="label", every=True)
                                             if node.get_name().startswith(text)), None))


def lead(folder, project, report):
    with Program(project, "--by", "lead") as program:
        open_review(program, True)
        program.key("alt+Right")
        program.wait_for("Next Difference")
        program.wait_for("= agree · 1")
        program.wait_for("≠ differ · 3")
        program.wait_for("… incomplete · 1")
        program.key("Tab")
        told(program, "≠ differ · ")
        program.key("a")
        told(program, "= agree")
        # From a place to what is asked about it, and back.
        program.click(program.find("Next Difference"))
        told(program, "≠ differ · ")
        program.click(program.find("Show Disagreement"))
        program.wait_for("All types")
        program.key("alt+Right")
        program.wait_for("Next Difference")
        program.key("a")
        told(program, "= agree")
        program.key("e")
        program.wait_for("You are editing gold: each change is a decision")
        program.enter(program.wait_for("A line for the annotators"), "Leaving is a cue.")
        program.key("Return")
        program.double_click("gone")
        program.key("u")
        program.wait_for("Cue: gone")
        program.wait_saved()
        program.key("ctrl+g")
        wait("one's own annotations", lambda: not program.find("Cue: gone"))
        program.key("ctrl+4", "alt+Right")
        program.click(program.wait_for("Save Report…"))
        program.wait_for("Save the Report")
        program.key("ctrl+a")
        program.type(report)
        program.key("Return")
        program.wait_for("The report is saved")
        program.close()


def annotator(project):
    with Program(project, "--by", "bek") as program:
        open_review(program, True)
        program.click(program.wait_for("Decided otherwise than you marked · 1"))
        program.wait_for("Is this to be marked as Cue?")
        told(program, "✔ Decided by lead")
        program.key("c")
        program.type("I see.")
        program.key("Return")
        wait("the answer", lambda: any("↳ bek: I see." in node.get_name() for node in program.find(role="label", every=True)))
        program.wait_saved()
        program.close()


def unsure(project):
    """Bek asks about a mark and finds the answer where the question stands."""
    with Program(project, "--by", "bek", "--document", "two") as program:
        program.click(program.wait_for("Group: Ashby"))
        program.wait_for("Unsure, ask the lead")
        program.key("ctrl+u")
        program.type("A crowd?")
        program.key("Return")
        program.wait_saved()
        item = next(c for c in decisions(project) if c["words"] == "Ashby")
        check("the question", item["unsure"], 1)
        gloss("adjudicate", project, "--case", item["id"], "--take", "amira", "--reason", "slip", "--comment", "A town.")
        program.key("Escape")
        # Its row says now that there is a question.
        program.click(wait("the mark", lambda: next((node for node in program.find(every=True) or ()
                                                     if (node.get_name() or "").startswith("Group: Ashby")), None)))
        told(program, "≠ type: Place")
        told(program, "Decided otherwise by")
        told(program, "“A town.”")
        program.close()


def main():
    with Folder() as folder:
        project, report = make(folder, "gold"), folder.file("report.html")
        lead(folder, project, report)
        check("gold", gold(project), [("Cue", "gone")])
        made = [c for c in decisions(project) if c["state"] == "settled"]
        check("decisions", [(c["kind"], c["words"], c["decision"]["note"]) for c in made], [("found", "gone", "Leaving is a cue.")])
        if not os.path.exists(report) or "<html" not in open(report, encoding="utf-8").read():
            raise Failed("the report is no page")
        annotator(project)
        made = [c for c in decisions(project) if c["state"] == "settled"]
        if [(a["by"], a["text"]) for a in made[0]["decision"].get("answers", [])] != [("bek", "I see.")]:
            raise Failed("the answer is not kept: %r" % made)
        unsure(project)


journey(main)
