// Every quantity of the results that an expectation can name, by its dotted key.
//
//   jobs.backfill.outcome     cost.idle.share     totals.jobs.cause.idle_timeout     traces.0.killed
//
// A key is found before anything ran, so that the loader can refuse a bad one; its value is read afterwards.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::study {

/// What a quantity came to; `type` says which member counts. A number is a fraction: counts have the
/// denominator 1.
struct Value {
  Expected::Type type = Expected::Type::text;
  std::string text{};
  bool flag = false;
  std::int64_t ticks = 0;  // the greatest stands for `never` and `unlimited`
  Money money{};
  Int128 numerator = 0;
  Int128 denominator = 1;
};

struct Quantity {
  using Read = std::function<Value(const Scenario&, const Results&)>;
  Expected::Type type = Expected::Type::text;
  Read read;
  Read read_least{};       // where `read` gives what it is at most, and this what it is at least; else empty
  Number job = no_number;  // that it is about; or the session
  Number session = no_number;
};

/// Nothing if there is no such quantity. Valid for this scenario and the results of running it.
std::optional<Quantity> find_quantity(const Scenario& scenario, std::string_view key);

/// The valid key that is spelt most like `key`; empty if none is near.
std::string nearest_quantity(const Scenario& scenario, std::string_view key);

/// The service that is billed for: the first part of a SKU's name.
std::string_view service_of_sku(std::string_view sku);

/// The quantities of every job, session, host and activity, without `jobs.ID.`, `sessions.ID.`, `hosts.ID.` and
/// `populations.NAME.activities.NAME.`: for the schema and for help.
std::vector<std::string> job_quantities();
std::vector<std::string> session_quantities();
std::vector<std::string> host_quantities();
std::vector<std::string> activity_quantities();

/// `cost.`, `totals.` and `offboarding.` quantities, spelt out. Those of a job's or session's cost are the same behind
/// `cost`.
std::vector<std::string> overall_quantities(const Scenario& scenario);

}  // namespace outlive::study
