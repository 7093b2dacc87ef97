// A response over one factor as lines with intervals, or over two as a heat map; what does not vary is held
// at a level.

import {Chart, dashes, grid, gridBelow, legend, nameAxis, tooltip, valueAxis} from './chart.js';
import {choice, clean, el, select, table} from './dom.js';
import {told} from './model.js';

const none = '';

/** Chart, controls and table of a study; null without factors. */
export function responsesParts(study) {
  const varied = study.varied;
  if (varied.length === 0 || study.responses.length === 0) return null;
  const state = {
    response: study.responses[0].name,
    across: varied[0].name,
    by: varied[1]?.name ?? none,
    held: study.isFull ? {...study.points[0].levels} : {},
    view: varied.length === 2 ? 'heat' : 'lines',
  };
  const behind = el('details', {}, el('summary', {}, 'Table: what the chart shows'));
  const tools = el('div', {class: 'tools'});
  const chart = new Chart(
    'Responses over factors; the table below has the numbers.',
    (c, width) => {
      const cells = cellsOf(study, state);
      behind.replaceChildren(behind.firstElementChild, tableOf(study, state, cells));
      chart.node.setAttribute(
        'aria-label',
        clean(
          `${state.response} over ${state.across}${state.by ? ` and ${state.by}` : ''}; ` +
            'the table below has the numbers.',
        ),
      );
      return state.by && state.view === 'heat'
        ? heatOption(study, state, cells, c)
        : linesOption(study, state, cells, c, width);
    },
    {tall: true},
  );
  const redo = () => {
    tools.replaceChildren(...pickers(study, state, varied, redo).filter(Boolean));
    chart.draw();
  };
  tools.replaceChildren(...pickers(study, state, varied, redo).filter(Boolean));
  return {chart, tools, behind};
}

function pickers(study, state, varied, redo) {
  const names = varied.map((factor) => [factor.name, clean(factor.name)]);
  const set = (key) => (value) => {
    if (key === 'across' && value === state.by) state.by = state.across;
    state[key] = value;
    redo();
  };
  return [
    select(
      'Response',
      study.responses.map((each) => [each.name, clean(each.name)]),
      state.response,
      set('response'),
    ),
    select('over', names, state.across, set('across')),
    varied.length > 1
      ? select(
          'and',
          [[none, 'nothing else'], ...names.filter(([name]) => name !== state.across)],
          state.by,
          set('by'),
        )
      : null,
    ...varied
      .filter((factor) => factor.name !== state.across && factor.name !== state.by)
      .map((factor) =>
        select(
          `${factor.name} at`,
          [[none, 'all, their mean'], ...factor.levels.map((level) => [level, clean(level)])],
          state.held[factor.name] ?? none,
          (value) => {
            if (value === none) delete state.held[factor.name];
            else state.held[factor.name] = value;
            redo();
          },
        ),
      ),
    state.by
      ? choice(
          'as',
          [
            ['heat', 'heat map'],
            ['lines', 'lines'],
          ],
          state.view,
          set('view'),
        )
      : null,
  ];
}

// Estimates by level of `by` (one row if there is none) and of `across`; null where the design has no such
// point.
function cellsOf(study, state) {
  const across = study.factor(state.across).levels;
  const down = state.by ? study.factor(state.by).levels : [none];
  const values = down.map((row) =>
    across.map((column) => {
      const levels = {...state.held, [state.across]: column};
      if (state.by) levels[state.by] = row;
      return study.estimateOver(study.pointsAt(levels), state.response);
    }),
  );
  return {across, down, values};
}

function tableOf(study, state, {across, down, values}) {
  const columns = [
    {title: state.by ? `${state.by} \\ ${state.across}` : state.across},
    ...across.map((level) => ({title: level, align: 'right'})),
  ];
  const rows = down.map((level, i) => [
    state.by ? level : state.response,
    ...values[i].map((estimate) => told(estimate, study.unitOf(state.response), study.currency)),
  ]);
  return table(columns, rows, `${state.response} over ${state.across}`);
}

