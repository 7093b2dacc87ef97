"""A copy of what is committed in which one file is broken, built and tested."""
import dataclasses
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import signal
import subprocess
import time

from faults import ROOT, Bad, broken

COPY = pathlib.Path(os.environ.get("OUTLIVE_MUTANTS", ROOT / "build/mutants"))
BUILD = COPY / "build/dev"
# Property tests draw alike every time, as under ctest.
ENVIRONMENT = dict(os.environ, RC_PARAMS="seed=20260302")
# Tests that take longer hang: in processor time, so that a busy machine is no reason, and in all.
MOST_SECONDS_OF_PROCESSOR = 300
MOST_SECONDS = 1800
HANGS = "the tests do not come to an end"


@dataclasses.dataclass
class Outcome:
    by: str = ""  # the test case that failed first; empty: none did
    test_file: str = ""
    seconds: float = 0


# --- The copy ---


def git(*arguments, folder=ROOT):
    done = subprocess.run(["git", "-C", str(folder), *arguments], text=True, capture_output=True)
    if done.returncode != 0:
        raise Bad(done.stderr.strip())
    return done.stdout.strip()


def make_copy():
    commit = git("rev-parse", "HEAD")
    if (COPY / ".git").exists():
        git("checkout", "--quiet", "--force", "--detach", commit, folder=COPY)
    else:
        git("worktree", "prune")
        git("worktree", "add", "--detach", str(COPY), commit)
    # What is linked over and over is linked quickly, without what only a debugger reads.
    flags = "-Wl,--strip-debug" + (" -fuse-ld=lld" if shutil.which("ld.lld") else "")
    # Each file apart, so that one of them can take the place of its like in the library.
    subprocess.run(["cmake", "--preset", "dev", "-DOUTLIVE_TOGETHER=OFF", f"-DCMAKE_EXE_LINKER_FLAGS={flags}"], cwd=COPY, check=True,
                   stdout=subprocess.DEVNULL)


def say(command, **options):
    """What it says if it fails."""
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    return "" if done.returncode == 0 else done.stdout or "it failed"


def build():
    """All that the tests need, as make and ninja would."""
    return say(["ninja", "-C", str(BUILD), "unit_tests"])


class Bench:
    """Compiles one broken file and links it before the library, which then does without its own: seconds instead of a minute."""

    def __init__(self):
        problem = build()
        if problem:
            raise Bad(problem + "\nerror: what is committed does not compile")
        self.folder = COPY / "build/broken"
        self.folder.mkdir(exist_ok=True)
        self.commands = {each["file"]: shlex.split(each["command"])
                         for each in json.loads((BUILD / "compile_commands.json").read_text())}
        said = subprocess.run(["ninja", "-C", str(BUILD), "-t", "commands", "unit_tests"], check=True, text=True,
                              stdout=subprocess.PIPE).stdout
        self.link = shlex.split(said.strip().splitlines()[-1].split(" && ")[1])
        # Precompiled anew, since these headers must be compiled like what includes them.
        self.header = self.folder / "standard.hpp"
        of_build = next(iter(BUILD.glob("CMakeFiles/outlive_library.dir/cmake_pch.hxx")))
        if not self.header.exists() or self.header.read_text() != of_build.read_text():
            self.header.write_text(of_build.read_text())
            any_command = self.command(COPY / "sim/cost/pricing.cpp")
            at = any_command.index("-include")
            problem = say([*any_command[:at], *any_command[at + 2:], "-x", "c++-header", "-o", f"{self.header}.gch", "-c",
                           str(self.header)], cwd=BUILD)
            if problem:
                raise Bad(problem)

    def command(self, file):
        """As the build compiles this file, without optimisation, symbols and warnings, and up to its output."""
        words = self.commands[str(file)]
        kept = [word for word in words[:words.index("-o")] if word not in ("-g", "-O1", "-Werror", "-Winvalid-pch")]
        kept[kept.index("-include") + 1] = str(self.header)
        return [*kept, "-O0", "-w"]

    def make(self, mutant):
        """What the compiler says if it does not compile."""
        source, compiled = self.folder / f"{mutant.name}.cpp", self.folder / f"{mutant.name}.o"
        source.write_text(broken(mutant, COPY))
        problem = say([*self.command(COPY / mutant.file), "-o", str(compiled), "-c", str(source)], cwd=BUILD)
        if problem:
            return problem
        link = [str(self.program(mutant)) if word == "unit_tests" else word for word in self.link]
        link.insert(link.index("liboutlive.a"), str(compiled))
        return say(link, cwd=BUILD)

    def program(self, mutant):
        return self.folder / mutant.name

    def clear(self, mutant):
        for suffix in (".cpp", ".o", ""):
            (self.folder / f"{mutant.name}{suffix}").unlink(missing_ok=True)


