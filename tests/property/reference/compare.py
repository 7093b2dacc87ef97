#!/usr/bin/env python3
"""Compares an outlive binary with the naive reference simulator on random scenarios.

Each scenario is written as YAML, run by the binary with --format json, simulated by reference.py, and
everything that both report is compared. The first scenarios to differ in some new way are shrunk and printed
with their differences. The last line is `N compared, M differ`; the exit code is 1 if anything differs.
"""
import argparse
import collections
import copy
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import traceback
from datetime import datetime, timedelta

sys.dont_write_bytecode = True  # no __pycache__ in the source tree
import reference  # noqa: E402
from reference import CELLS, DAY, DEFAULTS, HOUR, MINUTE, SECOND  # noqa: E402

# ------------------------------------------------------------------------------------------ scenarios as YAML

START = datetime.fromisoformat('2026-03-02T00:00:00+00:00')
DURATIONS = {
    'takes', 'start_up', 'max_runtime', 'timeout', 'idle_timeout', 'checkpoint_every', 'saves_in', 'duration',
    'directory_cap', 'job_timeout',
}


def duration_text(milliseconds):
    text = ''
    for unit, size in (('d', DAY), ('h', HOUR), ('m', MINUTE), ('s', SECOND), ('ms', 1)):
        count, milliseconds = divmod(milliseconds, size)
        text += '%d%s' % (count, unit) if count else ''
    return text or '0m'


def value_text(key, value):
    if value is None:
        return 'none'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if key.split('.')[-1] in DURATIONS:
        return duration_text(value)
    return '"%s"' % value if key == 'glue_version' else str(value)


def flow(tree):
    if isinstance(tree, str):
        return tree
    return '{' + ', '.join('%s: %s' % (key, flow(value)) for key, value in tree.items()) + '}'


def settings_tree(scenario):
    tree = {}

    def put(path, key, value):
        branch = tree
        for name in path[:-1]:
            branch = branch.setdefault(name, {})
        branch[path[-1]] = value_text(key, value)

    for key, value in scenario['settings'].items():
        put(key.split('.'), key, value)
    for domain, own in scenario['domains'].items():
        tree.setdefault('sagemaker', {}).setdefault('domains', {}).setdefault(domain, {})
        for key, value in own.items():
            put(['sagemaker', 'domains', domain, *key.split('.')[1:]], key, value)
    return tree


def as_yaml(scenario):
    """The file; gives each line of the timeline its `line`."""
    lines = ['outlive: 1', 'title: random', 'start: 2026-03-02T00:00:00Z']
    lines.append('horizon: ' + duration_text(scenario['horizon']))
    tree = settings_tree(scenario)
    if tree:
        lines.append('settings:')
        lines += ['  %s: %s' % (key, flow(value)) for key, value in tree.items()]
    lines.append('users:')
    for user, domain in scenario['users'].items():
        lines.append('  %s: %s' % (user, flow({'domain': domain} if domain else {})))
    lines.append('timeline:')
    for line in scenario['timeline']:
        parts = {'at': duration_text(line['at'])}
        for key, value in line.items():
            if key == 'set':
                parts.update((name, value_text(name, level)) for name, level in value.items())
            elif key not in ('at', 'line'):
                parts[key] = value_text(key, value)
        lines.append('  - ' + flow(parts))
        line['line'] = len(lines)
    return '\n'.join(lines) + '\n'


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

    def compare(self, thing, what, outlive, wanted):
        if outlive != wanted:
            self.append((thing, what, outlive, wanted))

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
        self.compare(thing, 'state', found['state'], wanted['state'])
        self.compare(thing, 'cause', found['ended_by'], wanted['cause'])
        if not wanted['rejected']:
            self.compare(thing, 'identity', found['identity'], wanted['identity'])
        for key in ('rejected', 'jobs'):
            self.compare(thing, key, found[key], wanted[key])
        for key in ('created', 'ready', 'ended'):
            self.compare(thing, key, milliseconds(found[key]), wanted[key])
        self.compare(thing, 'worked', found['worked_ms'], wanted['worked'])
        self.compare(thing, 'background_ms', found['background_session_ms'], wanted['background_ms'])
        self.compare_cost(thing, found['cost'], wanted['cost'])

    def compare_job(self, found, wanted):
        thing = 'jobs.' + found['name']
        if wanted['created'] is None and found['submitted'] is None:
            return  # lies after the horizon
        for key in ('outcome', 'cause', 'state', 'unseen', 'continued_by'):
            self.compare(thing, key, found[key], wanted[key])
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
        if found['session'] is None:
            self.compare_cost(thing, found['cost'], wanted['cost'])

    def compare_totals(self, found, wanted):
        ineffective = list(dict.fromkeys(one['line'] for one in found['ineffective']))
        self.compare('run', 'ineffective', ineffective, wanted['ineffective'])
        sessions, jobs = wanted['sessions'].values(), wanted['jobs'].values()
        totals = found['totals']
        outcomes = collections.Counter(job['outcome'] or 'rejected' for job in jobs)
        for outcome in ('completed', 'failed', 'stopped', 'rejected', 'running'):
            self.compare('totals', outcome, totals[outcome], outcomes[outcome])
        self.compare('totals', 'surviving', totals['surviving'], sum(job['survived'] for job in jobs))
        self.compare('totals', 'unseen', totals['unseen'], sum(job['unseen'] for job in jobs))
        background = wanted['background_sessions']
        self.compare('totals', 'background_sessions', totals['background_sessions'], background)
        costs = [one['cost'] for one in (*sessions, *jobs) if one['cost']]
        cells = {cell: sum(cost['cells'][cell] for cost in costs) for cell in CELLS}
        total = sum(cost['total'] for cost in costs)
        self.compare_cost('totals', found['cost']['all'], {'total': total, 'cells': cells})

    def compare_report(self, found, wanted):
        for part in ('sessions', 'jobs'):
            names = sorted(one['name'] for one in found[part])
            self.compare('run', 'names of ' + part, names, sorted(wanted[part]))
        if self:
            return
        for session in found['sessions']:
            self.compare_session(session, wanted['sessions'][session['name']])
        for job in found['jobs']:
            self.compare_job(job, wanted['jobs'][job['name']])
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


