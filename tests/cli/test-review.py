#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement, disagreements and what settles itself, on a small project whose answers can be counted by hand.

It must not know how marks are aligned."""

import csv
import hashlib
import io
import json
import shutil
import xml.etree.ElementTree as ElementTree

from lib import Home, case, main, read

TEXT = "Anna Weber said that 40 people of Lowmoor left, Weber said. Lowmoor is small."


def mark(identity, kind, by, words, after=0, **more):
    start = TEXT.index(words, after)
    return {"id": f"{by}-{identity}", "type": kind, "by": by, "spans": [[start, start + len(words)]], **more}


def value(said, low, high):
    return {"attributes": {"value": {"said": said, "low": low, "high": high, "modifier": "exact", "measure": "persons"}}}


def project(home, more=(), statuses=()):
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
    line = {"document": "one", "text": TEXT, "annotations": marks, "statuses": list(statuses)}
    home.ok("import", path, home.write("in.jsonl", json.dumps(line) + "\n"))
    return path


def cases(home, path, *arguments, code=1):
    result = home.run("disagreements", path, "--json", *arguments)
    assert result.code == code or (code is None and result.code in (0, 1)), result
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


def the_case(home, path, kind, *arguments):
    return next(c for c in cases(home, path, *arguments, code=None)["cases"] if c["kind"] == kind)


def decide(home, path, item, *arguments):
    return home.ok("adjudicate", path, "--case", item["id"], "--as", "lead", "--json", *arguments).json


@case
def one_by_one():
    """a version by its number, with reason and comment; what it makes void leaves with it; each is one step"""
    with Home() as home:
        path = project(home)
        figure = the_case(home, path, "boundary")
        report = decide(home, path, figure, "--take", "2", "--reason", "guideline gap", "--comment", "The noun stays outside.")
        assert report["settled"] == 1 and report["stale"] == 0, report
        start = TEXT.index("40 people")
        assert gold(home, path)[(start, start + 2)]["type"] == "Figure"
        settled = the_case(home, path, "boundary", "--all")
        assert settled["decision"] == {"choice": f"{start}-{start + 2}", "by": "lead", "reason": "guideline gap",
                                       "note": "The noun stays outside."}, settled
        home.ok("undo", path, "--by", "lead")
        assert the_case(home, path, "boundary")["state"] == "open" and not gold(home, path)
        # Not marked at all: the value is no question any more.
        decide(home, path, the_case(home, path, "boundary"), "--take", "none")
        assert {c["kind"] for c in cases(home, path)["cases"]} == {"found", "type"}
        home.ok("undo", path, "--by", "lead")
        assert {c["kind"] for c in cases(home, path)["cases"]} == {"found", "type", "boundary", "attribute"}
        home.sound(path)


@case
def whole_person():
    """a person's whole annotation settles every field of it, or that there is none"""
    with Home() as home:
        path = project(home)
        decide(home, path, the_case(home, path, "boundary"), "--take", "chen")
        start = TEXT.index("40 people")
        assert gold(home, path)[(start, start + 9)]["attributes"]["value"]["high"] == 60
        assert {c["kind"] for c in cases(home, path)["cases"]} == {"found", "type"}
        decide(home, path, the_case(home, path, "found"), "--take", "chen")
        assert {c["kind"] for c in cases(home, path)["cases"]} == {"type"}
        assert len(gold(home, path)) == 1
        decide(home, path, the_case(home, path, "type"), "--take", "chen")
        start = TEXT.index("Lowmoor")
        assert gold(home, path)[(start, start + 7)]["type"] == "Group"
        assert not cases(home, path, code=0)["cases"]
        home.sound(path)


