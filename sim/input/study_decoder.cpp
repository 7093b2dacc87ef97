#include "sim/input/study_decoder.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "outlive/expectation.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/expected_value.hpp"
#include "sim/input/keyed_node.hpp"
#include "sim/input/response_quantity.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/shares.hpp"
#include "sim/study/trends.hpp"

namespace outlive::input {
namespace {

constexpr std::uint32_t default_replications_of_precision = 10;

class StudyReader {
 public:
  StudyReader(Node root, Study& study, Diagnostics& problems)
      : root_(root), study_(study), problems_(problems) {}

  void read() {
    read_responses();
    read_sizes();
    if (const Node warm_up = root_.find("warm_up")) read_warm_up(warm_up);
    const Node expect = root_.find("expect");
    for (std::size_t i = 0; expect && i < expect.size(); ++i)
      read_expectation({expect[i], item("expect", i)});
    if (const Node goal = root_.find("recommend")) read_goal({goal, "recommend"});
  }

 private:
  static std::string item(const std::string& list, std::size_t i) {
    return list + "[" + std::to_string(i) + "]";
  }

  // ---- responses ----

  void read_responses() {
    const Node responses = root_.find("responses");
    for (std::size_t i = 0; i < responses.size(); ++i) {
      const Node node = responses[i];
      const bool named = responses.is_map();
      const std::string name(named ? node.key() : node.text());
      const std::string path = named ? "responses." + name : item("responses", i);
      if (node.is_map()) {
        read_response({node, path}, name);
        continue;
      }
      if (!named && is_response(name)) {
        problems_.error(node.place(), path + ": " + quote(name) + " is given twice");
        continue;
      }
      auto response = response_of(name, as_text(node), node.place(), study_.scenario, problems_);
      if (response) study_.responses.push_back(std::move(*response));
    }
  }

  [[nodiscard]] bool is_response(const std::string& name) const {
    return std::any_of(study_.responses.begin(), study_.responses.end(),
                       [&](const Response& each) { return each.name == name; });
  }

  void read_response(const KeyedNode& node, const std::string& name) {
    const Node of = node.node.find("of");
    Response response;
    response.name = name;
    response.key = as_text(of);
    response.place = of.place();
    const FoundQuantity quantity =
        find_quantity(response.key, of.place(), node.path, study_.scenario, problems_);
    if (!quantity.found) return;
    response.unit = unit_of(response.key, quantity.type);
    if (const Node quantile = node.node.find("quantile")) {
      response.statistic = Response::Statistic::quantile;
      response.quantile = as_fraction(quantile);
      if (response.quantile <= 0 || response.quantile >= 1) {
        problems_.error(quantile.place(), node.path + ".quantile: expected more than 0% and less than 100%");
        return;
      }
    }
    if (!read_condition(node, quantity.type, response)) return;
    if (response.statistic != Response::Statistic::share && !is_averaged(quantity.type)) {
      node.error(problems_, response.key +
                                " is a word, of which there is no mean; expected 'equals', for the " +
                                "share of replications in which it is one");
      return;
    }
    study_.responses.push_back(std::move(response));
  }

  /// `at_most: 1%` and the like. False if it is wrong; there may be none.
  bool read_condition(const KeyedNode& node, Expected::Type type, Response& response) {
    const Node value = comparison_in(node, response.condition.comparison);
    if (!value) return true;
    if (response.statistic == Response::Statistic::quantile) {
      node.error(problems_, "expected either 'quantile' or a comparison, not both");
      return false;
    }
    response.statistic = Response::Statistic::share;
    response.unit = Response::Unit::share;
    response.condition.key = response.key;
    if (!is_averaged(type) && response.condition.comparison != Comparison::equals) {
      problems_.error(value.key_place(),
                      node.path + ": is a word, of which none is greater; expected 'equals'");
      return false;
    }
    return read_limits(value, {response.key, type, study_.scenario.start_unix_ms}, response.condition,
                       problems_);
  }

  /// The value of the one comparison in a map; absent if there is none.
  Node comparison_in(const KeyedNode& node, Comparison& comparison) {
    Node value;
    for (const ComparisonWord& word : comparison_words()) {
      const Node given = node.node.find(word.word);
      if (!given) continue;
      if (value) problems_.error(given.key_place(), node.path + ": only one comparison can stand here");
      if (!value) comparison = word.comparison;
      if (!value) value = given;
    }
    return value;
  }

  // ---- how sure ----

