"""Who is signed in, what depends on it, and what administrators take away: rules IDC-*."""
from functools import partial

from vocabulary import (
    BACKGROUND_EXPIRY, HOUR, MINUTE, QUERIES, SECOND, SIGN_IN_EXPIRY, STARTS_JOB, AmbiguousSignIn, Session,
    SignIn,
)

STUDIO_JOBS = ('training', 'processing')
ENGINES = ('glue', 'emr_serverless', 'emr_ec2')


class Identity:
    """A part of Simulation."""

    def all_work(self):
        return [*self.sessions.values(), *(job for job in self.jobs.values() if job.kind != 'statement')]

    def open_work(self, user=None):
        """What is open and not ending already (a job that saves is)."""
        for work in self.all_work():
            saving = not isinstance(work, Session) and work.saving
            if work.open and not saving and user in (None, work.user):
                yield work

    def service_of(self, work):
        """The service as assignments, throttling and latency know it."""
        if isinstance(work, Session):
            return work.service
        if work.kind in STUDIO_JOBS:
            return 'sagemaker'
        return {'notebook_run': 'unified_studio'}.get(work.kind, work.kind)

    # --------------------------------------------------------------------------------------- how long it takes

    @property
    def latency(self):
        return self.assume('B-3') == 'documented_bound'

    def stop_bound(self, work, cause):
        """Contract, section 5: IDC-4, SM-3, SM-4, B-4."""
        if not self.latency:
            return 0
        if isinstance(work, Session):
            if self.assume('B-4') == 'at_once':
                return 0
            return 5 * MINUTE if cause == 'background_session_expired' else 30 * MINUTE
        return 15 * MINUTE if work.kind in STUDIO_JOBS else 30 * MINUTE

    def identity_clocks(self, work):
        """IDC-16; what was delayed is of the class of sign-ins."""
        if self.background_session_open(work):
            end = partial(self.background_session_ends, work, 'background_session_expired')
            yield work, work.background_expires, BACKGROUND_EXPIRY, end
            end = partial(self.background_session_ends, work, work.background_ends_by)
            yield work, work.background_ends_at, SIGN_IN_EXPIRY, end
        stop_at, stop_by, _ = work.first_loss
        yield work, stop_at, SIGN_IN_EXPIRY, partial(self.stop_now, work, stop_by)

    def background_session_open(self, work):
        return work.open and work.identity == 'background_session' and not work.background_ended

    def background_session_ends(self, work, cause):
        """Its expiry may be noticed sooner than what ended it before that (B-4)."""
        work.background_ended = True
        self.lose_identity(work, cause, self.stop_bound(work, cause))
        if work.losses and work.background_expires is not None:
            expiry = 'background_session_expired'
            work.losses.append((work.background_expires + self.stop_bound(work, expiry), expiry, self.now))

    def background_session_ends_within(self, work, cause, bound):
        """B-1, B-2: then comes the service's own latency."""
        if not bound:
            self.background_session_ends(work, cause)
        elif work.background_ends_at is None or self.now + bound < work.background_ends_at:
            work.background_ends_at, work.background_ends_by = self.now + bound, cause

    def lose_identity(self, work, cause, bound):
        """The identity session that work depends on has ended."""
        if work.identity_lost is None:
            work.identity_lost = self.now
        if not isinstance(work, Session) and work.kind in STUDIO_JOBS:
            if self.assume('B-29') == 'continues' and 'reads' not in work.spec:
                return
            if self.assume('B-13') == 'no' and cause == 'interactive_session_expired':
                return
        work.losses.append((self.now + bound, cause, self.now))
        if not bound:
            self.stop_now(work, cause)

    def stop_now(self, work, cause):
        """Design, section 1: jobs that lose their identity session fail, the rest is stopped."""
        if isinstance(work, Session):
            self.end_session(work, cause)
        else:
            self.end_job(work, 'failed' if work.kind in STUDIO_JOBS else 'stopped', cause)

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

    def user_refused(self, user):
        """IDC-13, IDC-15."""
        refused = self.directory_state.get(user)
        if refused is None and user in self.denied:
            refused = 'denied_by_policy'
        return refused

    def sign_in_refused(self, user, name):
        """(sign-in, why nothing can be started by hand): IDC-13, IDC-15, then whether there is a sign-in."""
        refused = self.user_refused(user)
        sign_in = self.open_sign_in(user, name)
        if refused is None and sign_in is None:
            refused = 'not_signed_in'
        return sign_in, refused

    def depends_on(self, work, sign_in):
        """B-17: on the sign-in that it was started from, or on the last of its user's."""
        if work.bond is None or work.bond_ended or work.user != sign_in.user:
            return False
        if self.assume('B-17') == 'any_sign_in':
            return not self.signed_in_anywhere(work.user)
        return work.bond is sign_in

    def bound_to_sign_in(self, work):
        """B-28: Athena's and Redshift's queries are bound to nobody."""
        if not isinstance(work, Session) and work.kind in ('athena', 'redshift'):
            return self.assume('B-28') == 'cancelled'
        return work.identity == 'interactive_session'

    def end_sign_in(self, sign_in, cause):
        self.lose_sign_in(sign_in, cause)
        self.end_what_is_complete(sign_in.user)

    def end_what_is_complete(self, user):
        for work in list(self.open_work(user)):
            if isinstance(work, Session):
                self.end_if_queries_complete(work)

    def lose_sign_in(self, sign_in, cause):
        """IDC-4, IDC-12: what depends on it ends (GLUE-3, SM-3, B-13); the rest goes on (IDC-5, GLUE-4)."""
        sign_in.ended = self.now
        for work in list(self.open_work(sign_in.user)):
            if not work.open:
                continue
            if self.depends_on(work, sign_in):
                self.bond_ends(work, cause)
            by_administrator = cause == 'interactive_session_ended' and self.assume('B-14') == 'yes'
            if by_administrator and work.sign_in is sign_in and self.background_session_open(work):
                self.background_session_ends(work, cause)

    def bond_ends(self, work, cause):
        work.bond_ended = True
        if isinstance(work, Session) and work.identity != 'role':
            work.attached = False
        if self.bound_to_sign_in(work):
            self.lose_identity(work, cause, self.stop_bound(work, cause))

    def do_sign_in(self, line):
        """IDC-1: with the duration of this moment (IDC-2); IDC-13."""
        user = line['user']
        if user in self.directory_state:
            return False
        duration = self.setting('identity_center.interactive_session.duration')
        cap = self.setting('identity_center.interactive_session.directory_cap')
        if cap is not None:
            duration = min(duration, cap)
        sign_in = SignIn(user, line.get('id'), self.now, self.now + duration, self.order)
        self.sign_ins.append(sign_in)
        if self.assume('B-18') == 'yes':
            self.save_stopping_work(sign_in)
        return True

    def save_stopping_work(self, sign_in):
        """B-18: what waits to stop because its sign-in ended depends on the new one from now on. A lost assignment stays
        lost."""
        for work in self.open_work(sign_in.user):
            if work.bond_ended and work.losses and self.bound_to_sign_in(work):
                work.bond, work.bond_ended = sign_in, False
                work.losses = [loss for loss in work.losses if loss[1] == 'assignment_removed']
                if isinstance(work, Session):
                    work.attached = True
                work.identity_lost = None

    def do_sign_out(self, line):
        sign_in = self.open_sign_in(line['user'], line.get('from'))
        if sign_in is None:
            return False
        self.end_sign_in(sign_in, 'signed_out')

    def admin_end_session(self, line):
        """IDC-12."""
        meant = self.end_all_at_once(line['user'], line.get('from'))
        for sign_in in meant:
            self.end_sign_in(sign_in, 'interactive_session_ended')
        return bool(meant)

    def end_all_at_once(self, user, name=None):
        """Nobody is signed in any more when the first of them takes work with it."""
        meant = [one for one in self.sign_ins if one.user == user and one.ended is None and name in (None, one.name)]
        for sign_in in meant:
            sign_in.ended = self.now
        return meant

    # ------------------------------------------------------------------------------------ background sessions

    def exchange_of(self, work):
        """Where its exchange of tokens counts."""
        return self.place_of[work.user], self.service_of(work), self.now // SECOND

    def throttled(self, work):
        """IDC-17: so many background sessions for one service in one whole second."""
        rate = self.quota('identity_center.token_exchange_rate', self.place_of[work.user])
        return rate is not None and self.token_exchanges.get(self.exchange_of(work), 0) >= rate

    def new_background_session(self, work, lasts=None):
        """IDC-6, IDC-8: one for this work, with the duration of this moment; B-12 and B-30 say otherwise."""
        key = self.exchange_of(work)
        self.token_exchanges[key] = self.token_exchanges.get(key, 0) + 1
        self.background_sessions += 1
        work.background_ms = lasts
        if lasts is None:
            work.background_ms = self.setting('identity_center.background_sessions.duration')
        if isinstance(work, Session) or self.assume('B-12') == 'from_creation':
            work.background_expires = self.now + work.background_ms

    def admin_revoke(self, line):
        """IDC-11, GLUE-8, SM-4: background sessions, of one piece of work or of a user."""
        found = False
        for work in self.all_work():
            named = line.get('session') if isinstance(work, Session) else line.get('job')
            if named != work.name and line.get('user') != work.user:
                continue
            if not self.background_session_open(work):
                continue
            if isinstance(work, Session) or not work.saving:
                self.background_session_ends(work, 'background_session_revoked')
                found = True
            elif self.now < work.background_expires:
                work.background_ended = found = True  # only that: the job was ending already
        return found

    # ---------------------------------------------------------------------------------------------- directory

    def later(self, line, action):
        """B-26: what is done in the directory takes effect after SCIM's delay, as if written then. SCIM tells it in the
        order in which it was done, so whatever comes behind something slow waits for it."""
        self.told_until = max(self.told_until, self.now + self.setting('identity_center.scim_delay'))
        if self.told_until == self.now:
            return action()
        self.delayed.append((self.told_until, line['line'], action))
        return True

    def admin_disable_user(self, line):
        return self.later(line, partial(self.disable, line['user'], 'user_disabled'))

    def admin_delete_user(self, line):
        return self.later(line, partial(self.disable, line['user'], 'user_deleted'))

    def admin_enable_user(self, line):
        return self.later(line, partial(self.enable, line['user']))

    def admin_add_to_group(self, line):
        return self.later(line, partial(self.add_to_group, line['user'], line['group']))

    def admin_remove_from_group(self, line):
        return self.later(line, partial(self.remove_from_group, line['user'], line['group']))

    def disable(self, user, cause):
        """IDC-13, B-1: sign-ins end at once, background sessions within 30 minutes.

        Where both end at one instant, losing the background session comes first (precedence at one instant), and B-5
        finds nothing left to end."""
        if self.directory_state.get(user) in (cause, 'user_deleted'):
            return False
        self.directory_state[user] = cause
        for sign_in in self.end_all_at_once(user):
            self.lose_sign_in(sign_in, cause)
        if self.assume('B-1') == 'ends':
            for work in list(self.open_work(user)):
                if self.background_session_open(work):
                    self.background_session_ends_within(work, cause, 30 * MINUTE if self.latency else 0)
        self.end_what_is_complete(user)

    def enable(self, user):
        if self.directory_state.get(user) != 'user_disabled':
            return False
        del self.directory_state[user]

    def add_to_group(self, user, group):
        if group in self.groups[user] or self.directory_state.get(user) == 'user_deleted':
            return False
        self.groups[user].append(group)
        self.left.pop((user, group), None)
        self.access_changed()

    def remove_from_group(self, user, group):
        """IDC-14: what was assigned through the group is lost; B-2, DATA-2."""
        if group not in self.groups[user] or self.directory_state.get(user) == 'user_deleted':
            return False
        before = self.who_may_use()
        self.groups[user].remove(group)
        self.left[user, group] = self.now
        self.access_changed()
        self.take_away(before, of_group=True)

    # -------------------------------------------------------------------------------------------- assignments

    def assigned(self, user, service):
        """A service that is not listed is open to all."""
        if service not in self.assignments:
            return True
        listed = self.assignments[service]
        return user in listed['users'] or any(group in listed['groups'] for group in self.groups[user])

    def may_use(self, user, service):
        """IDC-14."""
        return self.assigned(user, service) or self.unseen_removal(user, service) is not None

    def unseen_removal(self, user, service):
        """IDC-14: the old documentation lets new starts through for an hour after a removal from a group: when that was."""
        if self.assume('IDC-14') != 'old_documentation' or not self.latency or self.assigned(user, service):
            return None
        return max((left for (who, group), left in self.left.items()
                    if who == user and self.now < left + HOUR and group in self.assignments[service]['groups']),
                   default=None)

    def see_removal_later(self, work):
        """IDC-14: what began in that hour ends within the two that end what had begun before."""
        left = self.unseen_removal(work.user, self.service_of(work))
        if left is not None:
            self.withdraw(work, left + 2 * HOUR - self.now, old=True)

    def who_may_use(self):
        return {(user, service) for user in self.groups for service in self.assignments
                if self.assigned(user, service)}

    def admin_add_assignment(self, line):
        if line['service'] not in self.assignments:
            return False
        kind, name = ('users', line['user']) if 'user' in line else ('groups', line['group'])
        listed = self.assignments[line['service']][kind]
        if name in listed:
            return False
        listed.append(name)

    def admin_remove_assignment(self, line):
        kind, name = ('users', line['user']) if 'user' in line else ('groups', line['group'])
        listed = self.assignments.get(line['service'], {}).get(kind, [])
        if name not in listed:
            return False
        before = self.who_may_use()
        listed.remove(name)
        self.take_away(before, of_group=False)

    def take_away(self, before, of_group):
        """IDC-14, B-2: work of whoever has just lost a service."""
        old = self.assume('IDC-14') == 'old_documentation'
        bound = (2 * HOUR if of_group else HOUR) if old else 30 * MINUTE
        for work in list(self.open_work()):
            service = self.service_of(work)
            if (work.user, service) in before and not self.assigned(work.user, service):
                self.withdraw(work, bound, old)

    def withdraw(self, work, bound, old):
        if self.bound_to_sign_in(work) and (work.losses or not work.bond_ended):
            at_once = not self.latency or not self.stop_bound(work, 'assignment_removed')
            within = 0 if at_once else bound if old else self.stop_bound(work, 'assignment_removed')
            self.lose_identity(work, 'assignment_removed', within)
        elif self.background_session_open(work) and self.assume('B-2') == 'ends':
            self.background_session_ends_within(work, 'assignment_removed', bound if self.latency else 0)

    # ------------------------------------------------------------------------------------------------- policy

    def admin_deny(self, line):
        """IDC-15: at once, whatever the model of latency; what carries no identity goes on."""
        user = line['user']
        if user in self.denied:
            return False
        self.denied.add(user)
        for work in list(self.open_work(user)):
            if not work.open:
                continue
            if isinstance(work, Session) and work.identity != 'role':
                self.end_session(work, 'denied_by_policy')
            elif not isinstance(work, Session) and (work.kind in QUERIES or work.identity != 'role'):
                # A dashboard is stopped like all that lives in a session which ends under it.
                outcome = 'stopped' if work.kind == 'quicksight' else 'failed'
                self.end_job(work, outcome, 'denied_by_policy')

    def admin_allow(self, line):
        if line['user'] not in self.denied:
            return False
        self.denied.remove(line['user'])
