# SPDX-License-Identifier: GPL-3.0-or-later
"""Every plugin that misbehaves, in the window: its run ends by itself, says why in one line, in the dialog and on the plugin's page, and leaves
nothing behind; a mark is made and saved while one that never answers runs, which is then stopped by hand."""
import os
import shutil
import time

from lib import SOURCE, Failed, Folder, Program, export, gloss, journey, marks, wait, xdo
from plugins import TEXT, Plugins, activate, answer, dialog, write_plugin

HOSTILE = os.path.join(SOURCE, "tests", "plugin", "hostile")
TROUBLE = "Not every document could be looked at"
# What is said of each; those that answer in order keep their place, and only the document failed.
SAID = {
    "babble": ("did not answer within 1 second", "a million messages"),
    "beyond": ("offset 99999999 is outside the text",),
    "bytes": ("not valid UTF-8",),
    "crash": ("ended by signal 11",),
    "crooked": ("“type” is a list, not text",),
    "deep": ("nested more than 64 deep",),
    "flood": ("a line of more than 64 MiB",),
    "fork": ("ended by signal 9",),
    "hang": ("did not answer within 1 second",),
    "leave": ("I do not feel well",),
    "memory": ("more memory than its manifest says",),
    "noise": ("no message of the protocol",),
    "shout": ("more than 64 MiB to standard error",),
    "stranger": ("a question that was not asked",),
    "swarm": ("too many processes", "more memory than its manifest says"),
    "unknown": ("neither in the codebook nor among the manifest's Types",),
}


def processes_of(name):
    found = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/cmdline" % number, "rb") as file:
                if ("plugins/%s/%s.py" % (name, name)).encode() in file.read():
                    found.append(int(number))
        except OSError:
            pass
    return found


def begin(plugins, name):
    """Runs it on the open document, allowing it first."""
    plugins.choose(name + ", ")
    plugins.program.key("F7")
    answer(plugins.program, "A plugin runs for the first time", "Allow")


def misbehave(plugins, name):
    begin(plugins, name)
    said = wait("what %s did" % name, lambda: dialog(plugins.program, TROUBLE))
    wait("the dialog to say what %s did" % name, lambda: any(
        words in node.name for words in SAID[name] for node in plugins.program.find(where=said, every=True)))
    plugins.program.key("Escape")
    wait("the dialog to go", lambda: dialog(plugins.program, TROUBLE) is None)
    plugins.open()
    fault = wait("%s: the page to say so" % name, lambda: next(
        (line for words in SAID[name] for line in [plugins.says(words)] if line is not None), None))
    if "\n" in fault.name:
        raise Failed("%s: the page says more than a line: %r" % (name, fault.name))
    wait("%s to leave nothing behind" % name, lambda: not processes_of(name))


def stop(plugins, folder, project):
    """It would be waited for a long time: a mark is made meanwhile, and Stop ends it at once."""
    program = plugins.program
    begin(plugins, "slow")
    wait("it to run", lambda: processes_of("slow"))
    # It stands above the text.
    activate("Plugins")
    program.key("ctrl+w")
    wait("the plugins window to close", lambda: plugins.window() is None)
    program.focus()
    program.drag("Pala Venn")
    program.key("p")
    wait("the mark in the file", lambda: ("Person", "Pala Venn") in marks(export(project)["bridge"], "amira"))
    program.key("Escape")
    program.click(wait("“Stop”", lambda: program.find("Stop", "push button") or program.find("Stop")))
    began = time.monotonic()
    wait("it to be stopped", lambda: not processes_of("slow"))
    if time.monotonic() - began > 10:
        raise Failed("it took %.1f s to stop" % (time.monotonic() - began))
    plugins.open()


def main():
    with Folder() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder.file("config")
        os.environ["XDG_DATA_HOME"] = folder.file("data")
        os.environ["XDG_STATE_HOME"] = folder.file("state")
        own = "data/glossator/plugins/"
        # That one dies of every other document, and there is but one here.
        if sorted(os.listdir(HOSTILE)) != sorted([*SAID, "half"]):
            raise Failed("the list of hostile plugins is not complete")
        write_plugin(folder, own + "words")
        for name in SAID:
            shutil.copytree(os.path.join(HOSTILE, name), folder.file(own + name))
        shutil.copytree(os.path.join(HOSTILE, "hang"), folder.file(own + "slow"))
        os.rename(folder.file(own + "slow/hang.py"), folder.file(own + "slow/slow.py"))
        with open(os.path.join(HOSTILE, "hang", "plugin.ini"), encoding="utf-8") as file:
            folder.file(own + "slow/plugin.ini", file.read().replace("hang", "slow").replace("Timeout=1\n", "Timeout=500\n"))
        project = folder.file("boats.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("bridge.txt", TEXT))
        gloss("plugins", "allow", "words")
        with Program(project, "--by", "amira", "--document", "bridge") as program:
            plugins = Plugins(program)
            program.wait_for("Annotations")
            plugins.open()
            stop(plugins, folder, project)
            for name in sorted(SAID):
                misbehave(plugins, name)
            program.focus()
            xdo("key", "ctrl+w")
            program.process.wait(60)
        if marks(export(project)["bridge"]) != [("Person", "Pala Venn")]:
            raise Failed("something else came into the project: %r" % marks(export(project)["bridge"]))
        if gloss("check", project, check=False).returncode != 0:
            raise Failed("gloss check complains")


journey(main)
