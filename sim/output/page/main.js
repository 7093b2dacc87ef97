// Reads the data of the page and puts charts where they belong: before the table of their section, which C++
// has already written into the page and which stays readable without any of this.

import {capacityParts, concurrencyParts} from './capacity.js';
import {costParts} from './cost.js';
import {differencesParts, pointsTable} from './differences.js';
import {append, el, isWritten} from './dom.js';
import {forgottenChart} from './forgotten.js';
import {frontParts} from './front.js';
import {Lives, searchBox} from './life.js';
import {Study} from './model.js';
import {outcomesChart} from './outcomes.js';
import {recommendationSections} from './recommendation.js';
import {responsesParts} from './responses.js';
import {survivalParts} from './survival.js';
import {themeButton} from './theme.js';
import {tiles} from './tiles.js';
import {timelineParts} from './timeline.js';
import {effectsParts} from './tornado.js';
import {Clock} from './words.js';

const data = JSON.parse(document.getElementById('data').textContent);
const main = document.querySelector('main');

// The section of that name, if C++ wrote one with its table; else a new one, which says which replication it is of
// as those of C++ do. Tables go behind their chart.
function section(id, title) {
  const there = document.getElementById(`section-${id}`);
  if (!there)
    return el(
      'section',
      {'id': `section-${id}`, 'aria-labelledby': `title-${id}`},
      el('h2', {id: `title-${id}`}, data.replication ? `${title}, ${data.replication}` : title),
    );
  for (const box of there.querySelectorAll(':scope > .scroll')) {
    const behind = el('details', {}, el('summary', {}, `Table: ${there.firstElementChild.textContent}`));
    box.before(behind);
    behind.append(box);
  }
  return there;
}

// A section without a title goes on with the one before, and moves with it.
for (const part of document.querySelectorAll('main > section:not([id])')) {
  part.previousElementSibling?.append(...part.children);
  part.remove();
}

let last = document.querySelector('main > .tiles');

// Puts `{chart, tools, note, behind}` below the title of a section, and the section after the one before.
function place(id, title, parts, about) {
  if (!parts) return;
  const node = section(id, title);
  const there = [...node.children].slice(1);
  append(
    node,
    about && el('p', {class: 'quiet'}, about),
    parts.tools,
    parts.chart.node,
    parts.note,
    parts.behind,
    there,
  );
  if (last) last.after(node);
  else main.prepend(node);
  last = node;
}

function placeRun(clock) {
  const figures = tiles(data);
  if (figures) main.prepend(figures);
  if (figures && data.replication) figures.before(el('p', {class: 'quiet'}, `Figures of ${data.replication}`));
  last = figures;
  const lives = new Lives(data, clock);
  const search = searchBox(lives);
  if (search) {
    if (last) last.after(search);
    else main.prepend(search);
    last = search;
  }
  // Where there are several replications, their means come first.
  for (const id of ['replications', 'capacity-replications']) {
    const means = document.getElementById(`section-${id}`);
    if (!means) continue;
    if (last) last.after(means);
    else main.prepend(means);
    last = means;
  }
  const chart = (made) => made && {chart: made};
  place('jobs', 'Jobs', chart(outcomesChart(data)));
  place(
    'cost',
    'Cost',
    costParts(data, clock),
    'What it was spent on, and whether the user was signed in at the time (attended) or not (background).',
  );
  place('capacity', 'Capacity', capacityParts(data, clock));
  place('concurrency', 'At once', concurrencyParts(data, clock));
  place(
    'survival',
    'If background sessions lasted otherwise',
    survivalParts(data),
    'Drag the handle, or use its arrow keys, to read what another duration would do.',
  );
  if (data.survival?.note)
    append(
      document.getElementById('section-survival') || el('div'),
      el('p', {class: 'note'}, data.survival.note),
    );
  place('forgotten', 'Dearest forgotten', chart(forgottenChart(data, lives.tell)));
  const timeline = timelineParts(data, clock, lives);
  if (timeline) place('timeline', 'Timeline', {chart: {node: el('div', {}, timeline)}});
}

function placeStudy() {
  if (data.recommendation)
    for (const [id, title, parts] of recommendationSections(data.recommendation, data.currency))
      place(id, title, parts);
  if (!data.sweep) return;
  const study = new Study(data.sweep, data.currency);
  place('responses', 'What the settings do', responsesParts(study));
  place(
    'front',
    'Nothing beats these',
    frontParts(study),
    `Points that no other ${study.incomplete ? 'that is finished ' : ''}beats in one without losing in the other.`,
  );
  place(
    'effects',
    'What moves it most',
    effectsParts(study),
    'The last level of each factor less its first, over all that else varies.',
  );
  place('differences', 'Differences', differencesParts(study));
  if (!isWritten('points')) place('points', 'All points', {chart: {node: el('div', {}, pointsTable(study))}});
}

document.querySelector('header .bar-top').append(themeButton(el));
if (data.kind === 'run') placeRun(new Clock(data.start, data.time_zone));
else placeStudy();
document.documentElement.dataset.ready = '';
