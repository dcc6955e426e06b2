# SPDX-License-Identifier: GPL-3.0-or-later
"""Plugins for Glossator in Python: one file, nothing but Python 3.9 or newer. It knows no project, only the protocol.

An extractor, whole:

    import re
    import glossator

    @glossator.extractor
    def find(document, run):
        for match in re.finditer(r"Bishkek", document.text):
            yield glossator.Annotation("Place", match.start(), match.end(), confidence=0.9)

    glossator.main()

Offsets are Python's own, indices of the text (the manifest says Unit=characters). "gloss plugins new ID --kind extractor --lang
python" writes the folder with manifest, program and test. What is printed goes to the plugin's log; an exception fails its
document only, with its text as the reason.
"""

import base64
import json
import os
import sys
import traceback

__all__ = ["Annotation", "Chain", "Document", "Edit", "Entity", "Fix", "Link", "Problem", "Skip", "Zone", "begin", "exporter",
           "extractor", "finish", "importer", "main", "validator"]

API = "1.0"


class Skip(Exception):
    """Raise it where a document is not for this plugin: Skip("it has no date")."""


def _compact(**members):
    return {name: value for name, value in members.items() if value is not None and value != [] and value != {}}


class Link:
    """A filled role, Link("source", other), or a relation, Link("part of", other, relation=True).

    to: an Annotation of the same document, or the id of one that came with it. Instead of it entity=ID, author=True,
    value=JSON or none=True (the text does not say)."""

    def __init__(self, name, to=None, *, relation=False, entity=None, author=False, value=None, none=False):
        self.name, self.to, self.relation = name, to, relation
        self.entity, self.author, self.value, self.none = entity, author, value, none

    @classmethod
    def _of(cls, json_object):
        return cls(json_object.get("role") or json_object.get("type"), json_object.get("to"), relation="type" in json_object,
                   entity=json_object.get("entity"), author=json_object.get("author", False), value=json_object.get("value"),
                   none=json_object.get("none", False))

    def _json(self):
        to = self.to._need_id() if isinstance(self.to, Annotation) else self.to
        return _compact(**{"type" if self.relation else "role": self.name}, to=to, entity=self.entity,
                        author=self.author or None, value=self.value, none=self.none or None)


class Chain:
    """Mentions taken for one thing: the same key over the whole run."""

    def __init__(self, key, name, kind=None):
        self.key, self.name, self.kind = key, name, kind

    def _json(self):
        return _compact(key=self.key, name=self.name, kind=self.kind)


class Annotation:
    """A mark: Annotation("Figure", 12, 25, attributes={"value": {...}}, confidence=0.8), or with spans=[(0, 4), (9, 12)]."""

    _count = 0

    def __init__(self, type, start=None, end=None, *, spans=None, attributes=None, links=(), confidence=None, entity=None,
                 chain=None, by=None, note=None, unsure=None, id=None, plugin=None, run=None):
        self.type = type
        self.spans = [tuple(span) for span in spans] if spans is not None else [(start, end)]
        self.attributes = dict(attributes or {})
        self.links = list(links)
        self.confidence, self.entity, self.chain = confidence, entity, chain
        self.by, self.note, self.unsure, self.id = by, note, unsure, id
        self.plugin, self.run = plugin, run

    start = property(lambda self: self.spans[0][0])
    end = property(lambda self: self.spans[-1][1])

    @classmethod
    def _of(cls, o):
        chain = o.get("chain")
        return cls(o["type"], spans=o["spans"], attributes=o.get("attributes"), confidence=o.get("confidence"),
                   links=[Link._of(link) for link in o.get("relations", ())], entity=o.get("entity"),
                   chain=Chain(**chain) if chain else None, by=o.get("by"), note=o.get("note"), unsure=o.get("unsure"),
                   id=o.get("id"), plugin=o.get("plugin"), run=o.get("run"))

    def _need_id(self):
        if self.id is None:
            Annotation._count += 1
            self.id = f"a{Annotation._count}"
        return self.id

    def _json(self):
        return _compact(id=self.id, type=self.type, by=self.by, spans=self.spans, attributes=self.attributes,
                        relations=[link._json() for link in self.links], entity=self.entity,
                        chain=self.chain and self.chain._json(), confidence=self.confidence, note=self.note,
                        unsure=self.unsure)


