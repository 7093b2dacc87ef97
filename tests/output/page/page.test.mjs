// Pages in a real browser: they load from a file without a complaint or a request, show what they should, and
// can be used by mouse, finger and keyboard. Pictures of all of them land in OUTLIVE_PAGES, for people.

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {after, before} from 'node:test';
import {pathToFileURL} from 'node:url';

import {Browser} from './browser.mjs';
import * as reports from './reports.mjs';

const folder = process.env.OUTLIVE_PAGES;
const made = new Map();
let browser;
let judge;

before(async () => {
  mkdirSync(folder, {recursive: true});
  rmSync(join(folder, 'profile'), {recursive: true, force: true});
  for (const [name, report] of Object.entries(reports)) {
    const input = JSON.stringify(report());
    const {stdout, stderr, status} = spawnSync(process.env.OUTLIVE_MAKE_PAGE, {input, maxBuffer: 1e8});
    assert.equal(status, 0, String(stderr));
    const file = join(folder, `${name}.html`);
    writeFileSync(file, stdout);
    made.set(name, {url: pathToFileURL(file).href, bytes: stdout.length});
  }
  browser = await Browser.start(process.env.OUTLIVE_CHROMIUM, join(folder, 'profile'));
  judge = await browser.open('about:blank');
});

after(() => browser?.close());

// Opens a page, does something with it, and insists that nothing went wrong in it.
function page(title, name, options, body) {
  test(title, async () => {
    const tab = await browser.open(made.get(name).url, options);
    await body(tab);
    assert.deepEqual(tab.complaints, []);
    assert.deepEqual(
      tab.requests.filter((url) => url !== made.get(name).url),
      [],
    );
    await tab.close();
  });
}

// A picture of one element.
async function pictureOf(tab, selector) {
  return tab.picture(
    null,
    await tab.evaluate(`(() => {
      const node = document.querySelector(${JSON.stringify(selector)});
      const {x, y, width, height} = node.getBoundingClientRect();
    return {x: x + scrollX, y: y + scrollY, width, height}; })()`),
  );
}

// How much of an element differs from its commonest colour, and how many colours it has: 0 and 1 if it is
// blank.
async function inkOf(tab, selector) {
  const data = await pictureOf(tab, selector);
  return judge.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${data}';
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
    const counts = new Map();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
    const share = 1 - Math.max(...counts.values()) / pixels.length;
    return {share, colours: counts.size, width: image.width, height: image.height};
  })()`);
}

const charts = (tab) =>
  tab.evaluate(
    `[...document.querySelectorAll('section')].filter((each) => each.querySelector('.chart'))
      .map((each) => each.id)`,
  );

async function allDrawn(tab, expected) {
  assert.deepEqual(await charts(tab), expected);
  for (const id of expected) {
    const {share, colours, width, height} = await inkOf(tab, `#${id} .chart`);
    assert.ok(
      share > 0.01 && colours > 8 && width > 250 && height > 80,
      `${id}: ${JSON.stringify({share, colours, width, height})}`,
    );
  }
}

const runCharts = [
  'section-jobs',
  'section-cost',
  'section-capacity',
  'section-concurrency',
  'section-survival',
  'section-forgotten',
];
const fits = (tab) => tab.evaluate('document.documentElement.scrollWidth <= innerWidth');

page('an empty run says so and draws nothing', 'empty', {}, async (tab) => {
  assert.equal(await tab.text('.headline'), 'No jobs, and nothing was spent.');
  assert.deepEqual(await charts(tab), []);
  assert.equal(await tab.evaluate('document.querySelectorAll("main > *").length'), 0);
  await tab.picture(join(folder, 'empty.png'));
});

page('a run shows headline, charts and the tables behind them', 'small', {}, async (tab) => {
  await allDrawn(tab, runCharts);
  assert.ok((await inkOf(tab, '.timeline')).share > 0.1);
  assert.ok((await tab.text('#section-cost')).includes('sagemaker'));
  assert.ok(
    (await tab.text('#section-cost')).includes('Prices of us-east-1.'),
    'what has no title stays with its section',
  );
  assert.equal(
    await tab.evaluate(
      '[...document.querySelectorAll(".chart, canvas[tabindex]")]' +
        '.every((each) => each.getAttribute("aria-label")?.length > 20)',
    ),
    true,
  );
  assert.equal(
    await tab.evaluate(
      '[...document.querySelectorAll(".chart")]' +
        '.every((each) => each.closest("section").querySelector("table"))',
    ),
    true,
  );
  await tab.picture(join(folder, 'small.png'));
});

