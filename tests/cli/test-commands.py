#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of `gloss`: what it prints, its JSON, its exit code and its one-line errors.

It must not know how a project is stored."""

import json
import os

from lib import Home, SHARED, Skip, case, main, read, same

COMMANDS = ["new", "import", "documents", "stats", "export", "search", "undo", "redo", "history", "check", "merge"]

DOCUMENT = json.dumps({
    "document": "karsk", "title": "Floods in Karsk", "published": "2015-04-21",
    "text": "More than 330 people left Karsk, said Anton Maresh.",
    "annotations": [
        {"id": "f1", "type": "Figure", "by": "amira", "spans": [[0, 13]],
         "attributes": {"value": {"said": "More than 330", "low": 330, "high": None, "modifier": "more than",
                                  "measure": "persons"}}},
        {"id": "p1", "type": "Person", "by": "bek", "spans": [[38, 50]]}]})


def filled(home):
    project = home.new()
    home.ok("import", project, home.write("in/karsk.jsonl", DOCUMENT + "\n"))
    home.ok("import", project, home.write("in/second.txt", "The river rose by 2 metres near Osto.\n"))
    return project


@case
def help_of_all():
    """gloss --help names every command and says the exit codes"""
    with Home() as home:
        for call in (["--help"], ["-h"], ["help"]):
            text = home.ok(*call).text
            for command in COMMANDS:
                assert f"\n  {command} " in text, command
            assert "0 done, 1 findings, 2 bad use, 3 failure" in text
        assert home.run().code == 2
        assert home.ok("--version").text.startswith("gloss ")


@case
def help_of_each():
    """each command has --help, with or without arguments before it"""
    with Home() as home:
        for command in COMMANDS:
            for call in ([command, "--help"], [command, "-h"], [command, "x.gloss", "--help"]):
                result = home.ok(*call)
                assert f"gloss {command}" in result.text and "--help" in result.text, str(result)
                assert result.err == "", str(result)
        assert not os.path.exists(home.at("x.gloss"))


@case
def bad_use():
    """bad use leaves with 2, one line and no file"""
    with Home() as home:
        project = filled(home)
        before = read(project)
        home.fails(2, "frobnicate", says="frobnicate")
        home.fails(2, "exp", says="“export”")
        for command in COMMANDS:
            home.fails(2, command, says=f"gloss {command} --help")
            home.fails(2, command, project, "--no-such-option", says="no-such-option")
        for command in ("new", "stats", "undo", "redo", "check"):
            home.fails(2, command, project, "extra", says="too many")
        home.fails(2, "documents", project, "extra")
        home.fails(2, "import", project, says="missing")
        home.fails(2, "merge", project, says="missing")
        home.fails(2, "search", project, says="missing")
        home.fails(2, "undo", project, "--steps", "0")
        home.fails(2, "undo", project, "--steps", "many")
        home.fails(2, "search", project, "x", "--limit", "-1")
        home.fails(2, "export", project, "--format", "jsonl", says="-o")
        home.fails(2, "export", project, "-o", "x.jsonl", says="--format")
        home.fails(2, "export", project, "--format", "xml", "-o", "x.xml", says="xml")
        home.fails(2, "export", project, "--format", "text", "-o", "-")
        home.fails(2, "import", project, "in/second.txt", "--by", "plugin:x", says="plugin:")
        home.fails(2, "import", project, "in/second.txt", "--by", "")
        home.fails(2, "documents", project, "--set", "karsk")
        home.fails(2, "documents", project, "--set", "karsk", "colour=red", says="colour")
        home.fails(2, "documents", project, "--set", "karsk", "published=yesterday", says="yesterday")
        home.fails(2, "documents", project, "--set", "karsk", "key=")
        home.fails(2, "history", project, "nonsense", says="nonsense")
        home.fails(2, "history", project, "karsk:40-41")
        same(read(project), before, "the project after bad use")


@case
def missing_things():
    """what is not there fails with 3 and its name, whatever the command"""
    with Home() as home:
        project = filled(home)
        for command in COMMANDS[1:]:
            extra = {"import": ["in/second.txt"], "search": ["x"], "history": ["karsk:0-1"], "merge": [project],
                     "export": ["--format", "jsonl", "-o", "-"]}.get(command, [])
            home.fails(3, command, "none.gloss", *extra, says="none.gloss")
            home.fails(3, command, "in", *extra, says="in: ")
        assert not os.path.exists(home.at("none.gloss"))
        home.fails(3, "new", project, says="already")
        home.fails(3, "new", "no-folder/p.gloss", says="no-folder")
        home.fails(3, "import", project, "nowhere.txt", says="nowhere.txt")
        home.fails(3, "merge", project, "nowhere.gloss", says="nowhere.gloss")
        home.fails(3, "documents", project, "--set", "kars", "title=x", says="karsk")
        home.fails(3, "export", project, "--format", "jsonl", "-o", "no-folder/x.jsonl", says="no-folder")
        home.fails(3, "new", "c.gloss", "--codebook", "nothing", says="claims and entities")
        assert not os.path.exists(home.at("c.gloss"))
        home.fails(3, "new", "c.gloss", "--codebook", home.write("bad.json", '{"types":'), says="bad.json")
        assert not os.path.exists(home.at("c.gloss"))


@case
def names_of_files():
    """file names with spaces, newlines, bytes that are no UTF-8 and a dash in front"""
    with Home() as home:
        for name in ("a b.gloss", "ünï 😀.gloss", "-dash.gloss", "new\nline.gloss"):
            home.ok("new", "--", name)
            home.ok("stats", "--", name)
            home.ok("import", "--", name, home.write("t.txt", "A town.\n"))
            assert home.ok("documents", "--json", "--", name).json["documents"][0]["key"] == "t"
        home.fails(3, "stats", "no\nsuch.gloss")
        project = home.new()
        odd = os.path.join(os.fsencode(home.path), b"odd-\xff.txt")
        with open(odd, "wb") as file:
            file.write(b"Odd name.\n")
        home.ok("import", project, os.fsdecode(odd))
        assert len(home.ok("documents", project, "--json").json["documents"]) == 1
        home.sound(project)


@case
def new_codebooks():
    """new takes a shipped codebook, a file, and the first one by itself"""
    with Home() as home:
        plain = home.new("a.gloss")
        assert [t["name"] for t in json.loads(home.export(plain))["codebook"]["types"]][-1] == "Claim"
        entities = home.new("b.gloss", "--codebook", "entities only")
        names = [t["name"] for t in json.loads(home.export(entities))["codebook"]["types"]]
        assert names == ["Person", "Organization", "Group", "Place"], names
        own = home.write("own.json", '{"name":"Own","types":[{"name":"Река","color":"#3584e4"}]}')
        project = home.new("c.gloss", "--codebook", own)
        assert [t["name"] for t in json.loads(home.export(project))["codebook"]["types"]] == ["Река"]
        for path in (plain, entities, project):
            home.sound(path)
            assert not os.path.exists(path + "-wal")


@case
def import_report():
    """import says what it took, in words and as JSON"""
    with Home() as home:
        project = home.new()
        files = [home.write(f"in/{i}.txt", f"Report number {i} of the day.\n") for i in range(3)]
        report = home.ok("import", project, *files, "--json").json
        assert report["documents"] == 3 and report["already"] == 0 and report["failures"] == [], report
        assert sorted(report["keys"]) == ["0", "1", "2"], report
        again = home.ok("import", project, "in", "--json").json
        assert again["documents"] == 0 and again["already"] == 3, again
        assert "3 were there already" in home.ok("import", project, "in").text
        assert home.ok("import", project, "in", "-q").text == ""
        partly = home.run("import", project, files[0], "missing.txt", "--json")
        assert partly.code == 1 and len(partly.json["failures"]) == 1 and "missing.txt" in partly.err, str(partly)
        nul = home.write("nul.txt", b"a\0b")
        home.fails(3, "import", project, nul, "--format", "text")
        report = home.ok("import", project, home.write("x.jsonl", DOCUMENT + "\n"), "--json").json
        assert report["annotations"] == 2, report


@case
def documents_list():
    """documents lists, and --set corrects and clears"""
    with Home() as home:
        project = filled(home)
        rows = {row["key"]: row for row in home.ok("documents", project, "--json").json["documents"]}
        assert list(rows) == ["karsk", "second"], rows
        assert rows["karsk"]["title"] == "Floods in Karsk" and rows["karsk"]["characters"] == 51, rows
        assert rows["karsk"]["annotations"] == 2 and rows["karsk"]["mine"] == 1, rows
        assert {row["key"]: row["mine"] for row in home.ok("documents", project, "--by", "bek", "--json").json["documents"]
                }["karsk"] == 1
        home.ok("documents", project, "--set", "second", "title=Ось 😀", "published=2015-04", "source=https://example.org/?a=b",
                "publisher=Daily", "byline=A. B.", "language=en", "key=osto")
        row = {row["key"]: row for row in home.ok("documents", project, "--json").json["documents"]}["osto"]
        assert row["title"] == "Ось 😀" and row["published"] == "2015-04", row
        assert row["source"] == "https://example.org/?a=b" and row["publisher"] == "Daily", row
        home.ok("documents", project, "--set", "osto", "title=")
        row = {row["key"]: row for row in home.ok("documents", project, "--json").json["documents"]}["osto"]
        assert "title" not in row, row
        table = home.ok("documents", project).text
        assert "karsk" in table and "Floods in Karsk" in table
        home.sound(project)


@case
def stats():
    """stats counts documents, annotations, sets and types"""
    with Home() as home:
        project = filled(home)
        numbers = home.ok("stats", project, "--json").json
        assert numbers["documents"] == 2 and numbers["annotations"] == 2, numbers
        assert numbers["by_set"] == {"amira": 1, "bek": 1} and numbers["by_type"] == {"Figure": 1, "Person": 1}, numbers
        assert "annotations" in home.ok("stats", project).text
        empty = home.ok("stats", home.new("e.gloss"), "--json").json
        assert empty["documents"] == 0 and empty["by_set"] == {}, empty


@case
def export_files():
    """export writes a whole file or none, one set or all, and the texts"""
    with Home() as home:
        project = filled(home)
        home.ok("export", project, "--format", "jsonl", "-o", "out.jsonl")
        whole = read(home.at("out.jsonl"))
        same(home.export(project), whole, "standard output and the file")
        home.fails(3, "export", project, "--format", "jsonl", "-o", "out.jsonl", says="--force")
        home.ok("export", project, "--format", "jsonl", "-o", "out.jsonl", "--force")
        same(read(home.at("out.jsonl")), whole, "the file written over")
        lines = [json.loads(line) for line in whole.decode().splitlines()]
        assert lines[0]["glossator"] == 1 and [line["document"] for line in lines[1:]] == ["karsk", "second"]
        only = [json.loads(line) for line in home.export(project, "--by", "bek").decode().splitlines()]
        assert [a["by"] for line in only[1:] for a in line.get("annotations", [])] == ["bek"], only
        home.ok("export", project, "--format", "text", "-o", "texts")
        assert read(home.at("texts", "second.txt")) == b"The river rose by 2 metres near Osto.\n"
        leftovers = [name for name in os.listdir(home.path) if name.startswith("out.jsonl.")]
        assert leftovers == [], leftovers


@case
def search():
    """search finds words without diacritics, phrases and beginnings"""
    with Home() as home:
        project = filled(home)
        home.ok("import", project, home.write("in/third.txt", "Café Ёлка вёсны. العربية 東京タワー\n"))
        for words, key in (("karsk", "karsk"), ('"people left"', "karsk"), ("mares*", "karsk"), ("cafe", "third"),
                           ("ёлка", "third"), ("東京", "third"), ("/caf./", "third"), ("/(?-i)Ёлка/", "third")):
            found = home.ok("search", project, words, "--json").json
            assert found["total"] >= 1 and found["lines"][0]["document"] == key, (words, found)
            hit = found["lines"][0]
            assert hit["start"] < hit["end"] and hit["words"] and hit["zone"], hit
        assert home.ok("search", project, "nothingness", "--json").json == {"total": 0, "more": False, "lines": []}
        assert "1 line" in home.ok("search", project, "karsk").text
        assert home.ok("search", project, "karsk document:third", "--json").json["total"] == 0
        assert home.ok("search", project, "--json", "--", "document:third -cafe").json["total"] == 0
        marked = home.ok("search", project, "type:* by:amira", "--json").json
        assert marked["total"] >= 1 and all(line["by"] == "amira" and line["annotation"] for line in marked["lines"]), marked
        assert "annotation" in home.ok("search", project, "type:*", "--limit", "1").text
        for wrong, says in (("colour:red", "there is no such filter"), ("in:cellar", "there is no such zone"), ("status:", "missing"),
                            ("status:half", "there is no such status"), ("type:Persn", "no such type"), ("by:nobody", "nobody"),
                            ("/(/", "round bracket"), ("x /y", "has no “/”"), ('note:"x', "not closed")):
            home.fails(2, "search", project, wrong, says=says)
        for odd in ('"', "*", "(", "a AND", "NEAR(", "-", "😀", "' OR 1=1 --", "^", "a:b", ":", "\\"):
            result = home.run("search", project, "--json", "--", odd)
            assert result.code in (0, 2), str(result)
            if result.code == 0:
                assert "total" in result.json


@case
def undo_and_redo():
    """undo and redo step through one's own actions, in words and as JSON"""
    with Home() as home:
        project = filled(home)
        exports = [home.export(project)]
        for title in ("one", "two"):
            home.ok("documents", project, "--set", "second", f"title={title}")
            exports.append(home.export(project))
        steps = home.ok("undo", project, "--json").json["steps"]
        assert len(steps) == 1 and steps[0]["by"] == "amira" and steps[0]["kept"] == 0, steps
        same(home.export(project), exports[1], "after one undo")
        home.ok("undo", project)
        same(home.export(project), exports[0], "after two")
        assert home.ok("redo", project, "--steps", "2").text.count("redone") == 2
        same(home.export(project), exports[2], "after redo")
        assert home.ok("undo", project, "--by", "nobody", "--json").json == {"steps": []}
        assert "nothing to redo" in home.ok("redo", project).text
        steps = home.ok("undo", project, "--steps", "99", "--json").json["steps"]
        assert len(steps) >= 4, steps
        assert home.ok("stats", project, "--json").json["documents"] == 0
        home.sound(project)


