// show of outlive/report.hpp: the scenario as the simulator sees it, as YAML.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "outlive/report.hpp"
#include "sim/output/words.hpp"
#include "sim/text/number.hpp"
#include "sim/text/yaml_scalar.hpp"

namespace outlive {
namespace output {
namespace {

constexpr std::size_t comment_column = 48;
constexpr std::size_t listed_users = 100;

using text::yaml_scalar;

std::string list(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const std::string& item : items) text += (text.size() > 1 ? ", " : "") + yaml_scalar(item);
  return text + "]";
}

// What a study starts with holds from before all time: by default, from its file, or from the command line.
std::string origin(const SettingsHistory::Change& change, const SettingInfo& info) {
  const char* const from = change.from == set_in_file       ? "# set in the file"
                           : change.from == set_by_override ? "# --set"
                           : change.value != info.initial   ? "# by assumption"
                                                            : "# default";
  const std::string text = from;
  return info.rule == Rule::none ? text : text + " [" + std::string(id_of(info.rule)) + "]";
}

bool at_start(const SettingsHistory::Change& change) { return change.from <= set_by_override; }

class Shown {
 public:
  explicit Shown(const Scenario& scenario) : scenario_(scenario) {}

  std::string whole() {
    text_ += "outlive: 1\n";
    text_ += "title: " + yaml_scalar(scenario_.title) + "\n";
    text_ += "start: " + iso(scenario_, Instant{}) + "\n";
    text_ += "horizon: " + span(scenario_.horizon.time_since_epoch()) + "\n";
    text_ += "seed: " + std::to_string(scenario_.seed) + "\n";
    add_assumptions();
    text_ += "\nsettings:\n";
    add_settings(Scope::general, general_owner, 2);
    add_instance_quotas();
    add_domains();
    add_accounts();
    add_changes();
    add_users();
    add_populations();
    add_counts();
    add_expectations();
    add_prices();
    return std::move(text_);
  }

 private:
  void add_line(std::size_t indent, const std::string& line, const std::string& comment = {}) {
    std::string whole = std::string(indent, ' ') + line;
    if (!comment.empty()) whole.resize(std::max(comment_column, whole.size() + 2), ' ');
    text_ += whole + comment + "\n";
  }

  void add_assumptions() {
    text_ += "\nassumptions:\n";
    for (std::size_t i = 0; i < assumption_count; ++i) {
      const auto assumption = static_cast<Assumption>(i);
      const AssumptionInfo& info = info_of(assumption);
      const std::string_view option = info.options[scenario_.assumptions.option(assumption)];
      std::string comment = "# " + std::string(info.id);
      if (scenario_.assumptions.otherwise(assumption)) {
        comment += ", not the default (" + std::string(info.options.front()) + ")";
      }
      add_line(2, std::string(info.key) + ": " + yaml_scalar(option), comment);
    }
  }

  // All general ones, or those that an owner of this scope has for itself. Dotted keys become nested maps; neighbours in
  // the table share their beginning.
  void add_settings(Scope scope, Owner owner, std::size_t indent) {
    std::vector<std::string> open;
    for (std::size_t i = 0; i < setting_count; ++i) {
      const auto setting = static_cast<Setting>(i);
      const SettingInfo& info = info_of(setting);
      if (scope != Scope::general && info.scope != scope) continue;
      const auto& changes = scenario_.settings.changes(setting, owner);
      if (changes.empty() || !at_start(changes.front())) continue;
      std::vector<std::string> parts = split(info.key);
      const std::string leaf = parts.back();
      parts.pop_back();
      std::size_t same = 0;
      while (same < std::min(open.size(), parts.size()) && open[same] == parts[same]) ++same;
      for (std::size_t level = same; level < parts.size(); ++level)
        add_line(indent + 2 * level, parts[level] + ":");
      open = parts;
      auto current = changes.begin();
      while (std::next(current) != changes.end() && at_start(*std::next(current))) ++current;
      add_line(indent + 2 * parts.size(), leaf + ": " + setting_text(setting, current->value),
               origin(*current, info));
    }
  }

  void add_instance_quotas() {
    const auto& quotas = scenario_.settings.instance_quotas();
    if (quotas.empty()) return;
    text_ += "\ninstance_quotas:\n";
    for (const SettingsHistory::InstanceQuota& quota : quotas) {
      for (const SettingsHistory::Change& change : quota.changes) {
        const bool first = at_start(change);
        const std::string of = quota.account == general_owner ? "" : label_of(quota.account) + ".";
        const std::string& sku = scenario_.prices.skus[quota.sku].name;
        add_line(2, yaml_scalar(of + sku) + ": " + setting_text(sku, change.value),
                 first ? "# set"
                       : "# from " + iso(scenario_, change.from.at) + ", line " +
                             std::to_string(change.from.line));
      }
    }
  }

