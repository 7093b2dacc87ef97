// Finite resources: what is taken, who waits for it, and who gets what was given back.
#include <stdexcept>
#include <string>

#include "sim/lifetime/machine.hpp"

namespace outlive::lifetime {
namespace {

[[noreturn]] void refuse_use(std::uint32_t resource, std::int64_t in_use) {
  throw std::logic_error("of resource " + std::to_string(resource) + " are " + std::to_string(in_use) +
                         " units in use, which nobody holds or the limit does not allow");
}

}  // namespace

Machine::Resource& Machine::touch(std::uint32_t number) {
  Resource& resource = resources_[number];
  if (!resource.touched) {
    resource.touched = true;
    touched_.push_back(number);
  }
  return resource;
}

/// Somebody who waits for it may go on.
void Machine::free_some(std::uint32_t number) {
  Resource& resource = resources_[number];
  if (resource.waiting.first == no_index || resource.has_freed) return;
  resource.has_freed = true;
  freed_.push_back(number);
}

void Machine::set_limit(std::uint32_t number, std::int64_t limit) {
  Resource& resource = touch(number);
  if (limit > resource.limit) free_some(number);
  resource.limit = limit;
}

bool Machine::has_room(const Draw& draw) const {
  const Resource& resource = resources_[draw.resource];
  if (draw.units == 0) return true;
  return resource.waiting.first == no_index && draw.units <= resource.limit - resource.in_use;
}

/// Takes units, or gives them back where `units` is negative.
void Machine::change_use(std::uint32_t number, std::int32_t units) {
  Resource& resource = touch(number);
  resource.in_use += units;
  const bool too_much = units > 0 && resource.in_use > resource.limit;
  if (too_much || resource.in_use < 0) [[unlikely]] {
    refuse_use(number, resource.in_use);
  }
}

void Machine::take(Index index) {
  Lifetime& life = lifetimes_[index];
  life.held = max_draws;
  for (const Draw& draw : draws_[index]) {
    if (draw.units == 0) continue;
    change_use(draw.resource, draw.units);
    uses_.push_back({Use::What::taken, draw.resource, index, draw.units});
  }
}

/// Takes one draw after the other; waits at the first that does not fit, with those before it in hand.
void Machine::take_or_wait(Index index) {
  Lifetime& life = lifetimes_[index];
  for (; life.held < max_draws; ++life.held) {
    const Draw& draw = draws_[index][life.held];
    if (draw.units == 0) continue;
    if (!has_room(draw)) {
      life.waiting_since = now_;
      append<&Lifetime::in_wait>(index, touch(draw.resource).waiting);
      ++waiting_;
      ++users_[life.user].waiting;
      uses_.push_back({Use::What::queued, draw.resource, index, draw.units});
      return;
    }
    change_use(draw.resource, draw.units);
    uses_.push_back({Use::What::taken, draw.resource, index, draw.units});
  }
}

void Machine::wait_no_longer(Index index) {
  const std::uint32_t number = draws_[index][lifetimes_[index].held].resource;
  const bool was_first = resources_[number].waiting.first == index;
  remove<&Lifetime::in_wait>(index, resources_[number].waiting);
  --waiting_;
  --users_[lifetimes_[index].user].waiting;
  if (was_first) free_some(number);  // whoever stood behind it may need less
}

void Machine::give_back(Index index) {
  Lifetime& life = lifetimes_[index];
  if (waits(life)) {
    const Draw& draw = draws_[index][life.held];
    wait_no_longer(index);
    uses_.push_back({Use::What::abandoned, draw.resource, index, draw.units, now_ - life.waiting_since});
  }
  for (std::uint8_t i = 0; i < life.held; ++i) {
    const Draw& draw = draws_[index][i];
    if (draw.units == 0) continue;
    change_use(draw.resource, -draw.units);
    uses_.push_back({Use::What::returned, draw.resource, index, draw.units});
    free_some(draw.resource);
  }
  life.draws_anything = false;
  life.held = max_draws;
}

void Machine::grant_freed() {
  for (const std::uint32_t number : freed_) {  // what is granted frees nothing that is not among them
    for (;;) {
      const Resource& resource = resources_[number];
      const Index first = resource.waiting.first;
      if (first == no_index) break;
      Lifetime& life = lifetimes_[first];
      const Draw& draw = draws_[first][life.held];
      if (draw.units > resource.limit - resource.in_use) break;
      wait_no_longer(first);
      change_use(number, draw.units);
      uses_.push_back({Use::What::granted, number, first, draw.units, now_ - life.waiting_since});
      ++life.held;
      take_or_wait(first);
      if (!waits(life)) refresh(first);
    }
    resources_[number].has_freed = false;
  }
  freed_.clear();
}

bool Machine::may_give_back(Index index) const {
  const Lifetime& life = lifetimes_[index];
  return (life.draws_anything || has_dependents(life)) && comes_up_to_end(index);
}

void Machine::check_use() {
  for (Index index = 0; index < lifetimes_.size(); ++index) {
    const Lifetime& life = lifetimes_[index];
    if (life.serial == 0 || life.ended || !life.draws_anything) continue;
    for (std::uint8_t i = 0; i < life.held; ++i)
      change_use(draws_[index][i].resource, -draws_[index][i].units);
  }
  for (const std::uint32_t number : touched_) {
    if (resources_[number].in_use != 0) refuse_use(number, resources_[number].in_use);
  }
}

void Machine::need_less(Index index, std::size_t which, std::int32_t by) {
  const Lifetime& life = lifetimes_[index];
  Draw& draw = draws_[index][which];
  draw.units -= by;
  if (which < life.held) {
    change_use(draw.resource, -by);
    uses_.push_back({Use::What::returned, draw.resource, index, by});
  }
  free_some(draw.resource);
}

}  // namespace outlive::lifetime
