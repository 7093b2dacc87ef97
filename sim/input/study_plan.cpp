#include "sim/input/study_plan.hpp"

#include <array>
#include <charconv>

#include <boost/uuid/detail/sha1.hpp>

#include "outlive/version.hpp"
#include "sim/input/population_overrides.hpp"
#include "sim/input/source.hpp"
#include "sim/input/traces.hpp"

namespace outlive::input {
namespace {

class Hash {
 public:
  /// Its length goes first, so that no two lists of texts look alike.
  void add(std::string_view text) {
    const std::string size = std::to_string(text.size()) + ":";
    hash_.process_bytes(size.data(), size.size());
    hash_.process_bytes(text.data(), text.size());
  }
  void add(std::uint64_t number) { add(std::to_string(number)); }
  void add(double number) {
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    add(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
  }

  std::string digits() {
    boost::uuids::detail::sha1::digest_type words{};
    hash_.get_digest(words);
    std::string text;
    for (const auto word : words) {
      for (int shift = 28; shift >= 0; shift -= 4) text += "0123456789abcdef"[word >> shift & 0xfU];
    }
    return text;
  }

 private:
  boost::uuids::detail::sha1 hash_;
};

void add_files(const Study& study, const ScenarioFile& base, Hash& hash) {
  std::vector<std::string> paths = base.paths();
  for (const Factor& factor : study.factors) {
    for (std::size_t key = 0; key < factor.keys.size(); ++key) {
      if (factor.keys[key] != prices_key) continue;
      for (const Level& level : factor.levels) paths.push_back(beside(study.base, level.values[key]));
    }
  }
  for (const std::string& path : paths) {
    Diagnostics told_when_it_was_loaded;
    hash.add(read_source(path, csv_limit, told_when_it_was_loaded).text);
  }
}

void add_overrides(const std::vector<Override>& overrides, Hash& hash) {
  hash.add(std::uint64_t{overrides.size()});
  for (const Override& each : overrides) {
    hash.add(each.key);
    hash.add(each.value);
  }
}

void add_design(const Study& study, Hash& hash) {
  for (const Factor& factor : study.factors) {
    hash.add(std::uint64_t{factor.keys.size()});
    for (const std::string& key : factor.keys) hash.add(key);
  }
  for (const DesignPoint& point : study.points) {
    hash.add(std::uint64_t{point.number});
    for (const Level& level : point.levels) {
      for (const std::string& value : level.values) hash.add(value);
    }
  }
}

void add_responses(const Study& study, Hash& hash) {
  for (const Response& response : study.responses) {
    hash.add(response.name);
    hash.add(response.key);
    hash.add(std::uint64_t{static_cast<std::uint8_t>(response.statistic)});
    hash.add(response.quantile);
    hash.add(std::uint64_t{static_cast<std::uint8_t>(response.condition.comparison)});
    hash.add(response.condition.low.text);
    hash.add(response.condition.high.text);
  }
}

}  // namespace

std::string plan_of(const Study& study, const ScenarioFile& base) {
  Hash hash;
  hash.add(build_facts().version);
  add_files(study, base, hash);
  add_overrides(study.settings, hash);
  add_overrides(study.assumptions, hash);
  add_design(study, hash);
  add_responses(study, hash);
  hash.add(study.scenario.seed);
  hash.add(std::uint64_t{study.replications});
  hash.add(study.precision ? study.precision->within : 0.0);
  hash.add(std::uint64_t{study.precision ? study.precision->at_most : 0});
  for (const std::string& name : study.precision ? study.precision->of : std::vector<std::string>{})
    hash.add(name);
  hash.add(static_cast<std::uint64_t>(study.warm_up ? study.warm_up->length.count() : 0));
  hash.add(study.warm_up ? study.warm_up->series : std::string());
  return hash.digits();
}

}  // namespace outlive::input
