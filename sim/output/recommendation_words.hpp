// The sentences and tables that reports of recommendations are made of, whatever the format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outlive/recommendation.hpp"
#include "sim/output/document.hpp"

namespace outlive::output {

class RecommendationWords {
 public:
  /// Study and recommendation must outlive it.
  RecommendationWords(const Study& study, const Recommendation& found) : study_(study), found_(found) {}

  /// Of a search that was stopped, or whose choice was not tried under all other assumptions: how far it came.
  [[nodiscard]] std::vector<std::string> warnings() const;

  /// The answer, what it rests on, and what it comes to: three or four sentences, the first a few words.
  [[nodiscard]] std::vector<std::string> headline() const;

  /// All design points, or those of them that are nearest to the answer.
  [[nodiscard]] Section settings(std::size_t most, std::size_t on_screen) const;
  [[nodiscard]] Section outside() const;
  [[nodiscard]] Section effects() const;
  [[nodiscard]] Section assumptions() const;
  [[nodiscard]] Section method() const;

 private:
  [[nodiscard]] const Candidate& candidate() const { return found_.candidates[found_.point]; }
  [[nodiscard]] const Response& goal() const { return study_.responses[study_.goal->least]; }
  [[nodiscard]] const Response& promised(std::size_t promise) const {
    return study_.responses[study_.goal->promises[promise].response];
  }
  [[nodiscard]] std::string settings_text(std::size_t point) const;
  [[nodiscard]] std::string promise_text(std::size_t promise, const std::optional<Estimate>& estimate) const;
  [[nodiscard]] std::string shortfall(std::size_t promise, const std::optional<Estimate>& estimate) const;
  [[nodiscard]] std::string amount(const Response& response, const std::optional<Estimate>& estimate) const;
  [[nodiscard]] std::string change(const Response& response, const std::optional<Estimate>& estimate) const;
  [[nodiscard]] std::string promises_in_short() const;
  [[nodiscard]] std::vector<std::string> chosen() const;
  [[nodiscard]] std::vector<std::string> none_keeps() const;
  [[nodiscard]] std::vector<std::string> undecided() const;
  [[nodiscard]] std::vector<std::string> stopped() const;
  [[nodiscard]] std::string what_it_comes_to() const;
  [[nodiscard]] std::string who_leads() const;
  [[nodiscard]] std::string what_is_open() const;
  [[nodiscard]] std::string assumptions_in_short() const;
  [[nodiscard]] std::string verdict(std::size_t point) const;
  [[nodiscard]] std::string neighbour_text(const Neighbour& neighbour) const;
  [[nodiscard]] std::string fit_text(const ResponseSurface& surface) const;
  [[nodiscard]] std::string interactions_text(const ResponseSurface& surface) const;
  [[nodiscard]] std::string trial_text(const AssumptionTrial& trial) const;
  [[nodiscard]] std::string replications_text() const;
  [[nodiscard]] std::vector<std::string> what_is_taken_for_granted() const;

  const Study& study_;
  const Recommendation& found_;
};

/// `99.5 %`, with as many digits as it has.
std::string percent_of(double share);

/// `p95 of cost`, as a sentence calls a response.
std::string name_in_sentence(const Response& response);

/// `B-6`, and which option it is where there are several: `B-3 (random)`.
std::string short_option_text(const AssumptionTrial& trial);

/// `glue_timeout = 48h (B-6)`
std::string option_text(const AssumptionTrial& trial);

}  // namespace outlive::output
