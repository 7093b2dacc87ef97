#include "sim/workload/play.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "sim/workload/play_order.hpp"

namespace outlive::workload {
namespace {

/// A logical process without users of the scenario, or some users who are one each.
struct Task {
  const Process* process = nullptr;
  Members alone{};
};

constexpr Number users_of_task = 64;
constexpr std::size_t tasks_between_looks =
    16;  // at what was used so far, which takes as long as some events

/// Whether what these processes used, and so what all of them will have used, is more than there is. Of exchanges more is
/// known than sums: see ExchangeCounts.
bool uses_too_much(const Estate& estate, const Records& records, std::span<const SettingValue> least_limits) {
  for (std::uint32_t number = 0; number < least_limits.size(); ++number) {
    const UseSeries& use = records.resources[number].use;
    if (least_limits[number] == setting_none || use.processes() <= 1) continue;
    if (estate.numbers().at(number).kind == ResourceKind::exchanges) continue;
    if (use.peak(estate.intervals()).units > least_limits[number]) return true;
  }
  return false;
}

class Play {
 public:
  Play(const Inputs& inputs, const Partition& partition, std::span<const SettingValue> least_limits)
      : inputs_(inputs), partition_(partition), least_limits_(least_limits), shuffle_(inputs.shuffle) {
    for (std::size_t i = 0; i < partition.processes.size(); ++i) {
      const Process& process = partition.processes[i];
      whole_ += process.users.size() * parts_of_user;
      if (process.users.front() < inputs.users.size()) {
        own_.push_back(i);
      } else {
        tasks_.push_back({.process = &process});
      }
    }
    for (const Members& all : partition.alone) {
      whole_ += std::uint64_t{all.count} * parts_of_user;
      Number count = 0;
      for (Number first = 0; first < all.count; first += count) {
        count = std::min(shuffle_.block(users_of_task), all.count - first);
        tasks_.push_back({.alone = {all.population, all.first + first, count}});
      }
    }
    shuffle_(own_);
    shuffle_(tasks_);
    if (inputs_.control == nullptr) return;
    inputs_.control->done = 0;
    inputs_.control->whole = whole_;
  }

  /// Rows of the scenario's own users are in `records`, so this thread plays all of those; then it helps with the others.
  void play_first(Records& records) {
    Estate estate(inputs_, records);
    std::vector<Begun> played;
    for (const std::size_t number : own_) {
      if (told_to_stop()) break;
      const Process& process = partition_.processes[number];
      if (shuffle_.shuffles()) played.push_back(begun(records, number));
      play_process(estate, process, records);
    }
    if (shuffle_.shuffles()) put_back_in_order(records, played);
    take_tasks(estate, records);
  }

  void help(Records& sums) {
    try {
      Records records;
      Estate estate(inputs_, records);
      take_tasks(estate, records);
      const std::lock_guard lock(mutex_);
      sums.add_sums(records);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!fault_) fault_ = std::current_exception();
    }
  }

  [[nodiscard]] std::size_t tasks() const { return tasks_.size(); }
  [[nodiscard]] std::exception_ptr fault() const { return fault_; }
  [[nodiscard]] bool met_a_limit() const { return met_a_limit_; }
  [[nodiscard]] double share_done() const {
    if (!told_to_stop() || whole_ == 0) return 1;
    return static_cast<double>(inputs_.control->done) / static_cast<double>(whole_);
  }

 private:
  [[nodiscard]] bool told_to_stop() const { return inputs_.control != nullptr && inputs_.control->stop; }

  void take_tasks(Estate& estate, Records& records) {
    std::size_t taken = 0;
    for (std::size_t task = next_++; task < tasks_.size() && !told_to_stop() && !met_a_limit_;
         task = next_++) {
      if (++taken % tasks_between_looks == 0 && uses_too_much(estate, records, least_limits_))
        met_a_limit_ = true;
      if (const Process* process = tasks_[task].process; process != nullptr) {
        play_process(estate, *process, records);
        continue;
      }
      const std::uint64_t before = records.totals.events;
      const Members& some = tasks_[task].alone;
      const Number first_user = inputs_.habits[some.population].first_user();
      for (Number index = some.first; index < some.first + some.count; ++index) {
        const Number user = first_user + index;
        const Members one{some.population, index, 1};
        estate.play({&user, 1}, {}, {&one, 1});
      }
      tell(some.count, records.totals.events - before);
    }
  }

  void play_process(Estate& estate, const Process& process, const Records& records) {
    const std::uint64_t before = records.totals.events;
    estate.play(process.users, process.actions, process.members);
    if (!Estate::is_told_in_parts(process.users.size(), process.actions.size()))
      tell(process.users.size(), records.totals.events - before);
  }

  void tell(std::uint64_t users, std::uint64_t events) {
    if (inputs_.control == nullptr) return;
    inputs_.control->events += events;
    inputs_.control->done += users * parts_of_user;
  }

  const Inputs& inputs_;
  const Partition& partition_;
  std::span<const SettingValue> least_limits_;
  Shuffle shuffle_;
  std::vector<std::size_t> own_;  // processes with users of the scenario
  std::vector<Task> tasks_;
  std::uint64_t whole_ = 0;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> met_a_limit_ = false;
  std::mutex mutex_;
  std::exception_ptr fault_;
};

}  // namespace

Played play(const Inputs& inputs, const Partition& partition, unsigned threads, Records& records,
            std::span<const SettingValue> least_limits) {
  Play all(inputs, partition, least_limits);
  Records sums = records;  // of the right sizes, still empty
  {
    std::vector<std::jthread> helpers;
    const std::size_t wanted = std::min<std::size_t>(threads, all.tasks());
    for (std::size_t i = 1; i < wanted; ++i) helpers.emplace_back([&] { all.help(sums); });
    all.play_first(records);
  }
  if (all.fault()) std::rethrow_exception(all.fault());
  records.add_sums(sums);
  return {all.share_done(), all.met_a_limit()};
}

}  // namespace outlive::workload
