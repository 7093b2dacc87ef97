// What a sweep says of a response at a design point, and of differences between points.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "outlive/estimate.hpp"
#include "outlive/sweep.hpp"

namespace outlive::study {

/// Of the mean, quantile or share that the response asks for, with an interval that is right for it. Nothing where a
/// replication had no number, such as an end that never came, or where there is none at all.
std::optional<Estimate> estimate_of(const Response& response, const std::vector<double>& values,
                                    double confidence);
std::optional<Estimate> estimate_of(const Study& study, const Observations& observations, std::size_t point,
                                    std::size_t response);

/// Of the mean of a response at one point less that at another, paired by replication: both had the same random numbers. Of
/// quantiles the difference without an interval.
std::optional<Estimate> difference_of(const Study& study, const Observations& observations, std::size_t point,
                                      std::size_t from, std::size_t response);

/// The same difference of means as a share of the mean at `from`. Nothing of quantiles, and of what is zero there.
std::optional<Estimate> relative_difference_of(const Study& study, const Observations& observations,
                                               std::size_t point, std::size_t from, std::size_t response);

/// Half the width of its interval as a share of the value: of a value of zero 0 if it never varied. Nothing without an interval.
std::optional<double> relative_half_width(const Estimate& estimate);

}  // namespace outlive::study
