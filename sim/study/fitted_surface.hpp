// The goal as a polynomial of the factors: which of them moves it most, and how far that can be believed.
#pragma once

#include <cstddef>
#include <optional>

#include "outlive/recommendation.hpp"

namespace outlive::study {

/// Of the models with main effects, then interactions of two factors, then squares, on the scale of the factors or a
/// logarithmic one, the one that foretells best (Q^2); simpler ones win ties. Fitted over the replications that all points
/// have, with Student intervals over them. Points without a number are left out. The map has all factors but the two with
/// the widest effects as at `point`. Nothing where points are too few for any model, or the goal is the same at all of them.
std::optional<ResponseSurface> fitted_surface(const Study& study, const Observations& observations,
                                              std::size_t point);

}  // namespace outlive::study