page('charts of one of several replications say which one', 'repeated', {}, async (tab) => {
  assert.equal(await tab.text('main > p.quiet'), 'Figures of replication 1 of 20');
  assert.equal(await tab.text('#title-concurrency'), 'At once, replication 1 of 20');
  assert.equal(await tab.text('#title-timeline'), 'Timeline, replication 1 of 20');
});

page('dark where the system is, and light at a press', 'small', {dark: true}, async (tab) => {
  const colour = () => tab.evaluate('getComputedStyle(document.body).backgroundColor');
  assert.equal(await colour(), 'rgb(13, 17, 23)');
  await tab.picture(join(folder, 'small-dark.png'));
  await allDrawn(tab, runCharts);
  await tab.evaluate('scrollTo(0, 0)');
  await tab.click('#theme');
  assert.equal(await colour(), 'rgb(255, 255, 255)');
  assert.equal(await tab.text('#theme'), 'Dark');
});

page('on a phone nothing sticks out', 'small', {width: 360, height: 740}, async (tab) => {
  assert.equal(await fits(tab), true);
  await allDrawn(tab, runCharts);
  await tab.picture(join(folder, 'small-phone.png'));
});

page('the handle is dragged by mouse and finger and told in words', 'small', {}, async (tab) => {
  const says = () => tab.text('.readout');
  assert.equal(await says(), 'At 7d: 1 job lost (50.0 % of 2), as now.');
  const {x, y, width, height} = await tab.box('.handle');
  await tab.drag(x + width / 2, y + height / 2, x + width / 2 - 500);
  assert.match(
    await says(),
    /^At [0-9hm]+: 1 more job lost than now: 2 \(100\.0 % of 2\); 123\.46 USD more of work forgone\.$/,
  );
  await tab.key('Escape');
  assert.match(await says(), /^At 7d: .*as now\.$/);
  await tab.key('ArrowRight');
  assert.equal(
    await says(),
    'At 10d: 1 fewer job lost than now: 0 (0.0 % of 2); 236.54 USD less of work forgone.',
  );
  assert.equal(
    await tab.evaluate('document.querySelector(".handle").getAttribute("aria-valuetext")'),
    await says(),
  );
  const now = await tab.box('.handle');
  await tab.touchDrag(now.x + now.width / 2, now.y + now.height / 2, now.x - 400);
  assert.match(await says(), /1 more job lost/);
});

page('the search finds a job and tells its life', 'small', {}, async (tab) => {
  await tab.click('#search');
  await tab.type('trai');
  assert.equal(await tab.text('#found'), 'trainsagemaker · job · abe');
  await tab.key('Enter');
  const life = await tab.text('#life');
  assert.ok(
    life.includes('2026-03-09 10:00train Failed background session expired [SM-4]A job fails when'),
    life,
  );
  await tab.picture(join(folder, 'small-life.png'), {x: 0, y: 0, width: 1200, height: 900});
  await tab.key('Escape');
  assert.equal(await tab.evaluate('document.getElementById("life").open'), false);
});

page('a search that finds nothing says what is left out', 'big', {}, async (tab) => {
  await tab.click('#search');
  await tab.type('nobody');
  assert.match(
    await tab.text('.search [role=status]'),
    /^Nothing in this page has that in its name\. 998,500 lives are not in it; outlive explain tells them\.$/,
  );
});

page('the search finds a user with all that was theirs', 'small', {}, async (tab) => {
  await tab.click('#search');
  await tab.type('maria');
  await tab.key('ArrowDown');
  await tab.key('Enter');
  assert.match(await tab.text('#life'), /^User maria.*etl.*backfill/);
});

