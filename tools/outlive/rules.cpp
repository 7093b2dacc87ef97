#include "outlive/rules.hpp"

#include <algorithm>

#include "sim/output/rules_report.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/coverage.hpp"
#include "tools/outlive/suggestion.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

std::vector<std::string_view> all_ids() {
  std::vector<std::string_view> ids;
  for (std::size_t i = 1; i < rule_count; ++i) ids.push_back(id_of(static_cast<Rule>(i)));
  return ids;
}

/// `EMRS` of `EMRS-3`.
std::string_view family_of(std::string_view id) { return id.substr(0, id.find('-')); }

// A rule that is tested in a subcase is not tested by a second test.
template <class Each>
void add_once(std::vector<Each>& all, Each each) {
  const auto same = [&](const Each& other) {
    if constexpr (std::is_same_v<Each, std::string>) {
      return other == each;
    } else {
      return other.file == each.file && other.name == each.name;
    }
  };
  if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(each));
}

void add(const Mention& mention, output::ExercisedRule& exercised) {
  if (mention.test.empty()) {
    add_once(exercised.scenarios, std::string(mention.file));
  } else {
    add_once(exercised.tests, output::RuleTest{std::string(mention.file), std::string(mention.test)});
  }
}

output::RuleList exercised_rules() {
  const std::vector<std::string_view> ids = all_ids();
  output::RuleList list;
  for (std::size_t i = 1; i < rule_count; ++i) list.rules.push_back({static_cast<Rule>(i), {}, {}});
  for (const Mention& mention : coverage()) {
    const auto id = std::find(ids.begin(), ids.end(), mention.id);
    if (id != ids.end()) {
      add(mention, list.rules[static_cast<std::size_t>(id - ids.begin())]);
    } else if (std::any_of(ids.begin(), ids.end(), [&](std::string_view known) {
                 return family_of(known) == family_of(mention.id);
               })) {
      list.unknown.push_back({std::string(mention.id), std::string(mention.file)});
    }
  }
  return list;
}

void keep_only(const std::vector<std::string>& wanted, output::RuleList& list) {
  const std::vector<std::string_view> ids = all_ids();
  for (const std::string& id : wanted) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end())
      throw UsageError("there is no rule '" + text::sanitize(id) + "'" + suggestion(id, ids));
  }
  std::erase_if(list.rules, [&](const output::ExercisedRule& each) {
    return std::find(wanted.begin(), wanted.end(), id_of(each.rule)) == wanted.end();
  });
  list.unknown.clear();
}

}  // namespace

ExitCode rules_verb(const Options& options, Console& console) {
  output::RuleList list = exercised_rules();
  if (!options.arguments.empty()) keep_only(options.arguments, list);
  const std::string_view format = format_of(options);
  if (format == "json") {
    console.print(output::rules_json(list));
  } else if (format == "csv") {
    console.print(output::rules_csv(list));
  } else if (format == "markdown") {
    console.print(output::rules_markdown(list));
  } else {
    console.print(output::rules_text(list, console.style()));
  }
  return ExitCode::done;
}

}  // namespace outlive::tool
