// What a study found, in one shape for all charts: factors, responses, points. From sweep.json.

import {clean} from './dom.js';
import {pairedDifference} from './statistics.js';
import {duration, money, percent, readable, short} from './words.js';

/** How values of a unit are told: in full, and on an axis. */
export function teller(unit, currency) {
  if (unit === 'ms') return {full: duration, axis: duration, title: ''};
  if (unit === 'share')
    return {full: percent, axis: (value) => `${Number((100 * value).toFixed(2))} %`, title: ''};
  if (unit === currency) return {full: (value) => money(value, currency), axis: short, title: currency};
  return {full: readable, axis: short, title: ''};
}

/** `estimate` as `12.3 [11.9, 12.7]`; nothing for null. */
export function told(estimate, unit, currency) {
  if (typeof estimate?.value !== 'number') return '';
  const tell = teller(unit, currency);
  if (typeof estimate.lower !== 'number' || estimate.lower === estimate.upper)
    return tell.full(estimate.value);
  return `${tell.full(estimate.value)} [${tell.axis(estimate.lower)}, ${tell.axis(estimate.upper)}]`;
}

export class Study {
  constructor(sweep, currency) {
    this.currency = currency;
    this.confidence = sweep.plan.confidence;
    this.incomplete = sweep.incomplete === true;
    this.factors = sweep.plan.factors.filter((factor) => factor.levels.length > 0);
    this.responses = sweep.plan.responses;
    this.points = sweep.points;
  }

  /** Whether there is the value of each replication: of very many they are left out. */
  get hasValues() {
    return this.points.every((point) => Object.values(point.responses).every((response) => Array.isArray(response.values)));
  }

  unitOf(response) {
    return this.responses.find((each) => each.name === response)?.unit || '1';
  }

  /** Is it a mean over replications? Only then is a difference of means what the response is about. */
  isMean(response) {
    return this.responses.find((each) => each.name === response)?.statistic !== 'quantile';
  }

  teller(response) {
    return teller(this.unitOf(response), this.currency);
  }

  factor(name) {
    return this.factors.find((each) => each.name === name);
  }

  /** Factors of which the points show more than one level. */
  get varied() {
    return this.factors.filter(
      (factor) => new Set(this.points.map((point) => point.levels[factor.name])).size > 1,
    );
  }

  /** Is there a point for every combination of levels? */
  get isFull() {
    return this.points.length === this.varied.reduce((product, factor) => product * factor.levels.length, 1);
  }

  /** Per replication, the mean of a response over some points; null where one of them has none. */
  meansOver(points, response) {
    const count = Math.min(...points.map((point) => point.responses[response].values?.length ?? 0));
    return Array.from({length: Number.isFinite(count) ? count : 0}, (_, r) => {
      const values = points.map((point) => point.responses[response].values[r]);
      return values.every((value) => typeof value === 'number')
        ? values.reduce((sum, value) => sum + value, 0) / values.length
        : null;
    });
  }

  /**
   * A point's own estimate, by control variates where these take some of its variance away, as in plots and the
   * table beside; of several points their mean, with the interval that their replications give; of
   * none, null.
   */
  estimateOver(points, response) {
    if (points.length < 2) {
      const own = points[0]?.responses[response] ?? null;
      return own?.controlled?.variance_removed > 0 ? own.controlled : own;
    }
    const means = this.meansOver(points, response);
    const mean = pairedDifference(
      means.map(() => 0),
      means,
      this.confidence,
    );
    return this.isMean(response) ? mean : {value: mean.value, lower: null, upper: null};
  }

  /** The points that have all these levels. */
  pointsAt(levels) {
    return this.points.filter((point) =>
      Object.entries(levels).every(([name, level]) => point.levels[name] === level),
    );
  }

  /** A point's levels, where they vary: `idle 1h, background 3d`. */
  nameOf(point) {
    const names = this.varied.map((factor) => `${factor.name} ${point.levels[factor.name]}`);
    return clean(names.length > 0 ? names.join(', ') : `point ${point.point}`);
  }

  /**
   * Do the levels of every two factors meet equally often? Then the mean over a level is an effect of that
   * level alone.
   */
  get balanced() {
    if (this.incomplete) return false; // of what is missing nobody knows whether it would have changed them
    const varied = this.varied;
    return varied.every((a, i) =>
      varied.slice(i).every((b) => {
        const counts = new Map();
        for (const point of this.points) {
          const key = JSON.stringify([point.levels[a.name], point.levels[b.name]]);
          counts.set(key, (counts.get(key) || 0) + 1);
        }
        const pairs = a === b ? a.levels.length : a.levels.length * b.levels.length;
        return counts.size === pairs && new Set(counts.values()).size === 1;
      }),
    );
  }
}
