"""The commands that are interrupted and starved, what each writes, and how to tell whole from half-written."""
import csv
import hashlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time

CROWD = '''outlive: 1
title: a crowd
start: 2026-03-02T00:00:00Z
horizon: 28d
settings: {identity_center: {background_sessions: {enabled: true, duration: 2d}}, glue: {dpu_quota: 400}}
users: {maria: {}}
timeline:
  - {at: 9h, user: maria, do: sign_in}
  - {at: 9h, user: maria, do: start_training_job, id: churn, instance_type: ml.g5.xlarge, takes: 20h}
populations:
  staff:
    users: 60
    activities:
      explore:
        starts: {service: glue, workers: 5}
        per_day: 2
        statements: {geometric: {mean: 8}}
        think: {exponential: {mean: 5m}}
        takes: {lognormal: {median: 1m, sigma: 2}}
        forgets_to_stop: 30%
'''
LARGE = CROWD.replace('users: 60', 'users: 4000')  # who share a quota, so all of them are in memory at once
TRACED = '''outlive: 1
title: a long trace
start: 2026-03-02T00:00:00Z
horizon: 90d
workload:
  traces:
    - file: many.csv
      columns: {id: id, user: user, submitted: submitted, started: started, ended: ended}
      anchor: start
      sku: sagemaker.training.ml.m5.xlarge
'''
STUDY = '''outlive_study: 1
title: how long may they idle?
base: crowd.yaml
factors:
  idle: {key: glue.idle_timeout, levels: [1h, 8h]}
responses: {cost: cost.total, idle_cost: cost.idle}
replications: 6
'''
GOALS = STUDY.replace('replications: 6\n', 'replications: 4\n') + '''recommend:
  least: cost
  promises: {idle_cost: {at_most: 100000000 USD}}
  at_most: 8
'''


def trace(rows):
    return 'id,user,submitted,started,ended\n' + ''.join(
        '%d,u%d,%d,%d,%d\n' % (i, i % 17, i * 600, i * 600 + 60, i * 600 + 60 + (i * 7919) % 9000)
        for i in range(rows))


TRACE = trace(4000)
MANY = trace(12000)
SWF = ''.join('%d %d 5 %d 4 -1 -1 4 7200 -1 1 %d 1 1 1 1 -1 -1\n' % (i + 1, i * 300, 60 + (i * 7919) % 9000, i % 17)
              for i in range(20000))


INPUTS = {
    'crowd.yaml': CROWD, 'large.yaml': LARGE, 'goal.yaml': CROWD + 'expect: {jobs.churn.outcome: completed}\n',
    'traced.yaml': TRACED, 'many.csv': MANY, 'jobs.csv': TRACE, 'study.yaml': STUDY, 'goals.yaml': GOALS, 'log.swf': SWF}


def write_inputs(folder):
    for name, text in INPUTS.items():
        (folder / name).write_text(text, encoding='utf-8')


# A command line, and the files and folders that it writes.
COMMANDS = {
    'run -o': ('run crowd.yaml -o out', ['out']),
    'run --audit': ('run crowd.yaml --audit log.jsonl', ['log.jsonl']),
    'run --export focus': ('run crowd.yaml --export focus=bill.csv', ['bill.csv']),
    'run --export cur': ('run crowd.yaml --export cur=cur.csv', ['cur.csv']),
    'run --export trace': ('run crowd.yaml --export trace=trace.json', ['trace.json']),
    'run --export openmetrics': ('run crowd.yaml --export openmetrics=metrics.txt', ['metrics.txt']),
    'run --export sqlite': ('run crowd.yaml --export sqlite=all.sqlite', ['all.sqlite']),
    'sweep -o': ('sweep study.yaml -o out', ['out']),
    'sweep --resume': ('sweep study.yaml -o out --resume', ['out']),
    'sweep --shards': ('sweep study.yaml -o out --shards 2 --shard 0', ['out']),
    'sweep merge': ('sweep merge study.yaml shards -o out', ['out']),
    'recommend -o': ('recommend goals.yaml --no-assumptions -o out', ['out']),
    'report': ('report saved --format html', []),
    'import -o': ('import swf log.swf -o imported.yaml', ['imported.yaml', 'imported.csv']),
    'fit -o': ('fit jobs.csv -o fitted.yaml --plot fitted.svg', ['fitted.yaml', 'fitted.svg']),
    'init': ('init new.yaml', ['new.yaml']),
}


