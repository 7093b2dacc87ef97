#include "tools/outlive/update.hpp"

#include <algorithm>
#include <utility>

#include "outlive/load.hpp"
#include "sim/input/expectation_edit.hpp"
#include "sim/input/source.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/suggestion.hpp"

namespace outlive::tool {
namespace {

constexpr std::string_view every_key = "all";

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// As `diff -U0` shows it. No line was added or taken away.
std::string difference_of(const std::string& path, std::string_view before, std::string_view after) {
  const auto old_lines = lines_of(before);
  const auto new_lines = lines_of(after);
  const std::string name = text::sanitize(path);
  std::string text = "--- " + name + "\n+++ " + name + "\n";
  const auto shown = [](std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return text::sanitize(line) + "\n";
  };
  for (std::size_t i = 0; i < old_lines.size() && i < new_lines.size(); ++i) {
    if (old_lines[i] == new_lines[i]) continue;
    const std::string number = std::to_string(i + 1);
    text += "@@ -" + number + " +" + number + " @@\n";
    text += "-" + shown(old_lines[i]) + "+" + shown(new_lines[i]);
  }
  return text;
}

bool is_same(const Expected& a, const Expected& b) {
  return a.text == b.text && a.flag == b.flag && a.ticks == b.ticks && a.money == b.money &&
         a.number == b.number && a.decimals == b.decimals;
}

/// Is the rewritten text read as it was meant?
bool is_read_as(const Scenario& scenario, const Expectation& meant) {
  return std::any_of(scenario.expectations.begin(), scenario.expectations.end(),
                     [&](const Expectation& each) {
                       return each.key == meant.key && each.comparison == meant.comparison &&
                              is_same(each.low, meant.low) && is_same(each.high, meant.high);
                     });
}

}  // namespace

bool Update::is_named(const std::string& key) const {
  return std::any_of(keys_.begin(), keys_.end(),
                     [&](const std::string& each) { return each == key || each == every_key; });
}

void Update::consider(std::size_t scenario, const Judge& judge,
                      const std::vector<output::Judgement>& judgements) {
  if (!is_wanted()) return;
  const std::vector<Verdict> verdicts = judge.verdicts();
  for (std::size_t i = 0; i < judgements.size(); ++i) {
    keys_of_all_.push_back(judgements[i].key);
    if (!is_named(judgements[i].key)) continue;
    Wish wish;
    wish.scenario = scenario;
    wish.number = i;
    wish.answer = verdicts[i].answer;
    wish.before = *verdicts[i].expectation;
    switch (wish.answer) {
      case Answer::yes: wish.refused = "it holds"; break;
      case Answer::undecided:
        wish.refused = judgements[i].why.empty() ? "it is undecided, which more replications may mend"
                                                 : "it is " + judgements[i].why;
        break;
      case Answer::no:
        wish.amendment = judge.amend(i);
        wish.refused = wish.amendment.why_not;
        break;
    }
    wishes_.push_back(std::move(wish));
  }
}

// Whoever names a key means one place.
void Update::refuse_what_several_files_share(const std::vector<output::CheckedScenario>& all) {
  for (Wish& wish : wishes_) {
    const bool by_name = std::find(keys_.begin(), keys_.end(), wish.before.key) != keys_.end();
    if (!by_name || !wish.refused.empty()) continue;
    const auto other = std::find_if(wishes_.begin(), wishes_.end(), [&](const Wish& each) {
      return each.before.key == wish.before.key && each.scenario != wish.scenario &&
             each.answer == Answer::no;
    });
    if (other != wishes_.end())
      wish.refused = "it does not hold in " + all[other->scenario].path + " either; check one file at a time";
  }
}

ExitCode Update::complain_of_unknown_keys(const Console& console) const {
  ExitCode code = ExitCode::done;
  for (const std::string& key : keys_) {
    const bool known =
        key == every_key || std::find(keys_of_all_.begin(), keys_of_all_.end(), key) != keys_of_all_.end();
    if (known) continue;
    console.complain("--update: nothing is expected of '" + text::sanitize(key) + "'" +
                     suggestion(key, {keys_of_all_.begin(), keys_of_all_.end()}));
    code = ExitCode::wrong_usage;
  }
  return code;
}

ExitCode Update::rewrite(std::vector<output::CheckedScenario>& all, Console& console) {
  if (!is_wanted()) return ExitCode::done;
  ExitCode code = complain_of_unknown_keys(console);
  refuse_what_several_files_share(all);
  for (std::size_t i = 0; i < all.size(); ++i) code = worse(code, rewrite(i, all[i], console));
  return code;
}

ExitCode Update::rewrite(std::size_t scenario, output::CheckedScenario& checked, Console& console) {
  std::vector<Wish*> wishes;
  for (Wish& wish : wishes_) {
    if (wish.scenario == scenario && wish.refused.empty()) wishes.push_back(&wish);
  }
  const ExitCode code = wishes.empty() ? ExitCode::done : rewrite(wishes, checked.path, console);
  for (const Wish& wish : wishes_) {
    if (wish.scenario != scenario) continue;
    output::Judgement& judgement = checked.expectations[wish.number];
    if (wish.refused.empty()) {
      judgement.answer = Answer::yes;
    } else if (wish.answer != Answer::yes || !console.quiet()) {
      console.say(output::place_and_key(judgement) + "not rewritten: " + text::sanitize(wish.refused));
    }
  }
  return code;
}

/// What cannot be done is noted in the wishes.
ExitCode Update::rewrite(const std::vector<Wish*>& wishes, const std::string& path, Console& console) {
  const auto refuse_all = [&](const std::string& why) {
    for (Wish* wish : wishes) wish->refused = why;
    return ExitCode::done;
  };
  if (path == "-") return refuse_all("standard input is no file");
  if (has_other_names(path))
    return refuse_all("the file has other names (hard links), which would keep the old text");
  Diagnostics problems;
  const input::Source source = input::read_source(path, input::yaml_limit, problems);
  if (!source.ok()) return refuse_all("the file cannot be read any more");
  std::vector<input::ExpectationChange> changes;
  for (const Wish* wish : wishes) changes.push_back({wish->before, wish->amendment.expectation});
  const input::EditedExpectations edited = input::edit_expectations(path, source.text, changes);
  const LoadResult loaded = load_scenario_text(edited.text, path);
  bool any = false;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    wishes[i]->refused = edited.refused[i];
    if (!wishes[i]->refused.empty()) continue;
    any = true;
    if (!loaded.scenario || !is_read_as(*loaded.scenario, changes[i].after))
      return refuse_all("the rewritten file would not be read as it is meant");
  }
  if (!any) return ExitCode::done;
  const std::string mark(source.had_mark ? input::byte_order_mark : std::string_view{});
  const ExitCode code = write_file(path, mark + edited.text, console);
  if (code != ExitCode::done) {
    refuse_all("the file cannot be written");
    return code;
  }
  console.print(difference_of(path, source.text, edited.text));
  return code;
}

}  // namespace outlive::tool
