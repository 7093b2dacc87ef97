"""Commands are interrupted at random moments: what is left must be nothing, or whole; and whoever goes on gets the same."""
import collections
import random
import signal
import subprocess
import time

from commands import COMMANDS, is_draft, says_partial

SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


class Interruptions:
    def __init__(self, bench, seed):
        self.bench = bench
        self.random = random.Random(seed)
        self.counts = collections.Counter()  # by command and signal
        self.partial = collections.Counter()  # of those, that left something behind
        self.told_partial = collections.Counter()  # of those, files that say that they are of a part
        self.stopped = False  # by itself, as it was told to
        self.finds = []

    def find(self, name, what):
        self.finds.append('%s: %s' % (name, what))

    def interrupt(self, name):
        """True if the command was stopped before it was done."""
        line, _ = COMMANDS[name]
        _, took, _ = self.bench.undisturbed(name)
        process = self.bench.start(line)
        time.sleep(self.random.uniform(0, 1.1 * took))
        with_signal = self.random.choice(SIGNALS)
        process.send_signal(with_signal)
        try:
            errors = process.communicate(timeout=60)[1].decode(errors='replace')
        except subprocess.TimeoutExpired:
            process.kill()
            self.find(name, 'still running a minute after %s' % with_signal.name)
            return False
        code = process.returncode
        # SIGINT and SIGTERM may come before the program has set up what it does then, or when it is about to end.
        if code not in (0, 1, 5, -with_signal, 128 + with_signal):
            self.find(name, 'exit code %d after %s: %s' % (code, with_signal.name, errors))
        if code in (0, 1, 5):
            return False
        self.stopped = code > 128
        self.counts[name, with_signal.name] += 1
        return True

    def check_left(self, name):
        """Nothing that has its final name differs from what an undisturbed run writes, in a file of its own or in a folder
        that has its manifest."""
        whole, _, _ = self.bench.undisturbed(name)
        left = self.bench.left()
        self.partial[name] += bool(left)
        for folder in {file.split('/')[0] for file in left if '/' in file}:
            self.check_folder(name, folder, whole, left)
        for file, told in left.items():
            if is_draft(file) or whole.get(file) == told:
                continue
            if '/' not in file and not self.is_partial(name, file):
                self.find(name, '%s is half-written' % file)

    def check_folder(self, name, folder, whole, left):
        if folder + '/manifest.json' not in left:
            self.check_refused(name, folder)
        elif not self.is_partial(name, folder + '/manifest.json'):
            expected, found = ({file: told for file, told in files.items() if file.startswith(folder + '/') and not is_draft(file)}
                               for files in (whole, left))
            if found != expected:
                self.find(name, 'a folder with a manifest is not whole: ' + ', '.join(sorted(set(expected) ^ set(found))))

    def is_partial(self, name, file):
        """A run that was told to stop writes what it has, and everything that it writes says so."""
        partial = self.stopped and says_partial(self.bench.folder / file)
        self.told_partial[name] += partial
        return partial

    def check_refused(self, name, folder):
        done = self.bench.run('report ' + folder)
        if done.returncode in (0, 1, 5) or not done.stderr:
            self.find(name, 'a folder without a manifest is taken for results: exit code %d' % done.returncode)

    def check_again(self, name):
        """The same command on what an interruption left: it comes to the same end, and nothing else stays."""
        whole, _, code = self.bench.undisturbed(name)
        if name == 'init' and self.bench.left():
            return  # never overwrites
        done = self.bench.run(COMMANDS[name][0])
        if done.returncode != code:
            self.find(name, 'exit code %d when run again: %s' % (done.returncode, done.stderr.decode(errors='replace')))
        # A kill between two system calls may leave the whole draft of a file that takes the place of another.
        left = {file: told for file, told in self.bench.left().items() if '.outlive-' not in file}
        if left != whole:
            self.find(name, 'run again leaves something else: ' + ', '.join(
                sorted(file for file in set(left) | set(whole) if left.get(file) != whole.get(file))))

    def round(self, names):
        for name in names:
            self.bench.clear()
            # A sweep that is resumed is interrupted again and again, on what the one before left.
            for _ in range(4 if name == 'sweep --resume' else 1):
                if not self.interrupt(name):
                    break
                self.check_left(name)
            self.check_again(name)

    def run(self, count, names=tuple(COMMANDS)):
        while sum(self.counts.values()) < count:
            self.round(names)
            yield sum(self.counts.values())
