// How `explain` tells a life: dated lines, each with the rule that acted, then facts under a heading.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/report.hpp"
#include "sim/output/ink.hpp"

namespace outlive::output {

class Teller {
 public:
  Teller(const Scenario& scenario, const TextStyle& style) : scenario_(scenario), ink_(style) {}

  void title(const std::string& text) { text_ = ink_.bold(text) + "\n\n"; }

  /// When, who and the state of each event in aligned columns, without trailing blanks and without the reason.
  [[nodiscard]] std::vector<std::string> life_lines(const std::vector<LifeEvent>& life,
                                                    const std::vector<std::string>& who) const;

  /// One of these lines with its reason, and the sentence of its rule the first time that it is named.
  void event(const LifeEvent& event, const std::string& line);

  void line(const std::string& text, std::size_t indent) { text_ += wrap(text, ink_.width(), indent) + "\n"; }
  void rule(Rule rule);

  /// `outcome  completed (done)`: a heading of at most seven letters and what belongs to it.
  void fact(std::string_view heading, const std::string& text);
  void heading(std::string_view text) { text_ += ink_.bold(text) + "\n"; }
  void gap() { text_ += "\n"; }

  /// `131.63 USD: useful 88.00, idle 43.63; 127.97 of it while the user was signed out`, or that nothing was billed.
  [[nodiscard]] std::string money(const Cells<Money>& cost, bool billed) const;

  [[nodiscard]] const Ink& ink() const { return ink_; }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  const Scenario& scenario_;
  const Ink ink_;
  std::string text_;
  std::set<Rule> told_;
};

/// ` (signed_out [GLUE-3])`; empty for what ran at the horizon.
std::string because(Cause cause, Rule rule);

/// Behind a date.
inline constexpr std::size_t life_margin = 18;
inline constexpr std::size_t who_width = 40;

}  // namespace outlive::output
