"""Random scenarios of everything, in families that can be had one by one.

Times lie on a coarse grid, so that much happens at the same instant. A scenario draws some of the wanted
families and leaves the others at peace, so that each gets deep ones.
"""
import random

from generator import DOMAIN_SETTINGS, INSTANCE_TYPES, TRAINING_TYPES, Generator
from vocabulary import ASSUMPTIONS, DAY, DEFAULTS, HOUR, MEGABYTE, MINUTE, MORE_DEFAULTS, SECOND

ALL = (
    'glue', 'sagemaker', 'pools', 'studio', 'emr_serverless', 'emr_ec2', 'projects', 'queries', 'access',
    'directory', 'quotas', 'latency', 'assumptions',
)
KNOWN = (*ALL, 'accounts')  # that is only had by name: the scenarios of all others stay as they were, seed by seed
OLD = {'glue', 'sagemaker'}

BASE = {'sign_in': 1.6, 'sign_out': 1, 'end_session': .4, 'revoke': 1, 'set': 1.2}
IN_SESSIONS = {'start_session': 4, 'run': 5, 'stop_session': .7, 'restart_kernel': .8, 'close_notebook': .8}
WEIGHTS = {
    'glue': {**IN_SESSIONS, 'stop_kernel': .3, 'start_glue_job': .7, 'stop_job': .7},
    'sagemaker': {
        'start_training_job': 3, 'start_processing_job': 1, 'stop_job': .8, 'restart_job': 1.2, 'open_app': .4,
    },
    'pools': {'start_training_job': 5, 'stop_job': .7, 'restart_job': 1},
    'studio': {'open_app': 2, 'restart_app': .6, 'stop_app': .4, 'close_notebook': 1.5, 'run': 3,
               'start_session': 2},
    'emr_serverless': {
        **IN_SESSIONS, 'create_application': .7, 'update_application': 1, 'start_application': 1.5,
        'stop_application': .6, 'stop_job': .5,
    },
    'emr_ec2': {**IN_SESSIONS, 'launch_cluster': 1.2, 'terminate_cluster': .5, 'stop_job': .5},
    'projects': {'start_session': 2, 'run': 3},
    'queries': {'start_query': 5, 'start_notebook_run': 1.5, 'stop_job': .8},
    'access': {'grant': 1, 'revoke_grant': 1.5},
    'directory': {
        'disable_user': .6, 'enable_user': 1, 'delete_user': .15, 'add_to_group': .7, 'remove_from_group': 1.3,
        'add_assignment': .7, 'remove_assignment': 1.3, 'deny': .5, 'allow': .8,
    },
    'quotas': {'start_session': 1, 'run': 1, 'start_training_job': .5},
    'latency': {'sign_in': .7, 'sign_out': 1, 'revoke': 1, 'end_session': .4},
    'assumptions': {},
}
SETTINGS = {
    'quotas': ['glue.session_quota', 'identity_center.token_exchange_rate', 'emr_serverless.vcpu_quota',
               'emr_serverless.sessions_per_application', 'glue.dpu_quota'],
    'directory': ['identity_center.scim_delay'],
    'studio': ['sagemaker.studio.idle_timeout', 'sagemaker.studio.start_up', 'unified_studio.idle_timeout'],
    'queries': ['athena.query_timeout', 'unified_studio.notebook_run_timeout'],
    'access': ['lake_formation.credential_duration', 's3_access_grants.credential_duration'],
    'emr_serverless': [
        'emr_serverless.trusted_identity_propagation', 'emr_serverless.idle_timeout',
        'emr_serverless.auto_stop', 'emr_serverless.start_up', 'emr_serverless.sessions_per_application',
        'emr_serverless.vcpu_quota',
    ],
    'emr_ec2': [key for key in MORE_DEFAULTS if key.startswith('emr_ec2.')],
    'glue': [key for key in DEFAULTS if key.startswith('glue.')],
    'sagemaker': [key for key in DEFAULTS if key.startswith('sagemaker.')],
}
ENGINES = ('glue', 'emr_serverless', 'emr_ec2')
QUOTAS = (
    'glue.dpu_quota', 'glue.session_quota', 'emr_serverless.vcpu_quota', 'identity_center.token_exchange_rate',
    'sagemaker.training_instance_quotas', 'sagemaker.processing_instance_quotas',
)
BEARING_QUOTAS = {'glue', 'sagemaker', 'pools', 'emr_serverless', 'projects', 'quotas'}
ACCOUNTS = ('research', 'risk')
REGIONS = ('west', 'east')
GROUPS = ('analysts', 'engineers')
SIZES = ((1, 4, 20), (2, 8, 20), (4, 16, 20), (4, 16, 50), (4, 30, 20), (8, 32, 200))
LOCATIONS = ('s3://bank/', 's3://bank/raw/', 's3://bank/raw/2026/', 's3://other/')
TABLES = {
    'db.t1': ('a', 'b', 'c'),
    'db.t2': ('a', 'd'),
}


