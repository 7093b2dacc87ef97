#include "outlive/load.hpp"

#include <algorithm>
#include <tuple>

#include "sim/input/accounts.hpp"
#include "sim/input/assumption_decoder.hpp"
#include "sim/input/check.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/directory_decoder.hpp"
#include "sim/input/expect_decoder.hpp"
#include "sim/input/files.hpp"
#include "sim/input/population_decoder.hpp"
#include "sim/input/population_overrides.hpp"
#include "sim/input/price_book.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/schema_json.hpp"
#include "sim/input/settings_decoder.hpp"
#include "sim/input/soundness.hpp"
#include "sim/input/source.hpp"
#include "sim/input/timeline.hpp"
#include "sim/input/traces.hpp"
#include "sim/input/usage_limit.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"

namespace outlive {
namespace {

using input::Node;

/// From a document to a scenario. Where the document has problems, as much of it is read as can be, so that
/// they are all found in one pass; the scenario is then of no use.
class ScenarioReader {
 public:
  ScenarioReader(Node root, std::string path, input::FileCache& files, LoadResult& result)
      : root_(root),
        problems_(result.diagnostics),
        files_{files, result.unreadable},
        sound_(!problems_.has_errors()) {
    scenario_.path = std::move(path);
  }

  Scenario read(const std::vector<Override>& overrides, const std::vector<Override>& assumptions) {
    scenario_.domains = {""};
    scenario_.accounts = {{}};
    input::read_assumptions(root_.find("assumptions"), scenario_);
    input::choose_assumptions(assumptions, scenario_, problems_);
    input::assume_settings(scenario_);
    read_prices();  // quotas name instance types
    input::declare_accounts(map_of("users"), map_of("populations"), scenario_, problems_);
    if (const Node settings = part("settings")) input::read_settings(settings, scenario_, problems_);
    input::apply_overrides(overrides, scenario_, problems_);
    input::assume_prices(scenario_);
    if (read_head()) read_work();
    return std::move(scenario_);
  }

 private:
  /// The value of a key of the root; absent, too, if it is not as the schema says.
  [[nodiscard]] Node part(std::string_view key) const {
    const Node node = root_.find(key);
    return node && sound_(node, type_of(key)) ? node : Node{};
  }
  /// The value of a key of the root that is a map; absent, too, if it is something else.
  [[nodiscard]] Node map_of(std::string_view key) const {
    const Node node = root_.find(key);
    return node && node.is_map() ? node : Node{};
  }
  static const input::Type& type_of(std::string_view key) {
    return *input::find_field(input::scenario_schema()->members, key)->type;
  }

  /// False if no time can be told.
  bool read_head() {
    if (const Node title = part("title")) scenario_.title = input::as_text(title);
    if (const Node seed = part("seed")) scenario_.seed = static_cast<std::uint64_t>(input::as_integer(seed));
    const Node start = part("start");
    if (!start) return false;
    scenario_.start_unix_ms = input::as_utc(start);
    scenario_.horizon =
        Instant{text::longest_duration};  // a bad one has nothing to do with what else is wrong
    const Node horizon = part("horizon");
    if (!horizon) return true;
    const Instant given = input::as_instant(horizon, scenario_.start_unix_ms);
    const std::string written = "horizon: " + std::string(horizon.text());
    if (given < Instant{}) {
      problems_.error(horizon.place(),
                      written + " lies before the start, " + text::format_instant(scenario_.start_unix_ms));
    } else if (given > scenario_.horizon) {
      problems_.error(horizon.place(), written + " lies more than 100 years after the start");
    } else {
      scenario_.horizon = given;
    }
    return true;
  }

  void read_prices() {
    const Node prices = part("prices");
    if (prices && prices.text().empty()) {
      problems_.error(prices.place(), "prices: expected the path of a price book, relative to this file");
      return;
    }
    const std::string path = prices ? input::beside(scenario_.path, input::as_text(prices)) : "";
    const Place named_at = prices ? prices.place() : Place{};  // the built-in one can be read
    if (auto book = files_.price_book(path, named_at, problems_)) scenario_.prices = std::move(*book);
  }

  void read_work() {
    const Node timeline = root_.find("timeline");
    const Node traces = root_.find("workload").find("traces");
    const Node populations = map_of("populations");
    if (!read_users()) return;
    input::declare_domains_of_populations(populations, scenario_, problems_);
    input::read_directory(root_, sound_, scenario_, problems_);
    const input::TimelineHosts hosts = input::read_timeline(
        timeline && timeline.is_list() ? timeline : Node{}, map_of("projects"), sound_, scenario_, problems_);
    if (traces && traces.is_list()) input::read_traces(traces, sound_, files_, scenario_, problems_);
    input::read_populations(populations, sound_, hosts, files_, scenario_, problems_);
    input::warn_of_empty_domains(root_.find("settings"), scenario_, problems_);
    if (sound_.all() && timeline.size() == 0 && traces.size() == 0 && populations.size() == 0) {
      problems_.error(
          timeline ? timeline.key_place() : Place{scenario_.path, 0, 0},
          "nothing happens: 'timeline' has no line, 'populations' names none, and 'workload' names no trace");
    }
    const auto happens_before = [](const Action& a, const Action& b) {
      return std::tie(a.at, a.line) < std::tie(b.at, b.line);
    };
    std::vector<Action>& actions = scenario_.actions;
    if (!std::is_sorted(actions.begin(), actions.end(), happens_before)) {
      std::stable_sort(actions.begin(), actions.end(), happens_before);
    }
    if (!problems_.has_errors()) {
      input::check_usage_limit(scenario_, root_.find("horizon").place(), problems_);
    }
    input::read_expectations(root_.find("expect"), sound_, problems_.has_errors(), scenario_, problems_);
  }

