// What money was spent on, over time: by bucket, attended (the user was signed in somewhere) against
// background.

import {joined, join} from './bins.js';
import {Chart, gridBelow, legend, pattern, steps, timeAxis, tooltip, valueAxis} from './chart.js';
import {choice, el, tableBehind} from './dom.js';
import {duration, money, number, percent, short} from './words.js';

const colourOf = {useful: 'c2', unseen: 'c3', lost: 'c1', unfinished: 'c5', idle: 'c4', overhead: 'c6'};

const sum = (values) => values.reduce((total, value) => total + value, 0);
const added = (a, b) => a.map((value, i) => value + (b[i] || 0));

/**
 * Totals of a run's cost: `{total, background, buckets: [[name, amount], ...]}`, or null where it is not
 * known.
 */
export function costTotals(cost) {
  if (!cost) return null;
  const background = sum(cost.background.map(sum));
  const buckets = cost.buckets.map((name, i) => [name, sum(cost.attended[i]) + sum(cost.background[i])]);
  return {total: background + sum(cost.attended.map(sum)), background, buckets};
}

// The same in at most so many intervals: as a chart or a table can show.
function readableCost(cost, most) {
  const together = joined(cost.attended[0]?.length || 0, cost.interval_ms, most);
  const each = (rows) => rows.map((values) => join(values, together, 'sum'));
  return {
    ...cost,
    interval_ms: cost.interval_ms * together,
    attended: each(cost.attended),
    background: each(cost.background),
  };
}

// The areas to stack: `{name, colour, pattern, values}`.
function areas(cost, split) {
  const found = [];
  const all = (parts) => parts.reduce(added, new Array(cost.attended[0]?.length || 0).fill(0));
  if (split === 'presence') {
    found.push({name: 'attended', colour: 'c0', pattern: 0, values: all(cost.attended)});
    found.push({name: 'background', colour: 'c7', pattern: 1, values: all(cost.background)});
  } else {
    cost.buckets.forEach((name, i) => {
      const colour = colourOf[name] || 'c6';
      if (split === 'bucket')
        found.push({name, colour, pattern: 0, values: added(cost.attended[i], cost.background[i])});
      else {
        found.push({name: `${name}, attended`, colour, pattern: 0, values: cost.attended[i]});
        found.push({name: `${name}, background`, colour, pattern: 1, values: cost.background[i]});
      }
    });
  }
  return found.filter((area) => area.values.some((value) => value !== 0));
}

// As amounts per interval, shares of each interval, or all so far.
function shaped(found, shape) {
  if (shape === 'share') {
    const totals = found.map((area) => area.values).reduce(added);
    return found.map((area) => ({
      ...area,
      values: area.values.map((value, i) => (totals[i] > 0 ? value / totals[i] : 0)),
    }));
  }
  if (shape !== 'total') return found;
  return found.map((area) => {
    let total = 0;
    return {...area, values: area.values.map((value) => (total += value))};
  });
}

/** Chart, controls and table of `data.cost_over_time`; null where nothing was spent. */
export function costParts(data, clock) {
  if (!data.cost_over_time) return null;
  const cost = readableCost(data.cost_over_time);
  if (areas(cost, 'both').length === 0) return null;
  const state = {shape: 'amount', split: 'both'};
  const every = duration(cost.interval_ms);
  const totals = costTotals(cost);
  const label =
    `Cost over time, ${every} at a time. ` +
    totals.buckets
      .filter(([, amount]) => amount > 0)
      .map(([name, amount]) => `${name} ${money(amount, data.currency)}`)
      .join(', ') +
    `; ${percent(totals.background / totals.total)} of all while users were signed out.`;
  const chart = new Chart(
    label,
    (c, width) => {
      const found = shaped(areas(cost, state.split), state.shape);
      const tell = (value) => (state.shape === 'share' ? percent(value) : money(value, data.currency));
      return {
        legend: legend(
          c,
          found.map((area) => area.name),
          true,
        ),
        grid: gridBelow(
          found.map((area) => area.name),
          width,
        ),
        xAxis: timeAxis(c, clock, data.horizon_ms, width),
        yAxis: valueAxis(
          c,
          {amount: `${data.currency} per ${every}`, share: 'share', total: `${data.currency} so far`}[
            state.shape
          ],
          state.shape === 'share' ? (value) => number(100 * value) + ' %' : short,
          state.shape === 'share' ? {max: 1} : {},
        ),
        tooltip: tooltip(c, 'axis', (params) => [
          clock.instant(params[0].value[0]),
          params
            .filter((each) => each.value[1] > 0)
            .reverse()
            .map((each) => [each.color, each.seriesName, tell(each.value[1])]),
        ]),
        series: found.map((area) => ({
          type: 'line',
          name: area.name,
          stack: 'cost',
          step: state.shape === 'total' ? false : 'end',
          symbol: 'none',
          color: c[area.colour],
          lineStyle: {width: 0},
          areaStyle: {opacity: 0.92, decal: pattern(c, area.pattern)},
          itemStyle: {decal: pattern(c, area.pattern)},
          emphasis: {disabled: true},
          data: steps(area.values, cost.interval_ms, data.horizon_ms),
        })),
      };
    },
    {tall: true},
  );
  const tools = el(
    'div',
    {class: 'tools'},
    choice(
      'Show',
      [
        ['amount', 'amount'],
        ['share', 'share'],
        ['total', 'total so far'],
      ],
      state.shape,
      (key) => {
        state.shape = key;
        chart.draw();
      },
    ),
    choice(
      'by',
      [
        ['both', 'both'],
        ['bucket', 'purpose'],
        ['presence', 'attended or not'],
      ],
      state.split,
      (key) => {
        state.split = key;
        chart.draw();
      },
    ),
  );
  return {chart, tools, behind: costTable(readableCost(data.cost_over_time, 60), data.currency, clock)};
}

function costTable(cost, currency, clock) {
  const found = areas(cost, 'both');
  const columns = [{title: 'from'}, ...found.map((area) => ({title: area.name, align: 'right'}))];
  const rows = [];
  for (let i = 0; i < (cost.attended[0]?.length || 0); ++i) {
    if (found.every((area) => !area.values[i])) continue;
    rows.push([clock.instant(i * cost.interval_ms), ...found.map((area) => number(area.values[i], 2))]);
  }
  return tableBehind(columns, rows, `cost in ${currency} per ${duration(cost.interval_ms)}`);
}
