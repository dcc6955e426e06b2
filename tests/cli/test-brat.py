#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders of brat both ways, with everything its standoff can say, faults included; and the table of annotations.

It must not know how the plugins work."""

import csv
import json
import os

from lib import Home, SOURCE_ROOT, case, main, read

TEXT = "Anna Weber said that 40 people of Lowmoor left.\nThe dockers doubted it.\n"
ANN = """T1\tPerson 0 10\tAnna Weber
T2\tFigure 21 23;24 30\t40 people
T3\tReport 11 15\tsaid
E1\tReport:T3 Who:T1 What:T2 What2:T4
T4\tPlace 34 41\tLowmoor
T5\tGroup 52 59\tdockers
R1\tDoubts Arg1:T5 Arg2:T1\t
A1\tCertainty E1 Likely
A2\tNegated T2
N1\tReference T4 Gazetteer:77\tLowmoor on Sea
#1\tAnnotatorNotes T1\tthe elder one
"""


def folder(home, files):
    path = home.at("brat")
    for name, content in files.items():
        full = os.path.join(path, name)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8", newline="") as file:
            file.write(content)
    return path


def lines(home, project):
    return [json.loads(line) for line in home.export(project).decode().split("\n")[:-1]]


def by_words(document, by=None):
    return {tuple(document["text"][s:e] for s, e in a["spans"]): a for a in document["annotations"] if by in (None, a["by"])}


@case
def all_kinds():
    """spans in fragments, events, relations, attributes, normalizations and notes, without a configuration"""
    with Home() as home:
        project = home.new("p.gloss", "--codebook", "entities only")
        home.ok("import", project, folder(home, {"one.txt": TEXT, "one.ann": ANN}), "--format", "brat")
        head, document = lines(home, project)
        found = by_words(document)
        assert document["document"] == "one" and document["text"] == TEXT
        figure, report = found[("40", "people")], found[("said",)]
        person, place, group = found[("Anna Weber",)], found[("Lowmoor",)], found[("dockers",)]
        roles = {(r["role"], r["to"]) for r in report["relations"]}
        assert roles == {("Who", person["id"]), ("What", figure["id"]), ("What", place["id"])}, report
        assert report["attributes"] == {"Certainty": "Likely"} and figure["attributes"] == {"Negated": True}
        assert person["note"] == "the elder one" and person["by"] == "amira"
        assert [(r["type"], r["to"]) for r in group["relations"]] == [("Doubts", person["id"])], group
        entity = next(e for e in head["entities"] if e["id"] == place["entity"])
        assert entity["name"] == "Lowmoor on Sea", entity
        before = home.export(project)
        home.ok("import", project, home.at("brat"), "--format", "brat")
        assert home.export(project) == before, "a second import changed something"


@case
def entities():
    """many mentions of one entity; a folder of brat is known by what lies in it; names go along into a project without them"""
    with Home() as home:
        first, second = home.new("first.gloss"), home.new("second.gloss")
        marks = "T1\tPerson 0 10\tAnna Weber\nT2\tPerson 5 10\tWeber\nN1\tReference T1 Wikidata:Q1\tAnna Weber\n" \
                "N2\tReference T2 Wikidata:Q1\tWeber\n"
        home.ok("import", first, folder(home, {"bek/one.txt": TEXT, "bek/one.ann": marks, "two.txt": TEXT + "More.", "two.ann": marks}))
        head, *documents = lines(home, first)
        assert [(e["kind"], e["name"]) for e in head["entities"]] == [("Person", "Anna Weber")], head["entities"]
        assert {a["entity"] for d in documents for a in d["annotations"]} == {head["entities"][0]["id"]}
        assert sum(len(d["annotations"]) for d in documents) == 4
        home.ok("export", first, "--format", "brat", "-o", home.at("out"))
        home.ok("import", second, home.at("out"))
        head = lines(home, second)[0]
        assert [(e["kind"], e["name"]) for e in head["entities"]] == [("Person", "Anna Weber")], head["entities"]


@case
def annotators():
    """a folder an annotator where two hold the same article"""
    with Home() as home:
        project = home.new("p.gloss")
        home.ok("import", project, folder(home, {"bek/one.txt": TEXT, "bek/one.ann": "T1\tPerson 0 10\tAnna Weber\n",
                                                "chen/one.txt": TEXT, "chen/one.ann": "T1\tPerson 5 10\tWeber\n"}), "--format", "brat")
        documents = lines(home, project)[1:]
        assert len(documents) == 1
        assert sorted((a["by"], a["spans"]) for a in documents[0]["annotations"]) == [("bek", [[0, 10]]), ("chen", [[5, 10]])]


@case
def one_after_another():
    """folders of several people, taken one by one, number their marks alike and keep their own; roles follow"""
    with Home() as home:
        project = home.new("p.gloss")
        for by, start in (("bek", 0), ("chen", 5)):
            one = folder(home, {by + "/one.txt": TEXT, by + "/one.ann":
                                "T1\tPerson %d 10\t%s\nT2\tTell 11 15\tsaid\nE1\tTell:T2 Who:T1\n" % (start, TEXT[start:10])})
            said = home.ok("import", project, os.path.join(one, by), "--format", "brat", "--by", by, "--json").json
            assert not [report for report in said["reports"] if "belongs to another" in report], said["reports"]
        annotations = lines(home, project)[1]["annotations"]
        assert len({a["id"] for a in annotations}) == 4, annotations
        of = {a["id"]: a for a in annotations}
        tells = [a for a in annotations if a["type"] == "Tell"]
        assert all(of[link["to"]]["by"] == a["by"] for a in tells for link in a["relations"]) and len(tells) == 2, tells


@case
def configuration():
    """annotation.conf becomes the codebook: types, roles, attributes, relations, macros, headings"""
    conf = """[entities]
