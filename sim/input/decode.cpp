#include "sim/input/decode.hpp"

#include <chrono>
#include <optional>
#include <stdexcept>

#include "sim/input/scalars.hpp"
#include "sim/text/bytes.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"

namespace outlive::input {
namespace {

template <class Result>
auto expect(const Result& result, Node node, const char* type) {
  if (!result) throw std::logic_error(quote(node.text()) + " was read as " + type + " without a check");
  return *result;
}

std::string_view scalar_text(Node node) {
  if (!node || !node.is_scalar()) throw std::logic_error("a value was read without a check");
  return node.text();
}

void collect(Node map, const Object& tree, const std::string& prefix, std::vector<GivenSetting>& given) {
  for (const Node child : map) {
    const Field* field = find_field(tree, child.key());
    if (field == nullptr) continue;
    std::string path = prefix + std::string(child.key());
    if (field->type->kind == TypeKind::object && field->type->members.variants.empty()) {
      collect(child, field->type->members, path + '.', given);
    } else {
      given.push_back({std::move(path), child, field});
    }
  }
}

}  // namespace

Duration as_duration(Node node) {
  const std::string_view text = scalar_text(node);
  return text == "none" ? unlimited : expect(text::parse_duration(text), node, "a duration");
}

bool as_flag(Node node) {
  const std::string_view text = scalar_text(node);
  if (text != "true" && text != "false")
    throw std::logic_error(quote(text) + " was read as a flag without a check");
  return text == "true";
}

std::int64_t as_integer(Node node) {
  return expect(text::parse_integer(scalar_text(node)), node, "a whole number");
}

double as_decimal(Node node) {
  std::string reason;
  return expect(read_decimal(scalar_text(node), reason), node, "a number");
}

text::Decimal as_exact(Node node, int digits) {
  return expect(text::parse_decimal(scalar_text(node), digits), node, "a number");
}

text::WrittenMoney as_written_money(Node node) {
  return expect(text::parse_money(scalar_text(node)), node, "money");
}
Money as_money(Node node) { return as_written_money(node).amount; }
std::int64_t as_bytes(Node node) { return expect(text::parse_bytes(scalar_text(node)), node, "a size"); }
Release as_release(Node node) { return expect(read_release(scalar_text(node)), node, "a release"); }
std::int64_t as_portion(Node node) {
  std::string reason;
  return expect(read_portion(scalar_text(node), reason), node, "a share");
}
std::int64_t as_date(Node node) { return expect(read_date(scalar_text(node)), node, "a date"); }
std::string as_text(Node node) { return std::string(scalar_text(node)); }
std::int64_t as_utc(Node node) { return expect(text::parse_instant(scalar_text(node)), node, "an instant"); }

Instant as_instant(Node node, std::int64_t start_utc_ms) {
  if (const auto offset = text::parse_duration(scalar_text(node))) return Instant(*offset);
  return Instant(Duration(as_utc(node) - start_utc_ms));
}

std::vector<GivenSetting> settings_in(Node map, const Object& tree) {
  std::vector<GivenSetting> given;
  collect(map, tree, {}, given);
  return given;
}

}  // namespace outlive::input
