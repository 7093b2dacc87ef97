#!/usr/bin/env python3
"""Compares an outlive binary with the naive reference simulator on random scenarios.

Each scenario is written as YAML, run by the binary with --format json, simulated by reference.py, and
everything that both report is compared; what the binary does not report is noted once. The first scenarios to
differ in some new way are shrunk and printed with their differences. The last line is
`N compared, M differ`; the exit code is 1 if anything differs.
"""
import argparse
import collections
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import traceback
from datetime import datetime, timedelta

sys.dont_write_bytecode = True  # no __pycache__ in the source tree
import families  # noqa: E402
import reference  # noqa: E402
from scenario_file import START, as_yaml  # noqa: E402
from vocabulary import CELLS  # noqa: E402

# -------------------------------------------------------------------------------------------------- comparing

def milliseconds(instant):
    """An instant of the report as an offset from the start."""
    if instant is None:
        return None
    return (datetime.fromisoformat(instant.replace('Z', '+00:00')) - START) // timedelta(milliseconds=1)


def nano(dollars):
    whole, _, fraction = dollars.partition('.')
    return int(whole) * 10**9 + int(fraction.ljust(9, '0'))


NOTHING = {'total': 0, 'cells': dict.fromkeys(CELLS, 0)}


def reported_money(cost):
    """A cost of the report, and whether its parts add up."""
    if cost is None:
        return NOTHING, True
    cells = {(bucket, attendance): nano(cost[bucket][attendance + '_usd']) for bucket, attendance in CELLS}
    total = nano(cost['total_usd'])
    attended = sum(amount for (_, attendance), amount in cells.items() if attendance == 'attended')
    adds_up = sum(cells.values()) == total and attended == nano(cost['attended_usd'])
    return {'total': total, 'cells': cells}, adds_up


AMBIGUOUS = "say which is meant with 'from'"


