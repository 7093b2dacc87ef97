#include "sim/import/price_list.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "sim/import/json_fields.hpp"
#include "sim/input/price_book.hpp"
#include "sim/text/number.hpp"
#include "sim/text/yaml_scalar.hpp"

namespace outlive::import {
namespace {

constexpr int money_digits = 9;  // as a price book has them

/// How products of a usage type are billed, and what Outlive calls them. A type that ends in `:` or `-` goes on with an instance type.
struct Rule {
  std::string_view offer;  // code of the file; empty: any
  std::string_view usage_type;
  std::string_view sku;
  std::string_view unit;
  std::string_view terms;  // further keys of the price book
};
constexpr std::string_view minute = ", minimum: 60s";
constexpr std::array rules{
    Rule{"", "ETL-DPU-Hour", "glue.session.dpu", "DPU-hour", minute},
    Rule{"", "ETL-DPU-Hour", "glue.job.dpu", "DPU-hour", minute},
    Rule{"", "Train:", "sagemaker.training.", "instance-hour", ""},
    Rule{"", "Processing:", "sagemaker.processing.", "instance-hour", ""},
    Rule{"", "Studio:JupyterLab-", "studio.", "instance-hour", ""},
    Rule{"", "EMR-SERVERLESS-vCPUHours", "emr_serverless.vcpu", "vCPU-hour", minute},
    Rule{"", "EMR-SERVERLESS-MemoryGBHours", "emr_serverless.memory", "GB-hour", minute},
    Rule{"", "EMR-SERVERLESS-StorageGBHours", "emr_serverless.storage", "GB-hour", minute},
    Rule{"AmazonEC2", "BoxUsage:", "emr_ec2.instance.", "instance-hour", minute},
    Rule{"ElasticMapReduce", "BoxUsage:", "emr_ec2.uplift.", "instance-hour", minute},
    Rule{"", "DataScannedInTB", "athena.scanned", "TB",
         ", per: 1 TB, minimum_size: 10 MB, size_granularity: 1 MB"},
};

bool is_instance_type(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
}

/// The name of the SKU by a rule, or nothing.
std::optional<std::string> sku_of(const Rule& rule, std::string_view offer, std::string_view usage_type) {
  if (!rule.offer.empty() && rule.offer != offer) return std::nullopt;
  const bool open = rule.usage_type.ends_with(':') || rule.usage_type.ends_with('-');
  if (!open) return usage_type == rule.usage_type ? std::optional(std::string(rule.sku)) : std::nullopt;
  if (!usage_type.starts_with(rule.usage_type)) return std::nullopt;
  const std::string_view instance = usage_type.substr(rule.usage_type.size());
  if (!is_instance_type(instance)) return std::nullopt;
  return std::string(rule.sku) + std::string(instance);
}

/// `0.44` of `0.4400000000`; nothing if it is none, or finer than a price book can say.
std::optional<std::string> price_text(const std::string& text) {
  constexpr int most_digits = 18;
  const auto price = text::parse_decimal(text, most_digits);
  if (!price || price->scaled < 0) return std::nullopt;
  const Int128 finer = text::power_of_ten(most_digits - money_digits);
  if (price->scaled % finer != 0) return std::nullopt;
  std::string written = text::format_scaled(price->scaled / finer, money_digits);
  constexpr std::size_t cents = 2;
  while (written.ends_with('0') && written.size() - written.find('.') > cents + 1) written.pop_back();
  return written;
}

/// A Linux instance that is shared, on demand and with nothing installed: of EC2 there are dozens for each type.
bool is_plain(const Json& attributes) {
  const auto is = [&](std::string_view key, std::string_view value) {
    const auto found = text_at(attributes, {key});
    return !found || *found == value;
  };
  return is("operatingSystem", "Linux") && is("tenancy", "Shared") && is("preInstalledSw", "NA") &&
         is("capacitystatus", "Used");
}

class Book {
 public:
  Book(Tally& tally, Diagnostics& problems) : tally_(tally), problems_(problems) {}

  void read(const input::Source& source) {
    const auto document = input::parse_json(source, problems_);
    if (!document) return;
    source_ = &source;
    offer_ = text_at(*document, {"offerCode"}).value_or("");
    version_ = text_at(*document, {"version"}).value_or("of no version");
    const Json* const products = find(*document, {"products"});
    const Json* const terms = find(*document, {"terms", "OnDemand"});
    if (products == nullptr || !products->is_object() || terms == nullptr || !terms->is_object()) {
      problems_.error({source.path, 0, 0}, "this is no price list: it needs 'products' and 'terms.OnDemand'");
      return;
    }
    std::uint64_t number = 0;
    for (auto product = products->begin(); product != products->end(); ++product) {
      tally_.read();
      add(product.key(), *product, *terms, {source.path, 0, ++number});
    }
  }

