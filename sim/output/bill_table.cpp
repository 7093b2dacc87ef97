#include "sim/output/bill_table.hpp"

#include <vector>

#include "sim/output/csv.hpp"
#include "sim/output/words.hpp"
#include "sim/text/instant.hpp"

namespace outlive::output {

std::string bill_csv(const Scenario& scenario, const Results& results, std::span<const BillColumn> columns) {
  std::string text;
  std::vector<std::string> fields;
  for (const BillColumn& column : columns) fields.emplace_back(column.name);
  csv::end_row(text, fields);
  const BillNames names(scenario);
  for_each_charge(scenario, results, [&](const Charge& charge) {
    const Sku& sku = names.sku(charge);
    const BillRow row{
        scenario, results, names, charge, sku, billed_service(sku.name), names.resource(charge)};
    fields.clear();
    for (const BillColumn& column : columns) fields.push_back(column.value(row));
    csv::end_row(text, fields);
  });
  return text;
}

namespace bill {

std::string null(const BillRow& /*row*/) { return {}; }
std::string cost(const BillRow& row) { return exact(row.charge.cost); }
std::string unit_price(const BillRow& row) { return exact(row.sku.price); }
std::string currency(const BillRow& row) { return cell(row.scenario.prices.currency); }
std::string amount(const BillRow& row) { return quantity(row.charge.usage, row.sku); }
std::string region(const BillRow& row) { return cell(row.names.region()); }
std::string region_title(const BillRow& row) { return cell(region_name(row.names.region())); }
std::string description(const BillRow& row) { return cell(row.names.description(row.charge)); }
std::string resource_id(const BillRow& row) { return cell(row.resource.id); }
std::string sku_name(const BillRow& row) { return cell(row.sku.name); }
std::string account_id(const BillRow& /*row*/) { return std::string(account); }
std::string account_name(const BillRow& /*row*/) { return "simulated account"; }
std::string issuer(const BillRow& /*row*/) { return "Amazon Web Services, Inc."; }
std::string period_begin(const BillRow& row) { return text::format_instant(row.charge.time.begin); }
std::string period_end(const BillRow& row) { return text::format_instant(row.charge.time.end); }
std::string month_begin(const BillRow& row) { return text::format_instant(row.charge.month.begin); }
std::string month_end(const BillRow& row) { return text::format_instant(row.charge.month.end); }

}  // namespace bill

}  // namespace outlive::output
