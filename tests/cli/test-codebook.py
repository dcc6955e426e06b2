#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`gloss codebook`: shown, written out, checked, and put in the project's place as one step that can be undone."""

import json

from lib import Home, case, main

DOCUMENT = json.dumps({
    "document": "karsk", "text": "Anton Maresh spoke in Vesk.",
    "annotations": [{"id": "p1", "type": "Person", "by": "amira", "spans": [[0, 12]]},
                    {"id": "l1", "type": "Place", "by": "amira", "spans": [[22, 26]]}]})


def filled(home):
    project = home.new("p.gloss", "--codebook", "entities only")
    home.ok("import", project, home.write("in/karsk.jsonl", DOCUMENT + "\n"))
    return project


def written(home, project):
    return json.loads(home.ok("codebook", project, "--export", "-").text)


def names(codebook):
    return [t["name"] for t in codebook["types"] if not t.get("retired")]


def changes(result):
    """Without what is said of colours."""
    return [line for line in result.text.splitlines() if not line.startswith("warning: ")]


def types_of_marks(home, project):
    document = json.loads(home.export(project).decode().splitlines()[1])
    return [a["type"] for a in document["annotations"]]


@case
def shown():
    """as a table and as JSON, with the number of annotations"""
    with Home() as home:
        project = filled(home)
        table = home.ok("codebook", project).text
        assert "Person" in table and "Place" in table, table
        report = json.loads(home.ok("codebook", project, "--json").text)
        assert report["annotations"]["Person"] == 1 and report["annotations"]["Organization"] == 0, report["annotations"]
        assert report["codebook"] == written(home, project)


@case
def there_and_back():
    """what was written out makes the same project's codebook; setting it again changes nothing"""
    with Home() as home:
        project = filled(home)
        path = home.at("scheme.json")
        home.ok("codebook", project, "--export", path)
        home.fails(3, "codebook", project, "--export", path, says=["--force"])
        home.ok("codebook", project, "--export", path, "--force")
        assert home.ok("codebook", project, "--set", path).text == "Nothing changed.\n"
        other = home.new("q.gloss", "--codebook", path)
        assert written(home, other) == written(home, project)


@case
def put_in_its_place():
    """what is new comes, what lacks is retired and still exported, what stays keeps its annotations; one undo"""
    with Home() as home:
        project = filled(home)
        before = written(home, project)
        scheme = json.loads(json.dumps(before))
        scheme["types"] = [t for t in scheme["types"] if t["name"] != "Place"]
        person = next(t for t in scheme["types"] if t["name"] == "Person")
        person["description"] = "Somebody."
        person["attributes"] = [{"name": "age", "kind": "integer"}]
        scheme["types"].append({"name": "Ship", "color": "#005f73", "key": "s", "description": "A ship."})
        path = home.write("scheme.json", json.dumps(scheme))
        wanted = ["Person: the attribute “age” is new.", "The type “Ship” is new.", "The type “Place” is retired."]
        said = changes(home.ok("codebook", project, "--check", path))
        assert said == wanted, said
        assert written(home, project) == before
        assert changes(home.ok("codebook", project, "--set", path, "--by", "lena")) == wanted
        after = written(home, project)
        assert names(after) == names(scheme), names(after)
        assert next(t for t in after["types"] if t["name"] == "Place")["retired"]
        assert types_of_marks(home, project) == ["Person", "Place"]
        home.ok("check", project)
        # A type that comes back is the one that went.
        home.ok("codebook", project, "--set", home.write("before.json", json.dumps(before)))
        assert "Place" in names(written(home, project))
        assert types_of_marks(home, project) == ["Person", "Place"]
        home.ok("undo", project)
        home.ok("undo", project, "--by", "lena")
        # What was new is retired, as records never go.
        undone = written(home, project)
        assert names(undone) == names(before), undone
        assert undone["types"][0]["description"] == before["types"][0]["description"]


@case
def refused():
    """what is no codebook, what has problems, and two wishes at once"""
    with Home() as home:
        project = filled(home)
        before = written(home, project)
        home.fails(3, "codebook", project, "--set", home.write("no.json", "[]"), says=["no.json"])
        home.fails(3, "codebook", project, "--check", home.at("missing.json"), says=["--check"])
        home.fails(2, "codebook", project, "--set", "a", "--check", "b", says=["one of them"])
        scheme = json.loads(json.dumps(before))
        scheme["types"][0]["attributes"] = [{"name": "age", "kind": "integer", "min": 5, "max": 1}]
        path = home.write("scheme.json", json.dumps(scheme))
        assert home.run("codebook", project, "--check", path).code == 1
        assert home.run("codebook", project, "--set", path).code == 3
        assert written(home, project) == before


main()