  std::string yaml() {
    if (problems_.has_errors()) return {};
    if (skus_.empty()) {
      problems_.error(
          {source_->path, 0, 0},
          "no product of it is one that Outlive bills; expected the price list of AWSGlue, AmazonSageMaker, "
          "ElasticMapReduce, AmazonEC2 or AmazonAthena");
      return {};
    }
    tell_missing();
    const std::string region = regions_.empty() ? "unknown" : *regions_.begin();
    std::string text =
        "# Imported by outlive import (price-list). Prices on demand, as AWS publishes "
        "them.\noutlive_prices: 1\nname: " +
        text::yaml_scalar(region + " on demand") + "\nregion: " + text::yaml_scalar(region) +
        "\ncurrency: USD\nskus:\n";
    for (const auto& [name, line] : skus_) text += "  " + name + ": " + line + "\n";
    return text;
  }

 private:
  void add(const std::string& sku, const Json& product, const Json& terms, const Where& where) {
    const auto usage_type = text_at(product, {"attributes", "usagetype"});
    const std::string kind = text_at(product, {"productFamily"}).value_or("product");
    if (!usage_type) return tally_.skipped(kind, "it has no usage type", where);
    // `USE1-Train:ml.m5.large` of most regions; the oldest has no prefix.
    bool used = false;
    const std::size_t dash = usage_type->find('-');
    for (const std::string_view type :
         {std::string_view(*usage_type),
          dash == std::string::npos ? std::string_view{} : std::string_view(*usage_type).substr(dash + 1)}) {
      for (const Rule& rule : rules) {
        if (const auto name = sku_of(rule, offer_, type)) {
          used = true;
          take(*name, rule, *usage_type, sku, product, terms, where);
        }
      }
      if (used) break;
    }
    if (!used) tally_.skipped(kind, "Outlive bills nothing of its usage type", where);
  }

  void take(const std::string& name, const Rule& rule, const std::string& usage_type, const std::string& sku,
            const Json& product, const Json& terms, const Where& where) {
    const Json* const attributes = find(product, {"attributes"});
    if (!is_plain(*attributes))
      return tally_.skipped(name, "it is not a plain shared instance with Linux", where);
    if (skus_.contains(name)) return tally_.skipped(name, "there is a price for it already", where);
    const auto price = price_of(sku, terms);
    if (!price)
      return tally_.skipped(name, "it has no price in USD of at most nine decimals on demand", where);
    auto region = text_at(*attributes, {"regionCode"});
    if (!region) region = text_at(*attributes, {"location"});
    if (region && regions_.insert(*region).second && regions_.size() == 2) {
      problems_.error({source_->path, 0, 0}, "there are prices of several regions, " + *regions_.begin() +
                                                 " and " + *regions_.rbegin() +
                                                 " among them; give the files of one");
    }
    skus_[name] = "{price: " + *price + " USD, unit: " + std::string(rule.unit) + std::string(rule.terms) +
                  ", usage_type: " + text::yaml_scalar(usage_type) +
                  ", source: " + text::yaml_scalar("price list " + offer_ + " " + version_) + "}";
    tally_.used(name);
  }

  /// Of the first of its dimensions: later ones are for more usage.
  static std::optional<std::string> price_of(const std::string& sku, const Json& terms) {
    const Json* const offers = find(terms, {sku});
    if (offers == nullptr || !offers->is_object()) return std::nullopt;
    for (const Json& offer : *offers) {
      const Json* const dimensions = find(offer, {"priceDimensions"});
      if (dimensions == nullptr || !dimensions->is_object()) continue;
      for (const Json& dimension : *dimensions) {
        if (text_at(dimension, {"beginRange"}).value_or("0") != "0") continue;
        if (const auto price = text_at(dimension, {"pricePerUnit", "USD"})) return price_text(*price);
      }
    }
    return std::nullopt;
  }

  void tell_missing() {
    Diagnostics none;
    bool unreadable = false;
    const auto built_in = input::read_price_book("", none, unreadable);
    if (!built_in) return;
    for (const Sku& each : built_in->skus) {
      if (!skus_.contains(each.name)) tally_.missing(each.name);
    }
  }

  Tally& tally_;
  Diagnostics& problems_;
  const input::Source* source_ = nullptr;
  std::string offer_;
  std::string version_;
  std::set<std::string> regions_;
  std::map<std::string, std::string> skus_;
};

}  // namespace

std::string price_book_of(const std::vector<const input::Source*>& sources, Tally& tally,
                          Diagnostics& problems) {
  Book book(tally, problems);
  for (const input::Source* const source : sources) book.read(*source);
  return book.yaml();
}

}  // namespace outlive::import
