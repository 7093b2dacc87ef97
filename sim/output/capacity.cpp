#include "sim/output/capacity.hpp"

#include <algorithm>
#include <array>

#include "sim/output/words.hpp"
#include "sim/text/number.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_stretches = 1000;
constexpr std::size_t most_told = 50;
constexpr std::size_t rows_on_screen = 5;
constexpr std::size_t rows_in_markdown = 10;
constexpr std::size_t profile_width = 200;

std::string mean_of(const Scenario& scenario, const ResourceResult& resource) {
  const Int128 span = scenario.horizon.time_since_epoch().count();
  if (span == 0) return "0.0";
  return text::format_scaled(text::divide_half_even(resource.unit_ms * 10, span), 1, true);
}

Json count_or_null(SettingValue value) { return value == setting_none ? Json(nullptr) : Json(value); }

Json use_json(const Scenario& scenario, const ResourceResult& resource) {
  const UseOverTime use = use_in_stretches(scenario, resource, most_stretches);
  Json all;
  all["interval_ms"] = use.stretch.count();
  all["mean_thousandths"] = use.mean;
  all["most"] = use.most;
  all["refused"] = use.refused;
  if (!use.most_queue.empty()) {
    all["mean_queue_thousandths"] = use.mean_queue;
    all["most_queue"] = use.most_queue;
  }
  return all;
}

/// The most in each of at most `columns` equal stretches, as shares of `whole`.
std::vector<double> shares_over_time(const std::vector<std::int64_t>& most, std::int64_t whole,
                                     std::size_t columns) {
  std::vector<double> shares;
  if (columns == 0 || whole <= 0) return shares;
  const std::size_t width = std::max<std::size_t>((most.size() + columns - 1) / columns, 1);
  for (std::size_t first = 0; first < most.size(); first += width) {
    const auto begin = most.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = most.begin() + static_cast<std::ptrdiff_t>(std::min(first + width, most.size()));
    shares.push_back(static_cast<double>(*std::max_element(begin, end)) / static_cast<double>(whole));
  }
  return shares;
}

/// Its use and, where anybody waited for it, its queue below: in requests, which are no units, so on a scale of its own.
void add_profiles(const ResourceResult& resource, std::vector<Profile>& profiles) {
  if (resource.limit == setting_none) return;
  profiles.push_back({.name = short_name_of_resource(resource.name),
                      .shares = shares_over_time(resource.most_use, whole_of(resource), profile_width),
                      .scale = "of " + grouped(whole_of(resource)) + " " + resource.unit});
  const auto longest = std::max_element(resource.most_queue.begin(), resource.most_queue.end());
  if (longest == resource.most_queue.end() || *longest == 0) return;
  profiles.push_back({.name = "  queue",
                      .shares = shares_over_time(resource.most_queue, *longest, profile_width),
                      .scale = "of " + counted(static_cast<std::uint64_t>(*longest), "request")});
}

struct CapacityColumn {
  std::string title;
  std::string (*cell)(const Scenario& scenario, const ResourceResult& resource);
};

constexpr std::string_view mean_title = "mean";

/// Who gave up has a column where anybody did.
std::vector<CapacityColumn> columns_for(const std::vector<const ResourceResult*>& scarce) {
  using S = const Scenario&;
  using R = const ResourceResult&;
  std::vector<CapacityColumn> columns{
      {"resource", [](S, R each) { return short_name_of_resource(each.name); }},
      {"limit", [](S, R each) { return limit_text(each); }},
      {"peak", [](S, R each) { return peak_text(each); }},
      {std::string(mean_title), [](S scenario, R each) { return mean_of(scenario, each); }},
      {"refused", [](S, R each) { return grouped(each.refusals); }},
      {"queued", [](S, R each) { return grouped(each.queued); }}};
  if (std::any_of(scarce.begin(), scarce.end(), [](const auto* each) { return each->abandoned > 0; }))
    columns.push_back({"gave up", [](S, R each) { return grouped(each.abandoned); }});
  columns.push_back({"longest wait", [](S, R each) { return span(each.waits.longest()); }});
  return columns;
}

}  // namespace

std::string short_name_of_resource(const std::string& name) {
  constexpr std::array<std::array<std::string_view, 2>, 3> beginnings{
      {{"sagemaker.training_instance_quotas.", "training "},
       {"sagemaker.processing_instance_quotas.", "processing "},
       {"identity_center.token_exchange_rate.", "token exchanges "}}};
  for (const auto& [longer, shorter] : beginnings) {
    if (const std::size_t at = name.find(longer); at != std::string::npos)
      return name.substr(0, at) + std::string(shorter) + name.substr(at + longer.size());
  }
  return name;
}

std::vector<const ResourceResult*> scarce_resources(const Results& results) {
  std::vector<const ResourceResult*> scarce;
  for (const ResourceResult& resource : results.resources) {
    const bool half_used = resource.limit != setting_none && resource.peak >= resource.limit - resource.peak;
    if (resource.refusals > 0 || resource.queued > 0 || half_used) scarce.push_back(&resource);
  }
  return scarce;
}

