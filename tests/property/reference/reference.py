"""Outlive once more, naively: linear scans, dictionaries and one rule after the other.

Written from the rules alone (IDs such as GLUE-3 and B-17) and from the project's design, not from sim/.
Nothing here is clever, so that where it disagrees with outlive, reading both against the rule says who is
right.

A scenario is a dictionary:
  horizon   milliseconds; every time and duration is in milliseconds, and None means `none`
  settings  {'glue.timeout': ..., ...}, flat; what is absent has its default
  domains   {name: {'sagemaker.start_up': ..., ...}}
  users     {name: domain or None}, in the order of the file
  timeline  [{'at': ..., 'line': line in the file, ...}, ...] with the keys of the YAML; `set` holds what an
            `admin: set` sets
"""
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

DEFAULTS = {
    'identity_center.interactive_session.duration': 8 * HOUR,
    'identity_center.interactive_session.directory_cap': None,
    'identity_center.background_sessions.enabled': True,
    'identity_center.background_sessions.duration': 7 * DAY,
    'glue.trusted_identity_propagation': True,
    'glue.background_sessions': False,
    'glue.idle_timeout': 48 * HOUR,
    'glue.timeout': None,
    'glue.start_up': 0,
    'glue.dpu_quota': None,
    'glue.job_timeout': 48 * HOUR,
    'sagemaker.trusted_identity_propagation': True,
    'sagemaker.background_sessions': True,
    'sagemaker.start_up': 0,
    'sagemaker.training.max_runtime': DAY,
    'sagemaker.processing.max_runtime': DAY,
}
PROPAGATION = 'sagemaker.trusted_identity_propagation'

DPUS = {
    'Standard': 1, 'G.1X': 1, 'G.2X': 2, 'G.4X': 4, 'G.8X': 8, 'G.12X': 12, 'G.16X': 16,
    'R.1X': 1, 'R.2X': 2, 'R.4X': 4, 'R.8X': 8,
}
# Nano-dollars per unit and hour: rules.md, section (c).
DPU_RATE = 440_000_000
M_DPU_RATE = 520_000_000
INSTANCE_RATE = {
    'ml.m5.large': 115_000_000, 'ml.m5.xlarge': 230_000_000, 'ml.m5.4xlarge': 922_000_000,
    'ml.r5.4xlarge': 1_210_000_000, 'ml.g5.xlarge': 1_408_000_000, 'ml.g5.2xlarge': 1_515_000_000,
}

BUCKETS = ('useful', 'unseen', 'lost', 'unfinished', 'idle', 'overhead')
CELLS = [(bucket, attendance) for bucket in BUCKETS for attendance in ('attended', 'background')]

SAVE_WINDOW = 120 * SECOND  # SM-5
TOTAL_RUNTIME = 30 * DAY    # SM-6

LIMIT_CAUSES = (
    'background_session_expired', 'interactive_session_expired', 'session_timeout', 'max_runtime',
    'total_runtime',
)
STARTS_JOB = ('start_training_job', 'start_processing_job', 'start_glue_job')
# Classes of what happens by itself at one instant; what people do comes after them (design, section 2).
WORK, BACKGROUND_EXPIRY, SIGN_IN_EXPIRY, HARD_LIMIT, IDLE_TIMEOUT = range(1, 6)


class AmbiguousSignIn(Exception):
    """A line does not say which of its user's open sign-ins it means: the file is to be refused."""


@dataclass(eq=False)
class SignIn:
    """An interactive session."""
    user: str
    name: str
    started: int
    expires: int
    order: int
    ended: int = None


@dataclass(eq=False)
class App:
    user: str
    open: bool = False
    opened_order: int = None


@dataclass(eq=False)
class Notebook:
    app: str
    open: bool


@dataclass(eq=False)
class Session:
    """A Glue interactive session."""
    name: str
    user: str
    scheduled: bool = False
    spec: dict = None
    created: int = None
    ready: int = None
    ended: int = None
    state: str = None
    cause: str = None
    identity: str = None
    rejected: bool = False
    sign_in: SignIn = None
    notebook: Notebook = None
    attached: bool = True  # the sign-in that it was started from is still open
    units: int = 0
    rate: int = 0
    start_up: int = 0
    timeout: int = None
    idle_timeout: int = None
    idle_since: int = None
    background_ms: int = 0
    background_expires: int = None
    queue: list = field(default_factory=list)
    running: 'Job' = None
    statements: list = field(default_factory=list)
    worked: int = 0
    attended_at_end: bool = False

    @property
    def open(self):
        return self.created is not None and self.ended is None

    @property
    def reachable(self):
        """Whether its user can attach to it (GLUE-4)."""
        return self.attached and self.notebook is not None and self.notebook.open


