// Whether the program that runs here is to be believed, in under a minute: random scenarios against a second implementation,
// simulation against theory, what must hold after every run, and the same results however the work is divided.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/run.hpp"
#include "sim/self_test/agreement.hpp"

namespace outlive::self_test {

struct Part {
  std::string name;                 // "second implementation"
  std::string shown;                // what was done and found, in a sentence
  std::vector<std::string> faults;  // what is not as it should be
  [[nodiscard]] bool passed() const { return faults.empty(); }
};

inline constexpr std::string_view closed_forms_name = "closed forms";

struct Report {
  std::vector<Part> parts;
  std::vector<Agreement> closed_forms;
  bool interrupted = false;
  [[nodiscard]] bool passed() const;
};

/// What a release has recorded about itself.
struct Records {
  std::string_view answers;       // of the reference (reference_cases.hpp)
  std::string_view fingerprints;  // of known_scenarios(): `NAME HEXADECIMAL` a line
};
Records embedded_records();

struct Options {
  unsigned threads = 0;  // 0: as many as the machine has processors
  Control* control = nullptr;
  std::function<void(std::size_t done, std::size_t all)> progress{};
};

Report run_self_test(const Records& records, const Options& options);

/// The text that Records::fingerprints is, reckoned now.
std::string fingerprints_now();

}  // namespace outlive::self_test