!Thing
\tPerson
\tPlace
[relations]
<NAMED>=Person|Place
Lives Arg1:Person, Arg2:<NAMED>
[events]
Report Who:<NAMED>, What*:<ENTITY>, When?:Place
[attributes]
Certainty Arg:<EVENT>, Value:Certain|Likely
Negated Arg:<EVENT>
"""
    with Home() as home:
        project = home.new("p.gloss", "--codebook", "entities only")
        home.ok("import", project, folder(home, {"annotation.conf": conf, "one.txt": TEXT, "one.ann": ""}), "--format", "brat")
        codebook = lines(home, project)[0]["codebook"]
        report = next(t for t in codebook["types"] if t["name"] == "Report")
        assert "Thing" not in {t["name"] for t in codebook["types"]}
        roles = {r["name"]: r for r in report["roles"]}
        assert roles["Who"]["types"] == ["Person", "Place"] and roles["Who"].get("required")
        assert roles["What"].get("many") and not roles["When"].get("required")
        assert [(a["name"], a["kind"]) for a in report["attributes"]] == [("Certainty", "choice"), ("Negated", "boolean")]
        assert any(r["name"] == "Lives" and r["from"] == ["Person"] for r in codebook["relations"])


@case
def faults():
    """wrong lines are told by file and number, the rest is read"""
    ann = ("T1\tPerson 0 10\tAnna Weber\nT2\tPerson 0 9999\tfar\nT3\tPerson x y\tno\nnothing\nT4\tPlace 34 41\tLowmore\n"
           "E1\tReport:T9 Who:T1\nR1\tDoubts Arg1:T1\n#1\tAnnotatorNotes T8\tgone\nT1\tGroup 52 59\ttwice\n")
    with Home() as home:
        project = home.new("p.gloss")
        result = home.ok("import", project, folder(home, {"one.txt": TEXT, "one.ann": ann}), "--format", "brat")
        told = result.err + result.text
        for number in (2, 3, 4, 5, 6, 7, 8, 9):
            assert f"one.ann, line {number}:" in told, f"line {number} is not in\n{told}"
        assert "line 1:" not in told
        assert set(by_words(lines(home, project)[1])) == {("Anna Weber",), ("Lowmoor",)}


@case
def hostile():
    """huge numbers, deep macros, an event of itself and a folder without texts do no harm"""
    with Home() as home:
        project = home.new("p.gloss")
        conf = "".join(f"<A{i}>=<A{i + 1}>|<A{i + 1}>\n" for i in range(30)) + "[events]\nReport Who:<A0>\n"
        ann = "T1\tReport 0 4\tAnna\nE1\tReport:T1 Who:E1\nT2\tReport 99999999999 4\tx\nT3\tReport 4 0\tx\n" + "T\n" * 1000
        home.ok("import", project, folder(home, {"annotation.conf": conf, "one.txt": TEXT, "one.ann": ann}), "--format", "brat")
        home.sound(project)
        empty = home.at("empty")
        os.makedirs(empty)
        result = home.run("import", project, empty, "--format", "brat")
        assert result.code == 3 and len(result.err.splitlines()) == 1, result


def plain(project_lines):
    """What an export says without ids: annotations by document, set, type and place, with what they hold."""
    result = {}
    for document in project_lines[1:]:
        places = {a["id"]: (a["by"], a["type"], tuple(map(tuple, a["spans"]))) for a in document["annotations"]}
        for a in document["annotations"]:
            links = sorted((str(r.get("role")), str(r.get("type")), str(places.get(r.get("to"), "")), str(r.get("value")), str(r.get("none")),
                            str(r.get("author")), str(r.get("entity"))) for r in a.get("relations", []))
            result.setdefault((document["text"], places[a["id"]]), []).append(
                (json.dumps(a.get("attributes"), sort_keys=True), a.get("note"), a.get("unsure"), a.get("entity"), str(links)))
    return {key: sorted(map(str, values)) for key, values in result.items()}


@case
def there_and_back():
    """the sample written as brat and read again says the same"""
    with Home() as home:
        first = home.new("first.gloss")
        home.ok("import", first, os.path.join(SOURCE_ROOT, "data", "sample", "sample.jsonl"))
        out = home.at("out")
        home.ok("export", first, "--format", "brat", "--by", "amira", "--by", "bek", "--by", "gold", "-o", out)
        second = home.new("second.gloss")
        # Entities, so that their ids mean something.
        head = home.export(first).decode().split("\n")[0]
        home.ok("import", second, home.write("head.jsonl", head + "\n"))
        home.ok("import", second, out, "--format", "brat")
        wanted = {k: v for k, v in plain(lines(home, first)).items() if not k[1][0].startswith("plugin:")}
        found = plain(lines(home, second))
        for key in wanted:
            assert found.get(key) == wanted[key], f"{key}\n{wanted[key]}\n{found.get(key)}"
        assert set(found) == set(wanted)


NAMES = {"glossator": 1, "codebook": {"name": "names", "version": 1, "types": [
    {"name": "Armed group", "attributes": [{"name": "how sure", "kind": "choice", "choices": ["very sure", "not sure"]}]},
    {"name": "Said so", "roles": [{"name": "who said", "types": ["Armed group"]}]},
    {"name": "A b"}, {"name": "A+b"}],
    "relations": [{"name": "part of", "from": ["Armed group"], "to": ["Armed group"]}]}}
MARKS = [{"id": "a", "type": "Armed group", "by": "amira", "spans": [[0, 4]], "attributes": {"how sure": "not sure"},
          "relations": [{"type": "part of", "to": "b"}]},
         {"id": "b", "type": "Armed group", "by": "amira", "spans": [[5, 10]]},
         {"id": "c", "type": "Said so", "by": "amira", "spans": [[11, 15]], "relations": [{"role": "who said", "to": "a"}]}]


@case
def references():
    """what a mention refers to elsewhere goes out as it came in, and leads to the same entity again"""
    with Home() as home:
        source = folder(home, {"one.txt": TEXT, "one.ann": "T1\tPerson 0 10\tAnna Weber\nN1\tReference T1 Wikidata:Q1\tAnna Weber\n"})
        project, other = home.new("p.gloss", "--codebook", "entities only"), home.new("q.gloss", "--codebook", "entities only")
        home.ok("import", project, source, "--format", "brat")
        home.ok("export", project, "--format", "brat", "-o", home.at("out"))
        with open(home.at("out/amira/one.ann"), encoding="utf-8") as file:
            assert "N1\tReference T1 Wikidata:Q1\tAnna Weber\n" in file.read()
        home.ok("import", other, home.at("out"), "--format", "brat")
        before = lines(home, other)
        assert [entity["name"] for entity in before[0]["entities"]] == ["Anna Weber"], before[0]
        home.ok("import", other, home.at("out"), "--format", "brat")
        assert lines(home, other) == before


@case
def names():
    """what brat has no name for comes back by the codebook's, and adds nothing to it"""
    with Home() as home:
        project = home.new("p.gloss", "--codebook", home.write("names.json", json.dumps(NAMES["codebook"])))
        home.ok("import", project, home.write("in.jsonl", json.dumps(NAMES) + "\n" + json.dumps(
            {"document": "k", "text": TEXT, "annotations": MARKS}) + "\n"))
        before, document = lines(home, project)
        path = home.at("out")
        home.ok("export", project, "--format", "brat", "-o", path)
        assert "part_of\tArg1:Armed_group" in read(os.path.join(path, "annotation.conf")).decode()
        home.ok("import", project, path, "--format", "brat", "--by", "bek")
        after, again = lines(home, project)
        # One of two that look alike in brat stays as brat has it: nobody can tell which it was.
        known = before["codebook"]["types"]
        assert after["codebook"]["types"][:len(known)] == known, after["codebook"]["types"]
        assert [type["name"] for type in after["codebook"]["types"][len(known):]] == ["A_b"], after["codebook"]["types"]
        assert before["codebook"]["relations"] == after["codebook"]["relations"], after["codebook"]["relations"]
        mine, theirs = by_words(document, "amira"), by_words(again, "bek")
        assert set(mine) == set(theirs) and len(mine) == 3, again
        for words, mark in mine.items():
            other = theirs[words]
            assert mark["type"] == other["type"] and mark.get("attributes") == other.get("attributes"), (mark, other)
            assert [r.get("role", r.get("type")) for r in mark.get("relations", [])] == [
                r.get("role", r.get("type")) for r in other.get("relations", [])], (mark, other)