@case
def undo_keeps_others():
    """undo leaves what somebody else has changed since, and says whose"""
    with Home() as home:
        project = filled(home)
        home.ok("documents", project, "--set", "second", "title=hers", "publisher=hers")
        home.ok("documents", project, "--set", "second", "title=his", "--by", "bek")
        step = home.ok("undo", project, "--json").json["steps"][0]
        assert step["kept"] == 1 and step["kept_by"] == "bek", step
        row = {row["key"]: row for row in home.ok("documents", project, "--json").json["documents"]}["second"]
        assert row["title"] == "his" and "publisher" not in row, row


@case
def history():
    """history by place and by id"""
    with Home() as home:
        project = filled(home)
        rows = home.ok("history", project, "karsk:0-13", "--json").json["history"]
        assert rows and all(row["by"] == "amira" and row["action"] and row["time"] for row in rows), rows
        annotation = [a for a in json.loads(home.export(project).splitlines()[1])["annotations"] if a["by"] == "amira"][0]
        assert home.ok("history", project, annotation["id"], "--json").json["history"] == rows
        assert "Figure" in home.ok("history", project, "karsk:0-13").text
        home.fails(3, "history", project, "none:0-1")


@case
def check():
    """check and check --rebuild of a sound project"""
    with Home() as home:
        project = filled(home)
        before = home.export(project)
        assert home.ok("check", project, "--json").json == {"sound": True, "findings": []}
        assert home.ok("check", project, "--rebuild", "--json").json["sound"] is True
        same(home.export(project), before, "after a rebuild")


@case
def set_of_articles():
    """the articles at hand are imported, listed and found"""
    folder = os.path.join(SHARED, "articles")
    if not os.path.isdir(folder):
        raise Skip(f"there is no {folder}; set GLS_SHARED")
    with Home() as home:
        project = home.new()
        report = home.ok("import", project, folder, "--json").json
        texts = [name for name in os.listdir(folder) if name.endswith(".txt")]
        assert report["documents"] >= len(texts) > 0 and report["failures"] == [], report
        before = home.export(project)
        assert home.ok("import", project, folder, "--json").json["documents"] == 0
        same(home.export(project), before, "after importing again")
        home.ok("export", project, "--format", "text", "-o", "texts")
        for name in texts:
            same(read(home.at("texts", name)), read(os.path.join(folder, name)), name)
        home.sound(project)


main()
