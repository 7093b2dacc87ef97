#!/usr/bin/env python3
"""A strict reader of TAP 14 (testanything.org/tap-version-14-specification) without subtests and bail-outs.

    tap14.py FILE      prints `P passed, F failed, T todo, S skipped`; `line N: ...` and exit code 1 if the file is wrong
"""
import json
import re
import sys

POINT = re.compile(r"(not )?ok (\d+)(?: - ((?:[^#\\]|\\.)*?))?(?: # (TODO|SKIP)\b(.*)| # (.*))?")
PLAN = re.compile(r"1\.\.(\d+)(?: # .+)?")
KEY = re.compile(r"  ([a-z_]+): (.*)")


class Wrong(Exception):
    pass


def read(lines):
    counts = {"passed": 0, "failed": 0, "todo": 0, "skipped": 0}
    plan, points, block, may_have_block = None, 0, None, False
    for number, line in enumerate(lines, 1):
        def need(holds, what):
            if not holds:
                raise Wrong(f"line {number}: {what}")
        if number == 1:
            need(line == "TAP version 14", "no version")
        elif block is not None:
            if line == "  ...":
                need(block, "an empty block")
                block = None
                continue
            pair = KEY.fullmatch(line)
            need(pair, "a block holds `  key: value`")
            need(pair[1] not in block, "a key twice")
            block[pair[1]] = json.loads(pair[2])  # JSON is YAML, too
        elif line == "  ---":
            need(may_have_block, "a block without its point")
            block, may_have_block = {}, False
        elif match := PLAN.fullmatch(line):
            need(plan is None and points == 0, "the plan stands once, at the beginning here")
            plan = int(match[1])
        else:
            match = POINT.fullmatch(line)
            need(match, "is neither a plan nor a point")
            points += 1
            need(int(match[2]) == points, "is out of order")
            if match[4]:
                counts["todo" if match[4] == "TODO" else "skipped"] += 1
            else:
                counts["failed" if match[1] else "passed"] += 1
            may_have_block = True
    if block is not None:
        raise Wrong("a block without an end")
    if plan != points:
        raise Wrong(f"{points} points where {plan} were planned")
    return ", ".join(f"{number} {word}" for word, number in counts.items())


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        text = file.read()
    try:
        if not text.endswith("\n"):
            raise Wrong("does not end in a line feed")
        print(read(text[:-1].split("\n")))
    except (Wrong, ValueError) as wrong:
        print(wrong)
        return 1
    return 0


sys.exit(main())
