# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions from the window: proposed, walked, accepted, corrected and rejected with keys and with the mouse, undone; what came of it is
read through `gloss export`, and what was judged does not come back with a new run."""
import json
import os

from lib import Atspi, Failed, Folder, Program, export, gloss, journey, marks, roles, wait

TEXT = """Ferry captains end their strike

More than 330 captains went back to work, Anton Maresh said on Monday.

About 40 ferries left the port. Some 12 pilots stayed away.
"""
CLAIM = "More than 330 captains went back to work"
# For looks at single sentences.
SENTENCES = """Ferry captains end their strike

More than 330 captains went back to work, Anton Maresh, an official of the port, said on Monday. About 40 ferries left the port.

“The port is closed for the winter,” Mira Tollan added. The pilots stayed at home.

Mira Tollan said that 12 pilots stayed away and waited for the ministry. The crew of the Vesk agreed.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def count(program):
    """How many the heading of the list says."""
    for node in program.find(role="label", every=True) or ():
        name = node.get_name() or ""
        if name.startswith("Suggestions · "):
            return int(name.split("·")[1].split()[0])
    return None


def row(program, words):
    for node in program.find(every=True) or ():
        name = node.get_name() or ""
        if ", suggestion of " in name and words in name:
            return node
    return None


def run_all(program):
    program.key("shift+F7")
    wait("suggestions", lambda: count(program))
    wait("the run to end", lambda: not program.find("Stop"))


def select(program, words):
    """F8 until the row with these words is the selected one."""
    for _ in range(30):
        program.key("F8")
        node = row(program, words)
        holders = [node] if node is not None else []
        while holders and holders[-1].get_parent() is not None and len(holders) < 3:
            holders.append(holders[-1].get_parent())
        if any(h.get_state_set().contains(Atspi.StateType.SELECTED) for h in holders):
            return
    raise Failed("F8 does not reach “%s”" % words)


def by_keys(project):
    with Program(project, "--by", "amira", "--document", "ferry") as program:
        program.wait_for("Annotations")
        program.focus()
        run_all(program)
        before = count(program)
        select(program, CLAIM)
        program.key("space")
        wait("the claim to be accepted", lambda: count(program) < before)
        select(program, "About 40")
        program.key("Delete")
        wait("the figure to go", lambda: row(program, "About 40") is None)
        program.key("ctrl+z")
        wait("the figure to come back", lambda: row(program, "About 40"))
        select(program, "About 40")
        program.key("Delete")
        wait("the figure to go again", lambda: row(program, "About 40") is None)
        select(program, "12 pilots")
        program.key("g")
        wait("the group to be made", lambda: row(program, "12 pilots") is None)
        program.wait_saved()
        program.close()
    document = export(project)["ferry"]
    own = marks(document, "amira")
    filled = roles(document, CLAIM)
    check("the source", filled.get("source"), ["Person Anton Maresh"])
    check("the cue", filled.get("cue"), ["Cue said"])
    check("the rejected figure", [m for m in own if "40" in m[1]], [])
    check("the other type", [t for t, words in own if "12 pilots" in words], ["Group"])
    claim = next(a for a in document["annotations"] if a["by"] == "amira" and a["type"] == "Claim")
    if not str(claim.get("plugin", "")).startswith("quotes@"):
        raise Failed("the accepted claim does not say where it came from: %r" % claim.get("plugin"))


def by_mouse(project):
    with Program(project, "--by", "bek", "--document", "ferry") as program:
        program.wait_for("Annotations")
        program.focus()
        program.key("F8")
        wait("suggestions", lambda: count(program))
        before = count(program)
        program.key("Escape")
        program.press_card("About 40", lambda: count(program) < before)
        before = count(program)
        program.key("F8")
        program.click(wait("a button to accept", lambda: program.find("Accept", "push button") or program.find("Accept")))
        wait("one to be accepted", lambda: count(program) < before)
        before = count(program)
        program.click(wait("a button to reject", lambda: program.find("Reject", "push button") or program.find("Reject")))
        # The parts of a claim that is refused stand for themselves: there may be more rows than before.
        wait("one to be rejected", lambda: count(program) not in (None, before))
        program.wait_saved()
        program.close()
    check("what bek accepted", len(marks(export(project)["ferry"], "bek")) > 0, True)


def hint(program):
    return next((node.get_name() for node in program.find(every=True)
                 if (node.get_name() or "").startswith("the rest of the claim: ")), None)


