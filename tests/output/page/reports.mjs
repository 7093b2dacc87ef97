// The reports that the tests in a browser show: nothing, a small run, names that attack, as much as a page
// may hold, studies.

import {readFileSync} from 'node:fs';

const hour = 3600000;
const day = 24 * hour;
const buckets = ['useful', 'unseen', 'lost', 'unfinished', 'idle', 'overhead'];
const zeros = (n) => new Array(n).fill(0);
const read = (name) => JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));

// Numbers that look random and are the same every time: a linear congruential generator.
function chance(seed = 1) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

/** A run in which nothing happens. */
export function empty() {
  return {
    schema_version: 1,
    kind: 'run',
    title: 'An empty scenario',
    headline: ['No jobs, and nothing was spent.'],
    warnings: [],
    footer: ['seed 1', 'horizon 1d', '0 events', 'fingerprint 0000000000000000'],
    currency: 'USD',
    start: '2026-03-02T09:00:00Z',
    time_zone: 'UTC',
    horizon_ms: day,
    sections: [],
    outcomes: [],
    cost_over_time: {
      interval_ms: hour,
      buckets,
      attended: buckets.map(() => zeros(24)),
      background: buckets.map(() => zeros(24)),
    },
    capacity: [],
    survival: {current_ms: 7 * day, jobs: 0, curve: [], exact: true},
    forgotten: [],
    timeline: {states: [], rows: [], hidden: 0},
    lives: {},
    rules: {},
    users: [],
  };
}

/** scenarios/forgotten-session.yaml with a training job beside it, told by hand. */
export function small() {
  return read('small.json');
}

/** The first of several runs: which one the charts are of. */
export function repeated() {
  return {...small(), replication: 'replication 1 of 20'};
}

/** What tries to become markup, a script, a template of charts, or to hide what it is. */
const attacks = [
  '</script><script>document.title="taken"</script>',
  '<img src=x onerror="document.title=\'taken\'">"\'&{value}{b|x}',
  'a\u202eb\u0000c\u2028d\u001b[31m',
  '"><a href="javascript:document.title=\'taken\'">{a}</a><link rel=stylesheet href=http://192.0.2.1/x.css>',
  '<!--<script>\u2029</title></style></textarea></noscript><svg onload=document.title="taken">',
  '\' onmouseover=\'document.title="taken"\' ${document.title="taken"} __proto__ constructor',
];

/** The same with other names, wherever they stand. */
function renamed(value, names) {
  if (typeof value === 'string') return names[value] ?? value;
  if (Array.isArray(value)) return value.map((each) => renamed(each, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [names[key] ?? key, renamed(each, names)]),
  );
}

/** `small` under names that attack. */
export function hostile() {
  const names = {etl: attacks[0], maria: attacks[1], train: attacks[2], glue: attacks[3]};
  const report = renamed(small(), names);
  report.title = `@@DATA@@ ${names.etl}`;
  report.headline = [names.maria];
  report.warnings = [names.train];
  report.capacity[0].name = names.maria;
  report.sections[0].title = attacks[4];
  report.sections[0].rows[0] = attacks.slice(0, 3);
  report.footer = attacks;
  return report;
}

