// Who has which name among sessions and jobs: `explain NAME` must mean one thing. Made for the rows of
// traces, of which there are hundreds of thousands: a table of numbers whose texts are those of the
// scenario.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/scenario.hpp"

namespace outlive::input {

class TakenNames {
 public:
  /// Knows the sessions and jobs that the scenario has by now.
  explicit TakenNames(const Scenario& scenario);

  /// Nothing if the name was free; it is then that of the job that the caller appends next. Otherwise who
  /// has it.
  std::optional<std::string> take(std::string_view name);

 private:
  // A slot holds the upper half of the hash and, counted from 1, the number of the session or job; 0 is a
  // free slot.
  static constexpr std::uint32_t session_bit = 0x8000'0000;
  [[nodiscard]] std::size_t slot_of(std::string_view name, std::uint64_t hash) const;
  [[nodiscard]] std::string_view name_of(std::uint32_t number) const;
  void insert(std::string_view name, std::uint32_t number);
  void grow();
  [[nodiscard]] std::string owner(std::uint32_t number) const;

  const Scenario& scenario_;
  std::vector<std::uint64_t> slots_;
  std::size_t used_ = 0;
};

}  // namespace outlive::input
