// What was used of each finite resource, its limit, what was refused and who waited; how many of everything ran at once.

import {join, joined} from './bins.js';
import {Chart, dashes, gridBelow, legend, steps, timeAxis, tooltip, valueAxis} from './chart.js';
import {clean, el, select, tableBehind} from './dom.js';
import {duration, number, peak, readable, short} from './words.js';

const last = (values) => (values || []).reduce((most, value) => Math.max(most, value), 0);
const mostAtOnce = (one) => peak(last(one.most), one.most_is_bound);
const total = (values) => (values || []).reduce((sum, value) => sum + value, 0);

// What `<=` says, or `64 to 71`, where something has it.
function boundNote(rows) {
  return rows.some((each) => each.most_is_bound)
    ? ' <=, or a range: not known exactly, for these users were simulated apart.'
    : '';
}

/** One chart for the resources, with a list to pick from where there are several; null without any. */
export function capacityParts(data, clock) {
  const resources = (data.capacity || []).map(readableUse);
  if (resources.length === 0) return null;
  const state = {chosen: scarcest(resources)};
  const told = resources.map(
    (each) =>
      `${each.name}: most used ${each.peak} ${each.unit}` +
      (each.limit === null || each.limit === undefined ? ' of no limit' : ` of ${readable(each.limit)}`) +
      `, ${number(total(each.refused))} refused` +
      (each.most_queue ? `, ${number(last(each.most_queue))} waiting at most` : ''),
  );
  const readout = el('p', {'class': 'note', 'aria-live': 'polite'});
  const chart = new Chart(`Use over time. ${told.join('; ')}.${boundNote(resources)}`, (c, width) => {
    const one = resources[state.chosen];
    readout.textContent = clean(`${told[state.chosen]}.${boundNote([one])}`);
    return capacityOption(one, c, clock, data.horizon_ms, width);
  });
  const tools =
    resources.length < 2
      ? null
      : el(
          'div',
          {class: 'tools'},
          select(
            'Resource',
            resources.map((each, i) => [String(i), clean(each.name)]),
            String(state.chosen),
            (value) => {
              state.chosen = Number(value);
              chart.draw();
            },
          ),
        );
  const columns = [
    {title: 'resource'},
    {title: 'unit'},
    {title: 'limit', align: 'right'},
    {title: 'most used', align: 'right'},
    {title: 'refused', align: 'right'},
    {title: 'most waiting', align: 'right'},
  ];
  const rows = resources.map((each) => [
    each.name,
    each.unit,
    each.limit === null || each.limit === undefined ? 'none' : readable(each.limit),
    each.peak,
    number(total(each.refused)),
    number(last(each.most_queue)),
  ]);
  return {chart, tools, note: readout, behind: tableBehind(columns, rows, 'use against limits')};
}

// The resource to look at first: where most was refused, else where use came nearest to the limit.
function scarcest(resources) {
  const strain = (one) => total(one.refused) + (one.limit > 0 ? last(one.most) / one.limit / 2 : 0);
  return resources.reduce((found, one, i) => (strain(one) > strain(resources[found]) ? i : found), 0);
}

// The same in intervals that a chart can show.
function readableUse(one) {
  const together = joined(one.most.length, one.interval_ms);
  return {
    ...one,
    interval_ms: one.interval_ms * together,
    most: join(one.most, together, 'most'),
    mean: join(one.mean, together, 'mean'),
    refused: join(one.refused || [], together, 'sum'),
    most_queue: one.most_queue && join(one.most_queue, together, 'most'),
  };
}

