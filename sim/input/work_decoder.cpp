#include "sim/input/work_decoder.hpp"

#include <algorithm>
#include <string>

#include "sim/input/decode.hpp"
#include "sim/input/emr_workers.hpp"
#include "sim/input/skus.hpp"
#include "sim/services/glue.hpp"
#include "sim/services/service.hpp"

namespace outlive::input {
namespace {

constexpr std::int64_t default_workers = 5;  // of the Glue kernel (rules.md section 2)
constexpr Release default_glue_version{5, 0};

const services::WorkerType& worker_type(Node line) {
  const Node type = line.find("worker_type");
  const std::string_view name = type ? type.text() : "G.1X";
  const auto all = services::glue_worker_types();
  return *std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.name == name; });
}

void read_limits(Node line, Work& work) {
  const auto limit = [&](Limit which, const char* key) {
    if (const Node node = line.find(key)) work.limits[static_cast<std::size_t>(which)] = as_duration(node);
  };
  limit(Limit::start_up, "start_up");
  limit(Limit::idle_timeout, "idle_timeout");
  limit(Limit::hard_limit, "timeout");
  limit(Limit::hard_limit, "max_runtime");
  limit(Limit::max_pending, "max_pending");
  limit(Limit::keep_alive, "keep_alive");
}

/// Reads what is sized and billed by service into a work that has all else.
class Sizing {
 public:
  Sizing(Node line, Work& work, const PriceBook& prices, Diagnostics& problems)
      : line_(line), work_(work), prices_(prices), problems_(problems) {}

  [[nodiscard]] bool read() {
    switch (work_.service) {
      case ServiceType::glue_session:
      case ServiceType::glue_job:
      case ServiceType::glue_streaming_job: return by_glue_workers();
      case ServiceType::training_job:
      case ServiceType::processing_job: return by_instances();
      case ServiceType::emr_serverless_session: return by_emr_workers();
      case ServiceType::athena_query: return by_data();
      case ServiceType::emr_ec2_session:  // its cluster is billed
        work_.units = value_or(line_.find("vcpu"), as_integer, std::int64_t{1});
        break;
      case ServiceType::redshift_query:
      case ServiceType::quicksight_query:
      case ServiceType::notebook_run:
      case ServiceType::traced_job: break;
    }
    return true;
  }

 private:
  [[nodiscard]] std::string sku() const { return std::string(services::service_of(work_.service).sku); }
  /// Where the service is named, for what is missing without a key of its own.
  [[nodiscard]] Place named() const {
    const Node verb = line_.find("do");
    return (verb ? verb : line_.find("service")).place();
  }
  bool take(const std::optional<Meters>& meters) {
    if (meters) work_.meters = *meters;
    return meters.has_value();
  }

  bool by_glue_workers() {
    const Node version = line_.find("glue_version");
    work_.release = version ? as_release(version) : default_glue_version;
    const services::WorkerType& worker = worker_type(line_);
    work_.units = worker.units * value_or(line_.find("workers"), as_integer, default_workers);
    const Node type = line_.find("worker_type");
    const auto found = find_sku(sku() + (worker.memory_optimised ? ".m_dpu" : ".dpu"),
                                type ? type.place() : named(), prices_, problems_);
    if (found) work_.meters[0] = {*found, work_.units};
    return found.has_value();
  }

  bool by_instances() {
    work_.units = value_or(line_.find("instances"), as_integer, std::int64_t{1});
    return take(instance_meters({sku() + "."}, line_.find("instance_type"), work_.units, prices_, problems_));
  }

  bool by_emr_workers() {
    const auto workers = read_emr_workers(line_, problems_);
    if (!workers) return false;
    work_.workers = *workers;
    work_.units = workers->count * workers->vcpu;
    return take(meters_of(*workers, named(), prices_, problems_));
  }

  bool by_data() {
    const Node scans = line_.find("scans");
    if (!scans) return true;
    work_.bytes = as_bytes(scans);
    const auto found = find_sku(sku(), scans.place(), prices_, problems_, Billed::data);
    if (found) work_.meters[0] = {*found, 1};
    return found.has_value();
  }

  Node line_;
  Work& work_;
  const PriceBook& prices_;
  Diagnostics& problems_;
};

}  // namespace

std::optional<Work> read_work(Node line, ServiceType type, const PriceBook& prices, Diagnostics& problems) {
  Work work{.service = type};
  read_limits(line, work);
  work.scheduled = value_or(line.find("scheduled"), as_flag, false);
  work.checkpoint_every = value_or(line.find("checkpoint_every"), as_duration, Duration::zero());
  work.saves_in = value_or(line.find("saves_in"), as_duration, Duration::zero());
  return Sizing(line, work, prices, problems).read() ? std::optional(work) : std::nullopt;
}

}  // namespace outlive::input