  void read_sizes() {
    const Node precision = root_.find("precision");
    const Node replications = root_.find("replications");
    study_.replications = precision ? default_replications_of_precision : 1;
    if (replications) study_.replications = static_cast<std::uint32_t>(as_integer(replications));
    if (const Node confidence = root_.find("confidence")) {
      study_.confidence = as_fraction(confidence);
      if (study_.confidence < 0.5 || study_.confidence >= 1)
        problems_.error(confidence.place(), "confidence: expected at least 50% and less than 100%");
    }
    if (precision) read_precision({precision, "precision"});
  }

  void read_precision(const KeyedNode& node) {
    Precision precision;
    precision.within = as_fraction(node.node.find("within"));
    if (precision.within <= 0) node["within"].error(problems_, "expected more than 0%");
    if (const Node most = node.node.find("at_most")) {
      precision.at_most = static_cast<std::uint32_t>(as_integer(most));
      if (precision.at_most < study_.replications)
        problems_.error(most.place(), node.path + ".at_most: expected at least 'replications', " +
                                          std::to_string(study_.replications));
    }
    for (const Node name : node.node.find("of")) {
      if (response_named(name.text(), name.place(), node.path + ".of"))
        precision.of.emplace_back(name.text());
    }
    study_.precision = std::move(precision);
  }

  void read_warm_up(Node node) {
    WarmUp warm_up;
    if (node.is_map()) {
      const Node series = node.find("mser5");
      warm_up.series = as_text(series);
      find_quantity(warm_up.series + ".mean_use", series.place(), "warm_up.mser5", study_.scenario,
                    problems_);
      constexpr std::string_view section = "resources.";
      if (warm_up.series.starts_with(section)) warm_up.series.erase(0, section.size());
    } else {
      warm_up.length = as_duration(node);
      if (warm_up.length >= study_.scenario.horizon.time_since_epoch())
        problems_.error(node.place(), "warm_up: nothing is left of the base's horizon");
    }
    study_.warm_up = std::move(warm_up);
    for (const Response& response : study_.responses) refuse_in_warm_up(response);
  }

  /// What came after the warm-up is what came in all less what came before it, which is so of sums and of shares of sums.
  void refuse_in_warm_up(const Response& response) {
    const bool is_most = response.key.ends_with(".peak") || response.key.ends_with(".peak_resources");
    if (response.unit != Response::Unit::duration && !is_most && !response.key.ends_with(".users")) return;
    problems_.error(response.place, "responses." + response.name + ": " + response.key +
                                        " cannot be told without the warm-up; sums, costs and shares can");
  }

  // ---- names ----

  std::optional<std::size_t> response_named(std::string_view name, const Place& place,
                                            const std::string& path) {
    return named(study_.responses, "response", name, place, path);
  }
  std::optional<std::size_t> factor_named(std::string_view name, const Place& place,
                                          const std::string& path) {
    return named(study_.factors, "factor", name, place, path);
  }

