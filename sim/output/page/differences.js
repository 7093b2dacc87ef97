// What each point differs in from one of them, replication by replication.

import {el, select, table} from './dom.js';
import {told} from './model.js';
import {pairedDifference} from './statistics.js';
import {number} from './words.js';

const most = 100;

/** Controls and a table of differences from a point that the reader picks; null with a single point. */
export function differencesParts(study) {
  const responses = study.responses.filter((each) => study.isMean(each.name));
  if (study.points.length < 2 || responses.length === 0 || !study.hasValues) return null;
  const factors = study.varied;
  const state = {from: String(study.points[0].point)};
  const place = el('div');
  const show = () => {
    const base = study.points.find((point) => String(point.point) === state.from);
    const columns = [
      {title: 'point', align: 'right'},
      ...factors.map((factor) => ({title: factor.name})),
      ...responses.map((each) => ({title: each.name, align: 'right'})),
    ];
    const rows = study.points
      .filter((point) => point !== base)
      .slice(0, most)
      .map((point) => [
        String(point.point),
        ...factors.map((factor) => point.levels[factor.name]),
        ...responses.map(({name, unit}) => {
          const difference = pairedDifference(
            base.responses[name].values || [],
            point.responses[name].values || [],
            study.confidence,
          );
          const sure = difference.lower > 0 || difference.upper < 0;
          const text = (difference.value > 0 ? '+' : '') + told(difference, unit, study.currency);
          return sure ? el('b', {}, text) : text;
        }),
      ]);
    place.replaceChildren(table(columns, rows, `differences from ${study.nameOf(base)}`));
    if (study.points.length - 1 > most)
      place.append(
        el('p', {class: 'more'}, `${most} of ${study.points.length - 1} points; points.csv has them all.`),
      );
  };
  show();
  const tools = el(
    'div',
    {class: 'tools'},
    select(
      'From',
      study.points.map((point) => [String(point.point), `${point.point}: ${study.nameOf(point)}`]),
      state.from,
      (value) => {
        state.from = value;
        show();
      },
    ),
  );
  const repeated = study.points.some((point) => point.replications > 1);
  const note =
    repeated &&
    el(
      'p',
      {class: 'note'},
      'Each replication of a point less the same one of the other, with ' +
        `${number(100 * study.confidence)} % ` +
        'intervals of the mean; ' +
        'bold where the interval leaves out that there is none. Intervals hold one at a time.',
    );
  return {chart: {node: place}, tools, note: note || null};
}

/** Every point with every response. */
export function pointsTable(study) {
  const factors = study.varied.length > 0 ? study.varied : study.factors;
  const columns = [
    {title: 'point', align: 'right'},
    ...factors.map((factor) => ({title: factor.name})),
    ...study.responses.map((each) => ({title: each.name, align: 'right'})),
  ];
  const rows = study.points
    .slice(0, 5 * most)
    .map((point) => [
      String(point.point),
      ...factors.map((factor) => point.levels[factor.name]),
      ...study.responses.map(({name, unit}) => told(point.responses[name], unit, study.currency)),
    ]);
  return [
    table(columns, rows, 'points'),
    study.points.length > rows.length
      ? el('p', {class: 'more'}, `${rows.length} of ${study.points.length} points; points.csv has them all.`)
      : null,
  ];
}
