// Bills as CSV: one row for each charge, one function for each column.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/output/bill_words.hpp"

namespace outlive::output {

struct BillRow {
  const Scenario& scenario;
  const Results& results;
  const BillNames& names;
  const Charge& charge;
  const Sku& sku;
  BilledService service;
  BilledResource resource;
};

struct BillColumn {
  std::string_view name;
  std::string (*value)(const BillRow& row) = nullptr;
};

/// RFC 4180 with line feeds; the first row has the names.
std::string bill_csv(const Scenario& scenario, const Results& results, std::span<const BillColumn> columns);

/// What bills have in common.
namespace bill {

std::string null(const BillRow& row);
std::string cost(const BillRow& row);
std::string unit_price(const BillRow& row);
std::string currency(const BillRow& row);
std::string amount(const BillRow& row);
std::string region(const BillRow& row);
std::string region_title(const BillRow& row);
std::string description(const BillRow& row);
std::string resource_id(const BillRow& row);
std::string sku_name(const BillRow& row);
/// One made-up account has and pays for everything.
std::string account_id(const BillRow& row);
std::string account_name(const BillRow& row);
std::string issuer(const BillRow& row);
/// In whole seconds, `2026-03-02T09:00:00Z`.
std::string period_begin(const BillRow& row);
std::string period_end(const BillRow& row);
std::string month_begin(const BillRow& row);
std::string month_end(const BillRow& row);

}  // namespace bill

}  // namespace outlive::output
