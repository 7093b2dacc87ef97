// The dearest of what was forgotten: work that nobody needed any more and that went on costing.

import {Chart, grid, nameAxis, tooltip, valueAxis} from './chart.js';
import {clean} from './dom.js';
import {duration, money, number, short} from './words.js';

/** Bars of the ten dearest sessions; a click tells the life of one. Null where nothing was forgotten. */
export function forgottenChart(data, tellLife) {
  const rows = (data.forgotten || []).slice(0, 10);
  if (rows.length === 0) return null;
  const told = rows.map((row) => `${row.session} of ${row.user}: ${money(row.cost, data.currency)}`);
  const label = `Dearest forgotten. ${told.join('; ')}.`;
  const chart = new Chart(
    label,
    (c, width) => ({
      grid: grid({top: 4, right: 70, outerBounds: {left: 8, right: 70, top: 4, bottom: 8}}),
      xAxis: valueAxis(c, '', short),
      yAxis: nameAxis(
        c,
        rows.map((row) => `${row.session} (${row.user})`),
        {inverse: true, axisLabel: {color: c.ink, width: width * 0.42, overflow: 'truncate'}},
      ),
      tooltip: tooltip(c, 'item', ({dataIndex: i}) => [
        rows[i].session,
        [
          [null, 'user', clean(rows[i].user)],
          [null, 'idle for', duration(rows[i].idle_ms)],
          [null, 'cost', money(rows[i].cost, data.currency)],
          [null, 'ended by', clean(rows[i].ended_by || 'nothing yet').replaceAll('_', ' ')],
        ],
      ]),
      series: [
        {
          type: 'bar',
          color: c.c4,
          barMaxWidth: 26,
          barMinHeight: 2,
          data: rows.map((row) => row.cost),
          label: {
            show: true,
            position: 'right',
            color: c.ink,
            formatter: ({dataIndex: i}) => number(rows[i].cost, 2),
          },
        },
      ],
    }),
    {height: 50 + 34 * rows.length},
  );
  chart.drawn.push(() => {
    chart.chart.off('click');
    chart.chart.on('click', ({dataIndex: i}) => tellLife(rows[i].session, rows[i].user));
  });
  return chart;
}
