#!/usr/bin/env python3
"""The session workload as a user of SimPy would write it: processes, timeouts, interrupts.

    sessions.py ACTIONS > ENDS      (both as tests/benchmarks/peer_sessions.cpp has them)

The time that the simulation took, in seconds of the processor, goes to standard error.
"""
import sys
import time
from collections import deque

import simpy

SECOND, HOUR, DAY = 1_000, 3_600_000, 86_400_000
START_UP = 30 * SECOND
IDLE_TIMEOUT = 2 * HOUR
SIGN_IN_LASTS = 12 * HOUR
MINIMUM_CHARGE = 60 * SECOND
UNITS = [2, 5, 10, 16]
NANOS_PER_UNIT_HOUR = 440_000_000
BUCKETS = ["useful", "lost", "unseen", "idle", "overhead"]


def background_lasts(now):
    return 2 * DAY if now >= 20 * DAY else DAY


def has_background_sessions(now):
    return not 30 * DAY <= now < 34 * DAY


def half_even(amount, divisor):
    whole, rest = divmod(amount, divisor)
    return whole + (2 * rest > divisor or (2 * rest == divisor and whole % 2))


class Result:
    def __init__(self):
        self.jobs = {}
        self.sessions = {}
        self.usage = {bucket: [0, 0] for bucket in BUCKETS}
        self.cost = 0


class SignIn:
    """Lasts until its user signs out, or for twelve hours."""

    def __init__(self, env, user):
        self.env, self.user, self.open, self.bound = env, user, True, []
        user.since = env.now
        self.process = env.process(self.expire())

    def expire(self):
        try:
            yield self.env.timeout(SIGN_IN_LASTS)
            self.end("interactive_session_expired")
        except simpy.Interrupt:
            pass

    def end(self, cause):
        if not self.open:
            return
        self.open = False
        self.user.attended += self.env.now - self.user.since
        if self.env.active_process is not self.process:
            self.process.interrupt()
        for session in self.bound:
            session.end(cause)


class Statement:
    def __init__(self, number, takes, saves):
        self.number, self.takes, self.saves = number, takes, saves
        self.started = -1
        self.attended_then = 0


class Session:
    def __init__(self, env, result, user, number, units):
        self.env, self.result, self.user, self.number, self.units = env, result, user, number, units
        self.sign_in = user.sign_in
        self.statements = deque()
        self.arrival = None
        self.ended = False
        self.created, self.ready_at, self.attended_then = env.now, -1, 0
        self.used = {bucket: [0, 0] for bucket in BUCKETS}
        self.expiry = None
        if has_background_sessions(env.now):
            self.expiry = env.process(self.expire())
        else:
            self.sign_in.bound.append(self)
        self.process = env.process(self.work())

    def expire(self):
        try:
            yield self.env.timeout(background_lasts(self.env.now))
            self.end("background_session_expired")
        except simpy.Interrupt:
            pass

    def work(self):
        env = self.env
        try:
            yield env.timeout(START_UP)
            self.ready_at, self.attended_then = env.now, self.user.attendance()
            while True:
                if not self.statements:
                    self.arrival = env.event()
                    happened = yield self.arrival | env.timeout(IDLE_TIMEOUT)
                    if self.arrival not in happened:
                        self.end("idle_timeout")
                        return
                    self.arrival = None
                statement = self.statements[0]
                statement.started, statement.attended_then = env.now, self.user.attendance()
                yield env.timeout(statement.takes)
                self.complete(statement)
        except simpy.Interrupt:
            pass

    def complete(self, statement):
        unseen = not statement.saves and not self.sign_in.open
        self.bill(statement, "unseen" if unseen else "useful")
        self.result.jobs[statement.number] = f"completed,done,{statement.started},{self.env.now}"
        self.statements.popleft()

    def run(self, number, takes, saves):
        if self.ended:
            self.result.jobs[number] = "rejected,session_ended,-1,-1"
        elif not self.sign_in.open:
            self.result.jobs[number] = "rejected,not_attached,-1,-1"
        else:
            self.statements.append(Statement(number, takes, saves))
            if self.arrival is not None and not self.arrival.triggered:
                self.arrival.succeed()

    def bill(self, statement, bucket):
        if statement.started < 0:
            return
        attended = self.user.attendance() - statement.attended_then
        self.used[bucket][0] += attended
        self.used[bucket][1] += self.env.now - statement.started - attended

    def end(self, cause):
        if self.ended:
            return
        self.ended = True
        for process in (self.process, self.expiry):
            if process is not None and process.is_alive and process is not self.env.active_process:
                process.interrupt()
        while self.statements:
            statement = self.statements.popleft()
            self.bill(statement, "lost")
            self.result.jobs[statement.number] = f"stopped,{cause},{statement.started},{self.env.now}"
        self.result.sessions[self.number] = f"{self.created},{self.env.now},{cause}"
        if self.ready_at >= 0:
            self.price()

    def price(self):
        used = self.env.now - self.ready_at
        attended = self.user.attendance() - self.attended_then
        self.used["idle"][0] = attended - sum(cells[0] for cells in self.used.values())
        self.used["idle"][1] = used - attended - sum(cells[1] for cells in self.used.values())
        if used > 0:
            seconds = -(-used // SECOND) * SECOND
            present = self.user.sign_in.open
            self.used["overhead"][0 if present else 1] = max(seconds, MINIMUM_CHARGE) - used
        total = 0
        for bucket, cells in self.used.items():
            for i in 0, 1:
                self.result.usage[bucket][i] += cells[i] * self.units
                total += cells[i] * self.units
        self.result.cost += half_even(total * NANOS_PER_UNIT_HOUR, HOUR)


class User:
    def __init__(self, env, result):
        self.env, self.result = env, result
        self.actions = []
        self.sessions = {}
        self.sign_in = None
        self.since = self.attended = 0

    def attendance(self):
        there = self.sign_in is not None and self.sign_in.open
        return self.attended + (self.env.now - self.since if there else 0)

    def live(self):
        for at, verb, session, job, work, takes, saves in self.actions:
            if at > self.env.now:
                yield self.env.timeout(at - self.env.now)
            if verb == "sign_in":
                self.sign_in = SignIn(self.env, self)
            elif verb == "start_session":
                self.sessions[session] = Session(self.env, self.result, self, session, UNITS[work])
            elif verb == "run":
                self.sessions[session].run(job, takes, saves)
            elif verb == "sign_out":
                self.sign_in.end("signed_out")
            else:
                yield self.env.timeout(0)  # what is over at this instant was over before
                if verb == "stop_session":
                    self.sessions[session].end("stopped_by_user")
                elif self.sessions[session].expiry is not None:
                    self.sessions[session].end("background_session_revoked")


def main():
    env, result, users = simpy.Environment(), Result(), {}
    with open(sys.argv[1], encoding="ascii") as file:
        for line in file:
            at, verb, user, session, job, work, takes, saves = line.rstrip("\n").split(",")
            if user not in users:
                users[user] = User(env, result)
            users[user].actions.append(
                (int(at), verb, int(session), int(job), int(work), int(takes), saves == "1"))
    start = time.process_time()
    for user in users.values():
        env.process(user.live())
    env.run()
    print(time.process_time() - start, file=sys.stderr)
    for number in sorted(result.sessions):
        print(f"session,{number},{result.sessions[number]}")
    for number in sorted(result.jobs):
        print(f"job,{number},{result.jobs[number]}")
    for bucket in BUCKETS:
        print(f"usage,{bucket},{result.usage[bucket][0]},{result.usage[bucket][1]}")
    print(f"cost,{result.cost}")


main()
