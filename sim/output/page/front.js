// Which points nothing else beats in two responses at once: the front of Pareto.

import {Chart, gridBelow, legend, tooltip, valueAxis} from './chart.js';
import {choice, clean, el, select, tableBehind} from './dom.js';
import {teller, told} from './model.js';
import {front} from './pareto.js';

/** A scatter of rows `{name, x, y, front, chosen}`, x and y estimates, axes `{name, unit}`. */
export function frontChart(rows, axes, currency) {
  const known = rows.filter((row) => typeof row.x?.value === 'number' && typeof row.y?.value === 'number');
  const tells = axes.map((axis) => teller(axis.unit, currency));
  const best = known.filter((row) => row.front).sort((a, b) => a.x.value - b.x.value);
  const bestNames = best.map((row) => row.name).join('; ');
  const point = (row) => ({value: [row.x.value, row.y.value], row});
  const shown = ['beaten', 'not beaten', ...(rows.some((row) => row.chosen) ? ['chosen'] : [])];
  return new Chart(
    `${axes[1].name} against ${axes[0].name}: nothing beats ${bestNames || 'any of them'}.`,
    (c, width) => ({
      legend: legend(c, shown),
      grid: gridBelow(shown, width),
      xAxis: valueAxis(c, axisName(axes[0], tells[0]), tells[0].axis, {
        scale: true,
        nameLocation: 'middle',
        nameGap: 28,
        axisLine: {show: true, lineStyle: {color: c.axis}},
        nameTextStyle: {color: c.quiet},
      }),
      yAxis: valueAxis(c, axisName(axes[1], tells[1]), tells[1].axis, {scale: true}),
      tooltip: tooltip(c, 'item', ({data}) => [
        data.row.name,
        [
          [null, clean(axes[0].name), told(data.row.x, axes[0].unit, currency)],
          [null, clean(axes[1].name), told(data.row.y, axes[1].unit, currency)],
        ],
      ]),
      series: [
        {
          type: 'scatter',
          name: 'beaten',
          color: c.axis,
          symbol: 'circle',
          symbolSize: 8,
          data: known.filter((row) => !row.front && !row.chosen).map(point),
        },
        {
          type: 'line',
          name: 'not beaten',
          step: 'end',
          color: c.c2,
          symbol: 'diamond',
          symbolSize: 12,
          lineStyle: {width: 1.5, type: [5, 4]},
          data: best.map(point),
        },
        {
          type: 'scatter',
          name: 'chosen',
          color: c.c1,
          symbol: 'triangle',
          symbolSize: 18,
          data: known.filter((row) => row.chosen).map(point),
          z: 5,
        },
      ],
    }),
    {tall: true},
  );
}

const axisName = (axis, tell) => clean(axis.name) + (tell.title ? `, ${tell.title}` : '');

/** The table that belongs to it: the front first. */
export function frontTable(rows, axes, currency) {
  const columns = [
    {title: 'point'},
    ...axes.map((axis) => ({title: axis.name, align: 'right'})),
    {title: 'beaten'},
  ];
  const sorted = [...rows].sort((a, b) => Number(b.front) - Number(a.front));
  return tableBehind(
    columns,
    sorted.map((row) => [
      row.name,
      told(row.x, axes[0].unit, currency),
      told(row.y, axes[1].unit, currency),
      row.chosen ? 'chosen' : row.front ? 'no' : 'yes',
    ]),
    `${axes[1].name} against ${axes[0].name}`,
  );
}

// What one would rather have less of.
function unwelcome(response, currency) {
  return (
    response.unit === currency ||
    /cost|lost|unseen|refus|waste|idle|fail|stopped|reject|wait|overhead/.test(response.key || response.name)
  );
}

/** The front of a sweep, its two responses to be picked; null with fewer than two responses or points. */
export function frontParts(study) {
  if (study.responses.length < 2 || study.points.length < 2) return null;
  const cost = study.responses.find((each) => each.unit === study.currency) || study.responses[0];
  const others = study.responses.filter((each) => each !== cost);
  const wanted =
    others.find((each) => /surviv/.test(each.key || each.name)) ||
    others.find((each) => !unwelcome(each, study.currency)) ||
    others[0];
  const axes = [cost, wanted].map((response) => ({response, less: unwelcome(response, study.currency)}));
  const place = el('div');
  const show = () => {
    const rows = study.points.map((point) => ({
      name: study.nameOf(point),
      x: point.responses[axes[0].response.name],
      y: point.responses[axes[1].response.name],
    }));
    const known = rows.filter((row) => typeof row.x.value === 'number' && typeof row.y.value === 'number');
    for (const i of front(
      known.map((row) => [row.x.value, row.y.value]),
      axes.map((axis) => axis.less),
    ))
      known[i].front = true;
    const named = axes.map(({response}) => ({name: response.name, unit: response.unit}));
    const chart = frontChart(rows, named, study.currency);
    place.replaceChildren(chart.node, frontTable(rows, named, study.currency));
    chart.draw();
  };
  const pick = (axis, label) => [
    select(
      label,
      study.responses.map((each) => [each.name, clean(each.name)]),
      axis.response.name,
      (value) => {
        axis.response = study.responses.find((each) => each.name === value);
        axis.less = unwelcome(axis.response, study.currency);
        tools.replaceChildren(...controls());
        show();
      },
    ),
    choice(
      'better:',
      [
        ['less', 'less'],
        ['more', 'more'],
      ],
      axis.less ? 'less' : 'more',
      (key) => {
        axis.less = key === 'less';
        show();
      },
    ),
  ];
  const controls = () => [...pick(axes[0], 'Across'), ...pick(axes[1], 'up')];
  const tools = el('div', {class: 'tools'});
  tools.replaceChildren(...controls());
  show();
  return {chart: {node: place, draw: show}, tools};
}
