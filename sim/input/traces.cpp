#include "sim/input/traces.hpp"

#include <filesystem>
#include <map>
#include <unordered_map>
#include <utility>

#include "sim/input/csv.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/source.hpp"
#include "sim/input/trace_row.hpp"
#include "sim/input/work_decoder.hpp"

namespace outlive::input {
namespace {

// Rows act after all lines of the timeline that happen at the same instant, in their own order.
constexpr std::uint32_t first_row_line = 0x4000'0000;
constexpr std::size_t most_bad_rows_named = 50;

Anchor anchor_of(Node trace) {
  const std::string_view word = trace.find("anchor").text();
  return word == "submission" ? Anchor::submission : word == "user" ? Anchor::user : Anchor::start;
}

class TraceReader {
 public:
  TraceReader(Node trace, Scenario& scenario, Diagnostics& problems)
      : trace_(trace), scenario_(scenario), problems_(problems) {
    spec_.path = beside(scenario.path, as_text(trace.find("file")));
    spec_.anchor = anchor_of(trace);
    for (Number user = 0; user < scenario.users.size(); ++user) users_[scenario.users[user].name] = user;
  }

  void read(bool& unreadable) {
    const Source source = read_source(spec_.path, csv_limit, problems_);
    if (!source.ok()) {
      unreadable = unreadable || source.status == SourceStatus::unreadable;
      return;
    }
    if (const Node sku = trace_.find("sku")) {
      if (const auto found = find_sku(as_text(sku), sku.place(), scenario_.prices, problems_)) sku_ = *found;
    }
    Diagnostics found;
    CsvReader table(spec_.path, source.text, found);
    const std::size_t before = problems_.error_count();
    TraceRowReader rows(trace_, table, scenario_.start_unix_ms, scenario_.horizon, problems_);
    if (problems_.error_count() == before && !table.header().empty()) {
      TraceRow row;
      while (table.next()) {
        if (auto problem = rows.read(table, row)) {
          found.error(std::move(problem->place), std::move(problem->message));
        } else {
          add(row, table.row()[0].line);
        }
      }
    }
    settle(found, table.header().empty());
    scenario_.traces.push_back(std::move(spec_));
  }

 private:
  /// Bad rows are errors, or are left out and told: never skipped in silence.
  void settle(Diagnostics& found, bool hopeless) {
    found.sort();
    const bool refuse = !hopeless && trace_.find("bad_rows") && trace_.find("bad_rows").text() == "refuse";
    std::size_t named = 0;
    for (const Diagnostic& problem : found.all()) {
      if (refuse) spec_.refused.push_back(problem);
      if (++named > most_bad_rows_named) continue;
      if (refuse) {
        problems_.warning(problem.place, "row refused: " + problem.message);
      } else {
        problems_.error(problem.place, problem.message);
      }
    }
    if (named <= most_bad_rows_named) return;
    const std::string more = "and " + std::to_string(named - most_bad_rows_named) + " more rows that cannot be used";
    if (refuse) {
      problems_.warning({spec_.path, 0, 0}, more);
    } else {
      problems_.error({spec_.path, 0, 0}, more);
    }
  }

  void add(const TraceRow& row, std::uint32_t line) {
    const auto job = static_cast<Number>(scenario_.jobs.size());
    const Number user = user_of(row, job);
    const bool waits = spec_.anchor == Anchor::submission;
    const Number work = work_of(row.units, waits ? row.started - row.submitted : Duration::zero());
    scenario_.jobs.push_back({.name = row.name.empty() ? "row-" + std::to_string(line) : std::string(row.name),
                              .user = user,
                              .work = work,
                              .trace = static_cast<Number>(scenario_.traces.size()),
                              .line = line});
    Action action{.at = waits ? row.submitted : row.started, .takes = row.duration};
    action.line = first_row_line + job;
    action.user = user;
    action.subject = job;
    action.work = work;
    action.verb = Verb::start_job;
    action.own_background = spec_.anchor != Anchor::user;
    scenario_.actions.push_back(action);
    ++spec_.rows;
  }

  Number user_of(const TraceRow& row, Number job) {
    const auto next = static_cast<Number>(scenario_.users.size());
    if (row.user.empty()) {
      scenario_.users.push_back({"user-of-" + std::to_string(job), {}, general_domain});
      return next;
    }
    const auto [entry, added] = users_.try_emplace(std::string(row.user), next);
    if (added) scenario_.users.push_back({entry->first, {}, general_domain});
    return entry->second;
  }

  /// Rows of one size share their work.
  Number work_of(std::int64_t units, Duration wait) {
    const auto [entry, added] =
        works_.try_emplace({units, wait.count()}, static_cast<Number>(scenario_.works.size()));
    if (added) {
      Work work{.service = ServiceType::traced_job, .units = units, .sku = sku_};
      work.limits[static_cast<std::size_t>(Limit::start_up)] = wait;
      scenario_.works.push_back(work);
    }
    return entry->second;
  }

  Node trace_;
  Scenario& scenario_;
  Diagnostics& problems_;
  TraceSpec spec_;
  SkuNumber sku_ = no_sku;
  std::unordered_map<std::string, Number> users_;
  std::map<std::pair<std::int64_t, std::int64_t>, Number> works_;
};

}  // namespace

std::string beside(const std::string& path, const std::string& name) {
  const std::filesystem::path file(name);
  return file.is_absolute() ? name : (std::filesystem::path(path).parent_path() / file).lexically_normal().string();
}

void read_traces(Node list, Scenario& scenario, Diagnostics& problems, bool& unreadable) {
  for (const Node trace : list) TraceReader(trace, scenario, problems).read(unreadable);
}

}  // namespace outlive::input
