# SPDX-License-Identifier: GPL-3.0-or-later
"""Link mentions to entities by keys alone, and by the mouse: a new entity, a known one, the other mentions like it, none."""
import json

from lib import Failed, Folder, Program, export, gloss, journey, wait

TEXT = """Ferry captains end their strike

Mira Tollan spoke in Vesk on Monday. The captains listened to Tollan for an hour.

In Vesk, Tollan's deputy Brom Tollen said nothing. Later Tollan left for Lutna.
"""

SECOND = """A second report

Observers saw Tollan in Lutna again; Tollan did not speak.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def linked(project, key="ferry"):
    """(words, name of the entity) of a document's annotations that are linked."""
    records = []
    with open(project + ".jsonl", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    names = {e["id"]: e["name"] for e in records[0].get("entities", [])}
    document = next(r for r in records if r.get("document") == key)
    return sorted((document["text"][a["spans"][0][0]:a["spans"][-1][1]], a["spans"][0][0], names[a["entity"]])
                  for a in document.get("annotations", []) if "entity" in a)


def names(project):
    return [(e["name"], e["mentions"]) for e in json.loads(gloss("entities", project, "--json").stdout)["entities"]]


def label_everywhere(program, where):
    """Marks “Tollan” once and everywhere else with Ctrl+D."""
    program.double_click("Tollan for")
    program.key("p")
    wait("the person in the list", lambda: program.find("Person: Tollan"))
    program.key("ctrl+d")
    wait("the other places", lambda: program.find("Other places"))
    if where == "everywhere":
        program.key("alt+a")
        wait("the places of the other document", lambda: program.find("Apply to 4"))
    program.key("Return")


def by_keys(project):
    with Program(project, "--by", "amira", "--document", "ferry") as program:
        program.wait_for("Annotations")
        program.focus()
        program.drag("Mira Tollan")
        program.key("p")
        wait("the person in the list", lambda: program.find("Person: Mira Tollan"))
        # A new entity: its row is highlighted, for nothing is known yet.
        program.key("ctrl+k")
        wait("the linker", lambda: program.find("New entity “Mira Tollan” · Person"))
        program.key("Return")
        wait("the link in the list", lambda: program.find("Person: Mira Tollan, ⌂ entity"))

        label_everywhere(program, "everywhere")
        program.wait_saved()
        # The surname of one person only: highlighted at once; then the others like it, in both documents.
        program.key("ctrl+k")
        wait("the proposal", lambda: program.find("Mira Tollan, Person, surname, 1 mention"))
        program.key("Return")
        wait("the offer", lambda: program.find("Link the 2 other mentions “Tollan” to Mira Tollan too"))
        program.key("ctrl+d", "alt+a")
        wait("all five", lambda: program.find("Apply to 4"))
        # The first row is left out.
        program.key("space")
        wait("one less", lambda: program.find("Apply to 3"))
        program.key("Return")
        wait("the message", lambda: program.find("3 mentions linked"))

        # Somebody spelt alike is never taken by Return alone.
        program.drag("Brom Tollen")
        program.key("p", "ctrl+k")
        wait("the linker", lambda: program.find("New entity “Brom Tollen” · Person"))
        program.key("Return")
        wait("the second link", lambda: program.find("Person: Brom Tollen, ⌂ entity"))
        program.wait_saved()
        program.close()
    export(project)
    check("linked", linked(project), [
        ("Brom Tollen", TEXT.index("Brom Tollen"), "Brom Tollen"), ("Mira Tollan", TEXT.index("Mira Tollan"), "Mira Tollan"),
        ("Tollan", TEXT.index("Tollan for"), "Mira Tollan"), ("Tollan", TEXT.index("Tollan left"), "Mira Tollan")])
    check("linked in the other", linked(project, "second"), [
        ("Tollan", SECOND.index("Tollan in"), "Mira Tollan"), ("Tollan", SECOND.index("Tollan did"), "Mira Tollan")])
    check("entities", names(project), [("Brom Tollen", 1), ("Mira Tollan", 5)])


def by_buttons(project):
    with Program(project, "--by", "bek", "--document", "ferry") as program:
        program.wait_for("Annotations")
        program.focus()
        program.double_click("Tollan left")
        # In the bar; the one in the chooser comes first.
        program.click(wait("the labels", lambda: program.find("Label as Person", every=True))[-1])
        wait("the person in the list", lambda: program.find("Person: Tollan"))
        program.click(program.wait_for("Link to an entity", "push button"))
        row = wait("the proposal", lambda: program.find("Mira Tollan, Person, surname, 5 mentions"))
        program.click_in_popover(program.wait_for("Link to an entity", "filler"), row)
        wait("the link in the list", lambda: program.find("Person: Tollan, ⌂ entity"))
        program.wait_saved()
        program.close()
    export(project)
    check("entities", names(project), [("Brom Tollen", 1), ("Mira Tollan", 6)])
    # The long step is one: everything that came with it goes with it, in both documents.
    gloss("undo", project, "--by", "amira")
    gloss("undo", project, "--by", "amira")
    gloss("undo", project, "--by", "amira")
    check("entities after undo", names(project), [("Mira Tollan", 3)])


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT), folder.file("second.txt", SECOND))
        by_keys(project)
        by_buttons(project)
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
