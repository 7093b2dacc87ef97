#!/usr/bin/env python3
"""Compares an outlive binary with the reference simulator on many scenarios, on all processors, and tells what was shown.

Prints a page in Markdown: how many scenarios were compared and how many differ, which rules they exercised, alone and in
pairs, which readings of assumptions, and what ended sessions, jobs and hosts. The exit code is 1 if anything differs.
Progress goes to standard error. Ctrl-C ends it: the page is of what has been compared by then.
"""
import argparse
import collections
import itertools
import multiprocessing
import pathlib
import signal
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # no __pycache__ in the source tree
import compare  # noqa: E402
import families  # noqa: E402
from vocabulary import ASSUMPTIONS  # noqa: E402

SEEDS_OF_TASK = 200


class Watched(compare.Comparison):
    """Also notes which rules each scenario exercised."""

    def __init__(self, binary, directory):
        super().__init__(binary, directory)
        self.rules = collections.Counter()
        self.pairs = collections.Counter()
        self.readings = collections.Counter()

    def run_outlive(self, scenario):
        code, output, errors = super().run_outlive(scenario)
        if code == 0:
            # Every rule that ended, refused or delayed something stands in the results under this key.
            found = {line.split('"')[3] for line in output.splitlines() if line.strip().startswith('"rule": "')}
            self.rules.update(found)
            self.pairs.update(itertools.combinations(sorted(found), 2))
            self.readings.update(scenario.get('assumptions', {}).items())
        return code, output, errors


def task(work):
    binary, first = work
    with tempfile.TemporaryDirectory(prefix='outlive-compare-') as directory:
        watched = Watched(binary, directory)
        compared, differing = 0, []
        for seed in range(first, first + SEEDS_OF_TASK):
            differences = watched.differences(families.generator_of(seed, families.ALL).scenario())
            compared += differences is not None
            if differences:
                differing.append((seed, sorted(map(str, differences.kinds()))))
    return compared, differing, watched.covered, watched.rules, watched.pairs, watched.readings, watched.missing


class Sums:
    def __init__(self):
        self.compared = 0
        self.differing = []
        self.covered, self.rules, self.pairs, self.readings = (collections.Counter() for _ in range(4))
        self.missing = set()

    def add(self, found):
        compared, differing, covered, rules, pairs, readings, missing = found
        self.compared += compared
        self.differing += differing
        self.covered += covered
        self.rules += rules
        self.pairs += pairs
        self.readings += readings
        self.missing |= missing


def campaign(binary, count, seed, jobs):
    sums = Sums()
    first = itertools.count(seed, SEEDS_OF_TASK)
    last = seed - 1
    with multiprocessing.Pool(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        try:
            for found in pool.imap(task, ((binary, start) for start in itertools.islice(first, most_tasks(count)))):
                for seed_of_one, kinds in found[1]:
                    print('\rseed %d differs: %s' % (seed_of_one, ', '.join(kinds)), file=sys.stderr)
                sums.add(found)
                last += SEEDS_OF_TASK
                print('\r%d of %d compared, %d differ' % (sums.compared, count, len(sums.differing)),
                      end='', file=sys.stderr)
                if sums.compared >= count:
                    break
        except KeyboardInterrupt:  # tells of those that were compared
            pass
    print(file=sys.stderr)
    return sums, last


def most_tasks(count):
    """Of ten scenarios both refuse less than one."""
    return 2 * count // SEEDS_OF_TASK + 1


def table(title, counts, least=0):
    lines = ['| %s | times |' % title, '|---|---:|']
    lines += ['| %s | %d |' % (name, times) for name, times in counts if times >= least]
    return '\n'.join(lines)


def all_rules(binary):
    lines = subprocess.run([binary, 'rules', '--format', 'json'], capture_output=True, text=True, check=True).stdout
    return [line.split('"')[3] for line in lines.splitlines() if line.strip().startswith('"id": "')]


def endings(covered, thing):
    of_thing = collections.Counter()
    for what, times in covered.items():
        if what[0] == thing:
            of_thing[' '.join(str(word) for word in what[1:] if word)] += times
    return sorted(of_thing.items(), key=lambda item: (-item[1], item[0]))


def page(sums, binary, seed, last):
    known = [rule for rule in all_rules(binary) if not rule.startswith('B-')]
    unseen = [rule for rule in known if rule not in sums.rules]
    alternatives = [(name, option) for name, (_, options) in ASSUMPTIONS.items() for option in options[1:]]
    untried = [reading for reading in alternatives if reading not in sums.readings]
    parts = ['''# Two implementations agree

    tools/validation/reference %d %d

Random small scenarios, each run by Outlive and by a deliberately naive simulator in Python that was written from the rules
without sight of the engine (tests/property/reference). Compared of each session, job and host: state, cause, all instants,
identity, work, what each limit would have had to be, cost of each bucket to the nano-dollar; then totals, lines without
effect and refusals.

**%d scenarios compared (seeds %d to %d), %d differ.**
''' % (sums.compared, seed, sums.compared, seed, last, len(sums.differing))]
    if sums.differing:
        parts.append('Differing: ' + ', '.join('%d %s' % one for one in sums.differing[:20]) + '\n')
    parts.append('''## Rules

Rules that results name, as what ended, refused or delayed something: %d; pairs of them within one scenario: %d. Not among
them, because they end nothing themselves (results name the rule of the work, not of the revocation behind it), or because
no generated scenario holds what they are about: %s.
''' % (len(sums.rules), len(sums.pairs), ', '.join(unseen) or 'none'))
    parts.append(table('rule', sorted(sums.rules.items(), key=lambda item: (-item[1], item[0]))) + '\n')
    parts.append('''## Readings of assumptions

Of %d readings other than the default, %d were in force in some scenario. Not tried: %s.
''' % (len(alternatives), len(alternatives) - len(untried),
       ', '.join('%s %s' % reading for reading in untried) or 'none'))
    for thing in ('session', 'job', 'host'):
        parts.append('## What became of %ss\n' % thing)
        parts.append(table('%s: how it ended, with which identity' % thing, endings(sums.covered, thing)) + '\n')
    if sums.missing:
        parts.append('Not reported by Outlive, and so not compared: %s.\n' % ', '.join(sorted(sums.missing)))
    return '\n'.join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('binary', type=pathlib.Path)
    parser.add_argument('--count', type=int, default=100000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--jobs', type=int, default=multiprocessing.cpu_count())
    wanted = parser.parse_args()
    binary = str(wanted.binary.resolve())
    sums, last = campaign(binary, wanted.count, wanted.seed, wanted.jobs)
    print(page(sums, binary, wanted.seed, last), end='')
    return 1 if sums.differing else 0


if __name__ == '__main__':
    sys.exit(main())
