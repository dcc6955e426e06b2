# SPDX-License-Identifier: GPL-3.0-or-later
"""How good the shipped extractors are, on gold and corpora of other people, and how fast.

usage: quality.py [--half development|held|all] [--misses N] [MEASURE...]

Measures: articles wikigold re3d polnear displacement speed. GLS_SHARED names the folder that holds gold and corpora. Each corpus is
split by a hash of its documents' names: rules may be written beside the development half, and only the held half says how good
they are on what nobody looked at; --misses prints examples and so takes the development half alone."""
import argparse
import collections
import glob
import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

NAMES = {"Person": "Person", "Organization": "Organization", "Group": "Organization", "Place": "Place"}


def is_development(key):
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 0


class Bench:
    def __init__(self, shared, half, misses):
        self.shared = shared
        self.half = "development" if misses else half
        self.misses = misses
        self.gloss = os.path.join(os.environ["GLS_BUILD_ROOT"], "app", "cli", "gloss")
        self.folder = tempfile.TemporaryDirectory(prefix="glossator-quality-")
        self.n = 0

    def corpus(self, *names):
        return os.path.join(self.shared, "cases", "corpora", *names)

    def wanted(self, key):
        return self.half == "all" or is_development(key) == (self.half == "development")

    def run(self, *arguments):
        done = subprocess.run([self.gloss, *arguments], capture_output=True, text=True)
        if done.returncode > 1:
            sys.exit(f"quality: gloss {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def project(self):
        self.n += 1
        path = os.path.join(self.folder.name, f"p{self.n}.gloss")
        self.run("new", path)
        return path

    def export(self, project):
        out = project + ".jsonl"
        self.run("export", "--force", project, "--format", "jsonl", "-o", out)
        with open(out, encoding="utf-8") as lines:
            return {d["document"]: d for d in map(json.loads, lines) if "document" in d}, out

    def extract(self, texts, *plugins):
        """{key: text} to {key: exported document}."""
        project = self.project()
        path = project + ".in.jsonl"
        # The same text twice is one document.
        first = {}
        for key, text in texts.items():
            first.setdefault(text, key)
        with open(path, "w", encoding="utf-8") as out:
            for text, key in first.items():
                out.write(json.dumps({"document": key, "text": text, "annotations": []}) + "\n")
        self.run("import", "-q", project, path)
        self.run("extract", project, *[x for p in plugins for x in ("--plugin", p)])
        documents, _ = self.export(project)
        return {key: documents[first[text]] for key, text in texts.items()}

    def say(self, name, **values):
        print(f"{name:34}", "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items()), flush=True)

    def show(self, misses):
        for line in sorted(misses, key=lambda m: hashlib.sha256(str(m).encode()).digest())[:self.misses]:
            print("   ", *line)


def rates(found, wanted, given):
    p, r = found / max(given, 1), found / max(wanted, 1)
    return {"P": p, "R": r, "F1": 2 * p * r / max(p + r, 1e-9)}


def extent(annotation):
    return annotation["spans"][0][0], annotation["spans"][-1][1]


# --- The articles with gold ---------------------------------------------------------------------------------------------


def articles(bench):
    project = bench.project()
    bench.run("import", "-q", project, *sorted(glob.glob(os.path.join(bench.shared, "articles", "*.txt"))))
    bench.run("extract", project, "--plugin", "figures", "--plugin", "names", "--plugin", "quotes")
    _, path = bench.export(project)
    scorer = os.path.join(bench.shared, "gold", "score.py")
    done = subprocess.run([sys.executable, scorer, os.path.join(bench.shared, "gold", "gold.json"), path], capture_output=True, text=True)
    print("articles: rules were written beside them")
    print("\n".join("  " + line for line in done.stdout.splitlines()[:-1]) or done.stderr)


# --- Names --------------------------------------------------------------------------------------------------------------


def read_wikigold(bench):
    documents, text, spans, open_span = {}, "", [], None
    path = bench.corpus("wikigold", "wikigold.conll.txt")
    types = {"PER": "Person", "LOC": "Place", "ORG": "Organization"}
    with open(path, encoding="utf-8") as lines:
        for line in list(lines) + ["-DOCSTART- O\n"]:
            word, _, tag = line.strip().rpartition(" ")
            if word == "-DOCSTART-":
                if text:
                    documents[f"wikigold-{len(documents)}"] = (text, [(a, b, types[t]) for a, b, t in spans if t in types])
                text, spans, open_span = "", [], None
            elif not word:
                text, open_span = text.rstrip(" ") + "\n", None
            else:
                start, kind = len(text), tag[2:]
                text += word + " "
                if tag != "O" and open_span and open_span[2] == kind and tag[0] == "I":
                    open_span[1] = start + len(word)
                elif tag != "O":
                    open_span = [start, start + len(word), kind]
                    spans.append(open_span)
                else:
                    open_span = None
    return documents


def read_re3d(bench):
    documents, types = {}, {"Person": "Person", "Location": "Place", "Organisation": "Organization"}
    for path in sorted(glob.glob(bench.corpus("re3d", "**", "documents.json*"), recursive=True)):
        with open(path, encoding="utf-8") as lines:
            texts = {d["_id"]: d["text"] for d in map(json.loads, filter(str.strip, lines))}
        spans = collections.defaultdict(list)
        with open(path.replace("documents", "entities"), encoding="utf-8") as lines:
            for e in map(json.loads, filter(str.strip, lines)):
                if e["type"] in types:
                    spans[e["documentId"]].append((e["begin"], e["end"], types[e["type"]]))
        documents.update({key: (text, spans[key]) for key, text in texts.items()})
    return documents


def match_names(gold, given, typed):
    """Pairs of those that overlap, in the order of the text, each used once."""
    used, found = set(), []
    for g in gold:
        j = next((j for j, p in enumerate(given) if j not in used and p[0] < g[1] and g[0] < p[1] and (not typed or p[2] == g[2])), None)
        if j is not None:
            used.add(j)
            found.append(g)
    return found, used


# A mention that holds no name is none to find: re3d marks "we", "our forces" and "a tunnel entrance" too.
PRONOUNS = {"we", "they", "it", "he", "she", "this", "i", "our", "these", "us", "you", "his", "their", "its"}


def holds_name(words):
    return re.search("[A-Z]", words) is not None and words.lower() not in PRONOUNS


def names(bench, name, read, named=False):
    documents = {k: v for k, v in read(bench).items() if bench.wanted(k)}
    exported = bench.extract({k: v[0] for k, v in documents.items()}, "names")
    if named:
        documents = {k: (text, [g for g in gold if holds_name(text[g[0]:g[1]])]) for k, (text, gold) in documents.items()}
        name += " names"
    for typed in (False, True):
        n = collections.Counter()
        misses = []
        for key, (text, gold) in documents.items():
            given = sorted((*extent(a), NAMES[a["type"]]) for a in exported[key]["annotations"] if a["type"] in NAMES)
            found, used = match_names(sorted(gold), given, typed)
            fits = [(g, p) for g in gold for p in given if p[0] < g[1] and g[0] < p[1] and (not typed or p[2] == g[2])]
            n.update(found=len(found), wanted=len(gold), given=len(given), met=len({g for g, _ in fits}), right=len({p for _, p in fits}))
            misses += [("missed", text[max(0, a - 30):a] + "[" + text[a:b] + "]" + text[b:b + 20], t,
                        [(text[p[0]:p[1]], p[2]) for p in given if p[0] < b and a < p[1]]) for a, b, t in gold if (a, b, t) not in found]
            misses += [("wrong ", text[max(0, a - 30):a] + "[" + text[a:b] + "]" + text[b:b + 20], t)
                       for j, (a, b, t) in enumerate(given) if j not in used and not any(g[0] < b and a < g[1] for g in gold)]
        bench.say(f"{name}, {bench.half} half, {'right' if typed else 'any'} type", **rates(n["found"], n["wanted"], n["given"]),
                  documents=len(documents))
        # The other usual way to count: each that overlaps one of the other side is right, however often that one is met. The figures
        # published for other packages fit this one, with the right type, over all that is marked.
        p, r = n["right"] / max(n["given"], 1), n["met"] / max(n["wanted"], 1)
        bench.say("  each that overlaps one", P=p, R=r, F1=2 * p * r / max(p + r, 1e-9))
    bench.show(misses)


def wikigold(bench):
    names(bench, "wikigold", read_wikigold)


def re3d(bench):
    names(bench, "re3d", read_re3d)
    names(bench, "re3d", read_re3d, named=True)


# --- Attribution ----------------------------------------------------------------------------------------------------------


def words_in(tokens, spans):
    return {i for i, (start, end) in enumerate(tokens) if any(start < b and a < end for a, b in spans)}


def polnear(bench):
    """Each annotator in turn is gold; the files are read by the importer of the brat plugin."""
    base = bench.corpus("polnear", "multi")
    project = bench.project()
    bench.run("import", "-q", "--format", "brat", project, base)
    golds, texts = collections.defaultdict(list), {}
    for key, document in bench.export(project)[0].items():
        parts = collections.defaultdict(lambda: collections.defaultdict(list))
        name = key.rsplit("/", 1)[-1]
        for a in document["annotations"]:
            parts[a["by"]][a["type"]] += a["spans"]
        texts[name] = document["text"]
        golds[name] += parts.values() if len(parts) > 1 else [next(iter(parts.values()))] if parts else []
    texts = {k: t for k, t in texts.items() if bench.wanted(k)}
    exported = bench.extract(texts, "names", "figures", "quotes")
    totals = collections.defaultdict(collections.Counter)
    misses = []
    for key, text in texts.items():
        tokens = [m.span() for m in re.finditer(r"\w+", text)]
        by_id = {a["id"]: a for a in exported[key]["annotations"]}
        given = collections.defaultdict(list)
        for a in by_id.values():
            if a["type"] == "Claim":
                given["Content"] += a["spans"]
                for link in a.get("relations") or []:
                    if link.get("role") in ("source", "cue") and link.get("to") in by_id:
                        given[link["role"].title()] += by_id[link["to"]]["spans"]
        votes = collections.Counter()
        for i, gold in enumerate(golds[key]):
            for kind in ("Content", "Source", "Cue"):
                a, b = words_in(tokens, gold.get(kind, [])), words_in(tokens, given[kind])
                totals[kind, i].update(found=len(a & b), wanted=len(a), given=len(b))
                votes.update((kind, w, w in b) for w in a | b if (w in a) != (w in b))
        misses += spell_out(text, tokens, votes, len(golds[key]))
    for kind in ("Content", "Source", "Cue"):
        each = [rates(c["found"], c["wanted"], c["given"]) for (k, _), c in totals.items() if k == kind]
        bench.say(f"polnear {kind}, {bench.half} half", **{x: sum(e[x] for e in each) / len(each) for x in ("P", "R", "F1")},
                  annotators=len(each), documents=len(texts))
    bench.show(misses)


def spell_out(text, tokens, votes, n):
    """Runs of words that most annotators have and the plugin has not, or the other way round."""
    for kind in ("Content", "Source", "Cue"):
        for given in (False, True):
            ids = sorted(w for (k, w, g), c in votes.items() if k == kind and g == given and 2 * c > n)
            run = []
            for w in ids + [None]:
                if run and w != run[-1] + 1:
                    a, b = tokens[run[0]][0], tokens[run[-1]][1]
                    yield "wrong " if given else "missed", kind, text[max(0, a - 60):a] + "[" + text[a:b] + "]" + text[b:b + 60]
                    run = []
                run.append(w)


# --- Figures --------------------------------------------------------------------------------------------------------------


def stands_in(figure, text):
    """In digits; a sum of others, or words of another language, are not there to be found."""
    flat = re.sub(r"(?<=\d)[,. \u00a0\u202f](?=\d{3})", "", text)
    return re.search(r"(?<!\d)%d(?!\d)" % figure, flat) is not None


def displacement(bench):
    with open(bench.corpus("displacement", "idmc_labelled.json"), encoding="utf-8") as file:
        items = [x for x in json.load(file)]
    texts, wanted = {}, {}
    for x in items:
        figure, text = str(x.get("Displacement figure") or "").replace(",", ""), x["Excerpt"].replace("\0", "")
        key = hashlib.sha256(text.encode()).hexdigest()[:12]
        if re.fullmatch(r"\d+(\.\d+)?", figure) and bench.wanted(key):
            texts[key] = text
            wanted.setdefault(key, []).append(float(figure))
    exported = bench.extract(texts, "figures")
    found = given = total = there = found_there = 0
    misses = []
    for key, figures in wanted.items():
        values = []
        for a in exported[key]["annotations"]:
            value = (a.get("attributes") or {}).get("value") or {}
            values.append((texts[key][slice(*extent(a))], value.get("low"), value.get("high")))
        given += len(values)
        for figure in figures:
            total += 1
            hit = any(figure in (low, high) for _, low, high in values)
            found += hit
            there += stands_in(figure, texts[key])
            found_there += hit and stands_in(figure, texts[key])
            if not hit:
                misses.append(("missed", figure, values, texts[key][:400]))
        if len(values) > 3:
            misses.append(("many", figures, [v[0] for v in values], texts[key][:600]))
    bench.say(f"displacement, {bench.half} half", found=found / max(total, 1), candidates=given / max(len(wanted), 1),
              figures=total, excerpts=len(wanted))
    bench.say(f"displacement in digits, {bench.half} half", found=found_there / max(there, 1), figures=there)
    bench.show(misses)


# --- Speed ----------------------------------------------------------------------------------------------------------------


def speed(bench):
    """Processor time of an extraction less that of the same over nearly nothing: it holds reading and storing too."""
    text = ""
    for path in sorted(glob.glob(os.path.join(bench.shared, "articles", "*.txt"))):
        with open(path, encoding="utf-8", newline="") as file:
            text += file.read() + "\n"
    runner = os.path.join(os.environ["GLS_BUILD_ROOT"], "tests", "bench", "bench-extract")
    if not os.path.exists(runner):
        print("speed: build tests/bench/bench-extract first")
        return
    subprocess.run([runner], input=text.encode(), check=False)


MEASURES = {"articles": articles, "wikigold": wikigold, "re3d": re3d, "polnear": polnear, "displacement": displacement, "speed": speed}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", choices=("development", "held", "all"), default="held")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("measure", nargs="*", choices=[[], *MEASURES])
    options = parser.parse_args()
    shared = os.environ.get("GLS_SHARED")
    if not shared or not os.path.isdir(shared):
        sys.exit("quality: GLS_SHARED must name the folder that holds articles, gold and cases/corpora")
    bench = Bench(shared, options.half, options.misses)
    for name in options.measure or MEASURES:
        MEASURES[name](bench)


if __name__ == "__main__":
    main()
