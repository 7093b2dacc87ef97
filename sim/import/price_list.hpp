// AWS price list offer files become a price book.
#pragma once

#include <string>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "sim/import/tally.hpp"
#include "sim/input/source.hpp"

namespace outlive::import {

/// A price book (YAML) out of service price list files in JSON (products, terms.OnDemand, priceDimensions; AWS Billing User Guide,
/// "Reading the service price list file for an AWS service"): of AWSGlue, AmazonSageMaker, ElasticMapReduce, AmazonEC2 and
/// AmazonAthena, all of one region. Products are found by their usage type without the prefix of the region, such as `ETL-DPU-Hour`;
/// of several prices for more and more usage the first is taken. Prices are decimals from end to end, never floating point numbers.
/// What the built-in book has and no file gives is told by the tally as missing. Errors: no product is of use, or there are several
/// regions.
std::string price_book_of(const std::vector<const input::Source*>& sources, Tally& tally,
                          Diagnostics& problems);

}  // namespace outlive::import
