// How jobs ended, and why: one bar per outcome and cause.

import {Chart, grid, nameAxis, pattern, tooltip, valueAxis} from './chart.js';
import {clean} from './dom.js';
import {counted, number, percent, short} from './words.js';

const colourOf = {completed: 'c2', failed: 'c1', stopped: 'c4', rejected: 'c3', running: 'c0'};
const order = Object.keys(colourOf);

/** The chart of `data.outcomes`, or null where nothing was done. */
export function outcomesChart(data) {
  const rows = (data.outcomes || []).filter((row) => row.jobs > 0);
  if (rows.length === 0) return null;
  const total = rows.reduce((sum, row) => sum + row.jobs, 0);
  const names = rows.map((row) => `${row.outcome}: ${row.cause}`.replaceAll('_', ' '));
  const told = rows.map((row, i) => `${names[i]} ${number(row.jobs)}`);
  const label = `Jobs by outcome and cause. ${told.join(', ')}.`;
  return new Chart(
    label,
    (c, width) => ({
      grid: grid({top: 4, right: 60, outerBounds: {left: 8, right: 60, top: 4, bottom: 8}}),
      xAxis: valueAxis(c, '', short, {minInterval: 1}),
      yAxis: nameAxis(c, names, {
        inverse: true,
        axisLabel: {color: c.ink, width: width * 0.42, overflow: 'truncate'},
      }),
      tooltip: tooltip(c, 'item', ({dataIndex: i}) => [
        names[i],
        [[null, counted(rows[i].jobs, 'job'), percent(rows[i].jobs / total)]],
      ]),
      series: [
        {
          type: 'bar',
          barMaxWidth: 26,
          barMinHeight: 2,
          label: {
            show: true,
            position: 'right',
            color: c.ink,
            formatter: ({dataIndex: i}) => number(rows[i].jobs),
          },
          data: rows.map((row) => ({
            value: row.jobs,
            name: clean(row.cause),
            itemStyle: {
              color: c[colourOf[row.outcome]] || c.c6,
              decal: pattern(c, Math.max(0, order.indexOf(row.outcome))),
            },
          })),
        },
      ],
    }),
    {height: 50 + 34 * rows.length},
  );
}