page('the timeline is walked, zoomed and opened by keyboard and mouse', 'small', {}, async (tab) => {
  const before = await tab.box('.timeline canvas');
  await tab.evaluate('document.querySelector(".timeline canvas").focus()');
  await tab.key('ArrowDown');
  await tab.key('ArrowDown');
  assert.match(
    await tab.text('#timeline-says'),
    /^etl: glue session of maria;.*ended by background session revoked \[GLUE-8\]\.$/,
  );
  const all = await pictureOf(tab, '.timeline');
  await tab.key('+');
  assert.ok((await pictureOf(tab, '.timeline')) !== all);
  await tab.key('Enter');
  assert.match(await tab.text('#life'), /^etl: glue session of maria/);
  await tab.key('Escape');
  await tab.mouse('mouseMoved', before.x + 400, before.y + 26 + 5.5 * 22);
  assert.match(await tab.text('.hint'), /^train: sagemaker job of abe/);
  await tab.clickAt(before.x + 400, before.y + 26 + 5.5 * 22);
  assert.match(await tab.text('#life'), /^train: sagemaker job of abe/);
});

page('cost is shown as amounts, shares and a sum', 'small', {}, async (tab) => {
  const pictures = new Set([await pictureOf(tab, '#section-cost .chart')]);
  for (const key of ['share', 'total', 'presence']) {
    await tab.click(`#section-cost [data-key="${key}"]`);
    assert.equal(
      await tab.evaluate(
        `document.querySelector('#section-cost [data-key="${key}"]').getAttribute('aria-pressed')`,
      ),
      'true',
    );
    pictures.add(await pictureOf(tab, '#section-cost .chart'));
  }
  assert.equal(pictures.size, 4);
});

page('a peak that is only a bound is told as one', 'big', {}, async (tab) => {
  for (const [section, told] of [
    ['#section-capacity', /emr_serverless\.vcpu_quota: most used 1,040 to 1,100 vCPU of no limit,.* refused\. <=, or a range:/],
    ['#section-concurrency', /<=, or a range: not known exactly/],
  ])
    assert.match(await tab.text(section), told);
});

page('pointing at charts tells, without a style that the policy forbids', 'small', {}, async (tab) => {
  for (const id of runCharts) {
    const {x, y, width, height} = await tab.box(`#${id} .chart`);
    for (const share of [0.45, 0.5, 0.55, 0.6])
      await tab.mouse('mouseMoved', x + width * share, y + height * 0.5);
    await tab.settle();
  }
  assert.ok((await tab.evaluate('document.querySelectorAll(".tip").length')) > 0);
});

// Nothing of a name has become a script, an element, an attribute or a request, whatever is pointed at, and what hides other text
// is not shown. That nothing was requested `page` checks of each.
async function stayNames(tab) {
  assert.equal(await tab.evaluate('document.querySelectorAll("script").length'), 2);
  for (const node of await tab.evaluate(
    '[...document.querySelectorAll("img, link, iframe, object, form, a[href^=javascript]")].map((each) => each.outerHTML)',
  ))
    assert.fail(node);
  const handlers = '[...document.querySelectorAll("*")].flatMap((each) => each.getAttributeNames())';
  assert.deepEqual(await tab.evaluate(`${handlers}.filter((name) => name.startsWith("on"))`), []);
  for (const id of await charts(tab)) {
    const {x, y, width, height} = await tab.box(`#${id} .chart`);
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9])
      await tab.mouse('mouseMoved', x + width * share, y + height * (1 - share));
    await tab.settle();
  }
  assert.equal(await tab.evaluate('document.querySelectorAll("img, link, iframe").length'), 0);
  assert.notEqual(await tab.evaluate('document.title'), 'taken');
  assert.ok(!/[\u202e\u0000\u001b\u2028\u2029]/.test(await tab.evaluate('document.body.innerText')));
}

page('names that attack stay names', 'hostile', {}, async (tab) => {
  assert.ok((await tab.evaluate('document.title')).startsWith('@@DATA@@ </script>'));
  await tab.click('#search');
  await tab.type('img');
  await tab.key('Enter');
  assert.ok((await tab.text('#life')).includes('onerror'));
  await tab.key('Escape');
  await stayNames(tab);
  await allDrawn(tab, runCharts);
  await tab.picture(join(folder, 'hostile.png'));
});

