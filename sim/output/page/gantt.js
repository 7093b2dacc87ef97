// How the timeline looks: rows of names and of spans, coloured by state, under an axis of time. Only the rows
// in sight are drawn, so thousands cost nothing.

import {clean, el} from './dom.js';
import {fills} from './looks.js';
import {colours, onChange} from './theme.js';
import {TimeWindow} from './window.js';
import {duration} from './words.js';

export const row_height = 22;
export const axis_height = 26;

/** The canvas in its box, and the legend. `rows` may be replaced; `focus` is the row with a frame. */
export class Gantt {
  constructor(data, clock) {
    this.data = data;
    this.clock = clock;
    this.states = data.timeline.states;
    this.time = new TimeWindow(data.horizon_ms);
    this.rows = data.timeline.rows;
    this.fit();
    this.focus = -1;
    this.canvas = el('canvas', {
      'tabindex': '0',
      'role': 'application',
      'aria-roledescription': 'timeline',
      'aria-describedby': 'timeline-says',
      'aria-label':
        'Timeline. Arrows up and down walk the rows, left and right move in time, plus and minus zoom, ' +
        'Enter tells the life of a row.',
    });
    this.spacer = el('div', {}, this.canvas);
    this.box = el('div', {class: 'timeline'}, this.spacer);
    this.legend = el('ul', {'class': 'legend', 'aria-label': 'States'});
    this.box.addEventListener('scroll', () => this.draw(), {passive: true});
    onChange(() => this.restyle());
    new ResizeObserver(() => this.restyle()).observe(this.box);
  }

  // Shows the time in which there is anything to see.
  fit() {
    const spans = this.rows.flatMap((row) => row.spans);
    if (spans.length === 0) return;
    const least = (found, [from]) => Math.min(found, from);
    const most = (found, [, until]) => Math.max(found, until);
    this.time.show(spans.reduce(least, Infinity), spans.reduce(most, 0));
  }

  // Colours or sizes have changed.
  restyle() {
    const width = this.box.clientWidth;
    if (width === 0) return;
    this.colours = colours();
    this.ratio = window.devicePixelRatio || 1;
    this.fills = fills(this.states.length, this.colours, this.ratio);
    this.label_width = Math.min(200, Math.round(width * 0.3));
    this.spacer.style.height = axis_height + this.rows.length * row_height + 4 + 'px';
    this.height = Math.min(this.box.clientHeight, axis_height + this.rows.length * row_height + 4);
    this.width = width;
    this.canvas.width = Math.round(width * this.ratio);
    this.canvas.height = Math.round(this.height * this.ratio);
    this.canvas.style.width = width + 'px';
    this.canvas.style.height = this.height + 'px';
    this.drawLegend();
    this.draw();
  }

  drawLegend() {
    const used = new Set(this.data.timeline.rows.flatMap((row) => row.spans.map((span) => span[2])));
    this.legend.replaceChildren(
      ...this.states
        .map((state, i) => {
          if (!used.has(i)) return null;
          const key = el('canvas', {
            'width': 22 * this.ratio,
            'height': 12 * this.ratio,
            'aria-hidden': 'true',
          });
          key.style.width = '22px';
          key.style.height = '12px';
          const context = key.getContext('2d');
          context.scale(this.ratio, this.ratio);
          context.fillStyle = this.fills[i];
          context.fillRect(0, 0, 22, 12);
          return el('li', {}, key, state.replaceAll('_', ' '));
        })
        .filter(Boolean),
    );
  }

  x(ms) {
    return (
      this.label_width +
      ((ms - this.time.from) / (this.time.until - this.time.from)) * (this.width - this.label_width)
    );
  }

  ms(x) {
    return (
      this.time.from +
      ((x - this.label_width) / (this.width - this.label_width)) * (this.time.until - this.time.from)
    );
  }

