"""The words of the reference simulator: times, settings, assumptions, prices, and what begins and ends.

Written from rules.md, design.md and the contract of the file's vocabulary alone; IDs such as IDC-17 and B-6
are theirs.
"""
from dataclasses import dataclass, field

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
MORE_DEFAULTS = {
    'identity_center.scim_delay': 0,                 # B-26
    'identity_center.token_exchange_rate': 80,       # IDC-17
    'glue.session_quota': None,                      # B-23
    'glue.queues_when_full': False,
    'sagemaker.queues_when_full': False,
    'sagemaker.studio.idle_timeout': None,           # SM-12
    'sagemaker.studio.start_up': 0,
    'unified_studio.idle_timeout': HOUR,             # SMUS-1
    'unified_studio.notebook_run_timeout': 12 * HOUR,  # SMUS-3
    'emr_serverless.trusted_identity_propagation': True,
    'emr_serverless.idle_timeout': HOUR,             # EMRS-2
    'emr_serverless.auto_stop': 15 * MINUTE,         # EMRS-6, B-22
    'emr_serverless.start_up': 0,
    'emr_serverless.sessions_per_application': 25,   # EMRS-8
    'emr_serverless.vcpu_quota': None,               # EMRS-9
    'emr_ec2.trusted_identity_propagation': True,
    'emr_ec2.idle_timeout': 8 * HOUR,                # EMR-2
    'emr_ec2.cluster_idle_timeout': HOUR,            # EMR-5
    'emr_ec2.start_up': 0,
    'emr_ec2.cluster_start_up': 0,
    'athena.query_timeout': 30 * MINUTE,             # ATH-1
    'lake_formation.credential_duration': HOUR,      # DATA-1
    's3_access_grants.credential_duration': HOUR,    # DATA-1
}
PROPAGATION = 'sagemaker.trusted_identity_propagation'

# ID: (key in the file, options); the first option is the default.
ASSUMPTIONS = {
    'B-1': ('background_session_of_disabled_user', ('ends', 'survives')),
    'B-2': ('background_session_without_assignment', ('ends', 'survives')),
    'B-3': ('stop_latency', ('none', 'documented_bound')),  # random cannot be compared
    'B-4': ('stop_of_engine_sessions', ('at_refresh', 'at_once')),
    'B-5': ('end_when_queries_complete', ('no', 'yes')),
    'B-6': ('glue_timeout', ('none', '48h')),
    'B-7': ('glue_timeout_of_release_5', ('as_others', '480m')),
    'B-8': ('livy_skips_busy_sessions', ('yes', 'no')),
    'B-9': ('glue_billing_starts', ('at_ready', 'at_creation')),
    'B-11': ('application_flag_without_identity_center', ('standard_flow', 'refuses')),
    'B-12': ('background_session_clock', ('from_creation', 'from_work')),
    'B-13': ('interactive_expiry_fails_jobs', ('yes', 'no')),
    'B-14': ('ending_sign_in_ends_background_sessions', ('no', 'yes')),
    'B-15': ('open_kernel_keeps_app_active', ('yes', 'no')),
    'B-16': ('app_stop_keeps_background_sessions', ('yes', 'no')),
    'B-17': ('work_is_bound_to', ('its_sign_in', 'any_sign_in')),
    'B-18': ('new_sign_in_saves_stopping_work', ('no', 'yes')),
    'B-19': ('max_runtime_tie_goes_to', ('background_session', 'max_runtime')),
    'B-20': ('save_window_is_billed', ('yes', 'no')),
    'B-21': ('lake_formation_credential_maximum', ('6h', '12h')),
    'B-22': ('emr_serverless_auto_stop', ('15m', '30m')),
    'B-23': ('glue_session_quota', ('none', '25')),
    'B-26': ('scim_delay', ('0m', '40m')),
    'B-27': ('memory_worker_price', ('listed', 'as_dpu')),
    'B-28': ('query_after_sign_out', ('completes', 'cancelled')),
    'B-29': ('job_without_reads_loses_identity', ('fails', 'continues')),
    'B-30': ('restarted_kernel_background_session', ('new', 'keeps_remaining')),
    'IDC-14': ('access_removal', ('new_documentation', 'old_documentation')),
}
# Assumptions that are nothing but another default of a setting.
ASSUMED_DEFAULTS = {
    ('B-6', '48h'): ('glue.timeout', 48 * HOUR),
    ('B-22', '30m'): ('emr_serverless.auto_stop', 30 * MINUTE),
    ('B-23', '25'): ('glue.session_quota', 25),
    ('B-26', '40m'): ('identity_center.scim_delay', 40 * MINUTE),
}

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
STUDIO_RATE = {'ml.t3.medium': 50_000_000}
VCPU_RATE, MEMORY_RATE, STORAGE_RATE = 52_624_000, 5_778_500, 111_000
CLUSTER_RATES = {'m5.xlarge': (192_000_000, 48_000_000), 'r5.4xlarge': (1_008_000_000, 252_000_000)}
MEGABYTE, TERABYTE = 10**6, 10**12
ATHENA_RATE = 5_000_000_000  # per terabyte
ATHENA_MINIMUM = 10 * MEGABYTE