for (const kind of ['sweep', 'recommendation']) {
  page(`names that attack stay names in a ${kind}`, `hostile_${kind}`, {}, async (tab) => {
    assert.ok((await charts(tab)).length > 2);
    await stayNames(tab);
    await tab.picture(join(folder, `hostile-${kind}.png`));
  });
}

page('a million sessions, decimated, fit and answer at once', 'big', {}, async (tab) => {
  assert.ok(made.get('big').bytes < 3e6, `${made.get('big').bytes} bytes`);
  assert.ok(made.get('big').bytes > 1.5e6, 'this test should be near the limit');
  await allDrawn(tab, runCharts);
  await tab.picture(join(folder, 'big.png'));
  const took = await tab.evaluate(`(() => {
      const box = document.querySelector('.timeline');
      const start = performance.now();
      for (let i = 0; i < 20; ++i) {
        box.scrollTop = i * 4000;
        box.dispatchEvent(new Event('scroll'));
      }
      return (performance.now() - start) / 20;
    })()`);
  assert.ok(took < 100, `${took} ms a frame`);
  await tab.click('#search');
  await tab.type('003999');
  await tab.key('Enter');
  assert.match(await tab.text('#life'), /^glue-session-003999: .*ended by idle timeout/);
});

page('a big one on a phone, in the dark', 'big', {width: 360, height: 740, dark: true}, async (tab) => {
  assert.equal(await fits(tab), true);
  await tab.picture(join(folder, 'big-phone-dark.png'));
});

page('a sweep of assumptions: lines, front, tornado, differences, points', 'sweep', {}, async (tab) => {
  await allDrawn(tab, ['section-responses', 'section-front', 'section-effects']);
  assert.equal(await tab.evaluate('document.querySelectorAll("#section-points tbody tr").length'), 32);
  await tab.picture(join(folder, 'sweep.png'));
});

page('a recommendation: candidates, heat map, what moves it', 'recommendation', {}, async (tab) => {
  const ids = await charts(tab);
  assert.ok(ids.includes('section-settings') && ids.includes('section-responses'), ids.join());
  await allDrawn(tab, ids);
  assert.match(await tab.text('#section-settings'), /as if they had had the replications of background 12h, idle 1h/);
  await tab.picture(join(folder, 'recommendation.png'));
  const before = await pictureOf(tab, '#section-responses .chart');
  await tab.click('#section-responses [data-key="lines"]');
  assert.ok((await pictureOf(tab, '#section-responses .chart')) !== before);
});

page('a recommendation on a phone', 'recommendation', {width: 360, height: 740}, async (tab) => {
  assert.equal(await fits(tab), true);
  await tab.picture(join(folder, 'recommendation-phone.png'));
});

page('on paper: light, tables open, no controls', 'small', {dark: true}, async (tab) => {
  const pdf = await tab.print(join(folder, 'small.pdf'));
  assert.ok(pdf.length > 30000);
  await tab.send('Emulation.setEmulatedMedia', {media: 'print'});
  await tab.evaluate('dispatchEvent(new Event("beforeprint"))');
  assert.equal(await tab.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
  assert.equal(
    await tab.evaluate('[...document.querySelectorAll("details")].every((each) => each.open)'),
    true,
  );
  assert.equal(
    await tab.evaluate(
      '[...document.querySelectorAll("button, input, select, .handle")]' +
        '.some((each) => each.checkVisibility())',
    ),
    false,
  );
  await tab.evaluate('dispatchEvent(new Event("afterprint"))');
  assert.equal(await tab.evaluate('document.querySelectorAll("details[open]").length'), 0);
});

test('without JavaScript headline and tables are there', async () => {
  const tab = await browser.open(made.get('small').url, {script: false});
  const {root} = await tab.send('DOM.getDocument', {depth: -1});
  const {outerHTML} = await tab.send('DOM.getOuterHTML', {nodeId: root.nodeId});
  assert.ok(outerHTML.includes('The charts need JavaScript'));
  assert.ok((await inkOfScriptless(tab)).length > 10000);
  await tab.close();
});

// Scripts are off, so only the picture can tell.
function inkOfScriptless(tab) {
  return tab.picture(join(folder, 'small-scriptless.png'));
}