@dataclass(eq=False)
class Job:
    """A statement, or a training, processing or Glue job."""
    name: str
    user: str
    kind: str
    scheduled: bool = False
    spec: dict = None
    created: int = None
    started: int = None
    ended: int = None
    outcome: str = None
    cause: str = None
    state: str = None  # only of a statement
    identity: str = None
    takes: int = None
    worked: int = 0
    survived: bool = False
    unseen: bool = False
    needs: tuple = (0, 0, 0, 0)  # background session, interactive session, hard limit, total runtime
    sign_in: SignIn = None
    # Only of a statement:
    session: Session = None
    signed_in_then: bool = False
    # Only of the others:
    units: int = 0
    rate: int = 0
    minimum: int = 0
    start_up: int = 0
    max_runtime: int = None
    background_ms: int = 0
    background_expires: int = None
    background_revoked: bool = False
    asked_to_stop: int = None
    save_ends: int = None
    save_cause: str = None
    kept: int = 0
    continued_by: 'Job' = None
    attended_at_end: bool = False

    @property
    def open(self):
        return self.created is not None and self.ended is None

    @property
    def fails(self):
        return self.spec.get('fails', False)

    @property
    def saving(self):
        return self.save_ends is not None


def exceeded(need, limit):
    """What a limit would have had to be, or 0 if it was long enough (design, section 4)."""
    return need if limit is not None and need > limit else 0