  /// False if there is no telling who they are.
  bool read_users() {
    const Node users = root_.find("users");
    if (!users) return true;
    if (!users.is_map()) return false;
    const input::Type& type = *type_of("users").keys.front().type;
    for (const Node node : users) {
      const bool repeated = users.find(node.key()) != node;  // reported when the file was read
      if (repeated || !input::is_identifier(node.key())) continue;
      User user{.name = std::string(node.key()), .groups = {}};
      if (sound_(node, type)) {
        for (const Node group : node.find("groups")) user.groups.push_back(input::as_text(group));
        if (const Node domain = node.find("domain")) {
          user.domain = input::domain_named(scenario_, domain.text(), domain.place(), problems_);
        }
        user.account = input::account_of(node, scenario_);
      }
      scenario_.users.push_back(std::move(user));
    }
    return true;
  }

  Node root_;
  Diagnostics& problems_;
  input::Files files_;
  input::Soundness sound_;
  Scenario scenario_;
};

/// `prices` is a key of the document like any other.
input::Document override_prices(input::Document document, const std::vector<Override>& overrides,
                                Diagnostics& problems) {
  for (const Override& each : overrides) {
    if (each.key != input::prices_key) continue;
    Diagnostics found;
    const auto value = input::parse_document("--set", each.key + ": " + each.value + "\n", found);
    if (value && !found.has_errors()) {
      document = document.with({each.key}, value->root().find(each.key));
    } else {
      problems.error({"--set " + each.key, 0, 0}, "expected the path of a price book");
    }
  }
  return document;
}

/// One message instead of one for each key that a scenario does not have.
bool is_study(Node root, Diagnostics& problems) {
  const Node study = root.find("outlive_study");
  if (!study || root.find("outlive")) return false;
  problems.error(
      study.key_place(),
      "this is a study, which varies a scenario; expected a scenario, which begins with outlive: 1, or "
      "'outlive sweep' or 'outlive recommend' to run the study");
  return true;
}

LoadResult load(const input::Document& parsed, const std::string& path, input::FileCache& files,
                const std::vector<Override>& overrides, const std::vector<Override>& assumptions,
                LoadResult result) {
  if (is_study(parsed.root(), result.diagnostics)) return result;
  const input::Document document = input::override_populations(
      override_prices(parsed, overrides, result.diagnostics), overrides, result.diagnostics);
  input::check(document, *input::scenario_schema(), result.diagnostics);
  Scenario scenario = ScenarioReader(document.root(), path, files, result).read(overrides, assumptions);
  if (!result.diagnostics.has_errors()) result.scenario = std::move(scenario);
  return result;
}

/// The values of `file` and `prices` wherever they stand: paths of tables and price books.
void collect_paths(Node node, const std::string& path, std::vector<std::string>& paths) {
  if (node.is_scalar() && (node.key() == "file" || node.key() == input::prices_key))
    paths.push_back(input::beside(path, std::string(node.text())));
  for (const Node child : node) collect_paths(child, path, paths);
}

}  // namespace

struct ScenarioFile::Content {
  LoadResult problems;  // of reading and parsing
  input::Source source;
  std::optional<input::Document> document;
  mutable input::FileCache files;

  /// What `read` reads: a file, or text that is there already.
  template <class Read>
  explicit Content(const Read& read) {
    source = read(problems.diagnostics);
    problems.unreadable = source.status == input::SourceStatus::unreadable;
    if (source.ok()) document = input::parse_document(source.path, source.text, problems.diagnostics);
  }
  [[nodiscard]] LoadResult load(const std::vector<Override>& overrides,
                                const std::vector<Override>& assumptions) const {
    LoadResult result =
        document ? outlive::load(*document, source.path, files, overrides, assumptions, problems) : problems;
    result.diagnostics.sort();
    return result;
  }
};

ScenarioFile::ScenarioFile(const std::string& path)
    : content_(std::make_shared<const Content>([&path](Diagnostics& problems) {
        return input::read_source(path, input::yaml_limit, problems);
      })) {}

ScenarioFile::ScenarioFile(const std::string& text, const std::string& path)
    : content_(std::make_shared<const Content>([&](Diagnostics& problems) {
        return input::check_source(path, text, input::yaml_limit, problems);
      })) {}

LoadResult ScenarioFile::load(const std::vector<Override>& overrides,
                              const std::vector<Override>& assumptions) const {
  return content_->load(overrides, assumptions);
}

std::vector<std::string> ScenarioFile::paths() const {
  std::vector<std::string> paths;
  if (!content_->document) return paths;
  paths.push_back(content_->source.path);
  collect_paths(content_->document->root(), content_->source.path, paths);
  return paths;
}

const std::string& ScenarioFile::text() const { return content_->source.text; }

LoadResult load_scenario(const std::string& path, const std::vector<Override>& overrides,
                         const std::vector<Override>& assumptions) {
  return ScenarioFile(path).load(overrides, assumptions);
}

LoadResult load_scenario_text(const std::string& text, const std::string& path,
                              const std::vector<Override>& overrides,
                              const std::vector<Override>& assumptions) {
  return ScenarioFile(text, path).load(overrides, assumptions);
}

std::string scenario_schema_json() {
  return input::json_schema(*input::scenario_schema(),
                            {.id = "",
                             .title = "Outlive scenario",
                             .description = "Which jobs outlive the log-off, and what do they cost?"});
}

std::string price_book_schema_json() {
  return input::json_schema(
      *input::price_book_schema(),
      {.id = "",
       .title = "Outlive price book",
       .description = "What a unit of each meter costs, with minimum and granularity."});
}

}  // namespace outlive
