#include "tools/outlive/shard_index.hpp"

#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "sim/text/sanitize.hpp"

namespace outlive::tool {
namespace {

struct Scheduler {
  const char* variable;
  std::string_view name;
};
constexpr std::array<Scheduler, 3> schedulers{{{"SLURM_ARRAY_TASK_ID", "Slurm"},
                                               {"AWS_BATCH_JOB_ARRAY_INDEX", "AWS Batch"},
                                               {"JOB_COMPLETION_INDEX", "Kubernetes"}}};

struct Index {
  std::uint32_t number = 0;
  std::string from;
};

std::optional<Index> index_of_scheduler() {
  for (const Scheduler& scheduler : schedulers) {
    const char* const text = std::getenv(scheduler.variable);
    if (text == nullptr || *text == '\0') continue;
    const std::string_view word(text);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size()) {
      throw UsageError(std::string(scheduler.variable) + " of " + std::string(scheduler.name) +
                       " is no index: '" + text::sanitize(word) + "'");
    }
    return Index{
        number, std::string(scheduler.name) + " says " + std::string(word) + " (" + scheduler.variable + ")"};
  }
  return std::nullopt;
}

}  // namespace

Shard shard_of(const Options& options) {
  if (!options.shards) {
    if (options.shard) throw UsageError("--shard goes with --shards: how many are there?");
    return {};
  }
  std::optional<Index> index;
  if (options.shard) index = Index{*options.shard, "--shard says " + std::to_string(*options.shard)};
  if (!index) index = index_of_scheduler();
  if (!index) {
    throw UsageError("which shard is this? --shard I, from 0 to " + std::to_string(*options.shards - 1) +
                     "; tasks of Slurm, AWS Batch and Kubernetes know it by themselves");
  }
  if (index->number >= *options.shards) {
    throw UsageError(index->from + ", and --shards " + std::to_string(*options.shards) +
                     " are numbered 0 to " + std::to_string(*options.shards - 1));
  }
  return {index->number, *options.shards};
}

}  // namespace outlive::tool
