"""Training, processing and Glue jobs, queries, notebook runs, and warm pools that training leaves."""
from functools import partial

from identity import STUDIO_JOBS
from vocabulary import (
    CHAIN_MAXIMUM, HARD_LIMIT, IDLE_TIMEOUT, INSTANCE_RATE, LIMIT_CAUSES, MINUTE, PROPAGATION, QUERIES,
    SAVE_WINDOW, TOTAL_RUNTIME, WORK, Pool, exceeded,
)


class Jobs:
    """A part of Simulation."""

    def job_clocks(self, job):
        """SM-1, SM-4 to SM-6, SM-15, ATH-1, SMUS-3; B-19 says who wins a tie."""
        if job.started is None and not job.wants:
            since = job.created if job.granted is None else job.granted
            yield job, since + job.start_up, WORK, partial(self.job_ready, job)
        elif job.started is not None and job.takes is not None:
            yield job, job.started + job.takes, WORK, partial(self.job_done, job)
        if job.started is not None and job.max_runtime is not None:
            over = job.started + job.max_runtime
            stop = partial(self.ask_to_stop, job, 'max_runtime')
            if over == job.background_expires and self.assume('B-19') == 'max_runtime':
                yield job, over, HARD_LIMIT - 2, stop  # just before that expiry
            yield job, over, HARD_LIMIT, stop
        yield from self.identity_clocks(job)
        if job.kind == 'training':
            end = partial(self.end_job, job, 'stopped', 'total_runtime')
            yield job, job.created + TOTAL_RUNTIME, HARD_LIMIT, end
            if job.started is None and 'max_pending' in job.spec:
                end = partial(self.end_job, job, 'stopped', 'max_pending_time')
                yield job, job.created + job.spec['max_pending'], HARD_LIMIT, end
        yield job, job.renews_at, HARD_LIMIT, partial(self.renew, job)

    def saving_clocks(self, job):
        """A training job that was asked to stop: the cause is what began the end (SM-5, SM-6)."""
        end = partial(self.end_job, job, 'stopped', job.save_cause)
        yield job, min(job.save_ends, job.created + TOTAL_RUNTIME), HARD_LIMIT, end

    def job_identity(self, job, spec, sign_in):
        """SM-1, SM-2, SM-10, IDC-7, GLUE-11; propagation must be older than sign-in and app (SM-9)."""
        if job.kind in QUERIES:
            return 'interactive_session'
        if job.kind not in STUDIO_JOBS or spec.get('scheduled'):
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
        sign_in = None
        if by_hand:
            sign_in, refused = self.sign_in_refused(job.user, name)
            if refused:
                return self.reject_job(job, refused)
        if 'app' in spec and not self.apps[spec['app']].up:
            return self.reject_job(job, 'not_attached')
        if by_hand and not self.may_use(job.user, self.service_of(job)):
            return self.reject_job(job, 'assignment_removed')  # IDC-14
        if not self.equip(job, spec):
            return self.reject_job(job, 'quota_exceeded')
        identity = self.job_identity(job, spec, sign_in)
        if identity == 'background_session' and self.throttled(job):
            return self.reject_job(job, 'throttled')
        job.outcome, job.cause, job.identity = 'running', 'horizon', identity
        job.sign_in = job.bond = sign_in
        if identity == 'background_session':
            self.new_background_session(job)
        if job.kind == 'training' and 'keep_alive' in spec:
            self.take_warm_pool(job, spec)
        if by_hand:
            self.see_removal_later(job)
        if job.open and job.start_up == 0 and not job.wants:
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
        if job.kind == 'athena':
            job.max_runtime = spec.get('timeout', self.setting('athena.query_timeout'))
        elif job.kind == 'notebook_run':
            job.max_runtime = spec.get('timeout', self.setting('unified_studio.notebook_run_timeout'))
        elif job.kind in STUDIO_JOBS:
            domain = self.domain_of[job.user]
            limit = self.setting('sagemaker.%s.max_runtime' % job.kind, domain)
            job.max_runtime = spec.get('max_runtime', limit)
            job.start_up = spec.get('start_up', self.setting('sagemaker.start_up', domain))
            job.units, job.rate = spec.get('instances', 1), INSTANCE_RATE[spec['instance_type']]
            key = 'sagemaker.%s_instance_quotas.%s' % (job.kind, spec['instance_type'])
            wants = [((key, self.place_of[job.user]), job.units)]
            return self.ask(job, wants, 'sagemaker.queues_when_full')
        return True

    def reject_job(self, job, cause):
        job.outcome, job.cause, job.ended = 'rejected', cause, self.now
        return False

    def job_ready(self, job):
        job.started = self.now
        if job.chain_began is None:
            job.chain_began = self.now
        if job.identity == 'background_session' and job.background_expires is None:
            job.background_expires = self.now + job.background_ms  # B-12
        if not self.vend(job):
            self.end_job(job, 'failed', 'access_denied')

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
            # A query of QuickSight shows its result to whoever is still there.
            job.unseen = job.kind == 'quicksight' and job.bond_ended
        else:
            job.kept = self.work_kept(job)
        if job.kind == 'training' and job.started is not None and 'keep_alive' in job.spec:
            self.keep_warm(job)

    def note_job_needs(self, job):
        """What each limit would have had to be (design, section 4); None: no limit would do."""
        if job.fails:
            return
        if job.takes is None:
            job.needs = (0, 0, None, 0)
            return
        since = self.now if job.wants else job.created if job.granted is None else job.granted
        running = since + job.start_up
        over = running + job.takes
        sign_in = job.sign_in
        background = interactive = 0
        if job.identity == 'background_session':
            since = running if self.assume('B-12') == 'from_work' else job.created
            background = exceeded(over - since, job.background_ms)
        if self.bound_to_sign_in(job):
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

    # -------------------------------------------------------------------------------------------- warm pools

    def keep_warm(self, job):
        """SM-14: the instances stay, in a chain of 28 days at most."""
        until = min(self.now + job.spec['keep_alive'], job.chain_began + CHAIN_MAXIMUM)
        self.pools.append(Pool(job, job.user, self.now, max(until, self.now)))

    def pool_clocks(self, pool):
        if pool.ended is None:
            yield pool, pool.until, IDLE_TIMEOUT, partial(self.end_pool, pool)

    def end_pool(self, pool):
        pool.ended = self.now
        pool.attended_at_end = self.signed_in_anywhere(pool.user)

    def take_warm_pool(self, job, spec):
        """SM-14: of the same user and size; then there is no capacity to wait for."""
        def shape(one):
            return one['instance_type'], one.get('instances', 1)

        free = [pool for pool in self.pools
                if pool.ended is None and pool.user == job.user and shape(pool.job.spec) == shape(spec)]
        if free and not job.wants:  # that has been idle for longest; of those that became so at one instant the oldest
            pool = min(free, key=lambda one: (one.since, one.job.chain))
            self.end_pool(pool)
            job.start_up, job.chain_began, job.chain = 0, pool.job.chain_began, pool.job.chain
        else:
            self.chains += 1
            job.chain = self.chains

    # ----------------------------------------------------------------------------------------- what people do

    def do_start_training_job(self, line):
        job = self.jobs[line['id']]
        job.takes = line['takes']
        self.start_job(job, line, line.get('from'))

    do_start_processing_job = do_start_training_job
    do_start_glue_job = do_start_training_job
    do_start_query = do_start_training_job
    do_start_notebook_run = do_start_training_job

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
        restartable = old.kind in (*STUDIO_JOBS, 'glue')
        if not ended or not restartable or old.continued_by is not None:
            job.created, job.takes = self.now, 0
            self.reject_job(job, 'not_restartable')
            return
        job.takes = None if old.takes is None else old.takes - old.kept
        spec = dict(old.spec)
        if old.cause == 'work_failed':
            spec.pop('fails', None)
        if self.start_job(job, spec, line.get('from')):
            old.continued_by = job
