#include "sim/output/sqlite_schema.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "outlive/exports.hpp"

namespace outlive::output::sqlite {
namespace {

constexpr std::array<ColumnInfo, 17> runs{{
    {"run_id", "INTEGER PRIMARY KEY", "1: there is one run in a file"},
    {"title", "TEXT NOT NULL", "of the scenario"},
    {"start_ms", "INTEGER NOT NULL", "when the study begins"},
    {"horizon_ms", "INTEGER NOT NULL", "when it ends"},
    {"seed", "INTEGER NOT NULL", ""},
    {"fingerprint", "TEXT NOT NULL", "of the trajectory, 16 hexadecimal digits"},
    {"outlive_version", "TEXT NOT NULL", ""},
    {"incomplete", "INTEGER NOT NULL", "1 if it was stopped before its end"},
    {"price_book", "TEXT NOT NULL", ""},
    {"region", "TEXT NOT NULL", ""},
    {"currency", "TEXT NOT NULL", "of all amounts"},
    {"cost_nanos", "INTEGER NOT NULL", "of everything"},
    {"surviving_jobs", "INTEGER NOT NULL", "completed after their sign-in had ended"},
    {"unseen_jobs", "INTEGER NOT NULL", "completed, but nobody can have their results"},
    {"jobs_lost_in_background", "INTEGER NOT NULL",
     "ended after their sign-in by neither their error nor their user"},
    {"background_sessions", "INTEGER NOT NULL", "that began"},
    {"events", "INTEGER NOT NULL", "clocks that ran out and acts of people"},
}};

constexpr std::array<ColumnInfo, 3> rules{{
    {"rule_id", "TEXT PRIMARY KEY", "`GLUE-5`"},
    {"rule", "TEXT NOT NULL", "in a sentence"},
    {"source", "TEXT NOT NULL", "the page that says so"},
}};

constexpr std::array<ColumnInfo, 3> users{{
    {"user_id", "INTEGER PRIMARY KEY", ""},
    {"name", "TEXT NOT NULL", ""},
    {"groups", "TEXT NOT NULL", "at the start, a JSON array"},
}};

constexpr std::array<ColumnInfo, 6> sign_ins{{
    {"sign_in_id", "INTEGER PRIMARY KEY", ""},
    {"user_id", "INTEGER NOT NULL REFERENCES users", ""},
    {"name", "TEXT NOT NULL", "empty if it has none"},
    {"started_ms", "INTEGER", ""},
    {"ended_ms", "INTEGER", "null while it lasts at the horizon"},
    {"cause", "TEXT", "of its end"},
}};

constexpr std::array<ColumnInfo, 19> sessions{{
    {"session_id", "INTEGER PRIMARY KEY", ""},
    {"user_id", "INTEGER NOT NULL REFERENCES users", ""},
    {"name", "TEXT NOT NULL", ""},
    {"service", "TEXT NOT NULL", "as scenarios call it"},
    {"identity", "TEXT NOT NULL",
     "what it was started with: background_session, interactive_session, role, none"},
    {"state", "TEXT NOT NULL", "the last, as the API names it"},
    {"cause", "TEXT NOT NULL", "of its end; horizon while it runs there"},
    {"rule_id", "TEXT REFERENCES rules", "by which it ended"},
    {"created_ms", "INTEGER", "null if it was not even tried"},
    {"granted_ms", "INTEGER", "the capacity that it needs"},
    {"ready_ms", "INTEGER", ""},
    {"ended_ms", "INTEGER", "null while it runs at the horizon"},
    {"identity_lost_ms", "INTEGER", "when the identity session that it depended on ended under it"},
    {"background_duration_ms", "INTEGER", "fixed at its creation; null for no limit"},
    {"jobs", "INTEGER NOT NULL", "that ran in it"},
    {"worked_ms", "INTEGER NOT NULL", "of its jobs"},
    {"idle_ms", "INTEGER NOT NULL", "billed, and nothing ran"},
    {"idle_nanos", "INTEGER NOT NULL", "what that cost"},
    {"cost_nanos", "INTEGER NOT NULL", ""},
}};

constexpr std::array<ColumnInfo, 28> jobs{{
    {"job_id", "INTEGER PRIMARY KEY", ""},
    {"user_id", "INTEGER NOT NULL REFERENCES users", ""},
    {"session_id", "INTEGER REFERENCES sessions", "of a statement"},
    {"trace", "INTEGER", "of a recorded job: the number of its trace, from 0"},
    {"name", "TEXT NOT NULL", "a recorded job without a name goes by its line"},
    {"service", "TEXT", "as scenarios call it"},
    {"outcome", "TEXT NOT NULL", "completed, failed, stopped, rejected, running"},
    {"cause", "TEXT NOT NULL", "of its end; horizon while it runs there"},
    {"rule_id", "TEXT REFERENCES rules", "by which it ended"},
    {"state", "TEXT NOT NULL", "the last, as the API names it"},
    {"identity", "TEXT NOT NULL", "what it was started with"},
    {"survived", "INTEGER NOT NULL", "1: completed after its sign-in had ended"},
    {"unseen", "INTEGER NOT NULL", "1: completed, but nobody can have its results"},
    {"lost_in_background", "INTEGER NOT NULL", "1: see runs"},
    {"results_kept", "INTEGER NOT NULL", "1: in persistent storage"},
    {"submitted_ms", "INTEGER", ""},
    {"granted_ms", "INTEGER", "the capacity that it needs"},
    {"started_ms", "INTEGER", "its work"},
    {"ended_ms", "INTEGER", "null while it runs at the horizon"},
    {"identity_lost_ms", "INTEGER", "when the identity session that it depended on ended under it"},
    {"credentials_until_ms", "INTEGER", "when the last of the credentials vended to it expires"},
    {"background_duration_ms", "INTEGER", "of its background session; null for no limit"},
    {"takes_ms", "INTEGER", "the work asked for; null for work without end"},
    {"worked_ms", "INTEGER NOT NULL", ""},
    {"kept_ms", "INTEGER NOT NULL", "of that, saved in a checkpoint"},
    {"continued_by", "INTEGER", "the job that went on from its checkpoint"},
    {"own_cost", "INTEGER NOT NULL", "1 if it has meters of its own; a statement's cost is its session's"},
    {"cost_nanos", "INTEGER NOT NULL", ""},
}};

constexpr std::array<ColumnInfo, 6> shortfalls{{
    {"job_id", "INTEGER NOT NULL REFERENCES jobs", "that a limit ended"},
    {"position", "INTEGER NOT NULL", "0: the limit that acted; those behind it follow"},
    {"limit_name", "TEXT NOT NULL", "the setting, or what the service calls its limit"},
    {"had_ms", "INTEGER", "what it was"},
    {"needed_ms", "INTEGER NOT NULL", "what it would have had to be"},
    {"possible", "INTEGER NOT NULL", "1 if it may be set so high"},
}};

constexpr std::array<ColumnInfo, 14> hosts{{
    {"host_id", "INTEGER PRIMARY KEY", ""},
    {"user_id", "INTEGER NOT NULL REFERENCES users", "its owner"},
    {"name", "TEXT NOT NULL", ""},
    {"type", "TEXT NOT NULL", "app, application or cluster"},
    {"state", "TEXT NOT NULL", "the last, as the API names it"},
    {"cause", "TEXT NOT NULL", "of its last end"},
    {"rule_id", "TEXT REFERENCES rules", ""},
    {"created_ms", "INTEGER", "for the last time"},
    {"ready_ms", "INTEGER", ""},
    {"ended_ms", "INTEGER", ""},
    {"lives", "INTEGER NOT NULL", "how often it was opened, started or launched"},
    {"sessions", "INTEGER NOT NULL", "that were created in it"},
    {"up_ms", "INTEGER NOT NULL", "of all its lives"},
    {"cost_nanos", "INTEGER NOT NULL", ""},
}};

constexpr std::array<ColumnInfo, 6> skus{{
    {"sku_id", "INTEGER PRIMARY KEY", ""},
    {"name", "TEXT NOT NULL", "`glue.session.dpu`"},
    {"service", "TEXT NOT NULL", "the first part of that"},
    {"usage_type", "TEXT NOT NULL", "the vendor's own name"},
    {"unit", "TEXT NOT NULL", "that the price is of"},
    {"price_nanos", "INTEGER NOT NULL", "of one unit"},
}};

constexpr std::array<ColumnInfo, 9> usage_lines{{
    {"line_id", "INTEGER PRIMARY KEY", ""},
    {"sku_id", "INTEGER NOT NULL REFERENCES skus", ""},
    {"user_id", "INTEGER REFERENCES users", ""},
    {"session_id", "INTEGER REFERENCES sessions", ""},
    {"job_id", "INTEGER REFERENCES jobs", ""},
    {"host_id", "INTEGER REFERENCES hosts", ""},
    {"units", "INTEGER NOT NULL", "that ran side by side"},
    {"from_ms", "INTEGER NOT NULL", ""},
    {"until_ms", "INTEGER NOT NULL", ""},
}};

constexpr std::array<ColumnInfo, 8> costs{{
    {"cost_id", "INTEGER PRIMARY KEY", ""},
    {"line_id", "INTEGER REFERENCES usage_lines", "null for what populations used"},
    {"sku_id", "INTEGER NOT NULL REFERENCES skus", ""},
    {"month_ms", "INTEGER NOT NULL",
     "the calendar month that it is billed in; a line that runs across months is cut"},
    {"bucket", "TEXT NOT NULL", "useful, unseen, lost, unfinished, idle, overhead"},
    {"attendance", "TEXT NOT NULL", "attended, background: whether its user was signed in"},
    {"usage", "INTEGER NOT NULL", "units times milliseconds, or bytes"},
    {"cost_nanos", "INTEGER NOT NULL", ""},
}};

constexpr std::array<ColumnInfo, 14> resources{{
    {"resource_id", "INTEGER PRIMARY KEY", ""},
    {"name", "TEXT NOT NULL", "`glue.dpu_quota`"},
    {"unit", "TEXT NOT NULL", ""},
    {"limit_value", "INTEGER", "the least that was ever in force; null for none"},
    {"requests", "INTEGER NOT NULL", ""},
    {"refusals", "INTEGER NOT NULL", ""},
    {"queued", "INTEGER NOT NULL", "requests that had to wait"},
    {"abandoned", "INTEGER NOT NULL", "that ended while they waited"},
    {"queue_ms", "INTEGER NOT NULL", "time that requests waited, also of those that were never granted"},
    {"unit_ms", "INTEGER NOT NULL", "units in use, times milliseconds"},
    {"peak", "INTEGER NOT NULL", "most units in use at once"},
    {"peak_at_ms", "INTEGER NOT NULL", ""},
    {"peak_is_bound", "INTEGER NOT NULL", "1 if it may have been less"},
    {"peak_at_least", "INTEGER NOT NULL", "and then not less than this"},
}};

constexpr std::array<ColumnInfo, 7> resource_use{{
    {"resource_id", "INTEGER NOT NULL REFERENCES resources", ""},
    {"from_ms", "INTEGER NOT NULL", "of an interval"},
    {"mean_thousandths", "INTEGER NOT NULL", "of a unit in use"},
    {"most", "INTEGER NOT NULL", "units in use at once"},
    {"refusals", "INTEGER NOT NULL", ""},
    {"mean_queue_thousandths", "INTEGER NOT NULL", "of a request that waits"},
    {"most_queue", "INTEGER NOT NULL", "requests that wait at once"},
}};

constexpr std::array<ColumnInfo, 3> job_counts{{
    {"outcome", "TEXT NOT NULL", ""},
    {"cause", "TEXT NOT NULL", ""},
    {"jobs", "INTEGER NOT NULL", "those of populations included, which have no rows of their own"},
}};

constexpr std::array<ColumnInfo, 2> session_counts{{
    {"cause", "TEXT NOT NULL", "of their end"},
    {"sessions", "INTEGER NOT NULL", "those of populations included"},
}};

constexpr std::array<ColumnInfo, 11> activities{{
    {"activity_id", "INTEGER PRIMARY KEY", ""},
    {"population", "TEXT NOT NULL", ""},
    {"name", "TEXT NOT NULL", ""},
    {"wanted", "INTEGER NOT NULL", "sessions or jobs that users set out to start"},
    {"attempts", "INTEGER NOT NULL", "with repeated ones"},
    {"refusals", "INTEGER NOT NULL", "of attempts"},
    {"given_up", "INTEGER NOT NULL", "wanted and never started"},
    {"surviving_jobs", "INTEGER NOT NULL", ""},
    {"unseen_jobs", "INTEGER NOT NULL", ""},
    {"idle_nanos", "INTEGER NOT NULL", ""},
    {"cost_nanos", "INTEGER NOT NULL", ""},
}};

// Each after those that it refers to.
constexpr std::array<TableInfo, 16> all_tables{{
    {"runs", "The run.", runs},
    {"rules", "What ends things, by the vendor's documentation.", rules, "", "STRICT, WITHOUT ROWID"},
    {"users", "Named users.", users},
    {"sign_ins", "Interactive sessions of users.", sign_ins, "user_id"},
    {"sessions", "Compute sessions.", sessions, "user_id cause"},
    {"jobs", "Statements, jobs, queries, notebook runs, recorded jobs.", jobs, "user_id session_id cause"},
    {"shortfalls", "Limits that would have had to be longer for a job to complete.", shortfalls, "job_id"},
    {"hosts", "Apps, applications and clusters.", hosts, "user_id"},
    {"skus", "Prices.", skus},
    {"usage_lines", "Stretches of time that were billed.", usage_lines,
     "sku_id user_id session_id job_id host_id"},
    {"costs", "What they cost, by what it was spent on. Adds up to runs.cost_nanos.", costs,
     "line_id sku_id bucket"},
    {"resources", "Finite resources that were drawn on.", resources},
    {"resource_use", "How much of them was in use when.", resource_use, "resource_id"},
    {"job_counts", "Jobs by outcome and cause.", job_counts},
    {"session_counts", "Sessions by cause.", session_counts},
    {"activities", "What came of the habits of populations.", activities},
}};

constexpr std::array<ViewInfo, 9> all_views{{
    {"dearest_forgotten_sessions",
     "Which sessions were paid for while nothing ran in them, the dearest first?",
     "SELECT s.name AS session, u.name AS user, s.service, round(s.idle_ms / 3600000.0, 3) AS idle_hours,\n"
     "       {s.idle_nanos} AS idle_cost, s.cause AS ended_by\n"
     "FROM sessions s JOIN users u USING (user_id) WHERE s.idle_nanos > 0\n"
     "ORDER BY s.idle_nanos DESC, s.session_id"},
    {"jobs_by_cause", "How did jobs end, and why?",
     "SELECT outcome, cause, jobs FROM job_counts ORDER BY jobs DESC, outcome, cause"},
    {"sessions_by_cause", "What ended sessions?",
     "SELECT cause, sessions FROM session_counts ORDER BY sessions DESC, cause"},
    {"cost_by_user", "Who spent what, and how much of it idle or while signed out? Populations have no user.",
     "SELECT u.name AS user, {sum(c.cost_nanos)} AS cost,\n"
     "       {sum(iif(c.bucket = 'idle', c.cost_nanos, 0))} AS idle_cost,\n"
     "       {sum(iif(c.attendance = 'background', c.cost_nanos, 0))} AS background_cost\n"
     "FROM costs c LEFT JOIN usage_lines l USING (line_id) LEFT JOIN users u ON u.user_id = l.user_id\n"
     "GROUP BY l.user_id ORDER BY sum(c.cost_nanos) DESC, u.user_id"},
    {"cost_by_service", "What did each service cost, and how much of that was idle?",
     "SELECT s.service, {sum(c.cost_nanos)} AS cost,\n"
     "       {sum(iif(c.bucket = 'idle', c.cost_nanos, 0))} AS idle_cost\n"
     "FROM costs c JOIN skus s USING (sku_id) GROUP BY s.service ORDER BY sum(c.cost_nanos) DESC, s.service"},
    {"cost_by_bucket", "What was the money spent on?",
     "SELECT bucket, attendance, {sum(cost_nanos)} AS cost,\n"
     "       round(100.0 * sum(cost_nanos) / (SELECT cost_nanos FROM runs), 3) AS percent\n"
     "FROM costs GROUP BY bucket, attendance ORDER BY sum(cost_nanos) DESC, bucket, attendance"},
    {"what_killed_jobs_would_have_needed", "Which limits would have had to be longer for jobs to complete?",
     "SELECT j.name AS job, u.name AS user, j.cause, j.rule_id AS rule, n.limit_name,\n"
     "       round(n.had_ms / 3600000.0, 3) AS had_hours, round(n.needed_ms / 3600000.0, 3) AS "
     "needed_hours,\n"
     "       n.possible\n"
     "FROM shortfalls n JOIN jobs j USING (job_id) JOIN users u USING (user_id)\n"
     "ORDER BY n.needed_ms DESC, n.job_id, n.position"},
    {"refusals_by_resource", "Which finite resources refused requests or kept them waiting?",
     "SELECT name, unit, limit_value, peak, requests, refusals, queued,\n"
     "       round(100.0 * (refusals + queued) / max(requests, 1), 3) AS percent\n"
     "FROM resources ORDER BY refusals + queued DESC, resource_id"},
    {"jobs_in_words", "Every job with its moments in words and its cost in the currency.",
     "SELECT j.name AS job, u.name AS user, s.name AS session, j.service, j.outcome, j.cause, j.rule_id AS "
     "rule,\n"
     "       [j.submitted_ms] AS submitted, [j.started_ms] AS started, [j.ended_ms] AS ended,\n"
     "       iif(j.own_cost, {j.cost_nanos}, NULL) AS cost\n"
     "FROM jobs j JOIN users u USING (user_id) LEFT JOIN sessions s ON s.session_id = j.session_id\n"
     "ORDER BY j.job_id"},
}};

/// `{x}` is nano-units as an exact decimal, `[x]` milliseconds as ISO 8601.
std::string spelt_out(std::string_view query) {
  std::string text;
  for (std::size_t at = 0; at < query.size(); ++at) {
    const char close = query[at] == '{' ? '}' : query[at] == '[' ? ']' : '\0';
    if (close == '\0') {
      text += query[at];
      continue;
    }
    const std::size_t end = query.find(close, at);
    const std::string inner(query.substr(at + 1, end - at - 1));
    text += close == '}' ? "printf('%d.%09d', " + inner + " / 1000000000, " + inner + " % 1000000000)"
                         : "strftime('%Y-%m-%dT%H:%M:%fZ', " + inner + " / 1000.0, 'unixepoch')";
    at = end;
  }
  return text;
}

void add_indexes(const TableInfo& table, std::string& text) {
  for (std::size_t at = 0; at < table.indexed.size();) {
    const std::size_t end = std::min(table.indexed.find(' ', at), table.indexed.size());
    const std::string column(table.indexed.substr(at, end - at));
    text += "CREATE INDEX index_of_" + std::string(table.name) + "_by_" + column + " ON " +
            std::string(table.name) + " (" + column + ");\n";
    at = end + 1;
  }
}

}  // namespace

std::span<const TableInfo> tables() { return all_tables; }
std::span<const ViewInfo> views() { return all_views; }

const TableInfo& table_named(std::string_view name) {
  const auto* const found = std::find_if(all_tables.begin(), all_tables.end(),
                                         [&](const TableInfo& each) { return each.name == name; });
  if (found == all_tables.end()) throw std::logic_error("no table " + std::string(name));
  return *found;
}

std::string create_tables() {
  std::string text;
  for (const TableInfo& table : all_tables) {
    text += "CREATE TABLE " + std::string(table.name) + " (\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const ColumnInfo& column = table.columns[i];
      text += "  " + std::string(column.name) + " " + std::string(column.type) +
              (i + 1 < table.columns.size() ? ",\n" : "\n");
    }
    text += ") " + std::string(table.options) + ";\n";
  }
  return text;
}