class Bench:
    """A folder with inputs, and what each command leaves if nothing disturbs it."""

    def __init__(self, binary, folder):
        self.binary = str(pathlib.Path(binary).resolve())
        self.folder = pathlib.Path(folder)
        write_inputs(self.folder)
        self.run('run crowd.yaml -o saved')
        for shard in (0, 1):
            self.run('sweep study.yaml -o shards --shards 2 --shard %d' % shard)
        self.inputs = set(os.listdir(self.folder))
        self.whole = {}

    def run(self, line, **options):
        return subprocess.run([self.binary, *line.split()], cwd=self.folder, capture_output=True, timeout=120, **options)

    def written_to(self, name, folder):
        """The words of a command that writes into a folder what it would have written here."""
        line, outputs = COMMANDS[name]
        moved = {output: '%s/%s' % (folder, output) for output in outputs}
        moved |= {'%s=%s' % (kind, output): '%s=%s' % (kind, moved[output]) for output in outputs
                  for kind in ('focus', 'cur', 'trace', 'openmetrics', 'sqlite')}
        return [moved.get(word, word) for word in line.split()]

    def start(self, line):
        return subprocess.Popen([self.binary, *line.split()], cwd=self.folder, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE)

    def clear(self):
        for name in set(os.listdir(self.folder)) - self.inputs:
            path = self.folder / name
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def left(self, inside='.'):
        """Every file that is not an input, by its name, with what tells it from another."""
        found = {}
        for path in sorted((self.folder / inside).rglob('*')):
            name = str(path.relative_to(self.folder / inside))
            if path.is_file() and name.split('/')[0] not in self.inputs:
                found[name] = digest(path)
        return found

    def undisturbed(self, name):
        """What the command leaves, and how long it takes."""
        if name not in self.whole:
            self.clear()
            began = time.monotonic()
            done = self.run(COMMANDS[name][0])
            took = time.monotonic() - began
            if done.returncode not in (0, 1, 5):
                raise SystemExit('%s: exit code %d: %s' % (name, done.returncode, done.stderr.decode()))
            self.whole[name] = (self.left(), took, done.returncode)
            self.clear()
        return self.whole[name]


def digest(path):
    if path.name != 'manifest.json':
        return hashlib.sha256(path.read_bytes()).hexdigest()
    manifest = json.loads(path.read_text(encoding='utf-8'))
    manifest.pop('execution', None)  # when, how long, on how many threads
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def is_draft(name):
    """The journal of a sweep, from which it goes on; or a file that has its draft's name, which only file systems need that
    have no files without names."""
    return name.endswith('.jsonl.part') or '.outlive-' in pathlib.Path(name).name


def says_partial(path):
    """Whether results that were written after an interruption say that they are partial, each in its own way."""
    if path.suffix == '.sqlite':
        database = sqlite3.connect(path)
        try:
            return database.execute('select incomplete from runs').fetchall() == [(1,)]
        finally:
            database.close()
    text = path.read_text(encoding='utf-8')
    if path.name == 'manifest.json':
        return json.loads(text)['complete'] is False
    if path.name == 'trace.json':
        return json.loads(text)['otherData']['incomplete']
    if path.name == 'metrics.txt':
        return '\noutlive_incomplete 1\n' in text
    rows = list(csv.DictReader(text.splitlines()))
    if path.name == 'bill.csv':
        return all(row['x_RunIsComplete'] == 'false' for row in rows)
    return path.name == 'cur.csv' and all('user_incomplete' in row['resource_tags'] for row in rows)
