#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill-window.py N SEED: N times the window is worked with mouse and keys (words marked, undone, done again, a folder
imported) and killed at a random moment. Whatever it acknowledged, the change on the screen and the bar saying Saved, is in
the export afterwards; nothing is there that was not done; `gloss check` finds nothing. Run it by tests/run-x.sh."""
import os
import random
import shutil
import sys
import threading
import time

from lib import Atspi, Failed, Folder, GLib, Program, export, gloss, journey, marks, pump, wait, xdo

PERSON = "amira"
TYPES = {"p": "Person", "l": "Place", "o": "Organization", "g": "Group", "f": "Figure"}
NAMES = [first + second for first in ("Kar", "Lut", "Ves", "Orr", "Hal", "Bre") for second in ("ska", "nov", "tel", "min")]
ROUNDS_A_PROJECT = 5
PATIENCE = 60   # seconds


def article():
    lines = ["What was heard of the towns", ""]
    for i in range(0, len(NAMES), 3):
        lines += ["From %s they wrote to %s, and again to %s." % tuple(NAMES[i:i + 3]), ""]
    return "\n".join(lines)


class Model:
    """What must be in the file, and what may be."""

    def __init__(self):
        self.marks = []     # acknowledged or found in the file, in the order they were made: (type, word)
        self.open = []      # made, not acknowledged yet
        self.undoing = None # its undo or redo is not acknowledged
        self.undone = None  # may be done again
        self.barrier = 1    # undo would reach behind what is modelled: a first mark also begins the document
        self.texts = set()
        self.arriving = set()
        self.acknowledged = 0
        self.unsure = 0     # kills in the midst of something

    def settle(self):
        """All that was done is acknowledged."""
        self.acknowledged += len(self.open) + (self.undoing is not None) + (len(self.arriving) > 0)
        self.marks += self.open
        self.open = []
        if self.undoing is not None:
            if self.undoing in self.marks:
                self.marks.remove(self.undoing)
                self.undone = self.undoing
            else:
                self.marks.append(self.undoing)
                self.undone = None
            self.undoing = None
        self.texts |= self.arriving
        self.arriving = set()

    def check(self, documents):
        """The file after the kill; it becomes the truth of the next round."""
        found = marks(documents["towns"], PERSON)
        self.unsure += bool(self.open or self.undoing or self.arriving)
        texts = {document["text"] for document in documents.values()}
        sure = [mark for mark in self.marks if mark != self.undoing]
        if [mark for mark in sure if mark not in found]:
            raise Failed("lost: %r; there are %r" % ([mark for mark in sure if mark not in found], found))
        strange = [mark for mark in found if mark not in self.marks + self.open + [self.undoing]]
        if strange or len(found) != len(set(found)):
            raise Failed("came from nowhere: %r" % (strange or found))
        if not self.texts <= texts or not texts <= self.texts | self.arriving:
            raise Failed("documents: %d lost, %d from nowhere" % (len(self.texts - texts), len(texts - self.texts - self.arriving)))
        candidates = self.marks + self.open + ([self.undoing] if self.undoing not in self.marks + [None] else [])
        if self.undoing is not None or self.arriving:
            self.barrier = len(found)
        self.marks = [mark for mark in candidates if mark in found]
        self.open, self.undoing, self.undone = [], None, None
        self.texts, self.arriving = texts, set()


class Worker:
    """Works one window until it is killed."""

    def __init__(self, program, model, chance):
        self.program, self.model, self.chance, self.last = program, model, chance, None
        program.wait_for("Annotations")
        self.bar = program.wait_saved()
        self.article = program.article()
        self.list = program.find("Annotations", "list")
        _, self.left, self.top = program.window()

    def alive(self):
        return self.program.process.poll() is None

    def says_saved(self):
        # The text is asked of the program each time; names are remembered on this side.
        text = self.bar.get_text_iface()
        return text is not None and text.get_text(0, text.get_character_count()) == "Saved"

    def shows(self, mark):
        name = "%s: %s" % mark
        return self.program.find(name, where=self.list) is not None

    def wait_acknowledged(self):
        """True once the screen shows all that was done and then the bar says Saved; False when killed before."""
        model, end = self.model, time.monotonic() + PATIENCE
        while self.alive():
            pump()
            try:
                done = all(self.shows(mark) for mark in model.open) and \
                    (model.undoing is None or self.shows(model.undoing) == (model.undoing not in model.marks))
                if done and self.says_saved():
                    model.settle()
                    return True
            except GLib.Error:
                pass
            if time.monotonic() > end:
                raise Failed("in %d s the window did not acknowledge %r, %r" % (PATIENCE, model.open, model.undoing))
            time.sleep(0.01)
        return False

    def ask(self, question):
        """What the window says of its article; on a busy machine it may be late, then it is asked again."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                text = self.article.get_text_iface()
                if text is None:
                    raise Failed("the article is gone")
                return question(text)
            except GLib.Error:
                if not self.alive() or time.monotonic() > end:
                    raise

    def place(self, offset, after=False):
        box = self.ask(lambda text: text.get_character_extents(offset, Atspi.CoordType.WINDOW))
        return self.left + box.x + (box.width - 1 if after else 1), self.top + box.y + box.height // 2

    def mark(self, word, key):
        start = self.ask(lambda text: text.get_text(0, text.get_character_count())).index(word)
        x, y = self.place(start)
        if word == self.last:
            time.sleep(0.5)     # else it would be a triple-click
        self.last = word
        if self.chance.random() < 0.5:
            xdo("mousemove", x + 4, y, "click", "--repeat", 2, "--delay", 40, 1)
        else:
            to_x, _ = self.place(start + len(word) - 1, after=True)
            xdo("mousemove", x, y, "mousedown", 1, "sleep", 0.03, "mousemove", (x + to_x) // 2, y, "sleep", 0.03,
                "mousemove", to_x, y, "sleep", 0.03, "mouseup", 1)
        time.sleep(0.1)
        self.model.open.append((TYPES[key], word))
        self.model.undone = None
        xdo("key", key)

    def undo(self):
        self.model.undoing = self.model.marks[-1]
        xdo("key", "ctrl+z")

    def redo(self):
        self.model.undoing = self.model.undone
        xdo("key", "ctrl+shift+z")


