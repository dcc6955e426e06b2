# SPDX-License-Identifier: GPL-3.0-or-later
"""The plugins window by mouse and keys, as an author of a plugin uses it: a folder is dropped, allowed, set for a person and for the project,
its type added, run, its runs compared, led to the text and taken back; one that crashes, one that is broken, one for another API and two of
one id each say why, and work goes on."""
import os
import shutil
import subprocess
import time

from lib import BUILD, SOURCE, Failed, Folder, Program, export, gloss, journey, marks, wait, xdo
from tree import ROOT, Node

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


def write_plugin(folder, place, *changes):
    os.makedirs(folder.file(place))
    manifest = MANIFEST
    for before, after in changes:
        manifest = manifest.replace(before, after)
    folder.file(place + "/words.py", PLUGIN)
    folder.file(place + "/plugin.ini", manifest)
    return folder.file(place)


def window_place(title):
    xid = wait("the window “%s”" % title, lambda: (subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "^%s$" % title], capture_output=True, text=True, check=False).stdout.split()
        or [None])[0])
    shape = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", xid).split())
    return xid, int(shape["X"]), int(shape["Y"])


def activate(title):
    xid, _, _ = window_place(title)
    xdo("windowactivate", "--sync", xid)
    time.sleep(0.2)


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
        time.sleep(0.3)
    finally:
        source.kill()
        source.wait()


class Plugins:
    """The plugins window."""

    def __init__(self, program):
        self.program = program

    def window(self):
        return window_node(self.program, lambda name: name == "Plugins")

    def nodes(self, role):
        window = self.window()
        return self.program.find(role=role, where=window, every=True) if window is not None else []

    def need(self, name, role=None):
        return wait("“%s”" % name, lambda: self.window() and self.program.find(name, role, where=self.window()))

    def row(self, begin):
        """Rows of the lists are named by what they say."""
        return next((node for node in self.nodes("list item") if node.name.startswith(begin)), None)

    def says(self, words):
        """A label that holds these words."""
        return next((node for node in self.nodes("label") if words in node.name), None)

    def wait_says(self, words):
        return wait("“%s” to be said" % words, lambda: self.says(words))

    def wait_silent(self, words):
        wait("“%s” not to be said any more" % words, lambda: not self.says(words))

    def choose(self, begin):
        """By keys: the list is longer than the window."""
        wait("the row “%s”" % begin, lambda: self.row(begin))
        names = [node.name for node in self.nodes("list item")]
        xdo("key", "ctrl+2", "ctrl+1", "Home", *["Down"] * next(i for i, name in enumerate(names) if name.startswith(begin)))

    def open(self):
        """From the main window, also where it is open already."""
        self.program.focus()
        self.program.key("ctrl+shift+x")
        activate("Plugins")


def window_node(program, test):
    application = program.application()
    return next((node for node in Node(application, ROOT).read_children() if test(node.get_name())), None) if application else None


def of_plugin(project):
    return [words for _, words in marks(export(project)["bridge"], "plugin:words")]


def faults(plugins):
    """Each says in one line what is wrong with it, and cannot be switched on."""
    for row, why in (("odd", "Version=x"), ("later", "API 2.0"), ("My figures", "belongs to")):
        plugins.choose(row + ", It cannot run")
        plugins.wait_says(why)


def allow(plugins, folder):
    """Dropped on the window, it stands there, selected, and asks."""
    drop_folder(folder)
    activate("Plugins")
    wait("the row of the plugin", lambda: plugins.row("Words of a list, Asks to run"))
    plugins.wait_says("May it run?")
    plugins.program.click(plugins.need("Allow", "push button"))
    plugins.wait_silent("May it run?")
    wait("the row to say whose it is", lambda: plugins.row("Words of a list, Added by you"))


