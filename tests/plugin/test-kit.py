#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What authors and users do with plugins through `gloss`: make, check, install, run, take back, import, export, validate.

It must not know how plugins are run."""

import json
import os
import platform
import shutil
import subprocess

from lib import BUILD_ROOT, SOURCE_ROOT, Home, Skip, case, main, nonconformances

EXAMPLES = os.path.join(SOURCE_ROOT, "plugins", "examples")
YEARS = os.path.join(EXAMPLES, "years-python")
ACRONYMS = os.path.abspath(os.path.join(BUILD_ROOT, "plugins", "examples", "acronyms-c"))
SAMPLE = os.path.join(SOURCE_ROOT, "data", "sample", "sample.jsonl")
HEADER = os.path.join(SOURCE_ROOT, "app", "plugin", "api")
KINDS = ("extractor", "validator", "importer", "exporter")
NOTE_1_0 = ('{"said":"more than 330","low":330,"high":null,"modifier":"more than"} 1 330 more than|2015-04-21 1 0'
            '|"a\\"b" a"b|hello -7 0.5 1 2|0-4 0-12 0-18 0-0|2 4|1 1')
LINES = "a1\tHello Osh and Бишкек and Bishkek \t6-9:Place\nzwei\tNichts\n"


def make(home, kind, language):
    """A plugin as `gloss plugins new` writes it, built."""
    name = f"{kind}-{language}"
    home.ok("plugins", "new", name, "--kind", kind, "--lang", language)
    if language == "c":
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if not compiler:
            raise Skip("there is no C compiler")
        subprocess.run([compiler, "-std=c11", "-O2", "-Wall", "-Wextra", "-Wno-missing-field-initializers", "-Werror", "-fPIC",
                        "-fvisibility=hidden", "-shared", "-I" + HEADER, "-o", f"{name}.so", f"{name}.c"],
                       cwd=home.at(name), check=True)
    return "./" + name


def project(home):
    path = home.new()
    home.ok("import", path, SAMPLE, "-q")
    return path


def add_new(kind, language):
    def run():
        with Home() as home:
            result = home.run("plugins", "check", make(home, kind, language), "--json", timeout=500)
            failed = nonconformances(result.json["cases"])
            assert not failed and len(result.json["cases"]) >= 3, failed

    run.__doc__ = f"a new {kind} in {language} passes the conformance suite"
    case(run)


for one_kind in KINDS:
    for one_language in ("c", "python"):
        add_new(one_kind, one_language)


@case
def what_an_author_forgets():
    """a folder without "./" before it, a new plugin without a name, and one shown before it is installed"""
    with Home() as home:
        path = home.new()
        folder = make(home, "extractor", "python")
        assert "./extractor-python" in home.fails(3, "extract", path, "--plugin", "extractor-python").err
        assert "./extractor-python" in home.fails(3, "plugins", "show", "extractor-python").err
        assert "gloss plugins new my-plugin" in home.fails(2, "plugins", "new").err
        shown = home.ok("plugins", "show", folder).text
        assert "not installed" in shown and "enabled" not in shown and "Bishkek;Osh" in shown, shown


@case
def same_in_both_languages():
    """importers, extractors, validators and exporters give the same in C and Python"""
    with Home() as home:
        exports = []
        for language in ("c", "python"):
            path = home.new(f"{language}.gloss")
            result = home.ok("import", path, home.write("in.lines", LINES), "--format", make(home, "importer", language), "--by", "amira")
            assert "2 new documents" in result.text and "1 annotation" in result.text, str(result)
            extractor = make(home, "extractor", language)
            run = home.ok("extract", path, "--plugin", extractor, "--json").json["runs"][0]
            assert run["added"] == 2, run
            exporter = make(home, "exporter", language)
            exports.append(home.ok("export", path, "--format", exporter, "--by", "amira", "-o", "-").text)
            validator = make(home, "validator", language)
            marks = home.write("marks.jsonl", json.dumps({"document": "a1", "text": "Hello Osh and Бишкек and Bishkek ",
                                                          "annotations": [{"type": "Place", "by": "bek", "spans": [[25, 33]]}]}) + "\n")
            home.ok("import", path, marks)
            found = home.ok("validate", path, "--plugin", validator, "--json").json
            assert found["warnings"] == 1 and found["problems"][0]["rule"] == "space-at-end", found
            assert found["problems"][0]["range"] == [25, 33] and found["problems"][0]["fixes"] == ["Trim the mark"], found
        assert exports[0] == exports[1] == LINES.replace("Bishkek \t", "Bishkek \t"), exports


@case
def again_changes_nothing():
    """running again writes nothing; a run is one step of undo"""
    with Home() as home:
        path = project(home)
        before = home.export(path)
        first = home.ok("extract", path, "--plugin", YEARS, "--json").json["runs"][0]
        assert first["added"] == first["proposed"] > 0, first
        once = home.export(path)
        second = home.ok("extract", path, "--plugin", YEARS, "--json").json["runs"][0]
        assert second["added"] == second["removed"] == second["changed"] == 0 and second["same"] == first["added"], second
        assert home.export(path) == once
        assert "extract" in home.ok("undo", path).text
        annotations = [line for line in home.export(path).decode().splitlines() if "plugin:years" in line]
        assert not annotations and home.export(path) == before
        # What was taken back comes again.
        assert home.ok("extract", path, "--plugin", YEARS, "--json").json["runs"][0]["added"] == first["added"]
        home.sound(path)


@case
def settings_change_what_comes():
    """a changed setting changes the suggestions, and only them"""
    with Home() as home:
        path = project(home)
        home.ok("plugins", "install", YEARS)
        home.ok("extract", path, "--plugin", "years")
        home.fails(3, "plugins", "set", "years", "confidence=2", says="give a number from 0 to 1")
        home.fails(3, "plugins", "set", "years", "nonsense=2", says="no setting")
        home.ok("plugins", "set", "years", "confidence=0.75")
        run = home.ok("extract", path, "--plugin", "years", "--json").json["runs"][0]
        assert run["changed"] == run["proposed"] > 0 and run["added"] == 0, run
        assert home.export(path, "--by", "plugin:years").decode().count('"confidence":0.75') == run["proposed"]
        home.ok("plugins", "set", "years", "type:Date=")
        run = home.ok("extract", path, "--plugin", "years", "--json").json["runs"][0]
        assert run["proposed"] == 0 and run["left_out"] > 0 and run["removed"] > 0, run


@case
def dry_run_writes_nothing():
    """a dry run lists proposals and leaves the project as it is"""
    with Home() as home:
        path = project(home)
        before = home.export(path)
        result = home.ok("extract", path, "--plugin", ACRONYMS, "--dry-run", "--json").json
        assert len(result["proposals"]) == result["runs"][0]["proposed"] > 0
        assert all(one["type"] == "Organization" and one["text"].isupper() for one in result["proposals"]), result["proposals"]
        assert home.export(path) == before


@case
def skipping():
    """documents that a plugin skips are counted with its reason, in the table and in the list of runs"""
    with Home() as home:
        path = project(home)
        shy = make(home, "extractor", "python")
        file = home.at("extractor-python", "extractor-python.py")
        with open(file, encoding="utf-8") as source:
            code = source.read()
        first = code.index("    for name in")
        with open(file, "w", encoding="utf-8") as source:
            source.write(code[:first] + "    if 'flood' not in document.text:\n        raise glossator.Skip('no flood in it')\n" + code[first:])
        run = home.ok("extract", path, "--plugin", shy, "--json").json["runs"][0]
        assert 0 < run["skipped"] < run["documents"], run
        assert run["reports"] == [f"{run['skipped']} documents skipped: no flood in it"], run
        assert f"extractor-python: {run['reports'][0]}" in home.ok("extract", path, "--plugin", shy).text
        assert home.ok("runs", path, "--json").json["runs"][0]["reason"] == run["reports"][0]


@case
def accepting():
    """accepted suggestions become a person's, once, and one step of undo takes them back"""
    with Home() as home:
        path = project(home)
        proposed = home.ok("extract", path, "--plugin", ACRONYMS, "--json").json["runs"][0]["proposed"]
        nothing = home.ok("accept", path, "--plugin", "acronyms", "--by", "dilnoza", "--min-confidence", "0.9", "--json").json
        assert nothing == {"accepted": 0, "new": 0, "below": proposed, "judged": 0}, nothing
        first = home.ok("accept", path, "--plugin", "acronyms", "--by", "dilnoza", "--json").json
        assert first["accepted"] == first["new"] == proposed, first
        again = home.ok("accept", path, "--plugin", "acronyms", "--by", "dilnoza", "--json").json
        assert again["accepted"] == 0 and again["judged"] == proposed, again
        scores = home.ok("evaluate", path, "--plugin", "acronyms", "--against", "dilnoza", "--json").json
        assert scores["types"][0]["f1"] == 1 and not scores["missed"] and not scores["wrong"], scores
        own = home.export(path, "--by", "dilnoza").decode()
        assert own.count('"plugin":"acronyms@1.0"') == proposed and own.count('"confidence":0.5') == proposed
        home.ok("undo", path, "--by", "dilnoza")
        assert home.ok("accept", path, "--plugin", "acronyms", "--by", "dilnoza", "--json").json["accepted"] == proposed
        home.sound(path)


