# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles dragged from the window of another program onto ours are imported."""
import os
import subprocess
import time

from lib import BUILD, Failed, Folder, Program, export, gloss, journey, wait, xdo

FIRST = "Tram line reopens\n\nThe tram to Vesk carried 800 riders on its first day.\n"
SECOND = "Tram line closes again\n\nAfter 3 days the tram to Vesk stopped.\n"


def drag(program, files):
    source = subprocess.Popen([os.path.join(BUILD, "tests", "journeys", "drag-source"), *files])
    try:
        xid = wait("the window to drag from", lambda: xdo_search("Files to drag"))
        xdo("windowmove", xid, 20, 20)
        xdo("windowactivate", "--sync", xid)
        wait("its place", lambda: "X=" in xdo("getwindowgeometry", "--shell", xid))
        shape = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", xid).split())
        x, y = int(shape["X"]) + int(shape["WIDTH"]) // 2, int(shape["Y"]) + int(shape["HEIGHT"]) * 2 // 3
        time.sleep(0.3)
        xdo("mousemove", x, y, "mousedown", 1)
        for step in range(1, 5):
            time.sleep(0.05)
            xdo("mousemove", x + 10 * step, y + 6 * step)
        _, left, top = program.window()
        for step in range(3):
            xdo("mousemove", left + 700 + 5 * step, top + 500 + 5 * step)
            time.sleep(0.2)
        xdo("mouseup", 1)
        time.sleep(0.5)
    finally:
        source.kill()
        source.wait()


def xdo_search(title):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True, text=True, timeout=20,
                           check=False).stdout.split()
    return found[0] if found else None


def main():
    with Folder() as folder:
        project = folder.file("tram.gloss")
        gloss("new", project)
        with Program(project, "--by", "amira") as program:
            program.wait_for("No documents yet")
            drag(program, [folder.file("first.txt", FIRST), folder.file("second.txt", SECOND)])
            program.wait_for("2 new documents")
            program.focus()
            program.key("Escape")
            wait("the first article", lambda: program.find("Tram line reopens, Not begun, 0 annotations"))
            program.wait_saved()
            program.close()
        texts = sorted(document["text"] for document in export(project).values())
        if texts != sorted([FIRST, SECOND]):
            raise Failed("the project holds %r" % texts)


journey(main)
