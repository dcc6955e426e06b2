# SPDX-License-Identifier: GPL-3.0-or-later
"""The plugins window by mouse and keys: a folder is dropped, allowed, set for a person and a project, checked, disabled and removed;
a broken one says why; runs are listed, lead to the text and are taken back; figures are shown."""
import os
import subprocess
import time

from lib import BUILD, Failed, Folder, Program, children, export, gloss, journey, wait, xdo

TEXT = """Bridge reopens

In 1999 some 40 boats passed the bridge at Orrin; in 2005 it was 60, said Pala Venn.
"""

PLUGIN = """import glossator

@glossator.extractor
def words(document, run):
    for word in run.settings["words"].split(" "):
        start = document.text.find(word)
        if start >= 0:
            yield glossator.Annotation("Town", start, start + len(word))

glossator.main()
"""

MANIFEST = """[Plugin]
Id=words
Name=Words of a list
Version=1.0
Api=1.0
Kinds=extractor;
Types=Town;
Exec=python3 words.py
Unit=characters

[Setting words]
Type=text
Label=Words to find
Default=Orrin

[Setting least]
Type=integer
Label=Least length
Default=3
Min=1
Max=9
"""


def write_plugin(folder):
    os.mkdir(folder.file("words"))
    folder.file("words/words.py", PLUGIN)
    folder.file("words/plugin.ini", MANIFEST)
    return folder.file("words")


def window_place(title):
    xid = wait("the window “%s”" % title, lambda: (subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "^%s$" % title], capture_output=True, text=True, check=False).stdout.split()
        or [None])[0])
    shape = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", xid).split())
    return xid, int(shape["X"]), int(shape["Y"])


def drop_folder(path):
    source = subprocess.Popen([os.path.join(BUILD, "tests", "journeys", "drag-source"), path])
    try:
        xid, _, _ = window_place("Files to drag")
        xdo("windowmove", xid, 5, 5)
        xdo("windowactivate", "--sync", xid)
        time.sleep(0.4)
        shape = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", xid).split())
        x, y = int(shape["X"]) + int(shape["WIDTH"]) // 2, int(shape["Y"]) + int(shape["HEIGHT"]) * 2 // 3
        xdo("mousemove", x, y, "mousedown", 1)
        for step in range(1, 5):
            time.sleep(0.05)
            xdo("mousemove", x + 10 * step, y + 6 * step)
        _, left, top = window_place("Plugins")
        for step in range(3):
            xdo("mousemove", left + 520 + 5 * step, top + 420 + 5 * step)
            time.sleep(0.2)
        xdo("mouseup", 1)
        time.sleep(0.5)
    finally:
        source.kill()
        source.wait()


def activate(title):
    xid, _, _ = window_place(title)
    xdo("windowactivate", "--sync", xid)
    time.sleep(0.2)


def inside(program):
    """The plugins window: looking through the other one, too, takes long."""
    application = program.application()
    return next((node for node in children(application) if node.get_name() == "Plugins"), None) if application else None


def find(program, name, role=None):
    window = inside(program)
    return program.find(name, role, where=window) if window else None


def need(program, name, role=None):
    return wait("“%s”" % name, lambda: find(program, name, role))


def row(program, begin):
    nodes = program.find(role="list item", where=inside(program), every=True) or ()
    return next((node for node in nodes if node.get_name().startswith(begin)), None)


def says(program, words):
    """A label that holds these words."""
    nodes = program.find(role="label", where=inside(program), every=True) or ()
    return next((node for node in nodes if words in (node.get_name() or "")), None)


