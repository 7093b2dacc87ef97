"""Outlive once more, naively: linear scans, dictionaries and one rule after the other.

Written from the rules alone (IDs such as GLUE-3 and B-17) and from the project's design, not from sim/.
Nothing here is clever, so that where it disagrees with outlive, reading both against the rule says who is
right. The subjects are modules of their own: identity, engines, jobs, hosts, access, bill.

A scenario is a dictionary:
  horizon   milliseconds; every time and duration is in milliseconds, and None means `none`
  settings  {'glue.timeout': ..., ...}, flat; what is absent has its default
  domains   {name: {'sagemaker.start_up': ..., ...}}
  users     {name: domain or None}, in the order of the file
  timeline  [{'at': ..., 'line': line in the file, ...}, ...] with the keys of the YAML; `set` holds what an
            `admin: set` sets
and may have
  groups       {user: [group, ...]}
  places       {user: {'account': ..., 'region': ...}}, each with one of the two, both or none
  quotas       [{'account': ..., 'region': ..., 'set': {'glue.dpu_quota': ...}}, ...], the settings' own entries
  assumptions  {'B-5': 'yes', ...}
  assignments  {service: {'groups': [...], 'users': [...]}}
  projects     {name: {'members': [...], 'compute': {name: {'service': ..., ...}}}}
  access       {'lake_formation': {'databases': ..., 'grants': [...]}, 's3_access_grants': [...]}
"""
import copy

from access import Access
from bill import Bill
from engines import Engines
from hosts import Hosts
from identity import Identity
from jobs import Jobs
from vocabulary import (  # noqa: F401: compare.py takes them from here
    ASSUMED_DEFAULTS, ASSUMPTIONS, CELLS, DAY, DEFAULTS, HOUR, MINUTE, MORE_DEFAULTS, PROPAGATION, SECOND,
    SIGN_IN_EXPIRY, STARTS_JOB, AmbiguousSignIn, Host, Job, Session,
)


def begun(owner):
    """When a lifetime began."""
    if getattr(owner, 'lives', None):
        return owner.lives[-1].created
    for name in ('created', 'started', 'since'):
        if getattr(owner, name, None) is not None:
            return getattr(owner, name)
    return 0


def place_named(names):
    """An account in a region, whose quotas are its own; who names neither shares one of their own."""
    return names.get('account'), names.get('region')


def flat(settings):
    """Quotas of instance types as settings of their own, such as sagemaker.training_instance_quotas.ml.m5.xlarge."""
    found = {}
    for key, value in settings.items():
        found.update({key + '.' + of: most for of, most in value.items()} if isinstance(value, dict) else {key: value})
    return found


