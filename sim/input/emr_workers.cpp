#include "sim/input/emr_workers.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "sim/input/decode.hpp"
#include "sim/input/object_view.hpp"
#include "sim/input/skus.hpp"
#include "sim/services/emr_serverless.hpp"
#include "sim/services/service.hpp"

namespace outlive::input {
namespace {

constexpr Workers default_workers{.count = 3, .vcpu = 4, .memory_gb = 16, .storage_gb = 20};

/// The memory that goes with so many vCPUs: a range, or the only sizes there are (rules.md section 5).
struct Size {
  std::int64_t vcpu;
  std::int64_t least_gb;
  std::int64_t most_gb;
  std::array<std::int64_t, 3> only_gb{};
};
constexpr std::array<Size, 6> sizes{{
    {.vcpu = 1, .least_gb = 2, .most_gb = 8},
    {.vcpu = 2, .least_gb = 4, .most_gb = 16},
    {.vcpu = 4, .least_gb = 8, .most_gb = 30},
    {.vcpu = 8, .least_gb = 16, .most_gb = 60},
    {.vcpu = 16, .least_gb = 32, .most_gb = 120},
    {.vcpu = 32, .least_gb = 60, .most_gb = 244, .only_gb = {60, 120, 244}},
}};
constexpr const char* page = "EMRS-APP";

bool has_memory(const Size& size, std::int64_t gb) {
  if (size.only_gb.front() == 0) return gb >= size.least_gb && gb <= size.most_gb;
  return std::find(size.only_gb.begin(), size.only_gb.end(), gb) != size.only_gb.end();
}

std::string memory_of(const Size& size) {
  if (size.only_gb.front() == 0) return std::to_string(size.least_gb) + " to " + std::to_string(size.most_gb);
  std::vector<std::string> each;
  for (const std::int64_t gb : size.only_gb) each.push_back(std::to_string(gb));
  return join_or(each);
}

bool check_size(Node node, const Workers& workers, Diagnostics& problems) {
  const auto* const size =
      std::find_if(sizes.begin(), sizes.end(), [&](const Size& entry) { return entry.vcpu == workers.vcpu; });
  if (size == sizes.end()) {
    std::vector<std::string> each;
    for (const Size& entry : sizes) each.push_back(std::to_string(entry.vcpu));
    problems.error(node.find("vcpu").place(),
                   "no worker has " + std::to_string(workers.vcpu) + " vCPUs; expected " + join_or(each),
                   page);
    return false;
  }
  if (has_memory(*size, workers.memory_gb)) return true;
  const Node memory = node.find("memory_gb");
  problems.error((memory ? memory : node.find("vcpu")).place(),
                 "a worker with " + std::to_string(workers.vcpu) + (workers.vcpu == 1 ? " vCPU" : " vCPUs") +
                     " does not come with " + std::to_string(workers.memory_gb) + " GB of memory" +
                     (memory ? "" : ", the default of memory_gb") + "; expected " + memory_of(*size),
                 page);
  return false;
}

}  // namespace

std::optional<Workers> read_emr_workers(Node node, Diagnostics& problems) {
  const Workers workers{
      .count = value_or(node.find("workers"), as_integer, default_workers.count),
      .vcpu = value_or(node.find("vcpu"), as_integer, default_workers.vcpu),
      .memory_gb = value_or(node.find("memory_gb"), as_integer, default_workers.memory_gb),
      .storage_gb = value_or(node.find("storage_gb"), as_integer, default_workers.storage_gb)};
  return check_size(node, workers, problems) ? std::optional(workers) : std::nullopt;
}

std::optional<Meters> meters_of(const Workers& workers, const Place& place, const PriceBook& prices,
                                Diagnostics& problems) {
  Meters meters{};
  if (workers.count == 0) return meters;
  const std::string prefix(services::emr_serverless_session_service.sku);
  std::size_t used = 0;
  bool known = true;
  const auto bill = [&](const char* what, std::int64_t of_each) {
    if (of_each == 0) return;
    const auto sku = find_sku(prefix + what, place, prices, problems);
    known = known && sku.has_value();
    if (sku) meters[used++] = {*sku, workers.count * of_each};
  };
  bill(".vcpu", workers.vcpu);
  bill(".memory", workers.memory_gb);
  bill(".storage", workers.storage_gb - services::free_storage_gb);
  return known ? std::optional(meters) : std::nullopt;
}

}  // namespace outlive::input
