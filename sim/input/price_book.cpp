#include "sim/input/price_book.hpp"

#include "sim/input/check.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/embedded.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/source.hpp"

namespace outlive::input {
namespace {

constexpr Duration default_granularity = std::chrono::seconds{1};

Sku read_sku(Node node, Diagnostics& problems) {
  Sku sku{.name = std::string(node.key()),
          .usage_type = value_or(node.find("usage_type"), as_text, std::string{}),
          .unit = as_text(node.find("unit")),
          .price = as_money(node.find("price")),
          .minimum = value_or(node.find("minimum"), as_duration, Duration::zero()),
          .granularity = value_or(node.find("granularity"), as_duration, default_granularity),
          .source = as_text(node.find("source"))};
  if (sku.price < Money{}) problems.error(node.find("price").place(), "a price cannot be negative");
  return sku;
}

}  // namespace

std::optional<PriceBook> read_price_book(const std::string& path, Diagnostics& problems, bool& unreadable) {
  const Source source = path.empty() ? check_source("(built-in price book)", std::string(embedded::default_price_book),
                                                    yaml_limit, problems)
                                     : read_source(path, yaml_limit, problems);
  if (!source.ok()) {
    unreadable = unreadable || source.status == SourceStatus::unreadable;
    return std::nullopt;
  }
  const auto document = parse_document(source.path, source.text, problems);
  if (!document || !check(*document, *price_book_schema(), problems)) return std::nullopt;
  const Node root = document->root();
  PriceBook book{.name = as_text(root.find("name")),
                 .region = value_or(root.find("region"), as_text, std::string{}),
                 .currency = as_text(root.find("currency")),
                 .skus = {}};
  for (const Node sku : root.find("skus")) book.skus.push_back(read_sku(sku, problems));
  return problems.has_errors() ? std::nullopt : std::optional(std::move(book));
}

}  // namespace outlive::input
