#include "sim/output/hosts.hpp"

#include <algorithm>
#include <array>

#include "sim/study/quantities.hpp"

namespace outlive::output {
namespace {

constexpr std::array<std::string_view, 4> names{"studio_app", "unified_studio_app", "application", "cluster"};
constexpr std::array<std::string_view, 4> titles{"Studio app", "Unified Studio app",
                                                 "EMR Serverless application", "EMR cluster"};

}  // namespace

std::string_view name_of(HostType type) { return names.at(static_cast<std::size_t>(type)); }
std::string_view title_of(HostType type) { return titles.at(static_cast<std::size_t>(type)); }

std::vector<HostCost> rank_hosts(const Results& results) {
  std::vector<HostCost> ranked;
  for (Number host = 0; host < results.hosts.size(); ++host) {
    const Cells<Money> cost = results.cost_of(results.hosts[host]);
    if (cost.total() != Money{}) ranked.push_back({host, cost});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const HostCost& a, const HostCost& b) { return a.cost.total() > b.cost.total(); });
  return ranked;
}

}  // namespace outlive::output