# --- The tests ---


def stages(mutant):
    """The tests of the file that is broken, those of its folder, those of whole scenarios; then all others. Apart from them
    those that start the program."""
    path = pathlib.Path(mutant.file)
    namesakes = f"*/{path.stem}*_test.cpp"
    folders = dict.fromkeys(f"*/tests/{folder}/*" for folder in (path.parts[1], "workload", "theory", "tools"))
    *early, theory, program = [[f"-sf={folder}", f"-sfe={namesakes}"] for folder in folders]
    return [[f"-sf={namesakes}"], *early, [f"-sfe={','.join([namesakes, *folders])}"], theory], program


def first_failure(output):
    """The test case that was told of last before the first error, and its file."""
    head = re.split(r": (?:FATAL )?ERROR: |\nERROR: ", output, maxsplit=1)[0]
    cases = re.findall(r"={20,}\n(\S+?):\d+:\n(?:TEST SUITE: .*\n)?(?:TEST CASE|SCENARIO): +(.*)", head)
    if not cases:
        return None
    file, name = cases[-1]
    return name.strip(), os.path.relpath(BUILD / file, COPY)


def run_tests(filters, program):
    """What failed first, or nothing."""
    def bound():
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS_OF_PROCESSOR, MOST_SECONDS_OF_PROCESSOR))

    process = subprocess.Popen([str(program), "-aa=1", "-nc", *filters], cwd=BUILD, env=ENVIRONMENT, text=True,
                               errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
                               preexec_fn=bound)
    try:
        output, _ = process.communicate(timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        return Outcome(HANGS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode == 0:
        return None
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Outcome(HANGS)
    return Outcome(*(first_failure(output) or ("a crash outside of a test case", "")))


def baseline():
    """What is not broken must pass. How long that takes."""
    begin = time.monotonic()
    failed = run_tests([], BUILD / "unit_tests")
    if failed:
        raise Bad(f"error: '{failed.by}' fails although nothing is broken; expected all unit tests to pass")
    return time.monotonic() - begin


def face_at_bench(bench, mutant):
    """Several of them may do so at a time. Tests that start the program see nothing of it."""
    begin = time.monotonic()
    try:
        problem = bench.make(mutant)
        if problem:
            raise Bad(f"{problem}\n{mutant.place}: error: '{mutant.name}' does not compile")
        first, _ = stages(mutant)
        noticed = next(filter(None, (run_tests(each, bench.program(mutant)) for each in first)), None) or Outcome()
    finally:
        bench.clear(mutant)
    noticed.seconds = time.monotonic() - begin
    return noticed


def noticed_by_compiler(problem):
    """A test that is none to run: a static_assert in its file."""
    told = re.search(r"(tests/\S+\.cpp):\d+:\d+: error: static assertion failed: (.*)", problem)
    return Outcome(f"static_assert: {told[2]}", told[1]) if told else None


def face_built(mutant):
    """With everything built from the broken file: what a header breaks, and what only whoever starts the program may notice."""
    begin = time.monotonic()
    path = COPY / mutant.file
    whole = path.read_text()
    first, program = stages(mutant)
    filters = [*first, program] if mutant.file.endswith(".hpp") else [program]
    try:
        path.write_text(broken(mutant, COPY))
        problem = build()
        noticed = noticed_by_compiler(problem)
        if problem and not noticed:
            raise Bad(f"{problem}\n{mutant.place}: error: '{mutant.name}' does not compile")
        noticed = noticed or next(filter(None, (run_tests(each, BUILD / "unit_tests") for each in filters)), None) or Outcome()
    finally:
        path.write_text(whole)
    noticed.seconds = time.monotonic() - begin
    return noticed
