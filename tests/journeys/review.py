# SPDX-License-Identifier: GPL-3.0-or-later
"""Settle every disagreement of two articles by keys alone: versions, alike ones, a whole annotation, none, something else, undo; a held
key decides once and walking never does; then nothing is left."""
import json
import time

from lib import Atspi, Failed, Folder, Program, export, gloss, journey, wait, xdo

ONE = "Anna Weber said that 40 people were gone from Lowmoor, Weber said. The council of Lowmoor met."
TWO = "Then 150 miners left the pit, and 12 drivers followed. Ten stayed in Ashby."


def mark(text, kind, by, words, after=0, **more):
    start = text.index(words, after)
    return {"id": "%s-%s-%d" % (by, kind, start), "type": kind, "by": by, "spans": [[start, start + len(words)]], **more}


def make(folder, name):
    """amira and bek: three boundaries of one kind, two types, a mark that one lacks, one that both have."""
    one = [mark(ONE, "Person", by, "Anna Weber") for by in ("amira", "bek")]
    one += [mark(ONE, "Figure", "amira", "40 people"), mark(ONE, "Figure", "bek", "40 people were"),
            mark(ONE, "Place", "amira", "Lowmoor"), mark(ONE, "Organization", "bek", "Lowmoor"),
            mark(ONE, "Person", "amira", "Weber", 20), mark(ONE, "Source", "amira", "The council"),
            mark(ONE, "Source", "bek", "The council of Lowmoor")]
    two = [mark(TWO, "Figure", "amira", "150 miners"), mark(TWO, "Figure", "bek", "150 miners left"),
           mark(TWO, "Figure", "amira", "12 drivers"), mark(TWO, "Figure", "bek", "12 drivers followed"),
           mark(TWO, "Place", "amira", "Ashby"), mark(TWO, "Group", "bek", "Ashby")]
    path = folder.file(name + ".gloss")
    lines = [json.dumps({"document": key, "text": text, "annotations": marks}) for key, text, marks in
             (("one", ONE, one), ("two", TWO, two))]
    gloss("new", path)
    gloss("import", path, folder.file(name + ".jsonl", "\n".join(lines) + "\n"))
    return path


def gold(project):
    return sorted((a["type"], document["text"][slice(*a["spans"][0])]) for document in export(project).values()
                  for a in document["annotations"] if a["by"] == "gold")


def count(project):
    result = gloss("disagreements", project, "--json", check=False)
    return json.loads(result.stdout)["open"]


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def open_review(program, by_keys):
    program.wait_for("Annotations")
    program.focus()
    wait("the page Review to be offered", lambda: program.find("Review"))
    if by_keys:
        program.key("ctrl+4")
    else:
        program.click(program.find("Review"))
    wait("the queue", lambda: program.find("7 in this list"))


def question(program, text):
    return wait("the question “%s”" % text, lambda: program.find(text))


def left(program, n):
    wait("%d to be left" % n, lambda: program.find("Open · %d" % n))


def selected(program, wanted):
    """Are words selected in an article?"""
    wait("words to be selected" if wanted else "no words to be selected", lambda: wanted == any(
        node.get_n_selections() > 0 for node in program.find(role="text", every=True) or ()
        if node.get_text_iface() is not None and node.get_character_count() > 40), 15)


def pressed(program, name):
    return program.find(name).get_state_set().contains(Atspi.StateType.PRESSED)


def by_keys(folder):
    project = make(folder, "keys")
    check("at the beginning", count(project), 7)
    with Program(project, "--by", "lead") as program:
        open_review(program, True)
        question(program, "Figure: where does it begin and end?")
        # The one that is shorter, in all three that are alike, after a look.
        program.key("shift+1")
        wait("the preview", lambda: program.find("3 alike: what each becomes"))
        program.key("Return")
        left(program, 4)
        question(program, "Which type is this?")
        # A key that is held decides once, and walking never does.
        xdo("keydown", "1")
        time.sleep(1.2)
        xdo("keyup", "1")
        left(program, 3)
        program.key("alt+Down", "Tab", "alt+Up", "alt+Up")
        left(program, 3)
        question(program, "Is this to be marked as Person?")
        program.key("0")
        left(program, 2)
        program.key("ctrl+z")
        left(program, 3)
        question(program, "Is this to be marked as Person?")
        program.key("r", "r", "c")
        program.type("Second mentions are marked, too.")
        program.key("Return", "1")
        left(program, 2)
        # Words that nobody has: without the article.
        question(program, "Source: where does it begin and end?")
        program.key("F2")
        wait("to be asked for words", lambda: program.find("Select the words in the article, then Return; Escape lets go"))
        selected(program, True)
        program.key("Escape")
        selected(program, False)
        program.key("F2")
        selected(program, True)
        program.key("Home", *["Right"] * ONE.index("council"), *["shift+Right"] * len("council"))
        program.key("Return")
        left(program, 1)
        question(program, "Which type is this?")
        program.key("F2")
        wait("the list of types", lambda: program.find("Decide"))
        program.key("Escape")
        program.key("2")
        wait("the end of the queue", lambda: program.find("Done: nothing is left to decide"))
        # With nothing left, the settled ones; one is opened again, and decided as before.
        program.key("s")
        wait("the settled ones", lambda: program.find("7 in this list"))
        program.key("o")
        left(program, 1)
        program.key("s")
        wait("the open one", lambda: program.find("1 in this list"))
        question(program, "Figure: where does it begin and end?")
        program.key("n")
        wait("letters in place of names", lambda: pressed(program, "Names Hidden"))
        program.key("n")
        wait("names", lambda: not pressed(program, "Names Hidden"))
        program.key("m")
        wait("the dialog", lambda: program.find("Also where so many agree, and no other version has as many:"))
        program.key("Escape")
        wait("the dialog to go", lambda: not program.find("Also where so many agree, and no other version has as many:"))
        program.key("1")
        wait("the end of the queue", lambda: program.find("Done: nothing is left to decide"))
        program.wait_saved()
        program.close()
    check("what is left", count(project), 0)
    check("gold by keys", gold(project), [
        ("Figure", "12 drivers"), ("Figure", "150 miners"), ("Figure", "40 people"), ("Group", "Ashby"), ("Person", "Weber"),
        ("Place", "Lowmoor"), ("Source", "council")])
    decided = json.loads(gloss("disagreements", project, "--all", "--json", check=False).stdout)["cases"]
    found = next(c for c in decided if c["kind"] == "found")
    check("the decision", (found["decision"]["by"], found["decision"]["reason"], found["decision"]["note"]),
          ("lead", "guideline gap", "Second mentions are marked, too."))
    check("gloss check", gloss("check", project, check=False).returncode, 0)


def main():
    with Folder() as folder:
        by_keys(folder)


if __name__ == "__main__":
    journey(main)
