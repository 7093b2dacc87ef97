#include "sim/workload/play_order.hpp"

#include <algorithm>

namespace outlive::workload {
namespace {

/// What each process wrote into one table, in the order of play.
struct Stretch {
  std::size_t process = 0;
  std::size_t first = 0;
  std::size_t count = 0;
};

std::vector<Stretch> stretches(std::span<const Begun> played, std::size_t Begun::* table, std::size_t end) {
  std::vector<Stretch> all;
  for (std::size_t i = 0; i < played.size(); ++i) {
    const std::size_t next = i + 1 < played.size() ? played[i + 1].*table : end;
    all.push_back({played[i].process, played[i].*table, next - played[i].*table});
  }
  std::sort(all.begin(), all.end(), [](const Stretch& a, const Stretch& b) { return a.process < b.process; });
  return all;
}

template <class Row>
void reorder(std::vector<Row>& table, const std::vector<Stretch>& order) {
  std::vector<Row> ordered;
  ordered.reserve(table.size());
  for (const Stretch& each : order) {
    const auto first = table.begin() + static_cast<std::ptrdiff_t>(each.first);
    std::move(first, first + static_cast<std::ptrdiff_t>(each.count), std::back_inserter(ordered));
  }
  table = std::move(ordered);
}

/// Where each line has gone.
std::vector<Number> moves(const std::vector<Stretch>& order, std::size_t lines) {
  std::vector<Number> to(lines);
  Number next = 0;
  for (const Stretch& each : order) {
    for (std::size_t i = 0; i < each.count; ++i) to[each.first + i] = next++;
  }
  return to;
}

}  // namespace

Begun begun(const Records& records, std::size_t process) {
  return {process, records.lines.size(), records.ineffective.size(), records.lives.size()};
}

void put_back_in_order(Records& records, std::span<const Begun> played) {
  const std::vector<Stretch> order = stretches(played, &Begun::lines, records.lines.size());
  const std::vector<Number> to = moves(order, records.lines.size());
  const auto follow = [&](LineSpan& span) {
    if (!span.empty()) span.first = to[span.first];
  };
  for (SessionResult& session : records.sessions) follow(session.lines);
  for (JobResult& job : records.jobs) {
    follow(job.lines);
    follow(job.retained_lines);
  }
  for (HostResult& host : records.hosts) {
    for (LineSpan& span : host.lines) follow(span);
  }
  reorder(records.lines, order);
  reorder(records.line_costs, order);
  reorder(records.ineffective, stretches(played, &Begun::ineffective, records.ineffective.size()));
  reorder(records.lives, stretches(played, &Begun::lives, records.lives.size()));
}

}  // namespace outlive::workload
