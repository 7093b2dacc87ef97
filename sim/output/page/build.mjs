// Puts the page together: modules and the subset of ECharts that they use into one script, script and style
// sheet into the template, and their hashes into its content-security policy. The same sources give the same
// bytes.
//
//   node build.mjs FILE      (tools/page calls it)

import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {build} from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const read = (...path) => readFileSync(join(here, ...path), 'utf8');

/** Minified, without comments; esbuild writes `<\\/script` where a string holds the end of a script. */
async function bundle(entry) {
  const built = await build({
    entryPoints: [join(here, entry)],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    charset: 'utf8',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    format: entry.endsWith('.js') ? 'iife' : undefined,
    logLevel: 'warning',
  });
  return built.outputFiles[0].text.trim();
}

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

// A report is handed on, and ECharts with it: the licences of what is in the page go along.
const licences = () =>
  ['NOTICE-echarts', 'LICENSE-echarts', 'LICENSE-d3', 'LICENSE-zrender', 'LICENSE-tslib']
    .map((file) => `${file.replace('-', ' of ')}\n\n${read('licences', file).trim()}`)
    .join('\n\n----\n\n');

const style = await bundle('page.css');
const script = await bundle('main.js');
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const parts = {POLICY: policy, STYLE: style, SCRIPT: script, LICENCES: licences()};
const template = read('page.html');
const page = template.replace(/@@([A-Z]+)@@/g, (marker, name) => parts[name] ?? marker);
for (const marker of ['@@TITLE@@', '@@BODY@@', '@@DATA@@'])
  if (page.split(marker).length !== 2) throw new Error(`${marker} has to stand in the page once`);
if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style))
  throw new Error('script or style sheet would end early');
if (page.includes('\r')) throw new Error('a carriage return would not survive being embedded');
if (parts.LICENCES.includes('--' + '>')) throw new Error('a licence would end its comment');
writeFileSync(process.argv[2], page);