class Simulation(Identity, Engines, Jobs, Hosts, Access, Bill):
    def __init__(self, scenario):
        self.scenario = scenario
        self.assumptions = scenario.get('assumptions') or {}
        self.settings = {**DEFAULTS, **MORE_DEFAULTS}
        for choice in self.assumptions.items():
            if choice in ASSUMED_DEFAULTS:
                key, value = ASSUMED_DEFAULTS[choice]
                self.settings[key] = value
        self.settings.update(flat(scenario['settings']))
        self.said = set(scenario['settings'])  # settings that have not only their default
        self.domains = {name: dict(own) for name, own in scenario['domains'].items()}
        places = scenario.get('places') or {}
        self.place_of = {user: place_named(places.get(user, {})) for user in scenario['users']}
        self.own_quotas = list(scenario.get('quotas') or [])  # of accounts and regions, the latest last
        self.domain_of = scenario['users']
        self.number_of = {user: number for number, user in enumerate(scenario['users'])}
        self.timeline = sorted(scenario['timeline'], key=lambda line: (line['at'], line['line']))
        self.now = 0
        self.order = 0  # counts what has happened
        self.places = {}  # of the lines that name something
        for place, line in enumerate(self.timeline):
            self.places.setdefault(line.get('job') if line.get('do') == 'run' else line.get('id'), place)
        self.sign_ins = []
        self.sessions = {}
        self.jobs = {}
        self.apps = {}
        self.applications = {}
        self.clusters = {}
        self.pools = []
        self.chains = 0
        self.line = []  # work that waits for capacity, the oldest first
        self.ineffective = []
        self.background_sessions = 0
        self.token_exchanges = {}  # how many in (place, service, second)
        groups = scenario.get('groups') or {}
        self.groups = {user: list(groups.get(user, [])) for user in scenario['users']}
        self.assignments = {
            service: {'users': list(listed.get('users', [])), 'groups': list(listed.get('groups', []))}
            for service, listed in (scenario.get('assignments') or {}).items()
        }
        self.directory_state = {}  # of users that are disabled or deleted: the cause
        self.denied = set()
        self.left = {}             # when each former member left a group (IDC-14)
        self.delayed = []          # (time, line, action) of what waits for SCIM (B-26)
        self.told_until = 0        # nothing that SCIM tells comes before this
        # Since when each domain propagates identities, as a value of `order`; None while it does not (SM-9).
        self.propagates_since = {
            domain: -1 if self.setting(PROPAGATION, domain) else None
            for domain in [None, *self.domains, *self.domain_of.values()]
        }
        self.set_up_access()
        self.number_everything()

    def number_everything(self):
        """Creates what the timeline names; its order gives each its number (design, section 2)."""
        for line in self.timeline:
            do, scheduled = line.get('do'), line.get('scheduled', False)
            if do == 'start_session':
                self.sessions[line['id']] = Session(line['id'], line['user'], scheduled)
            elif do == 'restart_kernel' and 'id' in line:
                old = self.sessions[line['session']]
                self.sessions[line['id']] = Session(line['id'], old.user, old.scheduled)
            elif do == 'run':
                owner = self.sessions[line['session']].user
                self.jobs[line['job']] = Job(line['job'], owner, kind='statement')
            elif do in STARTS_JOB:
                kind = {'start_query': line.get('service'), 'start_notebook_run': 'notebook_run'}.get(do)
                kind = kind or do.split('_')[1]
                self.jobs[line['id']] = Job(line['id'], line['user'], scheduled, kind=kind)
            elif do == 'restart_job':
                old = self.jobs[line['job']]
                self.jobs[line['id']] = Job(line['id'], old.user, old.scheduled, kind=old.kind)
            elif do == 'open_app':
                self.apps[line['id']] = Host(line['id'], line['user'], 'app', line)
            elif do == 'create_application':
                self.applications[line['id']] = Host(line['id'], line['user'], 'application', line)
            elif do == 'launch_cluster':
                self.clusters[line['id']] = Host(line['id'], line['user'], 'cluster', line)

    def setting(self, key, domain=None):
        """A setting as it is now; a SageMaker domain may have its own."""
        if key.startswith('sagemaker.'):
            return self.domains.get(domain, {}).get(key, self.settings[key])
        return self.settings[key]

    def quota(self, key, place):
        """A quota as it is now in a place: what was said last of those that fit it, else the general one."""
        account, region = place
        found = self.settings.get(key)  # None of an instance type that nothing is said of
        for own in self.own_quotas:
            if own.get('account', account) == account and own.get('region', region) == region:
                found = flat(own['set']).get(key, found)
        return found

    def assume(self, name):
        return self.assumptions.get(name, ASSUMPTIONS[name][1][0])

    # ----------------------------------------------------------------------------------------------- the loop

    def run(self):
        """Design, section 2: what is over by itself, then what people do; the horizon still happens."""
        horizon = self.scenario['horizon']
        lines = [line for line in self.timeline if line['at'] <= horizon]
        while True:
            upcoming = [deadline for deadline in self.deadlines() if deadline[0] <= horizon]
            # Of equals the first listed: min is stable.
            first = min(upcoming, key=lambda deadline: deadline[:4], default=None)
            written = self.next_written(lines, horizon)
            self.order += 1
            if first and (written is None or first[0] <= written[0]):
                assert first[0] >= self.now
                self.now = first[0]
                first[4]()
            elif written:
                self.now = written[0]
                self.act(written, lines)
            else:
                break
            self.hand_out()
        self.now = horizon
        return self.results()

    def next_written(self, lines, horizon):
        """The next line, or the next of those that SCIM held back: (time, line, action or None)."""
        waiting = [one for one in self.delayed if one[0] <= horizon]
        waiting += [(line['at'], line['line'], None) for line in lines[:1]]
        return min(waiting, key=lambda one: one[:2], default=None)

    def deadlines(self):
        """Every deadline of everything open: (time, class, number of its user, when it began and by which line, what then
        happens). Of two that end at one instant the older comes first, of equals the one that holds."""
        found = []
        for owner, time, rank, action in self.all_clocks():
            if time is not None:
                found.append((time, rank, self.number_of[owner.user], (begun(owner), self.line_of(owner)), action))
        return found

    def line_of(self, owner):
        """The place in the timeline of the line that names it; -1 where none does."""
        owner = getattr(owner, 'job', owner)  # of a pool
        return self.places.get(getattr(owner, 'name', None), -1)

    def all_clocks(self):
        for sign_in in self.sign_ins:
            if sign_in.ended is None:
                yield sign_in, sign_in.expires, SIGN_IN_EXPIRY, self.expiry_of(sign_in)
        for host in self.all_hosts():
            yield from self.host_clocks(host)
        for session in self.sessions.values():
            if session.open:
                yield from self.session_clocks(session)
        for job in self.jobs.values():
            if job.open and job.kind != 'statement':
                yield from self.saving_clocks(job) if job.saving else self.job_clocks(job)
        for pool in self.pools:
            yield from self.pool_clocks(pool)

    def expiry_of(self, sign_in):
        return lambda: self.end_sign_in(sign_in, 'interactive_session_expired')

    def all_hosts(self):
        return [*self.apps.values(), *self.applications.values(), *self.clusters.values()]

    def act(self, written, lines):
        """What people do. A method says False if its line found nothing to do."""
        _, number, action = written
        if action is not None:
            self.delayed.remove(written)
            done = action()
        else:
            line = lines.pop(0)
            self.refuse_ambiguous(line)
            method = 'admin_' + line['admin'] if 'admin' in line else 'do_' + line['do']
            done = getattr(self, method)(line)
        if done is False:
            self.ineffective.append(number)

    def admin_set(self, line):
        """Touches only what starts later (IDC-2, IDC-8, IDC-9, GLUE-9, SM-7, SM-8, SM-13)."""
        if 'account' in line or 'region' in line:
            self.own_quotas.append(line)
            return
        before = {domain: self.setting(PROPAGATION, domain) for domain in self.propagates_since}
        own = self.domains.setdefault(line['domain'], {}) if 'domain' in line else self.settings
        own.update(flat(line['set']))
        self.said.update(line['set'])
        for domain in self.propagates_since:
            if self.setting(PROPAGATION, domain) and not before[domain]:
                self.propagates_since[domain] = self.order

    # ------------------------------------------------------------------------------------------------ results

    def results(self):
        for job in self.jobs.values():
            if job.open and job.started is not None:
                job.worked = self.now - job.started
                if job.kind == 'statement':
                    job.session.worked += job.worked
            if job.open and job.kind == 'statement':
                job.identity_lost = job.session.first_loss[2]
        return {
            'sessions': {name: self.session_result(session) for name, session in self.sessions.items()},
            'jobs': {name: self.job_result(job) for name, job in self.jobs.items()},
            'hosts': {host.name: self.host_result(host) for host in self.all_hosts()},
            'ineffective': self.ineffective,
            'background_sessions': self.background_sessions,
        }

    def session_result(self, session):
        return {
            'state': session.state, 'cause': 'horizon' if session.open else session.cause,
            'identity': session.identity, 'rejected': session.rejected, 'jobs': len(session.statements),
            'created': session.created, 'ready': session.ready, 'ended': session.ended,
            'worked': session.worked, 'background_ms': session.background_ms,
            'identity_lost': session.first_loss[2], 'service': session.service,
            'cost': self.session_cost(session),
        }

    def job_result(self, job):
        return {
            'outcome': job.outcome, 'cause': job.cause, 'state': state_of(job), 'identity': job.identity,
            'created': job.created, 'started': job.started, 'ended': job.ended, 'worked': job.worked,
            'survived': job.survived, 'unseen': job.unseen, 'kept': job.kept, 'takes': job.takes,
            'needs': job.needs, 'continued_by': job.continued_by.name if job.continued_by else None,
            'background_ms': job.background_ms, 'identity_lost': job.first_loss[2], 'kind': job.kind,
            'credentials_until': job.credentials_until, 'columns': job.columns,
            'livy': job.session is not None and job.session.service != 'glue',
            'cost': self.job_cost(job),
        }

    def host_result(self, host):
        life, state = host.life, host.state
        if host.type == 'cluster' and host.up and self.sessions_in(host):
            state = 'RUNNING'
        return {
            'user': host.user, 'type': host.type, 'state': state, 'rule': host.rule,
            'cause': 'horizon' if host.created is not None and host.cause is None else host.cause,
            'lives': len(host.lives), 'sessions': host.sessions, 'created': host.created,
            'ready': life.ready if life else None, 'ended': life.ended if life else None,
            'up_ms': self.up_ms(host), 'cost': self.host_cost(host),
        }


