#include "outlive/load.hpp"

#include <algorithm>
#include <tuple>

#include "sim/input/check.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/expect_decoder.hpp"
#include "sim/input/price_book.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/schema_json.hpp"
#include "sim/input/settings_decoder.hpp"
#include "sim/input/source.hpp"
#include "sim/input/timeline.hpp"
#include "sim/input/traces.hpp"

namespace outlive {
namespace {

using input::Node;

void read_users(Node users, Scenario& scenario) {
  for (const Node node : users) {
    User user{.name = std::string(node.key()), .groups = {}, .domain = general_domain};
    for (const Node group : node.find("groups")) user.groups.push_back(input::as_text(group));
    if (const Node domain = node.find("domain")) user.domain = input::domain_named(scenario, domain.text());
    scenario.users.push_back(std::move(user));
  }
}

Scenario read_scenario(Node root, const std::string& path, const std::vector<Override>& overrides,
                       LoadResult& result) {
  Diagnostics& problems = result.diagnostics;
  Scenario scenario;
  scenario.path = path;
  scenario.title = input::as_text(root.find("title"));
  scenario.start_unix_ms = input::as_utc(root.find("start"));
  scenario.horizon = input::as_instant(root.find("horizon"), scenario.start_unix_ms);
  scenario.domains = {""};
  if (scenario.horizon < Instant{}) {
    problems.error(root.find("horizon").place(), "the horizon lies before the start");
  }
  scenario.seed = static_cast<std::uint64_t>(
      input::value_or(root.find("seed"), input::as_integer, std::int64_t{1}));
  const Node prices = root.find("prices");
  const auto book = input::read_price_book(prices ? input::beside(path, input::as_text(prices)) : "", problems,
                                           result.unreadable);
  if (book) scenario.prices = *book;
  input::read_settings(root.find("settings"), scenario);
  input::apply_overrides(overrides, scenario, problems);
  read_users(root.find("users"), scenario);
  if (book) {
    input::read_timeline(root.find("timeline"), scenario, problems);
    input::read_traces(root.find("workload").find("traces"), scenario, problems, result.unreadable);
  }
  std::stable_sort(scenario.actions.begin(), scenario.actions.end(), [](const Action& a, const Action& b) {
    return std::tie(a.at, a.line) < std::tie(b.at, b.line);
  });
  if (!problems.has_errors()) input::read_expectations(root.find("expect"), scenario, problems);
  return scenario;
}

LoadResult load(const input::Source& source, const std::vector<Override>& overrides, LoadResult result) {
  if (!source.ok()) {
    result.unreadable = source.status == input::SourceStatus::unreadable;
    return result;
  }
  const auto document = input::parse_document(source.path, source.text, result.diagnostics);
  if (document && input::check(*document, *input::scenario_schema(), result.diagnostics) &&
      !result.diagnostics.has_errors()) {
    Scenario scenario = read_scenario(document->root(), source.path, overrides, result);
    if (!result.diagnostics.has_errors()) result.scenario = std::move(scenario);
  }
  result.diagnostics.sort();
  return result;
}

}  // namespace

LoadResult load_scenario(const std::string& path, const std::vector<Override>& overrides) {
  LoadResult result;
  const input::Source source = input::read_source(path, input::yaml_limit, result.diagnostics);
  return load(source, overrides, std::move(result));
}

LoadResult load_scenario_text(const std::string& text, const std::string& path,
                              const std::vector<Override>& overrides) {
  LoadResult result;
  const input::Source source = input::check_source(path, text, input::yaml_limit, result.diagnostics);
  return load(source, overrides, std::move(result));
}

std::string scenario_schema_json() {
  return input::json_schema(*input::scenario_schema(),
                            {.id = "",
                             .title = "Outlive scenario",
                             .description = "Which jobs outlive the log-off, and what do they cost?"});
}

std::string price_book_schema_json() {
  return input::json_schema(*input::price_book_schema(),
                            {.id = "",
                             .title = "Outlive price book",
                             .description = "What a unit of each meter costs, with minimum and granularity."});
}

}  // namespace outlive
