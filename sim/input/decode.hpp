// Values of checked nodes. A decoder runs after check() found no errors, so nothing here reports: a node that
// is not what it is read as is a fault of the program and throws std::logic_error.
//
//   for (const Node job : root.find("jobs")) {
//     use(job.key(), as_duration(job.find("takes")), value_or(job.find("workers"), as_integer, 10));
//   }
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "outlive/money.hpp"
#include "outlive/time.hpp"
#include "outlive/work.hpp"
#include "sim/input/document.hpp"
#include "sim/input/schema.hpp"
#include "sim/text/money_text.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {

Duration as_duration(Node node);  // `none` is unlimited
bool as_flag(Node node);
std::int64_t as_integer(Node node);
double as_decimal(Node node);
text::Decimal as_exact(Node node, int digits);  // the same number as a whole number of 10^-digits
Money as_money(Node node);
text::WrittenMoney as_written_money(Node node);
std::int64_t as_bytes(Node node);
Release as_release(Node node);
std::int64_t as_portion(Node node);  // in units of 10^-9
std::int64_t as_date(Node node);     // days since 1970-01-01
std::string as_text(Node node);
std::int64_t as_utc(Node node);  // milliseconds since 1970

/// An offset from the start, or an instant seen from it (before it: negative).
Instant as_instant(Node node, std::int64_t start_utc_ms);

/// The value of a node that may be absent.
template <class Value>
Value value_or(Node node, Value (*read)(Node), Value fallback) {
  return node ? read(node) : fallback;
}

/// A setting that is given in a document, by its full path.
struct GivenSetting {
  std::string path;  // "glue.idle_timeout", however it was written
  Node value;
  const Field* field;
};

/// The settings in a map, nested or dotted, in the order of the file; keys that are no settings are stepped
/// over.
std::vector<GivenSetting> settings_in(Node map, const Object& tree);

}  // namespace outlive::input