function capacityOption(one, c, clock, horizon, width) {
  const limited = one.limit !== null && one.limit !== undefined;
  const refused = total(one.refused) > 0;
  const every = duration(one.interval_ms);
  const line = (name, values, colour, dash, area) => ({
    type: 'line',
    name,
    step: 'end',
    symbol: 'none',
    color: colour,
    lineStyle: {width: 2, type: dash},
    emphasis: {disabled: true},
    areaStyle: area ? {opacity: 0.12} : undefined,
    data: steps(values, one.interval_ms, horizon),
  });
  const mostName = one.most_is_bound ? 'most, a bound' : 'most';
  const series = [line(mostName, one.most, c.c0, 'solid', true), line('mean', one.mean, c.c2, [6, 3], false)];
  if (limited)
    series[0].markLine = {
      symbol: 'none',
      silent: true,
      lineStyle: {color: c.limit, type: 'solid', width: 2},
      label: {color: c.limit, position: 'insideEndTop', formatter: () => `limit ${readable(one.limit)}`},
      data: [{yAxis: one.limit}],
    };
  if (refused)
    series.push({
      type: 'scatter',
      name: 'refused',
      symbol: 'triangle',
      symbolOffset: [0, 9],
      color: c.limit,
      emphasis: {disabled: true},
      symbolSize: ([, , count]) => Math.min(16, 7 + 3 * Math.log10(count)),
      data: one.refused
        .map((count, i) => [(i + 0.5) * one.interval_ms, limited ? one.limit : one.most[i], count])
        .filter(([, , count]) => count > 0),
    });
  const waited = last(one.most_queue) > 0;
  if (waited) series.push({...line('waiting', one.most_queue, c.c3, [2, 2], false), yAxisIndex: 1});
  const top = Math.max(limited ? one.limit : 0, last(one.most));
  return {
    legend: legend(
      c,
      series.map((each) => each.name),
    ),
    grid: gridBelow(
      series.map((each) => each.name),
      width,
    ),
    xAxis: timeAxis(c, clock, horizon, width),
    yAxis: [
      valueAxis(c, one.unit, short, {
        max: top > 0 ? top * 1.12 : 1,
        axisLabel: {color: c.quiet, formatter: short, showMaxLabel: false},
      }),
      // Requests, which are no units: on an axis of their own.
      valueAxis(c, waited ? 'waiting' : '', short, {
        show: waited,
        minInterval: 1,
        splitLine: {show: false},
        nameTextStyle: {color: c.quiet, align: 'right'},
      }),
    ],
    tooltip: tooltip(c, 'axis', (params) => {
      const i = Math.min(one.most.length - 1, Math.floor(params[0].value[0] / one.interval_ms));
      const rows = [
        [c.c0, 'most', peak(one.most[i], one.most_is_bound)],
        [c.c2, 'mean', readable(one.mean[i])],
      ];
      if (one.refused?.[i]) rows.push([c.limit, 'refused', number(one.refused[i])]);
      if (one.most_queue?.[i]) rows.push([c.c3, 'waiting at most', number(one.most_queue[i])]);
      return [`${clock.instant(i * one.interval_ms)}, ${every}`, rows];
    }),
    series,
  };
}

/** How many ran at once, by kind; null without any. */
export function concurrencyParts(data, clock) {
  const found = data.concurrency;
  const wanted = (found?.series || []).filter((each) => last(each.most) > 0).slice(0, 8);
  if (wanted.length === 0) return null;
  const together = joined(wanted[0].most.length, found.interval_ms);
  const interval = found.interval_ms * together;
  const series = wanted.map((each) => ({...each, most: join(each.most, together, 'most')}));
  const told = series.map((each) => `${each.name}: most at once ${mostAtOnce(each)}`);
  const note = boundNote(series);
  const label = `Running at once. ${told.join('; ')}.${note}`;
  const chart = new Chart(label, (c, width) => ({
    legend: legend(
      c,
      series.map((each) => clean(each.name)),
    ),
    grid: gridBelow(
      series.map((each) => each.name),
      width,
    ),
    xAxis: timeAxis(c, clock, data.horizon_ms, width),
    yAxis: valueAxis(c, `most at once per ${duration(interval)}`, short, {minInterval: 1}),
    tooltip: tooltip(c, 'axis', (params) => [
      clock.instant(params[0].value[0]),
      params.map((each) => [
        each.color,
        each.seriesName,
        peak(each.value[1], series[each.seriesIndex].most_is_bound),
      ]),
    ]),
    series: series.map((each, i) => ({
      type: 'line',
      name: clean(each.name),
      step: 'end',
      symbol: 'none',
      color: c.series[i % 8],
      lineStyle: {width: 2, type: dashes[i % 8]},
      emphasis: {disabled: true},
      data: steps(each.most, interval, data.horizon_ms),
    })),
  }));
  const rows = series.map((each) => [each.name, mostAtOnce(each)]);
  return {
    chart,
    note: note ? el('p', {class: 'note'}, note) : null,
    behind: tableBehind([{title: 'kind'}, {title: 'most at once', align: 'right'}], rows, 'most at once'),
  };
}
