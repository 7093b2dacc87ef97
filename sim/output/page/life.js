// The life of a session or job, as `outlive explain` tells it; and the search for users and lives.

import {append, el} from './dom.js';
import {counted, duration} from './words.js';

const most = 20;

/** Knows every life and user of the report; shows them in the dialog of the page. */
export class Lives {
  constructor(data, clock) {
    this.data = data;
    this.clock = clock;
    this.rows = data.timeline?.rows || [];
    this.lives = new Map(Object.entries(data.lives || {}));
    this.users = new Map((data.users || []).map((user) => [user, []]));
    this.rowOf = new Map();
    for (const row of this.rows) {
      // A background session is called like what it serves, whose row comes first.
      if (!this.rowOf.has(row.id)) this.rowOf.set(row.id, row);
      if (!row.user) continue;
      if (!this.users.has(row.user)) this.users.set(row.user, []);
      this.users.get(row.user).push(row);
    }
    this.dialog = document.getElementById('life');
  }

  get empty() {
    return this.lives.size === 0 && this.users.size === 0 && this.rows.length === 0;
  }

  /** A word about the lives that were left out for the size of the page. */
  get missing() {
    const hidden = this.data.lives_hidden || 0;
    return hidden > 0
      ? ` ${counted(hidden, 'life is', 'lives are')} not in it; outlive explain tells them.`
      : '';
  }

  /**
   * What a search for `text` finds, the nearest first: `[{kind, name, about}]`, and how many more there are.
   */
  find(text) {
    const wanted = text.trim().toLowerCase();
    if (wanted === '') return {found: [], more: 0};
    const found = [];
    const consider = (kind, name, about) => {
      const at = name.toLowerCase().indexOf(wanted);
      if (at >= 0) found.push({kind, name, about, rank: name.length === wanted.length ? -1 : at});
    };
    for (const [user, rows] of this.users)
      consider('user', user, rows.length > 0 ? counted(rows.length, 'life', 'lives') : '');
    for (const id of new Set([...this.lives.keys(), ...this.rowOf.keys()])) {
      const row = this.rowOf.get(id);
      consider('life', id, row ? [row.service, row.kind, row.user].filter(Boolean).join(' · ') : '');
    }
    found.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
    return {found: found.slice(0, most), more: Math.max(0, found.length - most)};
  }

  /** Opens the dialog with the life of `id`; with all that `user` had where the page knows nothing of it. */
  tell = (id, user) => {
    if (user !== undefined && !this.rowOf.has(id) && !this.lives.has(id)) return this.tellUser(user);
    const row = this.rowOf.get(id);
    const steps = this.lives.get(id);
    const about = row ? [row.service, row.kind, row.user && `of ${row.user}`].filter(Boolean).join(' ') : '';
    this.open(`${id}${about ? `: ${about}` : ''}`, steps ? this.steps(steps) : this.spans(id, row));
  };

  /** Opens the dialog with all that a user had. */
  tellUser(user) {
    const rows = this.users.get(user) || [];
    const items = rows
      .slice(0, 500)
      .map((row) =>
        el(
          'li',
          {},
          el('time', {}, row.spans.length > 0 ? this.clock.instant(row.spans[0][0]) : ''),
          el(
            'div',
            {},
            el('button', {type: 'button', click: () => this.tell(row.id)}, row.id),
            ' ',
            el(
              'span',
              {class: 'quiet'},
              [row.service, row.kind, row.ended_by && `ended by ${row.ended_by.replaceAll('_', ' ')}`]
                .filter(Boolean)
                .join(' · '),
            ),
          ),
        ),
      );
    this.open(
      `User ${user}`,
      items.length > 0
        ? el('ol', {class: 'life'}, items)
        : el('p', {}, 'Nothing of this user is in the timeline of this page.'),
    );
  }

