# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook editor: rename, key conflict, new type used at once, choices and roles, retiring with a question, undo."""
import json

from lib import Atspi, Failed, Folder, Program, gloss, journey, wait, xdo

TEXT = """Mill workers vote

Some 120 workers of the Orrin mill voted on Tuesday, steward Pala Venn said.
"""


def codebook(project):
    path = project + ".jsonl"
    gloss("export", project, "--format", "jsonl", "--force", "-o", path)
    with open(path, encoding="utf-8") as lines:
        return {t["name"]: t for t in json.loads(next(lines))["codebook"]["types"]}


def types_of(project):
    path = project + ".jsonl"
    gloss("export", project, "--format", "jsonl", "--force", "-o", path)
    with open(path, encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines][1:]
    return sorted(a["type"] for a in documents[0].get("annotations", []))


def until(what, test):
    """A commit is durable a moment after the window shows it."""
    return wait(what, test, seconds=10)


def edit(program, project):
    program.key("ctrl+b")
    field = program.wait_for("Name", "text")

    # Renaming keeps the id: the annotation follows.
    program.enter(field, "Human")
    program.key("Return")
    until("the new name", lambda: "Human" in codebook(project))
    if types_of(project) != ["Human"]:
        raise Failed("the annotation did not follow: %s" % types_of(project))

    # Taken back elsewhere, the editor shows it; brought back, too.
    gloss("undo", project, "--by", "amira")
    wait("the old name in the editor", lambda: program.find("Person, key p, 1 annotation"))
    gloss("redo", project, "--by", "amira")
    wait("the new name in the editor", lambda: program.find("Human, key p, 1 annotation"))

    # A letter that is taken is said at once and not written.
    program.enter(program.wait_for("Letter", "text"), "o")
    wait("the conflict", lambda: program.find("“Organization” has this key; give one of the two another."))
    program.key("Tab")
    if codebook(project)["Human"]["key"] != "p":
        raise Failed("a key that is taken was written")
    program.enter(program.wait_for("Letter", "text"), "h")
    program.key("Return")
    until("the new key", lambda: codebook(project)["Human"].get("key") == "h")

    # Undo in this window, one step each.
    program.key("ctrl+z")
    until("the old key", lambda: codebook(project)["Human"].get("key") == "p")
    program.key("ctrl+z")
    until("the old name", lambda: "Person" in codebook(project))
    wait("it in the editor", lambda: program.find("Person, key p, 1 annotation"))


def by_another(project, change):
    """What bek does to the type Person in another copy of the program."""
    path = project + ".codebook.json"
    gloss("codebook", project, "--export", path, "--force")
    with open(path, encoding="utf-8") as text:
        book = json.load(text)
    change(next(t for t in book["types"] if t["name"] == "Person"))
    with open(path, "w", encoding="utf-8") as out:
        json.dump(book, out)
    gloss("codebook", project, "--set", path, "--by", "bek")


def meanwhile(program, project):
    """What somebody else changes takes neither the keyboard nor what is being typed."""
    program.enter(program.wait_for("Name", "text"), "Persona")
    by_another(project, lambda t: t.update(key="h"))
    wait("the other's letter in the editor", lambda: program.find("Person, key h, 1 annotation"))
    program.wait_field("Persona")
    program.key("BackSpace")
    program.type("s")
    program.wait_field("Persons")
    program.key("Return")
    until("the name and the letter", lambda: codebook(project).get("Persons", {}).get("key") == "h")
    program.key("ctrl+z")
    until("the old name", lambda: codebook(project).get("Person", {}).get("key") == "h")
    # The keyboard is still where it was; what both change is said before one replaces the other.
    program.wait_field("Person")
    program.enter(program.wait_for("Description, shown beside the text", "text"), "Somebody")
    by_another(project, lambda t: t.update(key="p", description="Whoever"))
    program.wait_for("Meanwhile it was made “Whoever” elsewhere. What you type replaces that; Esc takes it.")
    program.wait_field("Somebody")
    program.key("Escape")
    program.wait_field("Whoever")
    # To the list and back; an arrow on a check box goes by, it sets nothing.
    program.key("F6", "Down", "F6")
    program.wait_field("Organization")
    program.key("F6", "Up", "F6")
    program.wait_field("Person")
    program.key("Tab", "Tab", "Tab", "Down")
    program.wait_field("Whoever")
    if codebook(project)["Person"].get("claim"):
        raise Failed("an arrow key has set a check box")


def add(program, project):
    program.key("ctrl+shift+n")
    until("the new type", lambda: "New type" in codebook(project))
    program.wait_field("New type")
    program.key("ctrl+a")
    program.type("Vessel")
    program.key("Return")
    until("its name", lambda: "Vessel" in codebook(project))
    # Below what the window shows: reached as a person without a mouse does.
    button = program.find("Add an Attribute", "push button")
    for _ in range(12):
        if button.get_state_set().contains(Atspi.StateType.FOCUSED):
            break
        program.key("Tab")
    program.key("space")
    until("the attribute", lambda: codebook(project)["Vessel"].get("attributes"))
    program.wait_field(codebook(project)["Vessel"]["attributes"][0]["name"])
    program.key("ctrl+a")
    program.type("flag")
    program.key("Return")
    until("the attribute's name", lambda: codebook(project)["Vessel"]["attributes"][0]["name"] == "flag")
    key = codebook(project)["Vessel"]["key"]
    program.key("ctrl+w")
    wait("the editor to close", lambda: not program.find("Add an Attribute"))

    # The label is offered in the main window without anything else.
    program.focus()
    program.drag("Orrin mill")
    program.key(key)
    until("an annotation of the new type", lambda: types_of(project) == ["Person", "Vessel"])


def retire(program, project):
    program.key("ctrl+b")
    row = wait("the row", lambda: next((n for n in program.find(role="list item", every=True)
                                        if n.get_name().startswith("Person, key p")), None))
    program.click(row)
    program.key("Delete")
    program.wait_for("Change them to")
    program.click(program.wait_for("Change them to"))
    program.key("Return")
    wait("the question to close", lambda: not program.find("Change them to"))
    xid, _, _ = program.window("Codebook")
    xdo("windowactivate", "--sync", xid)
    until("the change", lambda: "Person" not in types_of(project) and codebook(project)["Person"].get("retired"))
    program.key("ctrl+z")
    until("everything as before", lambda: types_of(project) == ["Person", "Vessel"]
          and not codebook(project)["Person"].get("retired"))


def main():
    with Folder() as folder:
        project = folder.file("mill.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("mill.txt", TEXT))
        with Program(project, "--by", "amira") as program:
            program.wait_for("Annotations")
            program.focus()
            program.drag("Pala Venn")
            program.key("p")
            wait("the person", lambda: program.find("Person: Pala Venn"))
            edit(program, project)
            meanwhile(program, project)
            add(program, project)
            retire(program, project)
            program.key("ctrl+w")
            program.close()


journey(main)