BUCKETS = ('useful', 'unseen', 'lost', 'unfinished', 'idle', 'overhead')
CELLS = [(bucket, attendance) for bucket in BUCKETS for attendance in ('attended', 'background')]

SAVE_WINDOW = 120 * SECOND  # SM-5
TOTAL_RUNTIME = 30 * DAY    # SM-6
LIVY_MAXIMUM = 24 * HOUR    # EMRS-3
CHAIN_MAXIMUM = 28 * DAY    # SM-14
ENTITLEMENT_LAG = HOUR      # ATH-2

LIMIT_CAUSES = ('idle_timeout', 
    'background_session_expired', 'interactive_session_expired', 'session_timeout', 'max_runtime',
    'total_runtime',
)
STARTS_JOB = (
    'start_training_job', 'start_processing_job', 'start_glue_job', 'start_query', 'start_notebook_run',
)
QUERIES = ('athena', 'redshift', 'quicksight')
# Classes of what happens by itself at one instant; what people do comes after them (design, section 2).
# A stop that was delayed is of the class of a sign-in's expiry; a renewal of credentials of that of limits.
WORK, BACKGROUND_EXPIRY, SIGN_IN_EXPIRY, HARD_LIMIT, IDLE_TIMEOUT = range(1, 6)


class AmbiguousSignIn(Exception):
    """A line does not say which of its user's open sign-ins it means: the file is to be refused."""


def release_of(text):
    """7.11 comes after 7.8."""
    return tuple(int(part) for part in text.split('.'))


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
class Notebook:
    app: str
    open: bool


@dataclass(eq=False)
class Life:
    """Once from creation to end of an app, an application (from start to stop) or a cluster."""
    created: int
    ready: int = None
    ended: int = None
    attended_at_end: bool = False
    capacity: dict = None  # the initial capacity of an application that it was started with
    started_by: str = None  # the user who started that application: on whose quota the capacity draws


@dataclass(eq=False)
class Host:
    """What holds others: a Studio app, an EMR Serverless application or an EMR cluster."""
    name: str
    user: str
    type: str
    spec: dict
    created: int = None
    state: str = None
    cause: str = None
    rule: str = None
    lives: list = field(default_factory=list)
    start_up: int = 0
    idle_timeout: int = None
    idle_since: int = None
    idle_at_least: int = 0   # an idle timeout that was changed counts from this moment at the earliest
    sessions: int = 0
    opened_order: int = None          # of an app
    background_sessions: bool = None  # of an application or a cluster, as the rest
    capacity: dict = None
    maximum_vcpu: int = None

    @property
    def life(self):
        return self.lives[-1] if self.lives else None

    @property
    def default_release(self):
        return '7.8' if self.type == 'application' else '7.11'

    @property
    def open(self):
        """Pending, starting or up."""
        return bool(self.lives) and self.life.ended is None

    @property
    def up(self):
        return self.open and self.life.ready is not None


