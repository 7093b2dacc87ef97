"""Random scenarios of Glue and SageMaker: the families `glue` and `sagemaker` as they have always been."""
import collections
import random

from vocabulary import DAY, DEFAULTS, HOUR, MINUTE, SECOND

DOMAIN_SETTINGS = [key for key in DEFAULTS if key.startswith('sagemaker.')]
WEIGHTS = {
    'sign_in': 3, 'sign_out': 3, 'end_session': 1, 'revoke': 2, 'set': 3, 'start_session': 5, 'run': 7,
    'stop_session': 1, 'stop_kernel': .4, 'restart_kernel': 1.2, 'close_notebook': 1, 'open_app': 1,
    'restart_app': .8, 'stop_app': .6, 'start_training_job': 3, 'start_processing_job': 1.2,
    'start_glue_job': 1.5, 'stop_job': 1.4, 'restart_job': 2.2,
}
WORKER_TYPES = ['Standard', 'G.1X', 'G.2X', 'G.4X', 'R.1X', 'R.2X']
INSTANCE_TYPES = ['ml.m5.xlarge', 'ml.m5.4xlarge', 'ml.r5.4xlarge']
TRAINING_TYPES = INSTANCE_TYPES + ['ml.g5.xlarge', 'ml.m5.large', 'ml.g5.2xlarge']
SAVES_IN = [30 * SECOND, 90 * SECOND, MINUTE, 2 * MINUTE, 2 * MINUTE, 2 * MINUTE + 1, 5 * MINUTE]