@case
def evaluating():
    """precision, recall and F1 count what was proposed against what is right"""
    with Home() as home:
        path = home.new()
        home.ok("import", path, home.write("in.jsonl", json.dumps({
            "document": "k", "text": "In 1999 and 2005, not in 2150, nor in MMX.",
            "annotations": [{"type": "Date", "by": "gold", "spans": [[3, 7]]}, {"type": "Date", "by": "gold", "spans": [[38, 41]]},
                            {"type": "Place", "by": "gold", "spans": [[0, 2]]}]}) + "\n"))
        home.ok("extract", path, "--plugin", YEARS)
        scores = home.ok("evaluate", path, "--plugin", "years", "--against", "gold", "--json").json
        everything = scores["types"][0]
        assert (everything["proposed"], everything["wanted"], everything["right"]) == (2, 2, 1), everything
        assert everything["precision"] == everything["recall"] == everything["f1"] == 0.5, everything
        assert [miss["text"] for miss in scores["missed"]] == ["MMX"], scores
        assert [miss["text"] for miss in scores["wrong"]] == ["2005"], scores
        home.fails(3, "evaluate", path, "--plugin", "years", "--against", "nobody", says="nobody")


@case
def evaluating_what_ran():
    """documents that the plugin has not looked at do not count as missed"""
    with Home() as home:
        path = home.new()
        gold = [{"type": "Date", "by": "gold", "spans": [[3, 7]]}]
        home.ok("import", path, home.write("in.jsonl", "".join(json.dumps({"document": key, "text": text, "annotations": gold}) + "\n"
                                                               for key, text in (("a", "In 1999."), ("b", "In 1899, too.")))))
        def count():
            scores = home.ok("evaluate", path, "--plugin", "years", "--against", "gold", "--json").json
            return scores["documents"], scores["not_run"], scores["types"][0]["wanted"]

        home.ok("plugins", "install", YEARS)
        home.ok("extract", path, "--plugin", "years", "--document", "a")
        assert count() == (1, 1, 1), count()
        home.ok("extract", path, "--plugin", "years")
        assert count() == (2, 0, 2), count()
        home.ok("import", path, home.write("more.jsonl", json.dumps({"document": "c", "text": "In 2001, later.", "annotations": gold}) + "\n"))
        assert count() == (2, 1, 2), count()
        home.ok("runs", path, "--take-back")
        assert count() == (1, 2, 1), count()