def settings(program, project):
    wait("the row of the plugin", lambda: row(program, "Words of a list, extractor"))
    wait("its question", lambda: says(program, "May it run?"))
    program.click(need(program, "Allow", "push button"))
    wait("the question to go", lambda: not says(program, "May it run?"))
    least = need(program, "Least length", "text")
    program.enter(least, "99")
    wait("the refusal", lambda: says(program, "give a number from 1 to 9"))
    program.enter(least, "4")
    program.key("Return")
    wait("who decided", lambda: says(program, "you"))
    program.click(need(program, "for This Project"))
    words = need(program, "Words to find", "text")
    program.enter(words, "Orrin Pala")
    program.key("Return")
    wait("that the project decided", lambda: says(program, "project"))
    shown = gloss("plugins", "show", "words", "--project", project).stdout
    if "Orrin Pala" not in shown or "  4 " not in shown:
        raise Failed("the settings are not kept: " + shown)


def map_type(program, project):
    """“Town” is not in the codebook; it becomes a Place for the project."""
    wait("the remark", lambda: says(program, "“Town” is not in the codebook"))
    program.click(need(program, "Town", "combo box"))
    time.sleep(0.4)
    program.click(wait("the types", lambda: find(program, "Place (proposed)", "list item") or find(program, "Place (proposed)")))
    wait("the remark to go", lambda: not says(program, "“Town” is not in the codebook"))
    if "Place" not in gloss("plugins", "show", "words", "--project", project).stdout:
        raise Failed("the type is not kept")


def runs(program, project):
    gloss("extract", project, "--plugin", "words", "--by", "amira")
    if '"Place"' not in str(export(project)["bridge"]["annotations"]).replace("'", '"'):
        raise Failed("the run did not use the project's settings")
    activate("Plugins")
    program.key("ctrl+2")
    wait("the run", lambda: row(program, "words 1.0"))
    found = wait("what it added", lambda: row(program, "+ new · Pala"))
    x, y = program.place(found)
    xdo("mousemove", x, y, "click", "--repeat", 2, "--delay", 60, 1)
    time.sleep(0.5)
    text = program.article().get_text_iface()
    start = TEXT.find("Pala")
    wait("the text to be shown there", lambda: start <= text.get_caret_offset() <= start + 4)
    activate("Plugins")
    program.key("ctrl+3")
    wait("the figures", lambda: says(program, "Precision: the share"))
    program.key("ctrl+2")
    program.click(need(program, "Take Back", "push button"))
    wait("it to be taken back", lambda: says(program, "taken back"))
    wait("the suggestions to go", lambda: not [a for a in export(project)["bridge"].get("annotations", ())])


def by_keys(program):
    """Space disables, Delete removes after a question."""
    program.key("ctrl+1")
    program.click(wait("the row", lambda: row(program, "Words of a list, extractor")))
    program.key("space")
    wait("it to be disabled", lambda: row(program, "Words of a list, Disabled"))
    if '"id":"words"' not in gloss("plugins", "list", "--json").stdout:
        raise Failed("the plugin is not listed")
    program.key("Delete")
    program.wait_for("Remove Words of a list?")
    program.click(program.wait_for("Remove", "push button"))
    wait("its row to go", lambda: not row(program, "Words of a list"))


def main():
    with Folder() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder.file("config")
        os.environ["XDG_DATA_HOME"] = folder.file("data")
        os.environ["XDG_STATE_HOME"] = folder.file("state")
        os.makedirs(folder.file("data/glossator/plugins/odd"))
        folder.file("data/glossator/plugins/odd/plugin.ini", "[Plugin]\nId=odd\nVersion=x\n")
        plugin = write_plugin(folder)
        project = folder.file("boats.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("bridge.txt", TEXT))
        with Program(project, "--by", "amira") as program:
            program.wait_for("Annotations")
            program.focus()
            program.key("ctrl+shift+x")
            wait("the plugins", lambda: row(program, "Figures, extractor"))
            program.click(wait("the broken one", lambda: row(program, "odd, It cannot run")))
            wait("why it is broken", lambda: says(program, "Version=x"))
            drop_folder(plugin)
            activate("Plugins")
            settings(program, project)
            map_type(program, project)
            runs(program, project)
            by_keys(program)
            program.key("ctrl+w")
            program.close()


journey(main)
