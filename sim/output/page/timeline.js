// The timeline: a row for each session, job, sign-in or host. The box scrolls, the pointer moves and zooms
// time, a click tells the life; the keyboard does all of that, too.

import {choice, clean, el, tableBehind} from './dom.js';
import {axis_height, Gantt, row_height} from './gantt.js';
import {counted, duration} from './words.js';

/** Everything of the timeline, to be appended to its section; null without rows. */
export function timelineParts(data, clock, lives) {
  const timeline = data.timeline;
  if (!timeline || timeline.rows.length === 0) return null;
  const view = new Timeline(data, clock, lives);
  const columns = [
    {title: 'name'},
    {title: 'kind'},
    {title: 'user'},
    {title: 'from'},
    {title: 'lasted', align: 'right'},
    {title: 'ended by'},
  ];
  const rows = timeline.rows.map((row) => [
    row.id,
    [row.service, row.kind].filter(Boolean).join(' '),
    row.user || '',
    row.spans.length > 0 ? clock.instant(row.spans[0][0]) : '',
    row.spans.length > 0 ? duration(row.spans.at(-1)[1] - row.spans[0][0]) : '',
    (row.ended_by || '').replaceAll('_', ' '),
  ]);
  return [
    view.tools,
    view.legend,
    view.box,
    view.says,
    tableBehind(columns, rows, 'what the timeline shows', {more: 'timeline.csv has them all'}),
  ];
}

class Timeline extends Gantt {
  constructor(data, clock, lives) {
    super(data, clock);
    this.lives = lives;
    this.says = el('p', {class: 'note', id: 'timeline-says', role: 'status'});
    this.hint = el('div', {class: 'hint', hidden: true});
    document.body.append(this.hint);
    this.tools = this.makeTools();
    this.listen();
    this.summary();
  }

  makeTools() {
    const zoom = (factor) => () => {
      this.time.zoom(factor, this.time.middle);
      this.draw();
    };
    const kinds = [...new Set(this.data.timeline.rows.map((row) => row.kind))];
    this.kind = 'all';
    this.filter = el('input', {
      'type': 'search',
      'placeholder': 'name or user',
      'aria-label': 'Show only rows with this in name or user',
      'input': () => this.choose(),
    });
    return el(
      'div',
      {class: 'tools'},
      el('button', {'type': 'button', 'aria-label': 'Zoom in', 'click': zoom(0.5)}, '+'),
      el('button', {'type': 'button', 'aria-label': 'Zoom out', 'click': zoom(2)}, '−'),
      el(
        'button',
        {
          type: 'button',
          click: () => {
            this.time.all();
            this.draw();
          },
        },
        'All',
      ),
      kinds.length > 1 && kinds.length < 5
        ? choice(
            'Show',
            [['all', 'all'], ...kinds.map((kind) => [kind, `${kind.replaceAll('_', ' ')}s`])],
            'all',
            (kind) => {
              this.kind = kind;
              this.choose();
            },
          )
        : null,
      this.filter,
    );
  }

  // Takes the rows that the reader wants to see.
  choose() {
    const wanted = this.filter.value.trim().toLowerCase();
    this.rows = this.data.timeline.rows.filter(
      (row) =>
        (this.kind === 'all' || row.kind === this.kind) &&
        (wanted === '' ||
          row.id.toLowerCase().includes(wanted) ||
          (row.user || '').toLowerCase().includes(wanted)),
    );
    this.focus = -1;
    this.box.scrollTop = 0;
    this.summary();
    this.restyle();
  }

  summary() {
    const {rows, hidden} = this.data.timeline;
    const shown =
      this.rows.length === rows.length
        ? counted(rows.length, 'row')
        : `${this.rows.length} of ${counted(rows.length, 'row')}`;
    this.says.textContent =
      shown +
      (hidden > 0
        ? `; ${counted(hidden, 'more is', 'more are')} not in this page, but in timeline.csv`
        : '') +
      '. Drag to move, Ctrl and wheel to zoom, click for the life.';
  }

  listen() {
    let pressed = null;
    const canvas = this.canvas;
    canvas.addEventListener('pointerdown', (event) => {
      pressed = {x: event.clientX, moved: false};
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!pressed) return this.hover(event);
      const by = event.clientX - pressed.x;
      if (!pressed.moved && Math.abs(by) < 4) return;
      pressed.moved = true;
      this.hint.hidden = true;
      this.time.move((-by * (this.time.until - this.time.from)) / (this.width - this.label_width));
      pressed.x = event.clientX;
      this.draw();
    });
    canvas.addEventListener('pointerup', (event) => {
      const i = this.rowAt(event);
      if (pressed && !pressed.moved && i >= 0) this.tell(i);
      pressed = null;
    });
    canvas.addEventListener('pointercancel', () => {
      pressed = null;
    });
    canvas.addEventListener('pointerleave', () => {
      this.hint.hidden = true;
    });
    canvas.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.time.zoom(
          Math.exp(event.deltaY / 300),
          this.ms(Math.max(this.label_width, event.clientX - canvas.getBoundingClientRect().left)),
        );
        this.draw();
      },
      {passive: false},
    );
    canvas.addEventListener('keydown', (event) => this.key(event));
  }

  hover(event) {
    const i = this.rowAt(event);
    this.hint.hidden = i < 0;
    if (i < 0) return;
    const x = event.clientX - this.canvas.getBoundingClientRect().left;
    this.hint.replaceChildren(
      ...this.describe(this.rows[i], x > this.label_width ? this.ms(x) : undefined).map((line) =>
        el('div', {}, line),
      ),
    );
    this.hint.style.left = Math.min(event.clientX + 14, window.innerWidth - this.hint.offsetWidth - 8) + 'px';
    this.hint.style.top =
      Math.min(event.clientY + 14, window.innerHeight - this.hint.offsetHeight - 8) + 'px';
  }

  key(event) {
    const span = this.time.until - this.time.from;
    const walk = (by) => () => {
      this.focus = Math.min(this.rows.length - 1, Math.max(0, this.focus + by));
      const top = this.focus * row_height;
      const room = this.height - axis_height;
      if (top < this.box.scrollTop) this.box.scrollTop = top;
      else if (top + row_height > this.box.scrollTop + room) this.box.scrollTop = top + row_height - room;
      this.says.textContent = clean(this.describe(this.rows[this.focus]).join('; ') + '.');
    };
    const act = {
      'ArrowDown': walk(1),
      'ArrowUp': walk(-1),
      'PageDown': walk(20),
      'PageUp': walk(-20),
      'Home': walk(-Infinity),
      'End': walk(Infinity),
      'ArrowLeft': () => this.time.move(-span / 8),
      'ArrowRight': () => this.time.move(span / 8),
      '+': () => this.time.zoom(0.5, this.time.middle),
      '-': () => this.time.zoom(2, this.time.middle),
      '0': () => this.time.all(),
      'Enter': () => this.focus >= 0 && this.tell(this.focus),
    }[event.key];
    if (!act || this.rows.length === 0) return;
    event.preventDefault();
    act();
    this.draw();
  }

  tell(i) {
    this.hint.hidden = true;
    this.lives.tell(this.rows[i].id);
  }
}
