#!/usr/bin/env python3
"""The reference simulator against results reckoned by hand from the rules. Needs no outlive.

With a number, also simulates so many random scenarios: no exception, no deadline in the past, money adds up.
"""
import sys

sys.dont_write_bytecode = True  # no __pycache__ in the source tree
import families  # noqa: E402
import reference  # noqa: E402
from scenario_file import as_yaml  # noqa: E402
from vocabulary import DAY, HOUR, MINUTE, SECOND  # noqa: E402

USD = 10**9
ON = {'glue.background_sessions': True}
LATE = {'B-3': 'documented_bound'}


def line(at, do, **keys):
    """A line of ana's; an `admin_` in front makes it an administrator's."""
    if do.startswith('admin_'):
        return {'at': at, 'admin': do[6:], **keys}
    return {'at': at, 'do': do, **({} if 'session' in keys or 'job' in keys else {'user': 'ana'}), **keys}


def simulate(*lines, settings=None, users=('ana',), horizon=3 * DAY, **more):
    timeline = [{**one, 'line': number} for number, one in enumerate((line(0, 'sign_in'), *lines))]
    return reference.simulate({
        'horizon': horizon, 'settings': settings or {}, 'domains': {}, 'users': dict.fromkeys(users),
        'timeline': timeline, **more,
    })


checks = 0


def same(what, found, wanted):
    global checks
    checks += 1
    if found != wanted:
        print('%s: %r instead of %r' % (what, found, wanted))
        sys.exit(1)


def ended(thing):
    return thing['ended'], thing['cause']


def glue(at=0, **keys):
    return line(at, 'start_session', **{'id': 's', 'service': 'glue', **keys})


def run(at, job, takes, session='s', **keys):
    return line(at, 'run', session=session, job=job, takes=takes, **keys)


def train(at, name='t', takes=HOUR, **keys):
    return line(at, 'start_training_job', id=name, instance_type='ml.m5.xlarge', takes=takes, **keys)