class Differences(list):
    """What differs: (thing, field, outlive's value, the reference's value)."""

    def __init__(self, missing=None):
        super().__init__()
        self.missing = missing if missing is not None else set()  # what outlive does not report

    def compare(self, thing, what, outlive, wanted):
        if outlive != wanted:
            self.append((thing, what, outlive, wanted))

    def compare_key(self, thing, found, key, wanted, read=lambda value: value):
        """Compares what outlive reports under this key; a key that it does not have is only noted."""
        if key not in found:
            self.missing.add(thing.split('.')[0] + '.' + key)
        else:
            self.compare(thing, key, read(found[key]), wanted)

    def compare_loss(self, thing, found, wanted):
        """When its identity session ended, or only whether it did."""
        if isinstance(found.get('identity_lost'), bool):
            wanted = wanted is not None
            self.compare_key(thing, found, 'identity_lost', wanted)
        else:
            self.compare_key(thing, found, 'identity_lost', wanted, milliseconds)

    def compare_cost(self, thing, outlive, wanted):
        found, adds_up = reported_money(outlive)
        wanted = wanted or NOTHING
        self.compare(thing, 'cost adds up', adds_up, True)
        self.compare(thing, 'cost', found['total'], wanted['total'])
        for cell in CELLS:
            self.compare(thing, 'cost.%s.%s' % cell, found['cells'][cell], wanted['cells'][cell])

    def compare_session(self, found, wanted):
        thing = 'sessions.' + found['name']
        if wanted['created'] is None and found['created'] is None:
            return  # lies after the horizon
        if wanted['service'] == 'glue' or wanted['state'] in ('starting', 'idle', 'busy'):
            self.compare(thing, 'state', found['state'], wanted['state'])
        self.compare(thing, 'cause', found['ended_by'], wanted['cause'])
        if not wanted['rejected']:
            self.compare(thing, 'identity', found['identity'], wanted['identity'])
        for key in ('rejected', 'jobs'):
            self.compare(thing, key, found[key], wanted[key])
        for key in ('created', 'ready', 'ended'):
            self.compare(thing, key, milliseconds(found[key]), wanted[key])
        self.compare_loss(thing, found, wanted['identity_lost'])
        self.compare(thing, 'worked', found['worked_ms'], wanted['worked'])
        self.compare(thing, 'background_ms', found['background_session_ms'], wanted['background_ms'])
        self.compare_cost(thing, found['cost'], wanted['cost'])

    def compare_job(self, found, wanted):
        thing = 'jobs.' + found['name']
        if wanted['created'] is None and found['submitted'] is None:
            return  # lies after the horizon
        for key in ('outcome', 'cause', 'unseen', 'continued_by'):
            self.compare(thing, key, found[key], wanted[key])
        if not wanted['livy'] and wanted['state'] is not None:
            self.compare(thing, 'state', found['state'], wanted['state'])
        if wanted['outcome'] != 'rejected':
            self.compare(thing, 'identity', found['identity'], wanted['identity'])
        for key, name in (('submitted', 'created'), ('started', 'started'), ('ended', 'ended')):
            self.compare(thing, key, milliseconds(found[key]), wanted[name])
        self.compare(thing, 'worked', found['worked_ms'], wanted['worked'])
        self.compare(thing, 'kept', found['kept_ms'], wanted['kept'])
        self.compare(thing, 'survived', found['survived_sign_out'], wanted['survived'])
        if wanted['takes'] is not None:
            self.compare(thing, 'takes', found['takes_ms'], wanted['takes'])
        limits = ('background_session', 'interactive_session', 'hard_limit', 'total_runtime')
        for limit, needed in zip(limits, wanted['needs']):
            self.compare(thing, 'needs ' + limit, found['needs_%s_ms' % limit], needed)
        self.compare_loss(thing, found, wanted['identity_lost'])
        self.compare_key(thing, found, 'credentials_until', wanted['credentials_until'], milliseconds)
        columns = sorted(wanted['columns'] or [])
        self.compare_key(thing, found, 'columns', columns, lambda names: sorted(names or []))
        if found['session'] is None:
            self.compare_cost(thing, found['cost'], wanted['cost'])

    def compare_host(self, found, wanted):
        thing = 'hosts.' + found['name']
        if wanted['created'] is None:
            return  # lies after the horizon, or was never opened
        for key in ('user', 'state', 'lives', 'up_ms'):
            self.compare_key(thing, found, key, wanted[key])
        if wanted['type'] != 'app':  # of an app outlive counts the sessions in its notebooks
            self.compare_key(thing, found, 'sessions', wanted['sessions'])
        self.compare_key(thing, found, 'type', wanted['type'], lambda name: name.split('_')[-1])
        self.compare_key(thing, found, 'ended_by', wanted['cause'])
        if wanted['rule'] is not None:
            self.compare_key(thing, found, 'rule', wanted['rule'])
        for key in ('created', 'ready', 'ended'):
            self.compare_key(thing, found, key, wanted[key], milliseconds)
        if 'cost' in found:
            self.compare_cost(thing, found['cost'], wanted['cost'])
        else:
            self.missing.add('hosts.cost')

    def compare_totals(self, found, wanted):
        ineffective = list(dict.fromkeys(one['line'] for one in found['ineffective']))
        # What SCIM held back is without effect later than its line was written.
        # Changes of the directory and of grants that change nothing are not reported as without effect.
        lines = {line['line']: line.get('admin') for line in self.timeline}
        without_effect = [line for line in wanted['ineffective'] if lines[line] not in DIRECTORY_LINES]
        self.compare('run', 'ineffective', sorted(ineffective), sorted(without_effect))
        sessions, jobs, hosts = (wanted[part].values() for part in ('sessions', 'jobs', 'hosts'))
        totals = found['totals']
        outcomes = collections.Counter(job['outcome'] or 'rejected' for job in jobs)
        for outcome in ('completed', 'failed', 'stopped', 'rejected', 'running'):
            self.compare('totals', outcome, totals[outcome], outcomes[outcome])
        self.compare('totals', 'surviving', totals['surviving'], sum(job['survived'] for job in jobs))
        self.compare('totals', 'unseen', totals['unseen'], sum(job['unseen'] for job in jobs))
        background = wanted['background_sessions']
        self.compare('totals', 'background_sessions', totals['background_sessions'], background)
        costs = [one['cost'] for one in (*sessions, *jobs, *hosts) if one['cost']]
        cells = {cell: sum(cost['cells'][cell] for cost in costs) for cell in CELLS}
        total = sum(cost['total'] for cost in costs)
        self.compare_cost('totals', found['cost']['all'], {'total': total, 'cells': cells})

    def compare_report(self, found, wanted):
        parts = [part for part in ('sessions', 'jobs', 'hosts') if part in found]
        self.missing.update({'sessions', 'jobs', 'hosts'} - set(parts))
        for part in parts:
            names = sorted(one['name'] for one in found[part])
            self.compare('run', 'names of ' + part, names, sorted(wanted[part]))
        if self:
            return
        for session in found['sessions']:
            self.compare_session(session, wanted['sessions'][session['name']])
        for job in found['jobs']:
            self.compare_job(job, wanted['jobs'][job['name']])
        for host in found.get('hosts', []):
            self.compare_host(host, wanted['hosts'][host['name']])
        self.compare_totals(found, wanted)

    def note_refusals(self, scenario, errors):
        """One difference for each of outlive's messages: `path:line:column: error: message`."""
        by_number = {str(line['line']): line for line in scenario['timeline']}
        for message in errors.splitlines():
            if ': error: ' not in message:
                continue
            place, text = message.split(': error: ', 1)
            number = place.split(':')[-2]
            line = by_number.get(number, {})
            what = line.get('do') or line.get('admin') or 'file'
            refused = ' refused as ambiguous' if AMBIGUOUS in text else ' refused'
            self.append(('timeline.line ' + number, what + refused, repr(text), 'accepts it'))

    def kinds(self):
        return {(thing.split('.')[0], what) for thing, what, _, _ in self}


