#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes in comes out: exports of imports, importing twice, encodings, tables of metadata.

It must not know how a project is stored, but for the number of its last action."""

import json
import os
import shutil
import sqlite3

import tricky
from lib import FIXTURES, Home, SHARED, SOURCE_ROOT, Skip, case, main, read, same


def head(project):
    """How far the journal has come."""
    connection = sqlite3.connect(f"file:{project}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT count(*), max(k) FROM action").fetchone() \
            + connection.execute("SELECT count(*) FROM entry").fetchone()
    finally:
        connection.close()


def there_and_back(home, first, name):
    """Export, import into an empty project, export: the same bytes; importing again writes nothing."""
    exported = home.export(first)
    home.write(f"{name}.jsonl", exported)
    second = home.new(f"{name}-2.gloss")
    report = home.ok("import", second, f"{name}.jsonl", "--json").json
    assert report["failures"] == [], report
    same(home.export(second), exported, f"{name}: export, import, export")
    for project in (first, second):
        before = head(project)
        home.ok("import", project, f"{name}.jsonl")
        assert head(project) == before, f"{name}: importing what is there wrote to the journal: {before} {head(project)}"
        same(home.export(project), exported, f"{name}: after importing again")
        home.sound(project)
    return exported


@case
def tricky_documents():
    """emoji, Arabic, CRLF, NFD, U+2028, fragments, fillers, entities, suggestions: export, import, export"""
    with Home() as home:
        project = home.new()
        home.ok("import", project, home.write("in.jsonl", tricky.lines()))
        exported = [json.loads(line) for line in there_and_back(home, project, "tricky").decode().split("\n")[:-1]]
        texts = sorted(line["text"] for line in exported[1:])
        assert texts == sorted(document["text"] for document in tricky.documents())
        rich = next(line for line in exported[1:] if line["document"] == "k1")
        for member in ("title", "byline", "source", "publisher", "published", "language", "zones"):
            assert rich[member] == next(tricky.documents())[member], member
        assert len(rich["annotations"]) == 10, rich["annotations"]
        claim = next(a for a in rich["annotations"] if a.get("unsure") == "who?")
        assert claim["spans"] == [[0, 9], [14, 18]] and claim["note"] == "n\r\n😀", claim
        kinds = sorted(kind for link in claim["relations"] for kind in link if kind not in ("role", "type"))
        assert kinds == ["author", "entity", "none", "to", "to", "to", "value"], claim["relations"]
        suggestion = [a for a in rich["annotations"] if a["by"] == "plugin:x"]
        assert sorted(a["confidence"] for a in suggestion) == [0.1, 1] and suggestion[0]["plugin"] == "x@1.0", suggestion
        assert sorted((s["by"], s["status"], s.get("note")) for s in rich["statuses"]) \
            == [("amira", "done", "look again\n"), ("bek", "in work", None)], rich["statuses"]
        names = [entity["name"] for entity in exported[0]["entities"]]
        assert names == ["Anton Maresh", "Karsk", "Karsk (town)"], names
        assert len(exported[0]["judgements"]) == 2 and len(exported[0]["questions"]) == 1, exported[0]


@case
def changed_projects():
    """a project with a history (edits, undo, redo, a rebuild) exports what it shows"""
    with Home() as home:
        project = home.new()
        home.ok("import", project, home.write("in.jsonl", tricky.lines()))
        home.ok("documents", project, "--set", "k1", "title=changed\u2028", "published=")
        home.ok("documents", project, "--set", "nfc", "title=gone")
        home.ok("undo", project)
        home.ok("undo", project)
        home.ok("redo", project)
        exported = there_and_back(home, project, "changed")
        home.ok("check", project, "--rebuild")
        same(home.export(project), exported, "after a rebuild")


@case
def same_texts_in_two_orders():
    """documents come out in one order, however they came in"""
    with Home() as home:
        first, *rest = tricky.lines().splitlines(True)
        exports = []
        for name, order in (("a", rest), ("b", rest[::-1])):
            project = home.new(f"{name}.gloss")
            home.ok("import", project, home.write(f"{name}.jsonl", first + b"".join(order)))
            exports.append(home.export(project))
        same(exports[1], exports[0], "imported backwards")


@case
def sample():
    """the sample project: export, import, export"""
    path = os.path.join(SOURCE_ROOT, "data", "sample", "sample.jsonl")
    if not os.path.exists(path):
        raise Skip("data/sample/sample.jsonl is not there")
    with Home() as home:
        project = home.new()
        report = home.ok("import", project, path, "--json").json
        assert report["failures"] == [] and report["documents"] > 0, report
        there_and_back(home, project, "sample")


@case
def articles():
    """the articles at hand: export, import, export"""
    folder = os.path.join(SHARED, "articles")
    if not os.path.isdir(folder):
        raise Skip(f"there is no {folder}; set GLS_SHARED")
    with Home() as home:
        project = home.new()
        home.ok("import", project, folder)
        there_and_back(home, project, "articles")


@case
def judged():
    """verdicts on suggestions, also on one that is no longer proposed, and decisions with their reasons"""
    with Home() as home:
        project = home.new()
        home.ok("import", project, os.path.join(SOURCE_ROOT, "data", "sample", "sample.jsonl"))
        home.ok("extract", project, "--plugin", "figures")
        home.ok("accept", project, "--plugin", "figures", "--by", "amira", "--min-confidence", "0.9")
        home.ok("extract", project, "--plugin", "names")
        home.ok("accept", project, "--plugin", "names", "--by", "bek", "--min-confidence", "0.95")
        home.ok("undo", project, "--by", "bek")
        found = home.run("disagreements", project, "--json").json["cases"]
        home.ok("adjudicate", project, "--case", found[0]["id"], "--take", "1", "--as", "lead", "--reason", "slip",
                "--comment", "See the guideline.", "--json")
        home.ok("adjudicate", project, "--case", found[-1]["id"], "--take", "none", "--as", "lead", "--json")
        lines = [json.loads(line) for line in there_and_back(home, project, "judged").decode().splitlines()[1:]]
        verdicts = [verdict for line in lines for verdict in line.get("verdicts", [])]
        decisions = [decision for line in lines for decision in line.get("decisions", [])]
        assert len(verdicts) > 20 and all(verdict["by"] == "amira" for verdict in verdicts), verdicts
        assert {verdict["verdict"] for verdict in verdicts} == {"accepted"}, verdicts
        own = {annotation["id"] for line in lines for annotation in line["annotations"] if annotation["by"] == "amira"}
        assert any(verdict.get("annotation") in own for verdict in verdicts), verdicts
        assert [decision["note"] for decision in decisions if "note" in decision] == ["See the guideline."], decisions
        # Without its suggestions a file still says what was thought of them.
        for line in lines:
            line["annotations"] = [item for item in line["annotations"] if not item["by"].startswith("plugin:")]
            for verdict in line.get("verdicts", []):
                verdict["verdict"] = "rejected"
                verdict.pop("annotation", None)
        other = home.new("other.gloss")
        home.ok("import", other, home.write("gone.jsonl", "\n".join(map(json.dumps, lines)) + "\n"))
        there = [json.loads(line) for line in home.export(other).decode().splitlines()[1:]]
        assert [line.get("verdicts") for line in there] == [line.get("verdicts") for line in lines]
        home.ok("extract", other, "--plugin", "figures")
        again = [json.loads(line) for line in home.export(other).decode().splitlines()[1:]]
        assert [line.get("verdicts") for line in again] == [line.get("verdicts") for line in lines], "after a new run"
        home.sound(other)


def waiver_lines(home, project):
    return [line.get("waivers", []) for line in map(json.loads, home.export(project).decode().splitlines())]


@case
def waived():
    """waivers of problems; an import that gives an annotation another id takes its waiver along"""
    text = "Varin left."
    line = {"document": "one", "text": text,
            "annotations": [{"id": "c", "type": "Claim", "by": "amira", "spans": [[0, len(text) - 1]], "relations": []}]}
    with Home() as home:
        project = home.new()
        home.ok("import", project, home.write("in.jsonl", json.dumps(line) + "\n"))
        problems = home.run("validate", project, "--json").json["problems"]
        error = next(problem for problem in problems if problem["severity"] == "error")
        for problem in problems:
            home.ok("validate", project, "--waive", problem["id"], "--note", "as “said” 😀", "--as", "bek")
        first, second = waiver_lines(home, project)
        assert len(first) + len(second) == len(problems), (first, second)
        own = next(waiver for waiver in second if waiver["rule"] == error["rule"])
        assert (own["of"], own["by"], own["note"], len(own["annotations"])) == ("amira", "bek", "as “said” 😀", 1), own
        lines = home.export(project).decode().splitlines()
        there_and_back(home, project, "waived")
        home.ok("validate", "waived-2.gloss")
        for person, there in (("amira", True), ("bek", False)):
            assert (b'"waivers"' in home.export(project, "--by", person)) == there, person
        # The same ids on another text are others there, and so is the problem.
        other = json.loads(lines[1])
        other["text"] = "Varin went."
        home.write("other.jsonl", json.dumps(other) + "\n")
        home.ok("import", project, "other.jsonl")
        moved = [waivers for waivers in waiver_lines(home, project)[1:]]
        assert len(moved) == 2 and moved[0] != moved[1], moved
        assert {len(waivers) for waivers in moved} == {len(second)}, moved
        assert home.ok("validate", project, "--json").json["waived"] == 2 * len(second) + len(first)
        there_and_back(home, project, "moved")
        # Local ids are followed; what is no waiver fails the line.
        line["waivers"] = [{"plugin": own["plugin"], "rule": own["rule"], "of": "amira", "annotations": ["c"], "by": "bek"}]
        fresh = home.new("fresh.gloss")
        home.ok("import", fresh, home.write("local.jsonl", json.dumps(line) + "\n"))
        assert error["id"] not in [one["id"] for one in home.run("validate", fresh, "--json").json["problems"]]
        assert len(waiver_lines(home, fresh)[1]) == 1
        for wrong in ({"rule": "Not One"}, {"by": "plugin:x"}, {"of": ""}, {"annotations": ["d"]}, {"plugin": "../x"}, {"end": -1}):
            line["waivers"][0] = {**line["waivers"][0], "annotations": ["c"], **wrong}
            line["text"] += "."
            report = home.run("import", fresh, home.write("wrong.jsonl", json.dumps(line) + "\n"), "--json").json
            assert len(report["failures"]) == 1 and "waivers" in json.dumps(report["failures"]), (wrong, report)
            line["waivers"][0] = {"plugin": own["plugin"], "rule": own["rule"], "of": "amira", "by": "bek"}


@case
def plugin_choices():
    """what the project says to plugins goes along, and is added where the other project says nothing of it"""
    with Home() as home:
        project = home.new()
        home.ok("plugins", "set", "conll", "scheme=IOBES", "--project", project, "--by", "amira")
        home.ok("plugins", "set", "figures", "type:Figure=", "--project", project, "--by", "amira")
        first = json.loads(there_and_back(home, project, "choices").decode().splitlines()[0])
        assert first["plugins"] == [{"plugin": "conll", "settings": {"scheme": "IOBES"}},
                                    {"plugin": "figures", "types": {"Figure": None}}], first["plugins"]
        other = home.new("other.gloss")
        home.ok("plugins", "set", "conll", "scheme=IOB1", "--project", other, "--by", "bek")
        result = home.run("import", other, "choices.jsonl")
        assert "“scheme” differs" in result.out.decode() + result.err, str(result)
        there = json.loads(home.export(other).decode().splitlines()[0])["plugins"]
        assert there == [{"plugin": "conll", "settings": {"scheme": "IOB1"}}, first["plugins"][1]], there
        assert b'"plugins"' not in home.export(project, "--by", "amira")
        first["plugins"][0]["settings"]["scheme"] = 1
        report = home.run("import", other, home.write("wrong.jsonl", json.dumps(first) + "\n"), "--json").json
        assert len(report["failures"]) == 1 and "line 1" in json.dumps(report["failures"]), report


@case
def publications():
    """what was published goes along; the copy compares its next publication with it, and gold keeps its digest"""
    line = {"document": "one", "text": "Varin left.",
            "annotations": [{"id": "p", "type": "Person", "by": "gold", "spans": [[0, 5]]}]}
    with Home() as home:
        project = home.new()
        home.ok("import", project, home.write("in.jsonl", json.dumps(line) + "\n"))
        first = home.ok("publish", project, "-o", "g1", "--note", "as “said” 😀", "--by", "lead", "--json").json
        second = home.ok("publish", project, "-o", "g2", "--by", "lead", "--json").json
        assert second["sha256"] == first["sha256"], (first, second)
        told = json.loads(there_and_back(home, project, "published").decode().splitlines()[0])["publications"]
        assert [(one["when"], one["by"], one["sha256"], one.get("note")) for one in told] \
            == [(one["when"], "lead", one["sha256"], one.get("note")) for one in (first, second)], told
        third = home.ok("publish", "published-2.gloss", "-o", "g3", "--by", "lead", "--json").json
        assert (third["number"], third["added"], third["changed"], third["removed"], third["sha256"]) \
            == (3, 0, 0, 0, first["sha256"]), third


@case
def frozen_project():
    """a project file of format 1, made once and never remade, opens and exports as it did"""
    with Home() as home:
        shutil.copy(os.path.join(FIXTURES, "v1.gloss"), home.at("v1.gloss"))
        expected = read(os.path.join(FIXTURES, "v1.jsonl"))
        same(home.export("v1.gloss"), expected, "the export of the frozen file")
        home.sound("v1.gloss")
        home.ok("check", "v1.gloss", "--rebuild")
        same(home.export("v1.gloss"), expected, "after a rebuild")
        home.ok("documents", "v1.gloss", "--set", "osto", "title=Written to")
        home.ok("undo", "v1.gloss")
        same(home.export("v1.gloss"), expected, "written to and undone")


@case
def encodings():
    """windows-1251, koi8-r and utf-16 are told by themselves and by --encoding"""
    text = ("Власти города Карск сообщили, что после наводнения из домов ушли более трёхсот человек. "
            "Об этом заявил мэр Антон Мареш во вторник на встрече с жителями.\r\n") * 4
    with Home() as home:
        for encoding, python in (("windows-1251", "cp1251"), ("koi8-r", "koi8-r"), ("utf-16", "utf-16"),
                                 ("utf-16le", "utf-16-le"), ("utf-8", "utf-8"), ("utf-8", "utf-8-sig")):
            for given in ([], ["--encoding", encoding]):
                name = f"{python}{len(given)}"
                project = home.new(f"{name}.gloss")
                file = home.write(f"{name}.txt", text.encode(python))
                home.ok("import", project, file, *given)
                got = json.loads(home.export(project).decode().split("\n")[1])["text"]
                assert got.lstrip("\ufeff") == text, (python, given, got[:60])
        project = home.new()
        result = home.run("import", project, file, "--encoding", "no-such-encoding")
        assert result.code in (2, 3) and "no-such-encoding" in result.err and len(result.err.splitlines()) == 1, str(result)
        wrong = home.write("wrong.txt", "Карск".encode("cp1251"))
        home.fails(3, "import", project, wrong, "--encoding", "utf-8", says="wrong.txt")
        assert home.ok("documents", project, "--json").json == {"documents": []}


@case
def metadata():
    """--metadata fills title, date, publisher, source and language by the file's name"""
    with Home() as home:
        project = home.new()
        home.write("in/a.txt", "First article, of the town.\n")
        home.write("in/b.txt", "Second article, of the river.\n")
        table = home.write("m.csv", "file,title,published,publisher,source,language\r\n"
                                    'a.txt,"Title, with ""comma""",2015-04-21,Daily,https://example.org/a,en\r\n'
                                    "b.txt,Река 😀,2015-04,,,ru\r\n")
        home.ok("import", project, "in", "--metadata", table)
        rows = {row["key"]: row for row in home.ok("documents", project, "--json").json["documents"]}
        assert rows["a"]["title"] == 'Title, with "comma"' and rows["a"]["published"] == "2015-04-21", rows
        assert rows["a"]["publisher"] == "Daily" and rows["a"]["source"] == "https://example.org/a", rows
        assert rows["b"]["title"] == "Река 😀" and rows["b"]["published"] == "2015-04" and rows["b"]["language"] == "ru", rows
        before = home.export(project)
        home.ok("import", project, "in", "--metadata", table)
        same(home.export(project), before, "after importing with the table again")
        home.fails(3, "import", project, "in", "--metadata", "none.csv", says="none.csv")