std::string limit_text(const ResourceResult& resource) {
  const auto text = [](SettingValue limit) { return limit == setting_none ? "none" : grouped(limit); };
  if (resource.limit == resource.most_limit) return text(resource.limit);
  return text(resource.limit) + (resource.most_limit == setting_none ? " or " : " to ") +
         text(resource.most_limit);
}

std::string peak_text(const ResourceResult& resource) {
  if (!resource.peak_is_bound()) return grouped(resource.peak);
  return grouped(resource.peak_at_least) + " to " + grouped(resource.peak);
}

Section capacity_section(const Scenario& scenario, const Results& results) {
  const std::vector<const ResourceResult*> scarce = scarce_resources(results);
  const std::vector<CapacityColumn> columns = columns_for(scarce);
  Section section;
  section.id = "capacity";
  section.title = "Capacity";
  section.words = 1;
  section.on_screen = rows_on_screen;
  section.in_markdown = rows_in_markdown;
  section.more_in = "summary.json of -o FOLDER";
  for (const CapacityColumn& column : columns) {
    if (column.title == mean_title) section.spare = section.columns.size();
    section.columns.push_back(column.title);
  }
  for (const ResourceResult* each : scarce) {
    if (section.rows.size() == most_told) break;
    if (section.rows.size() < rows_on_screen) add_profiles(*each, section.profiles);
    std::vector<std::string>& row = section.rows.emplace_back();
    for (const CapacityColumn& column : columns) row.push_back(column.cell(scenario, *each));
  }
  section.more = scarce.size() - section.rows.size();
  return section;
}

SettingValue whole_of(const ResourceResult& resource) {
  return resource.most_limit == setting_none ? resource.peak : resource.most_limit;
}

UseStretch use_between(const Scenario& scenario, const ResourceResult& resource, std::size_t first,
                       std::size_t end) {
  const auto begin_of = [&](std::size_t interval) {
    const Instant at{resource.interval * static_cast<std::int64_t>(interval)};
    return std::min(at, scenario.horizon);
  };
  const bool has_queue = !resource.most_queue.empty();
  UseStretch use;
  Int128 thousandths_ms = 0;
  Int128 queue_thousandths_ms = 0;
  for (std::size_t i = first; i < end; ++i) {
    const Duration length = begin_of(i + 1) - begin_of(i);
    thousandths_ms += static_cast<Int128>(resource.mean_use[i]) * length.count();
    use.most = std::max(use.most, resource.most_use[i]);
    use.refused += resource.refused[i];
    if (!has_queue) continue;
    queue_thousandths_ms += static_cast<Int128>(resource.mean_queue[i]) * length.count();
    use.most_queue = std::max(use.most_queue, resource.most_queue[i]);
  }
  const std::int64_t whole = std::max<std::int64_t>((begin_of(end) - begin_of(first)).count(), 1);
  use.mean = static_cast<std::int64_t>(thousandths_ms / whole);
  use.mean_queue = static_cast<std::int64_t>(queue_thousandths_ms / whole);
  return use;
}

UseOverTime use_in_stretches(const Scenario& scenario, const ResourceResult& resource, std::size_t most) {
  const std::size_t intervals = resource.mean_use.size();
  const std::size_t width = std::max<std::size_t>((intervals + most - 1) / most, 1);
  UseOverTime all;
  all.stretch = resource.interval * static_cast<std::int64_t>(width);
  for (std::size_t first = 0; first < intervals; first += width) {
    const UseStretch use = use_between(scenario, resource, first, std::min(first + width, intervals));
    all.mean.push_back(use.mean);
    all.most.push_back(use.most);
    all.refused.push_back(use.refused);
    if (resource.most_queue.empty()) continue;
    all.mean_queue.push_back(use.mean_queue);
    all.most_queue.push_back(use.most_queue);
  }
  return all;
}

Json resources_json(const Scenario& scenario, const Results& results) {
  Json all = Json::array();
  for (const ResourceResult& resource : results.resources) {
    Json row;
    row["name"] = resource.name;
    row["unit"] = resource.unit;
    row["limit"] = count_or_null(resource.limit);
    row["requests"] = resource.requests;
    row["refusals"] = resource.refusals;
    row["queued"] = resource.queued;
    row["abandoned"] = resource.abandoned;
    row["granted"] = resource.waits.count();
    row["waited_ms"] = static_cast<std::int64_t>(resource.waits.sum());
    row["longest_wait_ms"] = resource.waits.longest().count();
    row["queue_ms"] = static_cast<std::int64_t>(resource.queue_ms);
    row["use_unit_ms"] = static_cast<std::int64_t>(resource.unit_ms);
    row["peak"] = resource.peak;
    const std::string peak_at = iso(scenario, resource.peak_at);
    row["peak_at"] = resource.peak == 0 ? Json(nullptr) : Json(peak_at);
    row["peak_is_bound"] = resource.peak_is_bound();
    row["peak_at_least"] = resource.peak_at_least;
    row["use"] = use_json(scenario, resource);
    all.push_back(std::move(row));
  }
  return all;
}

}  // namespace outlive::output
