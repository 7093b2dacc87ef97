// What a recommendation found: the candidates, cost against the first promise; what moves the goal; what lies
// just outside.

import {clean, el, isWritten, table} from './dom.js';
import {frontChart, frontTable} from './front.js';
import {Study, told} from './model.js';
import {around} from './statistics.js';
import {tornado, tornadoTable} from './tornado.js';

const words = (text) => clean(text).replaceAll('_', ' ');

/** Sections as `[id, title, parts]`, in the order of reading. */
export function recommendationSections(found, currency) {
  const study = new Study({plan: found.plan, points: found.points}, currency);
  const goal = found.goal.least;
  const unit = study.unitOf(goal);
  return [
    ['settings', 'Settings', candidatesParts(found, study, goal, unit)],
    ['effects', 'What moves the goal', effectsOfSurface(found, goal, unit, currency)],
    ['outside', 'Just outside', neighboursParts(found)],
    ['assumptions', 'If the documentation is read otherwise', assumptionsParts(found, goal, unit, currency)],
  ];
}

function candidatesParts(found, study, goal, unit) {
  const promise = found.goal.promises[0]?.response;
  const chosen = (point) => found.answer === 'chosen' && point.point === found.point;
  const rows = found.points.map((point) => ({
    name: study.nameOf(point),
    x: around(point.comparable_goal, point.goal, point.difference),
    y: around(point.comparable_promise, point.promises[0] ?? null),
    front: point.on_front,
    chosen: chosen(point),
  }));
  const columns = [
    {title: 'point', align: 'right'},
    {title: 'settings'},
    {title: goal, align: 'right'},
    ...found.goal.promises.map((each) => ({
      title: `${each.response} (${words(each.comparison)} ${each.limit})`,
      align: 'right',
    })),
    {title: 'keeps'},
    {title: 'state'},
  ];
  const list = table(
    columns,
    found.points.map((point, i) => [
      String(point.point),
      chosen(point) ? el('b', {}, `${study.nameOf(point)}: chosen`) : study.nameOf(point),
      told(rows[i].x, unit, study.currency),
      ...point.promises.map((each) => told(each, study.unitOf(each.response), study.currency)),
      point.keeps_promises,
      words(point.state),
    ]),
    'candidates',
  );
  if (!promise || rows.length < 2) return isWritten('settings') ? null : {chart: {node: list}};
  const axes = [
    {name: goal, unit},
    {name: promise, unit: study.unitOf(promise)},
  ];
  return {
    chart: frontChart(rows, axes, study.currency),
    note: found.random ? comparableNote(found, study, goal) : null,
    behind: el('div', {}, frontTable(rows, axes, study.currency), isWritten('settings') ? null : list),
  };
}

// Points had different replications, and means over different ones cannot be compared.
function comparableNote(found, study, goal) {
  const answer = found.points.find((point) => point.point === found.point);
  if (answer?.comparable_goal === undefined) return null;
  const name = study.nameOf(answer);
  return el(
    'p',
    {class: 'note'},
    `All as if they had had the replications of ${name}. Intervals of ${goal} are of its difference from there.`,
  );
}

function effectsOfSurface(found, goal, unit, currency) {
  const rows = (found.surface?.effects || []).map((each) => ({
    ...each,
    name: each.factor,
    about: `${each.least_at} to ${each.greatest_at}`,
  }));
  const chart = tornado(rows, unit, currency, `What each factor does to ${goal}, least to greatest.`);
  return (
    chart && {
      chart,
      behind: isWritten('effects') ? null : tornadoTable(rows, unit, currency, 'effects of factors'),
    }
  );
}

function neighboursParts(found) {
  if (!found.neighbours || found.neighbours.length === 0 || isWritten('outside')) return null;
  return {
    chart: {
      node: table(
        [{title: 'factor'}, {title: 'at'}, {title: 'what then'}],
        found.neighbours.map((each) => [
          each.factor,
          each.level,
          each.breaks ? `breaks ${each.breaks}` : each.as_good ? 'as good' : 'dearer',
        ]),
        'neighbours of the choice',
      ),
    },
  };
}

function assumptionsParts(found, goal, unit, currency) {
  const trials = found.assumptions || [];
  if (trials.length === 0) return null;
  const rows = trials.map((each) => ({
    ...each.difference,
    name: `${each.id} ${each.assumption}`,
    about: `${each.from} to ${each.to}`,
  }));
  const moved = rows.filter((row) => typeof row.value === 'number' && row.value !== 0);
  const chart = tornado(moved, unit, currency, `What other readings of the documentation do to ${goal}.`);
  const list = table(
    [{title: 'assumption'}, {title: 'from, to'}, {title: 'effect'}, {title: goal, align: 'right'}],
    trials.map((each, i) => [
      rows[i].name,
      rows[i].about,
      words(each.effect),
      told(each.difference, unit, currency),
    ]),
    'assumptions',
  );
  if (isWritten('assumptions')) return chart && {chart};
  return chart
    ? {chart, behind: el('details', {}, el('summary', {}, 'Table: every reading that was tried'), list)}
    : {chart: {node: list}};
}
