// The tables and sentences that reports of sweeps are made of, whatever the format.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "outlive/sweep.hpp"
#include "sim/output/document.hpp"
#include "sim/study/controls.hpp"

namespace outlive::output {

/// A row for each design point: its levels, then each response with its interval. At most `most` rows.
Section points_section(const Study& study, const Observations& observations, std::size_t most);

/// How the responses of each design point differ from those of the first one, paired by replication.
Section differences_section(const Study& study, const Observations& observations, std::size_t most);

/// The means of points_section once more, each known better by its control variates; without rows where there are none, or
/// where they bring little.
Section controlled_section(const Study& study, const study::Controlled& controlled, std::size_t most);

/// Whether users did as much as the scenario says that they do on average, and what that narrows.
std::string control_note(const Study& study, const study::Controlled& controlled);

/// What each factor does to each response by itself, the factor that moves the first response most in front. Without rows
/// where there is one factor only, or where the design does not tell factors apart.
Section effects_section(const Study& study, const Observations& observations);

/// `12 design points (of 16), 20 replications each, the same random numbers at all of them; intervals of 95 %`
std::string sweep_headline(const Study& study, const Observations& observations);

/// Before the report of a study that was told to stop: `INCOMPLETE: stopped after 7 of 20 design points`. Nothing of others.
std::vector<std::string> unfinished_warning(const Study& study);

/// What a chart of the study's points is called: where points are missing, it says so.
std::string chart_title(const Study& study);

/// What a reader must know besides: what the design cannot tell apart, which points are not known as well as wanted.
std::vector<std::string> sweep_notes(const Study& study, const Observations& observations);

/// `study.yaml:31:5: cost at idle=1h: 95.20 ± 1.30, expected at most 90 USD`, for one that does not surely hold.
Section verdicts_section(const Study& study, const Observations& observations);

/// `idle=1h, background=7d`
std::string point_text(const Study& study, const DesignPoint& point);

}  // namespace outlive::output
