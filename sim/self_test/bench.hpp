// What all parts of the self-test share: runs are counted, and progress is told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/self_test/self_test.hpp"

namespace outlive::self_test {

class Bench {
 public:
  Bench(const Options& options, std::size_t steps) : options_(options), steps_(steps) {}

  [[nodiscard]] Results run_once(const Scenario& scenario, RunOptions options) {
    options.control = options_.control;
    Results results = run(scenario, options);
    count({&results, 1});
    return results;
  }
  void count(std::span<const Results> all) {
    runs_ += all.size();
    for (const Results& results : all) events_ += results.totals.events;
  }
  /// An invariant that did not hold.
  void note_broken(std::string what) { broken_.push_back(std::move(what)); }
  [[nodiscard]] const std::vector<std::string>& broken() const { return broken_; }

  void step() {
    if (options_.progress) options_.progress(++done_, steps_);
  }

  [[nodiscard]] RunOptions run_options() const {
    return {.threads = options_.threads, .control = options_.control};
  }
  [[nodiscard]] unsigned threads() const { return options_.threads; }
  [[nodiscard]] bool stopped() const { return options_.control != nullptr && options_.control->stop; }
  [[nodiscard]] std::uint64_t runs() const { return runs_; }
  [[nodiscard]] std::uint64_t events() const { return events_; }

 private:
  const Options& options_;
  std::size_t steps_;
  std::size_t done_ = 0;
  std::uint64_t runs_ = 0;
  std::uint64_t events_ = 0;
  std::vector<std::string> broken_;
};

}  // namespace outlive::self_test
