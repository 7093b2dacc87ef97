// What background sessions of another duration would have ended: a curve that is read by dragging a handle.

import {Chart, grid, tooltip, valueAxis} from './chart.js';
import {at, sentence} from './curve.js';
import {el, tableBehind} from './dom.js';
import {duration, number, short} from './words.js';

// Round durations that people set, for ticks and for the steps of the keyboard, in milliseconds.
const hour = 3600000;
const round = [
  0.25, 0.5, 1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 144, 168, 240, 336, 504, 720, 1080, 1440, 2160,
].map((hours) => hours * hour);

// The durations that the axis shows, as round as the curve allows.
function span(survival) {
  const durations = survival.curve
    .map(([ms]) => ms)
    .filter((ms) => ms > 0)
    .concat(survival.current_ms);
  const least = Math.min(...durations);
  const most = Math.max(...durations);
  const from = round.findLast((ms) => ms <= least / 1.2) || round[0];
  const until = Math.max(round.find((ms) => ms >= most * 1.2) || most * 1.2, from * 4);
  return [from, until];
}

/** Chart with its handle, the sentence it says, and the table; null without a curve. */
export function survivalParts(data) {
  const survival = data.survival;
  if (!survival || !survival.curve || survival.curve.length === 0 || !(survival.current_ms > 0)) return null;
  const [from, until] = span(survival);
  const state = {ms: survival.current_ms};
  const readout = el('output', {'class': 'readout', 'id': 'survival-says', 'aria-live': 'polite'});
  const chart = new Chart(
    'Jobs lost against the duration of background sessions. ' +
      sentence(survival, survival.current_ms, data.currency),
    (c, width) => survivalOption(survival, data.currency, from, until, c, width),
  );
  const handle = el('div', {
    'class': 'handle',
    'role': 'slider',
    'tabindex': '0',
    'aria-label': 'Duration of background sessions',
    'aria-describedby': 'survival-says',
    'aria-orientation': 'horizontal',
    'aria-valuemin': from,
    'aria-valuemax': until,
  });
  const set = (ms) => {
    state.ms = Math.min(until, Math.max(from, ms));
    const text = sentence(survival, state.ms, data.currency);
    readout.textContent = text;
    handle.setAttribute('aria-valuenow', Math.round(state.ms));
    handle.setAttribute('aria-valuetext', text);
    place();
  };
  const place = () => {
    if (!chart.chart) return;
    const [x, bottom] = chart.chart.convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, [state.ms, 0]);
    handle.style.left = x + 'px';
    handle.style.top = '34px';
    handle.style.height = Math.max(40, bottom - 34) + 'px';
  };
  listen(handle, chart, state, set, survival.current_ms);
  chart.node.append(handle);
  // ECharts empties its box when it begins, so the handle goes back in after each drawing.
  chart.drawn.push(() => {
    if (!handle.isConnected) chart.node.append(handle);
    place();
  });
  set(state.ms);
  const back = el(
    'button',
    {type: 'button', click: () => set(survival.current_ms)},
    `Back to ${duration(survival.current_ms)}`,
  );
  return {
    chart,
    note: readout,
    tools: el('div', {class: 'tools'}, back),
    behind: survivalTable(survival, data.currency),
  };
}

// A duration of the curve's resolution near a pixel: round ones attract, so that a finger can hit them.
function near(ms) {
  const snapped = round.find((each) => Math.abs(Math.log(ms / each)) < 0.03);
  if (snapped) return snapped;
  const unit = ms > 48 * hour ? hour : 60000;
  return Math.max(unit, Math.round(ms / unit) * unit);
}

function listen(handle, chart, state, set, current) {
  const move = (event) => {
    const box = chart.node.getBoundingClientRect();
    const [ms] = chart.chart.convertFromPixel({xAxisIndex: 0, yAxisIndex: 0}, [
      event.clientX - box.left,
      100,
    ]);
    set(Math.abs(Math.log(ms / current)) < 0.03 ? current : near(ms));
  };
  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
    handle.focus({preventScroll: true});
  });
  handle.addEventListener('pointermove', (event) => {
    if (handle.hasPointerCapture(event.pointerId)) move(event);
  });
  const stops = [...new Set([...round, current])].sort((a, b) => a - b);
  handle.addEventListener('keydown', (event) => {
    const larger = () => set(stops.find((ms) => ms > state.ms) ?? state.ms);
    const smaller = () => set(stops.findLast((ms) => ms < state.ms) ?? state.ms);
    const act = {
      ArrowRight: larger,
      ArrowUp: larger,
      ArrowLeft: smaller,
      ArrowDown: smaller,
      Home: () => set(0),
      End: () => set(Infinity),
      Escape: () => set(current),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function survivalOption(survival, currency, from, until, c, width) {
  const points = [
    [from, at(survival.curve, from)[1]],
    ...survival.curve.filter(([ms]) => ms > from && ms < until),
    [until, at(survival.curve, until)[1]],
  ].map(([ms, lost]) => [ms, lost]);
  const ticks = round.filter((ms) => ms >= from && ms <= until);
  const room = Math.max(3, Math.floor(width / 70));
  const kept = ticks.filter((_, i) => i % Math.ceil(ticks.length / room) === 0);
  return {
    grid: grid({top: 40}),
    xAxis: {
      type: 'log',
      logBase: 2,
      min: from,
      max: until,
      axisLine: {lineStyle: {color: c.axis}},
      splitLine: {show: false},
      axisTick: {customValues: kept},
      axisLabel: {color: c.quiet, customValues: kept, formatter: (ms) => duration(ms), hideOverlap: true},
      minorTick: {show: false},
    },
    yAxis: valueAxis(c, 'jobs lost', short, {minInterval: 1, min: 0}),
    tooltip: tooltip(c, 'axis', (params) => {
      const ms = params[0].value[0];
      return [`from ${duration(ms)} on`, [[c.c1, 'jobs lost', number(at(survival.curve, ms)[1])]]];
    }),
    series: [
      {
        type: 'line',
        name: 'jobs lost',
        step: 'end',
        symbol: 'none',
        color: c.c1,
        lineStyle: {width: 2.5},
        areaStyle: {opacity: 0.13},
        emphasis: {disabled: true},
        data: points,
        markLine: {
          symbol: 'none',
          silent: true,
          lineStyle: {color: c.ink, type: [5, 4], width: 1.5},
          label: {
            color: c.ink,
            position: 'end',
            align: 'right',
            padding: [0, 10, 0, 0],
            formatter: () => `now ${duration(survival.current_ms)}`,
          },
          data: [{xAxis: survival.current_ms}],
        },
      },
    ],
  };
}

function survivalTable(survival, currency) {
  const has_money = survival.curve.some(([, , forgone]) => typeof forgone === 'number');
  const columns = [{title: 'from this duration on'}, {title: 'jobs lost', align: 'right'}];
  if (has_money) columns.push({title: `forgone in ${currency}`, align: 'right'});
  const rows = survival.curve.map(([ms, lost, forgone]) => {
    const row = [duration(ms), number(lost)];
    if (has_money) row.push(typeof forgone === 'number' ? number(forgone, 2) : '');
    return row;
  });
  return tableBehind(columns, rows, 'jobs lost by duration of background sessions');
}
