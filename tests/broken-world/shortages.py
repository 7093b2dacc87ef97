"""Commands that lack something: room on the disk, the right to write, a reader, memory."""
import collections
import resource
import subprocess

from commands import COMMANDS, is_draft

FAILED = range(1, 7)  # what the program may exit with if something is wrong; never 0, never a signal


class Shortages:
    def __init__(self, bench):
        self.bench = bench
        self.attempts, self.failed, self.did_without = (collections.Counter() for _ in range(3))
        self.finds = []

    def rows(self):
        return [[what, self.attempts[what], self.failed[what], self.did_without[what]] for what in self.attempts]

    def judge(self, what, name, done, may_do_without=False):
        """A message and a documented exit code; or, where that can be, success."""
        self.attempts[what] += 1
        errors = done.stderr.decode(errors='replace') if done.stderr is not None else None
        if done.returncode in (0, 5) and may_do_without:
            self.did_without[what] += 1
        elif done.returncode not in FAILED:
            self.finds.append('%s, %s: exit code %d: %s' % (what, name, done.returncode, errors))
        elif errors is not None and not errors.strip():
            self.finds.append('%s, %s: exit code %d and no message' % (what, name, done.returncode))
        else:
            self.failed[what] += 1

    def check_left(self, what, name):
        whole = self.bench.undisturbed(name)[0]
        for file, told in self.bench.left().items():
            if file.endswith('.jsonl.part'):
                continue  # the journal of a sweep: it goes on from there
            if '/' not in file and whole.get(file) != told:
                self.finds.append('%s, %s: leaves %s half-written' % (what, name, file))
        for folder in {file.split('/')[0] for file in self.bench.left() if '/' in file}:
            if folder + '/manifest.json' in self.bench.left():
                self.finds.append('%s, %s: leaves a manifest' % (what, name))

    def limited(self, name, limit, value):
        return subprocess.run([self.bench.binary, *COMMANDS[name][0].split()], cwd=self.bench.folder, capture_output=True,
                              timeout=120, check=False, preexec_fn=lambda: resource.setrlimit(limit, (value, value)))

    def no_room(self, names, sizes):
        """No file may grow beyond so many bytes: what a disk that is nearly full does to the largest of them."""
        for name in names:
            whole = self.bench.undisturbed(name)[0]
            if not whole:
                continue
            for size in sizes:
                self.bench.clear()
                done = self.limited(name, resource.RLIMIT_FSIZE, size)
                self.judge('room for %d bytes a file' % size, name, done)
                self.check_left('room for %d bytes a file' % size, name)

    def no_right(self, names):
        """A folder that nobody may write into; as root only where the file system says so, hence a file in its place."""
        for name in names:
            line, outputs = COMMANDS[name]
            for output in outputs[:1]:
                self.bench.clear()
                (self.bench.folder / 'file').write_text('in the way\n')
                done = self.bench.run(line.replace(output, 'file/' + output))
                self.judge('a file where a folder should be', name, done)
                done = self.bench.run(line.replace(output, 'missing/folder/' + output))
                self.judge('a folder that is not there', name, done, may_do_without=True)
                self.bench.clear()
                done = self.bench.run(line.replace(output, '/proc/' + output))
                self.judge('a file system that takes no files', name, done)

    def no_reader(self, verbs):
        for line in verbs:
            process = subprocess.Popen([self.bench.binary, *line.split()], cwd=self.bench.folder, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE)
            process.stdout.close()
            errors = process.communicate()[1]
            self.judge('a reader that has gone', line, subprocess.CompletedProcess(line, process.returncode, b'', errors),
                       may_do_without=True)
            with open('/dev/full', 'wb') as full:
                done = subprocess.run([self.bench.binary, *line.split()], cwd=self.bench.folder, stdout=full,
                                      stderr=subprocess.PIPE, timeout=120, check=False)
            self.judge('standard output on a full disk', line, done)
            done = subprocess.run(['sh', '-c', 'exec "$0" "$@" >&-', self.bench.binary, *line.split()],
                                  cwd=self.bench.folder, stderr=subprocess.PIPE, timeout=120, check=False)
            self.judge('standard output closed', line, done, may_do_without=True)

    def no_memory(self, names, sizes):
        for name in names:
            for megabytes in sizes:
                self.bench.clear()
                done = self.limited(name, resource.RLIMIT_AS, megabytes << 20)
                self.judge('%d MiB of address space' % megabytes, name, done, may_do_without=True)

    def run(self, quick):
        writers = [name for name in COMMANDS if COMMANDS[name][1]]
        if quick:
            writers = ['run -o', 'run --export focus', 'sweep -o', 'import -o']
        self.no_room(writers, (0, 1000) if quick else (0, 100, 1000, 4096, 20000))
        self.no_right(writers)
        self.no_reader(['run crowd.yaml', 'rules', 'schema'] if quick else [
            'run crowd.yaml', 'run crowd.yaml --format json', 'run crowd.yaml --format csv', 'sweep study.yaml', 'show crowd.yaml',
            'validate crowd.yaml --format json', 'recommend goals.yaml --no-assumptions', 'explain crowd.yaml churn', 'report saved',
            'report saved --format html', 'diff saved saved', 'compare crowd.yaml saved', 'check crowd.yaml', 'import swf log.swf',
            'fit jobs.csv', 'rules', 'schema', 'assumptions', 'completion bash', 'help', 'version', 'self-test --quiet'])
        self.no_memory(['run -o', 'import -o'] if quick else [*writers, 'report'],
                       (40, 60) if quick else (20, 30, 40, 50, 60, 80, 100, 150, 200))
        self.bench.clear()
