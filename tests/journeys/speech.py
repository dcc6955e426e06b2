# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told of the article: its text and name, where annotations are as runs of the text, what is at the
caret and what is selected as its description, and what was done by a label that is a status."""
from lib import Failed, Folder, Program, gloss, journey, wait

TEXT = """Ferry captains end their strike

More than 330 captains of the Halden ferries walked out, Mira Tollan said on April 21.
"""


def annotated(text):
    """The words that are marked as annotated; runs that touch are one."""
    found = []
    offset, length = 0, text.get_character_count()
    while offset < length:
        attributes, start, end = text.get_attribute_run(offset, False)
        if "bg-full-height" in attributes:
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        offset = max(end, offset + 1)
    return [text.get_text(start, end) for start, end in found]


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            article = program.article()
            if article.get_name() != "Article: Ferry captains end their strike":
                raise Failed("the article is called %r" % article.get_name())
            text = article.get_text_iface()
            if text.get_text(0, text.get_character_count()) != TEXT:
                raise Failed("the article's text is another one")

            program.drag("More than 330 captains")
            program.key("f")
            wait("the figure to be read", lambda: "selected Figure: More than 330 captains" in article.get_description())
            wait("the figure's run", lambda: annotated(text) == ["More than 330 captains"])
            program.drag("Mira Tollan")
            program.key("p", "Escape", "Escape")
            wait("both runs", lambda: annotated(text) == ["More than 330 captains", "Mira Tollan"])
            wait("nothing to be selected", lambda: "selected" not in article.get_description())

            # The caret goes through them.
            program.key("ctrl+Home", "Down", "Down", "Home")
            wait("the figure at the caret", lambda: article.get_description() == "Figure: More than 330 captains")
            program.key("End", "ctrl+Left", "ctrl+Left")
            wait("the person at the caret", lambda: article.get_description() == "Person: Mira Tollan")
            program.key("ctrl+Right", "ctrl+Right")
            wait("nothing at the caret", lambda: article.get_description() == "")

            # What is done is said.
            program.key("ctrl+Left", "ctrl+Left", "alt+Up", "Delete")
            wait("the removal to be said",
                 lambda: any("removed" in (node.get_name() or "") and node.get_role_name() in ("status bar", "notification", "alert")
                             for node in program.find(every=True)))
            program.key("ctrl+z")
            wait("the undoing to be said",
                 lambda: any("Undone" in (node.get_name() or "") and node.get_role_name() in ("status bar", "notification", "alert")
                             for node in program.find(every=True)))

            # The same annotations are rows of a list, each with its type, words and marks.
            for name in ("Figure: More than 330 captains", "Person: Mira Tollan"):
                wait("the row “%s”" % name, lambda: program.find(name, "list item"))
            program.key("ctrl+Home", "Down", "Down", "Home", "alt+Up")
            wait("the figure to be selected", lambda: "selected Figure: More than 330 captains" in article.get_description())
            program.key("g")
            wait("the other type to be read", lambda: "selected Group: More than 330 captains" in article.get_description())
            wait("the other type in the list", lambda: program.find("Group: More than 330 captains", "list item"))
            program.key("ctrl+u")
            wait("the doubt to be read", lambda: "selected Group: More than 330 captains, unsure" in article.get_description())
            wait("the doubt in the list", lambda: program.find("Group: More than 330 captains, ? unsure", "list item"))
            if annotated(text) != ["More than 330 captains", "Mira Tollan"]:
                raise Failed("the runs are %r" % annotated(text))
            program.wait_saved()
            program.close()


journey(main)
