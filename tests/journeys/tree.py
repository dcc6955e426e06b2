# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessibility tree of a running program, read over the accessibility bus.

Questions to many nodes go out together and are answered together: asked one by one, as libatspi asks them, a window of
four hundred nodes takes seconds. Nothing is remembered: what a Node says is what the program says now, except where it
came from a reading of the whole tree (its name and role).
"""
import collections

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
ROOT = "/org/a11y/atspi/accessible/root"
SECONDS = 60
DEPTH = 60

PROPERTIES = "org.freedesktop.DBus.Properties"
NAME = GLib.Variant("(ss)", (ACCESSIBLE, "Name"))
IN_WINDOW = GLib.Variant("(u)", (int(Atspi.CoordType.WINDOW),))

Box = collections.namedtuple("Box", "x y width height")


def accessibility_bus():
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1,
                                None).unpack()[0]
    return Gio.DBusConnection.new_for_address_sync(
        address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)


def bus_name_of(bus, process):
    """The name of a process on the bus, None until it has registered: a program that is asked earlier stumbles (GTK 4.8)."""
    def ask(owner, path, interface, method, arguments=None):
        return bus.call_sync(owner, path, interface, method, arguments, None, 0, -1, None).unpack()[0]
    for name, _ in ask("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren"):
        try:
            if ask("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                   GLib.Variant("(s)", (name,))) == process:
                return name
        except GLib.Error:
            continue    # it has left since
    return None


class Application:
    """One program on the bus."""

    def __init__(self, bus, name):
        self.bus, self.name = bus, name

    def ask(self, questions):
        """The answers to questions (path, interface, method, arguments), each unpacked, None where there is none."""
        answers = [None] * len(questions)
        left = [len(questions)]

        def answered(bus, result, at):
            left[0] -= 1
            try:
                answers[at] = bus.call_finish(result).unpack()
            except GLib.Error:
                pass    # the node has gone, or does not know the interface
        for at, (path, interface, method, arguments) in enumerate(questions):
            self.bus.call(self.name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, SECONDS * 1000, None,
                          answered, at)
        context = GLib.MainContext.default()
        while left[0] > 0:
            context.iteration(True)
        return answers

    def read(self, top=None):
        """What is shown below a node, in the order of reading, the node itself first.

        GTK 4.8 calls every widget visible that is not hidden itself: what a stack does not show has no size. Pages of a
        stack are nodes that cannot have one.
        """
        top = top or Node(self, ROOT)
        level = [top]
        for _ in range(DEPTH):
            answers = self.ask([question for node in level for question in
                                ((node.path, ACCESSIBLE, "GetChildren", None), (node.path, PROPERTIES, "Get", NAME))])
            for i, node in enumerate(level):
                children, name = answers[i * 2:i * 2 + 2]
                node.name = name[0] if name else ""
                node.children = [Node(self, path, node) for _, path in (children[0] if children else ())]
            below = [child for node in level for child in node.children]
            answers = self.ask([question for node in below for question in
                                ((node.path, ACCESSIBLE, "GetState", None), (node.path, COMPONENT, "GetExtents", IN_WINDOW))])
            for i, node in enumerate(below):
                states, box = answers[i * 2:i * 2 + 2]
                node.box = Box(*box[0]) if box else None
                node.focused = states is not None and has_state(states[0], Atspi.StateType.FOCUSED)
                node.hidden = states is None or not has_state(states[0], Atspi.StateType.VISIBLE) or \
                    (node.box is not None and min(node.box.width, node.box.height) <= 1)
            level = [node for node in below if not node.hidden]
            if not level:
                break
        return list(top.walk())

    def ask_roles(self, nodes):
        for node, role in zip(nodes, self.ask([(node.path, ACCESSIBLE, "GetRole", None) for node in nodes])):
            node.role = Atspi.role_get_name(Atspi.Role(role[0])) if role else ""


def has_state(words, state):
    number = int(state)
    return number // 32 < len(words) and bool(words[number // 32] >> number % 32 & 1)


class States:
    def __init__(self, words):
        self.words = words

    def contains(self, state):
        return has_state(self.words, state)


class Node:
    """One thing in the window. The methods are called as libatspi calls them."""

    def __init__(self, application, path, parent=None):
        self.application, self.path, self.parent = application, path, parent
        self.name, self.role, self.box, self.children = None, None, None, []
        self.focused, self.hidden = False, False

    def read_children(self):
        return [Node(self.application, path, self) for _, path in self.ask(ACCESSIBLE, "GetChildren")[0]]

    def walk(self):
        if not self.hidden:
            yield self
            for child in self.children:
                yield from child.walk()

    def ask(self, interface, method, arguments=None):
        """Raises GLib.Error when the node has gone."""
        application = self.application
        return application.bus.call_sync(application.name, self.path, interface, method, arguments, None,
                                         Gio.DBusCallFlags.NONE, SECONDS * 1000, None).unpack()

    def get(self, interface, name):
        return self.ask(PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name)))[0]

    def get_name(self):
        return self.name if self.name is not None else self.get(ACCESSIBLE, "Name")

    def get_role_name(self):
        if self.role is None:
            self.application.ask_roles([self])
        return self.role

    def get_description(self):
        return self.get(ACCESSIBLE, "Description")

    def get_parent(self):
        return self.parent

    def get_state_set(self):
        return States(self.ask(ACCESSIBLE, "GetState")[0])

    def get_component_iface(self):
        return self

    def get_extents(self, coordinates):
        return Box(*self.ask(COMPONENT, "GetExtents", GLib.Variant("(u)", (int(coordinates),)))[0])

    def get_text_iface(self):
        return self if TEXT in self.ask(ACCESSIBLE, "GetInterfaces")[0] else None

    def get_character_count(self):
        return self.get(TEXT, "CharacterCount")

    def get_caret_offset(self):
        return self.get(TEXT, "CaretOffset")

    def get_n_selections(self):
        return self.ask(TEXT, "GetNSelections")[0]

    def get_text(self, start, end):
        return self.ask(TEXT, "GetText", GLib.Variant("(ii)", (start, end)))[0]

    def get_character_extents(self, offset, coordinates):
        return Box(*self.ask(TEXT, "GetCharacterExtents", GLib.Variant("(iu)", (offset, int(coordinates)))))

    def get_attribute_run(self, offset, with_defaults):
        """The attributes at an offset, and where they begin and end."""
        return self.ask(TEXT, "GetAttributeRun", GLib.Variant("(ib)", (offset, with_defaults)))