@case
def evaluating_mapped_types():
    """what is wanted is counted by the types that the settings map to, also where nothing was proposed"""
    with Home() as home:
        path = home.new()
        home.ok("import", path, home.write("in.jsonl", json.dumps({
            "document": "k", "text": "Not in 2150, nor in MMX.",
            "annotations": [{"type": "Place", "by": "gold", "spans": [[20, 23]]}, {"type": "Date", "by": "gold", "spans": [[7, 11]]}]})))
        home.ok("plugins", "install", YEARS)
        home.ok("plugins", "set", "years", "type:Date=Place")
        assert home.ok("extract", path, "--plugin", "years", "--json").json["runs"][0]["proposed"] == 0
        scores = home.ok("evaluate", path, "--plugin", "years", "--against", "gold", "--json").json
        assert [(one["type"], one["text"]) for one in scores["missed"]] == [("Place", "MMX")], scores


BROKEN = {
    "no-group": ("x=1\n", "group"),
    "no-id": ("[Plugin]\nName=x\n", "Id="),
    "bad-id": ("[Plugin]\nId=Über\nName=x\nVersion=1\nApi=1.0\n", "Id=Über"),
    "future": ("[Plugin]\nId=future\nName=x\nVersion=1\nApi=1.7\nKinds=extractor;\nExec=true\nUnit=bytes\n",
               "it was made for API 1.7, this program speaks 1.0 to 1.0"),
    "other-major": ("[Plugin]\nId=other-major\nName=x\nVersion=1\nApi=2.0\nKinds=extractor;\nExec=true\nUnit=bytes\n", "API 2.0"),
    "no-unit": ("[Plugin]\nId=no-unit\nName=x\nVersion=1\nApi=1.0\nKinds=extractor;\nExec=true\n", "Unit="),
    "both": ("[Plugin]\nId=both\nName=x\nVersion=1\nApi=1.0\nKinds=extractor;\nExec=true\nModule=x\nUnit=bytes\n", "Module and Exec"),
    "no-module": ("[Plugin]\nId=no-module\nName=x\nVersion=1\nApi=1.0\nKinds=extractor;\nModule=gone\nUnit=bytes\n", "no such module"),
    "climb": ("[Plugin]\nId=climb\nName=x\nVersion=1\nApi=1.0\nKinds=extractor;\nModule=../x\nUnit=bytes\n", "Module=../x"),
    "bad-setting": ("[Plugin]\nId=bad-setting\nName=x\nVersion=1\nApi=1.0\nKinds=extractor;\nExec=true\nUnit=bytes\n"
                    "[Setting n]\nType=integer\nLabel=n\nDefault=many\n", "Default=many"),
    "binary": (b"\xff\x00\xfe", "UTF-8"),
}


