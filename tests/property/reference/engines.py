"""Compute sessions of Glue, EMR Serverless and EMR on EC2, and the statements in them."""
from functools import partial

from vocabulary import (
    DPU_RATE, DPUS, HARD_LIMIT, IDLE_TIMEOUT, LIMIT_CAUSES, LIVY_MAXIMUM, M_DPU_RATE, MINUTE, WORK, Notebook,
    Session, exceeded, release_of,
)

WORKER = {'workers': 3, 'vcpu': 4, 'memory_gb': 16, 'storage_gb': 20}


class Engines:
    """A part of Simulation."""

    def session_clocks(self, session):
        """GLUE-5, GLUE-6, EMRS-2, EMRS-3, EMR-2; idle is a session in which no statement runs (B-8)."""
        def end(cause):
            return partial(self.end_session, session, cause)

        if session.ready is None and not session.wants:
            since = session.created if session.granted is None else session.granted
            yield session, since + session.start_up, WORK, partial(self.session_ready, session)
        yield from self.identity_clocks(session)
        if session.timeout is not None:
            yield session, session.created + session.timeout, HARD_LIMIT, end('session_timeout')
        if session.running is not None:
            statement = session.running
            yield session, statement.started + statement.takes, WORK, partial(self.statement_done, statement)
            yield session, statement.renews_at, HARD_LIMIT, partial(self.renew, statement)
        busy_counts = session.service == 'emr_ec2' and self.assume('B-8') == 'no'
        if session.ready is not None and (session.running is None or busy_counts):
            yield session, session.idle_since + session.idle_timeout, IDLE_TIMEOUT, end('idle_timeout')

    # ----------------------------------------------------------------------------------------------- identity

    def session_identity(self, session, spec):
        """None where the service refuses."""
        if spec.get('scheduled') or spec.get('mode') == 'compatibility':
            return 'role'
        enabled = self.setting('identity_center.background_sessions.enabled')
        if not self.setting(session.service + '.trusted_identity_propagation'):
            return 'role'
        if session.service == 'glue':
            return self.glue_identity(spec, enabled)
        release = release_of(session.host.spec.get('release', session.host.default_release))
        if session.service == 'emr_serverless':
            return self.serverless_identity(session.host, release, enabled)
        return self.cluster_identity(session.host, release, enabled)

    def glue_identity(self, spec, enabled):
        """GLUE-1, GLUE-2, GLUE-9, IDC-7: the matrix of this moment."""
        if float(spec.get('glue_version', '5.0')) < 5:
            return 'role'
        if not self.setting('glue.background_sessions'):
            return 'interactive_session'
        return 'background_session' if enabled else None

    def serverless_identity(self, application, release, enabled):
        """EMRS-1, B-11: an application may have its flag from a time when Identity Center had its own on."""
        if release < (7, 8):
            return 'role'
        if not application.background_sessions:
            return 'interactive_session'
        if enabled:
            return 'background_session'
        return 'interactive_session' if self.assume('B-11') == 'standard_flow' else None

    def cluster_identity(self, cluster, release, enabled):
        """EMR-1, EMR-7: no error, but no background session either."""
        if release < (6, 15):
            return 'role'
        by_studio = cluster.spec.get('unified_studio', True) or cluster.spec.get('bootstrap', False)
        known = release >= (7, 11) and by_studio
        return 'background_session' if cluster.background_sessions and enabled and known \
            else 'interactive_session'

    # --------------------------------------------------------------------------------------------- start, end

    def size(self, work, spec):
        """Gives Glue work its capacity, or lets it wait for it; False if it is refused (GLUE-10, B-23)."""
        worker_type = spec.get('worker_type', 'G.1X')
        units = DPUS[worker_type] * spec.get('workers', 5)
        place = self.place_of[work.user]
        wants = [(('glue.dpu_quota', place), units)]
        if isinstance(work, Session):
            wants.insert(0, (('glue.session_quota', place), 1))
        if not self.ask(work, wants, 'glue.queues_when_full'):
            return False
        work.units = units
        memory = worker_type.startswith('R') and self.assume('B-27') == 'listed'
        work.rate = M_DPU_RATE if memory else DPU_RATE  # B-27
        return True

    # Whoever finds a quota full may wait in line for it, and nobody there is overtaken. Work takes one quota after
    # the other and holds those that it has.

    def in_line(self, of):
        return [work for work in self.line if work.open and work.wants[0][0] == of]

    def is_left(self, of, needs):
        quota = self.quota(*of)
        held = sum(work.has.get(of, 0) for work in self.all_work() if work.open)
        return quota is None or held + needs <= quota

    def is_there(self, of, needs):
        return not self.in_line(of) and self.is_left(of, needs)

    def ask(self, work, wants, queues):
        """False if it is refused: there is not enough, and it may not wait or would wait for ever."""
        if not all(self.is_there(*want) for want in wants):
            ever = all(self.quota(*of) is None or needs <= self.quota(*of) for of, needs in wants)
            if not ever or not self.setting(queues):
                return False
        work.wants = wants
        self.take(work)
        return True

    def take(self, work):
        while work.wants and self.is_there(*work.wants[0]):
            of, needs = work.wants.pop(0)
            work.has[of] = needs
        if work.wants:
            self.line.append(work)
        else:
            work.granted = self.now

    def hand_out(self):
        """What was given back, or what a quota has more, goes to those in front."""
        while True:
            self.line = [work for work in self.line if work.open]
            first = [work for work in self.line if work is self.in_line(work.wants[0][0])[0]]
            next_one = next((work for work in first if self.is_left(*work.wants[0])), None)
            if next_one is None:
                return
            self.line.remove(next_one)
            of, needs = next_one.wants.pop(0)
            next_one.has[of] = needs
            self.take(next_one)

    def start_session(self, session, spec, name, restart=False, lasts=None):
        """GLUE-1; whoever starts one by hand is signed in and has a notebook, whose app must be open."""
        session.created, session.spec = self.now, spec
        by_hand = not spec.get('scheduled', False)
        app = spec.get('app')
        app_closed = app is not None and not self.apps[app].up and not restart
        if by_hand and session.notebook is None:
            session.notebook = Notebook(app, open=not app_closed)
        sign_in = None
        if by_hand:
            sign_in, refused = self.sign_in_refused(session.user, name)
            if refused:
                return self.reject_session(session, refused)
        if app_closed:
            return self.reject_session(session, 'not_attached')
        if by_hand and not self.may_use(session.user, session.service):
            return self.reject_session(session, 'assignment_removed')  # IDC-14
        refused = self.find_host(session, spec)
        if refused:
            return self.reject_session(session, refused)
        identity = self.session_identity(session, spec)
        if identity is None:
            return self.reject_session(session, 'background_sessions_refused')
        if not self.room_for(session, spec):
            return self.reject_session(session, 'quota_exceeded')
        if identity == 'background_session' and self.throttled(session):
            session.units = session.own_workers = session.lent_workers = 0
            return self.reject_session(session, 'throttled')
        session.identity, session.sign_in, session.bond = identity, sign_in, sign_in
        session.state = 'PROVISIONING' if session.service == 'glue' else 'starting'
        if identity == 'background_session':
            self.new_background_session(session, lasts)
        self.set_limits(session, spec)
        if session.host:
            session.host.sessions += 1
        if by_hand:
            self.see_removal_later(session)
        if not session.open:
            return None
        if session.start_up == 0 and not session.wants:
            self.session_ready(session)

    def room_for(self, session, spec):
        """GLUE-10, B-23, EMRS-8, EMRS-9."""
        if session.service == 'emr_serverless':
            return self.room_in_application(session, spec)
        if session.service == 'emr_ec2':
            return True
        return self.size(session, spec)

    def set_limits(self, session, spec):
        """Snapshots of this moment."""
        service = session.service
        session.idle_timeout = spec.get('idle_timeout', self.setting(service + '.idle_timeout'))
        session.start_up = spec.get('start_up', self.setting(service + '.start_up'))
        if service == 'emr_serverless':
            session.timeout = LIVY_MAXIMUM
        elif service == 'glue':
            session.timeout = spec['timeout'] if 'timeout' in spec else self.glue_timeout(spec)

    def glue_timeout(self, spec):
        """GLUE-6, B-6, B-7."""
        recent = float(spec.get('glue_version', '5.0')) >= 5
        if recent and self.assume('B-7') == '480m' and 'glue.timeout' not in self.said:
            return 480 * MINUTE
        return self.setting('glue.timeout')

    def reject_session(self, session, cause):
        session.rejected, session.state, session.cause, session.ended = True, 'FAILED', cause, self.now

    def session_ready(self, session):
        session.ready = session.idle_since = self.now
        session.state = 'READY' if session.service == 'glue' else 'idle'
        self.next_statement(session)
        self.end_if_queries_complete(session)

    def unfinished_statements(self, session):
        return ([session.running] if session.running else []) + session.queue

    def end_if_queries_complete(self, session):
        """B-5: a session with a background session whose user has signed out and that has nothing to do."""
        if self.assume('B-5') != 'yes' or not session.open or session.ready is None:
            return
        signed_out = session.sign_in is not None and session.sign_in.ended is not None
        if session.identity == 'background_session' and signed_out:
            if not self.unfinished_statements(session):
                self.end_session(session, 'queries_complete')

    def end_session(self, session, cause):
        """GLUE-3, GLUE-5 to GLUE-8, EMRS-2 to EMRS-5, EMR-2 to EMR-4: with it ends what runs or waits in it."""
        session.ended, session.cause = self.now, cause
        if session.service == 'glue':
            session.state = 'TIMEOUT' if cause in ('idle_timeout', 'session_timeout') else 'STOPPED'
        else:
            session.state = 'ended'  # dead, killed or success: no document says which
        session.attended_at_end = self.signed_in_anywhere(session.user)
        unfinished = self.unfinished_statements(session)
        if cause in LIMIT_CAUSES:
            self.note_session_needs(session, unfinished)
        for statement in unfinished:
            self.end_statement(statement, 'stopped', cause)
        if session.host:
            self.left_by_session(session.host)

    def note_session_needs(self, session, unfinished):
        """What each limit would have had to be, one statement after the other (design, section 4)."""
        sign_in = session.sign_in
        since = self.now if session.wants else session.created if session.granted is None else session.granted
        over = since + session.start_up if session.ready is None else self.now
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

    # --------------------------------------------------------------------------------------------- statements

    def next_statement(self, session):
        """One after the other, in the order of their submission; DATA-2 as each begins."""
        if session.queue and session.running is None:
            statement = session.running = session.queue.pop(0)
            statement.started, statement.state = self.now, 'RUNNING'
            session.idle_since = self.now  # only B-8 looks at it while a statement runs
            if session.service != 'glue':
                session.state = 'busy'
            if not self.vend(statement):
                self.end_statement(statement, 'failed', 'access_denied')

    def statement_done(self, statement):
        if statement.fails:
            self.end_statement(statement, 'failed', 'work_failed')
        else:
            self.end_statement(statement, 'completed', 'done')

    def end_statement(self, statement, outcome, cause):
        """Surviving and unseen: design, section 1 (GLUE-4)."""
        session = statement.session
        app = self.app_holding(session)
        was_active = app is not None and self.app_active(app)
        statement.outcome, statement.cause, statement.ended = outcome, cause, self.now
        statement.identity_lost = session.first_loss[2]
        statement.state = {'completed': 'AVAILABLE', 'failed': 'ERROR', 'stopped': 'CANCELLED'}[outcome]
        if statement.started is not None:
            statement.worked = self.now - statement.started
            session.worked += statement.worked
        if outcome == 'completed':
            statement.survived = statement.sign_in is not None and statement.sign_in.ended is not None
            statement.unseen = not statement.spec.get('saves_results', False) and not session.reachable
        if session.running is statement:
            session.running, session.idle_since = None, self.now
            if session.open and session.service != 'glue':
                session.state = 'idle'
            self.app_may_be_idle(app, was_active)
            if session.open:
                self.next_statement(session)
        else:
            session.queue.remove(statement)
            self.app_may_be_idle(app, was_active)
        if session.open:
            self.end_if_queries_complete(session)

    # ----------------------------------------------------------------------------------------- what people do

    def do_start_session(self, line):
        spec = line
        if 'compute' in line:
            spec = {**self.scenario['projects'][line['project']]['compute'][line['compute']], **line}
        session = self.sessions[line['id']]
        session.service = spec['service']
        self.start_session(session, spec, line.get('from'))

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
        through = session.bond  # B-18: after a new sign-in has saved the session, that one
        statement.sign_in = through if through is not None and through.ended is None else None
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

    def in_hand(self, session):
        """GLUE-4: whose kernel can be stopped; a schedule reaches its own."""
        return session.open and (session.reachable or session.spec.get('scheduled', False))

    def do_stop_kernel(self, line):
        return self.do_stop_session(line) if self.in_hand(self.sessions[line['session']]) else False

    def do_restart_kernel(self, line):
        """GLUE-4, GLUE-7, B-30: the new session keeps the notebook and takes the settings of this moment."""
        old = self.sessions[line['session']]
        in_hand, lasts = self.in_hand(old), None
        if in_hand:
            if self.background_session_open(old) and self.assume('B-30') == 'keeps_remaining':
                lasts = old.background_expires - self.now
            self.end_session(old, 'kernel_restarted')
            self.hand_out()  # before the new one asks
        if 'id' not in line:
            return in_hand
        new = self.sessions[line['id']]
        new.service = old.service
        if not old.spec.get('scheduled', False):
            if old.notebook is None or not old.notebook.open:
                new.created, new.spec = self.now, old.spec
                self.reject_session(new, 'not_attached')
                return True
            new.notebook = old.notebook
        self.start_session(new, old.spec, line.get('from'), restart=True, lasts=lasts)
        return True

    def do_close_notebook(self, line):
        notebook = self.sessions[line['session']].notebook
        if notebook is None or not notebook.open:
            return False
        self.close_notebook(notebook, 'notebook_closed')

    def close_notebook(self, notebook, cause):
        """GLUE-3: ends a session that is bound to an interactive session, only detaches any other (B-16)."""
        app = self.apps.get(notebook.app)
        was_active = app is not None and app.up and self.app_active(app)
        ends = ['interactive_session']
        if cause != 'notebook_closed' and self.assume('B-16') == 'no':
            ends.append('background_session')
        inside = [one for one in self.sessions.values() if one.open and one.notebook is notebook]
        for session in inside:
            if session.identity in ends:
                self.end_session(session, cause)
        notebook.open = False
        self.app_may_be_idle(app, was_active)
        for session in inside:
            self.end_if_queries_complete(session)
