#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement, disagreements and what settles itself, on a small project whose answers can be counted by hand.

It must not know how marks are aligned."""

import json

from lib import Home, case, main

TEXT = "Anna Weber said that 40 people of Lowmoor left, Weber said. Lowmoor is small."


def mark(identity, kind, by, words, after=0, **more):
    start = TEXT.index(words, after)
    return {"id": f"{by}-{identity}", "type": kind, "by": by, "spans": [[start, start + len(words)]], **more}


def value(said, low, high):
    return {"attributes": {"value": {"said": said, "low": low, "high": high, "modifier": "exact", "measure": "persons"}}}


def project(home, more=()):
    """amira, bek and chen: one thing all have, one that two have, one boundary, one type, one value."""
    marks = [mark("name", "Person", by, "Anna Weber") for by in ("amira", "bek", "chen")]
    marks += [mark("short", "Person", by, "Weber", 20) for by in ("amira", "bek")]
    marks += [mark("place", "Place", "amira", "Lowmoor"), mark("place", "Place", "bek", "Lowmoor"),
              mark("place", "Group", "chen", "Lowmoor")]
    marks += [mark("figure", "Figure", "amira", "40 people", **value("40 people", 40, 40)),
              mark("figure", "Figure", "bek", "40", **value("40", 40, 40)),
              mark("figure", "Figure", "chen", "40 people", **value("40 people", 40, 60))]
    marks += list(more)
    path = home.new("p.gloss")
    line = {"document": "one", "text": TEXT, "annotations": marks}
    home.ok("import", path, home.write("in.jsonl", json.dumps(line) + "\n"))
    return path


def cases(home, path, *arguments, code=1):
    result = home.run("disagreements", path, "--json", *arguments)
    assert result.code == code, result
    return result.json


def gold(home, path):
    lines = [json.loads(line) for line in home.export(path).decode().split("\n")[1:-1]]
    return {tuple(a["spans"][0]): a for line in lines for a in line["annotations"] if a["by"] == "gold"}


@case
def one_field_each():
    """every disagreement is one field of one thing, with who holds what"""
    with Home() as home:
        found = cases(home, project(home))["cases"]
        kinds = sorted((c["words"], c["kind"], c.get("field", "")) for c in found)
        assert kinds == [("40 people", "attribute", "value"), ("40 people", "boundary", ""), ("Lowmoor", "type", ""),
                         ("Weber", "found", "")], kinds
        weber = next(c for c in found if c["kind"] == "found")
        assert [v["by"] for v in weber["versions"]] == [["amira", "bek"], ["chen"]], weber
        value_case = next(c for c in found if c["kind"] == "attribute")
        # The same bounds in other words agree.
        assert [v["by"] for v in value_case["versions"]] == [["amira", "bek"], ["chen"]], value_case


@case
def only_two_people():
    """people and types can be chosen; an unknown one is named"""
    with Home() as home:
        path = project(home)
        assert {c["kind"] for c in cases(home, path, "--by", "amira", "--by", "bek")["cases"]} == {"boundary"}
        assert not cases(home, path, "--type", "Cue", code=0)["cases"]
        result = home.run("disagreements", path, "--by", "dora")
        assert result.code == 3 and "dora" in result.err and "amira" in result.err, result
        result = home.run("disagreements", path, "--type", "Ship")
        assert result.code == 3 and "Ship" in result.err, result


@case
def unanimous():
    """--auto makes gold of what all agree on; a second time changes nothing; undo takes it back"""
    with Home() as home:
        path = project(home)
        assert home.ok("adjudicate", path, "--auto", "--dry-run", "--json").json["dry_run"] is True
        assert not gold(home, path)
        report = home.ok("adjudicate", path, "--auto", "--json").json
        assert report["settled"] == 0 and report["open"] == 4, report
        there = gold(home, path)
        assert (0, 10) in there and there[(0, 10)]["type"] == "Person"
        # Whether it is marked is open: it is not gold yet.
        start = TEXT.index("Weber", 20)
        assert (start, start + 5) not in there
        before = home.export(path)
        home.ok("adjudicate", path, "--auto")
        assert home.export(path) == before
        home.sound(path)
        home.ok("undo", path)
        assert not gold(home, path)
        assert len(home.export(path).splitlines()) == 2


@case
def two_of_three():
    """--agree 2 settles field by field, and every settled case leaves the list"""
    with Home() as home:
        path = project(home)
        report = home.ok("adjudicate", path, "--auto", "--agree", "2", "--json").json
        assert report["settled"] == 4 and report["open"] == 0, report
        there = gold(home, path)
        start = TEXT.index("40 people")
        figure = there[(start, start + 9)]
        assert figure["attributes"]["value"]["high"] == 40, figure
        start = TEXT.index("Lowmoor")
        assert there[(start, start + 7)]["type"] == "Place"
        start = TEXT.index("Weber", 20)
        assert (start, start + 5) in there
        assert not cases(home, path, code=0)["cases"]
        settled = cases(home, path, "--all", code=0)["cases"]
        assert len(settled) == 4 and all(c["decision"]["reason"] == "automatic" for c in settled), settled
        home.sound(path)


@case
def changed_since():
    """a changed annotation opens its own case again and no other"""
    with Home() as home:
        path = project(home)
        home.ok("adjudicate", path, "--auto", "--agree", "2")
        change = {"document": "one", "text": TEXT, "annotations": [mark("place", "Group", "bek", "Lowmoor")]}
        home.ok("import", path, home.write("change.jsonl", json.dumps(change) + "\n"), "--by", "bek")
        again = cases(home, path)
        assert [(c["kind"], c["state"]) for c in again["cases"]] == [("type", "reopened")], again
        assert again["settled"] == 3


@case
def roles_by_alignment():
    """fillers are the same when they are aligned, whatever their ids and exact words"""
    with Home() as home:
        more = []
        for by in ("amira", "bek", "chen"):
            role = {"relations": [{"role": "source", "to": f"{by}-name"}]}
            more.append(mark("claim", "Claim", by, "40 people of Lowmoor left", **role))
        found = cases(home, project(home, more))["cases"]
        assert not [c for c in found if c["kind"] == "role"], found


@case
def gold_keeps_its_own():
    """gold that came from elsewhere is updated in place, not doubled"""
    with Home() as home:
        path = project(home, [mark("g", "Person", "gold", "Anna Weber", note="checked")])
        home.ok("adjudicate", path, "--auto", "--agree", "2")
        lines = [json.loads(line) for line in home.export(path).decode().split("\n")[1:-1]]
        names = [a for line in lines for a in line["annotations"] if a["by"] == "gold" and a["spans"] == [[0, 10]]]
        assert len(names) == 1 and names[0]["note"] == "checked", names


@case
def agreement():
    """figures say what was compared and left out, and why one is undefined"""
    with Home() as home:
        path = project(home)
        report = home.ok("agreement", path, "--json", "--measure", "percent", "--measure", "krippendorff_alpha").json
        assert report["people"] == ["amira", "bek", "chen"] and report["documents"] == 1
        features = {f["feature"]: f for f in report["features"]}
        kinds = features["type"]
        # Four groups; of Lowmoor one pair of three agrees, of the rest all.
        assert kinds["items"] == 4 and abs(kinds["figures"][0]["value"] - (3 + 1 / 3) / 4) < 1e-9, kinds
        figures = {f["measure"]: f for f in report["spans"]}
        assert 0 < figures["gamma"]["value"] < 1
        pair = next(p for p in report["pairs"] if (p["a"], p["b"]) == ("amira", "bek"))
        assert abs(pair["exact"]["f1"] - 3 / 4) < 1e-9 and pair["overlapping"]["f1"] == 1, pair
        alone = home.ok("agreement", path, "--json", "--by", "amira").json
        assert alone["documents"] == 0 and alone["left_out"]["documents_of_one_person"] == 1, alone
        units = home.ok("agreement", path, "--unit", "document", "--json").json["features"]
        person = next(f for f in units if f["feature"] == "Person")["figures"][1]
        assert person["value"] is None and person["reason"], person


@case
def bad_use():
    """what cannot be computed is said in one line"""
    with Home() as home:
        path = project(home)
        for arguments in (["--measure", "kappa"], ["--unit", "page"], ["--by", "dora"]):
            result = home.run("agreement", path, *arguments)
            assert result.code in (2, 3) and len(result.err.splitlines()) == 1 and arguments[1] in result.err, result
        assert home.run("agreement").code == 2
        assert home.run("adjudicate", path).code == 2


@case
def worked_examples():
    """--cases computes a file of examples; a faulty one is named"""
    with Home() as home:
        example = {"name": "four", "measure": "cohen_kappa", "params": {},
                   "data": {"kind": "coding", "items": [["a", "a"], ["b", "b"], ["a", "b"], ["a", "b"]]}}
        same = dict(example, name="same", data={"kind": "coding", "items": [[1, 1], [1, 1]]})
        out = json.loads(home.ok("agreement", "--cases", home.write("c.json", json.dumps([example, same])), "--json").text)
        assert abs(out[0]["value"] - 0.2) < 1e-9 and out[0]["reason"] is None and out[0]["name"] == "four", out
        assert out[1]["value"] is None and out[1]["reason"], out
        for change in ({"measure": "nothing"}, {"data": {"kind": "pages"}}, {"data": {"kind": "coding", "items": [1]}}):
            result = home.run("agreement", "--cases", home.write("bad.json", json.dumps([dict(example, **change)])))
            assert result.code == 3 and "four" in result.err, result


main()
