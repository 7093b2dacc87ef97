// How long the warm-up of a study is, where a series is to tell.
#pragma once

#include "outlive/run.hpp"
#include "outlive/study.hpp"

namespace outlive::study {

/// Runs the base a few times and lets MSER-5 (warm_up.hpp) say from the use of the named resource, averaged over the runs,
/// when it has settled. The same length then holds at all design points, so that they are compared over the same time. No
/// effect where the study names no series. False if it was told to stop.
bool settle_warm_up(Study& study, RunOptions options);

}  // namespace outlive::study
