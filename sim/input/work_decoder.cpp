#include "sim/input/work_decoder.hpp"

#include <algorithm>
#include <charconv>

#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"
#include "sim/services/glue.hpp"
#include "sim/services/service.hpp"

namespace outlive::input {
namespace {

constexpr std::int64_t default_workers = 5;  // of the Glue kernel (rules.md section 2)
constexpr Release default_glue_release{5, 0};

const services::WorkerType& worker_type(Node line) {
  const Node type = line.find("worker_type");
  const std::string_view name = type ? type.text() : "G.1X";
  const auto all = services::glue_worker_types();
  return *std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.name == name; });
}

std::optional<Release> parse_release(std::string_view text) {
  Release release;
  const char* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, release.major);
  if (major.ec != std::errc{} || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, release.minor);
  if (minor.ec != std::errc{} || minor.ptr != end) return std::nullopt;
  return release;
}

void read_limits(Node line, Work& work) {
  const auto limit = [&](Limit which, Node node) {
    if (node) work.limits[static_cast<std::size_t>(which)] = as_duration(node);
  };
  limit(Limit::start_up, line.find("start_up"));
  limit(Limit::idle_timeout, line.find("idle_timeout"));
  limit(Limit::hard_limit, line.find("timeout"));
  limit(Limit::hard_limit, line.find("max_runtime"));
}

}  // namespace

std::optional<SkuNumber> find_sku(const std::string& name, Place place, const PriceBook& prices,
                                  Diagnostics& problems) {
  if (const auto sku = prices.find(name)) return sku;
  std::vector<std::string> known;
  for (const Sku& sku : prices.skus) known.push_back(sku.name);
  problems.error(std::move(place),
                 "the price book '" + prices.name + "' has no price for " + quote(name) + did_you_mean(name, known));
  return std::nullopt;
}

std::optional<Work> read_work(Node line, ServiceType type, const PriceBook& prices, Diagnostics& problems) {
  const services::Service& service = services::service_of(type);
  Work work{.service = type};
  read_limits(line, work);
  work.scheduled = value_or(line.find("scheduled"), as_flag, false);
  work.checkpoint_every = value_or(line.find("checkpoint_every"), as_duration, Duration::zero());
  work.saves_in = value_or(line.find("saves_in"), as_duration, Duration::zero());

  std::string sku(service.sku);
  Node sku_node = line.find("do");
  if (const Node instance = line.find("instance_type")) {
    work.units = value_or(line.find("instances"), as_integer, std::int64_t{1});
    sku += "." + std::string(instance.text());
    sku_node = instance;
  } else {
    const services::WorkerType& worker = worker_type(line);
    work.units = worker.units * value_or(line.find("workers"), as_integer, default_workers);
    sku += worker.memory_optimised ? ".m_dpu" : ".dpu";
  }
  const auto found = find_sku(sku, sku_node.place(), prices, problems);
  if (found) work.sku = *found;

  work.release = default_glue_release;
  if (const Node version = line.find("glue_version")) {
    const auto release = parse_release(version.text());
    if (!release) {
      problems.error(version.place(), quote(version.text()) + " is not a Glue version; expected one such as \"5.0\"");
      return std::nullopt;
    }
    work.release = *release;
  }
  return found ? std::optional(work) : std::nullopt;
}

}  // namespace outlive::input