@case
def broken_manifests():
    """every broken manifest gives one clear line in the list, and the sound plugin beside them runs"""
    with Home() as home:
        for name, (manifest, _) in BROKEN.items():
            home.write(f"data/glossator/plugins/{name}/plugin.ini", manifest)
        os.makedirs(home.at("data/glossator/plugins/empty-folder"))
        home.ok("plugins", "install", YEARS)
        shutil.copytree(YEARS, home.at("data/glossator/plugins/a-double"))
        listed = home.ok("plugins", "list", "--json").json["plugins"]
        faults = {os.path.basename(one["folder"]): one.get("fault") for one in listed if one["origin"] == "installed"}
        for name, (_, words) in BROKEN.items():
            assert words in faults[name] and "\n" not in faults[name], (name, faults[name])
        assert "no such file" in faults["empty-folder"]
        doubles = [faults["years"], faults["a-double"]]
        assert sum(fault is None for fault in doubles) == 1 and any("belongs to" in (fault or "") for fault in doubles), doubles
        path = project(home)
        assert home.ok("extract", path, "--plugin", "years", "--json").json["runs"][0]["added"] > 0
        lines = home.ok("plugins").text.splitlines()
        assert sum(line.startswith(home.path) for line in lines) == len(BROKEN) + 2, lines


@case
def a_module_without_its_symbol():
    """a shared object that exports nothing is named in the list, and not loaded"""
    with Home() as home:
        folder = "data/glossator/plugins/hollow"
        home.write(f"{folder}/plugin.ini", "[Plugin]\nId=hollow\nName=x\nVersion=1\nApi=1.0\nKinds=extractor;\nModule=hollow\nUnit=bytes\n")
        home.write(f"{folder}/hollow.so", b"\x7fELF" + bytes(1000))
        listed = home.ok("plugins", "list", "--json").json["plugins"]
        fault = [one["fault"] for one in listed if one["id"] == "hollow"][0]
        assert "does not export glossator_plugin" in fault, fault


