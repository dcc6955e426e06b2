#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plugins that misbehave: each gives clear lines and an exit code, leaves no process behind, and nobody's work is touched.

It must not know how the host does it."""

import os
import shutil
import signal
import socket
import subprocess
import time

from lib import SOURCE_ROOT, Home, Skip, case, main

HOSTILE = os.path.join(SOURCE_ROOT, "tests", "plugin", "hostile")
SAMPLE = os.path.join(SOURCE_ROOT, "data", "sample", "sample.jsonl")

# What is said of each, on standard error; and whether the plugin is given up.
EXPECTED = {
    "babble": ("did not answer within 1 second", "a million messages"),
    "beyond": ("offset 99999999 is outside the text",),
    "bytes": ("not valid UTF-8",),
    "crash": ("ended by signal 11",),
    "crooked": ("“type” is a list, not text",),
    "deep": ("nested more than 64 deep",),
    "flood": ("a line of more than 64 MiB",),
    "fork": ("ended by signal 9",),
    "half": ("ended with exit code 1; its last words: half",),
    "hang": ("did not answer within 1 second",),
    "leave": ("its last words: I do not feel well",),
    "memory": ("more memory than its manifest says",),
    "noise": ("no message of the protocol",),
    "shout": ("more than 64 MiB to standard error",),
    "stranger": ("a question that was not asked",),
    "swarm": ("too many processes", "more memory than its manifest says"),
    "unknown": ("“Nonsense” is neither in the codebook nor among the manifest's Types",),
}
# Those that answer in order, with records that are wrong: the plugin stays, each document fails.
POLITE = {"beyond", "crooked", "unknown"}


def processes_of(name):
    """Numbers of processes that run this hostile plugin."""
    found = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{number}/cmdline", "rb") as file:
                if f"hostile/{name}/{name}.py".encode() in file.read():
                    found.append(int(number))
        except OSError:
            pass
    return found


def none_left(name):
    """Killed processes may take a moment to vanish."""
    until = time.monotonic() + 10
    while processes_of(name):
        assert time.monotonic() < until, f"{name} left processes behind: {processes_of(name)}"
        time.sleep(0.02)


def project(home):
    path = home.new()
    home.ok("import", path, SAMPLE, "-q")
    return path


def check(home, path, before, name):
    result = home.run("extract", path, "--plugin", os.path.join(HOSTILE, name))
    assert result.code == (1 if name in POLITE else 3), str(result)
    lines = result.err.splitlines()
    assert lines and all(line.startswith(f"gloss: {name}: ") for line in lines), str(result)
    assert all(any(words in line for words in EXPECTED[name]) for line in lines), str(result)
    assert all(len(line) < 600 for line in lines), "a line to read, not a log: %d characters" % max(map(len, lines))
    none_left(name)
    assert home.export(path) == before, f"{name} changed the project"


@case
def every_one_is_expected():
    """the list of hostile plugins is complete"""
    assert sorted(os.listdir(HOSTILE)) == sorted(EXPECTED)


def add_case(name):
    def run():
        with Home() as home:
            path = project(home)
            check(home, path, home.export(path), name)
            home.sound(path)

    run.__doc__ = name
    case(run)


for plugin in sorted(EXPECTED):
    add_case(plugin)


@case
def the_list_remembers():
    """a plugin that crashed says so in the list, until it runs well"""
    with Home() as home:
        path = project(home)
        home.ok("plugins", "install", os.path.join(HOSTILE, "crash"))
        assert home.run("extract", path, "--plugin", "crash").code == 3
        entry = home.ok("plugins", "list", "--json").json["plugins"]
        entry = [one for one in entry if one["id"] == "crash"][0]
        assert "signal 11" in entry["failure"] and "\n" not in entry["failure"], entry
        assert "crash: its last run failed: " in home.ok("plugins").text


@case
def others_go_on():
    """one plugin's crash does not keep another from running"""
    with Home() as home:
        path = project(home)
        years = os.path.join(SOURCE_ROOT, "plugins", "examples", "years-python")
        result = home.run("extract", path, "--plugin", os.path.join(HOSTILE, "crash"), "--plugin", years, "--json")
        assert result.code == 3, str(result)
        runs = {run["plugin"]: run for run in result.json["runs"]}
        assert "signal 11" in runs["crash"]["lost"] and runs["years"]["added"] > 0, runs


PEEP = """import os, socket, sys
import glossator

@glossator.extractor
def peep(document, run):
    seen = [name for name in (run.settings["secret"], run.settings["project"]) if os.path.exists(name)]
    try:
        socket.create_connection(("127.0.0.1", int(run.settings["port"])), 1)
        seen.append("network")
    except OSError:
        pass
    print("saw", seen, flush=True)
    return ()

glossator.main()
"""


@case
def sandbox():
    """where bubblewrap works, a plugin sees neither other files nor the network"""
    if subprocess.run(["bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"],
                      capture_output=True, check=False).returncode if shutil.which("bwrap") else True:
        raise Skip("bubblewrap does not work here")
    with Home() as home, socket.create_server(("127.0.0.1", 0)) as server:
        path = project(home)
        setting = "\n[Setting {0}]\nType=text\nLabel={0}\nDefault={1}\n"
        home.write("peep/peep.py", PEEP)
        home.write("peep/plugin.ini", "[Plugin]\nId=peep\nName=Peep\nVersion=1.0\nApi=1.0\nKinds=extractor;\nExec=python3 peep.py\n"
                   "Unit=characters\n" + setting.format("secret", home.write("secret.txt", "x")) + setting.format("project", path)
                   + setting.format("port", server.getsockname()[1]))
        for limits, seen in (([], "saw []"), (["--no-limits"], "secret.txt")):
            result = home.ok("extract", path, "--plugin", home.at("peep"), "--log", "--document", "08-notice.crlf", *limits)
            assert seen in result.err and ("network" in result.err) == bool(limits), str(result)


@case
def interrupt():
    """Ctrl+C ends a run and its processes"""
    with Home() as home:
        path = project(home)
        running = home.start("extract", path, "--no-limits", "--plugin", os.path.join(HOSTILE, "hang"))
        until = time.monotonic() + 30
        while not processes_of("hang"):
            assert time.monotonic() < until, "the plugin was not started"
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
        assert running.returncode == 3, running.returncode
        none_left("hang")


if __name__ == "__main__":
    main()