class Simulation:
    def __init__(self, scenario):
        self.scenario = scenario
        self.settings = {**DEFAULTS, **scenario['settings']}
        self.domains = {name: dict(own) for name, own in scenario['domains'].items()}
        self.domain_of = scenario['users']
        self.number_of = {user: number for number, user in enumerate(scenario['users'])}
        self.timeline = sorted(scenario['timeline'], key=lambda line: (line['at'], line['line']))
        self.now = 0
        self.order = 0  # counts what has happened
        self.sign_ins = []
        self.sessions = {}
        self.jobs = {}
        self.apps = {}
        self.ineffective = []
        self.background_sessions = 0
        # Since when each domain propagates identities, as a value of `order`; None while it does not (SM-9).
        self.propagates_since = {
            domain: -1 if self.setting(PROPAGATION, domain) else None
            for domain in [None, *self.domains, *self.domain_of.values()]
        }
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
                self.jobs[line['job']] = Job(line['job'], self.sessions[line['session']].user, 'statement')
            elif do in STARTS_JOB:
                self.jobs[line['id']] = Job(line['id'], line['user'], do.split('_')[1], scheduled)
            elif do == 'restart_job':
                old = self.jobs[line['job']]
                self.jobs[line['id']] = Job(line['id'], old.user, old.kind, old.scheduled)
            elif do == 'open_app':
                self.apps[line['id']] = App(line['user'])

    def setting(self, key, domain=None):
        """A setting as it is now; a SageMaker domain may have its own."""
        if key.startswith('sagemaker.'):
            return self.domains.get(domain, {}).get(key, self.settings[key])
        return self.settings[key]

    # ----------------------------------------------------------------------------------------------- the loop

    def run(self):
        """Design, section 2: what is over by itself, then what people do; the horizon still happens."""
        horizon = self.scenario['horizon']
        lines = [line for line in self.timeline if line['at'] <= horizon]
        while True:
            upcoming = [deadline for deadline in self.deadlines() if deadline[0] <= horizon]
            # Of equals the first listed: min is stable.
            first = min(upcoming, key=lambda deadline: deadline[:3], default=None)
            self.order += 1
            if first and (not lines or first[0] <= lines[0]['at']):
                assert first[0] >= self.now
                self.now = first[0]
                first[3]()
            elif lines:
                self.now = lines[0]['at']
                self.act(lines.pop(0))
            else:
                break
        self.now = horizon
        return self.results()

    def deadlines(self):
        """Every deadline of everything open: (time, class, number of its user, what then happens)."""
        found = []
        for owner, time, rank, action in self.all_clocks():
            if time is not None:
                found.append((time, rank, self.number_of[owner.user], action))
        return found

    def all_clocks(self):
        for sign_in in self.sign_ins:
            if sign_in.ended is None:
                end = partial(self.end_sign_in, sign_in, 'interactive_session_expired')
                yield sign_in, sign_in.expires, SIGN_IN_EXPIRY, end
        for session in self.sessions.values():
            if session.open:
                yield from self.session_clocks(session)
        for job in self.jobs.values():
            if job.open and job.kind != 'statement':
                yield from self.saving_clocks(job) if job.saving else self.job_clocks(job)

    def session_clocks(self, session):
        """GLUE-5, GLUE-6 and GLUE-8; idle is a session in which no statement runs (B-8)."""
        def end(cause):
            return partial(self.end_session, session, cause)

        if session.ready is None:
            yield session, session.created + session.start_up, WORK, partial(self.session_ready, session)
        yield session, session.background_expires, BACKGROUND_EXPIRY, end('background_session_expired')
        if session.timeout is not None:
            yield session, session.created + session.timeout, HARD_LIMIT, end('session_timeout')
        if session.running is not None:
            statement = session.running
            yield session, statement.started + statement.takes, WORK, partial(self.statement_done, statement)
        elif session.ready is not None:
            yield session, session.idle_since + session.idle_timeout, IDLE_TIMEOUT, end('idle_timeout')

    def job_clocks(self, job):
        """SM-1, SM-4, SM-5 and SM-6; the background session's clock runs from the submission (B-12)."""
        if job.started is None:
            yield job, job.created + job.start_up, WORK, partial(self.job_ready, job)
        elif job.takes is not None:
            yield job, job.started + job.takes, WORK, partial(self.job_done, job)
        end = partial(self.end_job, job, 'failed', 'background_session_expired')
        yield job, job.background_expires, BACKGROUND_EXPIRY, end
        if job.started is not None and job.max_runtime is not None:
            stop = partial(self.ask_to_stop, job, 'max_runtime')
            yield job, job.started + job.max_runtime, HARD_LIMIT, stop
        if job.kind == 'training':
            end = partial(self.end_job, job, 'stopped', 'total_runtime')
            yield job, job.created + TOTAL_RUNTIME, HARD_LIMIT, end

    def saving_clocks(self, job):
        """A training job that was asked to stop: the cause is what began the end (SM-5, SM-6)."""
        end = partial(self.end_job, job, 'stopped', job.save_cause)
        yield job, min(job.save_ends, job.created + TOTAL_RUNTIME), HARD_LIMIT, end

    # ----------------------------------------------------------------------------------------------- sign-ins

    def open_sign_in(self, user, name=None):
        """The open sign-in that a line means, or None (B-17)."""
        for one in self.sign_ins:
            if one.user == user and one.ended is None and name in (None, one.name):
                return one
        return None

    def who_means_one(self, line):
        """The user of whom a line means a sign-in; None if it means none, as a scheduled start (IDC-7)."""
        do = line.get('do')
        if do in ('sign_out', 'open_app'):
            return line['user']
        if do == 'restart_app':
            return self.apps[line['app']].user
        work = None
        if do == 'start_session' or (do == 'restart_kernel' and 'id' in line):
            work = self.sessions[line['id']]
        elif do == 'restart_job' or do in STARTS_JOB:
            work = self.jobs[line['id']]
        return work.user if work and not work.scheduled else None

    def refuse_ambiguous(self, line):
        """Design, section 3: a line names the sign-in that it means when more than one is open."""
        user = self.who_means_one(line)
        if user is not None and 'from' not in line:
            if sum(one.user == user and one.ended is None for one in self.sign_ins) > 1:
                raise AmbiguousSignIn

    def signed_in_anywhere(self, user):
        return any(one.user == user and one.ended is None for one in self.sign_ins)

    def end_sign_in(self, sign_in, cause):
        """IDC-4, IDC-12: what depends on it ends (GLUE-3, SM-3, B-13); the rest goes on (IDC-5, GLUE-4)."""
        sign_in.ended = self.now
        for session in self.sessions.values():
            if session.open and session.sign_in is sign_in:
                if session.identity == 'interactive_session':
                    self.end_session(session, cause)
                elif session.identity == 'background_session':
                    session.attached = False
        for job in self.jobs.values():
            mine = job.open and job.kind in ('training', 'processing') and job.sign_in is sign_in
            if mine and job.identity == 'interactive_session' and not job.saving:
                self.end_job(job, 'failed', cause)

    def new_background_session(self, work):
        """IDC-6, IDC-8: one for this work, with the duration of this moment."""
        self.background_sessions += 1
        work.background_ms = self.setting('identity_center.background_sessions.duration')
        work.background_expires = self.now + work.background_ms

    # ------------------------------------------------------------------------------------------ Glue sessions

    def glue_identity(self, spec):
        """GLUE-1, GLUE-2, GLUE-9, IDC-7: the matrix of this moment; None where Glue refuses."""
        recent = float(spec.get('glue_version', '5.0')) >= 5
        if spec.get('scheduled') or not recent or not self.setting('glue.trusted_identity_propagation'):
            return 'role'
        if not self.setting('glue.background_sessions'):
            return 'interactive_session'
        return 'background_session' if self.setting('identity_center.background_sessions.enabled') else None

    def size(self, work, spec):
        """Gives Glue work its capacity; False if the quota does not have it (GLUE-10)."""
        worker_type = spec.get('worker_type', 'G.1X')
        units = DPUS[worker_type] * spec.get('workers', 5)
        held = sum(session.units for session in self.sessions.values() if session.open)
        held += sum(job.units for job in self.jobs.values() if job.open and job.kind == 'glue')
        quota = self.setting('glue.dpu_quota')
        if quota is not None and held + units > quota:
            return False
        work.units = units
        work.rate = M_DPU_RATE if worker_type.startswith('R') else DPU_RATE  # B-27
        return True

    def start_session(self, session, spec, name, restart=False):
        """GLUE-1; whoever starts one by hand is signed in and has a notebook, whose app must be open."""
        session.created, session.spec = self.now, spec
        by_hand = not spec.get('scheduled', False)
        app = spec.get('app')
        app_closed = app is not None and not self.apps[app].open and not restart
        if by_hand and session.notebook is None:
            session.notebook = Notebook(app, open=not app_closed)
        sign_in = self.open_sign_in(session.user, name) if by_hand else None
        if by_hand and sign_in is None:
            return self.reject_session(session, 'not_signed_in')
        if app_closed:
            return self.reject_session(session, 'not_attached')
        identity = self.glue_identity(spec)
        if identity is None:
            return self.reject_session(session, 'background_sessions_refused')
        if not self.size(session, spec):
            return self.reject_session(session, 'quota_exceeded')
        session.state, session.identity, session.sign_in = 'PROVISIONING', identity, sign_in
        if identity == 'background_session':
            self.new_background_session(session)
        session.timeout = spec.get('timeout', self.setting('glue.timeout'))
        session.idle_timeout = spec.get('idle_timeout', self.setting('glue.idle_timeout'))
        session.start_up = spec.get('start_up', self.setting('glue.start_up'))
        if session.start_up == 0:
            self.session_ready(session)

    def reject_session(self, session, cause):
        session.rejected, session.state, session.cause, session.ended = True, 'FAILED', cause, self.now

    def session_ready(self, session):
        session.ready = session.idle_since = self.now
        session.state = 'READY'
        self.next_statement(session)

    def end_session(self, session, cause):
        """GLUE-3, GLUE-5 to GLUE-8: with it ends what runs or waits in it."""
        session.ended, session.cause = self.now, cause
        session.state = 'TIMEOUT' if cause in ('idle_timeout', 'session_timeout') else 'STOPPED'
        session.attended_at_end = self.signed_in_anywhere(session.user)
        unfinished = ([session.running] if session.running else []) + session.queue
        if cause in LIMIT_CAUSES:
            self.note_session_needs(session, unfinished)
        for statement in unfinished:
            self.end_statement(statement, 'stopped', cause)

    def note_session_needs(self, session, unfinished):
        """What each limit would have had to be, one statement after the other (design, section 4)."""
        sign_in = session.sign_in
        over = session.created + session.start_up if session.ready is None else self.now
        for statement in unfinished:
            over += statement.takes - (0 if statement.started is None else self.now - statement.started)
            if statement.fails:
                continue  # no limit would have let it complete, but it takes its time
            lasts = over - session.created
            background = interactive = 0
            if session.identity == 'background_session':
                background = exceeded(lasts, session.background_ms)
            if session.identity == 'interactive_session':
                interactive = exceeded(over - sign_in.started, sign_in.expires - sign_in.started)
            statement.needs = (background, interactive, exceeded(lasts, session.timeout), 0)

    def close_notebook(self, notebook, cause):
        """GLUE-3: ends a session that is bound to an interactive session, and only detaches any other."""
        for session in self.sessions.values():
            if session.open and session.notebook is notebook and session.identity == 'interactive_session':
                self.end_session(session, cause)
        notebook.open = False

    # --------------------------------------------------------------------------------------------- statements

    def next_statement(self, session):
        """One after the other, in the order of their submission."""
        if session.queue and session.running is None:
            statement = session.running = session.queue.pop(0)
            statement.started, statement.state = self.now, 'RUNNING'

    def statement_done(self, statement):
        if statement.fails:
            self.end_statement(statement, 'failed', 'work_failed')
        else:
            self.end_statement(statement, 'completed', 'done')

    def end_statement(self, statement, outcome, cause):
        """Surviving and unseen: design, section 1 (GLUE-4)."""
        session = statement.session
        statement.outcome, statement.cause, statement.ended = outcome, cause, self.now
        statement.state = {'completed': 'AVAILABLE', 'failed': 'ERROR', 'stopped': 'CANCELLED'}[outcome]
        if statement.started is not None:
            statement.worked = self.now - statement.started
            session.worked += statement.worked
        if outcome == 'completed':
            statement.survived = statement.signed_in_then and session.sign_in.ended is not None
            statement.unseen = not statement.spec.get('saves_results', False) and not session.reachable
        if session.running is statement:
            session.running, session.idle_since = None, self.now
            if session.open:
                self.next_statement(session)
        else:
            session.queue.remove(statement)

    # --------------------------------------------------------------------------------------------------- jobs

    def job_identity(self, job, spec, sign_in):
        """SM-1, SM-2, SM-10, IDC-7, GLUE-11; propagation must be older than sign-in and app (SM-9)."""
        if job.kind == 'glue' or spec.get('scheduled'):
            return 'role'
        domain = self.domain_of[job.user]
        if not self.setting(PROPAGATION, domain):
            return 'role'
        since = self.propagates_since[domain]
        if sign_in.order < since or ('app' in spec and self.apps[spec['app']].opened_order < since):
            return 'role'
        enabled = self.setting('identity_center.background_sessions.enabled')
        enabled = enabled and self.setting('sagemaker.background_sessions', domain)
        return 'background_session' if enabled else 'interactive_session'

    def start_job(self, job, spec, name):
        """Whether it was accepted."""
        job.created, job.spec = self.now, spec
        by_hand = not spec.get('scheduled', False)
        sign_in = self.open_sign_in(job.user, name) if by_hand else None
        if by_hand and sign_in is None:
            return self.reject_job(job, 'not_signed_in')
        if 'app' in spec and not self.apps[spec['app']].open:
            return self.reject_job(job, 'not_attached')
        if not self.equip(job, spec):
            return self.reject_job(job, 'quota_exceeded')
        job.outcome, job.cause, job.sign_in = 'running', 'horizon', sign_in
        job.identity = self.job_identity(job, spec, sign_in)
        if job.identity == 'background_session':
            self.new_background_session(job)
        if job.start_up == 0:
            self.job_ready(job)
        return True

    def equip(self, job, spec):
        """Capacity, price and limits of this moment; False if the quota does not have it."""
        if job.kind == 'glue':
            default = None if spec.get('streaming') else self.setting('glue.job_timeout')
            job.max_runtime = spec.get('timeout', default)
            job.start_up = spec.get('start_up', self.setting('glue.start_up'))
            job.minimum = MINUTE
            return self.size(job, spec)
        domain = self.domain_of[job.user]
        job.max_runtime = spec.get('max_runtime', self.setting('sagemaker.%s.max_runtime' % job.kind, domain))
        job.start_up = spec.get('start_up', self.setting('sagemaker.start_up', domain))
        job.units, job.rate = spec.get('instances', 1), INSTANCE_RATE[spec['instance_type']]
        return True

    def reject_job(self, job, cause):
        job.outcome, job.cause, job.ended = 'rejected', cause, self.now
        return False

    def job_ready(self, job):
        job.started = self.now

    def job_done(self, job):
        if job.fails:
            self.end_job(job, 'failed', 'work_failed')
        else:
            self.end_job(job, 'completed', 'done')

    def ask_to_stop(self, job, cause):
        """SM-5: a running training job that tries to save has 120 seconds for it."""
        if job.kind == 'training' and 'saves_in' in job.spec and job.started is not None:
            job.asked_to_stop, job.save_cause = self.now, cause
            job.save_ends = self.now + min(job.spec['saves_in'], SAVE_WINDOW)
        else:
            self.end_job(job, 'stopped', cause)

    def end_job(self, job, outcome, cause):
        job.outcome, job.cause, job.ended = outcome, cause, self.now
        job.attended_at_end = self.signed_in_anywhere(job.user)
        if job.started is not None:
            job.worked = self.now - job.started
        if cause in LIMIT_CAUSES:
            self.note_job_needs(job)
        if outcome == 'completed':
            job.survived = job.sign_in is not None and job.sign_in.ended is not None
        else:
            job.kept = self.work_kept(job)

    def note_job_needs(self, job):
        """What each limit would have had to be (design, section 4); None: no limit would do."""
        if job.fails:
            return
        if job.takes is None:
            job.needs = (0, 0, None, 0)
            return
        running = job.created + job.start_up
        over = running + job.takes
        sign_in = job.sign_in
        background = interactive = 0
        if job.identity == 'background_session':
            background = exceeded(over - job.created, job.background_ms)
        if job.identity == 'interactive_session':
            interactive = exceeded(over - sign_in.started, sign_in.expires - sign_in.started)
        job.needs = (
            background,
            interactive,
            exceeded(job.takes, job.max_runtime),
            exceeded(over - job.created, TOTAL_RUNTIME if job.kind == 'training' else None),
        )

    def work_kept(self, job):
        """SM-11: up to the last checkpoint, or all of it if it could save (SM-5)."""
        work = job.asked_to_stop - job.started if job.saving else job.worked
        if job.saving and self.now - job.asked_to_stop >= job.spec['saves_in']:
            return work
        every = job.spec.get('checkpoint_every')
        return work // every * every if every else 0

    # ----------------------------------------------------------------------------------------- what people do

    def act(self, line):
        """A method says False if its line found nothing to do."""
        self.refuse_ambiguous(line)
        method = 'admin_' + line['admin'] if 'admin' in line else 'do_' + line['do']
        if getattr(self, method)(line) is False:
            self.ineffective.append(line['line'])

    def admin_set(self, line):
        """Touches only what starts later (IDC-2, IDC-8, IDC-9, GLUE-9, SM-7, SM-8)."""
        before = {domain: self.setting(PROPAGATION, domain) for domain in self.propagates_since}
        own = self.domains.setdefault(line['domain'], {}) if 'domain' in line else self.settings
        own.update(line['set'])
        for domain in self.propagates_since:
            if self.setting(PROPAGATION, domain) and not before[domain]:
                self.propagates_since[domain] = self.order

    def admin_revoke(self, line):
        """IDC-11, GLUE-8, SM-4: background sessions, of one piece of work or of a user."""
        found = False
        for session in self.sessions.values():
            meant = line.get('session') == session.name or line.get('user') == session.user
            if meant and session.open and session.identity == 'background_session':
                self.end_session(session, 'background_session_revoked')
                found = True
        for job in self.jobs.values():
            meant = line.get('job') == job.name or line.get('user') == job.user
            if not meant or not job.open or job.kind == 'statement' or job.identity != 'background_session':
                continue
            if not job.saving:
                self.end_job(job, 'failed', 'background_session_revoked')
                found = True
            elif not job.background_revoked and self.now < job.background_expires:
                job.background_revoked = found = True  # only that: the job was ending already
        return found

    def admin_end_session(self, line):
        """IDC-12."""
        found = False
        for sign_in in self.sign_ins:
            meant = sign_in.user == line['user'] and line.get('from', sign_in.name) == sign_in.name
            if meant and sign_in.ended is None:
                self.end_sign_in(sign_in, 'interactive_session_ended')
                found = True
        return found

    def do_sign_in(self, line):
        """IDC-1: with the duration of this moment (IDC-2)."""
        duration = self.setting('identity_center.interactive_session.duration')
        cap = self.setting('identity_center.interactive_session.directory_cap')
        if cap is not None:
            duration = min(duration, cap)
        sign_in = SignIn(line['user'], line.get('id'), self.now, self.now + duration, self.order)
        self.sign_ins.append(sign_in)

    def do_sign_out(self, line):
        sign_in = self.open_sign_in(line['user'], line.get('from'))
        if sign_in is None:
            return False
        self.end_sign_in(sign_in, 'signed_out')

    def do_start_session(self, line):
        self.start_session(self.sessions[line['id']], line, line.get('from'))

    def do_run(self, line):
        """A statement has its session's identity; only who can attach, or a schedule, submits one."""
        session, statement = self.sessions[line['session']], self.jobs[line['job']]
        statement.created, statement.takes = self.now, line['takes']
        statement.spec, statement.session = line, session
        if session.rejected:
            return self.reject_statement(statement, 'session_rejected')
        if not session.open:
            return self.reject_statement(statement, 'session_ended')
        if not session.reachable and not session.spec.get('scheduled'):
            return self.reject_statement(statement, 'not_attached')
        statement.outcome, statement.cause, statement.state = 'running', 'horizon', 'WAITING'
        statement.identity = session.identity
        statement.signed_in_then = session.sign_in is not None and session.sign_in.ended is None
        session.statements.append(statement)
        session.queue.append(statement)
        if session.ready is not None:
            self.next_statement(session)

    def reject_statement(self, statement, cause):
        statement.outcome, statement.cause, statement.ended = 'rejected', cause, self.now

    def do_stop_session(self, line):
        """GLUE-7."""
        session = self.sessions[line['session']]
        if not session.open:
            return False
        self.end_session(session, 'stopped_by_user')

    do_stop_kernel = do_stop_session

    def do_restart_kernel(self, line):
        """GLUE-7, B-30: the new session keeps the notebook and takes the settings of this moment."""
        old = self.sessions[line['session']]
        was_open = old.open
        if was_open:
            self.end_session(old, 'kernel_restarted')
        if 'id' not in line:
            return was_open
        new = self.sessions[line['id']]
        if not old.spec.get('scheduled', False):
            if old.notebook is None or not old.notebook.open:
                new.created, new.spec = self.now, old.spec
                self.reject_session(new, 'not_attached')
                return True
            new.notebook = old.notebook
        self.start_session(new, old.spec, line.get('from'), restart=True)
        return True

    def do_close_notebook(self, line):
        notebook = self.sessions[line['session']].notebook
        if notebook is None or not notebook.open:
            return False
        self.close_notebook(notebook, 'notebook_closed')

    def do_start_training_job(self, line):
        job = self.jobs[line['id']]
        job.takes = line['takes']
        self.start_job(job, line, line.get('from'))

    do_start_processing_job = do_start_training_job
    do_start_glue_job = do_start_training_job

    def do_stop_job(self, line):
        job = self.jobs[line['job']]
        if not job.open or job.saving:
            return False
        if job.kind == 'statement':
            self.end_statement(job, 'stopped', 'stopped_by_user')
        else:
            self.ask_to_stop(job, 'stopped_by_user')

    def do_restart_job(self, line):
        """SM-11: from what was kept, once, unless it completed; an error counts as repaired."""
        old, job = self.jobs[line['job']], self.jobs[line['id']]
        ended = old.outcome in ('failed', 'stopped')
        if not ended or old.kind == 'statement' or old.continued_by is not None:
            job.created, job.takes = self.now, 0
            self.reject_job(job, 'not_restartable')
            return
        job.takes = None if old.takes is None else old.takes - old.kept
        spec = dict(old.spec)
        if old.cause == 'work_failed':
            spec.pop('fails', None)
        if self.start_job(job, spec, line.get('from')):
            old.continued_by = job

    def do_open_app(self, line):
        if self.open_sign_in(line['user'], line.get('from')) is None:
            return False
        app = self.apps[line['id']]
        app.open, app.opened_order = True, self.order

    def do_stop_app(self, line):
        app = self.apps[line['app']]
        if not app.open:
            return False
        self.close_app(line['app'])

    def do_restart_app(self, line):
        """SM-9: takes effect in the app from now on; its notebooks are closed."""
        app = self.apps[line['app']]
        if app.open:
            self.close_app(line['app'])
        if self.open_sign_in(app.user, line.get('from')) is None:
            return False
        app.open, app.opened_order = True, self.order

    def close_app(self, name):
        for session in self.sessions.values():
            notebook = session.notebook
            if notebook and notebook.app == name and notebook.open:
                self.close_notebook(notebook, 'app_stopped')
        self.apps[name].open = False

    # ----------------------------------------------------------------------------------------------- the bill

    def attended_ms(self, user, start, end):
        """For how much of this time its user was signed in anywhere (design, section 4)."""
        mine = [one for one in self.sign_ins if one.user == user]
        spans = [(one.started, self.now if one.ended is None else one.ended) for one in mine]
        marks = {start, end} | {mark for span in spans for mark in span if start < mark < end}
        marks = sorted(marks)
        total = 0
        for left, right in zip(marks, marks[1:]):
            if any(begun <= left and right <= over for begun, over in spans):
                total += right - left
        return total

    def bill(self, work, minimum, start, pieces):
        """GLUE-12, B-9, B-20: by the second, at least `minimum`; idle is what no piece covers."""
        end = self.now if work.open else work.ended
        usage = dict.fromkeys(CELLS, 0)

        def use(left, right, bucket):
            attended = self.attended_ms(work.user, left, right)
            usage[bucket, 'attended'] += attended * work.units
            usage[bucket, 'background'] += (right - left - attended) * work.units

        at = start
        for left, right, bucket in sorted(pieces):
            use(at, left, 'idle')
            use(left, right, bucket)
            at = right
        use(at, end, 'idle')
        held = end - start
        if held > 0:
            billed = max(-(-held // SECOND) * SECOND, minimum)
            attended = self.signed_in_anywhere(work.user) if work.open else work.attended_at_end
            usage['overhead', 'attended' if attended else 'background'] += (billed - held) * work.units
        return priced(usage, work.rate)

    def bucket_of(self, job):
        if job.outcome == 'completed':
            return 'unseen' if job.unseen else 'useful'
        return 'unfinished' if job.outcome == 'running' else 'lost'

    def session_cost(self, session):
        if session.ready is None:
            return None
        ran = [statement for statement in session.statements if statement.started is not None]
        pieces = [(one.started, one.started + one.worked, self.bucket_of(one)) for one in ran]
        return self.bill(session, MINUTE, session.ready, pieces)

    def job_cost(self, job):
        """Work kept for a continuation shares the fate of the last job of the chain (DECISIONS.md)."""
        if job.kind == 'statement' or job.started is None:
            return None
        last = job
        while last.continued_by:
            last = last.continued_by
        kept_until = job.started + (job.kept if last is not job else 0)
        end = self.now if job.open else job.ended
        pieces = [(job.started, kept_until, self.bucket_of(last)), (kept_until, end, self.bucket_of(job))]
        return self.bill(job, job.minimum, job.started, [piece for piece in pieces if piece[0] < piece[1]])

    # ------------------------------------------------------------------------------------------------ results

    def results(self):
        for job in self.jobs.values():
            if job.open and job.started is not None:
                job.worked = self.now - job.started
                if job.kind == 'statement':
                    job.session.worked += job.worked
        return {
            'sessions': {name: self.session_result(session) for name, session in self.sessions.items()},
            'jobs': {name: self.job_result(job) for name, job in self.jobs.items()},
            'ineffective': self.ineffective,
            'background_sessions': self.background_sessions,
        }

    def session_result(self, session):
        return {
            'state': session.state, 'cause': 'horizon' if session.open else session.cause,
            'identity': session.identity, 'rejected': session.rejected, 'jobs': len(session.statements),
            'created': session.created, 'ready': session.ready, 'ended': session.ended,
            'worked': session.worked, 'background_ms': session.background_ms,
            'cost': self.session_cost(session),
        }

    def job_result(self, job):
        return {
            'outcome': job.outcome, 'cause': job.cause, 'state': state_of(job), 'identity': job.identity,
            'created': job.created, 'started': job.started, 'ended': job.ended, 'worked': job.worked,
            'survived': job.survived, 'unseen': job.unseen, 'kept': job.kept, 'takes': job.takes,
            'needs': job.needs, 'continued_by': job.continued_by.name if job.continued_by else None,
            'background_ms': job.background_ms, 'cost': self.job_cost(job),
        }


def priced(usage, rate):
    """Nano-dollars: rounded half to even once, shared by largest remainder (design, section 4)."""
    total = round(Fraction(sum(usage.values()) * rate, HOUR))  # a Fraction rounds half to even
    exact = {cell: Fraction(usage[cell] * rate, HOUR) for cell in CELLS}
    cells = {cell: int(exact[cell]) for cell in CELLS}
    by_remainder = sorted(CELLS, key=lambda cell: cells[cell] - exact[cell])  # stable: the first of equals
    for cell in by_remainder[:total - sum(cells.values())]:
        cells[cell] += 1
    return {'total': total, 'cells': cells}


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
        Simulation({**scenario, 'horizon': last}).run()  # a file is right or wrong whatever its horizon
    return Simulation(scenario).run()
