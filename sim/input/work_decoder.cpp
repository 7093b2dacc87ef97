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
constexpr std::string_view default_glue_version = "5.0";

const services::WorkerType& worker_type(Node line) {
  const Node type = line.find("worker_type");
  const std::string_view name = type ? type.text() : "G.1X";
  const auto all = services::glue_worker_types();
  return *std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.name == name; });
}

/// The schema knows the versions, so this is one.
Release release_of(std::string_view version) {
  Release release;
  const char* const end = version.data() + version.size();
  const auto major = std::from_chars(version.data(), end, release.major);
  std::from_chars(major.ptr + 1, end, release.minor);
  return release;
}

/// The SKU of instances of one type.
std::optional<SkuNumber> find_instance(const std::string& prefix, Node type, const PriceBook& prices,
                                       Diagnostics& problems) {
  const std::string wanted(type.text());
  if (const auto sku = prices.find(prefix + wanted)) return sku;
  if (prices.skus.empty()) return no_sku;  // as below
  std::vector<std::string> known;
  for (const Sku& sku : prices.skus) {
    if (sku.name.starts_with(prefix)) known.push_back(sku.name.substr(prefix.size()));
  }
  const std::string hint = did_you_mean(wanted, known);
  problems.error(type.place(), "the price book '" + prices.name + "' has no price for instance type " +
                                   quote(wanted) + (hint.empty() ? "; it" : hint + " It") +
                                   " would stand there as '" + prefix + wanted + "'");
  return std::nullopt;
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
  if (prices.skus.empty()) return no_sku;  // no book could be read, which has been reported
  std::vector<std::string> known;
  for (const Sku& sku : prices.skus) known.push_back(sku.name);
  problems.error(std::move(place), "the price book '" + prices.name + "' has no price for " + quote(name) +
                                       did_you_mean(name, known));
  return std::nullopt;
}

std::optional<Work> read_work(Node line, ServiceType type, const PriceBook& prices, Diagnostics& problems) {
  const services::Service& service = services::service_of(type);
  Work work{.service = type};
  read_limits(line, work);
  work.scheduled = value_or(line.find("scheduled"), as_flag, false);
  work.checkpoint_every = value_or(line.find("checkpoint_every"), as_duration, Duration::zero());
  work.saves_in = value_or(line.find("saves_in"), as_duration, Duration::zero());

  const Node version = line.find("glue_version");
  work.release = release_of(version ? version.text() : default_glue_version);

  std::optional<SkuNumber> sku;
  if (const Node instance = line.find("instance_type")) {
    work.units = value_or(line.find("instances"), as_integer, std::int64_t{1});
    sku = find_instance(std::string(service.sku) + ".", instance, prices, problems);
  } else {
    const services::WorkerType& worker = worker_type(line);
    const Node named = line.find("worker_type");
    work.units = worker.units * value_or(line.find("workers"), as_integer, default_workers);
    sku = find_sku(std::string(service.sku) + (worker.memory_optimised ? ".m_dpu" : ".dpu"),
                   (named ? named : line.find("do")).place(), prices, problems);
  }
  if (!sku) return std::nullopt;
  work.meters[0] = {*sku, work.units};
  return work;
}

}  // namespace outlive::input
