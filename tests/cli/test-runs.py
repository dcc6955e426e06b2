#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of plugins from outside: the list, what a run changed, taking it back, what people thought of it, settings of a project.

It must not know how runs are stored."""

import json
import time

from lib import Home, case, main

WORDS = """import glossator

@glossator.extractor
def words(document, run):
    for word in str(run.settings["words"]).split(";"):
        start = document.text.find(word)
        if start >= 0:
            yield glossator.Annotation(run.settings["type"], start, start + len(word))

glossator.main()
"""

MANIFEST = """[Plugin]
Id=words
Name=Words
Version={version}
Api=1.0
Kinds=extractor;
Types=Place;Date;Town;
Exec=python3 words.py
Unit=characters

[Setting words]
Type=text
Label=Words
Default=Osh;1999

[Setting type]
Type=text
Label=Type
Default=Place

[Setting file]
Type=file
Label=File
"""

TEXT = "In Osh, some 1999 people met; New Osh is a part of Osh.\n"


def ready(home, version="1.0"):
    """A plugin that finds words, and a project of one document."""
    home.write("words/words.py", WORDS)
    home.write("words/plugin.ini", MANIFEST.format(version=version))
    home.ok("plugins", "install", home.at("words"))
    path = home.new()
    home.ok("import", path, home.write("town.txt", TEXT), "-q")
    return path


def extract(home, path):
    return home.ok("extract", path, "--plugin", "words", "--json").json["runs"][0]


def runs(home, path):
    return home.ok("runs", path, "--json").json["runs"]


@case
def listed():
    """each run is listed with who, what and how many; one that changed nothing is no step of undo"""
    with Home() as home:
        path = ready(home)
        assert home.ok("runs", path).text == "no plugin has run in this project\n"
        home.fails(3, "runs", path, "--compare", says="no plugin has run")
        extract(home, path)
        extract(home, path)
        second, first = runs(home, path)
        assert (first["plugin"], first["version"], first["by"], first["ended"]) == ("words", "1.0", "amira", "done"), first
        assert (first["documents"], first["proposed"], first["added"]) == (1, 2, 2), first
        assert first["settings"]["words"] == "Osh;1999" and not first["taken_back"], first
        assert (second["added"], second["removed"], second["changed"]) == (0, 0, 0), second
        home.ok("undo", path)
        assert [run["taken_back"] for run in runs(home, path)] == [False, True]
        home.sound(path)


@case
def compared():
    """a run says what it added, dropped and moved, with the words"""
    with Home() as home:
        path = ready(home)
        extract(home, path)
        home.ok("plugins", "set", "words", "words=New Osh;Osh is a")
        extract(home, path)
        home.ok("plugins", "set", "words", "words=New Osh is;met")
        extract(home, path)
        third, second, first = runs(home, path)

        def differences(run):
            found = home.ok("runs", path, "--compare", "--run", run["run"], "--json").json["differences"]
            return [(one["what"], one["text"], one.get("was")) for one in found]

        assert differences(first) == [("added", "Osh", None), ("added", "1999", None)], differences(first)
        assert differences(second) == [("removed", "Osh", None), ("removed", "1999", None), ("added", "New Osh", None),
                                       ("added", "Osh is a", None)], differences(second)
        assert differences(third) == [("added", "met", None), ("moved", "New Osh is", "New Osh"),
                                      ("removed", "Osh is a", None)], differences(third)
        assert (third["added"], third["removed"], third["moved"]) == (1, 1, 1), third
        text = home.ok("runs", path, "--compare", "--plugin", "words").text
        assert "New Osh is (was: New Osh)" in text, text
        home.fails(3, "runs", path, "--run", "nonsense", says="gloss runs")


@case
def taken_back():
    """a run is taken back in one step, the newest first, and what people made of it stays"""
    with Home() as home:
        path = ready(home)
        extract(home, path)
        before = home.export(path, "--by", "plugin:words")
        home.ok("accept", path, "--plugin", "words", "--by", "bek")
        home.ok("plugins", "set", "words", "words=met")
        extract(home, path)
        second, first = runs(home, path)
        home.fails(3, "runs", path, "--take-back", "--run", first["run"], says="take that one back first")
        home.ok("runs", path, "--take-back")
        assert home.export(path, "--by", "plugin:words") == before
        home.fails(3, "runs", path, "--take-back", "--run", second["run"], says="taken back before")
        home.ok("redo", path)
        assert home.export(path, "--by", "plugin:words") != before
        home.ok("runs", path, "--take-back")
        home.ok("runs", path, "--take-back")
        assert b'"by":"plugin:words"' not in home.export(path, "--by", "plugin:words")
        assert home.export(path, "--by", "bek").count(b'"by":"bek"') >= 2
        home.ok("check", path, "--rebuild")
        assert [run["taken_back"] for run in runs(home, path)] == [True, True]
        home.sound(path)


@case
def judged():
    """accepted, corrected, rejected and missed make a precision and an estimated recall"""
    with Home() as home:
        ready(home)
        path = home.new("judged.gloss")
        for key, status in (("town", "done"), ("other", "in work")):
            document = {"document": key, "text": TEXT + key, "statuses": [{"by": "bek", "status": status}],
                        "annotations": [{"type": "Place", "by": "bek", "spans": [[30, 33]]}]}
            home.ok("import", path, home.write(key + ".jsonl", json.dumps(document) + "\n"), "-q")
        home.ok("plugins", "set", "words", "words=Osh;1999;met;part")
        home.ok("extract", path, "--plugin", "words")
        home.ok("accept", path, "--plugin", "words", "--by", "bek", "--document", "town")
        mine = [json.loads(line) for line in home.export(path, "--by", "bek").decode().splitlines()]
        mine = [one for one in mine if one.get("document") == "town"][0]
        own = {TEXT[a["spans"][0][0]:a["spans"][0][1]]: a for a in mine["annotations"]}
        assert sorted(own) == ["1999", "New", "Osh", "met", "part"], own
        own["1999"]["type"] = "Date"
        home.ok("import", path, home.write("mine.jsonl", json.dumps(mine) + "\n"), "-q")
        report = home.ok("acceptance", path, "--json").json
        row = report["rows"][0]
        assert (row["accepted"], row["corrected"], row["rejected"], row["open"]) == (3, 1, 0, 4), row
        assert row["precision"] == 1 and row["as_proposed"] == 0.75, row
        # "New" was marked without the plugin; in the other document, which is not done, that says nothing yet.
        assert report["done_documents"] == 1 and row["missed"] == 1 and row["estimated_recall"] == 0.8, report
        assert home.ok("acceptance", path, "--by", "amira", "--json").json["rows"][0]["accepted"] == 0
        assert "EST. RECALL" in home.ok("acceptance", path).text


@case
def project_settings():
    """a project's own settings stand before the person's, travel with the file, can be undone, and are shown"""
    with Home() as home, Home() as other:
        path = ready(home)
        ready(other)
        home.ok("plugins", "set", "words", "words=met")
        home.ok("plugins", "set", "words", "words=part", "--project", path, "--by", "bek")
        home.fails(3, "plugins", "set", "words", "nonsense=1", "--project", path, says="no setting")
        home.fails(3, "plugins", "set", "words", "file=/etc/passwd", "--project", path, says="set it for yourself")
        home.fails(3, "plugins", "set", "words", "type:Place=Nowhere", "--project", path, says="no type “Nowhere”")
        home.ok("plugins", "set", "words", "type:Place=Organization", "--project", path)
        extract(home, path)
        assert b'"type":"Organization"' in home.export(path, "--by", "plugin:words")
        assert runs(home, path)[0]["settings"]["words"] == "part"
        shown = home.ok("plugins", "show", "words", "--project", path).text
        assert "project" in shown and "part" in shown and "Organization" in shown, shown
        assert "met" in home.ok("plugins", "show", "words").text
        # In another person's home, with the copy of the file.
        run = other.ok("extract", path, "--plugin", "words", "--json").json["runs"][0]
        assert run["same"] == 1, run
        home.ok("plugins", "set", "words", "words", "--project", path)
        extract(home, path)
        assert runs(home, path)[0]["settings"]["words"] == "met"
        home.sound(path)


@case
def types_are_proposed():
    """a type that the codebook lacks is left out, and one alike by name is proposed"""
    with Home() as home:
        path = ready(home)
        home.ok("plugins", "set", "words", "type=Town")
        run = extract(home, path)
        assert run["proposed"] == 0 and any("Town" in line for line in run["reports"]), run
        home.write("words/plugin.ini", MANIFEST.format(version="1.1").replace("Town", "Persons"))
        home.ok("plugins", "install", home.at("words"))
        assert "meant is perhaps Person" in home.ok("plugins", "show", "words", "--project", path).text


@case
def grants_are_for_a_version():
    """what was allowed to one version must be allowed again to the next"""
    with Home() as home:
        path = ready(home)
        for version in ("1.1", "1.2"):
            home.write("words/plugin.ini", MANIFEST.format(version=version).replace("Unit=", "Network=true\nUnit="))
            home.ok("plugins", "install", home.at("words"))
            home.fails(3, "extract", path, "--plugin", "words", says="gloss plugins allow words")
            home.ok("plugins", "allow", "words")
            extract(home, path)


@case
def died():
    """a document on which the plugin dies is named and counted; the others are kept"""
    with Home() as home:
        path = ready(home)
        home.ok("import", path, home.write("zz.txt", "DIE " + TEXT), "-q")
        home.write("words/words.py", WORDS.replace("    for word", "    import os\n    if 'DIE' in document.text:\n"
                                                   "        os._exit(7)\n    for word"))
        home.ok("plugins", "install", home.at("words"))
        result = home.fails(1, "extract", path, "--plugin", "words", says=("zz: ", "exit code 7"))
        run = runs(home, path)[0]
        assert (run["documents"], run["failed"], run["proposed"], run["ended"]) == (2, 1, 2, "done"), (run, str(result))
        home.ok("runs", path, "--take-back")
        home.sound(path)


@case
def cancelled():
    """a run that is cancelled keeps what it had, says so, and ends quickly"""
    with Home() as home:
        path = ready(home)
        home.write("words/words.py", WORDS.replace("    for word", "    import time\n    if 'SLOW' in document.text:\n"
                                                   "        time.sleep(50)\n    for word"))
        home.ok("plugins", "install", home.at("words"))
        home.ok("import", path, home.write("zz.txt", "SLOW " + TEXT), "-q")
        running = home.start("extract", path, "--plugin", "words")
        time.sleep(2)
        running.terminate()
        running.communicate(timeout=30)
        assert running.returncode == 3, running.returncode
        run = runs(home, path)[0]
        assert run["ended"] == "cancelled", run
        home.sound(path)


if __name__ == "__main__":
    main()