@dataclass(eq=False)
class Work:
    """What may carry an identity: a compute session or a job."""
    name: str
    user: str
    scheduled: bool = False
    spec: dict = None
    created: int = None
    ended: int = None
    cause: str = None
    identity: str = None
    sign_in: SignIn = None          # the one that it was started from
    bond: SignIn = None             # the one that it depends on: the same unless B-18 says otherwise
    bond_ended: bool = False
    identity_lost: int = None
    wants: list = field(default_factory=list)  # quotas that it waits for, first come first: ((key, place), units)
    has: dict = field(default_factory=dict)    # units of each quota
    granted: int = None                        # when it had all
    background_ms: int = 0
    background_expires: int = None
    background_ended: bool = False
    background_ends_at: int = None  # a background session that is about to end (B-1, B-2)
    background_ends_by: str = None
    losses: list = field(default_factory=list)  # of its identity: (when it takes effect (B-3), cause, since when)
    attended_at_end: bool = False

    @property
    def open(self):
        return self.created is not None and self.ended is None

    @property
    def first_loss(self):
        """Of its losses the one that ends it. Of equals the one that came first."""
        return min(self.losses, key=lambda loss: loss[0], default=(None, None, self.identity_lost))


@dataclass(eq=False)
class Session(Work):
    """A compute session: Glue, or Livy on EMR Serverless or EMR on EC2."""
    service: str = 'glue'
    ready: int = None
    state: str = None
    rejected: bool = False
    notebook: Notebook = None
    attached: bool = True  # the sign-in that it was started from is still open
    units: int = 0
    rate: int = 0
    start_up: int = 0
    timeout: int = None
    idle_timeout: int = None
    idle_since: int = None
    queue: list = field(default_factory=list)
    running: 'Job' = None
    statements: list = field(default_factory=list)
    worked: int = 0
    host: Host = None      # its application or cluster
    own_workers: int = 0   # of EMR Serverless: workers beyond the pre-initialised ones
    lent_workers: int = 0  # and pre-initialised ones

    @property
    def reachable(self):
        """Whether its user can attach to it (GLUE-4)."""
        return self.attached and self.notebook is not None and self.notebook.open


@dataclass(eq=False)
class Job(Work):
    """A statement, a training, processing or Glue job, a query, or a notebook run."""
    kind: str = None
    started: int = None
    outcome: str = None
    state: str = None  # only of a statement
    takes: int = None
    worked: int = 0
    survived: bool = False
    unseen: bool = False
    needs: tuple = (0, 0, 0, 0)  # background session, interactive session, hard limit, total runtime
    renews_at: int = None
    credentials_until: int = None
    columns: list = None
    # Only of a statement:
    session: Session = None
    # Only of the others:
    units: int = 0
    rate: int = 0
    minimum: int = 0
    start_up: int = 0
    max_runtime: int = None
    asked_to_stop: int = None
    save_ends: int = None
    save_cause: str = None
    kept: int = 0
    continued_by: 'Job' = None
    chain: int = None  # of warm pools, by number
    chain_began: int = None  # when its first job began

    @property
    def fails(self):
        return self.spec.get('fails', False)

    @property
    def saving(self):
        return self.save_ends is not None


@dataclass(eq=False)
class Pool:
    """Instances kept after a training job (SM-14)."""
    job: Job
    user: str
    since: int
    until: int
    ended: int = None
    attended_at_end: bool = False


def exceeded(need, limit):
    """What a limit would have had to be, or 0 if it was long enough (design, section 4)."""
    return need if limit is not None and need > limit else 0