function linesOption(study, state, {across, down, values}, c, width) {
  const tell = study.teller(state.response);
  const names = down.map((level) => clean(state.by ? `${state.by} ${level}` : state.response));
  const series = down.slice(0, 8).flatMap((_, i) => {
    const whiskers = values[i]
      .map((each, k) => [k, each?.lower, each?.upper])
      .filter(([, low, high]) => typeof low === 'number' && low < high);
    return [
      {
        type: 'line',
        name: names[i],
        color: c.series[i],
        lineStyle: {width: 2, type: dashes[i]},
        symbolSize: 7,
        emphasis: {disabled: true},
        symbol: ['circle', 'rect', 'triangle', 'diamond'][i % 4],
        data: values[i].map((each) => (typeof each?.value === 'number' ? each.value : null)),
      },
      {
        type: 'custom',
        name: names[i],
        silent: true,
        renderItem: whisker(c.series[i]),
        encode: {x: 0, y: [1, 2]},
        z: 3,
        data: whiskers,
        tooltip: {show: false},
      },
    ];
  });
  return {
    legend: legend(c, names.slice(0, 8)),
    grid: gridBelow(names.slice(0, 8), width),
    xAxis: nameAxis(c, across, {
      name: clean(state.across),
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: {color: c.quiet},
    }),
    yAxis: valueAxis(c, tell.title, tell.axis, {scale: true}),
    tooltip: tooltip(c, 'axis', (params) => {
      const k = params[0].dataIndex;
      return [
        `${state.across} ${across[k]}`,
        down
          .slice(0, 8)
          .map((_, i) => [
            c.series[i],
            names[i],
            told(values[i][k], study.unitOf(state.response), study.currency),
          ]),
      ];
    }),
    series,
  };
}

/** Draws an interval as a line with two ends, for `custom` series of `[x, lower, upper]`. */
function whisker(colour) {
  return (params, api) => {
    const [x, low] = api.coord([api.value(0), api.value(1)]);
    const [, high] = api.coord([api.value(0), api.value(2)]);
    const line = (x1, y1, x2, y2) => ({
      type: 'line',
      shape: {x1, y1, x2, y2},
      style: {stroke: colour, lineWidth: 1.5},
    });
    return {
      type: 'group',
      children: [line(x, low, x, high), line(x - 5, low, x + 5, low), line(x - 5, high, x + 5, high)],
    };
  };
}

function heatOption(study, state, {across, down, values}, c) {
  const tell = study.teller(state.response);
  const data = [];
  values.forEach((row, i) =>
    row.forEach((each, k) => {
      if (typeof each?.value === 'number') data.push([k, i, each.value]);
    }),
  );
  const all = data.map(([, , value]) => value);
  const least = Math.min(...all);
  const most = Math.max(...all);
  return {
    grid: grid({top: 40, right: 16, bottom: 60, outerBounds: {left: 8, right: 16, top: 12, bottom: 56}}),
    xAxis: nameAxis(c, across, {
      name: clean(state.across),
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: {color: c.quiet},
    }),
    yAxis: nameAxis(c, down, {name: clean(state.by), nameTextStyle: {color: c.quiet, align: 'left'}}),
    visualMap: {
      type: 'continuous',
      min: least,
      max: most > least ? most : least + 1,
      calculable: false,
      orient: 'horizontal',
      left: 8,
      bottom: 0,
      itemHeight: 180,
      text: [tell.full(most), tell.full(least)],
      textStyle: {color: c.quiet},
      formatter: tell.axis,
      hoverLink: false,
      inRange: {color: ['#fff7d6', '#f4b860', '#c8553d', '#5b1a3a']},
    },
    tooltip: tooltip(c, 'item', ({value: [k, i]}) => [
      `${state.across} ${across[k]}, ${state.by} ${down[i]}`,
      [[null, clean(state.response), told(values[i][k], study.unitOf(state.response), study.currency)]],
    ]),
    series: [
      {
        type: 'heatmap',
        itemStyle: {borderColor: c.paper, borderWidth: 2},
        emphasis: {disabled: true},
        label: {show: across.length <= 12, formatter: ({value}) => tell.axis(value[2]), fontSize: 12},
        data: data.map((value) => ({
          value,
          label: {color: most > least && (value[2] - least) / (most - least) > 0.68 ? '#ffffff' : '#111111'},
        })),
      },
    ],
  };
}
