// Intervals are joined until a chart has no more of them than eyes can tell apart; nothing is lost but
// detail.

const hour = 3600000;
const sizes = [1 / 60, 1 / 12, 0.25, 1, 24, 168, 672].map((hours) => hours * hour);
/**
 * How many intervals to join, so that of `count` of `interval` milliseconds at most `most` are left, as
 * round as hours, days and weeks are.
 */
export function joined(count, interval, most = 250) {
  const size = sizes.find(
    (each) => each >= interval && each % interval === 0 && (count * interval) / each <= most,
  );
  return size ? size / interval : Math.max(1, Math.ceil(count / most));
}

/** Each `together` neighbours as one: their sum, their greatest, or their mean. */
export function join(values, together, how) {
  const found = [];
  for (let i = 0; i < values.length; i += together) {
    const some = values.slice(i, i + together);
    const total = some.reduce((sum, value) => sum + value, 0);
    found.push(how === 'most' ? Math.max(...some) : how === 'mean' ? total / some.length : total);
  }
  return found;
}
