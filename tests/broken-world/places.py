"""Places that take no file, or not all of it: file systems of a few pages or files, or for reading only; folders of somebody
else; something else in the way; links. And streams that the caller closed."""
import os
import shutil
import subprocess

from commands import COMMANDS

NO_ACCESS = 4  # could not read or write
SCRIPT = '''mount -t tmpfs -o "$1" none place && shift || exit 99
"$@"
code=$?
cp -r place/. kept
exit $code'''


class Places:
    def __init__(self, bench, short):
        self.bench = bench
        self.short = short  # the Shortages, which count and judge
        self.not_shown = []

    def can_mount(self):
        done = subprocess.run(['unshare', '-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt'], capture_output=True, check=False)
        return done.returncode == 0

    def on_a_mount(self, names, kinds):
        """File systems of their own, in a name space of their own. What is left is copied out of it before it goes."""
        if not self.can_mount():
            self.not_shown.append('full and read-only disks: this machine lets nobody mount one')
            return
        for options, what in kinds:
            for name in names:
                self.bench.clear()
                for folder in ('place', 'kept'):
                    (self.bench.folder / folder).mkdir()
                words = self.bench.written_to(name, 'place')
                done = subprocess.run(['unshare', '-rm', 'sh', '-c', SCRIPT, 'sh', options, self.bench.binary, *words],
                                      cwd=self.bench.folder, capture_output=True, timeout=120, check=False)
                self.short.judge_written(what, name, done, self.bench.left('kept'))

    def of_somebody_else(self, names):
        """A folder that this user may not write into. Root may write into all, so root runs the program as nobody."""
        other = {'user': 65534, 'group': 65534, 'extra_groups': []} if os.geteuid() == 0 else {}
        if other:
            self.bench.folder.chmod(0o755)
            binary = self.bench.folder / 'outlive'  # the original may lie where nobody may look
            shutil.copy(self.bench.binary, binary)
            binary.chmod(0o755)
        else:
            binary = self.bench.binary
        for name in names:
            place = self.bench.folder / 'place'
            place.mkdir(exist_ok=True)
            place.chmod(0o555)
            done = subprocess.run([str(binary), *self.bench.written_to(name, 'place')], cwd=self.bench.folder,
                                  capture_output=True, timeout=120, check=False, **other)
            self.short.judge_written('a folder without the right to write', name, done, self.bench.left('place'))
            place.chmod(0o755)
        self.bench.clear()

    def in_the_way(self, names):
        """A folder where a file should be, a file where a folder should be, and links that lead nowhere or in a circle."""
        for name in names:
            for output in COMMANDS[name][1]:
                if '/' in ''.join(file for file in self.bench.undisturbed(name)[0] if file.startswith(output)):
                    continue  # a folder
                self.attempt(name, 'a folder where a file should be', lambda path: path.mkdir(), output)
                self.attempt(name, 'a link that leads to itself', lambda path: path.symlink_to(path.name), output)
                if name != 'init':  # which overwrites nothing, a link neither
                    self.attempt(name, 'a link to a file that is not there yet',
                                 lambda path: path.symlink_to('elsewhere'), output, linked=True)
            for output in {each.split('/')[0] for each in self.bench.undisturbed(name)[0] if '/' in each}:
                self.attempt(name, 'a file where a folder should be', lambda path: path.write_text('in the way\n'), output)
                self.attempt(name, 'a link that leads to itself', lambda path: path.symlink_to(path.name), output)

    def attempt(self, name, what, put, output, linked=False):
        self.bench.clear()
        path = self.bench.folder / output
        put(path)
        done = self.bench.run(' '.join(self.bench.written_to(name, '.')))
        whole, _, code = self.bench.undisturbed(name)
        left = self.bench.left()
        if linked:
            self.short.judge(what, name, done, expected=code)
            if not path.is_symlink() or left.get('elsewhere') != whole[output]:
                self.short.find(what, name, 'the file that the link names is not what was asked for')
            return
        self.short.judge(what, name, done, expected=NO_ACCESS)
        if not (path.is_symlink() or path.is_dir() or path.read_text() == 'in the way\n'):
            self.short.find(what, name, 'has replaced what was there')

    def closed_streams(self, names):
        """A file that is opened must not become the standard stream that was closed."""
        for name in names:
            for closed in ('<&-', '2>&-', '<&- 2>&-'):
                self.bench.clear()
                done = subprocess.run(['sh', '-c', 'exec "$0" "$@" ' + closed, self.bench.binary,
                                       *self.bench.written_to(name, '.')],
                                      cwd=self.bench.folder, capture_output=True, timeout=120, check=False)
                whole, _, code = self.bench.undisturbed(name)
                what = 'standard input or error closed'
                self.short.judge(what, name, done, expected=code)
                if self.bench.left() != whole:
                    self.short.find(what, name, 'leaves something else')

    def run(self, writers, quick):
        kinds = [('size=4k', 'a disk of 4 KiB'), ('size=64k', 'a disk of 64 KiB'), ('ro', 'a disk for reading only')]
        if not quick:
            kinds += [('size=%dk' % size, 'a disk of %d KiB' % size) for size in (16, 256, 1024, 4096)]
            kinds += [('size=64m,nr_inodes=%d' % count, 'a disk for %d files' % (count - 1)) for count in (1, 2, 4)]
        self.on_a_mount(writers, kinds)
        self.of_somebody_else(writers)
        self.in_the_way(writers[:1] if quick else writers)
        self.closed_streams(writers[:1] if quick else writers)
        self.bench.clear()