class Comparison:
    def __init__(self, binary, directory):
        self.binary = binary
        self.file = pathlib.Path(directory) / 'scenario.yaml'
        self.covered = collections.Counter()

    def run_outlive(self, scenario):
        """(exit code, standard output, standard error)"""
        self.file.write_text(as_yaml(scenario), encoding='utf-8')
        command = [self.binary, 'run', str(self.file), '--format', 'json']
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            return 'none in 60 s', '', ''
        return done.returncode, done.stdout, done.stderr

    def differences(self, scenario):
        """None if both refuse the scenario, because a line could mean several sign-ins."""
        code, output, errors = self.run_outlive(scenario)
        try:
            wanted = reference.simulate(scenario)
        except reference.AmbiguousSignIn:
            wanted = None
        except Exception:
            wanted = traceback.format_exc()
        found = Differences()
        if isinstance(wanted, str):
            found.append(('reference', 'exception', 'exit code %s' % code, wanted))
        elif code == 3:
            if wanted is None and AMBIGUOUS in errors:
                return None
            found.note_refusals(scenario, errors)
        elif code != 0:
            found.append(('run', 'exit code', code, 0))
        elif wanted is None:
            found.append(('run', 'accepted', 'accepted', 'ambiguous sign-in'))
        else:
            found.compare_report(json.loads(output), wanted)
            self.cover(wanted)
        return found

    def cover(self, wanted):
        for session in wanted['sessions'].values():
            self.covered['session', session['cause'], session['identity']] += 1
        for job in wanted['jobs'].values():
            self.covered['job', job['outcome'], job['cause'], job['identity']] += 1
            self.covered['survived'] += job['survived']
            self.covered['unseen'] += job['unseen']


# -------------------------------------------------------------------------------------------------- shrinking

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
    for domain in scenario['domains']:
        candidate = without('domains', domain)
        candidate['users'] = {user: None if of == domain else of for user, of in scenario['users'].items()}
        yield candidate
    for index, line in enumerate(scenario['timeline']):
        for key in line.keys() - {'at', 'line', 'do', 'admin', 'id', 'set', 'user', 'job', 'session'}:
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


# ------------------------------------------------------------------------------------------- random scenarios

DOMAIN_SETTINGS = [key for key in DEFAULTS if key.startswith('sagemaker.')]
WEIGHTS = {
    'sign_in': 3, 'sign_out': 3, 'end_session': 1, 'revoke': 2, 'set': 3, 'start_session': 5, 'run': 7,
    'stop_session': 1, 'stop_kernel': .4, 'restart_kernel': 1.2, 'close_notebook': 1, 'open_app': 1,
    'restart_app': .8, 'stop_app': .6, 'start_training_job': 3, 'start_processing_job': 1.2,
    'start_glue_job': 1.5, 'stop_job': 1.4, 'restart_job': 2.2,
}
WORKER_TYPES = ['Standard', 'G.1X', 'G.2X', 'G.4X', 'R.1X', 'R.2X']
INSTANCE_TYPES = ['ml.m5.xlarge', 'ml.m5.4xlarge', 'ml.r5.4xlarge']
TRAINING_TYPES = INSTANCE_TYPES + ['ml.g5.xlarge', 'ml.m5.large', 'ml.g5.2xlarge']
SAVES_IN = [30 * SECOND, 90 * SECOND, MINUTE, 2 * MINUTE, 2 * MINUTE, 2 * MINUTE + 1, 5 * MINUTE]


