// The curve of jobs lost against the duration of background sessions: how it is read, and how that is said.

import {counted, duration, money, number, percent} from './words.js';

/** The step function: what holds at a duration is what the last entry up to it says. */
export function at(curve, ms) {
  let low = 0;
  let high = curve.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (curve[middle][0] <= ms) low = middle + 1;
    else high = middle;
  }
  return curve[Math.max(0, low - 1)];
}

/** What another duration would do, against the present one, in a sentence. */
export function sentence(survival, ms, currency) {
  const [, lost, forgone] = at(survival.curve, ms);
  const [, lost_now, forgone_now] = at(survival.curve, survival.current_ms);
  const share = survival.jobs > 0 ? ` (${percent(lost / survival.jobs)} of ${number(survival.jobs)})` : '';
  const change = lost - lost_now;
  const more = change > 0 ? 'more' : 'fewer';
  const lost_in_all = `${number(lost)}${share}`;
  let text = `At ${duration(ms)}: `;
  if (ms === survival.current_ms) text += `${counted(lost, 'job')} lost${share}, as now`;
  else if (change === 0) text += `no more and no fewer jobs lost than now: ${lost_in_all}`;
  else
    text += `${counted(Math.abs(change), `${more} job`, `${more} jobs`)} lost than now: ${lost_in_all}`;
  const difference =
    typeof forgone === 'number' && typeof forgone_now === 'number' ? forgone - forgone_now : 0;
  if (difference !== 0)
    text += `; ${money(Math.abs(difference), currency)} ${difference > 0 ? 'more' : 'less'} of work forgone`;
  return text + (survival.exact === false ? ' (an estimate).' : '.');
}