@case
def one_step():
    """an import of many files is one step of undo, in another process"""
    with Home() as home:
        project = home.new()
        empty = home.export(project)
        for i in range(400):
            home.write(f"in/{i:03}.txt", f"Report {i} of the day from Karsk.\n" * 20)
        home.ok("import", project, "in")
        full = home.export(project)
        assert home.ok("stats", project, "--json").json["documents"] == 400
        assert len(home.ok("undo", project, "--json").json["steps"]) == 1
        assert home.ok("stats", project, "--json").json["documents"] == 0
        home.ok("redo", project)
        same(home.export(project), full, "after redo")
        home.ok("undo", project)
        same(home.export(project).replace(b'"amira"', b""), empty.replace(b'"amira"', b""), "after undo")
        home.ok("import", project, "in")
        assert home.ok("stats", project, "--json").json["documents"] == 400
        home.sound(project)


@case
def hostile_lines():
    """lines that are no JSON, lie about offsets or are cut: reported by number, the rest is taken"""
    good = json.dumps({"document": "good", "text": "fine words"})
    bad = ['{"document":"x","text":"abc"', '{"document":"x","text":"a\\ud800b"}', '{"document":"x","text":"a\\u0000b"}',
           '{"document":"x","text":"abc","annotations":[{"id":"1","type":"Cue","by":"a","spans":[[0,9]]}]}',
           '{"document":"x","text":"abc","annotations":[{"id":"1","type":"Cue","by":"a","spans":[[2,1]]}]}',
           '{"document":"x","text":5}', "[]", "nonsense", '{"document":"x"}', "[" * 100000,
           '{"document":"x","text":"abc","annotations":[{"type":"Cue","by":"plugin:","spans":[[0,1]]}]}']
    with Home() as home:
        for i, line in enumerate(bad):
            project = home.new(f"{i}.gloss")
            file = home.write(f"{i}.jsonl", good + "\n" + line + "\n" + good.replace("good", "last").replace("fine", "f") + "\n")
            result = home.run("import", project, file, "--json", "--format", "jsonl")
            assert result.code == 1 and "line 2" in result.err, str(result)
            keys = [row["key"] for row in home.ok("documents", project, "--json").json["documents"]]
            assert keys == ["good", "last"], (line[:80], keys)
            home.sound(project)


main()
