// focus_csv of outlive/exports.hpp. Columns, types and nulls are those of the FOCUS specification, version 1.2
// (github.com/FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec, specification/columns); tests/output/focus_rules.py holds files
// against its rules.
#include <algorithm>
#include <array>

#include "outlive/exports.hpp"
#include "sim/output/bill_table.hpp"
#include "sim/output/json.hpp"

namespace outlive {
namespace output {
namespace {

using Row = BillRow;

std::string unit(const Row& row) { return cell(focus_unit(row.sku.unit)); }
std::string account_type(const Row& /*row*/) { return "AWS account"; }
std::string provider(const Row& /*row*/) { return "AWS"; }

/// Unit price times quantity has to be the cost. What was apportioned, or adds up many lines of populations, was rounded on its
/// way: there the quantity is what gives the cost, and ConsumedQuantity is what was used.
std::string priced_amount(const Row& row) {
  const bool is_rounded = row.charge.apportioned && row.sku.price != Money{};
  return is_rounded ? ratio(row.charge.cost.nanos(), row.sku.price.nanos()) : bill::amount(row);
}

/// What the SKU measures, within its service.
std::string sku_meter(const Row& row) {
  const std::string_view name = row.sku.name;
  return cell(name.substr(std::min(name.find('.') + 1, name.size())));
}

/// `F_` marks the properties that the specification defines.
std::string sku_details(const Row& row) {
  const std::string_view instance = instance_type_of(row.sku.name);
  return instance.empty() ? std::string{} : Json{{"F_InstanceType", instance}}.dump();
}

std::string tags(const Row& row) {
  Json all = Json::object();
  if (row.charge.owner.user != no_number) all["user"] = row.names.user(row.charge);
  return dump_value(all);
}

// All columns of FOCUS 1.2, those that are always null included: readers of real bills expect them.
constexpr std::array<BillColumn, 66> columns{{
    {"AvailabilityZone", bill::null},
    {"BilledCost", bill::cost},
    {"BillingAccountId", bill::account_id},
    {"BillingAccountName", bill::account_name},
    {"BillingAccountType", account_type},
    {"BillingCurrency", bill::currency},
    {"BillingPeriodEnd", bill::month_end},
    {"BillingPeriodStart", bill::month_begin},
    {"CapacityReservationId", bill::null},
    {"CapacityReservationStatus", bill::null},
    {"ChargeCategory", [](const Row&) { return std::string("Usage"); }},
    {"ChargeClass", bill::null},  // no corrections
    {"ChargeDescription", bill::description},
    {"ChargeFrequency", [](const Row&) { return std::string("Usage-Based"); }},
    {"ChargePeriodEnd", bill::period_end},
    {"ChargePeriodStart", bill::period_begin},
    {"CommitmentDiscountCategory", bill::null},
    {"CommitmentDiscountId", bill::null},
    {"CommitmentDiscountName", bill::null},
    {"CommitmentDiscountQuantity", bill::null},
    {"CommitmentDiscountStatus", bill::null},
    {"CommitmentDiscountType", bill::null},
    {"CommitmentDiscountUnit", bill::null},
    {"ConsumedQuantity", bill::amount},
    {"ConsumedUnit", unit},
    {"ContractedCost", bill::cost},
    {"ContractedUnitPrice", bill::unit_price},
    {"EffectiveCost", bill::cost},
    {"InvoiceId", bill::null},  // none was issued
    {"InvoiceIssuerName", bill::issuer},
    {"ListCost", bill::cost},
    {"ListUnitPrice", bill::unit_price},
    {"PricingCategory", [](const Row&) { return std::string("Standard"); }},
    {"PricingCurrency", bill::currency},
    {"PricingCurrencyContractedUnitPrice", bill::unit_price},
    {"PricingCurrencyEffectiveCost", bill::cost},
    {"PricingCurrencyListUnitPrice", bill::unit_price},
    {"PricingQuantity", priced_amount},
    {"PricingUnit", unit},
    {"ProviderName", provider},
    {"PublisherName", provider},
    {"RegionId", bill::region},
    {"RegionName", bill::region_title},
    {"ResourceId", bill::resource_id},
    {"ResourceName", [](const Row& row) { return cell(row.resource.name); }},
    {"ResourceType", [](const Row& row) { return cell(row.resource.type); }},
    {"ServiceCategory", [](const Row& row) { return std::string(row.service.category); }},
    {"ServiceName", [](const Row& row) { return cell(row.service.name); }},
    {"ServiceSubcategory", [](const Row& row) { return std::string(row.service.subcategory); }},
    {"SkuId", bill::sku_name},
    {"SkuMeter", sku_meter},
    {"SkuPriceDetails", sku_details},
    {"SkuPriceId", bill::sku_name},  // one price for each
    {"SubAccountId", bill::account_id},
    {"SubAccountName", bill::account_name},
    {"SubAccountType", account_type},
    {"Tags", tags},
    // What only a simulator knows.
    {"x_Attendance", [](const Row& row) { return std::string(name_of(row.charge.attendance)); }},
    {"x_Bucket", [](const Row& row) { return std::string(name_of(row.charge.bucket)); }},
    {"x_HostName", [](const Row& row) { return cell(row.names.host(row.charge)); }},
    {"x_JobName", [](const Row& row) { return cell(row.names.job(row.charge)); }},
    {"x_PeriodIsApportioned",
     [](const Row& row) { return std::string(row.charge.apportioned ? "true" : "false"); }},
    {"x_RunIsComplete",
     [](const Row& row) { return std::string(row.results.incomplete ? "false" : "true"); }},
    {"x_ScenarioName", [](const Row& row) { return cell(row.scenario.title); }},
    {"x_SessionName", [](const Row& row) { return cell(row.names.session(row.charge)); }},
    {"x_UserName", [](const Row& row) { return cell(row.names.user(row.charge)); }},
}};

}  // namespace
}  // namespace output

std::string focus_csv(const Scenario& scenario, const Results& results) {
  return output::bill_csv(scenario, results, output::columns);
}

}  // namespace outlive