  draw() {
    const context = this.canvas.getContext('2d');
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    context.font = '12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
    context.textBaseline = 'middle';
    this.drawGrid(context);
    const first = Math.floor(this.box.scrollTop / row_height);
    const last = Math.min(this.rows.length, Math.ceil((this.box.scrollTop + this.height) / row_height));
    context.save();
    context.beginPath();
    context.rect(0, axis_height, this.width, this.height - axis_height);
    context.clip();
    for (let i = first; i < last; ++i) this.drawRow(context, i);
    context.restore();
  }

  drawGrid(context) {
    const days = (this.time.until - this.time.from) / 86400000;
    context.textAlign = 'center';
    for (const at of this.clock.ticks(
      this.time.from,
      this.time.until,
      Math.max(2, Math.floor((this.width - this.label_width) / 70)),
    )) {
      const x = Math.round(this.x(at)) + 0.5;
      context.fillStyle = this.colours.quiet;
      const text = this.clock.tick(at, days);
      const half = context.measureText(text).width / 2;
      if (x + half <= this.width)
        context.fillText(text, Math.max(this.label_width + half, x), axis_height / 2);
      context.fillStyle = this.colours.grid;
      context.fillRect(x - 0.5, axis_height, 1, this.height);
    }
    context.textAlign = 'left';
  }

  drawRow(context, i) {
    const row = this.rows[i];
    const y = axis_height + i * row_height - this.box.scrollTop;
    if (i === this.focus) {
      context.fillStyle = this.colours.raised;
      context.fillRect(0, y, this.width, row_height);
      context.strokeStyle = this.colours.c0;
      context.strokeRect(0.5, y + 0.5, this.width - 1, row_height - 1);
    }
    context.save();
    context.beginPath();
    context.rect(this.label_width, y, this.width - this.label_width, row_height);
    context.clip();
    for (const [from, until, state] of row.spans) {
      if (until < this.time.from || from > this.time.until) continue;
      const left = Math.max(this.x(from), this.label_width - 2);
      context.fillStyle = this.fills[state];
      context.fillRect(
        left,
        y + 3,
        Math.max(1.5, Math.min(this.x(until), this.width + 2) - left),
        row_height - 6,
      );
    }
    const end = row.spans.at(-1)?.[1];
    if (end !== undefined && row.ended_by) {
      context.fillStyle = this.colours.ink;
      context.fillRect(this.x(end) - 1, y + 2, 2, row_height - 4);
    }
    context.restore();
    context.fillStyle = this.colours.ink;
    context.fillText(fitted(context, this.nameOf(row), this.label_width - 12), 6, y + row_height / 2);
  }

  nameOf(row) {
    const name = row.kind === 'background session' ? `${row.id}, background` : row.id;
    return clean(row.user && row.user !== row.id ? `${name} · ${row.user}` : name);
  }

  describe(row, ms) {
    const span = ms === undefined ? null : row.spans.find(([from, until]) => ms >= from && ms < until);
    const kind = [row.service, row.kind].filter(Boolean).join(' ');
    const lines = [`${row.id}: ${kind}${row.user ? ` of ${row.user}` : ''}`];
    if (span)
      lines.push(
        `${this.states[span[2]].replaceAll('_', ' ')} ${duration(span[1] - span[0])}, ` +
          `${this.clock.instant(span[0])} to ${this.clock.instant(span[1])}`,
      );
    else if (row.spans.length > 0)
      lines.push(`${this.clock.instant(row.spans[0][0])} to ${this.clock.instant(row.spans.at(-1)[1])}`);
    if (row.ended_by)
      lines.push(`ended by ${row.ended_by.replaceAll('_', ' ')}${row.rule ? ` [${row.rule}]` : ''}`);
    return lines;
  }

  rowAt(event) {
    const box = this.canvas.getBoundingClientRect();
    const y = event.clientY - box.top;
    const i = Math.floor((y - axis_height + this.box.scrollTop) / row_height);
    return y < axis_height || i >= this.rows.length ? -1 : i;
  }
}

// As much of a name as there is room for.
function fitted(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(text.slice(0, middle) + '…').width <= room) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low) + '…';
}