  steps(steps) {
    return el(
      'ol',
      {class: 'life'},
      steps.map(([at, who, state, cause, rule]) =>
        el(
          'li',
          {},
          el('time', {}, this.clock.instant(at)),
          el(
            'div',
            {},
            who,
            ' ',
            el('span', {class: 'state'}, state),
            cause ? ` ${cause.replaceAll('_', ' ')}` : null,
            rule ? el('span', {class: 'quiet'}, ` [${rule}]`) : null,
          ),
          rule && this.data.rules?.[rule] ? el('p', {}, this.data.rules[rule]) : null,
        ),
      ),
    );
  }

  // Where no life was kept, the timeline still knows the states.
  spans(id, row) {
    if (!row)
      return el(
        'p',
        {},
        'Nothing more is in this page; ask with ',
        el('code', {}, `outlive explain FILE ${id}`),
        '.',
      );
    const states = this.data.timeline.states;
    const items = row.spans.map(([from, until, state]) =>
      el(
        'li',
        {},
        el('time', {}, this.clock.instant(from)),
        el('div', {}, el('span', {class: 'state'}, states[state]), ` for ${duration(until - from)}`),
      ),
    );
    const end = row.spans.at(-1)?.[1];
    if (row.ended_by)
      items.push(
        el(
          'li',
          {},
          el('time', {}, end === undefined ? '' : this.clock.instant(end)),
          el(
            'div',
            {},
            `ended by ${row.ended_by.replaceAll('_', ' ')}`,
            row.rule ? el('span', {class: 'quiet'}, ` [${row.rule}]`) : null,
          ),
          this.data.rules?.[row.rule] ? el('p', {}, this.data.rules[row.rule]) : null,
        ),
      );
    return el('ol', {class: 'life'}, items);
  }

  open(title, content) {
    this.dialog.replaceChildren();
    append(
      this.dialog,
      el(
        'div',
        {class: 'bar-top'},
        el('h2', {id: 'life-title'}, title),
        el('button', {type: 'button', click: () => this.dialog.close()}, 'Close'),
      ),
      content,
    );
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }
}

/**
 * The search box: matches as buttons while one types; Enter takes the first, Escape clears. Null if there is
 * nothing to find.
 */
export function searchBox(lives) {
  if (lives.empty) return null;
  const list = el('ul', {class: 'found', id: 'found'});
  const count = el('p', {class: 'note', role: 'status'});
  const show = () => {
    const {found, more} = lives.find(input.value);
    list.replaceChildren(
      ...found.map(({kind, name, about}) =>
        el(
          'li',
          {},
          el(
            'button',
            {type: 'button', click: () => (kind === 'user' ? lives.tellUser(name) : lives.tell(name))},
            kind === 'user' ? `user ${name}` : name,
            el('span', {class: 'quiet'}, about),
          ),
        ),
      ),
    );
    count.textContent =
      input.value.trim() === ''
        ? ''
        : found.length === 0
          ? 'Nothing in this page has that in its name.' + lives.missing
          : more > 0
            ? `${found.length} shown, ${more} more: type on.`
            : '';
  };
  const input = el('input', {
    'type': 'search',
    'id': 'search',
    'autocomplete': 'off',
    'spellcheck': 'false',
    'aria-controls': 'found',
    'placeholder': 'its name or a part of it',
    'input': show,
    'keydown': (event) => {
      const buttons = list.querySelectorAll('button');
      if (event.key === 'Enter') buttons[0]?.click();
      else if (event.key === 'ArrowDown') buttons[0]?.focus();
      else if (event.key === 'Escape') {
        input.value = '';
        show();
      } else return;
      event.preventDefault();
    },
  });
  list.addEventListener('keydown', (event) => {
    const buttons = [...list.querySelectorAll('button')];
    const i = buttons.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') buttons[i + 1]?.focus();
    else if (event.key === 'ArrowUp') (buttons[i - 1] || input).focus();
    else return;
    event.preventDefault();
  });
  return el(
    'div',
    {class: 'search', role: 'search'},
    el('label', {for: 'search'}, 'What became of a user, a session or a job?'),
    input,
    list,
    count,
  );
}
