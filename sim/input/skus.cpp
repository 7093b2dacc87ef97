#include "sim/input/skus.hpp"

#include <vector>

#include "sim/input/scalars.hpp"

namespace outlive::input {

std::optional<SkuNumber> find_sku(const std::string& name, const Place& place, const PriceBook& prices,
                                  Diagnostics& problems, Billed billed) {
  if (prices.skus.empty()) return no_sku;  // no book could be read, which has been reported
  const std::string book = "the price book '" + prices.name + "' ";
  if (const auto sku = prices.find(name)) {
    if (prices.skus[*sku].bills_bytes() == (billed == Billed::data)) return sku;
    problems.error(
        place,
        book + (billed == Billed::data
                    ? "has a price of time for " + quote(name) + "; expected one of data, with 'per'"
                    : "has a price of data for " + quote(name) + "; expected one of time, without 'per'"));
    return std::nullopt;
  }
  std::vector<std::string> known;
  for (const Sku& sku : prices.skus) known.push_back(sku.name);
  problems.error(place, book + "has no price for " + quote(name) + did_you_mean(name, known));
  return std::nullopt;
}

std::optional<SkuNumber> find_instance(const std::string& prefix, std::string_view type, const Place& place,
                                       const PriceBook& prices, Diagnostics& problems) {
  const std::string name = prefix + std::string(type);
  if (prices.skus.empty() || prices.find(name)) return find_sku(name, place, prices, problems);
  std::vector<std::string> known;
  for (const Sku& sku : prices.skus) {
    if (sku.name.starts_with(prefix)) known.push_back(sku.name.substr(prefix.size()));
  }
  problems.error(place, "the price book '" + prices.name + "' has no price for instance type " + quote(type) +
                            did_you_mean(type, known));
  return std::nullopt;
}

std::optional<Meters> instance_meters(std::initializer_list<std::string> prefixes, Node type,
                                      std::int64_t instances, const PriceBook& prices,
                                      Diagnostics& problems) {
  const std::string wanted(type.text());
  Meters meters{};
  std::size_t used = 0;
  std::string missing;
  for (const std::string& prefix : prefixes) {
    if (prices.skus.empty() || prices.find(prefix + wanted)) {
      const auto sku = find_sku(prefix + wanted, type.place(), prices, problems);
      if (!sku) return std::nullopt;
      meters[used++] = {*sku, instances};
    } else {
      missing += (missing.empty() ? "" : " and ") + quote(prefix + wanted);
    }
  }
  if (missing.empty()) return meters;
  std::vector<std::string> known;
  for (const Sku& sku : prices.skus) {
    for (const std::string& prefix : prefixes) {
      if (sku.name.starts_with(prefix)) known.push_back(sku.name.substr(prefix.size()));
    }
  }
  const std::string hint = used == 0 ? did_you_mean(wanted, known) : "";
  problems.error(type.place(), "the price book '" + prices.name + "' has no price for instance type " +
                                   quote(wanted) + (hint.empty() ? "; it" : hint + " It") +
                                   " would stand there as " + missing);
  return std::nullopt;
}

}  // namespace outlive::input