/** What is left of a million sessions when C++ has decimated them: as much as a page ever holds. */
export function big() {
  const random = chance();
  const report = small();
  report.title = 'A quarter of 12,000 data scientists';
  report.horizon_ms = 90 * day;
  report.outcomes = [
    ['completed', 'done', 912345],
    ['stopped', 'idle_timeout', 20411],
    ['failed', 'background_session_expired', 9873],
    ['rejected', 'quota', 5120],
    ['running', 'horizon', 321],
  ].map(([outcome, cause, jobs]) => ({outcome, cause, jobs}));
  const wave = (i, scale) =>
    Math.round(
      1e4 * scale * (1.2 + Math.sin((i * Math.PI) / 12)) * (i % 168 > 120 ? 0.2 : 1) * (0.8 + 0.4 * random()),
    ) / 1e4;
  const series = (scale) => Array.from({length: 2160}, (_, i) => wave(i, scale));
  report.cost_over_time = {
    interval_ms: hour,
    buckets,
    attended: buckets.map((_, i) => series([80, 1, 3, 0.5, 12, 2][i])),
    background: buckets.map((_, i) => series([60, 2, 6, 0.5, 25, 2][i])),
  };
  report.capacity = ['glue.dpu_quota', 'sagemaker.ml.p4d.24xlarge', 'emr_serverless.vcpu_quota'].map(
    (name, i) => ({
      name,
      unit: ['DPU', 'instances', 'vCPU'][i],
      limit: [1000, 12, null][i],
      interval_ms: hour,
      mean: series([380, 4, 900][i]).map((v) => Math.min(v, [1000, 12, 9e9][i])),
      most: series([460, 5, 1100][i]).map((v) => Math.min(v, [1000, 12, 9e9][i])),
      most_is_bound: i === 2,
      peak: ['460', '5', '1,040 to 1,100'][i],
      refused: Array.from({length: 2160}, () => (random() > 0.97 ? Math.ceil(9 * random()) : 0)),
      ...(i === 1 ? {most_queue: Array.from({length: 2160}, (_, k) => (k % 24 > 16 ? k % 7 : 0))} : {}),
    }),
  );
  report.concurrency = {
    interval_ms: hour,
    series: ['glue sessions', 'training jobs', 'apps', 'background sessions'].map((name, i) => ({
      name,
      most: series(300 / (i + 1)).map(Math.round),
      most_is_bound: i === 0,
    })),
  };
  report.survival = {current_ms: 7 * day, jobs: 912345, exact: true, curve: []};
  for (
    let lost = 90000, ms = 15 * 60000;
    ms < 90 * day;
    ms = Math.ceil(ms * 1.012), lost = Math.floor(lost * 0.98)
  )
    report.survival.curve.push([ms, lost, Math.round(lost * 730) / 100]);
  const states = [
    'STARTING',
    'READY',
    'BUSY',
    'STOPPING',
    'Training',
    'ACTIVE',
    'InService',
    'Pending',
    'SIGNED_OUT',
    'COMPLETING',
  ];
  report.timeline = {states, hidden: 996000, rows: []};
  report.lives = {};
  report.lives_hidden = 998500;
  report.users = [];
  for (let i = 0; i < 4000; ++i) {
    const user = `user-${String(i % 900).padStart(4, '0')}`;
    let at = Math.floor(random() * 85 * day);
    const spans = [];
    for (let k = 0; k < 5; ++k) {
      const until = at + Math.ceil(random() * 12 * hour);
      spans.push([at, until, Math.floor(random() * states.length)]);
      at = until;
    }
    const id = `glue-session-${String(i).padStart(6, '0')}`;
    report.timeline.rows.push({
      id,
      user,
      kind: i % 3 === 0 ? 'job' : 'session',
      service: 'glue',
      spans,
      ended_by: 'idle_timeout',
      rule: 'GLUE-3',
    });
    if (i < 900) report.users.push(user);
    if (i < 1500) report.lives[id] = spans.map(([from, , state]) => [from, id, states[state], '', 'GLUE-3']);
  }
  return report;
}

/** A sweep of six assumptions, as `outlive sweep -o` writes it. */
export function sweep() {
  const found = read('sweep.json');
  return {
    schema_version: 1,
    kind: 'sweep',
    title: found.title,
    headline: ['32 points, 5 replications each: hard_timeout moves the cost most.'],
    warnings: [],
    footer: [`plan ${found.plan.hash}`],
    currency: 'USD',
    sections: [],
    sweep: found,
  };
}

/** A study of two factors with a recommendation. */
export function recommendation() {
  const found = read('recommendation.json');
  const answer = found.points.find((point) => point.point === found.point);
  for (const point of found.points) {
    point.comparable_goal = answer.goal.value + point.difference.value;
    point.comparable_promise = point.promises[0].value;
  }
  return {
    schema_version: 1,
    kind: 'recommendation',
    title: found.title,
    headline: ['The cheapest settings that keep both promises, at 95 %.'],
    warnings: [],
    footer: [`plan ${found.plan.hash}`],
    currency: 'USD',
    sections: [],
    recommendation: found,
    sweep: grid(),
  };
}

// Factors, levels, responses and titles of a study that attack.
function attacking(report) {
  const {factors, responses} = report.sweep.plan;
  const words = [...factors, ...responses].map((each) => each.name);
  for (const factor of factors) words.push(...factor.levels);
  const names = Object.fromEntries(words.map((word, i) => [word, `${i} ${attacks[i % attacks.length]}`]));
  return {...renamed(report, names), title: attacks[0], headline: attacks, warnings: attacks, footer: attacks};
}

export const hostile_sweep = () => attacking(sweep());
export const hostile_recommendation = () => attacking(recommendation());

// A sweep over two factors, for heat map and lines.
function grid() {
  const random = chance(7);
  const background = ['1d', '3d', '7d', '14d', '30d'];
  const idle = ['30m', '2h', '8h', '48h'];
  const points = background.flatMap((longest, i) =>
    idle.map((timeout, k) => {
      const around = (value) => {
        const values = Array.from({length: 5}, () => value * (0.97 + 0.06 * random()));
        return {value, lower: value * 0.97, upper: value * 1.03, values};
      };
      return {
        point: i * 4 + k + 1,
        levels: {background: longest, idle: timeout},
        replications: 5,
        responses: {
          cost: around(30000 + 2500 * i + 1800 * k * k),
          surviving: around(0.7 + 0.05 * i + 0.01 * k),
        },
      };
    }),
  );
  return {
    schema_version: 1,
    kind: 'sweep',
    title: 'grid',
    points,
    expectations: [],
    plan: {
      hash: '0',
      seed: 1,
      replications: 5,
      confidence: 0.95,
      notes: [],
      factors: [
        {name: 'background', keys: [], levels: background},
        {name: 'idle', keys: [], levels: idle},
      ],
      responses: [
        {name: 'cost', key: 'cost.total', statistic: 'mean', unit: 'USD'},
        {name: 'surviving', key: 'totals.surviving.share', statistic: 'mean', unit: 'share'},
      ],
    },
  };
}
