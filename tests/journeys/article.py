# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole article whose lines are broken inside sentences, by CR LF, from its import to done: claims and names by the mouse,
one paragraph with keys alone; fillers of another type than they look, what is not said, a figure that is part of another, a name that
becomes an entity; read back by `gloss export`."""
import os

from lib import SOURCE, Failed, Folder, Program, export, gloss, journey, marks, roles, wait, xdo
from tree import Atspi

KEY = "08-notice.crlf"
ARTICLE = os.path.join(SOURCE, "data", "sample", "articles", KEY + ".txt")
DIED = "22 residents of\r\nthe town of Lutna had lost their lives in the flood of 17 February"
ENTERED = "40 residents have been entered in the\r\nbook of deaths"
LEFT = "up to 200 of them have not yet reported their new address"


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


class Text:
    """The article's words on the screen. The window stays where it is: it is asked for once."""

    def __init__(self, program):
        _, self.left, self.top = program.window()
        self.program = program
        box = program.article().get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        self.low, self.high, self.edge = box.y + 60, box.y + box.height - 120, box.x + box.width - 30

    def box(self, offset):
        return self.program.article().get_text_iface().get_character_extents(offset, Atspi.CoordType.WINDOW)

    def span(self, words):
        """Words that may stand on two lines."""
        lines = words.split("\r\n")
        return self.program.offsets(lines[0])[0], self.program.offsets(lines[-1])[1] - 1

    def bring(self, first, last):
        """Turns the wheel over the text until these characters are in sight."""
        def in_sight():
            if self.low <= self.box(first).y and self.box(last).y <= self.high:
                return True
            xdo("mousemove", self.left + self.edge, self.top + self.low, "click", 4 if self.box(first).y < self.low else 5)
            return False
        wait("the words in sight", in_sight)

    def drag(self, words):
        first, last = self.span(words)
        self.bring(first, last)
        start, end = self.box(first), self.box(last)
        x, y = self.left + start.x + 1, self.top + start.y + start.height // 2
        to_x, to_y = self.left + end.x + end.width - 1, self.top + end.y + end.height // 2
        xdo("mousemove", x, y, "mousedown", 1, "mousemove", (x + to_x) // 2, (y + to_y) // 2, "mousemove", to_x, to_y, "mouseup", 1)

    def click(self, words):
        first, last = self.span(words)
        self.bring(first, last)
        box = self.box((first + last) // 2)
        xdo("mousemove", self.left + box.x + 2, self.top + box.y + box.height // 2, "click", 1)


def label(program, text, words, type, row=None):
    text.drag(words)
    program.wait_for("Labels", "filler")
    program.key(type[0].lower())
    program.wait_for(row or "%s: %s" % (type, words))


def claim_by_mouse(program, text, words, fillers):
    """Its content, then what fills its roles in their order; None: it is not said."""
    label(program, text, words, "Claim", "source: open")
    for role, filler, *rows in fillers:
        if filler is None:
            program.key("0")
            program.wait_for(role + ": not said")
        else:
            text.drag(filler)
            program.wait_for(rows[0])
            if len(rows) > 1:
                # Its words look like something else than what they are.
                program.key(rows[1][0].lower())
                program.wait_for(rows[1])
    program.key("Escape", "Escape")


def by_mouse(program):
    text = Text(program)
    claim_by_mouse(program, text, DIED, [
        ("source", "the Ministry", "Organization: the Ministry"), ("cue", "stated", "Cue: stated"),
        ("figure", "22 residents", "Figure: 22 residents"), ("said-on", "19 February", "Date: 19 February")])
    claim_by_mouse(program, text, ENTERED, [
        ("source", "the registrar of Lutna", "Person: the registrar of Lutna", "Source: the registrar of Lutna"),
        ("cue", "According to", "Cue: According to"),
        ("figure", "40 residents", "Figure: 40 residents"), ("said-on", None)])
    # A figure that is a part of another one; the only relation between figures is taken without asking.
    label(program, text, "18 persons", "Figure")
    program.key("ctrl+l")
    text.click("40 residents")
    program.wait_for("→ part of")
    program.key("Escape")
    # A name that becomes an entity.
    label(program, text, "River Guard", "Organization")
    program.key("ctrl+k")
    program.wait_for("New entity “River Guard” · Organization")
    program.key("Return")
    program.wait_for("Organization: River Guard, ⌂ entity")


def by_keys(program):
    """A claim of the one who speaks in the text; its cue and figure as they are guessed, its date not said."""
    program.key("Escape", "ctrl+f")
    program.type(LEFT.split()[0] + " to 200 of them have not yet reported")
    program.wait_for("1 of 1")
    program.key("Escape", *["ctrl+shift+Right"] * 3, "c")
    program.wait_for("source: open")
    program.key("slash")
    program.type("author")
    program.key("Return")
    program.wait_for("source: filled")
    program.key("space")
    program.wait_for("Cue: assumes")
    program.key("space")
    program.wait_for("Figure: up to 200")
    program.key("0")
    program.wait_for("said-on: not said")
    program.wait_saved()
    program.key("Escape", "Escape", "ctrl+Return")


def read_back(document):
    check("its date, as the import proposed it", document.get("published"), "2015-04-09")
    check("the first claim", roles(document, DIED),
          {"source": ["Organization the Ministry"], "cue": ["Cue stated"], "figure": ["Figure 22 residents"],
           "said-on": ["Date 19 February"]})
    check("the second claim", roles(document, ENTERED),
          {"source": ["Source the registrar of Lutna"], "cue": ["Cue According to"], "figure": ["Figure 40 residents"],
           "said-on": ["none"]})
    check("the claim by keys", roles(document, LEFT),
          {"source": ["author"], "cue": ["Cue assumes"], "figure": ["Figure up to 200"], "said-on": ["none"]})
    check("all names", [mark for mark in marks(document, "amira") if mark[0] == "Organization"],
          [("Organization", "River Guard"), ("Organization", "the Ministry")])
    figures = {document["text"][a["spans"][0][0]:a["spans"][0][1]]: a for a in document["annotations"] if a["type"] == "Figure"}
    check("their bounds", {words: (a["attributes"]["value"]["low"], a["attributes"]["value"]["high"]) for words, a in figures.items()},
          {"22 residents": (22, 22), "40 residents": (40, 40), "18 persons": (18, 18), "up to 200": (None, 200)})
    check("the part", [link.get("to") for link in figures["18 persons"].get("relations", [])], [figures["40 residents"]["id"]])
    guard = next(a for a in document["annotations"] if document["text"][a["spans"][0][0]:a["spans"][0][1]] == "River Guard")
    if "entity" not in guard:
        raise Failed("River Guard is linked to no entity")


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, ARTICLE)
        with Program(project, "--by", "amira", "--document", KEY) as program:
            program.wait_for("Annotations")
            program.focus()
            by_mouse(program)
            by_keys(program)
            wait("the article to be done", lambda: {"by": "amira", "status": "done"} in export(project)[KEY].get("statuses", []))
            program.close()
        read_back(export(project)[KEY])


journey(main)
