#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies given to people, worked on apart, and collected.

It must not know how a project is stored."""

import json
import os
import random
import shutil

from lib import Home, case, main, read, same

TEXTS = {
    "harbour": "The harbour master of Lutna counted 330 strikers on Monday. Unions spoke of more than 500.\n",
    "market": "Karsk's market stayed shut. A clerk said that nobody came, and that nobody would.\n",
    "bridge": "Два инспектора из Карска закрыли мост. They left before noon.\n",
}


def line(key, annotations=(), **members):
    return json.dumps(dict({"document": key, "text": TEXTS[key], "annotations": list(annotations)}, **members)) + "\n"


def mark(by, number, start, **members):
    return dict({"id": f"{by}-{number}", "type": "Person", "by": by, "spans": [[start, start + 7]]}, **members)


def base(home):
    """A project in which amira, bek and gold have marks in every document."""
    project = home.new("base.gloss")
    lines = "".join(line(key, [mark("amira", f"{key}-1", 4), mark("bek", f"{key}-1", 8, note="bek's own"),
                               mark("gold", f"{key}-1", 8)]) for key in TEXTS)
    home.ok("import", project, home.write("in.jsonl", lines))
    return project


def documents(home, project):
    lines = [json.loads(text) for text in home.export(project).decode().split("\n")[:-1]]
    return lines[0], {each["document"]: each for each in lines[1:]}


def sets(document):
    return {annotation["by"] for annotation in document["annotations"]}


@case
def only_what_is_meant():
    """a copy holds the documents named, that person's marks, and not a word of others'"""
    with Home() as home:
        project = base(home)
        before = documents(home, project)[1]
        report = home.ok("give", project, "--to", "bek", "--document", "harbour", "--document", "bridge", "-o", "bek.gloss", "--json").json
        assert report["documents"] == 2 and report["annotations"] == 2 and report["to"] == "bek", report
        home.sound("bek.gloss")
        got = documents(home, "bek.gloss")[1]
        assert set(got) == {"harbour", "bridge"}
        assert sets(got["harbour"]) == {"bek"}
        assert got["harbour"]["annotations"] == [a for a in before["harbour"]["annotations"] if a["by"] == "bek"]
        content = read(home.at("bek.gloss"))
        assert b"market stayed" not in content and b"amira-harbour" not in content
        home.ok("give", project, "--to", "chen", "-o", "chen.gloss", "--gold")
        got = documents(home, "chen.gloss")[1]
        assert set(got) == set(TEXTS) and sets(got["market"]) == {"gold"}
        # Who works on what is known from now on, and to the copy too.
        statuses = {(key, status["by"], status["status"]) for key, document in documents(home, project)[1].items()
                    for status in document.get("statuses", [])}
        assert ("harbour", "bek", "not begun") in statuses and ("market", "chen", "not begun") in statuses, statuses
        assert ("market", "bek", "not begun") not in statuses
        home.ok("check", "chen.gloss", "--rebuild")
        same(home.export("chen.gloss"), home.export("chen.gloss"), "rebuilt")


@case
def there_and_back():
    """what was done in a copy comes back, joined with what was left out; again changes nothing"""
    with Home() as home:
        project = base(home)
        home.ok("give", project, "--to", "bek", "--document", "harbour", "-o", "bek.gloss")
        home.ok("import", "bek.gloss", home.write("b.jsonl", line("harbour", [mark("bek", "new", 30), mark("bek", "harbour-1", 8, note="bek again")])),
                "--by", "bek")
        home.ok("documents", "bek.gloss", "--set", "harbour", "title=by bek", "byline=bek", "--by", "bek")
        home.ok("documents", project, "--set", "harbour", "title=by amira", "--by", "amira")
        untouched = home.export(project)
        dry = home.ok("collect", project, "bek.gloss", "--dry-run", "--json").json["collected"][0]
        same(home.export(project), untouched, "after a dry run")
        real = home.ok("collect", project, "bek.gloss", "--json").json["collected"][0]
        assert real == dry, (real, dry)
        rows = {(row["outcome"], row["kind"], row.get("fields")) for row in real["rows"]}
        assert ("refused", "document", "title") in rows and ("changed", "document", "byline") in rows, rows
        assert ("changed", "annotation", "note") in rows, rows
        refused = next(row for row in real["rows"] if row["outcome"] == "refused")
        assert refused["by"] == "amira" and "amira" in refused["why"] and refused["document"] == "harbour", refused
        assert real["new"] >= 1 and any(row["kind"] == "annotation" and row["outcome"] == "new" and row["set"] == "bek" for row in real["rows"])
        got = documents(home, project)[1]["harbour"]
        assert got["title"] == "by amira" and got["byline"] == "bek"
        assert len([a for a in got["annotations"] if a["by"] == "bek"]) == 2 and sets(got) == {"amira", "bek", "gold"}
        again = home.ok("collect", project, "bek.gloss", "--json").json["collected"][0]
        assert again["rows"] == [] and again["new"] == 0, again
        assert "nothing new" in home.ok("collect", project, "bek.gloss").text
        assert len(home.backups()) == 1, home.backups()
        home.sound(project)


@case
def refusals():
    """a foreign copy is named and kept out, the others are taken; nothing is overwritten"""
    with Home() as home:
        project = base(home)
        home.ok("give", project, "--to", "bek", "-o", "bek.gloss")
        home.ok("documents", "bek.gloss", "--set", "harbour", "byline=bek", "--by", "bek")
        other = home.new("other.gloss")
        home.fails(3, "collect", project, other, "bek.gloss", says=("other.gloss", "another project"))
        assert documents(home, project)[1]["harbour"]["byline"] == "bek"
        whole = read(home.at("bek.gloss"))
        home.fails(3, "give", project, "--to", "bek", "-o", "bek.gloss", says="bek.gloss")
        same(read(home.at("bek.gloss")), whole, "the copy")
        home.fails(3, "give", project, "--to", "bek", "--document", "harbor", "-o", "x.gloss", says="harbour")
        assert not os.path.exists(home.at("x.gloss"))
        home.fails(2, "give", project, "--to", "gold", "-o", "x.gloss", says="gold")
        home.fails(2, "give", project, "-o", "x.gloss", says="--to")


def edit(home, project, by, chance, counter):
    """One random edit, as @by, of what the copy has."""
    _, found = documents(home, project)
    key = chance.choice(sorted(found))
    kind = chance.randrange(5)
    if kind == 0:
        home.ok("documents", project, "--set", key, f"{chance.choice(('title', 'byline', 'publisher'))}={by} {counter}", "--by", by)
    elif kind == 1:
        home.run("undo", project, "--by", by)
    elif kind == 2:
        home.ok("import", project, home.write(f"{by}.txt", f"Text number {chance.randrange(4)}.\n"), "--by", by)
    else:
        start = chance.randrange(30)
        home.ok("import", project, home.write(f"{by}.jsonl", line(key, [mark(by, f"{key}-{chance.randrange(3)}", start, note=f"{counter}")])
                                              if key in TEXTS else line("harbour")), "--by", by)


@case
def ten_copies_any_order():
    """ten copies edited at random, collected in random orders, end at the same bytes"""
    for seed in (1, 2, 3):
        chance = random.Random(seed)
        with Home() as home:
            project = base(home)
            copies = []
            people = ["amira", "bek"] + [f"person{i}" for i in range(8)]
            for i, person in enumerate(people):
                path = home.at(f"{person}.gloss")
                if i % 3 == 0:
                    shutil.copy(project, path)
                else:
                    home.ok("give", project, "--to", person, "-o", path, *(["--document", "harbour"] if i % 3 == 1 else []))
                copies.append(path)
            for counter in range(40):
                at = chance.randrange(len(people))
                edit(home, copies[at], people[at], chance, counter)
            exports = set()
            for order in range(3):
                target = home.at(f"target-{order}.gloss")
                shutil.copy(project, target)
                shuffled = copies[:]
                chance.shuffle(shuffled)
                home.ok("collect", target, *shuffled)
                home.sound(target)
                exports.add(home.export(target))
            assert len(exports) == 1, f"seed {seed}: {len(exports)} different exports"


main()
