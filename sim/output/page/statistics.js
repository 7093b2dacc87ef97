// The little statistics that the page needs where the data hold replications: a paired difference with its
// interval.

// P(|T| <= t) of Student's t with a whole number of degrees of freedom: Abramowitz and Stegun, Handbook of
// Mathematical Functions, 26.7.3 and 26.7.4.
function within(t, degrees) {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cos2 = Math.cos(angle) ** 2;
  let term = 1;
  let sum = degrees === 1 ? 0 : 1;
  const odd = degrees % 2 === 1;
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= (cos2 * (k - 1)) / k;
    sum += term;
  }
  if (odd) return (2 / Math.PI) * (angle + (degrees > 1 ? Math.sin(angle) * Math.cos(angle) * sum : 0));
  return Math.sin(angle) * sum;
}

/** The t that a share `confidence` of Student's distribution stays within, on both sides. */
export function criticalT(confidence, degrees) {
  let low = 0;
  let high = 1;
  while (within(high, degrees) < confidence) high *= 2;
  for (let i = 0; i < 60; ++i) {
    const middle = (low + high) / 2;
    if (within(middle, degrees) < confidence) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * An estimate as if it had been taken of other replications: with its interval around the value that it has
 * then. Older reports know no such value; null where there is none.
 */
export function around(value, raw, interval = raw) {
  if (value === undefined) return raw;
  if (value === null) return null;
  const end = (of) => (typeof of === 'number' ? value + (of - interval.value) : null);
  return {value, lower: end(interval?.lower), upper: end(interval?.upper)};
}

/**
 * The mean of `b - a`, replication by replication, with its interval at `confidence`: `{value, lower, upper,
 * pairs}`; ends are null with a single pair, all is null without any. Common random numbers make the pairs,
 * so the interval is of the difference and not of two means.
 */
export function pairedDifference(a, b, confidence) {
  const differences = [];
  for (let i = 0; i < Math.min(a.length, b.length); ++i)
    if (typeof a[i] === 'number' && typeof b[i] === 'number') differences.push(b[i] - a[i]);
  const n = differences.length;
  if (n === 0) return {value: null, lower: null, upper: null, pairs: 0};
  const value = differences.reduce((sum, each) => sum + each, 0) / n;
  if (n === 1) return {value, lower: null, upper: null, pairs: 1};
  const variance = differences.reduce((sum, each) => sum + (each - value) ** 2, 0) / (n - 1);
  const half = criticalT(confidence, n - 1) * Math.sqrt(variance / n);
  return {value, lower: value - half, upper: value + half, pairs: n};
}
