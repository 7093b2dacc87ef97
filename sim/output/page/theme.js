// Light and dark: as the system says until the reader says otherwise; paper is always light.

const names = [
  'paper',
  'raised',
  'ink',
  'quiet',
  'grid',
  'axis',
  'limit',
  'c0',
  'c1',
  'c2',
  'c3',
  'c4',
  'c5',
  'c6',
  'c7',
];
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = [];
let printing = false;

/** Is the page dark now? */
export function isDark() {
  if (printing) return false;
  const said = document.documentElement.dataset.theme;
  return said ? said === 'dark' : dark.matches;
}

/** The colours of the style sheet as canvases take them: `{paper: 'rgb(...)', c0: ...}`. */
export function colours() {
  const probe = document.createElement('i');
  probe.style.colorScheme = isDark() ? 'dark' : 'light';
  document.body.append(probe);
  const found = {series: []};
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
    if (/^c\d$/.test(name)) found.series.push(found[name]);
  }
  probe.remove();
  return found;
}

/** Calls back whenever colours have changed, and so that a page being printed is drawn before it is. */
export function onChange(listener) {
  listeners.push(listener);
}

function changed() {
  for (const listener of listeners) listener();
}

/** The button that changes sides, wired. */
export function themeButton(el) {
  const button = el('button', {
    id: 'theme',
    type: 'button',
    click: () => {
      document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
      name();
      changed();
    },
  });
  const name = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
  };
  name();
  dark.addEventListener('change', () => {
    name();
    changed();
  });
  return button;
}

window.addEventListener('beforeprint', () => {
  printing = true;
  for (const each of document.querySelectorAll('details:not([open])')) {
    each.open = true;
    each.dataset.opened = '';
  }
  changed();
});
window.addEventListener('afterprint', () => {
  printing = false;
  for (const each of document.querySelectorAll('details[data-opened]')) {
    each.open = false;
    delete each.dataset.opened;
  }
  changed();
});
