// The few numbers of a run that one takes home.

import {costTotals} from './cost.js';
import {el} from './dom.js';
import {number, percent} from './words.js';

/** A list of figures, or null where there are none. */
export function tiles(data) {
  const figures = [];
  const jobs = (data.outcomes || []).reduce((sum, row) => sum + row.jobs, 0);
  if (jobs > 0) {
    const completed = data.outcomes
      .filter((row) => row.outcome === 'completed')
      .reduce((sum, row) => sum + row.jobs, 0);
    figures.push(
      [number(jobs), jobs === 1 ? 'job' : 'jobs'],
      [percent(completed / jobs), 'of them completed'],
    );
  }
  const totals = costTotals(data.cost_over_time);
  if (totals && totals.total > 0) {
    const of = (name) => totals.buckets.find(([bucket]) => bucket === name)?.[1] ?? 0;
    figures.push(
      [`${number(totals.total, totals.total < 100 ? 2 : 0)}\u00a0${data.currency}`, 'in all'],
      [percent(of('idle') / totals.total), 'of it idle'],
      [percent(totals.background / totals.total), 'of it while users were signed out'],
    );
    if (of('lost') + of('unseen') > 0)
      figures.push([percent((of('lost') + of('unseen')) / totals.total), 'of it lost or unseen']);
  }
  if (figures.length === 0) return null;
  return el(
    'ul',
    {'class': 'tiles', 'aria-label': 'Figures'},
    figures.map(([value, what]) => el('li', {}, el('b', {}, value), el('span', {}, what))),
  );
}
