#include "sim/study/unfinished.hpp"

#include <vector>

#include "sim/study/precision.hpp"

namespace outlive::study {

FinishedPart finished_part(const Study& study, const Observations& observations, std::uint32_t replications) {
  std::vector<std::size_t> finished;
  for (std::size_t point = 0; point < study.points.size(); ++point)
    if (observations.replications(point) >= replications) finished.push_back(point);

  FinishedPart part{study, Observations(finished.size(), study.width())};
  part.study.points.clear();
  for (std::size_t i = 0; i < finished.size(); ++i) {
    part.study.points.push_back(study.points[finished[i]]);
    for (std::uint32_t row = 0; row < observations.replications(finished[i]); ++row)
      part.observations.set(i, row, observations.row(finished[i], row));
  }
  part.study.unfinished = {.points_done = finished.size(), .points_planned = study.points.size()};
  part.study.expectations.clear();
  return part;
}

FinishedPart finished_part(const Study& study, const Observations& observations) {
  FinishedPart part = finished_part(study, observations, study.replications);
  for (const std::size_t point : points_not_precise(part.study, part.observations))
    if (part.observations.replications(point) < study.precision->at_most)
      --part.study.unfinished->points_done;
  if (!study.expectations.empty())
    part.study.notes.emplace_back("What the study expects is not judged: that takes all design points.");
  return part;
}

}  // namespace outlive::study