def state_of(job):
    """The service's own word for where a job is: rules.md, state machines."""
    outcome, kind = job.outcome, job.kind
    if kind == 'statement':
        return job.state
    if outcome in ('rejected', None):
        return None
    if kind == 'glue':
        if outcome == 'running':
            return 'STARTING' if job.started is None else 'RUNNING'
        ended = {'completed': 'SUCCEEDED', 'failed': 'FAILED', 'stopped': 'STOPPED'}
        return 'TIMEOUT' if job.cause == 'max_runtime' else ended[outcome]
    if kind not in ('training', 'processing'):
        return None  # no document names the states of queries and notebook runs
    if outcome == 'running':
        if job.saving:
            return 'Stopping'
        if kind == 'processing':
            return 'InProgress'
        return 'Starting' if job.started is None else 'Training'
    if job.cause == 'max_runtime' and kind == 'training':
        return 'MaxRuntimeExceeded'
    return outcome.capitalize()


def simulate(scenario):
    """The results as a dictionary; raises AmbiguousSignIn where the scenario is to be refused."""
    last = max(line['at'] for line in scenario['timeline'])
    if last > scenario['horizon']:
        # A file is right or wrong whatever its horizon.
        Simulation(copy.deepcopy({**scenario, 'horizon': last})).run()
    return Simulation(scenario).run()