  static std::vector<std::string> split(std::string_view key) {
    std::vector<std::string> parts;
    for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.')) {
      parts.emplace_back(key.substr(0, dot));
      key.remove_prefix(dot + 1);
    }
    parts.emplace_back(key);
    return parts;
  }

  void add_domains() {
    if (scenario_.domains.size() < 2) return;
    text_ += "\ndomains:\n";
    for (std::size_t domain = 1; domain < scenario_.domains.size(); ++domain) {
      add_line(2, yaml_scalar(scenario_.domains[domain]) + ":");
      add_settings(Scope::domain, static_cast<Owner>(domain), 4);
    }
  }

  [[nodiscard]] std::string label_of(std::size_t account) const {
    return scenario_.accounts.at(account).label();
  }

  // Only those that have quotas of their own.
  void add_accounts() {
    std::string before = std::exchange(text_, {});
    std::string found;
    for (std::size_t account = 1; account < scenario_.accounts.size(); ++account) {
      add_settings(Scope::account, static_cast<Owner>(account), 4);
      if (!text_.empty()) found += "  " + yaml_scalar(label_of(account)) + ":\n" + std::exchange(text_, {});
    }
    text_ = std::move(before);
    if (!found.empty()) text_ += "\naccounts:\n" + found;
  }

  [[nodiscard]] std::size_t owners_of(Setting setting) const {
    switch (info_of(setting).scope) {
      case Scope::general: break;
      case Scope::domain: return std::max<std::size_t>(scenario_.domains.size(), 1);
      case Scope::account: return std::max<std::size_t>(scenario_.accounts.size(), 1);
    }
    return 1;
  }

  /// "domain: lab", "account: research, region: eu-west-1"
  [[nodiscard]] std::string told(Scope scope, std::size_t owner) const {
    if (scope == Scope::domain) return "domain: " + yaml_scalar(scenario_.domains.at(owner));
    const Account& account = scenario_.accounts.at(owner);
    std::string text = account.name.empty() ? "" : "account: " + yaml_scalar(account.name);
    if (account.region.empty()) return text;
    return text + (text.empty() ? "region: " : ", region: ") + yaml_scalar(account.region);
  }

