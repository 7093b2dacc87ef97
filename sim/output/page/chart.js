// What all charts share: the parts of ECharts that the page needs, axes, tooltips, and drawing anew when
// colours change.

import {BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart} from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import {CanvasRenderer} from 'echarts/renderers';

import {clean, el} from './dom.js';
import {colours, onChange} from './theme.js';

echarts.use([
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

/** A chart in its own box. `build(colours, width)` gives the option of ECharts; `draw()` asks it again. */
export class Chart {
  constructor(label, build, {tall = false, height = null} = {}) {
    this.build = build;
    this.node = el('div', {
      'class': tall ? 'chart tall' : 'chart',
      'role': 'img',
      'aria-label': clean(label),
    });
    if (height) this.node.style.height = height + 'px';
    this.drawn = []; // called after each drawing, when sizes are known
    onChange(() => this.draw());
    new ResizeObserver(() => this.resize()).observe(this.node);
  }

  draw() {
    if (this.node.clientWidth === 0) return;
    this.chart ??= echarts.init(this.node, null, {renderer: 'canvas'});
    this.chart.resize();
    this.width = this.node.clientWidth;
    this.chart.setOption(
      {...common(colours()), ...this.build(colours(), this.width)},
      {notMerge: true, silent: true},
    );
    for (const listener of this.drawn) listener();
  }

  resize() {
    if (this.node.clientWidth !== this.width) this.draw();
  }
}

function common(c) {
  return {
    animation: false,
    useUTC: true,
    textStyle: {fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif', color: c.ink},
    aria: {enabled: true, label: {enabled: false}, decal: {show: true, decals: [{symbol: 'none'}]}},
  };
}

/** The space around the plot. */
export function grid(extra = {}) {
  return {
    left: 8,
    right: 16,
    top: 40,
    bottom: 8,
    outerBoundsMode: 'same',
    outerBounds: {left: 8, right: 16, top: 36, bottom: 8},
    ...extra,
  };
}

/** An axis of numbers, told by `formatter`. */
export function valueAxis(c, name, formatter, extra = {}) {
  return {
    type: 'value',
    name,
    nameLocation: 'end',
    nameTextStyle: {color: c.quiet, align: 'left'},
    nameGap: 10,
    axisLabel: {color: c.quiet, formatter, hideOverlap: true},
    splitLine: {lineStyle: {color: c.grid}},
    axisLine: {show: false},
    ...extra,
  };
}

/** An axis of names; a name is data, so never a template. */
export function nameAxis(c, names, extra = {}) {
  return {
    type: 'category',
    data: names.map(clean),
    axisTick: {show: false},
    axisLine: {lineStyle: {color: c.axis}},
    ...extra,
    axisLabel: {color: c.quiet, hideOverlap: true, formatter: (name) => name, ...extra.axisLabel},
  };
}

/** The axis of simulated time, with ticks at whole hours or days of the run's zone. */
export function timeAxis(c, clock, until, width) {
  const ticks = clock.ticks(0, until, Math.max(2, Math.floor(width / 90)));
  return {
    type: 'value',
    min: 0,
    max: until,
    splitLine: {show: false},
    axisLine: {show: true, lineStyle: {color: c.axis}},
    axisTick: {show: true, customValues: ticks},
    axisLabel: {
      color: c.quiet,
      customValues: ticks,
      formatter: (ms) => clock.tick(ms, until / 86400000),
      hideOverlap: true,
    },
  };
}

/** A legend above the plot; areas are told by patches of their pattern, anything else by its own look. */
export function legend(c, names, areas = false) {
  return {
    type: 'plain',
    data: areas ? names.map((name) => ({name, icon: 'rect'})) : names,
    top: 0,
    left: 0,
    itemWidth: 22,
    itemHeight: 12,
    itemGap: 14,
    textStyle: {color: c.ink},
    formatter: (name) => name,
    inactiveColor: c.axis,
  };
}

/** The space around a plot below a legend of these names: as many lines of it as they take. */
export function gridBelow(names, width, extra = {}) {
  const wide = names.reduce((sum, name) => sum + 50 + 6.6 * name.length, 0);
  const top = 20 * Math.ceil(wide / Math.max(200, width - 40)) + 34;
  return grid({top, outerBounds: {left: 8, right: 16, top: top - 16, bottom: 8}, ...extra});
}

/**
 * What is told where the pointer is: `lines(params)` gives `[title, [[colour, name, value], ...]]`, shown as
 * text nodes.
 */
export function tooltip(c, trigger, lines) {
  return {
    trigger,
    confine: true,
    backgroundColor: c.paper,
    borderColor: c.axis,
    padding: [6, 10],
    transitionDuration: 0,
    axisPointer: {type: 'line', lineStyle: {color: c.axis}},
    formatter: (params) => {
      const [title, rows] = lines(params);
      return el(
        'div',
        {class: 'tip'},
        el('b', {}, title),
        rows.map(([colour, name, value]) => {
          const key = el('i');
          if (colour) key.style.background = colour;
          return el('div', {}, colour ? key : null, el('span', {}, value), name);
        }),
      );
    },
  };
}

/** Points of a series that holds each value for one interval, and ends when the last one does. */
export function steps(values, interval, until) {
  const points = values.map((value, i) => [i * interval, value]);
  if (values.length > 0) points.push([Math.min(values.length * interval, until || Infinity), values.at(-1)]);
  return points;
}

/** Lines of the n-th series, so that colour is not all that tells them apart. */
export const dashes = [
  'solid',
  [8, 3],
  [2, 3],
  [10, 3, 2, 3],
  [5, 2],
  [12, 4],
  [14, 3, 5, 3],
  [8, 2, 2, 2, 2, 2],
];

/** Patterns of the n-th area or bar; the first is plain. */
export function pattern(c, n) {
  const line = {color: c.paper, symbol: 'rect', symbolSize: 1};
  return [
    {symbol: 'none'},
    {...line, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4},
    {...line, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4},
    {
      color: c.paper,
      symbol: 'circle',
      symbolSize: 0.8,
      dashArrayX: [
        [6, 6],
        [0, 6, 6, 0],
      ],
      dashArrayY: [6, 0],
    },
    {...line, dashArrayX: [1, 0], dashArrayY: [3, 3], rotation: 0},
    {...line, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 2},
  ][n % 6];
}
