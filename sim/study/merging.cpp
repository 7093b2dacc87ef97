#include "sim/study/merging.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace outlive::study {
namespace {

constexpr std::size_t most_told = 20;  // of shards that are missing

/// The units of a file are numbers of its shard, none twice, and each what the study says of that number.
class Fitting {
 public:
  Fitting(const UnitsFile& file, const Study& study, Diagnostics& problems)
      : file_(file), study_(study), problems_(problems) {}

  bool fits() {
    if (file_.plan != study_.plan) {
      return refuse(
          1,
          "is of another plan: the study, its base, a file that they name, an option such as --set, or "
          "the version of Outlive was another one");
    }
    for (std::size_t i = 0; i < file_.results.size(); ++i) {
      const UnitResult& result = file_.results[i];
      if (!is_of_shard(result.unit) || result.values.size() != result.unit.count * study_.width()) {
        return refuse(line_of(i),
                      "unit " + std::to_string(result.unit.number) + " is none of " + name_of_shard());
      }
      numbers_.push_back(result.unit.number);
    }
    return are_there_once();
  }

 private:
  bool refuse(std::uint32_t line, const std::string& what) {
    problems_.error({file_.path, line, line == 0 ? 0U : 1U}, what);
    return false;
  }
  /// Behind the head.
  static std::uint32_t line_of(std::size_t result) { return static_cast<std::uint32_t>(result + 2); }

  [[nodiscard]] std::string name_of_shard() const {
    return "shard " + std::to_string(file_.shard.index) + " of " + std::to_string(file_.shard.count);
  }

  [[nodiscard]] bool is_of_shard(const Unit& unit) const {
    return unit.number < numbers_end() && unit.number % file_.shard.count == file_.shard.index &&
           unit == unit_of(study_, unit.number);
  }

  [[nodiscard]] std::uint64_t numbers_end() const {
    const std::uint64_t further = study_.precision ? study_.precision->at_most - study_.replications : 0;
    return count_units(study_) + further * study_.points.size();
  }

  bool are_there_once() {
    std::sort(numbers_.begin(), numbers_.end());
    const auto twice = std::adjacent_find(numbers_.begin(), numbers_.end());
    if (twice != numbers_.end()) {
      const auto again = std::find_if(file_.results.rbegin(), file_.results.rend(),
                                      [&](const UnitResult& each) { return each.unit.number == *twice; });
      return refuse(line_of(static_cast<std::size_t>(file_.results.rend() - again) - 1),
                    "unit " + std::to_string(*twice) + " is there twice");
    }
    if (!file_.whole) return true;
    std::uint64_t wanted = file_.shard.index;
    for (const std::uint64_t number : numbers_) {
      if (number != wanted) break;
      wanted += file_.shard.count;
    }
    return wanted >= count_units(study_) || refuse(0, "unit " + std::to_string(wanted) + " is missing");
  }

  const UnitsFile& file_;
  const Study& study_;
  Diagnostics& problems_;
  std::vector<std::uint64_t> numbers_;
};

class Merging {
 public:
  Merging(const Study& study, Diagnostics& problems) : study_(study), problems_(problems) {}

  Merged merge(std::span<const UnitsFile> files) {
    if (files.empty()) {
      problems_.error({study_.path, 0, 0}, "there is no shard to merge");
      return {};
    }
    count_ = count_of(files);
    const std::size_t before = problems_.error_count();
    for (const UnitsFile& file : files) take(file);
    Merged merged{std::nullopt, find_missing(), count_};
    if (problems_.error_count() == before) merged.observations = put_together();
    return merged;
  }

 private:
  static std::string shards_of(std::uint32_t count) {
    return std::to_string(count) + (count == 1 ? " shard" : " shards");
  }

  /// Into how many shards most of the files say that the work is divided; of as many, the first.
  static std::uint32_t count_of(std::span<const UnitsFile> files) {
    std::map<std::uint32_t, std::size_t> times;
    for (const UnitsFile& file : files) ++times[file.shard.count];
    std::uint32_t most = files.front().shard.count;
    for (const auto& [count, often] : times) {
      if (often > times[most]) most = count;
    }
    return most;
  }

  void take(const UnitsFile& file) {
    if (file.shard.count == count_) has_file_.insert(file.shard.index);
    if (!fits(file, study_, problems_)) return;
    if (file.shard.count != count_) {
      problems_.error({file.path, 1, 1}, "is one of " + shards_of(file.shard.count) + ", and most are of " +
                                             std::to_string(count_));
    } else if (const auto [other, is_new] = by_index_.emplace(file.shard.index, &file); !is_new) {
      problems_.error({file.path, 1, 1},
                      "is shard " + std::to_string(file.shard.index) + " again, as " + other->second->path);
    }
  }

  std::vector<std::uint32_t> find_missing() {
    std::vector<std::uint32_t> to_do;
    std::size_t missing = 0;
    for (std::uint32_t index = 0; index < count_; ++index) {
      const auto found = by_index_.find(index);
      if (found != by_index_.end() && found->second->whole) continue;
      to_do.push_back(index);
      if (found != by_index_.end()) {
        problems_.error({found->second->path, 0, 0}, "is not finished");
      } else if (!has_file_.contains(index) && ++missing <= most_told) {
        problems_.error({name_of(Shard{index, count_}), 0, 0}, "is missing");
      }
    }
    if (missing > most_told)
      problems_.error({study_.path, 0, 0},
                      "in all " + shards_of(static_cast<std::uint32_t>(missing)) + " are missing");
    return to_do;
  }

  Observations put_together() {
    Observations all(study_.points.size(), study_.width());
    for (const auto& [index, file] : by_index_) {
      for (const UnitResult& result : file->results) add(result, all);
    }
    return all;
  }

  const Study& study_;
  Diagnostics& problems_;
  std::uint32_t count_ = 0;
  std::map<std::uint32_t, const UnitsFile*> by_index_;
  std::set<std::uint32_t> has_file_;  // also of those that do not fit
};

}  // namespace

bool fits(const UnitsFile& file, const Study& study, Diagnostics& problems) {
  return Fitting(file, study, problems).fits();
}

Merged merge_shards(const Study& study, std::span<const UnitsFile> files, Diagnostics& problems) {
  return Merging(study, problems).merge(files);
}

}  // namespace outlive::study
