// What a bill calls what a price book has: services, units, quantities, accounts, resources.
#pragma once

#include <string>
#include <string_view>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/audit_ids.hpp"
#include "sim/output/charges.hpp"

namespace outlive::output {

/// A service by the first part of its SKUs' names.
struct BilledService {
  std::string_view key;          // "glue"
  std::string_view name;         // "AWS Glue"
  std::string_view category;     // of FOCUS 1.2
  std::string_view subcategory;  // of FOCUS 1.2, within it
  std::string_view code;         // of the price list and of the Cost and Usage Report
};

/// The one that bills a SKU; what a price book adds of its own is "Other", under the name that it has there.
BilledService billed_service(std::string_view sku);

/// Unit-milliseconds or bytes in the units of the price, `12.5`; half-even at 12 decimals.
std::string quantity(std::int64_t usage, const Sku& sku);

/// A quotient as a decimal number, half-even at 12 decimals. The divisor is positive.
std::string ratio(Int128 dividend, Int128 divisor);

/// `DPU-Hours` for `DPU-hour`, `TB` for `TB`: FOCUS wants units capitalised and the last of them in the plural.
std::string focus_unit(std::string_view unit);

/// `ml.g5.xlarge` of `sagemaker.training.ml.g5.xlarge`; empty for a SKU of no instance type.
std::string_view instance_type_of(std::string_view sku);

/// `us-east-1` as `US East (N. Virginia)`; a region that is not known here as it is.
std::string_view region_name(std::string_view region);

/// A text from a file as a cell of CSV: without control characters, and never a formula.
std::string cell(std::string_view text);

/// What a charge is for. All are empty for what populations used.
struct BilledResource {
  std::string id;    // an ARN or another identifier, as the audit log has it
  std::string name;  // as the scenario has it
  std::string type;  // "AWS Glue interactive session"
};

/// Names things for one run.
class BillNames {
 public:
  explicit BillNames(const Scenario& scenario) : scenario_(scenario), ids_(scenario) {}

  [[nodiscard]] const Sku& sku(const Charge& charge) const { return scenario_.prices.skus[charge.sku]; }
  [[nodiscard]] const std::string& region() const { return ids_.region(); }
  [[nodiscard]] BilledResource resource(const Charge& charge) const;
  [[nodiscard]] std::string user(const Charge& charge) const;
  [[nodiscard]] std::string session(const Charge& charge) const;
  [[nodiscard]] std::string job(const Charge& charge) const;
  [[nodiscard]] std::string host(const Charge& charge) const;
  /// `AWS Glue: 0.44 USD per DPU-hour, idle, user not signed in`.
  [[nodiscard]] std::string description(const Charge& charge) const;

 private:
  const Scenario& scenario_;
  AuditIds ids_;
};

}  // namespace outlive::output
