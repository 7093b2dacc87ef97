// Price books: what a unit of each meter costs, with minimum charge and granularity (rules.md part c). Most meters count
// time; that of a query counts the bytes that it scans.
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
  std::string usage_type;           // the vendor's own name
  std::string unit;                 // "DPU-hour", "instance-hour"
  Money price;                      // of one unit for one hour, or of `bytes_per_unit` bytes
  Duration minimum{};               // charged at least, per session or job
  Duration granularity{1000};       // usage is rounded up to a multiple of this
  std::int64_t bytes_per_unit = 0;  // 0: it is time that is billed
  std::int64_t minimum_bytes = 0;   // charged at least, per query
  std::int64_t granularity_bytes = 1;
  std::string source;

  [[nodiscard]] bool bills_bytes() const { return bytes_per_unit > 0; }
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
