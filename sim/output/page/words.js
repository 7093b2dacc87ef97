// Numbers, money, durations and instants as people read them; the same in every browser and language.

const units = [
  ['d', 86400000],
  ['h', 3600000],
  ['m', 60000],
  ['s', 1000],
  ['ms', 1],
];

/** `1d12h`, `15m`, `40ms`: whole milliseconds, at most the two greatest units that count. */
export function duration(ms) {
  if (ms < 0) return '-' + duration(-ms);
  let rest = Math.round(ms);
  const first = units.findIndex(([, size]) => rest >= size);
  if (first < 0) return '0m';
  let text = '';
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    if (count > 0) text += count + name;
    rest -= count * size;
  }
  return text;
}

/** A number with blanks for thousands left to the reader's eye: `12,345.6`. */
export function number(value, digits = 0) {
  return value.toLocaleString('en-US', {minimumFractionDigits: digits, maximumFractionDigits: digits});
}

/** As many digits as tell something: `0.0123`, `12.3`, `1,234`. */
export function readable(value) {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return number(Math.round(value));
  return value.toLocaleString('en-US', {maximumSignificantDigits: size >= 1 ? 4 : 3});
}

/** The most of something: `1,234`, or `<=1,234` where no more is known than that it was not above. */
export function peak(value, isBound) {
  return (isBound ? '<=' : '') + readable(value);
}

/** For axes: `950`, `1.2k`, `30M`. */
export function short(value) {
  for (const [name, size] of [
    ['G', 1e9],
    ['M', 1e6],
    ['k', 1e3],
  ])
    if (Math.abs(value) >= size) return String(Number((value / size).toPrecision(4))) + name;
  return String(Number(value.toPrecision(4)));
}

/** `33.1 %`. */
export function percent(share) {
  return number(100 * share, 1) + ' %';
}

/** One form for one, the other for more: `1 job`, `17 jobs`. */
export function counted(count, one, many = one + 's') {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** An amount with its currency: `1,234.50 USD`. */
export function money(value, currency) {
  return `${number(value, 2)} ${currency}`;
}

/** Instants of one run: milliseconds since its start, told in its time zone. */
export class Clock {
  constructor(start, timeZone) {
    this.start = Date.parse(start) || 0;
    const format = (zone) =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
      });
    try {
      this.format = format(timeZone || 'UTC');
    } catch {
      this.format = format('UTC'); // a browser may know fewer zones than the tz database
    }
  }

  parts(ms) {
    const found = {};
    for (const {type, value} of this.format.formatToParts(new Date(this.start + ms))) found[type] = value;
    return found;
  }

  /** `2026-03-02 09:00`, with seconds only if there are any. */
  instant(ms) {
    const p = this.parts(ms);
    return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}` + (p.second === '00' ? '' : `:${p.second}`);
  }

  /** For an axis: the day at midnight, the time elsewhere. */
  tick(ms, days) {
    const p = this.parts(ms);
    if (days >= 360) return `${p.year}-${p.month}`;
    return p.hour === '00' && p.minute === '00' ? `${p.month}-${p.day}` : `${p.hour}:${p.minute}`;
  }

  /** How far local time is ahead of UTC at that instant, in milliseconds. */
  ahead(ms) {
    const p = this.parts(ms);
    const local = Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second);
    return local - Math.floor((this.start + ms) / 1000) * 1000;
  }

  /** Instants between two others at whole local hours, days or weeks, at most `most` of them. */
  ticks(from, until, most) {
    const hour = 3600000;
    const steps = [1 / 60, 1 / 12, 0.25, 1, 3, 6, 12, 24, 48, 168, 336, 672, 2184, 4368, 8736].map(
      (hours) => hours * hour,
    );
    const step = steps.find((size) => (until - from) / size <= most) || steps.at(-1);
    const found = [];
    const ahead = this.ahead(from);
    const first = Math.ceil((this.start + from + ahead) / step) * step - ahead - this.start;
    for (let at = first; at <= until && found.length <= most; at += step) {
      const turned = at - (this.ahead(at) - ahead); // where a clock was put forward or back meanwhile
      if (turned >= from && turned <= until) found.push(turned);
    }
    return found;
  }
}