@case
def something_else():
    """what no version says can be decided, where it is possible"""
    with Home() as home:
        path = project(home)
        boundary = the_case(home, path, "boundary")
        start = TEXT.index("40 people")
        wrong = home.run("adjudicate", path, "--case", boundary["id"], "--edit", "5-4000", "--as", "lead")
        assert wrong.code == 3 and len(wrong.err.splitlines()) == 1, wrong
        assert not gold(home, path)
        decide(home, path, boundary, "--edit", f"{start}-{start + 20}")
        assert (start, start + 20) in gold(home, path)
        decide(home, path, the_case(home, path, "type"), "--edit", "Organization")
        there = TEXT.index("Lowmoor")
        assert gold(home, path)[(there, there + 7)]["type"] == "Organization"
        value_case = the_case(home, path, "attribute")
        assert home.run("adjudicate", path, "--case", value_case["id"], "--edit", '"many"').code == 3
        decide(home, path, value_case, "--edit", '{"said":"40","low":41,"high":41,"modifier":"exact","measure":"persons"}')
        assert gold(home, path)[(start, start + 20)]["attributes"]["value"]["low"] == 41
        # Opened again: the question is asked once more, gold keeps what it has until then.
        decide(home, path, the_case(home, path, "type", "--all"), "--back")
        assert the_case(home, path, "type")["state"] == "open"
        decide(home, path, the_case(home, path, "type"), "--take", "1")
        assert gold(home, path)[(there, there + 7)]["type"] == "Place"
        home.sound(path)


def many(home):
    """Two people, three figures of which one takes the verb along, in two documents."""
    path = home.new("many.gloss")
    lines = []
    for key, text in (("one", "44 persons were there, 150 militants who fled."), ("two", "Then 12 members left. The 9 stayed.")):
        marks = []
        for n, words, longer in (("a", "44 persons", "44 persons were"), ("b", "150 militants", "150 militants who"),
                                 ("c", "12 members", "12 members left"), ("d", "9", "The 9")):
            if words in text:
                at, wide = text.index(words), text.index(longer)
                marks += [{"id": f"{n}-amira", "type": "Figure", "by": "amira", "spans": [[at, at + len(words)]]},
                          {"id": f"{n}-bek", "type": "Figure", "by": "bek", "spans": [[wide, wide + len(longer)]]}]
        lines.append(json.dumps({"document": key, "text": text, "annotations": marks}))
    home.ok("import", path, home.write("many.jsonl", "\n".join(lines) + "\n"))
    return path


@case
def alike():
    """alike ones, also of other documents, are settled together, and taken back together"""
    with Home() as home:
        path = many(home)
        found = cases(home, path, "--sort", "frequency")["cases"]
        assert [c["words"] for c in found] == ["44 persons were", "150 militants who", "12 members left", "The 9"], found
        mine = next(i for i, v in enumerate(found[0]["versions"]) if v["by"] == ["amira"]) + 1
        report = decide(home, path, found[0], "--take", str(mine), "--alike")
        assert report["settled"] == 3, report
        left = cases(home, path)["cases"]
        assert [c["words"] for c in left] == ["The 9"], left
        lines = [json.loads(line) for line in home.export(path).decode().split("\n")[1:-1]]
        words = sorted(line["text"][slice(*a["spans"][0])] for line in lines for a in line["annotations"] if a["by"] == "gold")
        assert words == ["12 members", "150 militants", "44 persons"], words
        home.ok("undo", path, "--by", "lead")
        assert len(cases(home, path)["cases"]) == 4
        home.sound(path)


@case
def filters():
    """by kind and by who holds what few hold; unsure ones come first"""
    with Home() as home:
        unsure = mark("last", "Place", "amira", "Lowmoor", 60)
        path = project(home, [dict(unsure, unsure="A town or its council?"), dict(unsure, id="x", by="bek", type="Group")])
        found = cases(home, path)["cases"]
        assert found[0]["unsure"] == 1 and found[0]["start"] == TEXT.index("Lowmoor", 60), found[0]
        assert {c["kind"] for c in cases(home, path, "--kind", "type", "--kind", "boundary")["cases"]} == {"type", "boundary"}
        mine = cases(home, path, "--person", "bek")["cases"]
        assert ("40 people", "boundary") in [(c["words"], c["kind"]) for c in mine], mine
        assert ("40 people", "attribute") not in [(c["words"], c["kind"]) for c in mine], mine
        assert home.run("disagreements", path, "--kind", "colour").code == 2
        assert home.run("disagreements", path, "--sort", "colour").code == 2


