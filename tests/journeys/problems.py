# SPDX-License-Identifier: GPL-3.0-or-later
"""Problems beside the text: live while annotating; by keys alone and by mouse: go there, take the fix, waive, open again, undo."""
import json

from lib import Failed, Folder, Program, gloss, journey, wait, xdo

TEXT = """Ferry captains end their strike

More than 330 captains of the Halden ferries went back to work on Monday, union secretary Mira Tollan said in Vesk.

The ministry counted 280 captains.
"""


def number(low, high, modifier):
    return {"value": {"said": "", "low": low, "high": high, "modifier": modifier, "measure": "persons"}}


def mark(key, kind, words, **more):
    at = TEXT.index(words)
    return {"id": key, "type": kind, "by": "amira", "spans": [[at, at + len(words)]], **more}


def document():
    return {"document": "ferry", "text": TEXT, "annotations": [
        mark("f", "Figure", "More than 330 captains", attributes=number(730, None, "more than")),
        mark("g", "Figure", "280 captains", attributes=number(280, 280, "exact")),
        mark("p", "Person", "Mira Tollan,"[:-1] + " said"),
        mark("q", "Person", "Tollan said in"),
        mark("c", "Claim", "The ministry counted 280 captains"),
    ]}


def problems(project, *options):
    return json.loads(gloss("validate", project, "--json", *options, check=False).stdout)


def row(program, words):
    """Rows of the list are named by what they say."""
    return next((node for node in program.find(every=True) if words in node.get_name() and node.get_role_name() != "label"), None)


def by_keys(project):
    """F8 goes to the first one, Space takes the fix and goes on, Delete waives with a note, undo brings back."""
    with Program(project, "--by", "amira", "--document", "ferry") as program:
        program.wait_for("Annotations")
        program.focus()
        program.go_to_article()
        wait("problems to be counted", lambda: program.find("Problems"))
        program.key("F8")
        wait("the figure's problem", lambda: row(program, "730"))
        program.key("space")
        wait("the figure to be right", lambda: not row(program, "730"))
        program.wait_saved()
        if problems(project)["warnings"] != 1:
            raise Failed("the fix left %r" % problems(project)["problems"])
        wait("the claim's problem", lambda: row(program, "nobody and nothing"))
        # Walks to the crossing marks wherever they stand in the list.
        program.key("F8")
        program.key("Delete")
        program.wait_for("Note of the waiver")
        program.type("well so")
        program.key("Return")
        wait("a waiver in the file", lambda: problems(project)["waived"] == 1)
        shown = [one for one in problems(project, "--all")["problems"] if "waived" in one]
        if shown[0]["waived"]["by"] != "amira" or shown[0]["waived"]["note"] != "well so":
            raise Failed("the waiver is %r" % shown)
        program.key("Escape")
        program.key("ctrl+z")
        wait("the waiver to be undone", lambda: problems(project)["waived"] == 0)
        program.wait_saved()
        program.close()


def compare_whole(program, project):
    """The list of the whole project says what `gloss validate` says, nothing more and nothing less."""
    wanted = sorted(one["message"] for one in problems(project)["problems"])
    program.click(program.wait_for("Problems of all documents"))

    def listed():
        names = [node.name for node in program.find(role="list item", every=True)]
        found = [next((message for message in wanted if ": " + message in name), name) for name in names
                 if name.split(": ")[0] in ("Error", "Warning", "Note") and not name.split(" · ")[-1].isdigit()]
        return sorted(found) == wanted

    wait("the list to be that of gloss validate: %r" % wanted, listed)
    program.click(program.wait_for("Problems of all documents"))


def by_mouse(project):
    """The tab, the row, the buttons in the row; a new mark that is wrong appears by itself."""
    with Program(project, "--by", "amira", "--document", "ferry") as program:
        program.wait_for("Annotations")
        program.focus()
        program.click(program.wait_for("Problems"))
        wait("the crossing marks", lambda: row(program, "run into each other"))
        compare_whole(program, project)
        program.press_card("The ministry counted", lambda: problems(project)["errors"] == 0)
        # Live: a figure without a number is said at once, and gone with it.
        program.drag("Halden ferries")
        program.key("f")
        wait("the figure without a value", lambda: row(program, "This Figure has no value"))
        program.key("ctrl+z")
        wait("it to go", lambda: not row(program, "This Figure has no value"))
        program.click(program.wait_for("Waive…"))
        program.wait_for("Note of the waiver")
        program.type("both are meant")
        program.click(program.wait_for("Waive"))
        wait("a waiver in the file", lambda: problems(project)["waived"] == 1)
        wait("the row to go", lambda: not row(program, "run into each other"))
        program.click(program.wait_for("Show waived problems, too"))
        wait("the waived row", lambda: row(program, "both are meant"))
        program.click(program.wait_for("Open again"))
        wait("it to be open again", lambda: problems(project)["waived"] == 0)
        program.close()


CHECKS = "Checks of claims and figures, "


def by_plugin(project):
    """What a validator says goes when it is disabled, and is back when it is enabled: nothing is started anew for it."""
    with Program(project, "--by", "amira", "--document", "ferry") as program:
        program.wait_for("Annotations")
        program.focus()
        program.click(program.wait_for("Problems"))
        wait("the crossing marks", lambda: row(program, "run into each other"))
        program.key("ctrl+shift+x")
        wait("the plugins", lambda: row(program, CHECKS))
        # They are listed by name.
        names = [node.name for node in program.find(role="list item", every=True) if node.name.endswith(("extractor", "validator", "porter"))]
        xdo("key", "Home", *["Down"] * next(i for i, name in enumerate(names) if name.startswith(CHECKS)))
        program.key("space")
        wait("it to go", lambda: not row(program, "run into each other"))
        program.key("space")
        wait("it to be back", lambda: row(program, "run into each other"))
        program.key("ctrl+w")
        program.close()


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.jsonl", json.dumps(document()) + "\n"))
        found = sorted(one["rule"] for one in problems(project)["problems"])
        if found != ["crossing", "figure-differs", "required-role"]:
            raise Failed("to begin with: %r" % found)
        by_keys(project)
        by_mouse(project)
        by_plugin(project)
        if gloss("check", project, check=False).returncode != 0:
            raise Failed("gloss check complains")


journey(main)
