// The parts of the page that need no browser.

import assert from 'node:assert/strict';
import test from 'node:test';

import {join, joined} from '../../../sim/output/page/bins.js';
import {at, sentence} from '../../../sim/output/page/curve.js';
import {Study} from '../../../sim/output/page/model.js';
import {front} from '../../../sim/output/page/pareto.js';
import {around, criticalT, pairedDifference} from '../../../sim/output/page/statistics.js';
import {TimeWindow} from '../../../sim/output/page/window.js';
import {Clock, duration, money, peak, short} from '../../../sim/output/page/words.js';

const hour = 3600000;
const day = 24 * hour;

test('durations read as in scenarios', () => {
  assert.deepEqual(
    [0, 40, 15 * 60000, 90 * 60000, 7 * day, 7 * day + 3 * hour + 60000, -hour].map(duration),
    ['0m', '40ms', '15m', '1h30m', '7d', '7d3h', '-1h'],
  );
});

test('amounts are grouped and axes short', () => {
  assert.equal(money(1234567.891, 'USD'), '1,234,567.89 USD');
  assert.deepEqual([0, 0.0123, 950, 12345, 3e7, -2e9].map(short), [
    '0',
    '0.0123',
    '950',
    '12.35k',
    '30M',
    '-2G',
  ]);
});

test('a peak that is only a bound is told as one', () => {
  assert.deepEqual([peak(1234, false), peak(1234, undefined), peak(1234, true)], ['1,234', '1,234', '<=1,234']);
});

test('instants are told in the zone of the run, also when clocks change', () => {
  const clock = new Clock('2026-03-28T23:00:00Z', 'Europe/Berlin');
  assert.equal(clock.instant(0), '2026-03-29 00:00');
  assert.equal(clock.instant(2 * hour), '2026-03-29 03:00');
  assert.deepEqual(
    clock.ticks(0, 3 * day, 4).map((ms) => clock.instant(ms)),
    ['2026-03-29 00:00', '2026-03-30 00:00', '2026-03-31 00:00', '2026-04-01 00:00'],
  );
  assert.equal(new Clock('2026-03-28T23:00:00Z', 'No/Where').instant(0), '2026-03-28 23:00');
});

test('a curve holds from each of its durations on', () => {
  const curve = [
    [hour, 5, null],
    [day, 2, 10],
    [10 * day, 0, 0],
  ];
  assert.deepEqual(
    [0, hour, day - 1, day, 99 * day].map((ms) => at(curve, ms)[1]),
    [5, 5, 5, 2, 0],
  );
  const survival = {current_ms: 7 * day, jobs: 10, curve, exact: false};
  assert.equal(
    sentence(survival, hour, 'USD'),
    'At 1h: 3 more jobs lost than now: 5 (50.0 % of 10) (an estimate).',
  );
  assert.equal(
    sentence({...survival, exact: true}, 10 * day, 'USD'),
    'At 10d: 2 fewer jobs lost than now: 0 (0.0 % of 10); 10.00 USD less of work forgone.',
  );
  assert.equal(
    sentence({...survival, exact: true}, 2 * day, 'USD'),
    'At 2d: no more and no fewer jobs lost than now: 2 (20.0 % of 10).',
  );
});

test("Student's t, against the table of NIST/SEMATECH e-Handbook 1.3.6.7.2", () => {
  for (const [confidence, degrees, t] of [
    [0.95, 1, 12.706],
    [0.95, 2, 4.303],
    [0.95, 5, 2.571],
    [0.9, 10, 1.812],
    [0.99, 30, 2.75],
    [0.95, 100, 1.984],
  ])
    assert.ok(Math.abs(criticalT(confidence, degrees) - t) < 0.0006, `${confidence} ${degrees}`);
});

test('differences are paired, and a single pair has no interval', () => {
  const {value, lower, upper} = pairedDifference([1, 2, 3], [2, 4, 6], 0.95);
  assert.equal(value, 2);
  assert.ok(Math.abs(upper - lower - (2 * 4.30265) / Math.sqrt(3)) < 1e-4);
  assert.deepEqual(pairedDifference([1], [3], 0.95), {value: 2, lower: null, upper: null, pairs: 1});
  assert.deepEqual(pairedDifference([null], [3], 0.95), {value: null, lower: null, upper: null, pairs: 0});
});