def check_studio():
    """SM-12, SMUS-1, B-15, B-16."""
    app = line(0, 'open_app', id='a', instance_type='ml.t3.medium', idle_timeout=HOUR)
    found = simulate(app)['hosts']['a']
    same('idle app', (ended(found), found['rule']), ((HOUR, 'app_idle_shutdown'), 'SM-12'))
    same('its cost', found['cost']['total'], USD // 20)
    same('unified', simulate(line(0, 'open_app', id='a', studio='unified'))['hosts']['a']['rule'], 'SMUS-1')
    inside = (app, glue(app='a'), run(0, 'j', 30 * MINUTE))
    closed = line(2 * HOUR, 'close_notebook', session='s')
    same('open notebook', simulate(*inside, closed)['hosts']['a']['ended'], 3 * HOUR)
    found = simulate(*inside, assumptions={'B-15': 'no'})
    same('busy only', ended(found['hosts']['a']), (90 * MINUTE, 'app_idle_shutdown'))
    same('session without', ended(found['sessions']['s']), (90 * MINUTE, 'app_idle_shutdown'))
    found = simulate(*inside, assumptions={'B-15': 'no'}, settings=ON)
    same('session with', found['sessions']['s']['ended'], 48 * HOUR + 30 * MINUTE)
    found = simulate(*inside, assumptions={'B-15': 'no', 'B-16': 'no'}, settings=ON)
    same('B-16', ended(found['sessions']['s']), (90 * MINUTE, 'app_idle_shutdown'))


def check_serverless():
    """EMRS-2, EMRS-3, EMRS-6 to EMRS-10, prices."""
    application = line(0, 'create_application', id='e', background_sessions=True)
    start = line(0, 'start_application', application='e')
    livy = line(0, 'start_session', id='s', service='emr_serverless', application='e', workers=300, vcpu=4,
                memory_gb=32)
    found = simulate(application, start, livy, run(0, 'j', HOUR))
    same('workers', found['sessions']['s']['cost']['total'],
         (1200 * 52_624_000 + 9600 * 5_778_500) * 2)  # an hour of work and one of waiting
    same('idle session', ended(found['sessions']['s']), (2 * HOUR, 'idle_timeout'))
    same('auto-stop', ended(found['hosts']['e']), (2 * HOUR + 15 * MINUTE, 'idle_timeout'))
    found = simulate(application, start, livy, run(0, 'j', 30 * HOUR))
    same('24 hours', ended(found['sessions']['s']), (DAY, 'session_timeout'))
    same('need', found['jobs']['j']['needs'], (0, 0, 30 * HOUR, 0))
    same('not started', simulate(application, livy)['sessions']['s']['cause'], 'not_started')
    capacity = {'workers': 2, 'vcpu': 4, 'memory_gb': 16, 'storage_gb': 20}
    warm = {**application, 'initial_capacity': capacity, 'maximum_vcpu': 12}
    small = {**livy, 'workers': 3, 'memory_gb': 16}
    found = simulate(warm, start, small, run(0, 'j', HOUR), {**small, 'id': 'other'})
    worker_hour = 4 * 52_624_000 + 16 * 5_778_500
    same('own worker', found['sessions']['s']['cost']['total'], 2 * worker_hour)
    same('lent workers', found['hosts']['e']['cost']['cells']['useful', 'attended'], 2 * worker_hour)
    same('and idle', found['hosts']['e']['cost']['total'], 2 * worker_hour * 9 // 4)
    same('maximum', found['sessions']['other']['cause'], 'quota_exceeded')
    off = {'identity_center.background_sessions.enabled': False}
    found = simulate(application, start, livy, settings=off)
    same('refused', (found['hosts']['e']['cause'], found['sessions']['s']['cause'], found['ineffective']),
         ('background_sessions_refused', 'background_sessions_refused', [2]))
    later = line(0, 'admin_set', set=off)
    same('B-11', simulate(application, start, later, livy)['sessions']['s']['identity'], 'interactive_session')


def check_cluster():
    """EMR-1 to EMR-7: a forgotten session keeps a whole cluster."""
    launch = line(0, 'launch_cluster', id='k', instance_type='r5.4xlarge', instances=26,
                  background_sessions=True)
    livy = line(0, 'start_session', id='s', service='emr_ec2', cluster='k')
    found = simulate(launch, livy, run(0, 'j', HOUR), line(HOUR, 'sign_out'))
    same('session', ended(found['sessions']['s']), (9 * HOUR, 'idle_timeout'))
    cluster = found['hosts']['k']
    same('cluster', (ended(cluster), cluster['rule']), ((10 * HOUR, 'idle_timeout'), 'EMR-5'))
    same('its bill', found['hosts']['k']['cost']['total'], 26 * 10 * 1_260_000_000)
    same('useful', found['hosts']['k']['cost']['cells']['useful', 'attended'], 26 * 1_260_000_000)
    same('unseen', found['jobs']['j']['unseen'], False)  # completed before the sign-out of that instant
    stop = line(3 * HOUR, 'terminate_cluster', cluster='k')
    found = simulate(launch, livy, run(0, 'j', 5 * HOUR), stop)
    same('terminated', (found['jobs']['j']['cause'], found['hosts']['k']['cost']['total']),
         ('cluster_terminated', round(78.624 * USD) + round(19.656 * USD)))
    old = simulate({**launch, 'release': '7.8'}, livy)
    same('EMR-7', old['sessions']['s']['identity'], 'interactive_session')
    found = simulate(launch, livy, run(HOUR, 'j', 20 * HOUR), assumptions={'B-8': 'no'})
    same('B-8', ended(found['sessions']['s']), (9 * HOUR, 'idle_timeout'))


def check_queries():
    """ATH-1, B-28, prices."""
    query = line(0, 'start_query', id='q', service='athena', takes=20 * MINUTE, scans=3 * 10**9)
    out = line(MINUTE, 'sign_out')
    found = simulate(query, out)['jobs']['q']
    same('athena', (found['outcome'], found['survived']), ('completed', True))
    same('3 GB', found['cost']['total'], 15_000_000)
    found = simulate(query, out, assumptions={'B-28': 'cancelled'})['jobs']['q']
    same('B-28', (ended(found), found['cost']['total']), ((MINUTE, 'signed_out'), 750_000))
    found = simulate({**query, 'scans': 1000})['jobs']['q']['cost']
    same('10 MB', (found['total'], found['cells']['useful', 'attended']), (50_000, 5))
    found = simulate({**query, 'takes': HOUR})['jobs']['q']
    same('ATH-1', (ended(found), found['needs']), ((30 * MINUTE, 'max_runtime'), (0, 0, HOUR, 0)))
    same('quicksight', simulate({**query, 'service': 'quicksight'}, out)['jobs']['q']['outcome'], 'stopped')
    found = simulate(line(0, 'start_notebook_run', id='n', takes=DAY), out)['jobs']['n']
    same('SMUS-3', ended(found), (12 * HOUR, 'max_runtime'))


def check_pools():
    """SM-14, SM-15."""
    first = train(0, keep_alive=HOUR)
    found = simulate(first, train(90 * MINUTE, 'u', keep_alive=HOUR, start_up=HOUR))['jobs']
    same('kept half an hour', found['t']['cost']['total'], 345_000_000)
    same('reused', found['u']['started'], 90 * MINUTE)
    same('kept an hour', found['u']['cost']['cells']['idle', 'attended'], 230_000_000)
    found = simulate(first, train(90 * MINUTE, 'u', start_up=HOUR))['jobs']
    same('not reused', found['u']['started'], 150 * MINUTE)
    found = simulate(train(0, start_up=2 * HOUR, max_pending=HOUR))['jobs']['t']
    same('SM-15', (found['outcome'], *ended(found), found['cost']), ('stopped', HOUR, 'max_pending_time', None))


def check_latency():
    """B-1, B-3, B-4, B-18, section 5 of the contract."""
    out = line(HOUR, 'sign_out')
    found = simulate(glue(), run(0, 'j', 80 * MINUTE), run(0, 'k', HOUR), run(HOUR, 'l', 0), out,
                     run(HOUR, 'm', 0), assumptions=LATE)
    same('30 minutes', ended(found['sessions']['s']), (90 * MINUTE, 'signed_out'))
    same('completes', [found['jobs'][job]['outcome'] for job in 'jklm'],
         ['completed', 'stopped', 'stopped', 'rejected'])
    same('lost', found['sessions']['s']['identity_lost'], HOUR)
    at_once = simulate(glue(), out, assumptions={**LATE, 'B-4': 'at_once'})
    same('B-4', at_once['sessions']['s']['ended'], HOUR)
    again = line(70 * MINUTE, 'sign_in')
    saved = simulate(glue(idle_timeout=5 * HOUR), out, again, assumptions={**LATE, 'B-18': 'yes'})
    same('B-18', ended(saved['sessions']['s']), (5 * HOUR, 'idle_timeout'))
    short = {**ON, 'identity_center.background_sessions.duration': HOUR}
    same('5 minutes', simulate(glue(), settings=short, assumptions=LATE)['sessions']['s']['ended'], 65 * MINUTE)
    same('15 minutes', ended(simulate(train(0, takes=DAY), settings=short, assumptions=LATE)['jobs']['t']),
         (75 * MINUTE, 'background_session_expired'))
    disable = line(HOUR, 'admin_disable_user', user='ana')
    found = simulate(glue(), train(0, takes=DAY), disable, settings=ON, assumptions=LATE)
    same('30 and 30', ended(found['sessions']['s']), (2 * HOUR, 'user_disabled'))
    same('30 and 15', ended(found['jobs']['t']), (105 * MINUTE, 'user_disabled'))
    found = simulate(glue(), disable, settings=ON, assumptions={'B-1': 'survives'})
    same('B-1', found['sessions']['s']['cause'], 'idle_timeout')


def check_directory():
    """IDC-13 to IDC-15, IDC-17, B-2, B-26."""
    everything = {'assignments': {'glue': {'groups': ['g'], 'users': []}}, 'groups': {'ana': ['g']}}
    leaves = line(HOUR, 'admin_remove_from_group', user='ana', group='g')
    found = simulate(glue(), leaves, glue(HOUR, id='n'), **everything)['sessions']
    same('assignment', ended(found['s']), (HOUR, 'assignment_removed'))
    same('nothing new', found['n']['cause'], 'assignment_removed')
    found = simulate(glue(), leaves, settings=ON, assumptions={'B-2': 'survives'}, **everything)['sessions']
    same('B-2', found['s']['cause'], 'idle_timeout')
    old = {**LATE, 'IDC-14': 'old_documentation'}
    found = simulate(glue(), leaves, glue(HOUR + 59 * MINUTE, id='n'), glue(2 * HOUR, id='o'), assumptions=old,
                     **everything)['sessions']
    same('old', (ended(found['s']), found['n']['rejected'], found['o']['cause']),
         ((3 * HOUR, 'assignment_removed'), False, 'assignment_removed'))
    disable = line(HOUR, 'admin_disable_user', user='ana')
    enable = line(2 * HOUR, 'admin_enable_user', user='ana')
    found = simulate(glue(), disable, glue(90 * MINUTE, id='n'), enable, glue(3 * HOUR, id='o'),
                     settings={'identity_center.scim_delay': 20 * MINUTE})['sessions']
    same('B-26', (ended(found['s']), found['n']['cause'], found['o']['cause']),
         ((80 * MINUTE, 'user_disabled'), 'user_disabled', 'not_signed_in'))
    sooner = line(61 * MINUTE, 'admin_set', set={'identity_center.scim_delay': 0})
    enable = line(70 * MINUTE, 'admin_enable_user', user='ana')
    again = line(90 * MINUTE, 'sign_in', user='ana')
    found = simulate(glue(), disable, sooner, enable, again, glue(91 * MINUTE, id='n'),
                     settings={'identity_center.scim_delay': 20 * MINUTE})['sessions']
    same('B-26 in order', (ended(found['s']), found['n']['rejected']), ((80 * MINUTE, 'user_disabled'), False))
    deny = line(HOUR, 'admin_deny', user='ana')
    query = line(HOUR - SECOND, 'start_query', id='q', service='redshift', takes=HOUR)
    found = simulate(glue(), train(0, takes=DAY), query, deny, glue(HOUR, id='n'), assumptions=LATE,
                     settings=ON)
    same('IDC-15', ended(found['sessions']['s']), (HOUR, 'denied_by_policy'))
    same('denied', [found['jobs'][job]['outcome'] for job in 'tq'], ['failed', 'failed'])
    same('refused', found['sessions']['n']['cause'], 'denied_by_policy')
    found = simulate({**query, 'service': 'quicksight'}, deny)['jobs']['q']
    same('dashboard', (found['outcome'], found['cause']), ('stopped', 'denied_by_policy'))
    found = simulate(glue(), glue(999, id='n'), glue(1000, id='o'),
                     settings={**ON, 'identity_center.token_exchange_rate': 1})['sessions']
    same('IDC-17', [found[one]['cause'] for one in 'sno'], ['idle_timeout', 'throttled', 'idle_timeout'])


def check_accounts():
    """GLUE-10, B-23, EMRS-9, IDC-17: quotas are of an account in a region."""
    users = {'ana': {'account': 'research', 'region': 'west'}, 'ben': {'account': 'research', 'region': 'east'},
             'cat': {'account': 'research', 'region': 'west'}, 'dan': {}, 'eve': {}}
    signed_in = [line(0, 'sign_in', user=user) for user in users if user != 'ana']

    def causes(*lines, **more):
        found = simulate(*signed_in, *lines, users=users, places=users, **more)['sessions']
        return [one['cause'] if one['rejected'] else '' for one in found.values()]

    def everyone(at=0, **keys):
        return [glue(at, **{'user': user, 'id': '%s-%d' % (user, at), **keys}) for user in users]

    def own(value, key='glue.dpu_quota', at=None, **names):
        entry = {**names, 'set': {key: value}}
        return entry if at is None else {**line(at, 'admin_set'), **entry}

    full = 'quota_exceeded'
    same('apart', causes(*everyone(), settings={'glue.dpu_quota': 5}), ['', '', full, '', full])
    same('none', causes(*everyone(), settings={'glue.dpu_quota': 5}, quotas=[own(None, region='west')]),
         ['', '', '', '', full])
    both, west = own(5, account='research'), own(4, account='research', region='west')
    same('the last', causes(*everyone(), quotas=[west, both]), ['', '', full, '', ''])
    same('the last', causes(*everyone(), quotas=[both, west]), [full, '', full, '', ''])
    later = [own(5, at=HOUR, account='research'), own(1, at=HOUR)]
    same('by then', causes(*later, *everyone(HOUR), quotas=[west]), ['', '', full, full, full])
    queue = {'glue.queues_when_full': True, 'glue.dpu_quota': 5}
    raised = [own(6, at=HOUR, region='east'), own(10, at=2 * HOUR, region='west'), own(10, at=3 * HOUR)]
    found = simulate(*signed_in, *everyone(), *raised, users=users, places=users, settings=queue)['sessions']
    same('waits', [one['ready'] for one in found.values()], [0, 0, 2 * HOUR, 0, 3 * HOUR])
    two = own(2, 'glue.session_quota', region='west')
    same('sessions', causes(*everyone(), settings={'glue.session_quota': 1}, quotas=[two]), ['', '', '', '', full])
    rate = own(1, 'identity_center.token_exchange_rate', region='west')
    same('exchanges', causes(*everyone(), settings=ON, quotas=[rate]), ['', '', 'throttled', '', ''])
    one = {**ON, 'identity_center.token_exchange_rate': 1}
    same('exchanges apart', causes(*everyone(), settings=one), ['', '', 'throttled', '', 'throttled'])
    trained = [train(0, user, user=user, scheduled=True) for user in users]
    one_each = {'sagemaker.training_instance_quotas': {'ml.m5.xlarge': 1}}
    by_type = own({'ml.m5.xlarge': 0, 'ml.g5.xlarge': 9}, 'sagemaker.training_instance_quotas', region='east')
    found = simulate(*trained, users=users, places=users, settings=one_each, quotas=[by_type])['jobs']
    same('instances', [one['cause'] for one in found.values()], ['done', full, full, 'done', full])
    found = simulate(*trained, users=users, places=users, quotas=[by_type],
                     settings={**one_each, 'sagemaker.queues_when_full': True})['jobs']
    same('in line', [one['started'] for one in found.values()], [0, None, HOUR, 0, HOUR])
    application = line(0, 'create_application', id='e', auto_start=True, initial_capacity={'workers': 1})
    livy = everyone(service='emr_serverless', application='e', workers=2, vcpu=2)
    vcpus = own(4, 'emr_serverless.vcpu_quota', account='research')
    same('vCPUs', causes(application, *livy, quotas=[vcpus]), [full, '', full, '', ''])
    by_eve = line(0, 'start_application', application='e', user='eve')
    same('by another', causes(application, by_eve, *livy, quotas=[vcpus]), ['', '', full, '', ''])


def check_access():
    """DATA-1, DATA-2, ATH-2 and the example of seed 002."""
    columns = {'customer_id': {}, 'branch': {}, 'iban': {'transactions': 'secured'}}
    access = {'lake_formation': {
        'databases': {'bank': {'tags': {'transactions': 'accessible'}, 'tables': {
            'iceberg': {'tags': {}, 'columns': columns}}}},
        'grants': [{'group': 'g', 'tags': {'transactions': ['accessible', 'secured']}},
                   {'user': 'ana', 'tags': {'transactions': ['accessible']}}],
    }, 's3_access_grants': [{'group': 'g', 'location': 's3://bank/raw/'}]}
    everything = {'access': access, 'groups': {'ana': ['g']}, 'settings': ON}
    reads = {'tables': ['bank.iceberg'], 'renews_every': 30 * MINUTE}
    leaves = line(80 * MINUTE, 'admin_remove_from_group', user='ana', group='g')
    found = simulate(glue(), run(0, 'j', 100 * MINUTE, reads=reads), leaves, **everything)['jobs']['j']
    same('fewer columns', found['columns'], ['bank.iceberg.customer_id', 'bank.iceberg.branch'])
    same('until', found['credentials_until'], 150 * MINUTE)
    secret = {**reads, 'columns': ['iban']}
    found = simulate(glue(), run(0, 'j', 3 * HOUR, reads=secret), leaves, **everything)['jobs']['j']
    same('denied', (found['outcome'], *ended(found), found['credentials_until']),
         ('failed', 90 * MINUTE, 'access_denied', 2 * HOUR))
    place = {'locations': ['s3://bank/raw/2026/']}
    found = simulate(glue(), run(0, 'j', 1, reads=place), **everything)
    same('place', found['jobs']['j']['outcome'], 'completed')
    query = line(100 * MINUTE, 'start_query', id='q', service='athena', takes=5 * MINUTE, reads=secret)
    found = simulate(leaves, query, {**query, 'id': 'r', 'service': 'redshift'},
                     {**query, 'id': 'u', 'at': 140 * MINUTE}, assumptions=LATE, **everything)['jobs']
    same('ATH-2', [found[one]['outcome'] for one in 'qru'], ['completed', 'failed', 'failed'])


def check_assumptions():
    """B-5, B-7, B-9, B-12 to B-14, B-17, B-19, B-20, B-27, B-29, B-30."""
    out = line(HOUR, 'sign_out')

    def session(*lines, settings=ON, **assumptions):
        assumptions = {name.replace('_', '-'): option for name, option in assumptions.items()}
        return simulate(*lines, settings=settings, assumptions=assumptions)

    found = session(glue(), run(0, 'j', 2 * HOUR), out, B_5='yes')
    same('B-5', ended(found['sessions']['s']), (2 * HOUR, 'queries_complete'))
    same('B-7', session(glue(), run(0, 'j', DAY), B_7='480m')['sessions']['s']['ended'], 8 * HOUR)
    found = session(glue(start_up=HOUR), line(2 * HOUR, 'stop_session', session='s'), B_9='at_creation')
    cells = found['sessions']['s']['cost']['cells']
    same('B-9', (cells['overhead', 'attended'], cells['idle', 'attended']), (2_200_000_000, 2_200_000_000))
    week = {'identity_center.background_sessions.duration': 2 * HOUR}
    found = session(train(0, takes=DAY, start_up=HOUR), settings=week, B_12='from_work')
    same('B-12', found['jobs']['t']['ended'], 3 * HOUR)
    off = {'sagemaker.background_sessions': False}
    found = session(train(0, takes=20 * HOUR), settings=off, B_13='no')
    same('B-13', found['jobs']['t']['outcome'], 'completed')
    ends = line(HOUR, 'admin_end_session', user='ana')
    same('B-14', ended(session(glue(), ends, B_14='yes')['sessions']['s']), (HOUR, 'interactive_session_ended'))
    second = line(0, 'sign_in', id='b')
    first_out = line(HOUR, 'sign_out', **{'from': 'b'})
    found = session(second, glue(**{'from': 'b'}), first_out, settings={}, B_17='any_sign_in')
    same('B-17', ended(found['sessions']['s']), (8 * HOUR, 'interactive_session_expired'))
    tie = train(0, takes=DAY, max_runtime=2 * HOUR)
    same('tie', session(tie, settings=week)['jobs']['t']['outcome'], 'failed')
    same('B-19', session(tie, settings=week, B_19='max_runtime')['jobs']['t']['outcome'], 'stopped')
    saves = train(0, takes=DAY, max_runtime=HOUR, saves_in=2 * MINUTE)
    same('B-20', session(saves, B_20='no')['jobs']['t']['cost']['total'], 230_000_000)
    found = session(glue(worker_type='R.1X'), line(HOUR, 'stop_session', session='s'), B_27='as_dpu')
    same('B-27', found['sessions']['s']['cost']['total'], 2_200_000_000)
    found = session(train(0, takes=3 * HOUR), settings=week, B_29='continues')
    same('B-29', found['jobs']['t']['outcome'], 'completed')
    again = line(HOUR, 'restart_kernel', session='s', id='n')
    found = session(glue(), again, settings={**ON, **week}, B_30='keeps_remaining')['sessions']['n']
    same('B-30', (found['background_ms'], found['ended']), (HOUR, 2 * HOUR))


def try_random(count):
    for seed in range(1, count + 1):
        scenario = families.generator_of(seed, families.ALL).scenario()
        as_yaml(scenario)
        try:
            found = reference.simulate(scenario)
        except reference.AmbiguousSignIn:
            continue
        for part in ('sessions', 'jobs', 'hosts'):
            for name, one in found[part].items():
                cost = one['cost'] or {'total': 0, 'cells': {}}
                same('seed %d, %s' % (seed, name), sum(cost['cells'].values()), cost['total'])
                same('seed %d, %s' % (seed, name), [cell for cell in cost['cells'].values() if cell < 0], [])


def main():
    for name, check in list(globals().items()):
        if name.startswith('check_'):
            check()
    try_random(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print('%d checks hold' % checks)


if __name__ == '__main__':
    main()
