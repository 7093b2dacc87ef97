#include "sim/input/taken_names.hpp"

#include <functional>
#include <utility>

#include "sim/input/scalars.hpp"

namespace outlive::input {
namespace {

constexpr std::size_t first_slots = 1024;
constexpr std::uint64_t tag_mask = 0xffff'ffff'0000'0000;

std::uint64_t hash_of(std::string_view name) { return std::hash<std::string_view>{}(name); }

std::uint32_t number_in(std::uint64_t slot) { return static_cast<std::uint32_t>(slot) - 1; }

}  // namespace

TakenNames::TakenNames(const Scenario& scenario) : scenario_(scenario), slots_(first_slots) {
  // A name that is there twice has been reported already.
  for (Number session = 0; session < scenario.sessions.size(); ++session) {
    insert(scenario.sessions[session].name, session | session_bit);
  }
  for (Number job = 0; job < scenario.jobs.size(); ++job) insert(scenario.jobs[job].name, job);
}

std::optional<std::string> TakenNames::take(std::string_view name) {
  if (used_ >= slots_.size() / 2) grow();
  const std::uint64_t hash = hash_of(name);
  const std::size_t slot = slot_of(name, hash);
  if (slots_[slot] != 0) return "the name " + quote(name) + " is taken by " + owner(number_in(slots_[slot]));
  slots_[slot] = (hash & tag_mask) | (scenario_.jobs.size() + 1);
  ++used_;
  return std::nullopt;
}

void TakenNames::insert(std::string_view name, std::uint32_t number) {
  if (used_ >= slots_.size() / 2) grow();
  const std::uint64_t hash = hash_of(name);
  const std::size_t slot = slot_of(name, hash);
  if (slots_[slot] != 0) return;
  slots_[slot] = (hash & tag_mask) | (number + std::uint64_t{1});
  ++used_;
}

/// Where the name is, or the free place where it belongs.
std::size_t TakenNames::slot_of(std::string_view name, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != 0) {
    if ((slots_[slot] & tag_mask) == (hash & tag_mask) && name_of(number_in(slots_[slot])) == name) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

void TakenNames::grow() {
  std::vector<std::uint64_t> old(slots_.size() * 4);
  std::swap(old, slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t entry : old) {
    if (entry == 0) continue;
    std::size_t slot = hash_of(name_of(number_in(entry))) & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = entry;
  }
}

std::string_view TakenNames::name_of(std::uint32_t number) const {
  const bool of_session = (number & session_bit) != 0;
  return of_session ? std::string_view(scenario_.sessions[number & ~session_bit].name)
                    : std::string_view(scenario_.jobs[number].name);
}

std::string TakenNames::owner(std::uint32_t number) const {
  if ((number & session_bit) != 0) return "a session of the timeline";
  const JobSpec& job = scenario_.jobs[number];
  const std::string where = " on line " + std::to_string(job.line);
  if (job.trace == no_number) return "the job" + where + " of the scenario";
  return "the row" + where +
         (job.trace == scenario_.traces.size() ? "" : " of trace " + std::to_string(job.trace));
}

}  // namespace outlive::input
