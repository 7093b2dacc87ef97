// Workers of EMR Serverless: which sizes there are, and what they are billed for.
#pragma once

#include <optional>
#include <string>

#include "outlive/diagnostic.hpp"
#include "outlive/prices.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// The workers that `node` describes with workers, vcpu, memory_gb and storage_gb. Nothing if there are none of that
/// size, which is then reported.
std::optional<Workers> read_emr_workers(Node node, Diagnostics& problems);

/// vCPUs, memory and the storage that is not free (EMRS-APP); nothing if the price book lacks one of them, which is
/// then reported at `place`.
std::optional<Meters> meters_of(const Workers& workers, const Place& place, const PriceBook& prices,
                                Diagnostics& problems);

}  // namespace outlive::input