  template <class Each>
  std::optional<std::size_t> named(const std::vector<Each>& all, const char* noun, std::string_view name,
                                   const Place& place, const std::string& path) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].name == name) return i;
      names.push_back(all[i].name);
    }
    // One that could not be read has been told of already.
    if (!is_written(root_.find(std::string(noun) + "s"), name))
      problems_.error(place, path + ": there is no " + noun + " " + quote(name) + did_you_mean(name, names));
    return std::nullopt;
  }

  static bool is_written(Node names, std::string_view name) {
    return std::any_of(names.begin(), names.end(),
                       [&](Node each) { return (each.has_key() ? each.key() : each.text()) == name; });
  }

  // ---- what must hold ----

  void read_expectation(const KeyedNode& node) {
    StudyExpectation expectation;
    expectation.place = node.node.place();
    const KeyedNode difference = node["difference"];
    const KeyedNode of = difference ? difference : node["response"];
    const auto response = response_named(of.node.text(), of.node.place(), of.path);
    if (!response) return;
    expectation.response = *response;
    if (difference) expectation.kind = StudyExpectation::Kind::difference;
    bool good = read_levels(node["at"], expectation.at);
    good = read_levels(node["from"], expectation.from) && good;
    good = read_trend(node, expectation) && good;
    if (!good) return;
    const bool is_trend = study::is_trend(expectation);
    Comparison comparison{};
    const Node value = comparison_in(node, comparison);
    if (is_trend == static_cast<bool>(value)) {
      node.error(problems_, is_trend ? "a trend has no limit; write another expectation for it"
                                     : "expected a comparison, such as at_most: 1%");
      return;
    }
    if (value && !read_comparison(node, value, comparison, expectation)) return;
    study_.expectations.push_back(std::move(expectation));
  }

  bool read_levels(const KeyedNode& node, std::vector<StudyExpectation::Choice>& choices) {
    if (!node) return true;
    bool good = true;
    for (const Node given : node.node) {
      const auto factor = factor_named(given.key(), given.key_place(), node.path);
      if (!factor) {
        good = false;
        continue;
      }
      const std::vector<Level>& levels = study_.factors[*factor].levels;
      const auto level = std::find_if(levels.begin(), levels.end(),
                                      [&](const Level& each) { return each.text == given.text(); });
      if (level != levels.end()) {
        choices.push_back({*factor, static_cast<std::size_t>(level - levels.begin())});
        continue;
      }
      std::vector<std::string> texts;
      for (const Level& each : levels) texts.push_back(each.text);
      problems_.error(given.place(), node.path + "." + std::string(given.key()) + ": " + quote(given.text()) +
                                         " is none of its levels" + did_you_mean(given.text(), texts));
      good = false;
    }
    return good;
  }

  bool read_trend(const KeyedNode& node, StudyExpectation& expectation) {
    for (const auto& [key, kind] : {std::pair{"rises_with", StudyExpectation::Kind::rises_with},
                                    std::pair{"falls_with", StudyExpectation::Kind::falls_with}}) {
      const KeyedNode trend = node[key];
      if (!trend) continue;
      const auto factor = factor_named(trend.node.text(), trend.node.place(), trend.path);
      if (!factor) return false;
      if (study_.factors[*factor].type == Factor::Type::word) {
        trend.error(problems_,
                    "the levels of " + quote(trend.node.text()) + " are words, of which none is greater");
        return false;
      }
      expectation.kind = kind;
      expectation.factor = *factor;
    }
    return true;
  }

  /// A difference may be given in per cent of what it is from.
  bool read_comparison(const KeyedNode& node, Node value, Comparison comparison,
                       StudyExpectation& expectation) {
    const bool is_difference = expectation.kind == StudyExpectation::Kind::difference;
    const Node first = value.is_list() ? value[0] : value;
    expectation.relative = is_difference && first.text().ends_with('%');
    Expectation limits;
    limits.comparison = comparison;
    ExpectedOf of = limit_on(study_.responses[expectation.response]);
    if (is_difference) {
      // Of another name, for a difference of shares may be below zero; in per cent it is a share of what it is from.
      of.key = node.path + (expectation.relative ? " as a share" : "");
      if (expectation.relative) of.type = Expected::Type::number;
    }
    if (!read_limits(value, of, limits, problems_)) return false;
    expectation.comparison = comparison;
    expectation.low = std::move(limits.low);
    expectation.high = std::move(limits.high);
    return true;
  }

  /// Of a limit on what is told of a response: a share of replications is a number whatever it counts.
  static Expected::Type expected_type(const Response& response) {
    switch (response.unit) {
      case Response::Unit::money: return Expected::Type::money;
      case Response::Unit::duration: return Expected::Type::duration;
      default: return Expected::Type::number;
    }
  }

  /// The key says that a share may be written as 1%.
  [[nodiscard]] ExpectedOf limit_on(const Response& response) const {
    const bool is_share = response.unit == Response::Unit::share && !response.key.ends_with("share");
    return {response.key + (is_share ? ".share" : ""), expected_type(response),
            study_.scenario.start_unix_ms};
  }

  // ---- what is looked for ----

  void read_goal(const KeyedNode& node) {
    Goal goal;
    const Node least = node.node.find("least");
    const auto response = response_named(least.text(), least.place(), node.path + ".least");
    if (response) goal.least = *response;
    for (const Node promise : node.node.find("promises"))
      read_promise({promise, node.path + ".promises." + std::string(promise.key())}, goal);
    if (const Node indifference = node.node.find("indifference"))
      goal.indifference = as_fraction(indifference);
    if (const Node most = node.node.find("at_most"))
      goal.at_most = static_cast<std::uint32_t>(as_integer(most));
    study_.goal = std::move(goal);
  }

  void read_promise(const KeyedNode& node, Goal& goal) {
    const auto response = response_named(node.node.key(), node.node.key_place(), node.path);
    if (!response) return;
    Expectation limits;
    const Node value = comparison_in(node, limits.comparison);
    if (!value || !read_limits(value, limit_on(study_.responses[*response]), limits, problems_)) return;
    goal.promises.push_back({*response, limits.comparison, limits.low, limits.high, node.node.key_place()});
  }

  Node root_;
  Study& study_;
  Diagnostics& problems_;
};

}  // namespace

void read_study(Node root, Study& study, Diagnostics& problems) { StudyReader(root, study, problems).read(); }

}  // namespace outlive::input
