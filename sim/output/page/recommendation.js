// What a recommendation found: the candidates, cost against the first promise; what moves the goal; what lies
// just outside.

import {clean, el, isWritten, table} from './dom.js';
import {frontChart, frontTable} from './front.js';
import {Study, told} from './model.js';
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
    x: point.goal,
    y: point.promises[0] ?? null,
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
    found.points.map((point) => [
      String(point.point),
      chosen(point) ? el('b', {}, `${study.nameOf(point)}: chosen`) : study.nameOf(point),
      told(point.goal, unit, study.currency),
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
    behind: el('div', {}, frontTable(rows, axes, study.currency), isWritten('settings') ? null : list),
  };
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