class Zone:
    """A part of the text that is a "headline", "caption", "byline", "boilerplate" or "repeat"."""

    def __init__(self, kind, start, end):
        self.kind, self.start, self.end = kind, start, end


class Document:
    """An article. Importers make one: Document("a1", text, title="…"), and fill .annotations."""

    def __init__(self, key, text, *, id=None, title=None, source=None, publisher=None, byline=None, published=None,
                 language=None, zones=(), annotations=(), statuses=(), focus=None, gone=False):
        self.key, self.text, self.id = key, text, id
        self.title, self.source, self.publisher, self.byline = title, source, publisher, byline
        self.published, self.language = published, language
        self.zones, self.annotations, self.statuses = list(zones), list(annotations), list(statuses)
        self.focus, self.gone = focus, gone

    def is_passed_over(self, offset):
        """Is it in boilerplate or a repeated line, which extractors leave alone?"""
        return any(zone.start <= offset < zone.end for zone in self.zones if zone.kind in ("boilerplate", "repeat"))

    @classmethod
    def _of(cls, o):
        return cls(o["key"], o.get("text", ""), id=o.get("id"), title=o.get("title"), source=o.get("source"),
                   publisher=o.get("publisher"), byline=o.get("byline"), published=o.get("published"),
                   language=o.get("language"), zones=[Zone(**zone) for zone in o.get("zones", ())],
                   annotations=[Annotation._of(a) for a in o.get("annotations", ())], statuses=o.get("statuses", ()),
                   focus=o.get("focus"), gone=o.get("gone", False))

    def _json(self):
        # Links first: they give their targets ids.
        links = [[link._json() for link in annotation.links] for annotation in self.annotations]
        del links
        return _compact(key=self.key, title=self.title, source=self.source, publisher=self.publisher, byline=self.byline,
                        published=self.published, language=self.language, zones=[vars(zone) for zone in self.zones],
                        annotations=[a._json() for a in self.annotations], statuses=self.statuses) | {"text": self.text}


class Entity:
    """A thing that annotations of an importer name: yield it before the documents, then entity=ITS.id."""

    def __init__(self, id, kind, name, *, aliases=(), external_ids=()):
        self.id, self.kind, self.name = id, kind, name
        self.aliases, self.external_ids = list(aliases), list(external_ids)

    def _json(self):
        return _compact(**vars(self))


class Edit:
    """A step of a fix: Edit("fragments", annotation, spans=[(3, 9)]). Kinds: delete, fragments, type, attribute, fill, empty."""

    def __init__(self, edit, annotation, *, name=None, value=None, spans=None, link=None):
        self.edit, self.name, self.value, self.spans, self.link = edit, name, value, spans, link
        self.annotation = annotation.id if isinstance(annotation, Annotation) else annotation

    def _json(self):
        return _compact(edit=self.edit, annotation=self.annotation, name=self.name, value=self.value, spans=self.spans,
                        relation=self.link and self.link._json())


class Fix:
    """What a person may take with one key: Fix("Trim the span", [Edit(…)])."""

    def __init__(self, label, edits):
        self.label, self.edits = label, list(edits)

    def _json(self):
        return {"label": self.label, "edits": [edit._json() for edit in self.edits]}


class Problem:
    """What a validator reports: Problem("ragged", "warning", "The mark ends with a space.", [annotation])."""

    def __init__(self, rule, severity, message, annotations=(), *, start=None, end=None, document=None, entities=(), fixes=()):
        self.rule, self.severity, self.message = rule, severity, message
        self.annotations = [a.id if isinstance(a, Annotation) else a for a in annotations]
        self.range = None if start is None else (start, end)
        self.document = document.id if isinstance(document, Document) else document
        self.entities, self.fixes = list(entities), list(fixes)

    def _json(self):
        return _compact(rule=self.rule, severity=self.severity, message=self.message, document=self.document,
                        range=self.range, annotations=self.annotations, entities=self.entities,
                        fixes=[fix._json() for fix in self.fixes])


class Source:
    """What is to be imported: .name, .encoding, .files (names below .folder)."""

    def __init__(self, name, folder, files, encoding=None):
        self.name, self.folder, self.encoding = name, folder, encoding
        self.files = [file["name"] for file in files]

    def read(self, name=None):
        """The bytes of one file; of the only one when no name is given."""
        with open(os.path.join(self.folder, name or self.files[0]), "rb") as file:
            return file.read()