def by_looks(project):
    """Ctrl+Space: only what lies in the sentence is proposed; again, the next claim; with words, what they are a claim of."""
    with Program(project, "--by", "cem", "--document", "port") as program:
        program.wait_for("Annotations")
        program.focus()
        program.click_words("went back")
        program.key("ctrl+space")
        wait("the claim", lambda: row(program, CLAIM))
        check("what lies in another sentence", [words for words in ("About 40", "The port is", "12 pilots") if row(program, words)], [])
        program.key("space")
        wait("the claim to be accepted", lambda: row(program, CLAIM) is None)
        program.key("ctrl+space")
        wait("the next claim", lambda: row(program, "The port is closed"))
        check("what lies between and behind", [words for words in ("About 40", "12 pilots") if row(program, words)], [])
        program.key("space")
        wait("the next claim to be accepted", lambda: row(program, "The port is closed") is None)
        program.drag("12 pilots stayed away")
        program.key("ctrl+space")
        wait("the rest of the claim", lambda: hint(program))
        # Taken, and its source corrected.
        program.key("1")
        program.drag("The crew of the Vesk")
        wait("the crew", lambda: program.find("Person: The crew of the Vesk"))
        program.key("s")
        wait("the source", lambda: program.find("Source: The crew of the Vesk"))
        program.wait_saved()
        program.close()
    document = export(project)["port"]
    check("the first claim's source", roles(document, CLAIM).get("source"), ["Person Anton Maresh"])
    check("the next claim's source", roles(document, "The port is closed for the winter").get("source"), ["Person Mira Tollan"])
    filled = roles(document, "12 pilots stayed away")
    check("the corrected source", filled.get("source"), ["Source The crew of the Vesk"])
    check("the taken cue", filled.get("cue"), ["Cue said"])


def new_run(project):
    """Nothing that amira judged is open again after another run."""
    gloss("extract", project)
    with Program(project, "--by", "amira", "--document", "ferry") as program:
        program.wait_for("Annotations")
        program.focus()
        program.click(program.wait_for("Suggestions"))
        wait("the list", lambda: count(program) is not None)
        check("the claim", row(program, CLAIM), None)
        found = row(program, "About 40")
        check("the rejected figure", found and found.get_name(), None)
        program.close()


SECOND = """import glossator

@glossator.extractor
def second(document, run):
    for words in %r:
        at = document.text.index(words)
        yield glossator.Annotation("Figure", at, at + len(words), confidence=0.4)

glossator.main()
"""

MANIFEST = """[Plugin]
Id=second
Name=Second opinion
Version=1.0
Api=1.0
Kinds=extractor;
Types=Figure;
Exec=python3 second.py
Unit=characters
"""


def figures(project):
    return [words for _, words in marks(export(project)["ferry"], "plugin:figures")]


def of_two_plugins(folder):
    """Equal words of two plugins are one row and one answer; what own marks cover is hidden and says why; all of a kind are counted
    first and are one step back."""
    project = folder.file("two.gloss")
    gloss("new", project)
    gloss("import", project, folder.file("ferry.txt", TEXT))
    gloss("extract", project, "--plugin", "figures")
    found = figures(project)
    os.makedirs(folder.file("second"))
    folder.file("second/plugin.ini", MANIFEST)
    folder.file("second/second.py", SECOND % found)
    gloss("extract", project, "--plugin", folder.file("second"))
    at = TEXT.index(found[0])
    own = {"id": "own", "type": "Figure", "by": "cara", "spans": [[at, at + len(found[0])]],
           "attributes": {"value": {"said": found[0], "low": 330, "high": None, "modifier": "more than", "measure": "persons"}}}
    gloss("import", project, folder.file("own.jsonl", json.dumps({"document": "ferry", "text": TEXT, "annotations": [own]}) + "\n"))
    with Program(project, "--by", "cara", "--document", "ferry") as program:
        program.wait_for("Annotations")
        program.focus()
        program.key("F8")
        wait("a row for two", lambda: count(program) == len(found) - 1)
        if "figures" not in row(program, found[1]).get_name() or "second" not in row(program, found[1]).get_name():
            raise Failed("the row does not name both plugins: %r" % row(program, found[1]).get_name())
        program.click(program.wait_for("1 hidden: you marked it already"))
        wait("the hidden one with its reason", lambda: "you marked the same" in row(program, found[0]).get_name())
        program.click(program.wait_for("1 hidden: you marked it already"))
        program.key("Escape")
        program.key("ctrl+F8")
        program.wait_for("%d open suggestions fit" % (len(found) - 1))
        program.click(program.wait_for("Accept All", "label"))
        wait("all to be accepted", lambda: sorted(marks(export(project)["ferry"], "cara")) == sorted(("Figure", one) for one in found))
        wait("the list to be empty", lambda: count(program) == 0)
        program.focus()
        program.key("ctrl+z")
        wait("one step back", lambda: len(marks(export(project)["ferry"], "cara")) == 1 and count(program) == len(found) - 1)
        program.close()


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT))
        by_keys(project)
        by_mouse(project)
        new_run(project)
        of_two_plugins(folder)
        gloss("import", project, folder.file("port.txt", SENTENCES))
        by_looks(project)
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
