#include "sim/input/population_decoder.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "sim/input/accounts.hpp"
#include "sim/input/activity_decoder.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/growth.hpp"
#include "sim/input/population_context.hpp"
#include "sim/input/population_schema.hpp"
#include "sim/input/resolved_yaml.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/settings_decoder.hpp"
#include "sim/input/shares.hpp"
#include "sim/input/week_decoder.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

constexpr std::size_t shown_indent = 4;

const Object& population_members() {
  static const Object& members =
      find_field(scenario_schema()->members, "populations")->type->keys.front().type->members;
  return members;
}

class PopulationReader {
 public:
  PopulationReader(KeyedNode written, PopulationContext& context)
      : written_(std::move(written)), context_(context) {}

  Population read() {
    made_.name = std::string(written_.node.key());
    read_users();
    made_.account = account_of(written_.node, context_.scenario);
    if (const KeyedNode domain = part("domain")) {
      made_.domain =
          domain_named(context_.scenario, domain.node.text(), domain.node.place(), context_.problems);
    }
    Week week = read_week(written_["week"], written_, find_field(population_members(), "week")->type->members,
                          context_);
    made_.calendar = week.calendar;
    made_.leaves_at = std::move(week.leaves_at);
    if (const KeyedNode activity = part("activity")) made_.activity = read_weight_distribution(activity);
    if (const KeyedNode leaving = part("leaving")) read_leaving(leaving);
    if (const KeyedNode leavers = part("leavers")) read_leavers(leavers);
    read_activities();
    warn_of_counts();
    return std::move(made_);
  }

 private:
  [[nodiscard]] KeyedNode part(std::string_view key) const {
    return context_.part(written_, population_members(), key);
  }

  void read_users() {
    const KeyedNode users = part("users");
    if (!users) return;
    if (users.node.is_scalar()) {
      made_.users = made_.most_users = static_cast<std::uint32_t>(as_integer(users.node));
      return;
    }
    made_.users = static_cast<std::uint32_t>(as_integer(users.node.find("start")));
    made_.growth = as_fraction(users.node.find("growth"));
    made_.growth_every = as_duration(users.node.find("every"));
    const double most = users_by(made_, context_.scenario.horizon);
    if (most <= static_cast<double>(most_users)) {
      made_.most_users = static_cast<std::uint32_t>(most);
      return;
    }
    users.error(context_.problems,
                "they grow beyond " + text::format_grouped(most_users) +
                    " users by the horizon; start with fewer, or let them grow more slowly");
  }

  void read_leaving(const KeyedNode& leaving) {
    constexpr std::array<std::string_view, leaving_count> keys{"at_day_end", "after_last_work", "forgotten",
                                                               "laptop_closed"};
    Shares shares;
    for (const std::string_view key : keys) {
      const Node share = leaving.node.find(key);
      shares.add(share ? as_portion(share) : 0);
    }
    if (!shares.add_up(leaving, context_.problems)) return;
    const std::vector<double> until = shares.cumulative();
    std::copy(until.begin(), until.end(), made_.leaving.begin());
  }

  void read_leavers(const KeyedNode& given) {
    constexpr std::array<std::string_view, 4> acts{"revoke", "end_session", "disable_user", "delete_user"};
    made_.leavers.share = as_fraction(given.node.find("share"));
    made_.leavers.every = as_duration(given.node.find("every"));
    if (const Node act = given.node.find("administrator")) {
      const auto* const found = std::find(acts.begin(), acts.end(), act.text());
      made_.leavers.act = static_cast<Leavers::Act>(found - acts.begin());
    }
    if (const KeyedNode within = given["within"]) made_.leavers.within = context_.durations(within);
  }

  void read_activities() {
    const KeyedNode activities = written_["activities"];
    if (!activities || !activities.node.is_map()) return;
    const Object& members = find_field(population_members(), "activities")->type->keys.front().type->members;
    for (const Node activity : activities.node) {
      const bool repeated =
          activities.node.find(activity.key()) != activity;  // reported when the file was read
      if (repeated || !activity.is_map()) continue;
      made_.activities.push_back(read_activity(activities.child(activity), members, context_));
    }
  }

  /// Who says that weekends bring a tenth, or that some do more than others, thinks of all counts.
  void warn_of_counts() {
    const auto& days = context_.scenario.calendars[made_.calendar].days;
    const bool differs = made_.activity.family != Distribution::Family::fixed ||
                         std::any_of(days.begin(), days.end(),
                                     [](const auto& day) { return day.volume > 0 && day.volume != 1; });
    if (!differs) return;
    const KeyedNode activities = written_["activities"];
    for (const Activity& activity : made_.activities) {
      using Family = CountDistribution::Family;
      const Family family = activity.per_day.family;
      if (family == Family::fixed || family == Family::poisson || family == Family::negative_binomial)
        continue;
      const KeyedNode per_day = activities.child(activities.node.find(activity.name))["per_day"];
      if (per_day)
        per_day.warning(context_.problems,
                        "counts of this kind are the same for each user on each day that has any volume; "
                        "poisson and negative_binomial follow 'other_days' and 'activity'");
    }
  }

  KeyedNode written_;
  PopulationContext& context_;
  Population made_;
};

/// Of the defaults only those of activities depend on what else is said.
bool fits(Node map, std::string_view key) { return !map.find("starts") || fits_activity(map, key); }

/// Its users are called NAME.1, NAME.2 and so on: none of them may have the name of another user.
void check_names(Node population, const Scenario& scenario, Diagnostics& problems) {
  const std::string_view name = population.key();
  for (const User& user : scenario.users) {
    const std::string_view known = user.name;
    if (!known.starts_with(name)) continue;
    const std::string_view rest = known.substr(name.size());
    const bool numbered = rest.size() > 1 && rest.front() == '.' &&
                          rest.substr(1).find_first_not_of("0123456789") == std::string_view::npos;
    if (!rest.empty() && !numbered) continue;
    problems.error(population.key_place(),
                   "population " + quote(name) +
                       (rest.empty() ? " is named like a user"
                                     : " has users who are called as the user " + quote(known) + " is") +
                       "; give one of them another name");
    return;
  }
}

}  // namespace

void declare_domains_of_populations(Node populations, Scenario& scenario, Diagnostics& problems) {
  for (const Node population : populations) {
    const Node domain = population.find("domain");
    if (domain && domain.is_scalar() && is_identifier(domain.text())) {
      domain_named(scenario, domain.text(), domain.place(), problems);
    }
  }
}

void read_populations(Node populations, const Soundness& sound, const TimelineHosts& hosts,
                      const Files& files, Scenario& scenario, Diagnostics& problems) {
  PopulationContext context{scenario, problems, files, sound, hosts};
  auto total = static_cast<std::int64_t>(scenario.users.size());
  for (const Node node : populations) {
    const bool repeated = populations.find(node.key()) != node;  // reported when the file was read
    if (repeated || !node.is_map() || !is_identifier(node.key())) continue;
    check_names(node, scenario, problems);
    const KeyedNode written{node, "populations." + std::string(node.key())};
    scenario.populations.push_back(PopulationReader(written, context).read());
    if (!problems.has_errors()) {
      scenario.populations.back().yaml = resolved_yaml(node, population_members(), shown_indent, fits);
    }
    const std::int64_t before = total;
    total += scenario.populations.back().most_users;
    if (before <= most_users && total > most_users) {
      written["users"].error(problems, "with these the scenario has " + text::format_grouped(total) +
                                           " users by the horizon; expected at most " +
                                           text::format_grouped(most_users));
    }
  }
}

}  // namespace outlive::input
