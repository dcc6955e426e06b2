#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shipped validators say of work that is right and of work that is wrong, and waivers, seen from outside.

It must not know how a rule is built."""

import json
import os

from lib import SHARED, SOURCE_ROOT, Home, Skip, case, main


def span(text, words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return [[at, at + len(words)]]


def mark(text, key, kind, words, nth=0, **more):
    return {"id": key, "type": kind, "by": "amira", "spans": span(text, words, nth), **more}


def number(low, high, modifier="exact", measure="persons"):
    return {"value": {"said": "", "low": low, "high": high, "modifier": modifier, "measure": measure}}


def validate(home, documents, *options, entities=(), judgements=(), code=None):
    home.count = getattr(home, "count", 0) + 1
    project = home.new(f"p{home.count}.gloss")
    with open(os.path.join(SOURCE_ROOT, "data", "codebooks", "claims-and-entities.json"), encoding="utf-8") as file:
        head = {"glossator": 1, "codebook": json.load(file), "entities": list(entities), "judgements": list(judgements)}
    lines = "".join(json.dumps(one) + "\n" for one in [head, *documents])
    home.ok("import", project, home.write("in.jsonl", lines))
    home.project = project
    result = home.run("validate", project, "--json", *options)
    if code is not None:
        assert result.code == code, result
    return result.json["problems"]


def article(key, text, *annotations, **more):
    return {"document": key, "text": text, "annotations": list(annotations), **more}


def rules(problems):
    return sorted(problem["rule"] for problem in problems)


FIGURES_RIGHT = [
    ("More than 330 dockers left.", "More than 330 dockers", 330, None, "more than"),
    ("They counted 330 dead.", "330", 330, None, "more than"),   # "more than" may stand elsewhere
    ("Around 30 of them are women.", "Around 30", 30, 30, "about"),
    ("500-600 people came.", "500-600 people", 500, 600, "range"),
    ("Some 2.5 million dollars are gone.", "2.5 million dollars", 2500000, 2500000, "exact"),
    ("Hundreds fled.", "Hundreds", 100, 1000, "magnitude"),
    ("Several boats sank.", "Several boats", 3, None, "at least"),
    ("Погибли 1 200 человек.", "1 200 человек", 1200, 1200, "exact"),
    ("Более 330 граждан уехали.", "Более 330 граждан", 330, None, "more than"),
    ("قتل ٣٣٠ شخصا.", "٣٣٠ شخصا", 330, 330, "exact"),
    ("Eight people drowned.", "Eight people", 8, 8, "exact"),
]
FIGURES_WRONG = [
    ("More than 330 dockers left.", "More than 330 dockers", 730, None, "more than"),
    ("500-600 people came.", "500-600 people", 500, 500, "exact"),
    ("Eight people drowned.", "Eight people", 80, 80, "exact"),
    ("Hundreds fled.", "Hundreds", 5000, 5000, "exact"),
    ("More than 330 dockers left.", "More than 330 dockers", 330, 330, "exact"),
    ("Более 330 граждан уехали.", "Более 330 граждан", 430, None, "more than"),
]


def figure(text, words, low, high, modifier):
    value = {"value": {"said": words, "low": low, "high": high, "modifier": modifier}}
    return article("one", text, mark(text, "f", "Figure", words, attributes=value))


@case
def figures_as_said():
    """A figure that says what its words say is no problem, in three scripts"""
    with Home() as home:
        for one in FIGURES_RIGHT:
            assert rules(validate(home, [figure(*one)], "--plugin", "checks")) == [], one


@case
def figures_that_differ():
    """A figure that differs from its words is named with both, and the fix is offered"""
    with Home() as home:
        for one in FIGURES_WRONG:
            problems = validate(home, [figure(*one)], "--plugin", "checks", code=0)
            assert rules(problems) == ["figure-differs"], (one, problems)
            assert one[1] in problems[0]["message"] and problems[0]["fixes"], problems
            assert problems[0]["range"] == span(one[0], one[1])[0], problems


def parts(part, whole):
    text = "Of 339 people, 50 were women."
    return [article("one", text,
                    mark(text, "w", "Figure", "339 people", attributes=number(*whole)),
                    mark(text, "p", "Figure", "50", attributes=number(*part), relations=[{"type": "part of", "to": "w"}]))]


@case
def parts_of_a_whole():
    """A part that is more than its whole is one problem; what may fit is none"""
    with Home() as home:
        off = "figure-differs"
        assert rules(validate(home, parts((50, 50), (339, 339)), "--plugin", "checks")) == []
        assert "part-exceeds-whole" in rules(validate(home, parts((50, 50), (30, 30)), "--plugin", "checks"))
        # An open whole, a tenth of room beside "about", and percent of persons.
        for one in [((50, 50), (30, None, "more than")), ((50, 50), (48, 48, "about")),
                    ((80, 80, "exact", "percent"), (30, 30)), ((None, 50, "up to"), (30, 30))]:
            assert [rule for rule in rules(validate(home, parts(*one), "--plugin", "checks")) if rule != off] == [], one


def claim(said, as_of=None, published="2015-04-22", cue=True):
    text = "Varin said on April 21 that 40 had left by May 2."
    roles = [{"role": "source", "to": "s"}, {"role": "said-on", "to": "d"}]
    roles += [{"role": "cue", "to": "u"}] if cue else []
    roles += [{"role": "as-of", "to": "a"}] if as_of else []
    marks = [mark(text, "c", "Claim", "40 had left", relations=roles), mark(text, "s", "Person", "Varin"),
             mark(text, "u", "Cue", "said"), mark(text, "d", "Date", "April 21", attributes={"value": said})]
    if as_of:
        marks.append(mark(text, "a", "Date", "May 2", attributes={"value": as_of}))
    return [article("one", text, *marks, **({"published": published} if published else {}))]


@case
def dates_of_a_claim():
    """What cannot have been said yet, and what holds later than it was said"""
    with Home() as home:
        assert rules(validate(home, claim("2015-04-21"), "--plugin", "checks")) == []
        assert rules(validate(home, claim("2015-04"), "--plugin", "checks")) == []
        assert rules(validate(home, claim("2016-04-21", published=None), "--plugin", "checks")) == []
        late = validate(home, claim("2015-05-21"), "--plugin", "checks")
        assert rules(late) == ["said-after-publication"], late
        assert "April 21" in late[0]["message"] and "2015-04-22" in late[0]["message"] and late[0]["fixes"], late
        assert rules(validate(home, claim("2015-04-21", "2015-05-02"), "--plugin", "checks")) == ["as-of-after-said-on"]
        # As the extractor and the window write a date: with the words that say it, whatever these are.
        late = {"said": 'on "date":"April 21"', "date": "2015-05-21"}
        assert rules(validate(home, claim(late), "--plugin", "checks")) == ["said-after-publication"]
        early = {"said": "April 21", "date": "2015-04-21"}
        assert rules(validate(home, claim(early), "--plugin", "checks")) == []
        assert rules(validate(home, claim(early, {"said": "May 2", "date": "2015-05-02"}), "--plugin", "checks")) == ["as-of-after-said-on"]
        assert rules(validate(home, claim("2015-04-21", "2015-04"), "--plugin", "checks")) == []


@case
def claims_without_a_cue():
    """A claim with a source and no cue is a note, unless another claim of its source has one; the rule can be switched off"""
    with Home() as home:
        alone = claim("2015-04-21", cue=False)
        problems = validate(home, alone, "--plugin", "checks")
        assert rules(problems) == ["claim-without-cue"] and problems[0]["severity"] == "note" and problems[0]["fixes"], problems
        shared = claim("2015-04-21", cue=False)
        shared[0]["annotations"].append(mark(shared[0]["text"], "c2", "Claim", "left by May 2",
                                             relations=[{"role": "source", "to": "s"}, {"role": "cue", "to": "u"}]))
        assert rules(validate(home, shared, "--plugin", "checks")) == []
        home.ok("plugins", "set", "checks", "claim-without-cue=false")
        assert rules(validate(home, alone, "--plugin", "checks")) == []


@case
def overlaps():
    """Marks of one type that cross or stand twice; nesting, claims and other types are normal"""
    text = "The Harbour Workers' Union of Seld met."
    with Home() as home:
        def found(*marks):
            return rules(validate(home, [article("one", text, *marks)], "--plugin", "checks"))

        union = mark(text, "a", "Organization", "Harbour Workers' Union")
        assert found(union, mark(text, "b", "Organization", "Union of Seld")) == ["crossing"]
        assert found(union, mark(text, "b", "Organization", "Workers' Union")) == []
        assert found(union, mark(text, "b", "Place", "Union of Seld")) == []
        assert found(union, mark(text, "b", "Organization", "Harbour Workers' Union")) == ["marked-twice"]


@case
def ragged_ends():
    """A mark that begins or ends with a space, a comma or half a word"""
    text = "Teo Varin, harbour master, said so. Тео Варин сказал."
    with Home() as home:
        def found(words):
            return rules(validate(home, [article("one", text, mark(text, "p", "Person", words))], "--plugin", "basics"))

        assert found("Teo Varin") == [] and found("Тео Варин") == []
        for words in ("Teo Varin,", "Teo Varin, ", " harbour master", "Teo Var", "ео Варин"):
            assert found(words) == ["ragged-boundary"], words


def places(texts, kind="Place", other=None):
    """The first word "Seld" of every text marked as @kind, but in the last one, where it is @other (None: not at all)."""
    documents = []
    for i, text in enumerate(texts):
        name = kind if i + 1 < len(texts) else other
        documents.append(article(f"d{i}", text, *([mark(text, f"m{i}", name, "Seld")] if name else []),
                                 *([mark(text, f"z{i}", "Place", "Ilva")] if "Ilva" in text else [])))
    return documents


@case
def variation():
    """The same words marked differently between the same words, or against most of the project; a new text is no problem"""
    same = ["He went to Seld on Monday.", "She went to Seld on Sunday, then Ilva."]
    with Home() as home:
        other = validate(home, places(same, other="Person"), "--plugin", "consistency")
        assert rules(other) == ["marked-differently"] and other[0]["severity"] == "warning", other
        assert "Seld" in other[0]["message"] and other[0]["fixes"] and other[0]["range"] == [12, 16], other
        missing = validate(home, places(same), "--plugin", "consistency")
        assert rules(missing) == ["not-marked-here"] and missing[0]["range"] == [12, 16], missing
        # Nothing is marked after it: nobody has come so far.
        assert rules(validate(home, places([same[0], "She went to Seld on Sunday."]), "--plugin", "consistency")) == []
        # Other neighbours: one against one is no majority.
        apart = ["He went to Seld on Monday.", "The mayor, Seld, spoke."]
        assert rules(validate(home, places(apart, other="Person"), "--plugin", "consistency")) == []
        most = [f"Word{i} Seld word{i}." for i in range(4)] + ["The mayor, Seld, spoke."]
        assert rules(validate(home, places(most, other="Person"), "--plugin", "consistency")) == ["marked-differently"]


@case
def too_large():
    """What there is no memory for is left out of the comparison, and a note says so"""
    filler = " The word went on." * 20000
    documents = places(["He went to Seld on Monday.", "She went to Seld on Sunday, then Ilva." + filler], other="Person")
    with Home() as home:
        assert rules(validate(home, documents, "--plugin", "consistency")) == ["marked-differently"]
        home.ok("plugins", "set", "consistency", "memory=1")
        problems = validate(home, documents, "--plugin", "consistency")
        assert rules(problems) == ["too-large"] and "1 of 2" in problems[0]["message"], problems


@case
def variation_in_other_scripts():
    """Variation in Russian, whatever the case of the letters, and in Arabic"""
    with Home() as home:
        russian = ["Он уехал в Карск в понедельник.", "Она уехала в КАРСК в среду."]
        documents = [article(f"d{i}", text, mark(text, f"m{i}", ("Place", "Person")[i], ("Карск", "КАРСК")[i]))
                     for i, text in enumerate(russian)]
        assert rules(validate(home, documents, "--plugin", "consistency")) == ["marked-differently"]
        arabic = ["ذهب إلى لوتنا يوم الاثنين.", "ذهبت إلى لوتنا يوم الأحد."]
        documents = [article(f"d{i}", text, mark(text, f"m{i}", ("Place", "Person")[i], "لوتنا")) for i, text in enumerate(arabic)]
        assert rules(validate(home, documents, "--plugin", "consistency")) == ["marked-differently"]


def entity(key, name, kind="Person", aliases=()):
    return {"id": key, "kind": kind, "name": name, "aliases": [{"name": alias} for alias in aliases]}


@case
def spellings():
    """Two spellings of one name, across scripts; two people are two, and what was judged is asked no more"""
    with Home() as home:
        def found(*entities, judgements=()):
            return rules(validate(home, [article("d", "Nothing.")], "--plugin", "consistency", entities=entities,
                                  judgements=judgements))

        pairs = [("Teo Bozorov", "Тео Бозоров"), ("Mohammed Kadyr", "Muhamad Kadir"), ("Varin, Teo", "Teo Varin"),
                 ("José Núñez", "Jose Nunez"), ("Khalid Osman", "Halid Osman"), ("أحمد قادر", "احمد قادر")]
        for a, b in pairs:
            assert found(entity("a", a), entity("b", b)) == ["same-thing"], (a, b)
        for a, b in [("Mamataliev", "Mambetaliev"), ("Tashiev", "Toshev"), ("Seld", "Sald"), ("G20", "G200"),
                     ("Марешев", "Марешу"), ("Teo Varin", "Milo Varin")]:
            assert found(entity("a", a), entity("b", b)) == [], (a, b)
        assert found(entity("a", "Teo Varin", aliases=["Varin"]), entity("b", "Milo Varin", aliases=["Varin"])) == []
        assert found(entity("a", "Seld Port", "Place"), entity("b", "Seld Port", "Organization")) == []
        for verdict in ("same", "not the same"):
            assert found(entity("a", "Teo Bozorov"), entity("b", "Тео Бозоров"),
                         judgements=[{"a": "a", "b": "b", "verdict": verdict, "by": "amira"}]) == [], verdict


def statement(key, count, low, high, modifier="exact", **more):
    text = f"Varin said that {count} women had left."
    return article(key, text,
                   mark(text, key + "c", "Claim", f"{count} women had left",
                        relations=[{"role": role, "to": key + role[0]} for role in ("source", "about", "figure")]
                        + [{"role": "cue", "none": True}]),
                   mark(text, key + "s", "Person", "Varin"), mark(text, key + "a", "Group", "women"),
                   mark(text, key + "f", "Figure", count, attributes=number(low, high, modifier)), **more)


@case
def one_source_two_figures():
    """One source with two figures for one thing at one time; another day or a figure that fits is no problem"""
    with Home() as home:
        def found(*documents):
            return validate(home, documents, "--plugin", "consistency")

        problems = found(statement("x", "30", 30, 30), statement("y", "50", 50, 50))
        assert rules(problems) == ["two-figures"], problems
        assert all(word in problems[0]["message"] for word in ("women", "Varin", "30", "50")), problems
        assert found(statement("x", "30", 30, 30), statement("y", "thirty", 30, 30)) == []
        assert found(statement("x", "30", 30, 30), statement("y", "over 20", 20, None, "more than")) == []
        # Where nobody said what it is about, the same words but for the number say so.
        bare = [statement("x", "30", 30, 30), statement("y", "50", 50, 50)]
        for document in bare:
            claim = next(one for one in document["annotations"] if one["type"] == "Claim")
            claim["relations"] = [r for r in claim["relations"] if r["role"] != "about"]
        problems = found(*bare)
        assert rules(problems) == ["two-figures"] and "women had left" in problems[0]["message"], problems
        bare[1]["text"] = bare[1]["text"].replace("left", "wept")
        assert found(*bare) == []
        # What it is about may be an entity that no words mention.
        entities = [{"id": "w", "kind": "Group", "name": "women of Lowmoor"}]
        documents = [statement("x", "30", 30, 30), statement("y", "50", 50, 50)]
        for document in documents:
            claim = next(a for a in document["annotations"] if a["type"] == "Claim")
            claim["relations"] = [{"role": "about", "entity": "w"} if r["role"] == "about" else r for r in claim["relations"]]
        problems = validate(home, documents, "--plugin", "consistency", entities=entities)
        assert rules(problems) == ["two-figures"] and "women of Lowmoor" in problems[0]["message"], problems
        assert found(statement("x", "30", 30, 30, published="2015-04-01"),
                     statement("y", "50", 50, 50, published="2015-05-01")) == []


def wrong():
    text = "Varin left."
    return [article("one", text, mark(text, "c", "Claim", "Varin left"))]


@case
def waivers():
    """A waiver has a note, a person and a time, closes the error, shows with --all, and is undone"""
    with Home() as home:
        problems = validate(home, wrong(), code=1)
        error = next(one for one in problems if one["severity"] == "error")
        home.ok("validate", home.project, "--waive", error["id"][:10].lower(), "--note", "the author says it", "--as", "bek")
        report = home.ok("validate", home.project, "--json").json
        assert report["errors"] == 0 and report["waived"] == 1, report
        assert error["id"] not in [one["id"] for one in report["problems"]], report
        shown = next(one for one in home.ok("validate", home.project, "--json", "--all").json["problems"] if one["id"] == error["id"])
        assert shown["waived"]["by"] == "bek" and shown["waived"]["note"] == "the author says it" and shown["waived"]["at"], shown
        assert "the author says it" in home.ok("validate", home.project, "--all").text
        home.ok("undo", home.project, "--by", "bek")
        assert home.run("validate", home.project).code == 1
        home.ok("redo", home.project, "--by", "bek")
        home.ok("validate", home.project)
        home.ok("validate", home.project, "--open", error["id"])
        assert home.run("validate", home.project).code == 1
        home.ok("check", home.project, "--rebuild")
        home.fails(3, "validate", home.project, "--waive", "nothing", says="no problem")
        home.fails(2, "validate", home.project, "--note", "why", says="--waive")


@case
def waivers_stay_when_merged():
    """A waiver made in a copy comes back with it"""
    with Home() as home:
        error = next(one for one in validate(home, wrong()) if one["severity"] == "error")
        home.write("copy.gloss", open(home.project, "rb").read())
        home.ok("validate", "copy.gloss", "--waive", error["id"], "--note", "well so")
        home.ok("merge", home.project, "copy.gloss")
        home.ok("validate", home.project)


@case
def few_false_alarms():
    """The sample project, which careful people marked, has no error and no warning"""
    with Home() as home:
        project = home.new("sample.gloss")
        home.ok("import", project, os.path.join(SOURCE_ROOT, "data", "sample", "sample.jsonl"))
        report = home.ok("validate", project, "--by", "amira", "--by", "gold", "--json").json
        assert report["errors"] == 0 and report["warnings"] == 0, report["problems"]


@case
def gold_is_well():
    """Figures that two careful readers agree on differ from their words in none of the articles"""
    path = os.path.join(SHARED, "gold", "gold.json")
    if not os.path.exists(path):
        raise Skip("needs the gold articles")
    with Home() as home:
        with open(path, encoding="utf-8") as file:
            gold = json.load(file)
        documents, n = [], 0
        for key, one in gold.items():
            with open(os.path.join(SHARED, "articles", one["file"]), encoding="utf-8", newline="") as file:
                text = file.read()
            marks = []
            for i, found in enumerate(one["figures"]):
                value = {"said": found["text"], "low": found["low"], "high": found["high"], "modifier": found["modifier"]}
                marks.append({"id": f"{key}-{i}", "type": "Figure", "by": "gold", "spans": [[found["start"], found["end"]]],
                              "attributes": {"value": value}})
            n += len(marks)
            documents.append(article(key, text, *marks))
        problems = [one for one in validate(home, documents, "--plugin", "checks") if one["rule"] == "figure-differs"]
        assert n > 20 and not problems, [one["message"] for one in problems]


if __name__ == "__main__":
    main()
