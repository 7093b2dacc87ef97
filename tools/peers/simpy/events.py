#!/usr/bin/env python3
"""hold and idle on SimPy: a process for each lifetime; a timer that moves is interrupted.

    events.py hold|idle SIZE DELAYS [EVENTS]
"""
import platform
import sys
import time
from itertools import cycle

import simpy

IDLE_TIMEOUT = 8_000_000


class Course:
    """As tools/peers/course.hpp has it; `measured` is less, for time is dear here."""

    def __init__(self, env, size, measured):
        self.env, self.events, self.sum, self.start = env, 0, 0, 0.0
        self.warm_up, self.measured = max(200_000, size), measured
        self.enough = env.event()

    def fired(self):
        self.events += 1
        if self.events <= 200_000:
            self.sum = (self.sum * 31 + self.env.now) % 2**64
        if self.events == self.warm_up:
            self.start = time.process_time()
        if self.events == self.warm_up + self.measured:
            self.start = time.process_time() - self.start
            self.enough.succeed()


def hold(env, course, delays):
    while True:
        yield env.timeout(next(delays))
        course.fired()


def timer(env, course):
    while True:
        try:
            yield env.timeout(IDLE_TIMEOUT)
            course.fired()
        except simpy.Interrupt:
            pass


def session(env, course, delays):
    idle = env.process(timer(env, course))
    while True:
        yield env.timeout(next(delays))
        course.fired()
        idle.interrupt()


def main():
    workload, size = sys.argv[1], int(sys.argv[2])
    with open(sys.argv[3], encoding="ascii") as file:
        delays = cycle([int(line) for line in file])
    env = simpy.Environment()
    course = Course(env, size, int(sys.argv[4]) if len(sys.argv) > 4 else 100_000)
    for _ in range(size):
        env.process((hold if workload == "hold" else session)(env, course, delays))
    env.run(until=course.enough)
    engine = "SimPy/" + platform.python_implementation()
    print(f"{engine} {workload} {size} {course.start / course.measured * 1e9:.1f} {course.sum:016x}")


main()