@case
def same_codebook():
    """our own export comes back into the same codebook without a difference; one that contradicts it is named"""
    with Home() as home:
        project = home.new()
        home.ok("import", project, os.path.join(SOURCE_ROOT, "data/sample/sample.jsonl"))
        before = lines(home, project)[0]["codebook"]
        path = home.at("out")
        home.ok("export", project, "--format", "brat", "--by", "amira", "-o", path)
        said = home.ok("import", project, path, "--format", "brat", "--by", "bek").text
        assert "differs" not in said and "added to the codebook" not in said, said
        assert lines(home, project)[0]["codebook"] == before
        config = read(os.path.join(path, "annotation.conf")).decode()
        for old, new, name in (("certain|probable", "certain|sure", "type “Claim”"), ("source+:", "source:", "type “Claim”"),
                               ("doubts\tArg1:Claim", "doubts\tArg1:Cue", "relation “doubts”")):
            assert old in config
            home.write("out/annotation.conf", config.replace(old, new))
            said = home.ok("import", project, path, "--format", "brat", "--by", "bek").text
            assert f"The {name} differs" in said and said.count("differs") == 1, said


@case
def table():
    """the table has a row an annotation, and no cell that begins a formula"""
    with Home() as home:
        project = home.new("p.gloss")
        text = "=1+1 said Anna; -2, \"+3\" and @SUM(A1)\nend"
        marks = [{"id": f"m{i}", "type": "Person", "by": "amira", "spans": [[s, e]], "note": "=cmd|'/c calc'!A1"}
                 for i, (s, e) in enumerate([(0, 4), (10, 14), (16, 18), (20, 24), (29, 37)])]
        home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "=k", "text": text, "annotations": marks}) + "\n"))
        path = home.at("t.csv")
        home.ok("export", project, "--format", "csv", "-o", path)
        rows = list(csv.reader(read(path).decode("utf-8-sig").splitlines()))
        assert len(rows) == 6 and rows[0][:4] == ["document", "set", "id", "type"], rows
        for row in rows:
            for cell in row:
                assert not cell or cell[0] not in "=+-@\t\r", row
        assert [row[7] for row in rows[1:]] == ["'=1+1", "Anna", "'-2", '"+3"', "'@SUM(A1)"], rows


main()
