"""What everything cost, in exact fractions: design, section 4."""
from fractions import Fraction

from vocabulary import (
    ATHENA_MINIMUM, ATHENA_RATE, CELLS, CLUSTER_RATES, HOUR, MEGABYTE, MEMORY_RATE, MINUTE, SECOND,
    STORAGE_RATE, STUDIO_RATE, TERABYTE, VCPU_RATE,
)


def priced(usage, rate, per=HOUR):
    """Nano-dollars: rounded half to even once, shared by largest remainder (design, section 4)."""
    total = round(Fraction(sum(usage.values()) * rate, per))  # a Fraction rounds half to even
    exact = {cell: Fraction(usage[cell] * rate, per) for cell in CELLS}
    cells = {cell: int(exact[cell]) for cell in CELLS}
    by_remainder = sorted(CELLS, key=lambda cell: cells[cell] - exact[cell])  # stable: the first of equals
    for cell in by_remainder[:total - sum(cells.values())]:
        cells[cell] += 1
    return {'total': total, 'cells': cells}


def added(lines):
    """Lines add up to totals exactly; None if there is none."""
    if not lines:
        return None
    cells = {cell: sum(line['cells'][cell] for line in lines) for cell in CELLS}
    return {'total': sum(line['total'] for line in lines), 'cells': cells}


def times(usage, units):
    return {cell: amount * units for cell, amount in usage.items()}


def clipped(pieces, end):
    """Nothing after the end of what is billed."""
    pieces = [(left, min(right, end), bucket) for left, right, bucket in pieces]
    return [piece for piece in pieces if piece[0] < piece[1]]


def workers_priced(usages):
    """EMRS-7 and section (c): [(usage, workers, specification)] as three lines; 20 GB per worker are free."""
    lines = []
    for rate, units in (
        (VCPU_RATE, lambda spec: spec.get('vcpu', 4)),
        (MEMORY_RATE, lambda spec: spec.get('memory_gb', 16)),
        (STORAGE_RATE, lambda spec: spec.get('storage_gb', 20) - 20),
    ):
        total = dict.fromkeys(CELLS, 0)
        for usage, workers, spec in usages:
            for cell in CELLS:
                total[cell] += usage[cell] * workers * units(spec)
        lines.append(priced(total, rate))
    return added(lines)