@case
def enabling():
    """a disabled plugin does not run, named or not; one in a folder does; the choice lasts"""
    with Home() as home:
        path = project(home)
        home.ok("plugins", "install", YEARS)
        ran = [run["plugin"] for run in home.run("extract", path, "--dry-run", "--json").json["runs"]]
        assert "years" in ran, ran
        home.ok("plugins", "disable", "years")
        ran = [run["plugin"] for run in home.run("extract", path, "--dry-run", "--json").json["runs"]]
        assert "years" not in ran, ran
        home.fails(3, "extract", path, "--plugin", "years",
                   says="the plugin years is disabled; enable it on the page Plugins or with “gloss plugins enable years”")
        home.ok("extract", path, "--plugin", YEARS)
        for name, *command in (("basics", "validate", path, "--plugin", "basics"),
                               ("brat", "import", path, home.at("nothing"), "--format", "brat"),
                               ("brat", "export", path, "--format", "brat", "-o", home.at("out"))):
            home.ok("plugins", "disable", name)
            home.fails(3, *command, says=f"the plugin {name} is disabled")
            home.ok("plugins", "enable", name)
        home.ok("plugins", "enable", "years")
        home.ok("plugins", "remove", "years")
        home.fails(3, "extract", path, "--plugin", "years", says="there is no plugin years")


@case
def asking():
    """what a plugin asks for must be allowed before it runs"""
    with Home() as home:
        path = project(home)
        shutil.copytree(YEARS, home.at("years"))
        with open(home.at("years", "plugin.ini"), encoding="utf-8") as file:
            manifest = file.read()
        home.write("years/plugin.ini", manifest.replace("Parallel=true", "Parallel=true\nNetwork=true"))
        home.ok("plugins", "install", home.at("years"))
        result = home.fails(3, "extract", path, "--plugin", "years", says=("the network", "gloss plugins allow years"))
        assert "years" in result.err
        home.ok("plugins", "allow", "years")
        home.ok("extract", path, "--plugin", "years")


@case
def own_formats():
    """text, HTML and JSON Lines are plugins: listed, disabled, set, and named"""
    with Home() as home:
        listed = {one["id"]: one for one in home.ok("plugins", "list", "--json").json["plugins"]}
        assert all(listed[one]["runs"] == "program" and "fault" not in listed[one] for one in ("text", "html", "jsonl")), listed
        path = home.new()
        home.write("in/a.txt", "A text.")
        page = home.write("in/b.html", "<html><body><p>A page.</p></body></html>")
        lines = home.write("in/c.jsonl", '{"document":"c","text":"A line."}\n')
        home.ok("plugins", "disable", "html")
        home.ok("plugins", "disable", "jsonl")
        result = home.ok("import", path, home.at("in"))
        assert all(f"{path} was passed over: the plugin {name} is disabled." in result.text
                   for path, name in ((page, "html"), (lines, "jsonl"))), str(result)
        assert "1 new document," in result.text, str(result)
        home.fails(3, "import", path, page, says="the plugin html is disabled")
        home.fails(3, "import", path, lines, says="the plugin jsonl is disabled")
        home.fails(3, "import", path, home.write("page", "<!doctype html><p>Another."), says="the plugin html is disabled")
        home.fails(3, "import", path, page, "--format", "html", says="gloss plugins enable html")
        home.ok("plugins", "enable", "html")
        home.ok("import", path, page)
        home.export(path)
        home.ok("plugins", "enable", "jsonl")
        home.ok("import", path, lines)
        assert sorted(json.loads(line).get("text", "").strip() for line in home.export(path).decode().splitlines()[1:]) == [
            "A line.", "A page.", "A text."]
        home.fails(2, "export", path, "--format", "html", "-o", "x", says="the plugin html is no exporter")
        home.fails(2, "export", path, "--format", "nix", "-o", "x", says=("not a format", "brat, conll, csv, jsonl, text"))
        home.fails(2, "export", path, "--format", "text", "-o", "-", says="goes into a folder")
        home.ok("plugins", "disable", "html")
        home.fails(2, "import", path, page, "--format", "nix", says=("not a format", "brat, conll, jsonl, text, webanno"))


