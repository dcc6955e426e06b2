# SPDX-License-Identifier: GPL-3.0-or-later
"""Annotates the first ten claims of the gold set in the real window, as a person would, and prints keys, clicks and pixels a claim:
by hand, then with what the extractors propose.

Content, source, cue, figure and date. By hand, what the window guesses right is taken with Space, what the claim does not say is
closed with 0, everything else is clicked or dragged. With proposals, Ctrl+Space asks for the parts of words that were dragged over, or
goes on to the next claim where that is in the next sentence; what is right is taken with Space, what is wrong is corrected by the
digit of its role. GLS_SHARED names the folder with articles and gold. What was annotated is read back through `gloss export` and
compared: a part is right only when nothing else fills its role."""
import json
import math
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.environ["GLS_SOURCE_ROOT"], "tests", "journeys"))
from lib import Atspi, Failed, Folder, Program, export, gloss, journey, wait, xdo  # noqa: E402

N_CLAIMS = 10
PERSON = "amira"


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

    def pull(self, end, wanted, after):
        """The end of what is selected to another place."""
        self.clicks += 1
        self.move(*self.edge(end - 1 if after else end, after))
        xdo("mousedown", 1)
        x, y = self.place
        to_x, to_y = self.edge(wanted - 1 if after else wanted, after)
        for step in (1, 2, 3):
            self.move(x + (to_x - x) * step // 3, y + (to_y - y) * step // 3)
        xdo("mouseup", 1)
        time.sleep(0.35)

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


def read_digits(project):
    """Which key arms which role of a claim: their order in the codebook."""
    with open(project + ".jsonl", encoding="utf-8") as lines:
        codebook = json.loads(lines.readline())["codebook"]
    claim = next(t for t in codebook["types"] if t.get("claim"))
    return {role["name"]: str(n) for n, role in enumerate(claim["roles"], 1)}


# --- With proposals -------------------------------------------------------------------------------------------------

ROLES = ("source", "cue", "figure", "said-on")


class Proposer:
    """Knows what the window shows of a proposal; and which digit corrects which role."""

    def __init__(self, program, hand, project, digits):
        self.program, self.hand, self.project, self.digits = program, hand, project, digits
        self.waits = []

    def ask(self, shown):
        """Ctrl+Space; what it shows."""
        self.hand.keys += 1
        began = self.seconds()
        xdo("key", "--clearmodifiers", "ctrl+space")
        result = wait("a proposal", lambda: shown() or (self.is_none() and "none"))
        self.waits.append(self.seconds() - began)
        time.sleep(0.2)
        return shown() if result != "none" else None

    def seconds(self):
        """Processor time of the window: the clock says nothing on a busy machine."""
        with open("/proc/%d/stat" % self.program.process.pid, encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_none(self):
        return any((node.get_name() or "").startswith(("No claim is found", "There is no more")) for node in self.program.find(every=True))

    def rest(self):
        """The parts that are offered for words that were dragged over: role to its fillers' words."""
        for node in self.program.find(every=True):
            found = re.match(r"the rest of the claim: (.*) · Space takes it", node.get_name() or "")
            if found:
                parts = {}
                for role, words in re.findall(r"([\w-]+) “(.*?)”(?:, |$)", found.group(1)):
                    parts.setdefault(role, []).append(words)
                return parts
        return None

    def claim(self):
        """The claim that is shown as a suggestion, from the file: content and the places of its parts."""
        row = None
        for node in self.program.find(every=True):
            name = node.get_name() or ""
            if name.startswith("Claim") and ", suggestion of " in name:
                holders = [node, node.get_parent(), node.get_parent().get_parent()]
                if any(h is not None and h.get_state_set().contains(Atspi.StateType.SELECTED) for h in holders):
                    row = name
        if row is None:
            return None
        document = next(iter(export(self.project).values()))
        by_id = {a["id"]: a for a in document["annotations"]}
        for a in document["annotations"]:
            words = " ".join(document["text"][s:e] for s, e in a["spans"]).replace("\n", " ")
            if a["type"] == "Claim" and a["by"].startswith("plugin:") and words[:30] in row:
                parts = {"content": [tuple(span) for span in a["spans"]]}
                for link in a.get("relations", []):
                    parts.setdefault(link["role"], []).extend(tuple(span) for span in by_id[link["to"]]["spans"])
                return parts
        return None


def same(words, shown):
    """Long ones are cut."""
    words = words.replace("\n", " ")
    return words == shown or (shown.endswith("…") and words.startswith(shown[:-1]))


def wrong_roles(shown, claim):
    return [r for r in ROLES if shown.get(r, []) != ([claim[r]] if claim[r] else [])]


def move_end(hand, shown, wanted):
    """Takes a claim of which one end is wrong, and pulls that."""
    if len(shown) != 1 or (shown[0][0] == wanted[0]) == (shown[0][1] == wanted[1]):
        return False
    hand.press("Return")
    after = shown[0][0] == wanted[0]
    hand.pull(shown[0][after], wanted[after], after)
    return True


def correct(proposer, hand, claim, wrong):
    """Each wrong role by its digit."""
    if not wrong:
        hand.press("space")
    for role in wrong:
        hand.press(proposer.digits[role])
        if claim[role] is None:
            hand.press("Delete")
        else:
            hand.mark(*claim[role])


def is_next(text, before, claim):
    """Does the claim begin in the sentence behind the one that was done last, as far as anyone sees?"""
    between = text[before["content"][1]:claim["content"][0]]
    return len(re.findall(r"[.!?][”\"]?\s", between)) <= 1


def propose(proposer, hand, whole, claim, before):
    start = (hand.keys, hand.clicks, hand.pixels, hand.wheel)
    if before is not None and is_next(whole, before, claim):
        shown = proposer.ask(proposer.claim)
        if shown is not None and shown["content"] == [claim["content"]]:
            correct(proposer, hand, claim, wrong_roles(shown, claim))
            return [now - then for now, then in zip((hand.keys, hand.clicks, hand.pixels, hand.wheel), start)]
        if shown is not None and not wrong_roles(shown, claim) and move_end(hand, shown["content"], claim["content"]):
            return [now - then for now, then in zip((hand.keys, hand.clicks, hand.pixels, hand.wheel), start)]
        hand.press("Escape")
    hand.mark(*claim["content"])
    shown = proposer.ask(proposer.rest)
    if shown is None:
        for role in ROLES:
            fill(proposer.program, hand, role, claim.get(role))
    else:
        wrong = [r for r in ROLES if (claim[r] is None) != (r not in shown)
                 or (claim[r] is not None and not (len(shown[r]) == 1 and same(whole[slice(*claim[r])], shown[r][0])))]
        correct(proposer, hand, claim, wrong)
    return [now - then for now, then in zip((hand.keys, hand.clicks, hand.pixels, hand.wheel), start)]


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
    """How many of the parts are what was wanted, to the character, and nothing beside them; which are not."""
    own = [a for a in document["annotations"] if a["by"] == PERSON]
    by_id = {a["id"]: a for a in own}
    right, wrong = 0, []
    for number, claim in enumerate(claims, 1):
        start, end = claim["content"]
        made = max((a for a in own if a["type"] == "Claim"),
                   key=lambda a: min(a["spans"][-1][1], end) - max(a["spans"][0][0], start) - abs(a["spans"][0][0] - start))
        for part, span in claim.items():
            there = made["spans"] if part == "content" else [by_id[link["to"]]["spans"][0] for link in made.get("relations", [])
                                                             if link.get("role") == part and "to" in link]
            if [tuple(place) for place in there] == ([span] if span else []):
                right += 1
            else:
                wrong.append("claim %d, %s: %s" % (number, part, [document["text"][s:e] for s, e in there]))
    return right, wrong


def report(how, rows, right, wrong):
    n = len(rows)
    keys, clicks = sum(r[0] for r in rows) / n, sum(r[1] for r in rows) / n
    print("a claim, %s: %.1f keys + %.1f clicks = %.1f actions, %d pixels, %.1f turns of the wheel; %d of %d parts as in gold"
          % (how, keys, clicks, keys + clicks, sum(r[2] for r in rows) / n, sum(r[3] for r in rows) / n, right, right + len(wrong)))
    for line in wrong:
        print("  not as in gold: " + line)


def run(project, how, claims, act):
    with Program(project, "--by", PERSON) as program:
        program.wait_for("Annotations")
        program.focus()
        hand = Hand(program)
        rows = []
        for at, claim in enumerate(claims):
            rows.append(act(program, hand, claim, claims[at - 1] if at > 0 else None))
            print("%s, claim %2d: %d keys, %d clicks, %5d pixels, %3d turns of the wheel" % (how, len(rows), *rows[-1]), flush=True)
        program.wait_saved()
        program.close()
    report(how, rows, *compare(next(iter(export(project).values())), claims))


def main():
    shared = os.environ.get("GLS_SHARED")
    if not shared or not os.path.exists(os.path.join(shared, "gold", "gold.json")):
        print("SKIP: GLS_SHARED names no folder with gold/gold.json")
        sys.exit(77)
    article, claims = read_gold(shared)
    with Folder() as folder:
        by_hand, proposed = folder.file("hand.gloss"), folder.file("proposed.gloss")
        for project in (by_hand, proposed):
            gloss("new", project)
            gloss("import", project, article)
        whole = next(iter(export(proposed).values()))["text"]
        digits = read_digits(proposed)
        if "proposals" not in sys.argv:
            run(by_hand, "by hand", claims, lambda program, hand, claim, before: annotate(program, hand, claim))
        proposers = []

        def act(program, hand, claim, before):
            if not proposers:
                proposers.append(Proposer(program, hand, proposed, digits))
            return propose(proposers[0], hand, whole, claim, before)

        run(proposed, "with proposals", claims, act)
        waits = sorted(proposers[0].waits)
        print("processor time from Ctrl+Space to what it shows, with being asked what that is: %.0f ms (median), %.0f at most; goal 1000"
              % (1000 * waits[len(waits) // 2], 1000 * waits[-1]))


journey(main)
