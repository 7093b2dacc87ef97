#include "sim/input/saved_results.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <system_error>

#include "sim/input/csv.hpp"
#include "sim/input/json_view.hpp"
#include "sim/study/run_record.hpp"
#include "sim/text/formula_guard.hpp"

namespace outlive::input {
namespace {

namespace fs = std::filesystem;

/// What is written first into a folder: of a run, a sweep, a recommendation.
constexpr std::array written_first{"summary.json", "points.csv", "recommendation.json"};

constexpr std::uint64_t schema_version = 1;  // of report_json
constexpr std::string_view what_is_read =
    "results are what 'outlive run --format json' or 'outlive run -o FOLDER' writes";

/// A value that is one of those with a name.
template <class Value, class Find>
Value named(const JsonView& view, std::string_view what, Find find) {
  const auto text = view.text();
  if (!text) return Value{};
  const std::optional<Value> value = find(*text);
  if (!value) view.refuse("'" + *text + "' is no " + std::string(what));
  return value.value_or(Value{});
}

std::optional<Rule> rule_named(std::string_view id) {
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (id_of(static_cast<Rule>(i)) == id) return static_cast<Rule>(i);
  }
  return std::nullopt;
}

std::optional<ResponseUnit> unit_named(std::string_view unit, std::string_view currency) {
  if (unit == currency) return ResponseUnit::money;
  if (unit == "count") return ResponseUnit::number;
  if (unit == "share") return ResponseUnit::share;
  if (unit == "ms") return ResponseUnit::duration;
  return std::nullopt;
}

Observed read_response(std::string_view key, const JsonView& row, const RunRecord& record) {
  Observed response;
  response.unit = named<ResponseUnit>(row["unit"], "unit of a response", [&](std::string_view unit) {
    return unit_named(unit, record.currency);
  });
  // A key of money ends in its currency: `cost.total_usd`.
  response.name = response.unit == ResponseUnit::money ? key.substr(0, key.rfind('_')) : key;
  const JsonView values = row["values"];
  const std::vector<JsonView> all = values.elements();
  for (const JsonView& each : all) response.values.push_back(each.number().value_or(0));
  if (all.size() != record.replications && !row.has_problems()) {
    values.refuse("needs " + std::to_string(record.replications) + " values, one for each replication, not " +
                  std::to_string(all.size()));
  }
  return response;
}

void read_responses(const JsonView& replications, RunRecord& record) {
  const JsonView count = replications["replications"];
  record.replications = static_cast<std::uint32_t>(count.count().value_or(0));
  if (record.replications == 0 && !count.has_problems()) count.refuse("no replication went to its end");
  for (const auto& [key, row] : replications["responses"].members()) {
    record.responses.push_back(read_response(key, row, record));
  }
}

void read_jobs(const JsonView& jobs, RunRecord& record) {
  for (const JsonView& row : jobs.elements()) {
    RecordedJob& job = record.jobs.emplace_back();
    job.name = row["name"].text().value_or("");
    job.fate.outcome = named<Outcome>(row["outcome"], "outcome", outcome_named);
    job.fate.cause = named<Cause>(row["cause"], "cause", cause_named);
    const JsonView rule = row["rule"];
    if (!rule.is_null()) job.fate.rule = named<Rule>(rule, "rule", rule_named);
    job.fate.survived = row["survived_sign_out"].flag().value_or(false);
    job.fate.unseen = row["unseen"].flag().value_or(false);
  }
}

/// Tells `found` of each setting that is there. What another version does not know yet, or no longer, is not known.
template <class Found>
void read_values(const JsonView& settings, Found found) {
  for (std::size_t i = 0; i < setting_count; ++i) {
    const auto setting = static_cast<Setting>(i);
    const SettingInfo& info = info_of(setting);
    const bool is_duration = info.type == SettingType::duration;
    const auto value = settings.find(std::string(info.key) + (is_duration ? "_ms" : ""));
    if (!value) continue;
    if (info.type == SettingType::flag) {
      found(setting, value->flag().value_or(false) ? 1 : 0);
    } else {
      found(setting, value->is_null() ? setting_none : value->integer().value_or(0));
    }
  }
}

void read_instance_quotas(const JsonView& settings, Scope scope, std::string_view owner, OwnSettings& own) {
  for (const auto& [key, value] : settings.members()) {
    if (instance_quotas_in(key) == nullptr) continue;
    own[{scope, std::string(owner), std::string(key)}] =
        value.is_null() ? setting_none : value.integer().value_or(0);
  }
}

void read_own_settings(const JsonView& by_owner, Scope scope, OwnSettings& own) {
  for (const auto& [owner, settings] : by_owner.members()) {
    const std::string name(owner);
    read_values(settings, [&](Setting setting, SettingValue value) {
      own[{scope, name, std::string(info_of(setting).key)}] = value;
    });
    read_instance_quotas(settings, scope, owner, own);
  }
}

void read_settings(const JsonView& root, RunRecord& record) {
  const JsonView everybodys = root["settings"];
  read_values(everybodys, [&](Setting setting, SettingValue value) {
    record.settings[static_cast<std::size_t>(setting)] = value;
  });
  const auto of_domains = root.find("settings_of_domains");
  const auto of_accounts = root.find("settings_of_accounts");
  if (!of_domains || !of_accounts) return;  // written before they were told: not known
  OwnSettings& own = record.own_settings.emplace();
  read_instance_quotas(everybodys, Scope::general, "", own);
  read_own_settings(*of_domains, Scope::domain, own);
  read_own_settings(*of_accounts, Scope::account, own);
}

void read_assumptions(const JsonView& assumptions, RunRecord& record) {
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const AssumptionInfo& info = info_of(static_cast<Assumption>(i));
    const auto found = assumptions.find(info.key);
    if (!found) continue;
    record.assumptions[i] =
        named<Option>(*found, "option of it", [&](std::string_view name) -> std::optional<Option> {
          for (std::size_t option = 0; option < info.options.size(); ++option) {
            if (info.options[option] == name) return static_cast<Option>(option);
          }
          return std::nullopt;
        });
  }
}

