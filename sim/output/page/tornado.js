// Which factor or assumption moves a response most: bars of differences with their intervals, the greatest
// first.

import {Chart, grid, nameAxis, tooltip, valueAxis} from './chart.js';
import {clean, el, select, tableBehind} from './dom.js';
import {teller, told} from './model.js';
import {pairedDifference} from './statistics.js';

/** Bars for rows `{name, about, value, lower, upper}` of one unit; null without any. */
export function tornado(rows, unit, currency, label) {
  const known = rows
    .filter((row) => typeof row.value === 'number')
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (known.length === 0) return null;
  const tell = teller(unit, currency);
  return new Chart(
    label,
    (c, width) => ({
      grid: grid({top: 26, right: 24, outerBounds: {left: 8, right: 24, top: 24, bottom: 8}}),
      xAxis: valueAxis(c, tell.title, tell.axis, {nameLocation: 'middle', nameGap: 26}),
      yAxis: nameAxis(
        c,
        known.map((row) => row.name),
        {
          inverse: true,
          axisLabel: {color: c.ink, width: width * 0.38, overflow: 'truncate'},
          axisLine: {show: false},
        },
      ),
      tooltip: tooltip(c, 'item', ({dataIndex: i}) => [
        known[i].name,
        [
          [null, clean(known[i].about), ''],
          [null, 'difference', told(known[i], unit, currency)],
        ],
      ]),
      series: [
        {
          type: 'bar',
          barMaxWidth: 22,
          emphasis: {disabled: true},
          data: known.map((row) => ({value: row.value, itemStyle: {color: row.value > 0 ? c.c1 : c.c0}})),
          markLine: {
            symbol: 'none',
            silent: true,
            lineStyle: {color: c.quiet, type: 'solid'},
            label: {show: false},
            data: [{xAxis: 0}],
          },
        },
        {
          type: 'custom',
          silent: true,
          tooltip: {show: false},
          encode: {x: [1, 2], y: 0},
          z: 3,
          renderItem: interval(c.ink),
          data: known
            .map((row, i) => [i, row.lower, row.upper])
            .filter(([, low, high]) => typeof low === 'number' && low < high),
        },
      ],
    }),
    {height: 76 + 34 * known.length},
  );
}

function interval(colour) {
  return (params, api) => {
    const [low, y] = api.coord([api.value(1), api.value(0)]);
    const [high] = api.coord([api.value(2), api.value(0)]);
    const line = (x1, y1, x2, y2) => ({
      type: 'line',
      shape: {x1, y1, x2, y2},
      style: {stroke: colour, lineWidth: 1.5},
    });
    return {
      type: 'group',
      children: [line(low, y, high, y), line(low, y - 5, low, y + 5), line(high, y - 5, high, y + 5)],
    };
  };
}

/** The table that belongs to it. */
export function tornadoTable(rows, unit, currency, caption) {
  return tableBehind(
    [{title: 'what'}, {title: 'from, to'}, {title: 'difference', align: 'right'}],
    rows.map((row) => [row.name, row.about, told(row, unit, currency)]),
    caption,
  );
}

/**
 * The effect of each factor: the mean at its last level less that at its first, over all that else varies.
 */
export function mainEffects(study, response) {
  return study.varied.map((factor) => {
    const from = factor.levels[0];
    const to = factor.levels.at(-1);
    const difference = pairedDifference(
      study.meansOver(study.pointsAt({[factor.name]: from}), response),
      study.meansOver(study.pointsAt({[factor.name]: to}), response),
      study.confidence,
    );
    return {...difference, name: factor.name, about: `${from} to ${to}`};
  });
}

/**
 * Tornado of a balanced study with a list to pick the response from; null where effects would be mixed up.
 */
export function effectsParts(study) {
  const responses = study.responses.filter((each) => study.isMean(each.name));
  if (study.varied.length < 2 || responses.length === 0 || !study.balanced || !study.hasValues) return null;
  const state = {response: responses[0].name};
  const place = el('div');
  const show = () => {
    const rows = mainEffects(study, state.response);
    const unit = study.unitOf(state.response);
    const label = `What each factor does to ${state.response}; the table below has the numbers.`;
    const chart = tornado(rows, unit, study.currency, label);
    place.replaceChildren(
      ...[chart?.node, tornadoTable(rows, unit, study.currency, 'effects of factors')].filter(Boolean),
    );
    chart?.draw();
  };
  show();
  const tools = el(
    'div',
    {class: 'tools'},
    select(
      'Response',
      responses.map((each) => [each.name, clean(each.name)]),
      state.response,
      (value) => {
        state.response = value;
        show();
      },
    ),
  );
  return {chart: {node: place, draw: () => {}}, tools};
}
