// What the peers written in C++ share: the delays, when measuring begins and ends, and the line of the result.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

inline double processor_ns() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

/// As tests/benchmarks/event_workloads.hpp has it.
class Course {
 public:
  static constexpr std::int64_t idle_timeout = 8'000'000;

  Course(std::string engine, int argc, char** argv) : engine_(std::move(engine)) {
    if (argc < 4) {
      std::fprintf(stderr, "usage: %s hold|idle SIZE DELAYS\n", argv[0]);
      std::exit(2);
    }
    workload_ = argv[1];
    size_ = std::strtoul(argv[2], nullptr, 10);
    std::ifstream file(argv[3]);
    for (std::int64_t delay = 0; file >> delay;) delays_.push_back(delay);
    if (delays_.empty()) std::exit(2);
    warm_up_ = std::max<std::uint64_t>(200'000, size_);
  }

  [[nodiscard]] bool is_idle() const { return workload_ == "idle"; }
  [[nodiscard]] std::size_t size() const { return size_; }
  std::int64_t next() { return delays_[at_++ % delays_.size()]; }

  /// Called for each event; true when enough have been measured.
  bool fired(std::int64_t now) {
    ++events_;
    if (events_ <= 200'000) sum_ = sum_ * 31 + static_cast<std::uint64_t>(now);
    if (events_ == warm_up_) start_ = processor_ns();
    if (events_ < warm_up_ + measured_) return false;
    ns_ = (processor_ns() - start_) / static_cast<double>(measured_);
    return true;
  }

  void report() const {
    std::printf("%s %s %zu %.1f %016llx\n", engine_.c_str(), workload_.c_str(), size_, ns_,
                static_cast<unsigned long long>(sum_));
  }

 private:
  static constexpr std::uint64_t measured_ = 500'000;
  std::string engine_;
  std::string workload_;
  std::size_t size_ = 0;
  std::vector<std::int64_t> delays_;
  std::size_t at_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t warm_up_ = 0;
  std::uint64_t sum_ = 0;
  double start_ = 0;
  double ns_ = 0;
};
