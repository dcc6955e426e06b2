# SPDX-License-Identifier: GPL-3.0-or-later
"""Works the real program from outside: starts it, finds widgets through AT-SPI, sends real mouse and key events.

Every wait is bounded and says what it waited for. What a journey checks is read back through `gloss export`.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from tree import ROOT, Application, Atspi, GLib, Node, accessibility_bus, bus_name_of

BUILD = os.environ["GLS_BUILD_ROOT"]
SOURCE = os.environ["GLS_SOURCE_ROOT"]
WAIT = 60.0
# What libraries say when the program uses them wrongly. A locale that is not installed is the machine's matter. Two are GTK 4.8's: a
# scrollbar is to be painted without a place (its text view learns heights while it paints, and paints the bar a frame later), and its
# file chooser, closing, asks how large the screen is that it is on no more. Criticals are looked for here, not made fatal, for its sake.
COMPLAINT = re.compile(r"(-CRITICAL \*\*|\b(Gtk|Gdk|Gsk|Adwaita|Pango|GLib|GLib-GObject|GLib-GIO)-WARNING \*\*)"
                       r"(?!.*Locale not supported|.*Trying to snapshot GtkGizmo|.*gdk_monitor_get_geometry)")


class Failed(Exception):
    pass


def pump():
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)


def wait(what, test, seconds=WAIT):
    """The first true value of test(); Failed naming `what` when there is none in time."""
    end = time.monotonic() + seconds
    while True:
        pump()
        try:
            value = test()
        except GLib.Error:
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Failed("waited %g s in vain for %s" % (seconds, what))
        time.sleep(0.05)


def run(*command, check=True):
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if check and result.returncode != 0:
        raise Failed("%s: %d: %s" % (" ".join(command), result.returncode, result.stderr.strip()))
    return result


def xdo(*arguments):
    return run("xdotool", *[str(argument) for argument in arguments]).stdout


def gloss(*arguments, check=True):
    return run(os.path.join(BUILD, "app", "cli", "gloss"), *arguments, check=check)


def export(project):
    """The documents of a project by key, as `gloss export` writes them."""
    path = project + ".jsonl"
    gloss("export", project, "--format", "jsonl", "--force", "-o", path)
    with open(path, encoding="utf-8", newline="\n") as lines:
        records = [json.loads(line) for line in lines]
    return {record["document"]: record for record in records if "document" in record}


def marks(document, by=None):
    """(type, words) of a document's annotations."""
    text = document["text"]
    return sorted((a["type"], " … ".join(text[s:e] for s, e in a["spans"]))
                  for a in document.get("annotations", []) if by is None or a["by"] == by)


def roles(document, claim):
    """What fills the roles of the claim with these words, by role: "Type words", or none, author, entity, value."""
    text = document["text"]
    by_id = {a["id"]: a for a in document["annotations"]}

    def words(annotation):
        return " … ".join(text[s:e] for s, e in annotation["spans"])

    found = next((a for a in document["annotations"] if a["type"] == "Claim" and words(a) == claim), None)
    if found is None:
        raise Failed("no claim “%s”" % claim)
    result = {}
    for link in found.get("relations", []):
        if "to" in link:
            target = by_id[link["to"]]
            filler = "%s %s" % (target["type"], words(target))
        else:
            filler = next(kind for kind in ("none", "author", "entity", "value") if kind in link)
        result.setdefault(link.get("role") or link["type"], []).append(filler)
    return result


