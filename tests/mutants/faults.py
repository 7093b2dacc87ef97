"""The faults of tests/mutants/*.txt (README.md): read, checked against the code, put into it."""
import dataclasses
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass
class Mutant:
    place: str
    name: str = ""
    file: str = ""
    breaks: str = ""
    survives: str = ""
    old: list = dataclasses.field(default_factory=list)
    new: list = dataclasses.field(default_factory=list)


class Bad(Exception):
    """What is wrong with a fault or with what is committed."""


def read_mutants():
    mutants = []
    turn = {}
    for path in sorted((ROOT / "tests/mutants").glob("*.txt")):
        mutant = None
        for number, line in enumerate(path.read_text().splitlines(), 1):
            place = f"{path.relative_to(ROOT)}:{number}:1"
            key, _, rest = line.partition(" ")
            if key == "mutant":
                mutant = Mutant(place, rest)
                mutants.append(mutant)
                turn[rest] = sum(each.place.startswith(f"{path.relative_to(ROOT)}:") for each in mutants)
            elif mutant is not None and key in ("file", "breaks", "survives"):
                setattr(mutant, key, rest)
            elif mutant is not None and key in ("-", "+"):
                (mutant.old if key == "-" else mutant.new).append(rest)
            elif line:
                raise Bad(f"{place}: error: a line begins with mutant, file, breaks, survives, - or +; this one with '{key}'")
    # Each list in its turn, so that an interrupted run has seen something of all. Headers last: each means to compile much.
    return sorted(mutants, key=lambda each: (each.file.endswith(".hpp"), turn[each.name]))


def broken(mutant, tree):
    """The text of the file with the fault in it."""
    path = tree / mutant.file
    if not mutant.file or not path.is_file():
        raise Bad(f"{mutant.place}: error: '{mutant.name}' breaks '{mutant.file}', which is not there")
    text, old = path.read_text(), "\n".join(mutant.old)
    count = text.count(old) if old else 0
    if count != 1:
        raise Bad(f"{mutant.place}: error: the old text of '{mutant.name}' is in {mutant.file} {count} times; expected once: "
                  "the code has changed, so bring the mutant up to date")
    return text.replace(old, "\n".join(mutant.new))


def check(mutants, tree):
    problems, names = [], set()
    for mutant in mutants:
        try:
            broken(mutant, tree)
        except Bad as bad:
            problems.append(str(bad))
        if mutant.name in names:
            problems.append(f"{mutant.place}: error: there is another mutant '{mutant.name}'; expected a name of its own")
        names.add(mutant.name)
    if problems:
        raise Bad("\n".join(problems))