class Run:
    """The run: .kind, .settings, .codebook, .entities, .language, .set, .target, .folder; and .state for what you keep."""

    def __init__(self, params, send):
        self.kind, self.settings, self.codebook = params["kind"], params.get("settings", {}), params["codebook"]
        self.entities, self.language = params.get("entities", []), params.get("language")
        self.set, self.target, self.folder = params.get("set"), params.get("target"), params["folder"]
        self.documents, self.state = params.get("documents", 0), None
        self._send = send

    def path(self, name):
        """A file of the plugin's own folder."""
        return os.path.join(self.folder, name)

    def progress(self, fraction):
        self._send("progress", fraction=fraction)

    def log(self, line, level="info"):
        self._send("log", level=level, line=str(line))

    def report(self, sentence):
        """Importers and exporters: what was left out or altered."""
        self._send("report", sentence=sentence)

    def write(self, data, name=None):
        """Exporters: appends str or bytes to the target, or to the file of this name in it (Target=folder)."""
        place = {} if name is None else {"name": name}
        if isinstance(data, str) and "\0" not in data:
            self._send("write", **place, text=data)
        else:
            raw = data.encode() if isinstance(data, str) else bytes(data)
            self._send("write", **place, base64=base64.b64encode(raw).decode("ascii"))


_functions = {}


def _register(name):
    def decorate(function):
        _functions[name] = function
        return function
    return decorate


extractor = _register("extractor")  # function (document, run) that yields Annotations
validator = _register("validator")  # function (document, run) that yields Problems
importer = _register("importer")    # function (source, run) that yields Entities and Documents
exporter = _register("exporter")    # function (document, run) that calls run.write
begin = _register("begin")          # function (run), once, before all else
finish = _register("finish")        # function (run), after the last document; validators yield Problems


class _Server:
    def __init__(self, lines, out):
        self.lines, self.out, self.run = lines, out, None

    def send(self, method, **params):
        self.put({"jsonrpc": "2.0", "method": method, "params": params})

    def put(self, message):
        self.out.write(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")
        self.out.flush()

    def initialize(self, params):
        self.run = Run(params, self.send)
        if self.run.kind not in _functions:
            raise RuntimeError(f"this plugin has no function for {self.run.kind}s")
        if "begin" in _functions:
            _functions["begin"](self.run)
        return {}

    def document(self, params):
        document = Document._of(params["document"])
        records = list(_functions[self.run.kind](document, self.run) or ())
        if self.run.kind == "validator":
            return _compact(problems=[problem._json() for problem in records])
        for annotation in records:
            for link in getattr(annotation, "links", ()):
                link._json()
        return _compact(annotations=[annotation._json() for annotation in records])

    def finish(self, params):
        records = list(_functions["finish"](self.run) or ()) if "finish" in _functions else []
        return _compact(problems=[problem._json() for problem in records])

    def do_import(self, params):
        source = Source(params["name"], params["folder"], params["files"], params.get("encoding"))
        for record in _functions["importer"](source, self.run) or ():
            if isinstance(record, Document):
                self.send("document", document=record._json())
            elif isinstance(record, Entity):
                self.put({"jsonrpc": "2.0", "method": "entity", "params": record._json()})
            else:
                self.send("codebook", codebook=record)
        return {}

    def answer(self, method, params):
        name = {"import": "do_import"}.get(method, method)
        if name not in ("initialize", "document", "finish", "do_import"):
            raise RuntimeError(f"there is no method {method}")
        return getattr(self, name)(params)

    def serve(self):
        for line in self.lines:
            message = json.loads(line)
            if message["method"] == "shutdown":
                break
            if "id" not in message:
                continue
            reply = {"jsonrpc": "2.0", "id": message["id"]}
            try:
                reply["result"] = self.answer(message["method"], message.get("params", {}))
            except Skip as skip:
                reply["result"] = {"skipped": str(skip) or "no reason given"}
            except Exception as error:  # an author's mistake fails one document, not the run
                traceback.print_exc()
                reply["error"] = {"code": -32000, "message": f"{type(error).__name__}: {error}"}
            self.put(reply)


def main():
    """Serves until standard input ends. What the plugin prints goes to standard error, which its page shows."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    _Server(sys.stdin.buffer, out).serve()
