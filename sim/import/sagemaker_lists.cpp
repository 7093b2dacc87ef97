// read_sagemaker_jobs of aws_lists.hpp.
#include <array>

#include "sim/import/aws_lists.hpp"
#include "sim/import/cloudtrail_event.hpp"
#include "sim/import/list_objects.hpp"

namespace outlive::import {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Training and processing jobs have the same members, but for the word in their names.
struct JobKind {
  std::string_view word;  // of TrainingJobName
  std::string_view kind;  // as an ARN has it
  std::string_view what;  // for the tally
  std::string_view verb;  // of a timeline
  Duration longest;
};
constexpr std::array kinds{
    JobKind{"Training", "training-job", "training job", "start_training_job", days{28}},
    JobKind{"Processing", "processing-job", "processing job", "start_processing_job", days{9}}};

class SageMakerJobs {
 public:
  SageMakerJobs(const input::Source& source, const JobKind& kind, EstateDraft& draft)
      : source_(source), kind_(kind), draft_(draft) {}

  void read(const Json& document) {
    std::uint64_t number = 0;
    for (const Json* const each : objects_of(document, member("JobSummaries"))) {
      if (find(*each, {member("JobName")}) != nullptr) add(*each, {source_.path, 0, ++number});
    }
    if (find(document, {member("JobName")}) != nullptr) add(document, {source_.path, 0, 1});
  }

 private:
  /// TrainingJobName of JobName.
  [[nodiscard]] std::string member(std::string_view name) const {
    return std::string(kind_.word) + std::string(name);
  }

  void add(const Json& job, const Where& where) {
    draft_.tally.read();
    const auto skip = [&](std::string_view why) { draft_.tally.skipped(kind_.what, why, where); };
    const auto name = text_at(job, {member("JobName")});
    const auto created = moment_at(job, {"CreationTime"});
    if (!name || name->empty()) return skip("it has no name");
    if (!created) return skip("its CreationTime is no moment");
    DraftJob& known = job_of(*name, *created, job);
    known.started_ms = moment_at(job, {member("StartTime")});
    known.ended_ms = moment_at(job, {member("EndTime")});
    if (known.started_ms && known.ended_ms && *known.ended_ms < *known.started_ms) known.ended_ms.reset();
    const std::string status = text_at(job, {member("JobStatus")}).value_or("");
    known.completed = status == "Completed";
    known.failed = status == "Failed";
    draft_.note(known.ended_ms.value_or(*created));
    if (status == "Stopped") was_stopped(known, job);
    draft_.tally.used(kind_.what);
  }

  /// By a limit of its own, which the scenario has, or by a call that is on no record.
  void was_stopped(DraftJob& known, const Json& job) {
    const bool by_limit =
        text_at(job, {"SecondaryStatus"}) == "MaxRuntimeExceeded" || reached_limit(known, job);
    if (by_limit || !known.ended_ms || known.stopped_ms) return;
    known.stopped_ms = known.ended_ms;
    draft_.lines.push_back({*known.ended_ms, Rank::stop, "job: " + known.name + ", do: stop_job",
                            "inferred: a list says that it was stopped", nobody});
    draft_.tally.inferred("a stop, where a list says Stopped");
  }

  [[nodiscard]] static bool reached_limit(const DraftJob& known, const Json& job) {
    const auto limit = integer_at(job, {"StoppingCondition", "MaxRuntimeInSeconds"});
    if (!limit || !known.started_ms || !known.ended_ms) return false;
    return (*known.ended_ms - *known.started_ms) / 1000 >= *limit;
  }

  DraftJob& job_of(const std::string& name, std::int64_t created, const Json& job) {
    const std::string key = std::string(kind_.kind) + " " + name;
    const auto known = draft_.job_numbers.find(key);
    if (known != draft_.job_numbers.end()) return draft_.jobs[known->second];
    DraftJob added{.name = draft_.work_names.another(name), .verb = std::string(kind_.verb)};
    const bool training = kind_.word == "Training";
    const Json* const resources =
        training ? find(job, {"ResourceConfig"}) : find(job, {"ProcessingResources", "ClusterConfig"});
    const Json none = Json::object();
    const Json& told = resources == nullptr ? none : *resources;
    const auto limit = [&](std::string_view member) {
      return integer_at(job, {"StoppingCondition", member});
    };
    added.fields =
        instance_fields(draft_, text_at(told, {"InstanceType"}), integer_at(told, {"InstanceCount"})) +
        duration_field(draft_, "max_runtime", limit("MaxRuntimeInSeconds"), seconds{1}, seconds{1},
                       kind_.longest);
    if (training) {
      added.fields += duration_field(draft_, "max_pending", limit("MaxPendingTimeInSeconds"), seconds{1},
                                     minutes{30}, days{28}) +
                      duration_field(draft_, "keep_alive", integer_at(told, {"KeepAlivePeriodInSeconds"}),
                                     seconds{1}, seconds{1}, hours{1});
    }
    added.user = draft_.user_of(unknown_user);
    added.at_ms = created;
    added.personal = true;
    draft_.tally.inferred("user 'unknown', where only a list tells of a session or job");
    draft_.job_numbers[key] = draft_.jobs.size();
    draft_.jobs.push_back(std::move(added));
    return draft_.jobs.back();
  }

  const input::Source& source_;
  const JobKind& kind_;
  EstateDraft& draft_;
};

}  // namespace

void read_sagemaker_jobs(const input::Source& source, EstateDraft& draft, Diagnostics& problems) {
  const auto document = input::parse_json(source, problems);
  if (!document) return;
  for (const JobKind& kind : kinds) SageMakerJobs(source, kind, draft).read(*document);
}

}  // namespace outlive::import