class Folder:
    """A folder for one journey's files."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="gls-journey-")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def file(self, name, text=None):
        path = os.path.join(self.path, name)
        if text is not None:
            with open(path, "w", encoding="utf-8", newline="") as out:
                out.write(text)
        return path


def describe(node):
    return "%s “%s”" % (node.get_role_name(), node.get_name())


class Program:
    """One running glossator."""

    bus = None
    count = 0

    def __init__(self, *arguments, env=None):
        Program.count += 1
        self.log = tempfile.TemporaryFile(mode="w+")
        self.tree = None
        self.process = subprocess.Popen(
            [os.path.join(BUILD, "ui", "glossator"),
             "--gapplication-app-id=io.github.glossator.Glossator.Journey%d" % Program.count, *arguments],
            stdout=self.log, stderr=subprocess.STDOUT, env={**os.environ, **(env or {})})

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None and os.environ.get("GLS_JOURNEY_SHOT"):
            subprocess.run(["import", "-window", "root", os.environ["GLS_JOURNEY_SHOT"]], check=False)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.seek(0)
        said = self.log.read()
        self.log.close()
        if kind is not None and said:
            sys.stderr.write("the program said:\n%s\n" % said)
        if kind is None and COMPLAINT.search(said):
            raise Failed("the program complained:\n" + said)

    def application(self):
        """The program on the accessibility bus, None as long as it is not there."""
        if self.tree is None:
            name = bus_name_of(Program.bus, self.process.pid)
            if name is not None:
                self.tree = Application(Program.bus, name)
        if self.process.poll() is not None:
            raise Failed("the program ended with %d" % self.process.returncode)
        return self.tree

    def find(self, name=None, role=None, where=None, every=False):
        """The first showing widget with this accessible name (exact) and role name; None when there is none."""
        application = self.application()
        found = [node for node in (application.read(where) if application is not None else ())
                 if node.box is not None and name in (None, node.name)]
        if role is not None:
            if found:
                application.ask_roles(found)
            found = [node for node in found if node.role == role]
        if every:
            return found
        return found[0] if found else None

    def wait_for(self, name=None, role=None):
        return wait("%s “%s”" % (role or "widget", name), lambda: self.find(name, role))

    def wait_field(self, words):
        """Until the keyboard is in a field that holds these words: a person types when the cursor is there."""
        def search():
            for node in self.find(every=True):
                if node.focused and node.get_text_iface() is not None:
                    return node.get_text(0, node.get_character_count()) == words
            return False
        return wait("a field with “%s” to have the keyboard" % words, search)

    def wait_saved(self):
        return wait("“Saved”", lambda: self.find("Saved"))

    def border(self, xid, width):
        """What the window draws around itself, a shadow or a frame, which accessible places do not count."""
        name = xdo("getwindowname", xid).strip()
        for frame in Node(self.application(), ROOT).read_children():
            if frame.get_name() == name:
                inner = frame.get_component_iface().get_extents(Atspi.CoordType.WINDOW).width
                return (width - inner) // 2 if inner <= width else 0
        return 0

    def window(self, title=None):
        """The X window (of this title, else the first of a window's size) and the origin of what is in it on the screen."""
        def search():
            ids = run("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid), check=False).stdout.split()
            for xid in ids:
                if title is not None and xdo("getwindowname", xid).strip() != title:
                    continue
                shape = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", xid).split())
                if int(shape["WIDTH"]) > 300:
                    border = self.border(xid, int(shape["WIDTH"]))
                    return xid, int(shape["X"]) + border, int(shape["Y"]) + border
            return None
        return wait("the window", search)

    def focus(self):
        xid, _, _ = self.window()
        xdo("windowactivate", "--sync", xid)

    def key(self, *keys):
        for key in keys:
            xdo("key", "--clearmodifiers", key)
            time.sleep(0.12)

    def type(self, text):
        xdo("type", "--delay", "15", text)
        time.sleep(0.1)

    def place(self, node):
        """The middle of a widget on the screen."""
        top = node
        while top.get_parent() is not None and top.get_parent().get_role_name() != "application":
            top = top.get_parent()
        _, left, top = self.window(top.get_name() if top is not None else None)
        box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        return left + box.x + box.width // 2, top + box.y + box.height // 2

    def enter(self, node, text):
        """Puts text in the place of what a field holds."""
        self.click(node)
        self.key("ctrl+a")
        self.type(text)

    def click(self, node, button=1):
        x, y = self.place(node)
        xdo("mousemove", x, y, "click", button)
        time.sleep(0.15)

    def click_in_popover(self, popover, node):
        """A click on what a popover holds. It is a surface of its own: the X window that has its size."""
        outer = popover.get_component_iface().get_extents(Atspi.CoordType.WINDOW)

        def search():
            ids = run("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid), check=False).stdout.split()
            for xid in ids:
                shape = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", xid).split())
                if (int(shape["WIDTH"]), int(shape["HEIGHT"])) == (outer.width, outer.height):
                    return int(shape["X"]), int(shape["Y"])
            return None
        left, top = wait("the popover's window", search)
        box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        x, y = left + box.x - outer.x + box.width // 2, top + box.y - outer.y + box.height // 2
        # A hand moves within what it clicks on; of a pointer that jumps and clicks at once GTK 4.8 does not always see where it is.
        for step in (3, 2, 1, 0):
            xdo("mousemove", x - step, y)
            time.sleep(0.05)
        xdo("click", 1)
        time.sleep(0.15)

    # --- The article ---------------------------------------------------------------------------------------------

    def article(self):
        return wait("the article", lambda: next(
            (node for node in self.find(role="text", every=True) or ()
             if node.get_text_iface() is not None and node.get_text_iface().get_character_count() > 40), None))

    def go_to_article(self):
        """By keys: the next pane until it is the text's."""
        for _ in range(8):
            if self.article().get_state_set().contains(Atspi.StateType.FOCUSED):
                return
            self.key("F6")
        raise Failed("F6 does not reach the text")

    def offsets(self, words):
        text = self.article().get_text_iface()
        whole = text.get_text(0, text.get_character_count())
        start = whole.find(words)
        if start < 0:
            raise Failed("the article does not hold “%s”" % words)
        return start, start + len(words)

    def point(self, offset, after=False):
        """The middle of one edge of a character, on the screen."""
        _, left, top = self.window()
        box = self.article().get_text_iface().get_character_extents(offset, Atspi.CoordType.WINDOW)
        return left + box.x + (box.width - 1 if after else 1), top + box.y + box.height // 2

    def drag(self, words):
        start, end = self.offsets(words)
        x, y = self.point(start)
        to_x, to_y = self.point(end - 1, after=True)
        xdo("mousemove", x, y, "mousedown", 1)
        for step in range(1, 6):
            xdo("mousemove", x + (to_x - x) * step // 5, y + (to_y - y) * step // 5)
            time.sleep(0.03)
        xdo("mouseup", 1)
        time.sleep(0.25)

    def click_words(self, words):
        """A click in the middle of words."""
        start, end = self.offsets(words)
        x, y = self.point((start + end) // 2)
        xdo("mousemove", x, y, "click", 1)
        time.sleep(0.25)

    def double_click(self, word):
        start, end = self.offsets(word)
        x, y = self.point((start + end) // 2)
        xdo("mousemove", x, y, "click", "--repeat", 2, "--delay", 60, 1)
        time.sleep(0.25)

    def press_card(self, words, done):
        """Rests on words until their card is there and presses its first button. The card is drawn: how tall its words are is not known."""
        start, _ = self.offsets(words)
        x, y = self.point(start + 1)
        for below in range(70, 230, 14):
            xdo("mousemove", x - 3, y + 1)
            time.sleep(0.1)
            xdo("mousemove", x, y)
            time.sleep(0.9)
            xdo("mousemove", x + 10, y + below // 2)
            time.sleep(0.05)
            xdo("mousemove", x + 12, y + below, "click", 1)
            time.sleep(0.6)
            if done():
                return
            # Beside the card it was a click into the text.
            self.key("Escape")
        raise Failed("no button on the card of “%s” does what it should" % words)

    def close(self):
        """Closes the window as a person does and waits for the program to end."""
        self.focus()
        self.key("ctrl+w")
        try:
            code = self.process.wait(WAIT)
        except subprocess.TimeoutExpired:
            raise Failed("the program does not end when its window is closed") from None
        if code != 0:
            raise Failed("the program ended with %d" % code)


def journey(main):
    """Runs main() and ends with its result for meson: 0, 1, or 77 where something it needs is missing."""
    for tool in ("xdotool",):
        if shutil.which(tool) is None:
            print("SKIP: %s is not installed" % tool)
            sys.exit(77)
    Program.bus = accessibility_bus()
    try:
        main()
    except Failed as failure:
        print("FAILED: %s" % failure, file=sys.stderr)
        raise
