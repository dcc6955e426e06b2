# SPDX-License-Identifier: GPL-3.0-or-later
"""The day of publication, entered above the text and in the document's data: dates that were marked before are read again with it,
one that somebody corrected stays, and one undo takes back both."""
from lib import Failed, Folder, Program, export, gloss, journey, wait

TEXT = """Ferries lie still

He left on April 21. She left last month. They left on May 2, and the port was closed for a long time after that.
"""


def check(what, got, wanted):
    if got != wanted:
        raise Failed("%s: %r instead of %r" % (what, got, wanted))


def dates(project):
    document = export(project)["ferry"]
    result = {}
    for annotation in document["annotations"]:
        value = annotation.get("attributes", {}).get("value")
        result[document["text"][slice(*annotation["spans"][0])]] = value["date"] if isinstance(value, dict) else value
    return document.get("published"), result


def main():
    with Folder() as folder:
        project = folder.file("strike.gloss")
        gloss("new", project)
        gloss("import", project, folder.file("ferry.txt", TEXT))
        with Program(project, "--by", "amira", "--document", "ferry") as program:
            program.wait_for("Annotations")
            program.focus()
            for words in ("April 21", "last month", "May 2"):
                program.drag(words)
                program.key("d")
                wait(words, lambda: program.find("Date: " + words))
            # The last one is selected: its year is known to somebody.
            program.enter(program.wait_for("value", "text"), "May 2, 2013")
            program.key("Return")
            program.wait_saved()
            corrected = {"April 21": "XXXX-04-21", "last month": None, "May 2": "2013-05-02"}
            check("before", dates(project), (None, corrected))

            # Above the text.
            program.enter(program.wait_for("Date of publication When was this published?", "text"), "22 April 2015")
            program.key("Return")
            read = {"April 21": "2015-04-21", "last month": "2015-03", "May 2": "2013-05-02"}
            wait("the dates read again", lambda: dates(project) == ("2015-04-22", read))
            # What is shown is what is in the file.
            program.click(program.wait_for("Date: last month"))
            wait("the month in the inspector", lambda: program.find("= March 2015"))
            program.go_to_article()
            program.key("ctrl+z")
            wait("one undo for both", lambda: dates(project) == (None, corrected))
            program.key("ctrl+shift+z")
            wait("and back", lambda: dates(project) == ("2015-04-22", read))

            # In the document's data.
            program.key("ctrl+e")
            program.enter(program.wait_for("Published (2015-04-21, or XXXX: not known)"), "2016-01-10")
            program.key("Return")
            wait("another year", lambda: dates(project) == ("2016-01-10", {"April 21": "2015-04-21", "last month": "2015-12", "May 2": "2013-05-02"})
                 or dates(project) == ("2016-01-10", {"April 21": "2016-04-21", "last month": "2015-12", "May 2": "2013-05-02"}))
            program.wait_saved()
            program.close()
        check("gloss check", gloss("check", project, check=False).returncode, 0)


journey(main)
