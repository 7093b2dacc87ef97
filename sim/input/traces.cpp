#include "sim/input/traces.hpp"

#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "sim/input/csv.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/skus.hpp"
#include "sim/input/source.hpp"
#include "sim/input/taken_names.hpp"
#include "sim/input/trace_row.hpp"

namespace outlive::input {
namespace {

// Rows act after all lines of the timeline that happen at the same instant, in their own order.
constexpr std::uint32_t first_row_line = 0x4000'0000;
constexpr std::size_t most_bad_rows_named = 50;

Anchor anchor_of(Node trace) {
  const std::string_view word = trace.find("anchor").text();
  return word == "submission" ? Anchor::submission : word == "user" ? Anchor::user : Anchor::start;
}

/// Lets a map of texts be searched for a piece of a row without a copy.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class TraceReader {
 public:
  TraceReader(Node trace, Scenario& scenario, TakenNames& names, Diagnostics& problems)
      : trace_(trace), scenario_(scenario), names_(names), problems_(problems) {
    spec_.path = beside(scenario.path, as_text(trace.find("file")));
    spec_.anchor = anchor_of(trace);
    for (Number user = 0; user < scenario.users.size(); ++user) users_[scenario.users[user].name] = user;
  }

  void read(const Files& files) {
    const Source* const source = files.table(spec_.path, trace_.find("file").place(), problems_);
    if (source == nullptr) return;
    if (const Node sku = trace_.find("sku")) {
      if (const auto found = find_sku(as_text(sku), sku.place(), scenario_.prices, problems_)) sku_ = *found;
    }
    // Every bad row is counted, so the table is read to its end.
    Diagnostics found;
    CsvReader table(spec_.path, source->text, found, std::numeric_limits<std::size_t>::max());
    const std::size_t before = problems_.error_count();
    for (const Diagnostic& problem : found.all())
      problems_.error(problem.place, problem.message);  // of the header
    TraceRowReader rows(trace_, table, scenario_.start_unix_ms, scenario_.horizon, problems_);
    if (problems_.error_count() != before) return;
    TraceRow row;
    while (table.next()) {
      auto problem = rows.read(table, row);
      if (!problem) problem = add(row, table);
      if (problem) found.error(std::move(problem->place), std::move(problem->message));
    }
    settle(found);
    scenario_.traces.push_back(std::move(spec_));
  }

 private:
  /// Bad rows are errors, or are left out and told: never skipped in silence.
  void settle(Diagnostics& found) {
    const bool refuse = trace_.find("bad_rows") && trace_.find("bad_rows").text() == "refuse";
    if (spec_.rows == 0 && (refuse || !found.has_errors())) {
      problems_.error({spec_.path, 0, 0},
                      found.has_errors() ? "every row of the trace was refused" : "the trace has no rows");
    }
    std::size_t named = 0;
    for (const Diagnostic& problem : found.all()) {
      if (refuse) spec_.refused.push_back(problem);
      if (++named <= most_bad_rows_named) report(problem.place, problem.message, refuse);
    }
    if (named <= most_bad_rows_named) return;
    Place next = found.all()[most_bad_rows_named].place;
    next.column = 0;
    const std::size_t more = named - most_bad_rows_named;
    report(std::move(next), "this row and " + std::to_string(more - 1) + " after it cannot be used either",
           refuse);
  }

  void report(Place place, const std::string& message, bool refuse) {
    if (refuse) {
      problems_.warning(std::move(place), "row refused: " + message);
    } else {
      problems_.error(std::move(place), message);
    }
  }

  std::optional<RowProblem> add(const TraceRow& row, const CsvReader& table) {
    const auto job = static_cast<Number>(scenario_.jobs.size());
    const std::uint32_t line = table.row()[0].line;
    std::string name = name_of(row, line);
    if (auto taken = names_.take(name)) return RowProblem{{spec_.path, line, 1}, std::move(*taken)};
    const Number user = user_of(row, job);
    const bool waits = spec_.anchor == Anchor::submission;
    const Number work = work_of(row.units, waits ? row.started - row.submitted : Duration::zero());
    scenario_.jobs.push_back({.name = std::move(name),
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
    return std::nullopt;
  }

  [[nodiscard]] std::string name_of(const TraceRow& row, std::uint32_t line) const {
    if (!row.name.empty()) return std::string(row.name);
    const std::size_t trace = scenario_.traces.size();
    return (trace == 0 ? "row-" : "trace-" + std::to_string(trace) + "-row-") + std::to_string(line);
  }

  Number user_of(const TraceRow& row, Number job) {
    const auto next = static_cast<Number>(scenario_.users.size());
    if (row.user.empty()) {
      scenario_.users.push_back({"user-of-" + std::to_string(job), {}, general_domain});
      return next;
    }
    const auto known = users_.find(row.user);
    if (known != users_.end()) return known->second;
    const auto entry = users_.emplace(row.user, next).first;
    scenario_.users.push_back({entry->first, {}, general_domain});
    return next;
  }

  /// Rows of one size share their work.
  Number work_of(std::int64_t units, Duration wait) {
    const auto [entry, added] =
        works_.try_emplace({units, wait.count()}, static_cast<Number>(scenario_.works.size()));
    if (added) {
      Work work{.service = ServiceType::traced_job, .units = units, .meters = {{{sku_, units}}}};
      work.limits[static_cast<std::size_t>(Limit::start_up)] = wait;
      scenario_.works.push_back(work);
    }
    return entry->second;
  }

  Node trace_;
  Scenario& scenario_;
  TakenNames& names_;
  Diagnostics& problems_;
  TraceSpec spec_;
  SkuNumber sku_ = no_sku;
  std::unordered_map<std::string, Number, TextHash, std::equal_to<>> users_;
  std::map<std::pair<std::int64_t, std::int64_t>, Number> works_;
};

}  // namespace

std::string beside(const std::string& path, const std::string& name) {
  const std::filesystem::path file(name);
  return file.is_absolute() ? name
                            : (std::filesystem::path(path).parent_path() / file).lexically_normal().string();
}

void read_traces(Node list, const Soundness& sound, const Files& files, Scenario& scenario,
                 Diagnostics& problems) {
  if (list.size() == 0) return;
  const Type& type = *find_field(scenario_schema()->members, "workload.traces")->type->item;
  TakenNames names(scenario);
  for (const Node trace : list) {
    if (sound(trace, type)) TraceReader(trace, scenario, names, problems).read(files);
  }
}

}  // namespace outlive::input
