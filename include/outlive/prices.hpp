// Price books: what a unit of each meter costs, with minimum charge and granularity (rules.md part c).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/money.hpp"
#include "outlive/time.hpp"
#include "outlive/work.hpp"

namespace outlive {

/// One line of a price book.
struct Sku {
  std::string
      name;  // what scenarios and results call it, such as "glue.session.dpu" or "sagemaker.training.ml.m5.xlarge"
  std::string usage_type;      // the vendor's own name
  std::string unit;            // "DPU-hour", "instance-hour"
  Money price;                 // of one unit for one hour
  Duration minimum{};          // charged at least, per session or job
  Duration granularity{1000};  // usage is rounded up to a multiple of this
  std::string source;
};

struct PriceBook {
  std::string name;
  std::string region;
  std::string currency = "USD";
  std::vector<Sku> skus;

  [[nodiscard]] std::optional<SkuNumber> find(std::string_view sku) const {
    for (SkuNumber i = 0; i < skus.size(); ++i) {
      if (skus[i].name == sku) return i;
    }
    return std::nullopt;
  }
};

}  // namespace outlive
