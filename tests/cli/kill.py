#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill.py [N [SEED]]: N times a command of `gloss`, and one time in eight the window, is killed at a random moment. After
each, everything that was acknowledged (exit 0; the bar says Saved) is in the export, and the file is sound.

It must not know how a project is stored."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from lib import SOURCE_ROOT, TIMEOUT, Home, Skip, cases, main


class Model:
    """What was acknowledged: texts that must be there, titles as set last, and what a killed command may have done."""

    def __init__(self):
        self.texts = set()
        self.steps = []     # ("import", texts) or ("title", before, after), the last one on top, as undo takes them
        self.title = "start"


def lines_of(home, project):
    return [json.loads(line) for line in home.export(project).decode().split("\n")[1:-1]]


def state(home, project):
    lines = lines_of(home, project)
    return {line["text"] for line in lines}, next(line for line in lines if line["document"] == "base").get("title")


def start_of_session(home):
    project = home.new()
    home.ok("import", project, home.write("base.txt", "The base of it all.\n"))
    home.ok("documents", project, "--set", "base", "title=start")
    copy = home.at("copy.gloss")
    shutil.copy(project, copy)
    model = Model()
    model.texts.add("The base of it all.\n")
    return project, copy, model


def write_articles(home, number, chance):
    texts = set()
    for i in range(chance.randrange(5, 120)):
        text = f"Article {i} of import {number} about the river.\n" + "It rose and it fell. " * chance.randrange(60)
        home.write(f"in{number}/{number}-{i}.txt", text)
        texts.add(text)
    return home.at(f"in{number}"), texts


def run_and_kill(home, chance, *arguments):
    """TRUE when the command was done before the signal came."""
    process = home.start(*arguments)
    try:
        process.wait(timeout=chance.choice((0.004, 0.02, 0.06, 0.15)) * chance.random() * 2)
    except Exception:  # pylint: disable=broad-except
        process.send_signal(signal.SIGKILL)
    _, err = process.communicate(timeout=TIMEOUT)
    assert process.returncode in (0, -signal.SIGKILL), (arguments, process.returncode, err)
    return process.returncode == 0


def check_state(home, project, must, may, titles):
    home.sound(project)
    texts, title = state(home, project)
    assert must <= texts, f"lost: {sorted(must - texts)[:3]}"
    assert texts <= must | may, f"came from nowhere: {sorted(texts - must - may)[:3]}"
    assert title in titles, f"the title is {title}, not one of {titles}"
    return texts, title


def step_import(home, project, model, chance, number):
    folder, texts = write_articles(home, number, chance)
    done = run_and_kill(home, chance, "import", project, folder)
    found, _ = check_state(home, project, model.texts | (texts if done else set()), texts, {model.title})
    if found != model.texts:
        model.steps.append(("import", found - model.texts))
    model.texts = found
    if not done and chance.random() < 0.5:
        # The same again completes it.
        home.ok("import", project, folder)
        model.texts, _ = check_state(home, project, model.texts | texts, set(), {model.title})
        model.steps.clear()


def step_title(home, project, model, chance, number):
    title = f"title {number} " + "x" * chance.randrange(3000)
    done = run_and_kill(home, chance, "documents", project, "--set", "base", f"title={title}")
    _, found = check_state(home, project, model.texts, set(), {title} if done else {title, model.title})
    if found != model.title:
        model.steps.append(("title", model.title, found))
    model.title = found


def step_undo(home, project, model, chance, _number):
    """An undo is one transaction: all of it or nothing."""
    if not model.steps:
        return
    step = model.steps[-1]
    done = run_and_kill(home, chance, "undo", project)
    if step[0] == "title":
        _, found = check_state(home, project, model.texts, set(), {step[1]} if done else {step[1], step[2]})
        undone = found == step[1]
        model.title = found
    else:
        found, _ = check_state(home, project, model.texts - step[1], set() if done else step[1], {model.title})
        undone = found == model.texts - step[1]
        assert undone or found == model.texts, "half an undo"
        model.texts = found
    if undone:
        model.steps.pop()


def step_merge(home, project, model, chance, number, copy):
    folder, texts = write_articles(home, number, chance)
    home.ok("import", copy, folder, "--by", "bek")
    in_copy, _ = state(home, copy)
    done = run_and_kill(home, chance, "merge", project, copy)
    # What was undone here stays undone, so the copy may hold more than arrives; its own new articles must arrive.
    found, _ = check_state(home, project, model.texts | (texts if done else set()), in_copy, {model.title})
    assert done or found == model.texts or texts <= found, "half a merge"
    model.texts = found


def session(home, chance, kills):
    project, copy, model = start_of_session(home)
    steps = [step_import, step_import, step_title, step_title, step_undo]
    for number in range(kills):
        if chance.random() < 0.15:
            step_merge(home, project, model, chance, number, copy)
        else:
            chance.choice(steps)(home, project, model, chance, number)


def killed_sessions(count, seed):
    def run():
        began = time.monotonic()
        for first in range(0, count, 20):
            with Home() as home:
                try:
                    session(home, random.Random(seed * 1000003 + first), min(20, count - first))
                except Exception:
                    kept = os.path.join("/tmp", f"gls-kill-{os.getpid()}-{first}.gloss")
                    shutil.copy(home.at("p.gloss"), kept)
                    print(f"# seed {seed}, from run {first}; the file is kept as {kept}")
                    raise
        print(f"# {count} runs in {time.monotonic() - began:.0f} s")

    run.__doc__ = f"{count} commands killed at random moments lose nothing (seed {seed})"
    return run


def killed_windows(count, seed):
    """A program of its own: it needs a display and Debian's Python."""
    def run():
        script = os.path.join(SOURCE_ROOT, "tests", "journeys", "kill-window.py")
        python = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
        done = subprocess.run([os.path.join(SOURCE_ROOT, "tests", "run-x.sh"), python, script, str(count), str(seed)],
                              env=dict(os.environ, GTK_A11Y="atspi", GLS_X_TIMEOUT=str(60 + 40 * count)),
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        said = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
        if done.returncode == 77 or any("Xvfb is not installed" in line for line in said):
            raise Skip("the window needs a display: " + said[-1])
        assert done.returncode == 0, "\n".join(said)
        print(f"# {done.stdout.decode().splitlines()[-1]}")

    run.__doc__ = f"{count} windows killed at random moments lose nothing (seed {seed})"
    return run


numbers = [int(argument) for argument in sys.argv[1:3]] + [20, 1][len(sys.argv[1:3]):]
del sys.argv[1:]
windows = (numbers[0] + 7) // 8
cases.append(killed_sessions(numbers[0] - windows, numbers[1]))
cases.append(killed_windows(windows, numbers[1]))
main()
