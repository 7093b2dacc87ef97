"""What holds others and has its own idle clock: Studio apps, EMR Serverless applications, EMR clusters."""
from functools import partial

from engines import WORKER
from vocabulary import IDLE_TIMEOUT, WORK, Life

CAPACITY = {'maximum_vcpu', 'initial_capacity'}


def size_of(spec):
    """How big one worker is."""
    return tuple(spec.get(key, WORKER[key]) for key in ('vcpu', 'memory_gb', 'storage_gb'))


def vcpus_of(capacity):
    return capacity.get('workers', 3) * capacity.get('vcpu', 4) if capacity else 0


class Hosts:
    """A part of Simulation."""

    def host_clocks(self, host):
        """SM-12, SMUS-1, EMRS-6, EMR-5: idle clocks run while nothing inside is active."""
        if not host.open:
            return
        if not host.up:
            yield host, host.life.created + host.start_up, WORK, partial(self.host_up, host)
        elif host.idle_timeout is not None and host.idle_since is not None and not self.host_active(host):
            due = max(host.idle_since + host.idle_timeout, host.idle_at_least)
            yield host, due, IDLE_TIMEOUT, partial(self.host_idle, host)

    def host_active(self, host):
        return self.app_active(host) if host.type == 'app' else bool(self.sessions_in(host))

    def sessions_in(self, host):
        return [one for one in self.sessions.values() if one.open and one.host is host]

    def begin_life(self, host):
        host.lives.append(Life(self.now))
        if host.created is None:
            host.created = self.now
        host.cause = host.rule = None
        host.state = {'app': 'Pending', 'application': 'STARTED', 'cluster': 'STARTING'}[host.type]
        if host.start_up == 0:
            self.host_up(host)

    def host_up(self, host):
        host.life.ready = host.idle_since = self.now
        host.state = {'app': 'InService', 'application': 'STARTED', 'cluster': 'WAITING'}[host.type]

    def end_life(self, host, cause, rule=None):
        host.life.ended = self.now
        host.life.attended_at_end = self.signed_in_anywhere(host.user)
        host.cause, host.rule = cause, rule
        host.state = {'app': 'Deleted', 'application': 'STOPPED', 'cluster': 'TERMINATED'}[host.type]

    def host_idle(self, host):
        if host.type == 'app':
            unified = host.spec.get('studio', 'sagemaker') == 'unified'
            self.close_app(host.name, 'app_idle_shutdown', 'SMUS-1' if unified else 'SM-12')
        else:
            self.end_life(host, 'idle_timeout', 'EMRS-6' if host.type == 'application' else 'EMR-5')

    def left_by_session(self, host):
        """The idle clock begins when the last session has ended."""
        if host.up and not self.sessions_in(host):
            host.idle_since = self.now

    # --------------------------------------------------------------------------------------------------- apps

    def app_holding(self, session):
        """The app that a session's open notebook is in; None if that is not up."""
        notebook = session.notebook
        app = self.apps.get(notebook.app) if notebook and notebook.open else None
        return app if app and app.up else None

    def app_active(self, app):
        """B-15: an open notebook, or one with something to do; Code Editor knows only the latter."""
        open_kernel_counts = self.assume('B-15') == 'yes'
        if app.spec.get('type', 'jupyterlab') == 'code_editor':
            open_kernel_counts = False
        for session in self.sessions.values():
            notebook = session.notebook
            if notebook and notebook.app == app.name and notebook.open:
                if open_kernel_counts or self.unfinished_statements(session):
                    return True
        return False

    def app_may_be_idle(self, app, was_active):
        """The idle clock begins anew when what was active is no longer."""
        if app is not None and app.up and was_active and not self.app_active(app):
            app.idle_since = self.now

    def app_refused(self, app, sign_in_name):
        """IDC-13, IDC-15; IDC-14 for that of SageMaker."""
        _, refused = self.sign_in_refused(app.user, sign_in_name)
        unified = app.spec.get('studio', 'sagemaker') == 'unified'
        return refused or not (unified or self.may_use(app.user, 'sagemaker'))

    def open_app(self, app, sign_in_name):
        if self.app_refused(app, sign_in_name):
            return False
        spec, domain = app.spec, self.domain_of[app.user]
        app.opened_order = self.order
        if spec.get('studio', 'sagemaker') == 'unified':
            app.idle_timeout = spec.get('idle_timeout', self.setting('unified_studio.idle_timeout'))
            app.start_up = spec.get('start_up', 0)
        else:
            idle_timeout = self.setting('sagemaker.studio.idle_timeout', domain)
            app.idle_timeout = spec.get('idle_timeout', idle_timeout)
            app.start_up = spec.get('start_up', self.setting('sagemaker.studio.start_up', domain))
        self.begin_life(app)
        return True

    def do_open_app(self, line):
        return self.open_app(self.apps[line['id']], line.get('from'))

    def do_stop_app(self, line):
        if not self.apps[line['app']].open:
            return False
        self.close_app(line['app'], 'app_stopped')

    def do_restart_app(self, line):
        """SM-9, SM-13: takes effect in the app from now on; its notebooks are closed."""
        app = self.apps[line['app']]
        if self.app_refused(app, line.get('from')):
            return False
        if app.open:
            self.close_app(line['app'], 'app_stopped')
        return self.open_app(app, line.get('from'))

    def close_app(self, name, cause, rule=None):
        for session in self.sessions.values():
            notebook = session.notebook
            if notebook and notebook.app == name and notebook.open:
                self.close_notebook(notebook, cause)
        self.end_life(self.apps[name], cause, rule)

    # ------------------------------------------------------------------------------------------- applications

    def do_create_application(self, line):
        """EMRS-1."""
        application = self.applications[line['id']]
        if not self.created(application):
            return
        if line.get('background_sessions') and not self.background_sessions_enabled():
            application.cause = 'background_sessions_refused'
            return
        application.state = 'CREATED'
        application.background_sessions = line.get('background_sessions', False)
        application.capacity = line.get('initial_capacity')
        application.maximum_vcpu = line.get('maximum_vcpu')
        application.idle_timeout = line.get('auto_stop', self.setting('emr_serverless.auto_stop'))

    def created(self, host):
        """IDC-13, IDC-15: whether its user may have it created."""
        host.created, host.cause = self.now, self.user_refused(host.user)
        return host.cause is None

    def background_sessions_enabled(self):
        return self.setting('identity_center.background_sessions.enabled')

    def do_update_application(self, line):
        """EMRS-1, EMRS-10: all of it or nothing."""
        application = self.applications[line['application']]
        if application.state is None or self.user_refused(line.get('user', application.user)):
            return False
        if line.get('background_sessions') and not self.background_sessions_enabled():
            return False
        if application.open and CAPACITY & line.keys():
            return False
        if 'background_sessions' in line:
            application.background_sessions = line['background_sessions']
        if 'initial_capacity' in line:
            application.capacity = line['initial_capacity']
        if 'maximum_vcpu' in line:
            application.maximum_vcpu = line['maximum_vcpu']
        if 'auto_stop' in line:
            application.idle_timeout, application.idle_at_least = line['auto_stop'], self.now

    def vcpus_held(self, application):
        """Pre-initialised from start to stop, and what sessions have beyond that (EMRS-9): who holds how many."""
        if application.open:
            yield application.life.started_by, vcpus_of(application.life.capacity)
        for session in self.sessions_in(application):
            yield session.user, session.own_workers * session.spec.get('vcpu', 4)

    def vcpus_fit(self, application, more, user):
        """EMRS-9: the application's own maximum, then the quota of the account of whoever starts it. Nothing always
        fits, whatever others hold."""
        if more == 0:
            return True
        maximum, place = application.maximum_vcpu, self.place_of[user]
        if maximum is not None and sum(held for _, held in self.vcpus_held(application)) + more > maximum:
            return False
        quota = self.quota('emr_serverless.vcpu_quota', place)
        everywhere = [one for application in self.applications.values() for one in self.vcpus_held(application)]
        held = sum(vcpus for holder, vcpus in everywhere if self.place_of[holder] == place)
        return quota is None or held + more <= quota

    def start_the_application(self, application, user):
        if application.state is None or application.open:
            return False
        if not self.vcpus_fit(application, vcpus_of(application.capacity), user):
            return False
        self.begin_life(application)
        application.life.capacity, application.life.started_by = application.capacity, user
        return True

    def do_start_application(self, line):
        application = self.applications[line['application']]
        user = line.get('user', application.user)
        return False if self.user_refused(user) else self.start_the_application(application, user)

    def do_stop_application(self, line):
        application = self.applications[line['application']]
        if not application.open:
            return False
        self.end_host(application, 'application_stopped')

    def end_host(self, host, cause):
        for session in self.sessions_in(host):
            self.end_session(session, cause)
        self.end_life(host, cause)

    def find_host(self, session, spec):
        """Gives a Livy session its application or cluster; the cause if it cannot be had."""
        if session.service == 'emr_serverless':
            session.host = application = self.applications[spec['application']]
            if application.state is None and application.cause:
                return application.cause
            if not application.open and not application.spec.get('auto_start', False):
                return 'not_started'
            if application.state is None:
                return 'not_started'
        if session.service == 'emr_ec2':
            session.host = self.clusters[spec['cluster']]
            if session.host.state is None and session.host.cause:
                return session.host.cause
            if not session.host.up:
                return 'not_started'
        return None

    def room_in_application(self, session, spec):
        """EMRS-8, EMRS-9: pre-initialised workers of the same size come first."""
        application = session.host
        if not application.open and not self.start_the_application(application, session.user):
            return False
        sessions = [one for one in self.sessions_in(application) if one is not session]
        if len(sessions) >= self.setting('emr_serverless.sessions_per_application'):
            return False
        capacity, wanted = application.life.capacity, spec.get('workers', 3)
        free = 0
        if capacity and size_of(capacity) == size_of(spec):
            free = capacity.get('workers', 3) - sum(one.lent_workers for one in sessions)
        lent = min(free, wanted)
        if not self.vcpus_fit(application, (wanted - lent) * spec.get('vcpu', 4), session.user):
            return False
        session.lent_workers, session.own_workers = lent, wanted - lent
        return True

    # ----------------------------------------------------------------------------------------------- clusters

    def do_launch_cluster(self, line):
        cluster = self.clusters[line['id']]
        if not self.created(cluster):
            return
        cluster.background_sessions = line.get('background_sessions', False)
        cluster.idle_timeout = line.get('idle_timeout', self.setting('emr_ec2.cluster_idle_timeout'))
        cluster.start_up = line.get('start_up', self.setting('emr_ec2.cluster_start_up'))
        self.begin_life(cluster)

    def do_terminate_cluster(self, line):
        cluster = self.clusters[line['cluster']]
        if not cluster.open:
            return False
        self.end_host(cluster, 'cluster_terminated')
