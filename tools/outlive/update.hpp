// `outlive check --update`: named expectations that do not hold are rewritten in their files to what was found.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "outlive/expectation.hpp"
#include "sim/output/verdicts.hpp"
#include "tools/outlive/console.hpp"
#include "tools/outlive/exit_code.hpp"

namespace outlive::tool {

class Update {
 public:
  /// `keys`: of quantities, or `all`; none: nothing is rewritten.
  explicit Update(std::vector<std::string> keys) : keys_(std::move(keys)) {}

  [[nodiscard]] bool is_wanted() const { return !keys_.empty(); }

  /// Looks at the judgements on scenario number `scenario`, which is not needed afterwards.
  void consider(std::size_t scenario, const Judge& judge, const std::vector<output::Judgement>& judgements);

  /// Rewrites files and shows the differences; tells what was left alone, and why. What was rewritten holds in `all` from then
  /// on.
  ExitCode rewrite(std::vector<output::CheckedScenario>& all, Console& console);

 private:
  struct Wish {
    std::size_t scenario = 0;
    std::size_t number = 0;  // of the expectation
    Answer answer = Answer::yes;
    Expectation before;
    Amendment amendment;
    std::string refused;  // not empty: why nothing is done
  };
  [[nodiscard]] bool is_named(const std::string& key) const;
  void refuse_what_several_files_share(const std::vector<output::CheckedScenario>& all);
  ExitCode rewrite(std::size_t scenario, output::CheckedScenario& checked, Console& console);
  ExitCode rewrite(const std::vector<Wish*>& wishes, const std::string& path, Console& console);
  [[nodiscard]] ExitCode complain_of_unknown_keys(const Console& console) const;

  std::vector<std::string> keys_;
  std::vector<Wish> wishes_;              // one for each expectation that is named
  std::vector<std::string> keys_of_all_;  // that the scenarios have
};

}  // namespace outlive::tool