class Generator:
    """One random scenario. Most times lie on a grid, so that many things happen at the same instant.

    Odd seeds give dense scenarios, many lines at few instants; even seeds sparse ones, fewer and spread out.
    """

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.dense = seed % 2 == 1
        self.often_saves = self.chance(.12)
        self.grid = self.pick(5 * MINUTE, 15 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR)
        self.span = self.pick(12, 24, 48) * self.pick(1, 2)
        self.off_grid = self.chance(.15)
        if self.dense:
            self.grid, self.span = self.pick(15 * MINUTE, 30 * MINUTE), self.pick(4, 6, 8)
            self.off_grid = False
        elif self.often_saves:
            self.grid, self.span = self.pick(MINUTE, 30 * SECOND), self.pick(40, 80)
        self.several_sign_ins = self.chance(.5)
        self.mostly_signed_in = self.chance(.9)
        self.weights = dict(WEIGHTS)
        self.count = 0
        self.timeline = []
        self.sign_ins = {}    # user: names
        self.sessions = []    # (name, user), as the following
        self.apps = []
        self.statements = []
        self.jobs = []

    def scenario(self):
        horizon = self.pick(self.span, self.span, self.span + 4, self.span // 2 + 2) * self.grid
        settings = {key: self.level(key) for key in DEFAULTS if self.chance(.45)}
        if self.chance(.45):
            settings.pop('glue.dpu_quota', None)
        if self.chance(.6):
            settings['glue.background_sessions'] = True
        self.domains = {
            'dom%d' % number: {key: self.level(key) for key in DOMAIN_SETTINGS if self.chance(.4)}
            for number in range(self.pick(0, 0, 1, 2))
        }
        self.users = {
            'u%d' % number: self.pick(None, *self.domains) for number in range(self.pick(1, 1, 2, 3))
        }
        self.sign_ins = {user: [] for user in self.users}
        self.choose_weights()
        if self.mostly_signed_in:
            self.keep_signed_in(settings)
        self.fill_timeline()
        return {
            'horizon': 9 * DAY if self.chance(.06) else horizon, 'settings': settings,
            'domains': self.domains, 'users': self.users, 'timeline': self.timeline,
        }

    def choose_weights(self):
        style = self.random.random()
        if style < .3:  # Glue above all
            self.weights.update(start_training_job=.2, start_processing_job=.2, restart_job=.2, run=10)
        elif style < .55:  # SageMaker above all
            self.weights.update(start_session=.3, run=.3, stop_session=.3, restart_kernel=.3)
            self.weights.update(close_notebook=.3, start_glue_job=.3, restart_job=4)

    def keep_signed_in(self, settings):
        settings.pop('identity_center.interactive_session.directory_cap', None)
        duration = self.pick(self.span // 2, self.span, self.span // 3 + 1) * self.grid
        settings['identity_center.interactive_session.duration'] = max(15 * MINUTE, duration)
        self.weights.update(sign_out=1.2, sign_in=2 if self.several_sign_ins else .8, end_session=.4)
        for user in self.users:
            self.timeline.append({'at': 0, **self.line_sign_in(user)})

    def fill_timeline(self):
        lines = self.random.randint(25, 60) if self.dense else self.random.randint(5, 25)
        for at in sorted(self.time() for _ in range(lines)):
            user = self.pick(*self.users)
            line = self.line_sign_in(user) if not self.timeline and self.chance(.8) else None
            while line is None:
                kind = self.random.choices(list(self.weights), self.weights.values())[0]
                line = getattr(self, 'line_' + kind)(user)
            self.timeline.append({'at': at, **line})
        if self.chance(.15):  # the order of the file need not be the order of time
            by_time = collections.defaultdict(list)
            for line in self.timeline:
                by_time[line['at']].append(line)
            instants = list(by_time.values())
            self.random.shuffle(instants)
            self.timeline = [line for instant in instants for line in instant]

    # Draws.

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, *choices):
        return self.random.choice(choices)

    def time(self):
        odd = self.pick(1, 500, SECOND, 20_000, 59_999, 61_001) if self.off_grid and self.chance(.5) else 0
        return self.random.randint(0, self.span) * self.grid + odd

    def duration(self, least=0, most=24):
        odd = self.pick(1, 333, 500, 20_000, 59_999) if self.off_grid and self.chance(.4) else 0
        return self.random.randint(least, most) * self.grid + odd

    def limit(self, most, least=15 * MINUTE):
        return max(least, self.random.randint(1, most) * self.grid)

    def level(self, key):
        """A value for a setting."""
        last = key.split('.')[-1]
        if last in ('enabled', 'trusted_identity_propagation', 'background_sessions'):
            return self.chance(.6)
        if last == 'start_up':
            return self.pick(0, 0, self.grid, 2 * self.grid)
        if last in ('timeout', 'job_timeout'):
            return self.pick(None, self.limit(20), self.limit(8))
        if last == 'directory_cap':
            return self.pick(None, self.limit(20))
        if last == 'dpu_quota':
            return self.pick(None, 5, 10, 11, 20)
        if last == 'idle_timeout':
            return self.pick(self.limit(12), self.limit(4), 48 * HOUR)
        return self.limit(self.pick(4, 12, 30))

    def name(self, prefix):
        self.count += 1
        return '%s%d' % (prefix, self.count)

    def which(self, user):
        """Perhaps names a sign-in."""
        names = self.sign_ins[user]
        if not names or (not self.several_sign_ins and self.chance(.7)):
            return {}
        return {'from': self.pick(*names[-2:])}

    def app_of(self, user, probability):
        mine = [app for app, owner in self.apps if owner == user]
        return {'app': self.pick(*mine)} if mine and self.chance(probability) else {}

    def starter(self, user, probability):
        """By schedule, or by hand."""
        return {'scheduled': True} if self.chance(probability) else self.which(user)

    def some(self, probability, **keys):
        """These keys or not; each value is drawn by a function."""
        return {key: draw() for key, draw in keys.items() if self.chance(probability)}

    # Lines, each of one kind; None if there is nothing yet that it could be about.

    def line_sign_in(self, user):
        name = self.name('s')
        self.sign_ins[user].append(name)
        return {'user': user, 'do': 'sign_in', 'id': name}

    def line_sign_out(self, user):
        return {'user': user, 'do': 'sign_out', **self.which(user)}

    def line_end_session(self, user):
        line = {'admin': 'end_session', 'user': user}
        names = self.sign_ins[user]
        return {**line, 'from': self.pick(*names)} if names and self.chance(.5) else line

    def line_revoke(self, user):
        draw = self.random.random()
        if draw < .3:
            return {'admin': 'revoke', 'user': user}
        if draw < .7 and self.sessions:
            return {'admin': 'revoke', 'session': self.pick(*self.sessions)[0]}
        return {'admin': 'revoke', 'job': self.pick(*self.jobs)[0]} if self.jobs else None

    def line_set(self, _):
        if self.domains and self.chance(.3):
            key = self.pick(*DOMAIN_SETTINGS)
            return {'admin': 'set', 'domain': self.pick(*self.domains), 'set': {key: self.level(key)}}
        keys = self.random.sample(list(DEFAULTS), 1 if self.chance(.8) else 2)
        return {'admin': 'set', 'set': {key: self.level(key) for key in keys}}

    def line_start_session(self, user):
        name = self.name('c')
        self.sessions.append((name, user))
        return {
            'user': user, 'do': 'start_session', 'id': name, 'service': 'glue',
            **self.starter(user, .08), **self.app_of(user, .5),
            **self.some(.2, worker_type=lambda: self.pick(*WORKER_TYPES)),
            **self.some(.3, workers=lambda: self.random.randint(1, 7)),
            **self.some(.15, glue_version=lambda: self.pick('3.0', '4.0', '5.0', '5.1')),
            **self.some(.3, idle_timeout=lambda: self.limit(8, MINUTE)),
            **self.some(.2, timeout=lambda: self.pick(None, self.limit(16, MINUTE))),
            **self.some(.25, start_up=lambda: self.pick(0, self.grid, 2 * self.grid)),
        }

    def line_run(self, _):
        if not self.sessions:
            return None
        session, user = self.pick(*self.sessions[-4:])
        name = self.name('j')
        self.statements.append((name, user))
        return {
            'session': session, 'do': 'run', 'job': name,
            'takes': self.pick(0, self.duration(), self.duration(0, 6), self.duration(1, 12)),
            **self.some(.4, saves_results=lambda: True), **self.some(.1, fails=lambda: True),
        }

    def line_stop_session(self, _, do='stop_session'):
        return {'session': self.pick(*self.sessions)[0], 'do': do} if self.sessions else None

    def line_stop_kernel(self, user):
        return self.line_stop_session(user, 'stop_kernel')

    def line_close_notebook(self, user):
        return self.line_stop_session(user, 'close_notebook')

    def line_restart_kernel(self, _):
        if not self.sessions:
            return None
        session, user = self.pick(*self.sessions)
        line = {'session': session, 'do': 'restart_kernel', **self.which(user)}
        if self.chance(.75):
            line['id'] = self.name('c')
            self.sessions.append((line['id'], user))
        return line

    def line_open_app(self, user):
        name = self.name('a')
        self.apps.append((name, user))
        return {'user': user, 'do': 'open_app', 'id': name, **self.which(user)}

    def line_restart_app(self, _):
        if not self.apps:
            return None
        app, user = self.pick(*self.apps)
        return {'app': app, 'do': 'restart_app', **self.which(user)}

    def line_stop_app(self, _):
        return {'app': self.pick(*self.apps)[0], 'do': 'stop_app'} if self.apps else None

    def line_start_training_job(self, user):
        line = self.sagemaker_job(user, 'start_training_job', TRAINING_TYPES)
        if self.chance(.7 if self.often_saves else .35):
            line['saves_in'] = self.pick(*SAVES_IN)
        return line

    def line_start_processing_job(self, user):
        return self.sagemaker_job(user, 'start_processing_job', INSTANCE_TYPES)

    def sagemaker_job(self, user, do, types):
        name = self.name('t')
        self.jobs.append((name, user))
        return {
            'user': user, 'do': do, 'id': name, 'instance_type': self.pick(*types),
            'takes': self.pick(0, self.duration(), self.duration(1, 30), self.duration(1, 30)),
            **self.starter(user, .1), **self.app_of(user, .6),
            **self.some(.3, instances=lambda: self.random.randint(1, 3)),
            **self.some(.4, max_runtime=lambda: self.pick(self.limit(20, MINUTE), self.limit(6, MINUTE))),
            **self.some(.25, start_up=lambda: self.pick(0, self.grid, 3 * self.grid)),
            **self.some(.5, checkpoint_every=lambda: self.pick(
                self.grid, 2 * self.grid, 3 * self.grid, 7 * MINUTE)),
            **self.some(.12, fails=lambda: True),
        }

    def line_start_glue_job(self, user):
        name = self.name('g')
        self.jobs.append((name, user))
        return {
            'user': user, 'do': 'start_glue_job', 'id': name,
            'takes': self.pick(0, self.duration(), self.duration(1, 30), None), **self.starter(user, .1),
            **self.some(.25, streaming=lambda: True),
            **self.some(.35, timeout=lambda: self.pick(None, self.limit(12, MINUTE))),
            **self.some(.25, start_up=lambda: self.pick(0, self.grid, 3 * self.grid)),
            **self.some(.12, fails=lambda: True),
            **self.some(.2, worker_type=lambda: self.pick('G.2X', 'R.1X')),
            **self.some(.3, workers=lambda: self.random.randint(1, 7)),
        }

    def line_stop_job(self, _):
        known = self.jobs + self.statements
        return {'job': self.pick(*known)[0], 'do': 'stop_job'} if known else None

    def line_restart_job(self, _):
        if not self.jobs:
            return None
        job, user = self.pick(*self.jobs[-5:])
        name = self.name('r')
        self.jobs.append((name, user))
        return {'job': job, 'do': 'restart_job', 'id': name, **self.which(user)}


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
    parser.add_argument('--coverage', action='store_true', help='how often each ending occurred, on stderr')
    wanted = parser.parse_args()
    if not pathlib.Path(wanted.binary).is_file():
        parser.error('there is no %s' % wanted.binary)
    wanted.binary = str(pathlib.Path(wanted.binary).resolve())
    return wanted


def main():
    wanted = arguments()
    compared = differ = 0
    seed = wanted.seed
    with tempfile.TemporaryDirectory(prefix='outlive-compare-') as directory:
        comparison = Comparison(wanted.binary, directory)
        report = Report(comparison, wanted.show)
        while compared < wanted.count:
            scenario = Generator(seed).scenario()
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
    print('%d compared, %d differ' % (compared, differ))
    return 1 if differ else 0


if __name__ == '__main__':
    sys.exit(main())