class WideGenerator(Generator):
    """One random scenario of some of the wanted families."""

    def __init__(self, seed, wanted):
        super().__init__(seed)
        self.queues = random.Random(seed + 1).random() < .7  # a stream of its own: the other draws stay as they were
        wanted = [family for family in ALL if family in wanted]
        some = min(len(wanted), self.pick(1, 2, 3, 3, 4, 6, len(ALL)))
        self.families = set(self.random.sample(wanted, some))
        # What only changes other work needs some.
        if not self.families & set(WEIGHTS) - {'access', 'directory', 'quotas', 'latency', 'assumptions'}:
            bearing = [one for one in wanted if one in ('glue', 'sagemaker', 'emr_serverless', 'emr_ec2',
                                                        'queries')]
            bearing = bearing or ['glue', 'sagemaker']
            self.families.update(self.random.sample(bearing, min(len(bearing), self.pick(1, 2))))
        self.engines = [one for one in ENGINES if one in self.families]
        if not self.engines and self.families & {'studio', 'projects'}:
            bearing = [one for one in ENGINES if one in wanted]
            self.engines = [self.pick(*bearing)] if bearing else ['glue']
        self.grid = self.pick(15 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR)
        self.span = self.pick(8, 12, 16, 24, 36)
        if self.families & {'studio', 'emr_ec2'}:
            self.grid = self.pick(15 * MINUTE, 30 * MINUTE, HOUR)
            self.span = self.pick(16, 24, 36, 48)
        self.off_grid = self.chance(.1)
        self.weights = dict(BASE)
        for family in self.in_order(self.families):
            for kind, weight in WEIGHTS[family].items():
                self.weights[kind] = self.weights.get(kind, 0) + weight
        if not self.engines:
            for kind in ('start_session', 'run', 'stop_session', 'restart_kernel', 'close_notebook'):
                self.weights.pop(kind, None)
        self.keys = [key for key in DEFAULTS if key.startswith('identity_center.')]
        for family in self.in_order({*self.families, *self.engines}):
            self.keys += [key for key in SETTINGS.get(family, []) if key not in self.keys]
        self.domain_keys = [*DOMAIN_SETTINGS]
        if 'studio' in self.families:
            self.domain_keys += ['sagemaker.studio.idle_timeout', 'sagemaker.studio.start_up']
        self.applications = []      # names
        self.old_applications = []  # those too old for an idle timeout of a session's own
        self.clusters = []
        self.projects = {}
        self.assignments = {}

    @staticmethod
    def in_order(families):
        """A set's own order would change from run to run."""
        return [family for family in ALL if family in families]

    def scenario(self):
        horizon = self.pick(self.span, self.span, self.span + 4, self.span // 2 + 2) * self.grid
        if self.chance(.05):
            horizon = 9 * DAY
        self.assumptions = self.some_assumptions()
        settings = {key: self.level(key) for key in self.keys if self.chance(.3)}
        if self.chance(.75):
            settings['glue.background_sessions'] = True
        if self.chance(.7):
            settings.pop('identity_center.background_sessions.enabled', None)
        if 'quotas' in self.families and self.queues:
            settings['glue.queues_when_full'] = True
        self.domains = {
            'dom%d' % number: {key: self.level(key) for key in self.domain_keys if self.chance(.3)}
            for number in range(self.pick(0, 0, 0, 1, 2))
        }
        self.users = self.some_users(1, 1, 2, 2, 3)
        self.sign_ins = {user: [] for user in self.users}
        groups = {user: [group for group in GROUPS if self.chance(.6)] for user in self.users}
        self.groups_of = groups
        if 'directory' in self.families:
            self.assignments = self.some_assignments()
        if self.mostly_signed_in:
            weights = dict(self.weights)
            self.keep_signed_in(settings)
            self.weights = weights
        settings.pop('identity_center.interactive_session.directory_cap', None)
        duration = 'identity_center.interactive_session.duration'
        self.sign_in_lasts = settings.get(duration, DEFAULTS[duration])
        self.signed_in_until = dict.fromkeys(self.users, self.sign_in_lasts if self.mostly_signed_in else 0)
        self.provide_hosts()
        self.fill_timeline()
        return {
            'horizon': horizon, 'settings': settings, 'domains': self.domains, 'users': self.users,
            'timeline': self.timeline, 'groups': groups, 'assumptions': self.assumptions,
            'assignments': self.assignments, 'projects': self.projects,
            'access': self.some_access() if 'access' in self.families else {},
        }

    def fill_timeline(self):
        lines = self.random.randint(12, 40) if self.dense else self.random.randint(4, 16)
        for at in sorted(self.time() for _ in range(lines)):
            line = None
            while line is None:
                kind = self.random.choices(list(self.weights), self.weights.values())[0]
                user = self.pick(*self.users)
                line = getattr(self, 'line_' + kind)(user)
            if kind.startswith(('start_', 'restart_', 'open_')) and self.chance(.8):
                self.provide_sign_in(at, line)
            if kind == 'start_session':
                self.provide_again(at, user, line)
            self.timeline.append({'at': at, **line})
            if kind == 'sign_in':
                self.signed_in_until[user] = at + self.sign_in_lasts
            if kind == 'start_session' and self.chance(.6):
                self.timeline.append({'at': at, **self.line_run(user, of=self.sessions[-1])})
            if kind in ('sign_out', 'end_session', 'disable_user'):
                self.signed_in_until[user] = 0

    def provide_sign_in(self, at, line):
        """Whoever starts something by hand has to be signed in."""
        owners = dict(self.sessions + self.jobs + self.apps)
        owner = line.get('user') or owners.get(line.get('session') or line.get('job') or line.get('app'))
        if owner and at >= self.signed_in_until[owner]:
            self.timeline.append({'at': at, **self.line_sign_in(owner)})
            self.signed_in_until[owner] = at + self.sign_in_lasts
            if 'from' in line:
                line['from'] = self.sign_ins[owner][-1]

    def provide_again(self, at, user, line):
        """What a session needs may be gone by then."""
        if 'application' in line and self.chance(.75):
            self.timeline.append({'at': at, 'application': line['application'], 'do': 'start_application'})
        if 'cluster' in line and self.chance(.5):
            self.timeline.append({'at': at, **self.line_launch_cluster(user), 'start_up': 0})
            line['cluster'] = self.clusters[-1]

    # The sections.

    def some_users(self, *counts):
        return {'u%d' % number: self.pick(None, *self.domains) for number in range(self.pick(*counts))}

    def some_assumptions(self):
        chosen = {}
        if 'assumptions' in self.families:
            for name in self.random.sample(list(ASSUMPTIONS), self.pick(1, 2, 3, 5, 10)):
                if name != 'B-3':
                    chosen[name] = self.pick(*ASSUMPTIONS[name][1], ASSUMPTIONS[name][1][-1])
        if 'latency' in self.families:
            chosen['B-3'] = 'documented_bound'
            if self.chance(.2):
                chosen['B-4'] = 'at_once'
            if self.chance(.3):
                chosen['B-18'] = 'yes'
        return chosen

    def some_assignments(self):
        services = [*self.engines]
        if self.families & {'sagemaker', 'pools'}:
            services.append('sagemaker')
        if 'queries' in self.families:
            services += ['athena', 'redshift', 'quicksight']
        assignments = {}
        for service in services:
            if self.chance(.7):
                groups = self.pick(['analysts'], ['engineers'], list(GROUPS), list(GROUPS), [])
                users = [user for user in self.users if self.chance(.25 if groups else .7)]
                listed = {**({'groups': groups} if groups else {}), **({'users': users} if users else {})}
                assignments[service] = listed or {'users': [self.pick(*self.users)]}
        return assignments

    def some_tags(self, probability):
        return {key: self.pick('open', 'secured') for key in ('t', 'z') if self.chance(probability)}

    def some_access(self):
        tables = {}
        for table, columns in TABLES.items():
            tables[table.split('.')[1]] = {
                'tags': self.some_tags(.25),
                'columns': {column: self.some_tags(.35) for column in columns},
            }
        grants = [self.lake_grant() for _ in range(self.pick(1, 2, 3))]
        places = [self.place_grant() for _ in range(self.pick(0, 1, 2))]
        lake = {'databases': {'db': {'tags': self.some_tags(.8), 'tables': tables}}, 'grants': unique(grants)}
        return {'lake_formation': lake, **({'s3_access_grants': unique(places)} if places else {})}

    def principal(self):
        return {'group': self.pick(*GROUPS)} if self.chance(.7) else {'user': self.pick(*self.users)}

    def lake_grant(self):
        tags = {'t': self.pick(['open'], ['secured'], ['open', 'secured'])}
        if self.chance(.15):
            tags['z'] = self.pick(['open'], ['open', 'secured'])
        return {**self.principal(), 'tags': tags}

    def place_grant(self):
        return {**self.principal(), 'location': self.pick(*LOCATIONS[:2], LOCATIONS[3])}

    def provide_hosts(self):
        """What sessions need, right at the start."""
        user = self.pick(*self.users)
        if 'emr_serverless' in self.engines:
            for _ in range(self.pick(1, 1, 2)):
                self.timeline.append({'at': 0, **self.line_create_application(user)})
                if self.chance(.85):
                    start = {'application': self.applications[-1], 'do': 'start_application'}
                    self.timeline.append({'at': 0, **start})
        if 'emr_ec2' in self.engines:
            self.timeline.append({'at': 0, **self.line_launch_cluster(user)})
        if 'studio' in self.families:
            for one in self.users:
                self.timeline.append({'at': 0, **self.line_open_app(one)})
        if 'projects' in self.families:
            self.provide_projects()

    def provide_projects(self):
        compute = {}
        for number in range(self.pick(1, 2)):
            service = self.pick(*self.engines)
            compute['c%d' % number] = {**self.session_parameters(service), 'service': service}
            if self.chance(.4):
                compute['c%d' % number]['mode'] = self.pick('fine_grained', 'compatibility')
        members = [user for user in self.users if self.chance(.8)] or list(self.users)
        self.projects['p'] = {'members': members, 'compute': compute}

    # Draws.

    def level(self, key):
        last = key.split('.')[-1]
        if key in DEFAULTS:
            if key == 'identity_center.background_sessions.duration':
                return self.limit(self.pick(4, 8, 16))
            return super().level(key)
        if last in ('start_up', 'cluster_start_up'):
            return self.pick(0, self.grid, 2 * self.grid)
        if last == 'trusted_identity_propagation':
            return self.chance(.7)
        if key in ('sagemaker.studio.idle_timeout', 'unified_studio.idle_timeout'):
            return self.pick(None, self.limit(4, HOUR), self.limit(8, HOUR))
        if last == 'credential_duration':
            most = 6 * HOUR
            if key.startswith('s3_') or self.assumptions.get('B-21') == '12h':
                most = 12 * HOUR
            return min(self.limit(16), most)
        return {
            'scim_delay': lambda: self.pick(0, 20 * MINUTE, self.grid, 2 * self.grid),
            'token_exchange_rate': lambda: self.pick(None, 1, 1, 2, 80),
            'session_quota': lambda: self.pick(None, 1, 2, 3),
            'notebook_run_timeout': lambda: self.limit(6, HOUR),
            'idle_timeout': lambda: self.limit(6, MINUTE),
            'auto_stop': lambda: self.pick(None, self.limit(3, MINUTE), self.limit(8, MINUTE)),
            'cluster_idle_timeout': lambda: self.pick(None, self.limit(3, MINUTE), self.limit(8, MINUTE)),
            'sessions_per_application': lambda: self.pick(1, 2, 25),
            'vcpu_quota': lambda: self.pick(None, 8, 16, 24, 60),
            'query_timeout': lambda: self.pick(5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR),
        }[last]()

    def worker_size(self):
        vcpu, memory, storage = self.pick(*SIZES[1:3], *SIZES)
        return {'vcpu': vcpu, 'memory_gb': memory, 'storage_gb': storage}

    def capacity(self):
        return {'workers': self.pick(1, 2, 3, 5), **self.worker_size()}

    def reads(self):
        """Perhaps what a job reads."""
        if 'access' not in self.families or self.chance(.35):
            return {}
        reads = {}
        if self.chance(.8):
            reads['tables'] = self.random.sample(list(TABLES), self.pick(1, 1, 2))
            if self.chance(.3):
                reads['columns'] = [self.pick(*TABLES[reads['tables'][0]])]
                if len(reads['tables']) > 1:
                    reads['columns'] = ['a']  # every table has it
        if not reads or self.chance(.3):
            reads['locations'] = [self.pick(*LOCATIONS)]
        if self.chance(.5):
            reads['renews_every'] = self.pick(self.grid, 2 * self.grid, 20 * MINUTE)
        return {'reads': reads}

    def which(self, user):
        """Perhaps names a sign-in, mostly the last."""
        names = self.sign_ins[user]
        if len(names) < 2 and self.chance(.7):
            return {}
        return {'from': names[-1] if self.chance(.85) else self.pick(*names[-2:])} if names else {}

    # Lines.

    def line_set(self, _):
        if self.domains and self.chance(.3):
            key = self.pick(*self.domain_keys)
            return {'admin': 'set', 'domain': self.pick(*self.domains), 'set': {key: self.level(key)}}
        key = self.pick(*self.keys)
        return {'admin': 'set', 'set': {key: self.level(key)}}

    def session_parameters(self, service):
        if service == 'glue':
            return {
                **self.some(.2, worker_type=lambda: self.pick('G.1X', 'G.2X', 'R.1X')),
                **self.some(.3, workers=lambda: self.random.randint(1, 7)),
                **self.some(.15, glue_version=lambda: self.pick('4.0', '5.0', '5.1')),
            }
        if service == 'emr_serverless':
            return {
                'application': self.pick(*self.applications[-2:]),
                **self.some(.6, workers=lambda: self.random.randint(1, 5)),
                **(self.worker_size() if self.chance(.7) else {}),
            }
        return {'cluster': self.pick(*self.clusters[-2:])}

    def line_start_session(self, user):
        name = self.name('c')
        line = {'user': user, 'do': 'start_session', 'id': name}
        if self.projects and user in self.projects['p']['members'] and self.chance(.6):
            compute = self.pick(*self.projects['p']['compute'])
            self.sessions.append((name, user))
            return {**line, 'project': 'p', 'compute': compute, **self.which(user), **self.app_of(user, .5)}
        service = self.pick(*self.engines)
        self.sessions.append((name, user))
        line = {
            **line, 'service': service, **self.session_parameters(service),
            **(self.starter(user, .06) if service == 'glue' else self.which(user)), **self.app_of(user, .6),
            **self.some(.2, start_up=lambda: self.pick(0, self.grid, 2 * self.grid)),
        }
        if service == 'glue':
            line.update(self.some(.3, idle_timeout=lambda: self.limit(6, MINUTE)))
            line.update(self.some(.15, timeout=lambda: self.pick(None, self.limit(12, MINUTE))))
        elif service == 'emr_serverless' and self.chance(.3):
            if line['application'] not in self.old_applications:
                line['idle_timeout'] = self.limit(6, MINUTE)
        return line

    def line_run(self, user, of=None):
        sessions = self.sessions
        if of is not None:
            self.sessions = [of]
        line = super().line_run(user)
        self.sessions = sessions
        return line and {**line, **self.reads()}

    def line_create_application(self, user):
        name = self.name('e')
        self.applications.append(name)
        line = {
            'user': user, 'do': 'create_application', 'id': name,
            **self.some(.6, background_sessions=lambda: self.chance(.85)),
            **self.some(.5, initial_capacity=self.capacity),
            **self.some(.2, maximum_vcpu=lambda: self.pick(8, 16, 24, 40)),
            **self.some(.2, auto_start=lambda: True),
            **self.some(.3, auto_stop=lambda: self.pick(None, self.limit(4, MINUTE))),
            **self.some(.12, release=lambda: self.pick('7.7', '7.8', '7.10')),
        }
        if line.get('release') == '7.7':
            self.old_applications.append(name)
        return line

    def line_update_application(self, _):
        if not self.applications:
            return None
        change = self.pick(
            lambda: {'background_sessions': self.chance(.6)},
            lambda: {'maximum_vcpu': self.pick(8, 16, 40)},
            lambda: {'initial_capacity': self.capacity()},
            lambda: {'auto_stop': self.pick(None, self.limit(4, MINUTE))},
        )
        return {'application': self.pick(*self.applications), 'do': 'update_application', **change()}

    def line_start_application(self, _, do='start_application'):
        return {'application': self.pick(*self.applications), 'do': do} if self.applications else None

    def line_stop_application(self, user):
        return self.line_start_application(user, 'stop_application')

    def line_launch_cluster(self, user):
        name = self.name('k')
        self.clusters.append(name)
        return {
            'user': user, 'do': 'launch_cluster', 'id': name,
            'instance_type': self.pick('m5.xlarge', 'r5.4xlarge'),
            **self.some(.4, instances=lambda: self.pick(1, 2, 26)),
            **self.some(.7, background_sessions=lambda: self.chance(.9)),
            **self.some(.6, idle_timeout=lambda: self.pick(
                None, self.limit(6, MINUTE), self.limit(12, MINUTE))),
            **self.some(.3, start_up=lambda: self.pick(0, self.grid)),
            **self.some(.2, release=lambda: self.pick('6.10', '6.15', '7.8', '7.11', '7.12')),
            **self.pick({}, {}, {}, {'unified_studio': False}, {'unified_studio': False, 'bootstrap': True}),
        }

    def line_terminate_cluster(self, _):
        return {'cluster': self.pick(*self.clusters), 'do': 'terminate_cluster'} if self.clusters else None

    def line_open_app(self, user):
        line = super().line_open_app(user)
        if 'studio' not in self.families:
            return line
        return {
            **line,
            **self.some(.5, type=lambda: self.pick('jupyterlab', 'code_editor')),
            **self.some(.4, studio=lambda: self.pick('sagemaker', 'unified')),
            **self.some(.7, instance_type=lambda: 'ml.t3.medium'),
            **self.some(.5, idle_timeout=lambda: self.pick(None, HOUR, self.limit(4, HOUR))),
            **self.some(.3, start_up=lambda: self.pick(0, self.grid, 90 * SECOND)),
        }

    def sagemaker_job(self, user, do, types):
        line = super().sagemaker_job(user, do, INSTANCE_TYPES[:2] if 'pools' in self.families else types)
        if do == 'start_training_job' and 'pools' in self.families:
            line.update(self.some(.6, keep_alive=lambda: self.pick(
                HOUR, 30 * MINUTE, min(HOUR, self.grid), 20 * MINUTE)))
            line.update(self.some(.25, max_pending=lambda: max(30 * MINUTE, self.pick(1, 2, 3) * self.grid)))
        return {**line, **self.reads()}

    def line_start_training_job(self, user):
        line = self.sagemaker_job(user, 'start_training_job', TRAINING_TYPES)
        if self.chance(.2):
            line['saves_in'] = self.pick(30 * SECOND, 2 * MINUTE, 5 * MINUTE)
        return line

    def line_start_query(self, user):
        name = self.name('q')
        self.statements.append((name, user))  # can be stopped, not restarted
        service = self.pick('athena', 'athena', 'redshift', 'quicksight')
        line = {
            'user': user, 'do': 'start_query', 'id': name, 'service': service,
            'takes': self.pick(0, 10 * MINUTE, self.grid, self.duration(0, 4), self.duration(1, 4)),
            **self.which(user), **self.some(.12, fails=lambda: True), **self.reads(),
        }
        if service == 'athena':
            line.update(self.some(.8, scans=lambda: self.pick(
                1000, 999_000, MEGABYTE, 10 * MEGABYTE, 10_001_000, 3000 * MEGABYTE, 10**12)))
            line.update(self.some(.3, timeout=lambda: self.pick(10 * MINUTE, self.grid, HOUR)))
        return line

    def line_start_notebook_run(self, user):
        if len(self.sign_ins[user]) > 1:
            return None  # such a line could not say which sign-in it means
        name = self.name('n')
        self.statements.append((name, user))
        return {
            'user': user, 'do': 'start_notebook_run', 'id': name,
            'takes': self.pick(self.duration(0, 4), self.duration(1, 24)),
            **self.some(.4, timeout=lambda: self.limit(6, HOUR)), **self.some(.12, fails=lambda: True),
        }

    # Administrators' lines.

    def line_grant(self, _, admin='grant'):
        return {'admin': admin, **(self.lake_grant() if self.chance(.7) else self.place_grant())}

    def line_revoke_grant(self, _):
        return self.line_grant(_, 'revoke_grant')

    def line_disable_user(self, user):
        return {'admin': 'disable_user', 'user': user}

    def line_enable_user(self, user):
        return {'admin': 'enable_user', 'user': user}

    def line_delete_user(self, user):
        return {'admin': 'delete_user', 'user': user}

    def line_deny(self, user):
        return {'admin': 'deny', 'user': user}

    def line_allow(self, user):
        return {'admin': 'allow', 'user': user}

    def line_add_to_group(self, user):
        return {'admin': 'add_to_group', 'user': user, 'group': self.pick(*GROUPS)}

    def line_remove_from_group(self, user):
        group = self.pick(*(self.groups_of[user] or GROUPS))
        return {'admin': 'remove_from_group', 'user': user, 'group': group}

    def line_add_assignment(self, _, admin='add_assignment'):
        if not self.assignments:
            return None
        return {'admin': admin, 'service': self.pick(*self.assignments), **self.principal()}

    def line_remove_assignment(self, user):
        """Mostly one that there was at the start."""
        line = self.line_add_assignment(user, 'remove_assignment')
        if line and self.chance(.8):
            listed = self.assignments[line['service']]
            for kind in ('group', 'user'):
                names = listed.get(kind + 's')
                if names:
                    fixed = {key: value for key, value in line.items() if key not in ('user', 'group')}
                    return {**fixed, kind: self.pick(*names)}
        return line


class AccountsGenerator(WideGenerator):
    """Users of accounts and regions, beside some of neither, under quotas of all of them, of some or of one."""

    def __init__(self, seed, wanted):
        super().__init__(seed, {*wanted, 'quotas'} if wanted else BEARING_QUOTAS)
        self.weights['set'] = self.pick(1, 3, 6)
        bearing = ['identity_center', *self.engines]
        if self.families & {'sagemaker', 'pools'}:
            bearing.append('sagemaker')
        self.own_keys = [key for key in QUOTAS if key.split('.')[0] in bearing]

    def scenario(self):
        scenario = super().scenario()
        settings = scenario['settings']
        settings.update({key: self.level(key) for key in self.own_keys if self.chance(.3)})
        if self.chance(.5):
            settings['glue.queues_when_full'] = True
        if self.chance(.5):
            settings['sagemaker.queues_when_full'] = True
        quotas = [self.own_quota() for _ in range(self.pick(0, 1, 2, 3, 4))]
        return {**scenario, 'places': self.places, 'quotas': [entry for entry in quotas if entry]}

    def some_users(self, *_):
        users = super().some_users(2, 2, 3, 3, 4, 5)
        accounts, regions = self.pick(1, 2, 2), self.pick(1, 1, 2)
        self.places = {user: {
            **self.some(.75, account=lambda: self.pick(*ACCOUNTS[:accounts])),
            **self.some(.6, region=lambda: self.pick(*REGIONS[:regions])),
        } for user in users}
        return users

    def level(self, key):
        if not key.endswith('_instance_quotas'):
            return super().level(key)
        types = self.random.sample(INSTANCE_TYPES, self.pick(1, 1, 2))
        return {of: self.pick(None, 0, 1, 1, 2, 3) for of in types}

    def own_quota(self):
        """Quotas of the account that someone has, of the region or of one in the other; None where nobody has any."""
        place = self.pick(*self.places.values())
        names = {kind: name for kind, name in place.items() if self.chance(.7)}
        keys = self.random.sample(self.own_keys, min(len(self.own_keys), self.pick(1, 1, 2)))
        return {**names, 'set': {key: self.level(key) for key in keys}} if names else None

    def line_start_application(self, user, do='start_application'):
        line = super().line_start_application(user, do)
        return line and {**line, **self.some(.4 if do == 'start_application' else 0, user=lambda: user)}

    def line_set(self, user):
        own = self.own_quota() if self.chance(.7) else None
        if own:
            return {'admin': 'set', **own}
        if self.chance(.5):
            key = self.pick(*self.own_keys)
            return {'admin': 'set', 'set': {key: self.level(key)}}
        return super().line_set(user)


def unique(grants):
    found = []
    for grant in grants:
        if grant not in found:
            found.append(grant)
    return found


def generator_of(seed, families):
    """Glue and SageMaker alone are the scenarios of old, seed by seed."""
    if set(families) == OLD:
        return Generator(seed)
    if 'accounts' in families:
        return AccountsGenerator(seed, {family for family in families if family != 'accounts'})
    return WideGenerator(seed, families)
