#include "sim/input/price_book.hpp"

#include <stdexcept>
#include <utility>

#include "sim/input/check.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/embedded.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/source.hpp"

namespace outlive::input {
namespace {

constexpr Duration default_granularity = std::chrono::seconds{1};
// Far beyond any price, and small enough that no bill can overflow (usage_limit.hpp bounds the usage).
constexpr Money most_an_hour = Money::from_nanos(Int128{1'000'000} * nanos_per_dollar);

/// Time and data are rounded by keys of their own.
void check_what_is_billed(Node node, const Sku& sku, Diagnostics& problems) {
  const auto complain = [&](const char* key, const std::string& what) {
    if (const Node given = node.find(key))
      problems.error(given.key_place(), "skus." + sku.name + "." + key + ": " + what);
  };
  if (sku.bills_bytes()) {
    complain("minimum", "with 'per' data is billed and not time; expected minimum_size");
    complain("granularity", "with 'per' data is billed and not time; expected size_granularity");
  } else {
    complain("minimum_size", "without 'per' time is billed and not data; expected minimum, or 'per'");
    complain("size_granularity", "without 'per' time is billed and not data; expected granularity, or 'per'");
  }
}

Sku read_sku(Node node, Diagnostics& problems) {
  Sku sku{.name = std::string(node.key()),
          .usage_type = value_or(node.find("usage_type"), as_text, std::string{}),
          .unit = as_text(node.find("unit")),
          .price = as_money(node.find("price")),
          .minimum = value_or(node.find("minimum"), as_duration, Duration::zero()),
          .granularity = value_or(node.find("granularity"), as_duration, default_granularity),
          .bytes_per_unit = value_or(node.find("per"), as_bytes, std::int64_t{0}),
          .minimum_bytes = value_or(node.find("minimum_size"), as_bytes, std::int64_t{0}),
          .granularity_bytes = value_or(node.find("size_granularity"), as_bytes, std::int64_t{1}),
          .source = as_text(node.find("source"))};
  if (sku.price < Money{} || sku.price > most_an_hour) {
    problems.error(node.find("price").place(), "skus." + sku.name + ".price: " + as_text(node.find("price")) +
                                                   " is out of range; expected 0 USD to 1000000 USD");
  }
  check_what_is_billed(node, sku, problems);
  return sku;
}

std::optional<PriceBook> price_book_of(const Source& source, Diagnostics& problems) {
  const std::size_t at_first = problems.error_count();
  const auto document = parse_document(source.path, source.text, problems);
  if (!document || !check(*document, *price_book_schema(), problems)) return std::nullopt;
  if (problems.error_count() != at_first) return std::nullopt;  // a duplicate key, say
  const Node root = document->root();
  PriceBook book{.name = as_text(root.find("name")),
                 .region = value_or(root.find("region"), as_text, std::string{}),
                 .currency = as_text(root.find("currency")),
                 .skus = {}};
  const std::size_t before = problems.error_count();
  for (const Node sku : root.find("skus")) book.skus.push_back(read_sku(sku, problems));
  if (book.skus.empty()) problems.error(root.find("skus").key_place(), "the price book has no prices");
  return problems.error_count() == before ? std::optional(std::move(book)) : std::nullopt;
}

/// Read once: whoever loads many scenarios spends most of the time here otherwise.
const PriceBook& built_in_price_book() {
  static const PriceBook built_in = [] {
    Diagnostics problems;
    const Source source = check_source("(built-in price book)", std::string(embedded::default_price_book),
                                       yaml_limit, problems);
    auto book = price_book_of(source, problems);
    if (!book) throw std::logic_error(to_string(problems.all().front()));
    return std::move(*book);
  }();
  return built_in;
}

}  // namespace

std::optional<PriceBook> read_price_book(const std::string& path, Diagnostics& problems, bool& unreadable) {
  if (path.empty()) return built_in_price_book();
  const Source source = read_source(path, yaml_limit, problems);
  if (source.ok()) return price_book_of(source, problems);
  unreadable = unreadable || source.status == SourceStatus::unreadable;
  return std::nullopt;
}

}  // namespace outlive::input
