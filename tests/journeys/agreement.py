# SPDX-License-Identifier: GPL-3.0-or-later
"""Read agreement on the Review page, open the disagreements behind one square of the matrix, and let go of them."""
import re

from lib import Failed, Folder, Program, journey, wait
from review import make, open_review


def squares(program):
    """Those of types, which count; those of pairs say shares."""
    return [node for node in program.find(role="push button", every=True) if re.fullmatch(r"[^,]+, [^,]+: \d+", node.get_name())]


def main():
    with Folder() as folder:
        project = make(folder, "agreement")
        with Program(project, "--by", "lead") as program:
            open_review(program, False)
            program.click(program.wait_for("Agreement"))
            program.wait_for("By feature")
            program.wait_for("Krippendorff's α")
            program.wait_for("Who said what where another said something else")
            found = wait("a square of the matrix", lambda: squares(program))
            name = found[0].get_name()
            program.click(found[0])
            n = name.rsplit(": ", 1)[1]
            wait("its disagreements alone", lambda: program.find("%s in this list" % n))
            says = name.rsplit(": ", 1)[0].split(", ")
            chips = [node for node in program.find(role="push button", every=True) if node.get_name().endswith("✕")]
            if len(chips) != 1 or any(word not in chips[0].get_name() for word in says):
                raise Failed("the filter says %r, the square said %r" % ([chip.get_name() for chip in chips], name))
            program.click(chips[0])
            wait("all of them again", lambda: not program.find("%s in this list" % n))
            program.close()


journey(main)
