// A study to try things on: written to a folder of its own, loaded, and gone with the test case.
#pragma once

#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "outlive/load_study.hpp"
#include "outlive/sweep.hpp"
#include "tests/tools/command.hpp"

namespace outlive::testing {

/// Thirty users who train, and nothing else: no limit is shared.
inline const std::string trainers =
    "outlive: 1\n"
    "title: Thirty users train\n"
    "start: 2026-03-02T00:00:00Z\n"
    "horizon: 40d\n"
    "settings:\n"
    "  sagemaker: {training: {max_runtime: 28d}}\n"
    "populations:\n"
    "  trainers:\n"
    "    users: 30\n"
    "    week: {zone: UTC, hours: {from: 8h, to: 18h}}\n"
    "    activities:\n"
    "      train:\n"
    "        starts: {service: training, instance_type: ml.g5.xlarge}\n"
    "        per_day: {poisson: {mean: 0.5}}\n"
    "        takes: {lognormal: {median: 6h, sigma: 1.2}, at_most: 10d}\n";

class LoadedStudy {
 public:
  /// `study` is what stands behind the head of the file, whose base is `base.yaml` with the text of `base`.
  LoadedStudy(const std::string& base, const std::string& study, const StudyOptions& options = {}) {
    folder_.write("base.yaml", base);
    const std::string path =
        folder_.path() + "/" +
        folder_.write("study.yaml", "outlive_study: 1\ntitle: What if?\nbase: base.yaml\n" + study);
    LoadStudyResult loaded = load_study(path, options);
    for (const Diagnostic& problem : loaded.diagnostics.all()) MESSAGE(to_string(problem));
    REQUIRE(loaded.study);
    study_ = std::move(*loaded.study);
  }

  [[nodiscard]] Study& study() { return study_; }

  Observations run(unsigned threads = 0) {
    Observations observations(study_.points.size(), study_.width());
    Diagnostics problems;
    REQUIRE(sweep(study_, {.threads = threads}, observations, problems) == SweepEnd::complete);
    REQUIRE(problems.all().empty());
    return observations;
  }

 private:
  Folder folder_;
  Study study_;
};

}  // namespace outlive::testing