def settings(plugins, project):
    """Checked while it is typed; the project's stand first; both can be reset."""
    program = plugins.program
    least = plugins.need("Least length", "text")
    program.enter(least, "99")
    plugins.wait_says("from 1 to 9")
    program.enter(least, "4")
    program.key("Return")
    wait("the person's value", lambda: "least    4" in gloss("plugins", "show", "words").stdout)
    plugins.wait_silent("from 1 to 9")
    program.click(plugins.need("for This Project"))
    program.enter(plugins.need("Words to find", "text"), "Orrin Pala")
    program.key("Return")
    wait("the project's value", lambda: "Orrin Pala" in gloss("plugins", "show", "words", "--project", project).stdout)
    if "Orrin Pala" in gloss("plugins", "show", "words").stdout:
        raise Failed("what was decided for the project holds everywhere")
    program.click(plugins.need("for Me"))
    plugins.wait_says("In this project it is Orrin Pala.")
    program.click(plugins.need("Reset All", "push button"))
    wait("the default", lambda: "least    3" in gloss("plugins", "show", "words").stdout)


def lacking_type(plugins, project):
    """“Town” is not in the codebook: one press adds it."""
    plugins.wait_says("The codebook lacks “Town”")
    plugins.program.click(plugins.need("Add to the Codebook", "push button"))
    plugins.wait_silent("The codebook lacks “Town”")
    if "left out" in gloss("plugins", "show", "words", "--project", project).stdout:
        raise Failed("the type is still left out")


def first_run(plugins, project):
    """From the plugin's page to a suggestion on the screen."""
    plugins.program.click(plugins.need("Run Here", "push button"))
    wait("its suggestions", lambda: of_plugin(project) == ["Orrin", "Pala"])
    wait("them in the list", lambda: plugins.program.find("Suggestions · 2", "label"))


def conformance(plugins):
    """The conformance suite by a click on the plugin's page: each case with how it ended."""
    plugins.open()
    plugins.program.key("ctrl+1")
    plugins.choose("Words of a list, ")
    plugins.program.click(plugins.need("Conformance Check", "push button"))
    said = wait("its cases", lambda: plugins.says("extractor: two runs give the same"), 120)
    for words in ("✓ extractor: hostile documents", "✓ extractor: two runs give the same"):
        if words not in said.name:
            raise Failed("“%s” is not in “%s”" % (words, said.name))
    plugins.need("Conformance Check", "push button")


def from_a_terminal(plugins):
    """What the command did to plugins meanwhile shows when the window is come back to."""
    plugins.open()
    plugins.program.key("ctrl+1")
    gloss("plugins", "disable", "words")
    plugins.program.focus()
    time.sleep(0.5)
    activate("Plugins")
    wait("it to be disabled", lambda: plugins.row("Words of a list, Disabled"))
    plugins.choose("Words of a list, ")
    plugins.program.key("space")
    wait("it to be enabled", lambda: plugins.row("Words of a list, Added by you"))


def runs(plugins, project):
    """A second run finds something else; the difference leads to the text; one step takes it back."""
    program = plugins.program
    gloss("plugins", "set", "words", "words=Pala boats", "--project", project, "--by", "amira")
    plugins.open()
    program.key("shift+F7")
    wait("other suggestions", lambda: of_plugin(project) == ["Pala", "boats"])
    plugins.open()
    program.key("ctrl+2")
    wait("two runs", lambda: plugins.says("1 new, 1 gone"))
    wait("what it dropped", lambda: plugins.row("− gone · Orrin"))
    x, y = program.place(wait("what it added", lambda: plugins.row("+ new · boats")))
    xdo("mousemove", x, y, "click", "--repeat", 2, "--delay", 60, 1)
    start = TEXT.find("boats")
    text = program.article().get_text_iface()
    wait("the text to be shown there", lambda: start <= text.get_caret_offset() <= start + 5)
    plugins.open()
    program.key("ctrl+Tab")
    plugins.wait_says("Precision: the share")
    program.key("ctrl+shift+Tab")
    program.click(plugins.need("Take Back", "push button"))
    wait("the suggestions of before", lambda: of_plugin(project) == ["Orrin", "Pala"])
    plugins.wait_says("taken back")


