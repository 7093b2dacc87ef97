// The stretch of simulated time that the timeline shows: zoomed and moved, never beyond the run.

const least = 1000; // milliseconds: nothing is told below a second

export class TimeWindow {
  constructor(until) {
    this.end = Math.max(least, until);
    this.all();
  }

  all() {
    this.from = 0;
    this.until = this.end;
  }

  /** Shows a stretch, with some room on both sides. */
  show(from, until) {
    const room = (until - from) / 50;
    this.from = Math.max(0, from - room);
    this.until = Math.min(this.end, Math.max(until + room, this.from + least));
  }

  /** Shows `factor` times as much, keeping `at` where it is. */
  zoom(factor, at) {
    const span = Math.min(this.end, Math.max(least, (this.until - this.from) * factor));
    const share = (at - this.from) / (this.until - this.from);
    this.from = at - share * span;
    this.until = this.from + span;
    this.move(0);
  }

  /** Moves by so many milliseconds, as far as there is anything. */
  move(ms) {
    const span = this.until - this.from;
    this.from = Math.min(Math.max(0, this.from + ms), this.end - span);
    this.until = this.from + span;
  }

  get middle() {
    return (this.from + this.until) / 2;
  }
}
