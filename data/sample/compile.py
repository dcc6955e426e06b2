#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sample project out of articles/, annotations/ and entities.txt.

Usage: compile.py [OUTPUT]     OUTPUT is sample.jsonl beside this file if not given.

Every quoted string must be found in its article, and every type, attribute, role, relation and entity must be known;
the first thing that is wrong ends it with "file:line: why".

annotations/NAME.txt goes with articles/NAME.txt, one thing a line, # begins a comment line:
  title = Union disputes police figure      also source, publisher, byline, published, language
  zone boilerplate "Breaking News"          headline, caption, byline, boilerplate or repeat
  status amira done "a note"                not begun, in work or done
  set amira                                 whose the lines below are: a name, gold or plugin:ID
  f1 Figure "More than 330 dockers" value=more than;330;;persons
  c1 Claim "first words" + "second words" source=p1 figure=f1 said-on=none
  rel part of f2 f1
A quoted string is its first occurrence in the article; "…"#2 is the second. "…" .. "…" goes from the beginning of the
first to the end of the second. Quotation marks within are written \\" and line ends \\n. A fragment after + and a string
after .. are looked for behind what stands before them. A value with spaces and an = stands in single quotes.
A quantity is modifier;low;high;measure, with ;each if it holds for each; what was said is the marked words or said='…'.
A role is filled by ids of the same set (a,b), author, none, entity:KEY or value:'JSON'.
note='…', unsure='…', entity=KEY and confidence=0.93 go with any type.
"""
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
METADATA = ('title', 'byline', 'source', 'publisher', 'published', 'language')
ZONES = ('headline', 'caption', 'byline', 'boilerplate', 'repeat')
STATUSES = ('not begun', 'in work', 'done')
MODIFIERS = ('exact', 'about', 'at least', 'more than', 'less than', 'nearly', 'at most', 'up to', 'range', 'magnitude')
QUOTED = r'"((?:[^"\\]|\\.)*)"(?:#(\d+))?'
PLUGIN_VERSION = '1.0'


class Wrong(Exception):
    pass


def read(path):
    with open(os.path.join(HERE, path), encoding='utf-8', newline='') as file:
        return file.read()


def lines(path):
    """Number and content of every line that says something."""
    for number, line in enumerate(read(path).splitlines(), 1):
        line = line.strip()
        if line and not line.startswith('#'):
            yield number, line


class Codebook:
    def __init__(self, path):
        self.json = json.loads(read(path))
        self.types = {one['name']: one for one in self.json['types']}
        self.relations = {one['name']: one for one in self.json['relations']}

    def named(self, type_name, what, name):
        return next((one for one in self.types[type_name].get(what, []) if one['name'] == name), None)


class Entities:
    def __init__(self, path, codebook):
        self.entities, self.judgements, self.questions = {}, [], []
        for number, line in lines(path):
            try:
                self.add([part.strip() for part in line.split('|')], codebook)
            except Wrong as why:
                raise Wrong(f'{path}:{number}: {why}')

    def add(self, parts, codebook):
        if parts[0] == 'not-same':
            if len(parts) != 5:
                raise Wrong('give not-same | key | key | person | reason')
            for key in parts[1:3]:
                self.check(key)
            self.judgements.append({'a': parts[1], 'b': parts[2], 'verdict': 'not the same',
                                    'by': parts[3], 'reason': parts[4]})
        elif parts[0] == 'question':
            self.questions.append({'id': f'q{len(self.questions) + 1}', 'text': parts[1]})
        else:
            self.add_entity(parts, codebook)

    def add_entity(self, parts, codebook):
        parts += [''] * (5 - len(parts))
        key, kind, name, aliases, note = parts[:5]
        if len(parts) > 5 or not name:
            raise Wrong('give key | kind | name | aliases | note')
        if kind not in codebook.types:
            raise Wrong(f'the codebook has no type “{kind}”')
        if key in self.entities:
            raise Wrong(f'“{key}” stands twice')
        entity = {'id': key, 'kind': kind, 'name': name}
        found = []
        for alias in re.split(r';\s*(?![^(]*\))', aliases):
            match = re.fullmatch(r'(.*?)(?:\s*\(evidence: (.*)\))?', alias.strip())
            if match[1]:
                found.append({'name': match[1], **({'evidence': match[2]} if match[2] else {})})
        if found:
            entity['aliases'] = found
        if note:
            entity['note'] = note
        self.entities[key] = entity

    def check(self, key):
        if key not in self.entities:
            raise Wrong(f'entities.txt has no “{key}”')
        return key


def split_options(rest):
    """“a=b c=d e c='f g'” as pairs; an unquoted value goes as far as the next name or the end."""
    options, at = [], 0
    name = re.compile(r"\s*([a-z][a-z-]*)=")
    while at < len(rest):
        match = name.match(rest, at)
        if not match:
            raise Wrong(f'“{rest[at:].strip()}” is no name=value')
        at = match.end()
        quoted = re.compile(r"(value:)?'(.*?)'(?=\s+[a-z][a-z-]*=|\s*$)").match(rest, at)
        if quoted:
            value, at = (quoted[1] or '') + quoted[2], quoted.end()
        else:
            end = re.compile(r'\s+[a-z][a-z-]*=|\s*$').search(rest, at)
            value, at = rest[at:end.start()], end.start()
            if not rest[at:].strip():
                at = len(rest)
        options.append((match[1], value))
    return options


class Document:
    def __init__(self, name, codebook, entities):
        file = name + '.txt'
        self.path = 'annotations/' + file
        self.codebook, self.entities = codebook, entities
        self.text = read('articles/' + file)
        self.key, self.number = name, name.split('-')[0]
        self.metadata, self.zones, self.statuses = {}, [], []
        self.by = None
        self.annotations = {}  # (set, local id) to annotation
        self.pending = []      # (line, set, local id, type, roles)
        for number, line in lines(self.path):
            self.guard(number, self.read_line, number, line)
        for number, *rest in self.pending:
            self.guard(number, self.link, *rest)

    def guard(self, number, function, *args):
        try:
            function(*args)
        except (Wrong, ValueError) as why:
            raise Wrong(f'{self.path}:{number}: {why}')

    def find(self, words, nth, start):
        words = words.replace('\\"', '"').replace('\\n', '\n').replace('\\r', '\r').replace('\\\\', '\\')
        at = start - 1
        for _ in range(int(nth or 1)):
            at = self.text.find(words, at + 1)
            if at < 0 or not words:
                raise Wrong(f'“{words}”{"#" + nth if nth else ""} is not in the article')
        return at, at + len(words)

    def spans(self, rest):
        """The spans at the beginning of rest, and what follows them."""
        spans, at, behind, joined = [], 0, 0, ''
        while True:
            match = re.compile(QUOTED).match(rest, at)
            if not match:
                raise Wrong(f'“{rest[at:]}” begins with no quoted string')
            start, end = self.find(match[1], match[2], behind)
            if joined == '..':
                spans[-1] = [spans[-1][0], end]
            else:
                spans.append([start, end])
            at, behind = match.end(), end
            joint = re.compile(r'\s*(\+|\.\.)\s*(?=")').match(rest, at)
            if not joint:
                return spans, rest[at:]
            joined, at = joint[1], joint.end()

    def read_line(self, number, line):
        metadata = re.fullmatch(r'([a-z]+) = (.*)', line)
        word, _, rest = line.partition(' ')
        if metadata:
            if metadata[1] not in METADATA:
                raise Wrong(f'“{metadata[1]}” is none of {", ".join(METADATA)}')
            self.metadata[metadata[1]] = metadata[2]
        elif word == 'zone':
            kind, _, rest = rest.partition(' ')
            if kind not in ZONES:
                raise Wrong(f'“{kind}” is none of {", ".join(ZONES)}')
            spans, more = self.spans(rest)
            if len(spans) != 1 or more.strip():
                raise Wrong('a zone has one span and nothing else')
            self.zones.append({'kind': kind, 'start': spans[0][0], 'end': spans[0][1]})
        elif word == 'status':
            match = re.fullmatch(r'(\S+) (' + '|'.join(STATUSES) + r')(?: "(.*)")?', rest)
            if not match:
                raise Wrong(f'give status NAME {" or ".join(STATUSES)} "note"')
            if match[1] == 'gold':
                raise Wrong('gold is no person and has no status')
            self.statuses.append({'by': match[1], 'status': match[2], **({'note': match[3]} if match[3] else {})})
        elif word == 'set':
            self.by = rest
        elif word == 'rel':
            match = re.fullmatch(r'(.+) (\S+) (\S+)', rest)
            if not match:
                raise Wrong('give rel RELATION ID ID')
            self.pending.append((number, self.by, match[2], match[1], [('rel', match[3])]))
        else:
            self.read_annotation(number, word, rest)

    def read_annotation(self, number, local, rest):
        type_name, _, rest = rest.partition(' ')
        if not self.by:
            raise Wrong('no set before it')
        if type_name not in self.codebook.types:
            raise Wrong(f'the codebook has no type “{type_name}”')
        if (self.by, local) in self.annotations:
            raise Wrong(f'“{local}” stands twice in the set {self.by}')
        spans, rest = self.spans(rest)
        annotation = {'id': f'{self.number}-{self.by.split(":")[-1]}-{local}', 'type': type_name, 'by': self.by,
                      'spans': spans}
        attributes, roles = {}, []
        options = split_options(rest)
        said = dict(options).get('said', ' '.join(self.text[a:b] for a, b in spans))
        for one in self.codebook.types[type_name].get('attributes', []):
            if 'initial' in one:
                attributes[one['name']] = one['initial']
        for name, value in options:
            self.read_option(annotation, attributes, roles, said, name, value)
        for one in self.codebook.types[type_name].get('attributes', []):
            if one.get('required') and one['name'] not in attributes:
                raise Wrong(f'it needs {one["name"]}=')
        for one in self.codebook.types[type_name].get('roles', []):
            if one.get('required') and one['name'] not in dict(roles):
                raise Wrong(f'it needs {one["name"]}=')
        if attributes:
            annotation['attributes'] = attributes
        if self.by.startswith('plugin:'):
            annotation['plugin'] = f'{self.by.split(":")[1]}@{PLUGIN_VERSION}'
        self.annotations[self.by, local] = annotation
        self.pending.append((number, self.by, local, None, roles))

    def read_option(self, annotation, attributes, roles, said, name, value):
        attribute = self.codebook.named(annotation['type'], 'attributes', name)
        if attribute:
            attributes[name] = self.attribute(attribute, value, said)
        elif name in ('note', 'unsure'):
            annotation[name] = value
        elif name == 'entity':
            annotation['entity'] = self.entities.check(value)
        elif name == 'confidence':
            annotation['confidence'] = float(value)
        elif self.codebook.named(annotation['type'], 'roles', name):
            roles.append((name, value))
        elif name != 'said':
            raise Wrong(f'{annotation["type"]} has no attribute or role “{name}”')

    def attribute(self, attribute, value, said):
        if attribute['kind'] == 'choice' and value not in attribute['choices']:
            raise Wrong(f'“{value}” is none of {", ".join(attribute["choices"])}')
        if attribute['kind'] == 'date' and not re.fullmatch(
                r'[\dX]{4}(-[\dX]{2}){0,2}[?~%]?(/([\dX]{4}(-[\dX]{2}){0,2}|\.\.)[?~%]?)?', value):
            raise Wrong(f'“{value}” is no date such as 2015-04-21')
        return self.quantity(value, said) if attribute['kind'] == 'quantity' else value

    def quantity(self, value, said):
        parts = value.split(';') + [''] * 5
        modifier, low, high, measure, each = (part.strip() for part in parts[:5])
        if modifier not in MODIFIERS:
            raise Wrong(f'the modifier “{modifier}” is none of {", ".join(MODIFIERS)}')
        numbers = []
        for number in (low, high):
            try:
                numbers.append(None if number == '' else float(number) if '.' in number else int(number))
            except ValueError:
                raise Wrong(f'“{number}” is no number')
        if None not in numbers and numbers[0] > numbers[1]:
            raise Wrong(f'{low} is above {high}')
        quantity = {'said': said, 'low': numbers[0], 'high': numbers[1], 'modifier': modifier}
        if measure:
            quantity['measure'] = measure
        if each:
            quantity['each'] = True
        return quantity

    def target(self, by, local, types, name):
        found = self.annotations.get((by, local))
        if not found:
            raise Wrong(f'the set {by} has no “{local}”')
        if found['type'] not in types:
            raise Wrong(f'“{name}” takes no {found["type"]} such as {local}')
        return found['id']

    def link(self, by, local, relation, roles):
        annotation = self.annotations.get((by, local))
        if not annotation:
            raise Wrong(f'the set {by} has no “{local}”')
        links = annotation.setdefault('relations', []) if roles else []
        if relation is not None:
            known = self.codebook.relations.get(relation)
            if not known:
                raise Wrong(f'the codebook has no relation “{relation}”')
            if annotation['type'] not in known['from']:
                raise Wrong(f'“{relation}” does not go from {annotation["type"]}')
            links.append({'type': relation, 'to': self.target(by, roles[0][1], known['to'], relation)})
            return
        for name, value in roles:
            role = self.codebook.named(annotation['type'], 'roles', name)
            if value in ('author', 'none'):
                links.append({'role': name, value: True})
            elif value.startswith('entity:'):
                links.append({'role': name, 'entity': self.entities.check(value[7:])})
            elif value.startswith('value:'):
                links.append({'role': name, 'value': json.loads(value[6:])})
            else:
                ids = value.split(',')
                if len(ids) > 1 and not role.get('many'):
                    raise Wrong(f'“{name}” takes one, not {len(ids)}')
                links += [{'role': name, 'to': self.target(by, one, role['types'], name)} for one in ids]

    def json(self):
        document = {'document': self.key}
        document.update((name, self.metadata[name]) for name in METADATA if name in self.metadata)
        document['text'] = self.text
        if self.statuses:
            document['statuses'] = self.statuses
        document['zones'] = self.zones
        document['annotations'] = list(self.annotations.values())
        return document


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':')) + '\n'


def main():
    codebook = Codebook('../codebooks/claims-and-entities.json')
    entities = Entities('entities.txt', codebook)
    names = sorted(name[:-4] for name in os.listdir(os.path.join(HERE, 'annotations')) if name.endswith('.txt'))
    for name in sorted(os.listdir(os.path.join(HERE, 'articles'))):
        if name.endswith('.txt') and name[:-4] not in names:
            raise Wrong(f'articles/{name}:1: it has no annotations')
    documents = [Document(name, codebook, entities) for name in names]
    people = {by for one in documents for by, _ in one.annotations if by != 'gold' and not by.startswith('plugin:')}
    people |= {status['by'] for one in documents for status in one.statuses}
    project = {'glossator': 1, 'codebook': codebook.json, 'people': sorted(people),
               'entities': list(entities.entities.values()), 'judgements': entities.judgements,
               'questions': entities.questions}
    output = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, 'sample.jsonl')
    with open(output, 'w', encoding='utf-8', newline='') as file:
        file.write(dump(project))
        for document in documents:
            file.write(dump(document.json()))


try:
    main()
except (Wrong, OSError, UnicodeDecodeError) as why:
    sys.exit(str(why))