std::uint64_t read_fingerprint(const JsonView& view) {
  const std::string text = view.text().value_or("0");
  std::uint64_t fingerprint = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fingerprint, 16);
  if (error != std::errc{} || end != text.data() + text.size()) view.refuse("needs a hexadecimal number");
  return fingerprint;
}

/// Whether the rest can be understood.
bool is_of_this_kind(const JsonView& root) {
  if (!root.find("schema_version") || !root.find("replications") ||
      (!root.find("jobs") && !root.find("totals"))) {
    root.refuse("no results of a run: " + std::string(what_is_read));
    return false;
  }
  return is_of_version(root, schema_version);
}

/// The columns of jobs.csv that tell a fate.
class JobsTable {
 public:
  JobsTable(const Source& source, Diagnostics& problems)
      : table_(source.path, source.text, problems), problems_(problems) {
    constexpr std::array<std::string_view, column_count> names{"job",  "outcome",           "cause",
                                                               "rule", "survived_sign_out", "unseen"};
    for (std::size_t i = 0; i < column_count && !table_.header().empty(); ++i) {
      const auto found = table_.column(names[i]);
      if (!found) problems.error({source.path, 1, 1}, "has no column '" + std::string(names[i]) + "'");
      columns_[i] = found.value_or(0);
      complete_ = complete_ && found;
    }
  }

  void read(RunRecord& record) {
    while (complete_ && table_.next()) {
      RecordedJob& job = record.jobs.emplace_back();
      job.name = text::unguarded(text(0));
      job.fate.outcome = named<Outcome>(1, "outcome", outcome_named);
      job.fate.cause = named<Cause>(2, "cause", cause_named);
      if (!text(3).empty()) job.fate.rule = named<Rule>(3, "rule", rule_named);
      job.fate.survived = flag(4);
      job.fate.unseen = flag(5);
    }
  }

 private:
  static constexpr std::size_t column_count = 6;

