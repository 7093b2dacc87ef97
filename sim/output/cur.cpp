// cur_csv of outlive/exports.hpp. Names and meanings of columns are those of the table COST_AND_USAGE_REPORT of AWS Data
// Exports (docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html): what on-demand usage has, in that order.
// Columns of reservations, savings plans and split costs are left out, as a query that selects columns may.
#include <array>
#include <utility>

#include "outlive/exports.hpp"
#include "sim/output/bill_table.hpp"
#include "sim/output/json.hpp"

namespace outlive {
namespace output {
namespace {

using Item = BillRow;

std::string none(const Item& /*item*/) { return "{}"; }  // a map without keys
std::string usage_type(const Item& item) {
  return cell(item.sku.usage_type.empty() ? item.sku.name : item.sku.usage_type);
}
std::string instance_type(const Item& item) { return cell(instance_type_of(item.sku.name)); }
std::string service_code(const Item& item) { return cell(item.service.code); }

std::string map(const Json& entries) { return dump_value(entries); }

/// The same for the same part of a line, and for no other: line, month, bucket and attendance.
std::string line_item_id(const Item& item) {
  const Charge& charge = item.charge;
  const std::string whose = (charge.line == no_number ? "populations/" : "lines/") + item.sku.name + "/" +
                            std::string(name_of(charge.bucket)) + "/" +
                            std::string(name_of(charge.attendance)) + "/" + bill::month_begin(item);
  return uuid("line item", whose, charge.line);
}

std::string interval(const Item& item) { return bill::period_begin(item) + "/" + bill::period_end(item); }

std::string product(const Item& item) {
  Json entries{{"product_name", item.service.name}, {"region", item.names.region()}};
  if (const std::string_view type = instance_type_of(item.sku.name); !type.empty())
    entries["instance_type"] = type;
  return map(entries);
}

/// Tags that users set begin with `user_` in this report.
std::string resource_tags(const Item& item) {
  Json entries = Json::object();
  const auto tag = [&](const char* key, std::string value) {
    if (!value.empty()) entries[key] = std::move(value);
  };
  tag("user_attendance", std::string(name_of(item.charge.attendance)));
  tag("user_bucket", std::string(name_of(item.charge.bucket)));
  tag("user_host", item.names.host(item.charge));
  if (item.results.incomplete) tag("user_incomplete", "true");
  tag("user_job", item.names.job(item.charge));
  tag("user_scenario", item.scenario.title);
  tag("user_session", item.names.session(item.charge));
  tag("user_user", item.names.user(item.charge));
  return map(entries);
}

constexpr std::array<BillColumn, 57> columns{{
    {"bill_bill_type",
     [](const Item&) { return std::string("Anniversary"); }},  // of usage, as against Purchase
    {"bill_billing_entity", [](const Item&) { return std::string("AWS"); }},
    {"bill_billing_period_end_date", bill::month_end},
    {"bill_billing_period_start_date", bill::month_begin},
    {"bill_invoice_id", bill::null},  // none was issued
    {"bill_invoicing_entity", bill::issuer},
    {"bill_payer_account_id", bill::account_id},
    {"bill_payer_account_name", bill::account_name},
    {"cost_category", none},
    {"discount", none},
    {"discount_bundled_discount", bill::null},
    {"discount_total_discount", bill::null},
    {"identity_line_item_id", line_item_id},
    {"identity_time_interval", interval},
    {"line_item_availability_zone", bill::null},
    {"line_item_blended_cost", bill::cost},  // one account: nothing to blend
    {"line_item_blended_rate", bill::unit_price},
    {"line_item_currency_code", bill::currency},
    {"line_item_legal_entity", bill::issuer},
    {"line_item_line_item_description", bill::description},
    {"line_item_line_item_type", [](const Item&) { return std::string("Usage"); }},
    {"line_item_net_unblended_cost", bill::cost},
    {"line_item_net_unblended_rate", bill::unit_price},
    {"line_item_normalization_factor", bill::null},
    {"line_item_normalized_usage_amount", bill::null},
    {"line_item_operation", bill::null},
    {"line_item_product_code", service_code},
    {"line_item_resource_id", bill::resource_id},
    {"line_item_tax_type", bill::null},
    {"line_item_unblended_cost", bill::cost},
    {"line_item_unblended_rate", bill::unit_price},
    {"line_item_usage_account_id", bill::account_id},
    {"line_item_usage_account_name", bill::account_name},
    {"line_item_usage_amount", bill::amount},
    {"line_item_usage_end_date", bill::period_end},
    {"line_item_usage_start_date", bill::period_begin},
    {"line_item_usage_type", usage_type},
    {"pricing_currency", bill::currency},
    {"pricing_lease_contract_length", bill::null},
    {"pricing_offering_class", bill::null},
    {"pricing_public_on_demand_cost", bill::cost},
    {"pricing_public_on_demand_rate", bill::unit_price},
    {"pricing_purchase_option", bill::null},
    {"pricing_rate_code", bill::null},
    {"pricing_rate_id", bill::null},
    {"pricing_term", [](const Item&) { return std::string("OnDemand"); }},
    {"pricing_unit", [](const Item& item) { return cell(item.sku.unit); }},
    {"product", product},
    {"product_instance_type", instance_type},
    {"product_location", bill::region_title},
    {"product_location_type", [](const Item&) { return std::string("AWS Region"); }},
    {"product_product_family", bill::null},
    {"product_region_code", bill::region},
    {"product_servicecode", service_code},
    {"product_sku", bill::sku_name},
    {"product_usagetype", usage_type},
    {"resource_tags", resource_tags},
}};

}  // namespace
}  // namespace output

std::string cur_csv(const Scenario& scenario, const Results& results) {
  return output::bill_csv(scenario, results, output::columns);
}

}  // namespace outlive
