#!/usr/bin/env python3
"""Random scenarios with what the reference reckons of them, for `outlive self-test`.

    answers.py make BINARY FILE    writes FILE anew: the first 100 scenarios that are short, that BINARY accepts as they are
                                   and in which anything begins; what they come to is the reference's word alone
    answers.py check FILE          is everything in FILE what the generator and the reference give for its seeds?

FILE is sim/self_test/reference_answers.txt. Of each scenario it has a line `=== seed N`, the YAML, a line `--- answers` and a
line for each session, job and host that began, and for the bill:

    session NAME state cause rejected created ready ended worked nano-dollars
    job NAME outcome cause state survived unseen submitted started ended worked kept nano-dollars
    host NAME state cause created ready ended lives up nano-dollars
    bill background-sessions nano-dollars (of each bucket: attended, background)

Instants are milliseconds from the start, `-` is what there is not, `*` what no document names or another line tells.
"""
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # no __pycache__ in the source tree
import families  # noqa: E402
import reference  # noqa: E402
from scenario_file import as_yaml  # noqa: E402
from vocabulary import CELLS  # noqa: E402

COUNT = 100
LONGEST = 3200  # characters of YAML
SEED = '=== seed '
ANSWERS = '--- answers\n'
BUCKETS = ('useful', 'unseen', 'lost', 'unfinished', 'idle', 'overhead')


def word(value):
    if value is None:
        return '-'
    return {True: 'yes', False: 'no'}.get(value, str(value)) if isinstance(value, bool) else str(value)


def line(*values):
    return ' '.join(word(value) for value in values) + '\n'


def total(cost):
    return cost['total'] if cost else 0


def session_line(name, session):
    named = session['service'] == 'glue' or session['state'] in ('starting', 'idle', 'busy')
    return line('session', name, session['state'] if named else '*', session['cause'], session['rejected'],
                session['created'], session['ready'], session['ended'], session['worked'], total(session['cost']))


def job_line(name, job):
    state = '*' if job['livy'] or job['state'] is None else job['state']
    cost = '*' if job['kind'] == 'statement' else total(job['cost'])  # statements spend the time of their session
    return line('job', name, job['outcome'], job['cause'], state, job['survived'], job['unseen'], job['created'],
                job['started'], job['ended'], job['worked'], job['kept'], cost)


def host_line(name, host):
    return line('host', name, host['state'], host['cause'], host['created'], host['ready'], host['ended'],
                host['lives'], host['up_ms'], total(host['cost']))


def bill_line(wanted):
    costs = [one['cost'] for part in ('sessions', 'jobs', 'hosts') for one in wanted[part].values() if one['cost']]
    cells = {cell: sum(cost['cells'][cell] for cost in costs) for cell in CELLS}
    ordered = [cells[bucket, attendance] for bucket in BUCKETS for attendance in ('attended', 'background')]
    return line('bill', wanted['background_sessions'], sum(total(cost) for cost in costs), *ordered)


def answers(wanted):
    """What the reference says, of what began."""
    text = ''
    for part, tell in (('sessions', session_line), ('jobs', job_line), ('hosts', host_line)):
        for name, one in wanted[part].items():
            if one['created'] is not None:
                text += tell(name, one)
    return text + bill_line(wanted)


def case(seed):
    """The text of one scenario with its answers; None if the reference refuses it."""
    scenario = families.generator_of(seed, families.ALL).scenario()
    yaml = as_yaml(scenario)
    try:
        wanted = reference.simulate(scenario)
    except reference.AmbiguousSignIn:
        return None
    told = answers(wanted)
    return '%s%d\n%s%s%s' % (SEED, seed, yaml, ANSWERS, told), yaml, told


def accepts(binary, folder, yaml):
    file = pathlib.Path(folder) / 'scenario.yaml'
    file.write_text(yaml, encoding='utf-8')
    return subprocess.run([binary, 'validate', str(file)], capture_output=True, check=False).returncode == 0


def make(binary, path):
    found, seed = [], 0
    with tempfile.TemporaryDirectory(prefix='outlive-answers-') as folder:
        while len(found) < COUNT:
            seed += 1
            made = case(seed)
            if made is None:
                continue
            text, yaml, told = made
            if len(yaml) <= LONGEST and told.count('\n') > 2 and accepts(binary, folder, yaml):
                found.append(text)
    path.write_text(''.join(found), encoding='utf-8')
    print('%d scenarios, the last of seed %d, %d characters' % (len(found), seed, path.stat().st_size))
    return 0


def check(path):
    cases = [SEED + rest for rest in path.read_text(encoding='utf-8').split(SEED)[1:]]
    differ = 0
    for text in cases:
        seed = int(text[len(SEED):text.index('\n')])
        made = case(seed)
        if made is None or made[0] != text:
            differ += 1
            print('%s: seed %d is not what the reference gives' % (path, seed))
    print('%d checked, %d differ' % (len(cases), differ))
    return 1 if differ or not cases else 0


def main(words):
    if len(words) == 3 and words[0] == 'make':
        return make(words[1], pathlib.Path(words[2]))
    if len(words) == 2 and words[0] == 'check':
        return check(pathlib.Path(words[1]))
    print(__doc__.strip(), file=sys.stderr)
    return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