@case
def own_formats_are_set():
    """the encoding of texts and the keeping of pages are settings, of a person and of a project"""
    with Home() as home:
        path = home.new()
        text = home.write("a.txt", "Дом".encode("koi8-r"))
        page = home.write("b.html", "<html><body><p>A page.</p></body></html>")
        home.ok("plugins", "set", "text", "encoding=latin1")
        home.ok("plugins", "set", "text", "encoding=koi8-r", "--project", path)
        home.ok("plugins", "set", "html", "keep-page=false")
        home.ok("import", path, text, page)
        documents = {one["document"]: one for one in map(json.loads, home.export(path).decode().splitlines()[1:])}
        assert documents["a"]["text"] == "Дом" and "original" not in documents["b"], documents
        other = home.new("other.gloss")
        home.ok("plugins", "set", "html", "keep-page=true")
        home.ok("import", other, text, page)
        documents = {one["document"]: one for one in map(json.loads, home.export(other).decode().splitlines()[1:])}
        assert documents["a"]["text"] == "äÏÍ" and "original" in documents["b"], documents


@case
def formats_ask_too():
    """what an importer asks for must be allowed before it reads anything"""
    with Home() as home:
        path = home.new()
        home.ok("plugins", "new", "lines", "--kind", "importer", "--lang", "python")
        with open(home.at("lines", "plugin.ini"), encoding="utf-8") as file:
            manifest = file.read()
        home.write("lines/plugin.ini", manifest.replace("[Plugin]\n", "[Plugin]\nNetwork=true\n"))
        source = home.write("in.lines", LINES)
        home.fails(3, "import", path, source, "--format", "./lines", says="the network")
        home.ok("plugins", "allow", "./lines")
        home.ok("import", path, source, "--format", "./lines")


SAMPLE_1_0 = os.path.join(SOURCE_ROOT, "tests", "plugin", "abi", "sample-1-0")


@case
def sample_of_api_1_0():
    """the binary built for API 1.0 is loaded, and every function gives what it gave then"""
    if platform.machine() != "x86_64" or platform.system() != "Linux":
        raise Skip("the kept binary is for Linux on x86_64")
    with Home() as home:
        path = home.new()
        home.ok("import", path, home.write("in.jsonl", json.dumps({"document": "k", "text": "Ošh strike. Next.", "published": "2015-05-02"})))
        run = home.ok("extract", path, "--plugin", SAMPLE_1_0, "--dry-run", "--json").json
        place, claim = sorted(run["proposals"], key=lambda one: one["type"], reverse=True)
        assert place["spans"] == [[0, 3]] and claim["spans"] == [[0, 17]], run
        assert place["confidence"] == 0.25 and place["chain"] == {"key": "sample", "name": "Sample", "kind": "Place"}, place
        assert claim["attributes"] == {"certainty": "certain"} and "confidence" not in claim, claim
        assert claim["relations"] == [{"role": "place", "to": place["id"]}], claim
        assert place["note"] == NOTE_1_0, place["note"]
        home.ok("import", path, home.write("in.sample", "Z text"), "--format", SAMPLE_1_0)
        exported = [json.loads(line) for line in home.export(path).decode().splitlines()]
        document = [one for one in exported if one.get("document") == "in.sample"][0]
        assert document["title"] == "Title" and document["zones"] == [{"kind": "headline", "start": 0, "end": 1}], document
        mark = document["annotations"][0]
        assert mark["type"] == "Sampled" and mark["by"] == "amira" and mark["unsure"] == "is it?" and mark["entity"], mark
        assert exported[0]["entities"][0]["aliases"][0]["name"] == "Another", exported[0]
        assert home.ok("export", path, "--format", SAMPLE_1_0, "-o", "-").text == "in.sample 6 1 1\nk 18 0 0\n2 documents\n"
        found = home.ok("validate", path, "--plugin", SAMPLE_1_0, "--json").json
        assert [one["message"] for one in found["problems"]] == ["Sampled"] and found["notes"] == 1, found


if __name__ == "__main__":
    main()