DIRECTORY_LINES = {
    'enable_user', 'disable_user', 'delete_user', 'add_to_group', 'remove_from_group', 'add_assignment',
    'remove_assignment', 'deny', 'allow', 'grant', 'revoke_grant',
}

# What outlive refuses in sections of the file and the reference takes as meaning nothing.
SENSELESS = ('no column has a tag',)


def error_messages(errors):
    """The messages without their places, and names in them as one word."""
    found = [line.split(': error: ', 1)[1] for line in errors.splitlines() if ': error: ' in line]
    return [re.sub(r"'[^']*'", 'NAME', message) for message in found]


def refused_lines(errors):
    """Each line that has an error, with its message."""
    places = [line.split(': error: ', 1)[0] for line in errors.splitlines() if ': error: ' in line]
    return {int(place.split(':')[-2]): message for place, message in zip(places, error_messages(errors))}


class Comparison:
    def __init__(self, binary, directory, shuffle=0):
        self.binary = binary
        self.shuffle = shuffle
        self.file = pathlib.Path(directory) / 'scenario.yaml'
        self.covered = collections.Counter()
        self.missing = set()
        self.withdrawn = collections.Counter()

    def run_outlive(self, scenario):
        """(exit code, standard output, standard error)"""
        self.file.write_text(as_yaml(scenario), encoding='utf-8')
        command = [self.binary, 'run', str(self.file), '--format', 'json', '--shuffle', str(self.shuffle)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            return 'none in 60 s', '', ''
        return done.returncode, done.stdout, done.stderr

    def run_without_refused_lines(self, scenario):
        """Runs the scenario without the lines that outlive finds senseless where the reference has them do nothing,
        such as enabling who was deleted. What it says of them is counted and told at the end."""
        while True:
            code, output, errors = self.run_outlive(scenario)
            refused = {} if code != 3 or AMBIGUOUS in errors else refused_lines(errors)
            if not any(line['line'] in refused for line in scenario['timeline']):
                return scenario, code, output, errors
            self.withdrawn.update(refused.values())
            scenario = copy.deepcopy(scenario)
            scenario['timeline'] = [line for line in scenario['timeline'] if line['line'] not in refused]

    def differences(self, scenario):
        """None if both refuse the scenario, because a line could mean several sign-ins, or if outlive finds something
        outside the timeline senseless that the reference takes as it is."""
        scenario, code, output, errors = self.run_without_refused_lines(scenario)
        try:
            wanted = reference.simulate(scenario)
        except reference.AmbiguousSignIn:
            wanted = None
        except Exception:
            wanted = traceback.format_exc()
        found = Differences(self.missing)
        if isinstance(wanted, str):
            found.append(('reference', 'exception', 'exit code %s' % code, wanted))
        elif code == 3:
            if wanted is None and AMBIGUOUS in errors:
                return None
            if all(any(known in message for known in SENSELESS) for message in error_messages(errors)):
                self.withdrawn.update(error_messages(errors))
                return None
            found.note_refusals(scenario, errors)
        elif code != 0:
            found.append(('run', 'exit code', code, 0))
        elif wanted is None:
            found.append(('run', 'accepted', 'accepted', 'ambiguous sign-in'))
        else:
            found.timeline = scenario['timeline']
            found.compare_report(json.loads(output), wanted)
            self.cover(wanted)
        return found

    def cover(self, wanted):
        for session in wanted['sessions'].values():
            self.covered['session', session['cause'], session['identity']] += 1
        for job in wanted['jobs'].values():
            self.covered['job', job['outcome'], job['cause'], job['identity']] += 1
            self.covered['credentials'] += job['credentials_until'] is not None
            self.covered['survived'] += job['survived']
            self.covered['unseen'] += job['unseen']
        for host in wanted['hosts'].values():
            self.covered['host', host['type'], host['cause']] += 1


# -------------------------------------------------------------------------------------------------- shrinking

FIXED = {
    'at', 'line', 'do', 'admin', 'id', 'set', 'user', 'job', 'session', 'service', 'group', 'application',
    'cluster', 'tags', 'location',
}


def smaller(scenario):
    """Every scenario with one thing less, the bigger things first."""
    def without(part, key):
        candidate = copy.deepcopy(scenario)
        del candidate[part][key]
        return candidate

    for index in reversed(range(len(scenario['timeline']))):
        yield without('timeline', index)
    for key in scenario['settings']:
        yield without('settings', key)
    if len(scenario['users']) > 1:
        for user in scenario['users']:
            yield without('users', user)
    for part in ('assumptions', 'assignments', 'groups', 'places', 'projects', 'access'):
        for key in scenario.get(part) or {}:
            yield without(part, key)
    for index in range(len(scenario.get('quotas') or [])):
        yield without('quotas', index)
    for domain in scenario['domains']:
        candidate = without('domains', domain)
        candidate['users'] = {user: None if of == domain else of for user, of in scenario['users'].items()}
        yield candidate
    for index, line in enumerate(scenario['timeline']):
        for key in line.keys() - FIXED:
            candidate = copy.deepcopy(scenario)
            del candidate['timeline'][index][key]
            yield candidate


def shrink(comparison, scenario, differences):
    """A scenario of which nothing can be left out without losing every difference of these kinds."""
    kinds = differences.kinds()
    while True:
        for candidate in smaller(scenario):
            found = comparison.differences(candidate)
            if found and found.kinds() & kinds:
                scenario, differences = candidate, found
                break
        else:
            return scenario, differences


# ----------------------------------------------------------------------------------------------- command line

class Report:
    """Shrinks and prints the first scenario of each kind of difference."""

    def __init__(self, comparison, most):
        self.comparison = comparison
        self.left = most
        self.seen = set()

    def is_new(self, differences):
        kinds = frozenset(differences.kinds())
        new = kinds not in self.seen
        self.seen.add(kinds)
        return new

    def add(self, seed, scenario, differences):
        if not self.left or not self.is_new(differences):
            return
        before = differences.kinds()
        scenario, differences = shrink(self.comparison, scenario, differences)
        if differences.kinds() != before and not self.is_new(differences):
            return
        self.left -= 1
        print('--- seed %d' % seed)
        print(as_yaml(scenario), end='')
        for thing, what, outlive, wanted in differences:
            print('# %s, %s: outlive %s, reference %s' % (thing, what, outlive, wanted))
        sys.stdout.flush()


def arguments():
    parser = argparse.ArgumentParser(description='Compares outlive with the reference simulator.')
    parser.add_argument('binary', help='the outlive to compare')
    parser.add_argument('--count', type=int, default=2000, help='scenarios to compare (2000)')
    parser.add_argument('--seed', type=int, default=1, help='of the first scenario; the others follow (1)')
    parser.add_argument('--show', type=int, default=5, help='kinds of difference to shrink and print (5)')
    parser.add_argument('--families', default=','.join(families.ALL),
                        help='what scenarios are about, of %s (all but accounts)' % ','.join(families.KNOWN))
    parser.add_argument('--shuffle', type=int, default=0,
                        help='order of play; where it is not 0, users who share quotas run ahead of each other (0)')
    parser.add_argument('--coverage', action='store_true', help='how often each ending occurred, on stderr')
    wanted = parser.parse_args()
    if not pathlib.Path(wanted.binary).is_file():
        parser.error('there is no %s' % wanted.binary)
    wanted.families = wanted.families.split(',')
    unknown = set(wanted.families) - set(families.KNOWN)
    if unknown:
        parser.error('there is no family %s' % ', '.join(sorted(unknown)))
    wanted.binary = str(pathlib.Path(wanted.binary).resolve())
    return wanted


def main():
    wanted = arguments()
    compared = differ = 0
    seed = wanted.seed
    with tempfile.TemporaryDirectory(prefix='outlive-compare-') as directory:
        comparison = Comparison(wanted.binary, directory, wanted.shuffle)
        report = Report(comparison, wanted.show)
        while compared < wanted.count:
            scenario = families.generator_of(seed, wanted.families).scenario()
            differences = comparison.differences(scenario)
            if differences is not None:  # else both refuse it, and the next one takes its place
                compared += 1
            if differences:
                differ += 1
                report.add(seed, scenario, differences)
            seed += 1
    if wanted.coverage:
        for ending, times in sorted(comparison.covered.items(), key=str):
            print('%7d  %s' % (times, ending), file=sys.stderr)
    if comparison.missing:
        print('note: outlive does not report %s' % ', '.join(sorted(comparison.missing)), file=sys.stderr)
    for message, times in comparison.withdrawn.most_common(12):
        print('note: %d refused: %s' % (times, message), file=sys.stderr)
    print('%d compared, %d differ' % (compared, differ))
    return 1 if differ else 0


if __name__ == '__main__':
    sys.exit(main())
