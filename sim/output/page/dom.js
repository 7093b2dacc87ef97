// Elements of the page. Names in the data are hostile: text becomes text nodes, never markup.

// Control characters, and marks that turn the direction of writing or break lines, are shown instead of
// obeyed, as sim/text/sanitize.hpp does for other reports.
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The text with what could mislead a reader written out as an escape. */
export function clean(text) {
  return String(text).replace(unsafe, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}

/**
 * An element. `attributes` are set as they are, except that functions become listeners (`{click: f}`) and
 * null, undefined and false are left out; children are elements or texts, null is left out.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false)
      node.setAttribute(name, value === true ? '' : value);
  }
  append(node, ...children);
  return node;
}

/** Appends elements and texts. */
export function append(node, ...children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(clean(child)));
  }
}

/**
 * A table in a box that scrolls sideways. `columns` are `{title, align}`, `rows` arrays of texts or
 * elements.
 */
export function table(columns, rows, caption) {
  const side = (i) => (columns[i] && columns[i].align === 'right' ? 'right' : null);
  return el(
    'div',
    {'class': 'scroll', 'tabindex': '0', 'role': 'region', 'aria-label': clean(caption)},
    el(
      'table',
      {},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          columns.map((column, i) => el('th', {scope: 'col', class: side(i)}, column.title)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map((row) =>
          el(
            'tr',
            {},
            row.map((cell, i) => el('td', {class: side(i)}, cell)),
          ),
        ),
      ),
    ),
  );
}

/**
 * The table behind a chart: closed until it is asked for, open on paper. At most `most` rows, and a word
 * about the rest.
 */
export function tableBehind(
  columns,
  rows,
  caption,
  {most = 200, more = 'the rest is in the files beside this page'} = {},
) {
  const shown = rows.slice(0, most);
  return el(
    'details',
    {},
    el('summary', {}, `Table: ${caption}`),
    table(columns, shown, caption),
    rows.length > most ? el('p', {class: 'more'}, `${shown.length} of ${rows.length} rows; ${more}.`) : null,
  );
}

/** Has C++ written a section of this name, with its table, into the page? */
export function isWritten(id) {
  return document.getElementById(`section-${id}`) !== null;
}

/** Buttons of which one is pressed. `choose(key)` is told which. */
export function choice(legend, options, pressed, choose) {
  const buttons = options.map(([key, label]) =>
    el(
      'button',
      {
        'type': 'button',
        'data-key': key,
        'aria-pressed': String(key === pressed),
        'click': () => {
          for (const each of buttons) each.setAttribute('aria-pressed', String(each.dataset.key === key));
          choose(key);
        },
      },
      label,
    ),
  );
  return el('fieldset', {class: 'choice'}, el('legend', {}, legend), buttons);
}

/** A labelled drop-down list of `[value, text]`; `choose(value)` is told what was picked. */
export function select(label, options, chosen, choose) {
  const list = el(
    'select',
    {change: () => choose(list.value)},
    options.map(([value, text]) => el('option', {value, selected: value === chosen}, text)),
  );
  return el('label', {}, label, list);
}