  [[nodiscard]] std::string_view text(std::size_t i) const { return table_.row()[columns_[i]].text; }
  template <class Value, class Find>
  Value named(std::size_t i, std::string_view what, Find find) {
    const std::optional<Value> value = find(text(i));
    if (!value) refuse(i, "'" + std::string(text(i)) + "' is no " + std::string(what));
    return value.value_or(Value{});
  }
  bool flag(std::size_t i) {
    if (text(i) != "true" && text(i) != "false") refuse(i, "needs true or false");
    return text(i) == "true";
  }
  void refuse(std::size_t i, std::string why) {
    problems_.error(table_.place(columns_[i]), std::move(why));
    if (++refused_ == csv_problem_limit) complete_ = false;
  }

  CsvReader table_;
  Diagnostics& problems_;
  std::array<std::size_t, column_count> columns_{};
  std::size_t refused_ = 0;
  bool complete_ = true;
};

/// Of a summary, whose jobs are in a table of their own.
void read_jobs_beside(const Source& summary, RunRecord& record, Diagnostics& problems) {
  const auto path = fs::path(summary.path).replace_filename("jobs.csv").string();
  const Source source = read_source(path, csv_limit, problems);
  if (source.ok()) JobsTable(source, problems).read(record);
}

RunRecord read_record(const JsonView& root) {
  RunRecord record;
  record.title = root["title"].text().value_or("");
  record.seed = root["seed"].count().value_or(0);
  record.horizon = Duration{root["horizon_ms"].integer().value_or(0)};
  record.fingerprint = read_fingerprint(root["fingerprint"]);
  const JsonView incomplete = root["incomplete"];
  if (incomplete.flag().value_or(false))
    incomplete.refuse("the run was interrupted, its results are partial");
  record.currency = root["cost"]["currency"].text().value_or("");
  read_responses(root["replications"], record);
  if (const auto jobs = root.find("jobs")) read_jobs(*jobs, record);
  read_settings(root, record);
  read_assumptions(root["assumptions"], record);
  record.chance =
      study::has_chance(!root["populations"].elements().empty(),
                        record.assumptions[static_cast<std::size_t>(Assumption::stop_latency)].value_or(0));
  return record;
}

}  // namespace

bool is_saved_results(std::string_view path, std::string_view text) {
  if (path.ends_with(".json")) return true;
  const auto after = [&](std::size_t from) { return text.find_first_not_of(" \t\r\n", from); };
  const std::size_t brace = after(0);
  if (brace == std::string_view::npos || text[brace] != '{') return false;
  const std::size_t key = after(brace + 1);
  return key != std::string_view::npos && text.substr(key).starts_with("\"schema_version\"");
}

SavedResults saved_results_of(const Source& source) {
  SavedResults saved;
  const auto document = parse_json(source, saved.diagnostics);
  if (!document) return saved;
  std::vector<JsonProblem> problems;
  const JsonView root(&*document, problems);
  RunRecord record;
  if (is_of_this_kind(root)) record = read_record(root);
  tell_problems(source, *document, problems, saved.diagnostics);
  if (!problems.empty()) return saved;
  if (!root.find("jobs")) read_jobs_beside(source, record, saved.diagnostics);
  if (saved.diagnostics.has_errors()) return saved;
  record.path = source.path;
  saved.record = std::move(record);
  return saved;
}

std::string why_not_whole(const std::string& folder) {
  std::error_code ignored;
  const fs::path path(folder);
  if (fs::exists(path / manifest_name, ignored)) return {};
  const bool cut_off = std::any_of(written_first.begin(), written_first.end(),
                                   [&](const char* name) { return fs::exists(path / name, ignored); });
  return cut_off ? "has no manifest.json: its writer did not come to the end; run it again"
                 : "holds no results; expected what 'outlive run -o FOLDER' wrote";
}

Source read_results(const std::string& path, Diagnostics& problems) {
  std::error_code ignored;
  const fs::path folder(path);
  if (!fs::is_directory(folder, ignored)) return read_source(path, results_limit, problems);
  const std::string why = why_not_whole(path);
  if (why.empty()) return read_source((folder / "summary.json").string(), results_limit, problems);
  problems.error({path, 0, 0}, why);
  return {SourceStatus::unreadable, path, {}, false};
}

SavedResults read_saved_results(const std::string& path) {
  SavedResults failed;
  const Source source = read_results(path, failed.diagnostics);
  if (source.ok()) return saved_results_of(source);
  failed.unreadable = source.status == SourceStatus::unreadable;
  return failed;
}

}  // namespace outlive::input