std::string create_indexes_and_views() {
  std::string text;
  for (const TableInfo& table : all_tables) add_indexes(table, text);
  for (const ViewInfo& view : all_views) {
    text += "CREATE VIEW " + std::string(view.name) + " AS\n" + spelt_out(view.query) + ";\n";
  }
  return text;
}

}  // namespace outlive::output::sqlite

namespace outlive {

std::string sqlite_markdown() {
  using namespace output::sqlite;
  std::string text =
      "# results.sqlite\n\n"
      "What `outlive run FILE --export sqlite=results.sqlite` writes. Made from the description that makes "
      "the database; a test\n"
      "holds it against that. Moments (`..._ms` that are no lengths) are milliseconds since "
      "1970-01-01T00:00:00Z, amounts\n"
      "(`..._nanos`) are 10^-9 of the currency: integers, so that they add up exactly. The views tell "
      "amounts in the currency.\n\n"
      "    sqlite3 -box results.sqlite 'SELECT * FROM dearest_forgotten_sessions LIMIT 10'\n\n"
      "## Views\n\n| view | question |\n|---|---|\n";
  for (const ViewInfo& view : views()) {
    text += "| `" + std::string(view.name) + "` | " + std::string(view.about) + " |\n";
  }
  text += "\n## Tables\n";
  for (const TableInfo& table : tables()) {
    text += "\n### " + std::string(table.name) + "\n\n" + std::string(table.about) +
            "\n\n| column | type | |\n|---|---|---|\n";
    for (const ColumnInfo& column : table.columns) {
      text += "| `" + std::string(column.name) + "` | " + std::string(column.type) + " | " +
              std::string(column.about) + " |\n";
    }
  }
  return text;
}

}  // namespace outlive