def kill_later(program, seconds):
    timer = threading.Timer(seconds, program.process.kill)
    timer.daemon = True
    timer.start()
    return timer


def free_words(model):
    used = {word for _, word in model.marks + model.open}
    return [name for name in NAMES if name not in used]


def round_of_marks(worker, model, chance):
    """Some changes that are acknowledged, then one or several that are killed in the midst."""
    last = chance.randrange(1, 5)
    for step in range(last + 1):
        if step == last:
            kill_later(worker.program, chance.choice((0.02, 0.1, 0.4)) * chance.random() + 0.05)
        dice = chance.random()
        try:
            if dice < 0.2 and len(model.marks) > model.barrier:
                worker.undo()
            elif dice < 0.35 and model.undone is not None:
                worker.redo()
            else:
                for _ in range(chance.choice((1, 1, 2, 3))):
                    worker.mark(chance.choice(free_words(model)), chance.choice("plogf"))
        except (GLib.Error, Failed):
            if worker.alive():
                raise
        if not worker.wait_acknowledged():
            return


def round_of_import(worker, model, chance, folder, number):
    place = folder.file("more-%d" % number)
    os.mkdir(place)
    for i in range(chance.randrange(20, 300)):
        text = "Article %d of import %d.\n" % (i, number) + "The river rose and fell. " * chance.randrange(1, 80)
        folder.file("more-%d/%d-%d.txt" % (number, number, i), text)
        model.arriving.add(text)
    program = worker.program
    program.key("ctrl+shift+i")
    program.wait_for("Import a Folder")
    program.type(place + "/")
    time.sleep(0.3)
    kill_later(program, chance.choice((0.1, 0.5, 1.5)) * chance.random() + 0.05)
    xdo("key", "Return")
    while worker.alive():
        try:
            summary = program.find("%d new documents" % len(model.arriving))
            if summary is not None and worker.says_saved():
                model.settle()
                return
        except (GLib.Error, Failed):
            continue


def one_round(folder, project, model, chance, number):
    with Program(project, "--by", PERSON, "--document", "towns") as program:
        worker = Worker(program, model, chance)
        program.focus()
        if chance.random() < 0.2:
            round_of_import(worker, model, chance, folder, number)
        else:
            round_of_marks(worker, model, chance)
        program.process.wait(20)
    checked = gloss("check", project, check=False)
    if checked.returncode != 0:
        raise Failed("gloss check: %s%s" % (checked.stdout, checked.stderr))
    model.check(export(project))


def main(count, seed):
    began, number, acknowledged, unsure = time.monotonic(), 0, 0, 0
    while number < count:
        chance = random.Random(seed * 1000003 + number)
        with Folder() as folder:
            project = folder.file("towns.gloss")
            gloss("new", project)
            gloss("import", project, folder.file("towns.txt", article()))
            model = Model()
            model.texts.add(article())
            for _ in range(min(ROUNDS_A_PROJECT, count - number)):
                if len(free_words(model)) < 12:
                    break
                try:
                    one_round(folder, project, model, chance, number)
                except Exception:
                    kept = "/tmp/gls-kill-window-%d-%d.gloss" % (os.getpid(), number)
                    shutil.copy(project, kept)
                    print("seed %d, run %d; the file is kept as %s" % (seed, number, kept))
                    raise
                number += 1
            acknowledged += model.acknowledged
            unsure += model.unsure
    print("%d windows killed, %d of them in the midst of a change; %d changes were acknowledged; %.0f s" %
          (count, unsure, acknowledged, time.monotonic() - began))


if len(sys.argv) != 3:
    sys.exit("usage: kill-window.py N SEED")
journey(lambda: main(int(sys.argv[1]), int(sys.argv[2])))
