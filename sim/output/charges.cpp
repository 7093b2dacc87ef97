#include "sim/output/charges.hpp"

#include <algorithm>
#include <chrono>

namespace outlive::output {
namespace {

constexpr std::int64_t ms_per_second = 1000;

std::int64_t round_down(std::int64_t unix_ms) {
  const std::int64_t rest = unix_ms % ms_per_second;
  return unix_ms - (rest < 0 ? rest + ms_per_second : rest);
}

/// The specification has no fractions of seconds.
Period in_seconds(const Period& exact) {
  const std::int64_t begin = round_down(exact.begin);
  return {begin, std::max(round_down(exact.end + ms_per_second - 1), begin + ms_per_second)};
}

/// A part of a stretch of time that lies in one month, and which share of the whole it is: from `before` to `after`, of `whole`.
struct Part {
  Period month;
  Period time;
  std::int64_t before = 0;
  std::int64_t after = 0;
  std::int64_t whole = 0;

  [[nodiscard]] bool is_whole() const { return before == 0 && after == whole; }

  /// Rounded so that the shares of all parts add up to the amount.
  [[nodiscard]] Int128 share_of(Int128 amount) const {
    return is_whole() ? amount : amount * after / whole - amount * before / whole;
  }
};

std::vector<Part> parts_of(const Period& exact) {
  std::vector<Part> parts;
  const std::int64_t whole = std::max<std::int64_t>(exact.end - exact.begin, 1);
  std::int64_t begin = exact.begin;
  do {
    const Period month = month_of(begin);
    const std::int64_t end = std::min(exact.end, month.end);
    parts.push_back({.month = month,
                     .time = in_seconds({begin, end}),
                     .before = begin - exact.begin,
                     .after = exact.end == exact.begin ? whole : end - exact.begin,
                     .whole = whole});
    begin = end;
  } while (begin < exact.end);
  return parts;
}

void visit_cells(const Part& part, const Cells<std::int64_t>& usage, const Cells<Money>& cost, Charge charge,
                 const std::function<void(const Charge&)>& visit) {
  charge.month = part.month;
  charge.time = part.time;
  for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
    for (std::size_t attendance = 0; attendance < attendance_count; ++attendance) {
      charge.bucket = static_cast<Bucket>(bucket);
      charge.attendance = static_cast<Attendance>(attendance);
      charge.usage = static_cast<std::int64_t>(part.share_of(usage.at(charge.bucket, charge.attendance)));
      charge.cost = Money::from_nanos(part.share_of(cost.at(charge.bucket, charge.attendance).nanos()));
      if (charge.usage != 0 || charge.cost != Money{}) visit(charge);
    }
  }
}

template <class Amount>
void subtract(Cells<Amount>& from, const Cells<Amount>& what) {
  for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
    for (std::size_t attendance = 0; attendance < attendance_count; ++attendance) {
      from.of[bucket][attendance] -= what.of[bucket][attendance];
    }
  }
}

}  // namespace

std::vector<LineOwner> owners_of_lines(const Scenario& scenario, const Results& results) {
  std::vector<LineOwner> owners(results.lines.size());
  const auto own = [&](const LineSpan& span, const LineOwner& owner) {
    for (Number line = 0; line < span.count; ++line) owners.at(span.first + line) = owner;
  };
  for (Number i = 0; i < results.sessions.size(); ++i) {
    own(results.sessions[i].lines, {.user = scenario.sessions[i].user, .session = i});
  }
  for (Number i = 0; i < results.jobs.size(); ++i) {
    const LineOwner owner{.user = scenario.jobs[i].user, .session = scenario.jobs[i].session, .job = i};
    own(results.jobs[i].lines, owner);
    own(results.jobs[i].retained_lines, owner);
  }
  for (Number i = 0; i < results.hosts.size(); ++i) {
    for (const LineSpan& span : results.hosts[i].lines) {
      own(span, {.user = scenario.hosts[i].user, .host = i});
    }
  }
  return owners;
}

Period month_of(std::int64_t unix_ms) {
  using namespace std::chrono;
  const sys_days day = floor<days>(sys_time<milliseconds>{milliseconds{unix_ms}});
  const year_month_day date{day};
  const year_month month = date.year() / date.month();
  const auto first = [](const year_month& of) {
    return duration_cast<milliseconds>(sys_days{of / 1}.time_since_epoch()).count();
  };
  return {first(month), first(month + months{1})};
}

void for_each_charge(const Scenario& scenario, const Results& results,
                     const std::function<void(const Charge&)>& visit) {
  const std::vector<LineOwner> owners = owners_of_lines(scenario, results);
  const auto unix_ms = [&](Instant at) { return scenario.start_unix_ms + at.time_since_epoch().count(); };
  Totals rest = results.totals;
  for (Number number = 0; number < results.lines.size(); ++number) {
    const UsageLine& line = results.lines[number];
    if (line.sku == no_sku) continue;
    subtract(rest.usage[line.sku], line.usage);
    subtract(rest.cost[line.sku], results.line_costs[number]);
    const std::vector<Part> parts = parts_of({unix_ms(line.from), unix_ms(line.until)});
    for (const Part& part : parts) {
      visit_cells(part, line.usage, results.line_costs[number],
                  {.sku = line.sku,
                   .owner = owners[number],
                   .line = number,
                   .month = {},
                   .time = {},
                   .cost = {},
                   .apportioned = parts.size() > 1},
                  visit);
    }
  }
  const std::vector<Part> parts = parts_of({unix_ms(Instant{}), unix_ms(scenario.horizon)});
  for (SkuNumber sku = 0; sku < rest.cost.size(); ++sku) {
    for (const Part& part : parts) {
      visit_cells(part, rest.usage[sku], rest.cost[sku],
                  {.sku = sku, .owner = {}, .month = {}, .time = {}, .cost = {}, .apportioned = true}, visit);
    }
  }
}

}  // namespace outlive::output