  void add_changes() {
    struct Line {
      Moment from;
      std::string text;
    };
    std::vector<Line> lines;
    for (std::size_t i = 0; i < setting_count; ++i) {
      const auto setting = static_cast<Setting>(i);
      for (std::size_t owner = 0; owner < owners_of(setting); ++owner) {
        for (const auto& change : scenario_.settings.changes(setting, static_cast<Owner>(owner))) {
          if (at_start(change)) continue;
          std::string text = "{at: " + span(change.from.at.time_since_epoch()) + ", ";
          if (owner > 0) text += told(info_of(setting).scope, owner) + ", ";
          text += std::string(info_of(setting).key) + ": " + setting_text(setting, change.value) + "}";
          text += "  # " + iso(scenario_, change.from.at) + ", line " + std::to_string(change.from.line);
          lines.push_back({change.from, std::move(text)});
        }
      }
    }
    if (lines.empty()) return;
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.from < b.from; });
    text_ += "\nchanges:\n";
    for (const Line& line : lines) add_line(2, "- " + line.text);
  }

  void add_users() {
    if (scenario_.users.empty()) return;
    text_ += "\nusers:\n";
    // A trace brings thousands of users of whom nothing is known but the name.
    const bool many = scenario_.users.size() > listed_users;
    std::size_t left_out = 0;
    for (const User& user : scenario_.users) {
      if (many && user.groups.empty() && user.domain == general_domain && user.account == general_owner) {
        ++left_out;
        continue;
      }
      std::string text = yaml_scalar(user.name) + ": {";
      if (!user.groups.empty()) text += "groups: " + list(user.groups);
      const char* const between = ", ";
      const char* separator = user.groups.empty() ? "" : between;
      if (user.domain != general_domain)
        text += std::exchange(separator, between) + told(Scope::domain, user.domain);
      if (user.account != general_owner) text += separator + told(Scope::account, user.account);
      add_line(2, text + "}");
    }
    if (left_out > 0) add_line(2, "# and " + std::to_string(left_out) + " without groups");
  }

  void add_populations() {
    if (scenario_.populations.empty()) return;
    text_ += "\npopulations:\n";
    for (const Population& population : scenario_.populations) {
      const std::string by_horizon =
          population.most_users == population.users
              ? ""
              : "# " + text::format_grouped(population.most_users) + " users by the horizon";
      add_line(2, yaml_scalar(population.name) + ":", by_horizon);
      text_ += population.yaml;
    }
  }

  void add_counts() {
    const auto statements = std::count_if(scenario_.jobs.begin(), scenario_.jobs.end(),
                                          [](const JobSpec& job) { return job.session != no_number; });
    const auto traced = std::count_if(scenario_.jobs.begin(), scenario_.jobs.end(),
                                      [](const JobSpec& job) { return job.trace != no_number; });
    text_ += "\ncounts:\n";
    add_line(2, "users: " + std::to_string(scenario_.users.size()));
    add_line(2, "sign_ins: " + std::to_string(scenario_.sign_ins.size()));
    add_line(2, "sessions: " + std::to_string(scenario_.sessions.size()));
    add_line(2, "statements: " + std::to_string(statements));
    add_line(2, "jobs: " +
                    std::to_string(static_cast<std::ptrdiff_t>(scenario_.jobs.size()) - statements - traced));
    add_line(2, "traced_jobs: " + std::to_string(traced));
    add_line(2, "expectations: " + std::to_string(scenario_.expectations.size()));
    if (scenario_.traces.empty()) return;
    text_ += "\ntraces:\n";
    for (const TraceSpec& trace : scenario_.traces) {
      constexpr std::array<std::string_view, 3> anchors{"start", "submission", "user"};
      add_line(2, "- {file: " + yaml_scalar(trace.path) +
                      ", anchor: " + std::string(anchors[static_cast<std::size_t>(trace.anchor)]) +
                      ", rows: " + std::to_string(trace.rows) +
                      ", refused: " + std::to_string(trace.refused.size()) + "}");
    }
  }

  void add_expectations() {
    if (scenario_.expectations.empty()) return;
    text_ += "\nexpect:\n";
    for (const Expectation& expectation : scenario_.expectations)
      add_line(2, yaml_scalar(expectation.key) + ": " + limits_of(expectation));
  }

  [[nodiscard]] std::string limits_of(const Expectation& expectation) const {
    const std::string low = yaml_scalar(expectation.low.text);
    std::string text;
    switch (expectation.comparison) {
      case Comparison::equals: return low;
      case Comparison::at_least: text = "{at_least: " + low; break;
      case Comparison::at_most: text = "{at_most: " + low; break;
      case Comparison::between:
        text = "{between: [" + low + ", " + yaml_scalar(expectation.high.text) + "]";
        break;
    }
    if (expectation.relation != Relation::absolute) {
      text += expectation.relation == Relation::share_of ? ", of: " : ", change_from: ";
      text += yaml_scalar(scenario_.baselines.at(expectation.baseline).path);
    }
    return text + ", confidence: " + yaml_scalar(hundredths(expectation.confidence) + "%") + "}";
  }

  // Only what something in the scenario uses.
  void add_prices() {
    const PriceBook& book = scenario_.prices;
    text_ += "\nprices:\n";
    add_line(2, "book: " + yaml_scalar(book.name));
    if (!book.region.empty()) add_line(2, "region: " + yaml_scalar(book.region));
    std::vector<SkuNumber> used;
    for (const Work& work : scenario_.works) {
      for (const MeterSpec& meter : work.meters) used.push_back(meter.sku);
    }
    for (const HostSetup& setup : scenario_.setups) {
      for (const MeterSpec& meter : setup.meters) used.push_back(meter.sku);
    }
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    if (!used.empty() && used.back() == no_sku) used.pop_back();
    if (used.empty()) return;
    add_line(2, "skus:");
    for (const SkuNumber number : used) {
      const Sku& sku = book.skus[number];
      add_line(4,
               yaml_scalar(sku.name) + ": {price: " + exact(sku.price) + " " + book.currency +
                   ", unit: " + yaml_scalar(sku.unit) + ", minimum: " + span(sku.minimum) +
                   ", granularity: " + span(sku.granularity) + "}",
               sku.source.empty() ? "" : "# " + shown(sku.source, 100));
    }
  }

  const Scenario& scenario_;
  std::string text_;
};

}  // namespace
}  // namespace output

std::string show(const Scenario& scenario) { return output::Shown(scenario).whole(); }

}  // namespace outlive
