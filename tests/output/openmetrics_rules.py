#!/usr/bin/env python3
"""A strict reader of OpenMetrics text 1.0, for the types that Outlive writes.

    openmetrics_rules.py FILE      prints what is wrong, `line N: ...`, and exits with 1; or counts families and samples

Written from the specification's grammar (prometheus.io/docs/specs/om/open_metrics_spec), not from the program.
"""
import re
import sys

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
META = re.compile(rf"# (TYPE|UNIT|HELP) ({NAME}) (.*)")
SAMPLE = re.compile(rf"({NAME})(?:\{{((?:{LABEL})(?:,{LABEL})*)?\}})? ({NUMBER})")
HELP = re.compile(r'(?:[^"\\\n]|\\["\\n])*')
SUFFIXES = {"counter": ["_total"], "gauge": [""], "info": ["_info"], "summary": ["", "_count", "_sum"]}


class Wrong(Exception):
    pass


def need(holds, what):
    if not holds:
        raise Wrong(what)


class Reader:
    def __init__(self):
        self.families = {}  # name: {TYPE, UNIT, HELP}
        self.current = None
        self.seen = set()
        self.quantile = None

    def meta(self, kind, name, text):
        if name != self.current:
            need(name not in self.families, f"family {name} is not in one piece")
            need(kind == "TYPE", "a family without its type")
            self.families[name] = {"samples": 0}
            self.current = name
        family = self.families[name]
        need(kind not in family, f"{kind} twice")
        need(family["samples"] == 0, "metadata behind samples")
        family[kind] = text
        if kind == "TYPE":
            need(text in SUFFIXES, f"unknown type {text}")
        if kind == "UNIT":
            need(name.endswith("_" + text), f"{name} does not end in its unit {text}")
            need(family["TYPE"] != "info", "an info metric has no unit")
        if kind == "HELP":
            need(HELP.fullmatch(text), "an escape that there is not")

    def sample(self, name, labels, value):
        need(self.current is not None, "a sample without family")
        family = self.families[self.current]
        suffixes = [suffix for suffix in SUFFIXES[family["TYPE"]] if name == self.current + suffix]
        need(suffixes, f"{name} is no sample of the {family['TYPE']} {self.current}")
        pairs = re.findall(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"', labels or "")
        names = [key for key, _ in pairs]
        need(len(set(names)) == len(names), "a label twice")
        identity = (name, tuple(sorted(pairs)))
        need(identity not in self.seen, "a sample twice")
        self.seen.add(identity)
        number = float(value)
        if family["TYPE"] == "counter" or suffixes[0] in ("_count", "_sum"):
            need(number >= 0, "a counter below zero")
        if family["TYPE"] == "info":
            need(number == 1, "the value of an info metric is 1")
        if family["TYPE"] == "summary" and suffixes[0] == "":
            need("quantile" in names and 0 <= float(dict(pairs)["quantile"]) <= 1, "a quantile out of range")
        family["samples"] += 1

    def read(self, lines):
        need(lines and lines[-1] == "# EOF", "does not end in # EOF")
        for number, line in enumerate(lines[:-1], 1):
            try:
                need(line != "# EOF", "something behind # EOF")
                if meta := META.fullmatch(line):
                    self.meta(*meta.groups())
                elif sample := SAMPLE.fullmatch(line):
                    self.sample(*sample.groups())
                else:
                    raise Wrong("is neither metadata nor a sample")
            except Wrong as wrong:
                raise Wrong(f"line {number}: {wrong}") from None
        for name in self.families:  # names of samples must not clash between families
            for suffix in ("_total", "_info", "_count", "_sum", "_bucket", "_created"):
                need(name + suffix not in self.families, f"{name} and {name + suffix} clash")


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        text = file.read()
    reader = Reader()
    try:
        need(text.endswith("\n"), "does not end in a line feed")
        need("\r" not in text, "a carriage return")
        reader.read(text[:-1].split("\n"))
    except Wrong as wrong:
        print(wrong)
        return 1
    print(f"{len(reader.families)} families, {len(reader.seen)} samples")
    return 0


sys.exit(main())