@case
def agreed():
    """what all agree on is listed and sampled, the same for the same seed, and can be decided otherwise"""
    with Home() as home:
        more = [mark("more " + word, "Place", by, word, 60) for by in ("amira", "bek", "chen") for word in ("Lowmoor", "small")]
        path = project(home, more)
        listed = cases(home, path, "--agreed", code=0)
        assert [(c["words"], c["state"], len(c["versions"])) for c in listed["cases"]] == [
            ("Anna Weber", "agreed", 1), ("Lowmoor", "agreed", 1), ("small", "agreed", 1)] and listed["agreed"] == 3, listed
        drawn = [[c["id"] for c in cases(home, path, "--agreed", "--sample", "2", "--seed", str(seed), code=0)["cases"]] for seed in range(1, 9)]
        order = [c["id"] for c in listed["cases"]]
        assert all(len(d) == 2 and d == [i for i in order if i in d] for d in drawn) and len({tuple(d) for d in drawn}) > 1, drawn
        assert drawn[0] == [c["id"] for c in cases(home, path, "--agreed", "--sample", "2", code=0)["cases"]]
        assert len(cases(home, path, "--agreed", "--sample", "99", code=0)["cases"]) == 3
        assert [c["words"] for c in cases(home, path, "--agreed", "--type", "Person", code=0)["cases"]] == ["Anna Weber"]
        assert home.run("disagreements", path, "--sample", "2").code == 2
        assert home.run("disagreements", path, "--agreed", "--kind", "type").code == 2
        before = cases(home, path)["open"]
        home.ok("adjudicate", path, "--auto")
        wrong = order[1]
        place = (TEXT.index("Lowmoor", 60), TEXT.index("Lowmoor", 60) + len("Lowmoor"))
        assert place in gold(home, path)
        decide(home, path, listed["cases"][1], "--take", "none", "--reason", "slip", "--comment", "A mine, not a place.")
        assert place not in gold(home, path)
        again = cases(home, path, "--agreed", code=0)
        assert [(c["id"], c["state"]) for c in again["cases"] if c["state"] != "agreed"] == [(wrong, "settled")], again
        assert cases(home, path, code=None)["open"] <= before
        decide(home, path, listed["cases"][1], "--take", "1")
        assert place in gold(home, path)


