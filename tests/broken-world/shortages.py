"""Commands that lack something: room on the disk, the right to write, a reader, memory."""
import collections
import os
import resource
import subprocess

from commands import COMMANDS

PRINTERS = (
    'run crowd.yaml', 'run crowd.yaml --format json', 'run crowd.yaml --format csv', 'run crowd.yaml --format markdown',
    'sweep study.yaml', 'show crowd.yaml', 'validate crowd.yaml', 'recommend goals.yaml --no-assumptions',
    'explain crowd.yaml churn', 'report saved', 'report saved --format html', 'diff saved saved', 'compare crowd.yaml saved',
    'check goal.yaml', 'import swf log.swf', 'fit jobs.csv', 'rules', 'schema', 'assumptions', 'assumptions --test crowd.yaml',
    'completion bash', 'help', 'help --format man', 'version', 'self-test --quiet')
STARVED = (
    'run crowd.yaml -o out', 'run large.yaml', 'run large.yaml --replications 4 --threads 2', 'run traced.yaml -o out',
    'sweep study.yaml -o out', 'recommend goals.yaml --no-assumptions -o out', 'import swf log.swf -o imported.yaml',
    'fit jobs.csv', 'report saved', 'validate traced.yaml')
NO_ACCESS = 4  # could not read or write, or too little memory


class Shortages:
    def __init__(self, bench):
        self.bench = bench
        self.attempts, self.failed, self.did_without = (collections.Counter() for _ in range(3))
        self.finds = []

    def rows(self):
        return [[what, self.attempts[what], self.failed[what], self.did_without[what]] for what in self.attempts]

    def find(self, what, name, found):
        self.finds.append('%s, %s: %s' % (what, name, found))

    def judge(self, what, name, done, expected=NO_ACCESS, may_do_without=()):
        """The documented exit code, and a message if it says that it could not; or one of those of success, where that can be."""
        self.attempts[what] += 1
        errors = done.stderr.decode(errors='replace') if done.stderr is not None else None
        if done.returncode != expected and done.returncode not in may_do_without:
            self.find(what, name, 'exit code %d: %s' % (done.returncode, errors))
        elif done.returncode != NO_ACCESS:
            self.did_without[what] += 1
        elif errors is not None and not errors.strip():
            self.find(what, name, 'exit code %d and no message' % done.returncode)
        else:
            self.failed[what] += 1

    def judge_left(self, what, name, left):
        """Of what was not done nothing has its final name but what is whole, and no folder has a manifest."""
        whole = self.bench.undisturbed(name)[0]
        for file, told in left.items():
            if file.endswith('.jsonl.part'):
                continue  # the journal of a sweep: it goes on from there
            if whole.get(file) != told:
                self.find(what, name, 'leaves %s half-written' % file)
            if file.endswith('/manifest.json'):
                self.find(what, name, 'leaves a manifest')

    def judge_written(self, what, name, done, left):
        """Done, and everything is there; or not done, with a message, and nothing is there that could be taken for whole."""
        whole, _, code = self.bench.undisturbed(name)
        if done.returncode == code:
            self.judge(what, name, done, expected=code)
            if left != whole:
                self.find(what, name, 'says that it is done, but leaves something else')
        else:
            self.judge(what, name, done)
            self.judge_left(what, name, left)

    def limited(self, line, limit, value):
        return subprocess.run([self.bench.binary, *line.split()], cwd=self.bench.folder, capture_output=True, timeout=120,
                              check=False, preexec_fn=lambda: resource.setrlimit(limit, (value, value)))

    def no_room(self, names, sizes):
        """No file may grow beyond so many bytes: what a disk that is nearly full does to the largest of them."""
        for name in names:
            for size in sizes:
                self.bench.clear()
                done = self.limited(COMMANDS[name][0], resource.RLIMIT_FSIZE, size)
                self.judge_written('files of at most %d bytes' % size, name, done, self.bench.left())

    def no_reader(self, lines):
        for line in lines:
            words = [self.bench.binary, *line.split()]
            options = {'cwd': self.bench.folder, 'stderr': subprocess.PIPE, 'timeout': 120, 'check': False}
            for_reading, for_writing = os.pipe()
            os.close(for_reading)
            self.judge('a reader that has gone', line, subprocess.run(words, stdout=for_writing, **options))
            os.close(for_writing)
            with open('/dev/full', 'wb') as full:
                self.judge('standard output on a full disk', line, subprocess.run(words, stdout=full, **options))
            closed = subprocess.run(['sh', '-c', 'exec "$0" "$@" >&-', *words], **options)
            self.judge('standard output closed', line, closed)
            self.first_line_only(line, words)

    def first_line_only(self, line, words):
        process = subprocess.Popen(words, cwd=self.bench.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        process.stderr.close()
        # What is short fits into the pipe whether or not somebody reads it.
        self.judge('a reader of one line', line, subprocess.CompletedProcess(words, process.wait(), b'', errors),
                   may_do_without=(0, 1, 5))

    def no_memory(self, lines, sizes):
        """A message of one or two lines, and not what the libraries say of themselves; the files as always."""
        for line in lines:
            for megabytes in sizes:
                self.bench.clear()
                done = self.limited(line, resource.RLIMIT_AS, megabytes << 20)
                what = '%d MiB of address space' % megabytes
                self.judge(what, line, done, may_do_without=(0, 1, 5))
                if done.returncode == NO_ACCESS and b'memory' not in done.stderr:
                    self.find(what, line, 'does not say what was missing: ' + done.stderr.decode(errors='replace'))

    def run(self, quick):
        writers = [name for name in COMMANDS if COMMANDS[name][1]]
        if quick:
            writers = ['run -o', 'run --export focus', 'sweep -o', 'import -o']
        self.no_room(writers, (0, 1000) if quick else (0, 100, 1000, 4096, 20000))
        self.no_reader(['run crowd.yaml', 'rules', 'schema'] if quick else PRINTERS)
        self.no_memory(['run crowd.yaml -o out', 'import swf log.swf -o imported.yaml'] if quick else STARVED,
                       (20, 100) if quick else (*range(18, 54, 3), 60, 100, 200))
        self.bench.clear()
        return writers