class Bill:
    """A part of Simulation."""

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

    def held(self, owner, start, end, attended_at_end, minimum, pieces):
        """GLUE-12, B-9, B-20: by the second, at least `minimum`; idle is what no piece covers.

        A piece is (from, to, bucket) and perhaps whose attendance counts: else the owner's.
        """
        usage = dict.fromkeys(CELLS, 0)

        def use(left, right, bucket, user=owner):
            attended = self.attended_ms(user, left, right)
            usage[bucket, 'attended'] += attended
            usage[bucket, 'background'] += right - left - attended

        at = start
        for left, right, bucket, *user in sorted(pieces):
            use(at, left, 'idle')
            use(left, right, bucket, *user)
            at = right
        use(at, end, 'idle')
        if end > start:
            billed = max(-(-(end - start) // SECOND) * SECOND, minimum)
            usage['overhead', 'attended' if attended_at_end else 'background'] += billed - (end - start)
        return usage

    def held_by(self, work, start, minimum, pieces, end=None):
        """The same for a session or a job."""
        if end is None:
            end = self.now if work.open else work.ended
        attended = self.signed_in_anywhere(work.user) if work.open else work.attended_at_end
        return self.held(work.user, start, end, attended, minimum, pieces)

    def bucket_of(self, job):
        if job.outcome == 'completed':
            return 'unseen' if job.unseen else 'useful'
        return 'unfinished' if job.outcome == 'running' else 'lost'

    def work_in(self, session):
        ran = [statement for statement in session.statements if statement.started is not None]
        return [(one.started, one.started + one.worked, self.bucket_of(one)) for one in ran]

    def session_cost(self, session):
        """EMR on EC2 bills the cluster; EMR Serverless what goes beyond pre-initialised workers."""
        if session.rejected or session.created is None or session.service == 'emr_ec2':
            return None
        start, pieces = session.ready, self.work_in(session)
        if session.service == 'glue' and self.assume('B-9') == 'at_creation':
            start = session.granted
            over = session.ready
            if over is None:
                over = self.now if session.open else session.ended
            if start is not None and start < over:
                pieces.append((start, over, 'overhead'))
        if start is None:
            return None
        usage = self.held_by(session, start, MINUTE, pieces)
        if session.service == 'glue':
            return priced(times(usage, session.units), session.rate)
        if not session.own_workers:
            return None
        return workers_priced([(usage, session.own_workers, session.spec)])

    def job_cost(self, job):
        """Work kept for a continuation shares the fate of the last job of the chain (DECISIONS.md)."""
        if job.kind == 'athena':
            return self.query_cost(job)
        if job.kind not in ('training', 'processing', 'glue') or job.started is None:
            return None
        last = job
        while last.continued_by:
            last = last.continued_by
        kept_until = job.started + (job.kept if last is not job else 0)
        end = self.now if job.open else job.ended
        if job.asked_to_stop is not None and self.assume('B-20') == 'no':
            end = job.asked_to_stop
        pieces = [(job.started, kept_until, self.bucket_of(last)), (kept_until, end, self.bucket_of(job))]
        usage = self.held_by(job, job.started, job.minimum, clipped(pieces, end), end)
        lines = [priced(times(usage, job.units), job.rate)]
        for pool in self.pools:
            if pool.job is job:
                lines.append(self.pool_cost(pool))
        return added(lines)

    def pool_cost(self, pool):
        """SM-14: idle, at the price of the training instances."""
        end = self.now if pool.ended is None else pool.ended
        attended = self.signed_in_anywhere(pool.user) if pool.ended is None else pool.attended_at_end
        usage = self.held(pool.user, pool.since, end, attended, 0, [])
        return priced(times(usage, pool.job.units), pool.job.rate)

    def query_cost(self, query):
        """Athena: whole megabytes, 10 at least; what failed is free."""
        if query.started is None or query.outcome == 'failed' or 'scans' not in query.spec:
            return None
        scanned = query.spec['scans']
        if query.outcome != 'completed' and query.takes:
            scanned = scanned * query.worked // query.takes
        if scanned == 0:
            return None  # nothing for nothing
        billed = max(-(-scanned // MEGABYTE) * MEGABYTE, ATHENA_MINIMUM)
        attended = self.signed_in_anywhere(query.user) if query.open else query.attended_at_end
        axis = 'attended' if attended else 'background'
        usage = dict.fromkeys(CELLS, 0)
        usage[self.bucket_of(query), axis] += scanned
        usage['overhead', axis] += billed - scanned
        return priced(usage, ATHENA_RATE, TERABYTE)

    # -------------------------------------------------------------------------------------------------- hosts

    def host_cost(self, host):
        """Apps are idle; pre-initialised workers and clusters are shared by what runs on them."""
        costs = [self.life_cost(host, life) for life in host.lives]
        costs = [cost for cost in costs if cost is not None]
        return added(costs) if costs else None

    def life_cost(self, host, life):
        """Each life has lines of its own, and each line is rounded once."""
        if host.type == 'app':
            if 'instance_type' not in host.spec:
                return None
            return priced(self.life_usage(host, life, 0, 'ready'), STUDIO_RATE[host.spec['instance_type']])
        if host.type == 'cluster':
            usage = times(self.life_usage(host, life, MINUTE, 'created'), host.spec.get('instances', 3))
            return added([priced(usage, rate) for rate in CLUSTER_RATES[host.spec['instance_type']]])
        if not life.capacity:
            return None
        usage = self.life_usage(host, life, MINUTE, 'ready')
        return workers_priced([(usage, life.capacity.get('workers', 3), life.capacity)])

    def life_usage(self, host, life, minimum, since):
        """One life, billed from its creation or from when it was up; until then it is overhead."""
        start = life.created if since == 'created' else life.ready
        if start is None:
            return dict.fromkeys(CELLS, 0)
        end = self.now if life.ended is None else life.ended
        attended = self.signed_in_anywhere(host.user) if life.ended is None else life.attended_at_end
        up = end if life.ready is None else life.ready
        pieces = [(start, up, 'overhead')] if start < up else []
        pieces += self.shared_out(self.statements_on(host), up, end)
        return self.held(host.user, start, end, attended, minimum, pieces)

    def statements_on(self, host):
        """Of an application only those in sessions that were lent workers."""
        found = []
        for session in self.sessions.values():
            lent = host.type == 'cluster' or session.lent_workers > 0
            if session.host is host and not session.rejected and lent:
                found += [one for one in session.statements if one.started is not None]
        return found

    def shared_out(self, statements, start, end):
        """Each moment to the statement that has been running longest; of equals the first by its number."""
        order = list(self.jobs.values())
        marks = {start, end}
        for one in statements:
            marks |= {mark for mark in (one.started, one.started + one.worked) if start < mark < end}
        marks = sorted(marks)
        pieces = []
        for left, right in zip(marks, marks[1:]):
            running = [one for one in statements if one.started <= left and right <= one.started + one.worked]
            if running:
                first = min(running, key=lambda one: (one.started, self.number_of[one.user], order.index(one)))
                pieces.append((left, right, self.bucket_of(first), first.user))
        return pieces

    def up_ms(self, host):
        """For how long it was billed, or would have been."""
        total = 0
        for life in host.lives:
            start = life.created if host.type == 'cluster' else life.ready
            if start is not None:
                total += (self.now if life.ended is None else life.ended) - start
        return total