def crashing(plugins, project):
    """It says how it ended; what the others do is not touched."""
    program = plugins.program
    program.key("ctrl+1")
    plugins.choose("crash, Asks to run")
    program.key("F7")
    answer(program, "A plugin runs for the first time", "Allow")
    said = wait("what happened", lambda: dialog(program, "Not every document could be looked at"))
    if not any("signal 11" in node.name for node in program.find(where=said, every=True)):
        raise Failed("the dialog does not say how it ended")
    program.key("Escape")
    plugins.open()
    wait("the row to say so", lambda: plugins.row("crash, Its last run failed"))
    plugins.wait_says("signal 11")
    if of_plugin(project) != ["Orrin", "Pala"]:
        raise Failed("the crash touched another's suggestions")


def dialog(program, heading):
    return window_node(program, lambda name: name == heading)


def answer(program, heading, words):
    """A click on what a dialog offers; its buttons are named twice in GTK 4.8, their labels once."""
    wait("“%s”" % heading, lambda: dialog(program, heading))
    program.click(wait("“%s”" % words, lambda: program.find(words, "label", where=dialog(program, heading))))


def by_keys(plugins, project):
    """Space disables at once: the next run of all goes without it. Delete removes after a question."""
    program = plugins.program
    plugins.choose("crash, ")
    program.key("space")
    wait("crash to be disabled", lambda: plugins.row("crash, Disabled"))
    plugins.choose("Words of a list, ")
    program.key("space")
    wait("it to be disabled", lambda: plugins.row("Words of a list, Disabled"))
    before = of_plugin(project)
    program.focus()
    program.key("F7")
    wait("the others' suggestions", lambda: [a for a in export(project)["bridge"]["annotations"] if a["by"] == "plugin:figures"])
    if of_plugin(project) != before or len(gloss("runs", project).stdout.split("words")) > 3:
        raise Failed("a disabled plugin ran")
    plugins.open()
    plugins.choose("Words of a list, ")
    program.key("Delete")
    answer(program, "Remove Words of a list?", "Remove")
    wait("its row to go", lambda: not plugins.row("Words of a list"))
    if "Words of a list" in gloss("plugins", "list").stdout:
        raise Failed("the plugin is still listed")


def main():
    with Folder() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder.file("config")
        os.environ["XDG_DATA_HOME"] = folder.file("data")
        os.environ["XDG_STATE_HOME"] = folder.file("state")
        own = "data/glossator/plugins/"
        write_plugin(folder, own + "odd", ("Id=words", "Id=odd"), ("Version=1.0", "Version=x"))
        write_plugin(folder, own + "later", ("Id=words", "Id=later"), ("Api=1.0", "Api=2.0"))
        write_plugin(folder, own + "twin", ("Id=words", "Id=figures"), ("Words of a list", "My figures"))
        shutil.copytree(os.path.join(SOURCE, "tests", "plugin", "hostile", "crash"), folder.file(own + "crash"))
        plugin = write_plugin(folder, "words")
        project = folder.file("boats.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("bridge.txt", TEXT))
        with Program(project, "--by", "amira") as program:
            plugins = Plugins(program)
            program.wait_for("Annotations")
            plugins.open()
            faults(plugins)
            allow(plugins, plugin)
            settings(plugins, project)
            lacking_type(plugins, project)
            first_run(plugins, project)
            conformance(plugins)
            from_a_terminal(plugins)
            runs(plugins, project)
            crashing(plugins, project)
            by_keys(plugins, project)
            plugins.open()
            program.key("ctrl+w")
            wait("the plugins window to close", lambda: plugins.window() is None)
            program.close()
        if gloss("check", project, check=False).returncode != 0:
            raise Failed("gloss check complains")


if __name__ == "__main__":
    journey(main)