class Generator:
    """One random scenario. Most times lie on a grid, so that many things happen at the same instant.

    Odd seeds give dense scenarios, many lines at few instants; even seeds sparse ones, fewer and spread out.
    """

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.dense = seed % 2 == 1
        self.often_saves = self.chance(.12)
        self.grid = self.pick(5 * MINUTE, 15 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR)
        self.span = self.pick(12, 24, 48) * self.pick(1, 2)
        self.off_grid = self.chance(.15)
        if self.dense:
            self.grid, self.span = self.pick(15 * MINUTE, 30 * MINUTE), self.pick(4, 6, 8)
            self.off_grid = False
        elif self.often_saves:
            self.grid, self.span = self.pick(MINUTE, 30 * SECOND), self.pick(40, 80)
        self.several_sign_ins = self.chance(.5)
        self.mostly_signed_in = self.chance(.9)
        self.weights = dict(WEIGHTS)
        self.count = 0
        self.timeline = []
        self.sign_ins = {}    # user: names
        self.sessions = []    # (name, user), as the following
        self.apps = []
        self.statements = []
        self.jobs = []

    def scenario(self):
        horizon = self.pick(self.span, self.span, self.span + 4, self.span // 2 + 2) * self.grid
        settings = {key: self.level(key) for key in DEFAULTS if self.chance(.45)}
        if self.chance(.45):
            settings.pop('glue.dpu_quota', None)
        if self.chance(.6):
            settings['glue.background_sessions'] = True
        self.domains = {
            'dom%d' % number: {key: self.level(key) for key in DOMAIN_SETTINGS if self.chance(.4)}
            for number in range(self.pick(0, 0, 1, 2))
        }
        self.users = {
            'u%d' % number: self.pick(None, *self.domains) for number in range(self.pick(1, 1, 2, 3))
        }
        self.sign_ins = {user: [] for user in self.users}
        self.choose_weights()
        if self.mostly_signed_in:
            self.keep_signed_in(settings)
        self.fill_timeline()
        return {
            'horizon': 9 * DAY if self.chance(.06) else horizon, 'settings': settings,
            'domains': self.domains, 'users': self.users, 'timeline': self.timeline,
        }

    def choose_weights(self):
        style = self.random.random()
        if style < .3:  # Glue above all
            self.weights.update(start_training_job=.2, start_processing_job=.2, restart_job=.2, run=10)
        elif style < .55:  # SageMaker above all
            self.weights.update(start_session=.3, run=.3, stop_session=.3, restart_kernel=.3)
            self.weights.update(close_notebook=.3, start_glue_job=.3, restart_job=4)

    def keep_signed_in(self, settings):
        settings.pop('identity_center.interactive_session.directory_cap', None)
        duration = self.pick(self.span // 2, self.span, self.span // 3 + 1) * self.grid
        settings['identity_center.interactive_session.duration'] = max(15 * MINUTE, duration)
        self.weights.update(sign_out=1.2, sign_in=2 if self.several_sign_ins else .8, end_session=.4)
        for user in self.users:
            self.timeline.append({'at': 0, **self.line_sign_in(user)})

    def fill_timeline(self):
        lines = self.random.randint(25, 60) if self.dense else self.random.randint(5, 25)
        for at in sorted(self.time() for _ in range(lines)):
            user = self.pick(*self.users)
            line = self.line_sign_in(user) if not self.timeline and self.chance(.8) else None
            while line is None:
                kind = self.random.choices(list(self.weights), self.weights.values())[0]
                line = getattr(self, 'line_' + kind)(user)
            self.timeline.append({'at': at, **line})
        if self.chance(.15):  # the order of the file need not be the order of time
            by_time = collections.defaultdict(list)
            for line in self.timeline:
                by_time[line['at']].append(line)
            instants = list(by_time.values())
            self.random.shuffle(instants)
            self.timeline = [line for instant in instants for line in instant]

    # Draws.

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, *choices):
        return self.random.choice(choices)

    def time(self):
        odd = self.pick(1, 500, SECOND, 20_000, 59_999, 61_001) if self.off_grid and self.chance(.5) else 0
        return self.random.randint(0, self.span) * self.grid + odd

    def duration(self, least=0, most=24):
        odd = self.pick(1, 333, 500, 20_000, 59_999) if self.off_grid and self.chance(.4) else 0
        return self.random.randint(least, most) * self.grid + odd

    def limit(self, most, least=15 * MINUTE):
        return max(least, self.random.randint(1, most) * self.grid)

    def level(self, key):
        """A value for a setting."""
        last = key.split('.')[-1]
        if last in ('enabled', 'trusted_identity_propagation', 'background_sessions'):
            return self.chance(.6)
        if last == 'start_up':
            return self.pick(0, 0, self.grid, 2 * self.grid)
        if last in ('timeout', 'job_timeout'):
            return self.pick(None, self.limit(20), self.limit(8))
        if last == 'directory_cap':
            return self.pick(None, self.limit(20))
        if last == 'dpu_quota':
            return self.pick(None, 5, 10, 11, 20)
        if last == 'idle_timeout':
            return self.pick(self.limit(12), self.limit(4), 48 * HOUR)
        return self.limit(self.pick(4, 12, 30))

    def name(self, prefix):
        self.count += 1
        return '%s%d' % (prefix, self.count)

    def which(self, user):
        """Perhaps names a sign-in."""
        names = self.sign_ins[user]
        if not names or (not self.several_sign_ins and self.chance(.7)):
            return {}
        return {'from': self.pick(*names[-2:])}

    def app_of(self, user, probability):
        mine = [app for app, owner in self.apps if owner == user]
        return {'app': self.pick(*mine)} if mine and self.chance(probability) else {}

    def starter(self, user, probability):
        """By schedule, or by hand."""
        return {'scheduled': True} if self.chance(probability) else self.which(user)

    def some(self, probability, **keys):
        """These keys or not; each value is drawn by a function."""
        return {key: draw() for key, draw in keys.items() if self.chance(probability)}

    # Lines, each of one kind; None if there is nothing yet that it could be about.

    def line_sign_in(self, user):
        name = self.name('s')
        self.sign_ins[user].append(name)
        return {'user': user, 'do': 'sign_in', 'id': name}

    def line_sign_out(self, user):
        return {'user': user, 'do': 'sign_out', **self.which(user)}

    def line_end_session(self, user):
        line = {'admin': 'end_session', 'user': user}
        names = self.sign_ins[user]
        return {**line, 'from': self.pick(*names)} if names and self.chance(.5) else line

    def line_revoke(self, user):
        draw = self.random.random()
        if draw < .3:
            return {'admin': 'revoke', 'user': user}
        if draw < .7 and self.sessions:
            return {'admin': 'revoke', 'session': self.pick(*self.sessions)[0]}
        return {'admin': 'revoke', 'job': self.pick(*self.jobs)[0]} if self.jobs else None

    def line_set(self, _):
        if self.domains and self.chance(.3):
            key = self.pick(*DOMAIN_SETTINGS)
            return {'admin': 'set', 'domain': self.pick(*self.domains), 'set': {key: self.level(key)}}
        keys = self.random.sample(list(DEFAULTS), 1 if self.chance(.8) else 2)
        return {'admin': 'set', 'set': {key: self.level(key) for key in keys}}

    def line_start_session(self, user):
        name = self.name('c')
        self.sessions.append((name, user))
        return {
            'user': user, 'do': 'start_session', 'id': name, 'service': 'glue',
            **self.starter(user, .08), **self.app_of(user, .5),
            **self.some(.2, worker_type=lambda: self.pick(*WORKER_TYPES)),
            **self.some(.3, workers=lambda: self.random.randint(1, 7)),
            **self.some(.15, glue_version=lambda: self.pick('3.0', '4.0', '5.0', '5.1')),
            **self.some(.3, idle_timeout=lambda: self.limit(8, MINUTE)),
            **self.some(.2, timeout=lambda: self.pick(None, self.limit(16, MINUTE))),
            **self.some(.25, start_up=lambda: self.pick(0, self.grid, 2 * self.grid)),
        }

    def line_run(self, _):
        if not self.sessions:
            return None
        session, user = self.pick(*self.sessions[-4:])
        name = self.name('j')
        self.statements.append((name, user))
        return {
            'session': session, 'do': 'run', 'job': name,
            'takes': self.pick(0, self.duration(), self.duration(0, 6), self.duration(1, 12)),
            **self.some(.4, saves_results=lambda: True), **self.some(.1, fails=lambda: True),
        }

    def line_stop_session(self, _, do='stop_session'):
        return {'session': self.pick(*self.sessions)[0], 'do': do} if self.sessions else None

    def line_stop_kernel(self, user):
        return self.line_stop_session(user, 'stop_kernel')

    def line_close_notebook(self, user):
        return self.line_stop_session(user, 'close_notebook')

    def line_restart_kernel(self, _):
        if not self.sessions:
            return None
        session, user = self.pick(*self.sessions)
        line = {'session': session, 'do': 'restart_kernel', **self.which(user)}
        if self.chance(.75):
            line['id'] = self.name('c')
            self.sessions.append((line['id'], user))
        return line

    def line_open_app(self, user):
        name = self.name('a')
        self.apps.append((name, user))
        return {'user': user, 'do': 'open_app', 'id': name, **self.which(user)}

    def line_restart_app(self, _):
        if not self.apps:
            return None
        app, user = self.pick(*self.apps)
        return {'app': app, 'do': 'restart_app', **self.which(user)}

    def line_stop_app(self, _):
        return {'app': self.pick(*self.apps)[0], 'do': 'stop_app'} if self.apps else None

    def line_start_training_job(self, user):
        line = self.sagemaker_job(user, 'start_training_job', TRAINING_TYPES)
        if self.chance(.7 if self.often_saves else .35):
            line['saves_in'] = self.pick(*SAVES_IN)
        return line

    def line_start_processing_job(self, user):
        return self.sagemaker_job(user, 'start_processing_job', INSTANCE_TYPES)

    def sagemaker_job(self, user, do, types):
        name = self.name('t')
        self.jobs.append((name, user))
        return {
            'user': user, 'do': do, 'id': name, 'instance_type': self.pick(*types),
            'takes': self.pick(0, self.duration(), self.duration(1, 30), self.duration(1, 30)),
            **self.starter(user, .1), **self.app_of(user, .6),
            **self.some(.3, instances=lambda: self.random.randint(1, 3)),
            **self.some(.4, max_runtime=lambda: self.pick(self.limit(20, MINUTE), self.limit(6, MINUTE))),
            **self.some(.25, start_up=lambda: self.pick(0, self.grid, 3 * self.grid)),
            **self.some(.5, checkpoint_every=lambda: self.pick(
                self.grid, 2 * self.grid, 3 * self.grid, 7 * MINUTE)),
            **self.some(.12, fails=lambda: True),
        }

    def line_start_glue_job(self, user):
        name = self.name('g')
        self.jobs.append((name, user))
        return {
            'user': user, 'do': 'start_glue_job', 'id': name,
            'takes': self.pick(0, self.duration(), self.duration(1, 30), None), **self.starter(user, .1),
            **self.some(.25, streaming=lambda: True),
            **self.some(.35, timeout=lambda: self.pick(None, self.limit(12, MINUTE))),
            **self.some(.25, start_up=lambda: self.pick(0, self.grid, 3 * self.grid)),
            **self.some(.12, fails=lambda: True),
            **self.some(.2, worker_type=lambda: self.pick('G.2X', 'R.1X')),
            **self.some(.3, workers=lambda: self.random.randint(1, 7)),
        }

    def line_stop_job(self, _):
        known = self.jobs + self.statements
        return {'job': self.pick(*known)[0], 'do': 'stop_job'} if known else None

    def line_restart_job(self, _):
        if not self.jobs:
            return None
        job, user = self.pick(*self.jobs[-5:])
        name = self.name('r')
        self.jobs.append((name, user))
        return {'job': job, 'do': 'restart_job', 'id': name, **self.which(user)}
