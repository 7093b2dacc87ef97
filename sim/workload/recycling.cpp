// Rows of the crowd: what one visit has done with serves the next, so memory is bounded by what is under way. Whatever ends
// is billed at once and added to the sums of its activity; then its row, and its usage lines, are free.
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {
namespace {

/// A row for the crowd: one that is free, or one more in the table and in its results.
template <class Live, class Result>
Number take_row(FreeRows& free, std::vector<Live>& table, std::vector<Result>& results) {
  const Number row = free.take(table.size());
  if (row == table.size()) {
    table.emplace_back();
    results.emplace_back();
  }
  return row;
}

}  // namespace

/// Between two logical processes.
void Estate::drop_crowd_rows() {
  sign_ins_.resize(rows_.sign_ins);
  records_.sign_ins.resize(rows_.sign_ins);
  sessions_.resize(rows_.sessions);
  records_.sessions.resize(rows_.sessions);
  jobs_.resize(rows_.jobs);
  records_.jobs.resize(rows_.jobs);
  free_sign_ins_.clear();
  free_sessions_.clear();
  free_jobs_.clear();
}

bool Estate::can_run(Number session) const {
  const LiveSession& live = sessions_[session];
  if (!machine_.alive(live.ref)) return false;
  return inputs_.works[live.work].scheduled || reachable(machine_[live.ref.index]);
}

Cause Estate::refusal_of_session(Number row) const {
  const SessionResult& session = records_.sessions[row];
  return session.rejected() ? session.cause : Cause::none;
}

Number Estate::take_sign_in_row() { return take_row(free_sign_ins_, sign_ins_, records_.sign_ins); }

Number Estate::take_session_row(Number visit, Number tally, Instant wanted) {
  const Number row = take_row(free_sessions_, sessions_, records_.sessions);
  static constexpr LiveSession blank{};  // as in take_job_row
  static constexpr SessionResult blank_result{};
  LiveSession& session = sessions_[row];
  session = blank;
  session.visit = visit;
  session.tally = tally;
  session.wanted = wanted;
  records_.sessions[row] = blank_result;
  return row;
}

Number Estate::take_job_row(Number visit, Number tally, Instant wanted) {
  const Number row = take_row(free_jobs_, jobs_, records_.jobs);
  // Copied from a constant: rows that were put together on the stack would be read back before they are written.
  static constexpr LiveJob blank{};
  static constexpr JobResult blank_result{};
  LiveJob& job = jobs_[row];
  job = blank;
  job.visit = visit;
  job.tally = tally;
  job.wanted = wanted;
  records_.jobs[row] = blank_result;
  return row;
}

void Estate::settle_session(Number row) {
  LiveSession& live = sessions_[row];
  if (live.tally == no_number) return;
  tally(live.tally).cost +=
      inputs_.record_over_time ? settle_and_record_lines(row) : lines_.settle(records_.sessions[row].lines);
  live.settled = true;
  if (live.visit == no_number) free_sessions_.give_back(row);
}

/// With the jobs that it continued: what their checkpoints saved has the fate of this one.
void Estate::settle_job(Number row) {
  const Bucket fate = bucket_of(records_.jobs[row]);
  while (row != no_number) {
    LiveJob& live = jobs_[row];
    JobResult& job = records_.jobs[row];
    if (!job.lines.empty()) {
      lines_.bill(job.lines, fate, {live.kept, lines_.user_of(job.lines), job.started + live.kept.total()});
      tally(live.tally).cost += lines_.settle(job.lines);
    }
    const Number before = live.before;
    free_jobs_.give_back(row);
    row = before;
  }
}

/// Once an event has been read to its end.
void Estate::settle_ended() {
  for (const Number session : ended_sessions_) settle_session(session);
  ended_sessions_.clear();
  // What follows from the end of a job is told to the agenda of the crowd, and happens later.
  for (std::size_t i = 0; i < ended_jobs_.size(); ++i) {
    const Number row = ended_jobs_[i];
    const LiveJob& live = jobs_[row];
    const bool was_refused = records_.jobs[row].outcome == Outcome::rejected;
    const bool goes_on = live.visit != no_number && crowd_.job_ended(live.visit, row, records_.jobs[row]);
    if (goes_on) continue;
    if (was_refused) jobs_[row].before = no_number;  // what it was to continue waits for another try
    settle_job(row);
  }
  ended_jobs_.clear();
}

void Estate::let_go_of_session(Number row) {
  LiveSession& live = sessions_[row];
  live.visit = no_number;
  if (records_.sessions[row].rejected()) live.settled = true;
  if (!live.settled) return;
  free_sessions_.give_back(row);
  // A restarted kernel may have another session in the same notebook.
  const bool is_open = machine_.alive(live.notebook) && !is_closing_;
  if (!is_open || machine_[live.notebook.index].attached.first != lifetime::no_index) return;
  machine_.end(live.notebook.index, Cause::notebook_closed, Rule::none);
  read_journal();
}

void Estate::let_go_of_job(Number row) {
  jobs_[row].visit = no_number;
  if (!machine_.alive(jobs_[row].ref)) settle_job(row);
}

void Estate::close_notebook_of(Number user, Number session) {
  if (session == no_number || !machine_.alive(sessions_[session].notebook)) return;
  Action action{.verb = Verb::close_notebook};
  action.subject = session;
  perform(user, action);
}

}  // namespace outlive::workload