test('an estimate around another value keeps its interval; of an older report it stays as it is', () => {
  const raw = {value: 100, lower: 90, upper: 110};
  const difference = {value: 5, lower: 4, upper: 7};
  assert.deepEqual(around(105, raw, difference), {value: 105, lower: 104, upper: 107});
  assert.deepEqual(around(105, raw), {value: 105, lower: 95, upper: 115});
  assert.deepEqual(around(105, raw, null), {value: 105, lower: null, upper: null});
  assert.equal(around(undefined, raw, difference), raw);
  assert.equal(around(null, raw, difference), null);
});

test('the front: equal points stay, beaten ones go, either direction', () => {
  const points = [
    [1, 5],
    [2, 4],
    [2, 4],
    [3, 4],
    [4, 1],
  ];
  assert.deepEqual(front(points, [true, true]), [0, 1, 2, 4]);
  assert.deepEqual(front(points, [true, false]), [0]);
  assert.deepEqual(
    front(points, [false, false]),
    [4, 3, 0].sort((a, b) => points[a][0] - points[b][0]),
  );
});

test('a window never leaves the run, and zooms where it is pointed at', () => {
  const time = new TimeWindow(100 * hour);
  time.zoom(0.1, 50 * hour);
  assert.deepEqual([time.from, time.until], [45 * hour, 55 * hour]);
  time.move(1000 * hour);
  assert.deepEqual([time.from, time.until], [90 * hour, 100 * hour]);
  time.zoom(1000, 95 * hour);
  assert.deepEqual([time.from, time.until], [0, 100 * hour]);
  time.show(10 * hour, 60 * hour);
  assert.deepEqual([time.from, time.until], [9 * hour, 61 * hour]);
  time.show(0, 100 * hour);
  assert.deepEqual([time.from, time.until], [0, 100 * hour]);
  time.zoom(0, 0);
  assert.equal(time.until - time.from, 1000);
});

test('intervals are joined to hours, days and weeks', () => {
  assert.deepEqual(
    [
      [240, hour],
      [2160, hour],
      [100000, 60000],
      [3, 7 * day],
      [1000, 7 * hour],
    ].map(([count, size]) => joined(count, size)),
    [1, 24, 1440, 1, 24],
  );
  assert.deepEqual(join([1, 2, 3, 4, 5], 2, 'sum'), [3, 7, 5]);
  assert.deepEqual(join([1, 2, 3, 4, 5], 2, 'most'), [2, 4, 5]);
  assert.deepEqual(join([1, 2, 3, 4, 5], 2, 'mean'), [1.5, 3.5, 5]);
});

test('a design point is told by control variates where these narrow it, as in plots', () => {
  const plain = {value: 10, lower: 8, upper: 12, values: [9, 11]};
  const narrowed = {value: 9.8, lower: 9.5, upper: 10.1, variance_removed: 0.9};
  const useless = {value: 9.9, lower: 7, upper: 13, variance_removed: -0.2};
  const point = (controlled) => ({point: 0, levels: {}, responses: {cost: {...plain, controlled}}});
  const told = (...points) => {
    const plan = {confidence: 0.95, factors: [], responses: [{name: 'cost', statistic: 'mean'}]};
    return new Study({plan, points}, 'USD').estimateOver(points, 'cost');
  };
  assert.equal(told(point(narrowed)).value, 9.8);
  assert.equal(told(point(narrowed)).upper, 10.1);
  assert.equal(told(point(useless)).value, 10);
  assert.equal(told(point(null)).value, 10);
  assert.equal(told(point(narrowed), point(narrowed)).value, 10); // what their replications give
});

test('effects are told of a study of which every point is finished, and of no other', () => {
  const levels = ['1h', '2h'];
  const plan = {confidence: 0.95, factors: [{name: 'idle', levels}], responses: [{name: 'cost', statistic: 'mean'}]};
  const points = levels.map((level, point) => ({point, levels: {idle: level}, responses: {cost: {value: point}}}));
  assert.equal(new Study({plan, points, incomplete: false}, 'USD').balanced, true);
  assert.equal(new Study({plan, points, incomplete: true}, 'USD').balanced, false);
  assert.equal(new Study({plan, points}, 'USD').balanced, true); // of a report from before there was such a key
});