@case
def each_type():
    """the marks of each type have figures of their own, (k)u-alpha among them, in the report as in JSON; a name begins no formula there"""
    with Home() as home:
        path = home.new("types.gloss")
        marks = [mark(by + str(i), kind, by, word) for by in ("=amira", "+1", "-2") for i, (kind, word) in enumerate(
            [("Person", "Anna Weber"), ("Place" if by == "-2" else "Group", "Lowmoor"), ("Figure", "40 people")])]
        home.ok("import", path, home.write("in.jsonl", json.dumps({"document": "one", "text": TEXT, "annotations": marks}) + "\n"))
        found = home.ok("agreement", path, "--json").json
        assert found["work_without_status"] == 3, found
        types = {t["type"]: {f["measure"]: f for f in t["figures"]} for t in found["spans_by_type"]}
        assert {t["type"]: t["annotations"] for t in found["spans_by_type"]} == {"Person": 3, "Group": 2, "Place": 1, "Figure": 3}
        assert all(types["Person"][m]["value"] == 1 for m in ("gamma", "alpha_u_2004", "u_alpha_2016", "ku_alpha_2016")), types["Person"]
        # Lowmoor: of the pairs of which one says Group half say it both; of those of which one says Place none.
        assert types["Place"]["ku_alpha_2016"]["value"] == 0 < types["Group"]["ku_alpha_2016"]["value"] < 1, types
        assert types["Place"]["ku_alpha_2016"]["observed"] == 1 and types["Group"]["ku_alpha_2016"]["observed"] == 0.5, types
        table = home.at("report.csv")
        home.ok("report", path, "-o", table)
        with open(table, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert ["spans", "Person", "ku_alpha_2016"] in [row[:3] for row in rows]
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@") or (cell[:1] == "-" and "," in cell)], rows


@case
def two_leads():
    """two leads who settle the same case in two copies get one gold annotation"""
    with Home() as home:
        path = project(home)
        other = home.at("copy.gloss")
        shutil.copy(path, other)
        decide(home, path, the_case(home, path, "type"), "--take", "1")
        home.ok("adjudicate", other, "--case", the_case(home, other, "type")["id"], "--take", "2", "--as", "second")
        home.ok("merge", path, other)
        start = TEXT.index("Lowmoor")
        lines = [json.loads(line) for line in home.export(path).decode().split("\n")[1:-1]]
        there = [a for line in lines for a in line["annotations"] if a["by"] == "gold" and a["spans"] == [[start, start + 7]]]
        assert [a["type"] for a in there] == ["Group"], there
        assert the_case(home, path, "type", "--all")["decision"]["by"] == "second"
        home.sound(path)


@case
def relations():
    """relations are settled like roles"""
    with Home() as home:
        more = []
        for by in ("amira", "bek", "chen"):
            link = {"relations": [{"type": "repeats", "to": f"{by}-b"}]} if by != "chen" else {}
            more += [mark("a", "Claim", by, "40 people of Lowmoor left", **link), mark("b", "Claim", by, "Lowmoor is small")]
        path = project(home, more)
        item = the_case(home, path, "relation")
        assert item["field"] == "repeats" and [v["by"] for v in item["versions"]] == [["amira", "bek"], ["chen"]], item
        home.ok("adjudicate", path, "--auto")
        decide(home, path, item, "--take", "1")
        there = gold(home, path)
        start, end = TEXT.index("40 people"), TEXT.index("Lowmoor is")
        target = there[(end, end + 16)]["id"]
        assert there[(start, start + 25)]["relations"] == [{"type": "repeats", "to": target}], there
        decide(home, path, the_case(home, path, "relation", "--all"), "--take", "none")
        assert "relations" not in gold(home, path)[(start, start + 25)]
        home.sound(path)


@case
def answers():
    """an annotator sees what was decided otherwise, and answers; a new decision leaves the answer"""
    with Home() as home:
        path = project(home)
        item = the_case(home, path, "type")
        early = home.run("adjudicate", path, "--case", item["id"], "--answer", "Why?", "--as", "chen")
        assert early.code == 3 and len(early.err.splitlines()) == 1, early
        decide(home, path, item, "--take", "1", "--comment", "A town.")
        assert [c["id"] for c in cases(home, path, "--all", "--person", "chen", code=None)["cases"] if c["state"] == "settled"] == [item["id"]]
        assert not [c for c in cases(home, path, "--all", "--person", "amira", code=None)["cases"] if c["state"] == "settled"]
        home.ok("adjudicate", path, "--case", item["id"], "--answer", "It is the council.", "--as", "chen")
        assert the_case(home, path, "type", "--all")["decision"]["answers"] == [{"by": "chen", "text": "It is the council."}]
        decide(home, path, item, "--take", "2")
        assert the_case(home, path, "type", "--all")["decision"]["answers"] == [{"by": "chen", "text": "It is the council."}]
        home.sound(path)


@case
def still_at_it():
    """what somebody has not marked says nothing while they are at work on the document, or when it was only given to them"""
    for status in ("in work", "not begun"):
        with Home() as home:
            path = project(home, statuses=[{"by": "chen", "status": status}])
            assert not [c for c in cases(home, path)["cases"] if c["kind"] == "found"], status


@case
def bad_decisions():
    """what cannot be decided is said in one line and changes nothing"""
    with Home() as home:
        path = project(home)
        item = the_case(home, path, "type")["id"]
        before = home.export(path)
        for arguments in (["--case", "nonsense", "--take", "1"], ["--case", item, "--take", "7"], ["--case", item, "--take", "dora"],
                          ["--case", item], ["--case", item, "--take", "1", "--reason", "mood"], ["--case", item, "--take", "1", "--back"],
                          ["--case", item, "--take", "amira", "--alike"], ["--case", item[:-1] + "0", "--take", "1"],
                          ["--case", item, "--edit", "Ship"], ["--auto", "--case", item]):
            result = home.run("adjudicate", path, *arguments)
            assert result.code in (2, 3) and len(result.err.splitlines()) == 1, (arguments, result)
        assert home.export(path) == before


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
        outside = {"kind": "units", "raters": 2, "continuum_begin": 0, "continuum_length": 5,
                   "units": [{"rater": 0, "begin": 3, "length": 4, "category": "a"}]}
        for change in ({"measure": "nothing"}, {"data": {"kind": "pages"}}, {"data": {"kind": "coding", "items": [1]}},
                       {"params": {"weights": "heavy"}}, {"params": {"weights": 2}}, {"params": {"weights": [[1]]}},
                       {"measure": "gamma", "data": outside}):
            # The others are computed all the same.
            result = home.run("agreement", "--cases", home.write("bad.json", json.dumps([dict(example, **change), example])), "--json")
            assert result.code == 1 and "four" in result.err and len(result.err.splitlines()) == 1, result
            assert result.json[0]["value"] is None and "four" in result.json[0]["reason"], result
            assert abs(result.json[1]["value"] - 0.2) < 1e-9, result
        for text in ("", "{", "{}", "[1", '"a"'):
            result = home.run("agreement", "--cases", home.write("broken.json", text))
            assert result.code == 3 and len(result.err.splitlines()) == 1, result


@case
def weights_and_names():
    """weights of every kind, by the table of Gwet's handbook with four raters and missing ratings; names as people write them"""
    rows = ["11-1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "-555", "--11", "--3-"]
    items = [[None if c == "-" else int(c) for c in row] for row in rows]
    expected = {("Gwet's AC1", ""): 0.775, ("gwet_ac2", "quadratic"): 0.914, ("gwet_ac2", "ordinal"): 0.899,
                ("gwet_ac2", "radical"): 0.820, ("gwet_ac2", "ratio"): 0.857, ("gwet_ac2", "circular"): 0.830,
                ("gwet_ac2", "bipolar"): 0.900, ("Conger kappa", ""): 0.763, ("hubert_kappa", "linear"): 0.814,
                ("Fleiss’ κ", "Quadratic"): 0.865, ("brennan-prediger", "ordinal"): 0.886,
                ("krippendorff_alpha", "ratio"): 0.797, ("percent", ""): 0.818}
    with Home() as home:
        examples = [{"name": name, "measure": name, "params": {"weights": weights},
                     "data": {"kind": "coding", "items": items}} for name, weights in expected]
        out = home.ok("agreement", "--cases", home.write("w.json", json.dumps(examples)), "--json").json
        for found, wanted in zip(out, expected.values()):
            assert abs(found["value"] - wanted) < 0.00051, (found, wanted)
        # Bagga and Baldwin 1998: twelve mentions, two chains run together; nobody links anything: no false 1.
        key, response = [0] * 5 + [1] * 2 + [2] * 5, [0] * 5 + [1] * 7
        chains = [{"name": m, "measure": m, "data": {"kind": "coding", "items": [list(i) for i in zip(key, response)]}}
                  for m in ("muc", "B³", "CEAF-e")]
        alone = [dict(c, data={"kind": "coding", "items": [[1, None], [None, 2]]}) for c in chains]
        out = home.ok("agreement", "--cases", home.write("b.json", json.dumps(chains + alone)), "--json").json
        for found, wanted in zip(out, (18 / 19, 0.8649, 11 / 15, None, None, None)):
            assert found["value"] == wanted or abs(found["value"] - wanted) < 0.0001, (found, wanted)


@case
def chains_of_entities():
    """who is who: MUC, B³ and CEAF-e by pair, where somebody links something"""
    with Home() as home:
        words, at, marks = ["Ann", "Bo", "Ann", "Bo", "Ann"], 0, []
        links = {"amira": "pqpqp", "bek": "pqpqq"}
        for i, word in enumerate(words):
            for by, linked in links.items():
                marks.append({"id": f"{by}{i}", "type": "Person", "by": by, "spans": [[at, at + len(word)]],
                              "entity": linked[i]})
            at += len(word) + 1
        head = {"glossator": 1, "entities": [{"id": i, "kind": "Person", "name": n} for i, n in (("p", "Ann"), ("q", "Bo"))]}
        path = home.new("e.gloss")
        home.ok("import", path, home.write("e.jsonl", json.dumps(head) + "\n" + json.dumps(
            {"document": "e", "text": " ".join(words) + "\n", "annotations": marks}) + "\n"))
        chains = home.ok("agreement", path, "--json").json["pairs"][0]["chains"]
        # {1,3,5} {2,4} against {1,3} {2,4,5}: two of three links on either side; shares of common mentions.
        wanted = {"mentions": 5, "muc": 2 / 3, "b_cubed": 11 / 15, "ceaf_e": 4 / 5}
        for name, value in wanted.items():
            assert abs(chains[name] - value) < 1e-9, (name, chains)
        home.ok("report", path, "-o", home.path + "/e.csv")
        assert "entity,\"amira, bek\",muc" in open(home.path + "/e.csv").read()


@case
def as_it_stood_when_done():
    """what is changed after being done is a second figure; who is still at it is left out; one suggestion is not two judgements"""
    with Home() as home:
        done = [{"by": by, "status": "done"} for by in ("amira", "bek")] + [{"by": "chen", "status": "in work"}]
        path = project(home, statuses=done)
        first = home.ok("agreement", path, "--json").json
        assert first["documents"] == 1 and first["left_out"]["work_not_done"] == 1 and first["documents_changed_since_done"] == 0, first
        found = next(f for f in first["features"] if f["feature"] == "found")
        assert found["items"] == 4 and found["figures"][0]["value"] == found["figures"][0]["now"] == 1, found
        assert found["figures"][1]["value"] is None and found["figures"][1]["reason"], found
        home.ok("extract", path, "--plugin", "names")
        home.ok("accept", path, "--plugin", "names", "--by", "amira")
        later = home.ok("agreement", path, "--json").json
        found = next(f for f in later["features"] if f["feature"] == "found")
        assert later["documents_changed_since_done"] == 1 and found["figures"][0]["value"] == 1, later
        assert found["figures"][0]["now"] < 1 and later["annotations"] == first["annotations"], found
        plain = project_of_suggestions(home)
        result = home.ok("agreement", plain, "--by", "amira", "--by", "bek", "--json").json
        found = next(f for f in result["features"] if f["feature"] == "found")
        assert found["figures"][0]["value"] == 0.5 and found["figures"][0]["without_suggestions"] == 0, found


def project_of_suggestions(home):
    """Both accept one figure; amira alone has found a name."""
    path = home.new("s.gloss")
    home.ok("import", path, home.write("s.jsonl", json.dumps({"document": "s", "text": TEXT, "annotations": [mark("n", "Person", "amira", "Anna Weber")]}) + "\n"))
    home.ok("extract", path, "--plugin", "figures")
    for by in ("amira", "bek"):
        home.ok("accept", path, "--plugin", "figures", "--by", by)
    return path


@case
def parts_and_confusion():
    """figures by type, document and pair add up; a matrix says who said what where another said else"""
    with Home() as home:
        path = project(home)
        result = home.ok("agreement", path, "--measure", "percent", "--per", "type", "--per", "pair", "--per", "document", "--confusion", "--json").json
        type_table = next(f for f in result["features"] if f["feature"] == "type")
        by_type = {p["name"]: p for p in result["parts"] if p["feature"] == "type" and p["per"] == "type"}
        assert sum(p["items"] for p in by_type.values()) == type_table["items"] and by_type["Figure"]["value"] == 1, by_type
        pairs = {p["name"]: p["value"] for p in result["parts"] if p["feature"] == "type" and p["per"] == "pair"}
        assert pairs["amira, bek"] == 1 and pairs["amira, chen"] < 1, pairs
        matrix = next(c for c in result["confusion"] if (c["a"], c["b"]) == ("amira", "chen"))
        at = {name: i for i, name in enumerate(matrix["categories"])}
        assert matrix["counts"][at["Place"]][at["Group"]] == 1 and matrix["counts"][at["Person"]][at["–"]] == 1, matrix
        assert matrix["counts"][at["Person"]][at["Person"]] == 1 and matrix["counts"][at["Group"]][at["Place"]] == 0, matrix
        home.fails(2, "agreement", path, "--per", "year", says="month")
        assert "Place" in home.ok("agreement", path, "--confusion", "--per", "type").text


@case
def report():
    """one page with its pictures inside, a table of all figures, a picture; nothing is overwritten"""
    with Home() as home:
        path = project(home)
        home.ok("report", path, "-o", "r.html")
        page = read(home.at("r.html")).decode()
        assert page.startswith("<!DOCTYPE html>") and page.count("<svg") == page.count("</svg>") == 4, page.count("<svg")
        assert "http" not in page.replace("http://www.w3.org/2000/svg", "") and "<script" not in page
        assert "amira, bek" in page and "krippendorff_alpha" in page
        home.ok("report", path, "-o", "r.csv")
        rows = list(csv.DictReader(io.StringIO(read(home.at("r.csv")).decode(), newline="")))
        assert any(r["feature"] == "type" and r["part"] == "Figure" and r["value"] == "1.000" for r in rows)
        assert any(r["feature"] == "spans" and r["measure"] == "gamma" and float(r["value"]) > 0 for r in rows)
        home.ok("report", path, "-o", "r.svg")
        ElementTree.parse(home.at("r.svg"))
        home.fails(3, "report", path, "-o", "r.html", says="--force")
        home.fails(2, "report", path, "-o", "r.pdf", says=".html")
        home.fails(2, "report", path, says="-o")
        assert home.ok("report", path, "-o", "-").text == page


@case
def publishing():
    """gold is frozen with a number: documents, codebook, agreement, and what has changed since the last"""
    with Home() as home:
        path = project(home)
        home.ok("adjudicate", path, "--auto", "--agree", "2")
        first = home.ok("publish", path, "-o", "g1", "--note", "first", "--json").json
        assert first["number"] == 1 and first["documents"] == 1 and first["added"] == first["annotations"] > 0, first
        content = read(home.at("g1", "gold.jsonl"))
        assert hashlib.sha256(content).hexdigest() == first["sha256"]
        assert {a["by"] for line in content.decode().split("\n")[1:-1] for a in json.loads(line)["annotations"]} == {"gold"}
        assert json.loads(read(home.at("g1", "publication.json"))) == first
        assert b"<svg" in read(home.at("g1", "agreement.html")) and json.loads(read(home.at("g1", "codebook.json")))["types"]
        again = home.ok("publish", path, "-o", "g2", "--json").json
        assert (again["number"], again["added"], again["changed"], again["removed"]) == (2, 0, 0, 0), again
        line = json.loads(content.decode().split("\n")[1])
        place = next(a for a in line["annotations"] if a["type"] == "Place")
        place["note"] = "a village"
        place.pop("relations", None)
        home.ok("import", path, home.write("more.jsonl", json.dumps({"document": "one", "text": TEXT, "annotations": [
            place, mark("x", "Person", "gold", "small")]}) + "\n"))
        third = home.ok("publish", path, "-o", "g3", "--json").json
        assert (third["added"], third["changed"], third["removed"]) == (1, 1, 0), third
        changes = [row.split("\t") for row in read(home.at("g3", "changes.tsv")).decode().splitlines()]
        assert sorted(row[0] for row in changes) == ["added", "changed"] and ["one", "Place", "Lowmoor"] in [row[1:] for row in changes], changes
        listed = home.ok("publish", path, "--list", "--json").json["publications"]
        assert [p["number"] for p in listed] == [1, 2, 3] and listed[0]["note"] == "first" and listed[0]["sha256"] == first["sha256"]
        home.fails(3, "publish", path, "-o", "g1", says="g1")
        home.fails(2, "publish", path, says="-o")
        home.ok("check", path, "--rebuild")
        assert len(home.ok("publish", path, "--list", "--json").json["publications"]) == 3


@case
def guideline_log():
    """a change of a type is listed with the decisions about a gap of the guideline that came before it; what none has followed, last"""
    with Home() as home:
        path = project(home)

        def log(*more):
            return home.ok("codebook", path, "--log", "--json", *more).json["changes"]

        assert log() == []
        item = next(c for c in cases(home, path)["cases"] if c["kind"] == "boundary")
        home.ok("adjudicate", path, "--case", item["id"], "--take", "1", "--reason", "guideline gap", "--comment", "say where it ends")
        waiting, = log()
        assert "time" not in waiting and waiting["type"] == item["type"], waiting
        assert [(d["id"], d["note"]) for d in waiting["decisions"]] == [(item["id"], "say where it ends")], waiting
        home.ok("codebook", path, "--export", home.at("c.json"))
        book = json.loads(read(home.at("c.json")))
        next(t for t in book["types"] if t["name"] == item["type"])["description"] = "It ends before the verb."
        home.ok("codebook", path, "--set", home.write("d.json", json.dumps(book)), "--by", "lead")
        change, = log("--type", item["type"])
        assert change["time"] and change["by"] == "lead" and change["fields"] == "description", change
        assert [d["id"] for d in change["decisions"]] == [item["id"]], change
        assert log("--type", "Place" if item["type"] != "Place" else "Cue") == []
        home.fails(3, "codebook", path, "--log", "--type", "Nobody", says="Nobody")
        home.fails(2, "codebook", path, "--log", "--export", "-", says="--log")


@case
def sets_have_no_order():
    """in the cases of a file, sets with the same members are the same category in whatever order they stand"""
    with Home() as home:
        items = [[["a", "b"], ["b", "a"]], [["a"], ["a", "a"]], [["c", "d"], ["d"]]]
        file = home.write("cases.json", json.dumps([{"name": "sets", "measure": "percent", "params": {},
                                                     "data": {"kind": "coding", "items": items}}]))
        figure, = home.ok("agreement", "--cases", file, "--json").json
        assert abs(figure["value"] - 2 / 3) < 1e-9, figure


@case
def nothing_marked():
    """whose file has no mark saw nothing to mark: done by them, so asked; what they say here themselves stands"""
    text = "Anna left .\n"
    tsv = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Person|kind\n\n\n#Text=Anna left .\n1-1\t0-4\tAnna\t{}\t\n1-2\t5-9\tleft\t_\t\n1-3\t10-11\t.\t_\t\n"
    # Of each format: chen's file with "Anna" marked, and dara's without.
    formats = {"brat": ("one", {"one/a.txt": text, "one/a.ann": "T1\tPerson 0 4\tAnna\n"}, "two", {"two/a.txt": text, "two/a.ann": "#1\tNote T1\tx\n"}),
               "webanno": ("a.tsv", {"a.tsv": tsv.format("A")}, "b.tsv", {"b.tsv": tsv.format("_")}),
               "conll": ("a.conll", {"a.conll": "Anna B-Person\nleft O\n. O\n"}, "b.conll", {"b.conll": "Anna O\nleft O\n. O\n"})}

    def versions(home, path, code=1):
        return [{by: v["value"] for v in c["versions"] for by in v["by"]} for c in cases(home, path, code=code)["cases"]]

    for name, (first, ours, second, theirs) in formats.items():
        with Home() as home:
            path = home.new("p.gloss", "--codebook", "entities only")
            for file, content in {**ours, **theirs}.items():
                home.write(file, content)
            home.ok("import", path, home.at(second), "--format", name, "--by", "dara")
            home.ok("import", path, home.at(first), "--format", name, "--by", "chen")
            assert versions(home, path) == [{"chen": "marked", "dara": "not marked"}], name
            before = home.export(path)
            assert home.ok("import", path, home.at(second), "--format", name, "--by", "dara", "--json").json["annotations"] == 0
            assert home.export(path) == before, name
            # Who imports without saying whose it is may mean to begin work on it.
            home.ok("import", path, home.at(second), "--format", name)
            assert home.export(path) == before, name
    with Home() as home:
        path = home.new("p.gloss", "--codebook", "entities only")
        for by, ann in (("chen", "T1\tPerson 0 4\tAnna\n"), ("dara", "")):
            home.write(f"all/{by}/a.txt", text)
            home.write(f"all/{by}/a.ann", ann)
        home.write("all/erin/a.txt", text)
        told = home.ok("import", path, home.at("all"), "--format", "brat", "--json").json
        assert versions(home, path) == [{"chen": "marked", "dara": "not marked"}] and any("dara" in r for r in told["reports"]), told
        line = {"document": "a", "text": text, "statuses": [{"by": "dara", "status": "in work"}, {"by": "erin", "status": "done"}]}
        home.ok("import", path, home.write("more.jsonl", json.dumps(line) + "\n"))
        statuses = {s["by"]: s["status"] for s in json.loads(home.export(path).decode().split("\n")[1])["statuses"]}
        assert statuses == {"dara": "done", "erin": "done"}, statuses
        home.ok("undo", path)
        assert versions(home, path) == [{"chen": "marked", "dara": "not marked"}]
        home.ok("check", path, "--rebuild")


@case
def unsure_alone():
    """where all agree and one was unsure, the lead is asked all the same; no automatic decision answers"""
    with Home() as home:
        path = project(home)
        line = {"document": "one", "text": TEXT, "annotations": [dict(mark("name", "Person", "bek", "Anna Weber"), unsure="With her title?")]}
        home.ok("import", path, home.write("more.jsonl", json.dumps(line) + "\n"))

        def asked():
            return [c for c in cases(home, path, "--all", code=None)["cases"] if c["words"] == "Anna Weber"]

        item, = asked()
        assert (item["kind"], item["state"], item["unsure"]) == ("found", "open", 1) and len(item["versions"]) == 1, item
        home.ok("adjudicate", path, "--auto", "--agree", "2")
        assert asked()[0]["state"] == "open"
        home.ok("adjudicate", path, "--case", item["id"], "--take", "1", "--comment", "Titles stay outside.")
        item, = asked()
        assert (item["state"], item["decision"]["note"]) == ("settled", "Titles stay outside."), item
        assert (0, 10) in gold(home, path)
        home.ok("undo", path)
        home.ok("adjudicate", path, "--case", item["id"], "--take", "none")
        assert asked()[0]["state"] == "settled" and (0, 10) not in gold(home, path)


main()
