# SPDX-License-Identifier: GPL-3.0-or-later
"""Annotates the first ten claims of the gold set in the real window, as a person would, and prints keys, clicks and pixels a claim.

Content, source, cue, figure and date: what the window guesses right is taken with Space, what the claim does not say is closed with
0, everything else is clicked or dragged. GLS_SHARED names the folder with articles and gold. What was annotated is read back
through `gloss export` and compared."""
import json
import math
import os
import sys
import time

sys.path.insert(0, os.path.join(os.environ["GLS_SOURCE_ROOT"], "tests", "journeys"))
from lib import Atspi, Failed, Folder, Program, export, gloss, journey, wait, xdo  # noqa: E402

N_CLAIMS = 10


class Hand:
    """Moves, presses and types like one hand, and counts."""

    def __init__(self, program):
        self.program = program
        self.place = None
        self.keys = self.clicks = self.wheel = 0
        self.pixels = 0.0
        article = program.article()
        self.text = article.get_text_iface()
        _, self.left, self.top = program.window()

    def box(self, offset):
        return self.text.get_character_extents(offset, Atspi.CoordType.WINDOW)

    def view(self):
        """Top and bottom of the part of the text that is in sight: its nearest ancestor that is smaller."""
        box = self.program.article().get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        return box.y, box.y + box.height

    def move(self, x, y):
        if self.place is not None:
            self.pixels += math.hypot(x - self.place[0], y - self.place[1])
        self.place = (x, y)
        xdo("mousemove", self.left + x, self.top + y)
        time.sleep(0.02)

    def reach(self, offset, margin=70):
        """Turns the wheel until the place is in sight."""
        low, high = self.view()
        for _ in range(200):
            box = self.box(offset)
            if low + margin <= box.y and box.y + box.height <= high - margin:
                return
            if self.place is None:
                self.move(500, (low + high) // 2)
            xdo("click", 5 if box.y + box.height > high - margin else 4)
            self.wheel += 1
            time.sleep(0.06)
        raise Failed("the wheel does not reach %d" % offset)

    def edge(self, offset, after=False):
        box = self.box(offset)
        return box.x + (box.width - 1 if after else 1), box.y + box.height // 2

    def mark(self, start, end):
        """A word is clicked, several are dragged over: one press of the button either way."""
        words = self.text.get_text(start, end)
        self.reach(end)
        self.reach(start)
        self.clicks += 1
        if words.isalpha():
            self.move(*self.edge((start + end) // 2))
            xdo("click", 1)
        else:
            self.drag(start, end)
        time.sleep(0.35)

    def drag(self, start, end):
        self.move(*self.edge(start))
        xdo("mousedown", 1)
        x, y = self.place
        to_x, to_y = self.edge(end - 1, after=True)
        for step in (1, 2, 3):
            self.move(x + (to_x - x) * step // 3, y + (to_y - y) * step // 3)
        xdo("mouseup", 1)

    def press(self, key):
        self.keys += 1
        self.program.key(key)
        time.sleep(0.25)


def get_hint(program):
    """What the window offers for the armed role."""
    for node in program.find(every=True):
        name = node.get_name() or ""
        if " takes “" in name and " fills it " in name:
            return name.split(" takes “", 1)[1].split("” · ", 1)[0]
    return None


def get_armed(program, role):
    for node in program.find(every=True):
        name = node.get_name() or ""
        if name.startswith(role + ": ") and "Esc lets go" in name:
            return True
    return False


def fill(program, hand, role, span):
    wait("the role %s to be armed" % role, lambda: get_armed(program, role))
    if span is None:
        hand.press("0")
        return
    words = hand.text.get_text(*span).replace("\n", " ")
    guess = get_hint(program)
    if guess is not None and guess == words:
        hand.press("space")
    else:
        hand.mark(*span)


def annotate(program, hand, claim):
    before = (hand.keys, hand.clicks, hand.pixels, hand.wheel)
    hand.mark(*claim["content"])
    hand.press("c")
    for role in ("source", "cue", "figure", "said-on"):
        fill(program, hand, role, claim.get(role))
    return [now - then for now, then in zip((hand.keys, hand.clicks, hand.pixels, hand.wheel), before)]


def read_gold(folder):
    """The first claims, of the first article that has so many: role to span or None."""
    with open(os.path.join(folder, "gold", "gold.json"), encoding="utf-8") as file:
        gold = json.load(file)
    key = sorted(gold)[0]
    article = gold[key]
    claims = []
    for found in article["attributions"][:N_CLAIMS]:
        start, end = found["content"]
        figure = next(((f["start"], f["end"]) for f in article["figures"] if start <= f["start"] and f["end"] <= end), None)
        claims.append({"content": (start, end), "source": tuple(found["source"]) if found["source"] else None,
                       "cue": tuple(found["cue"]) if found["cue"] else None, "figure": figure, "said-on": None})
    return os.path.join(folder, "articles", article["file"]), claims


def compare(document, claims):
    """How many of the parts that were to be marked are what was wanted, to the character."""
    by_id = {a["id"]: a for a in document["annotations"]}
    right = wanted = 0
    for claim in claims:
        start, end = claim["content"]
        made = max((a for a in document["annotations"] if a["type"] == "Claim"),
                   key=lambda a: min(a["spans"][-1][1], end) - max(a["spans"][0][0], start))
        filled = {r["role"]: tuple(by_id[r["to"]]["spans"][0]) for r in made.get("relations", []) if "to" in r and "role" in r}
        filled["content"] = tuple(made["spans"][0])
        for part, span in claim.items():
            if span is not None:
                wanted += 1
                right += filled.get(part) == span
    return right, wanted


def main():
    shared = os.environ.get("GLS_SHARED")
    if not shared or not os.path.exists(os.path.join(shared, "gold", "gold.json")):
        print("SKIP: GLS_SHARED names no folder with gold/gold.json")
        sys.exit(77)
    article, claims = read_gold(shared)
    with Folder() as folder:
        project = folder.file("gold.gloss")
        gloss("new", project)
        gloss("import", project, article)
        with Program(project, "--by", "amira") as program:
            program.wait_for("Annotations")
            program.focus()
            hand = Hand(program)
            rows = []
            for claim in claims:
                rows.append(annotate(program, hand, claim))
                print("claim %2d: %d keys, %d clicks, %5d pixels, %3d turns of the wheel" % (len(rows), *rows[-1]), flush=True)
            program.wait_saved()
            program.close()
        right, wanted = compare(next(iter(export(project).values())), claims)
    n = len(rows)
    print("a claim: %.1f keys + %.1f clicks = %.1f actions, %d pixels; %d of %d parts as in gold"
          % (sum(r[0] for r in rows) / n, sum(r[1] for r in rows) / n, sum(r[0] + r[1] for r in rows) / n,
             sum(r[2] for r in rows) / n, right, wanted))


journey(main)
