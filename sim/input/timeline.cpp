#include "sim/input/timeline.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "sim/input/scenario_schema.hpp"
#include "sim/input/timeline_context.hpp"
#include "sim/input/timeline_lines.hpp"

namespace outlive::input {
namespace {

using Line = TimelineLine;

struct Handler {
  std::string_view verb;
  void (*read)(TimelineContext&, const Line&);
};
constexpr std::array<Handler, 26> handlers{{
    {"sign_in", lines::sign_in},
    {"sign_out", lines::sign_out},
    {"end_session", lines::end_session},
    {"revoke", lines::revoke},
    {"start_session", lines::start_session},
    {"run", lines::run},
    {"stop_session", lines::stop_session},
    {"stop_kernel", lines::stop_kernel},
    {"restart_kernel", lines::restart_kernel},
    {"close_notebook", lines::close_notebook},
    {"start_training_job", lines::start_training_job},
    {"start_processing_job", lines::start_processing_job},
    {"start_glue_job", lines::start_glue_job},
    {"start_query", lines::start_query},
    {"start_notebook_run", lines::start_notebook_run},
    {"stop_job", lines::stop_job},
    {"restart_job", lines::restart_job},
    {"open_app", lines::open_app},
    {"restart_app", lines::restart_app},
    {"stop_app", lines::stop_app},
    {"create_application", lines::create_application},
    {"update_application", lines::update_application},
    {"start_application", lines::start_application},
    {"stop_application", lines::stop_application},
    {"launch_cluster", lines::launch_cluster},
    {"terminate_cluster", lines::terminate_cluster},
}};

class Timeline {
 public:
  Timeline(const Soundness& sound, Scenario& scenario, Diagnostics& problems)
      : sound_(sound), context_(sound, scenario, problems) {}

  void read(Node list, Node projects);
  [[nodiscard]] TimelineHosts hosts() const { return {context_.names.hosts, context_.setup_of}; }

 private:
  [[nodiscard]] std::vector<Line> lines_of(Node list);
  [[nodiscard]] bool has_own_line(Node node);

  const Soundness& sound_;
  TimelineContext context_;
  std::uint32_t last_line_ = 0;
};

void Timeline::read(Node list, Node projects) {
  std::vector<Line> all = lines_of(list);
  // Numbers follow the order of the file, everything else the order in which it happens.
  for (Line& line : all) context_.names.declare(line, context_.scenario, context_.problems);
  context_.setup_of.assign(context_.scenario.hosts.size(), no_number);
  context_.projects.read(projects);
  std::stable_sort(all.begin(), all.end(), [](const Line& a, const Line& b) { return a.at < b.at; });
  for (const Line& line : all) {
    if (line.verb == "set") lines::set(context_, line);
  }
  for (const Line& line : all) {
    if (context_.directory.read(line)) continue;
    const auto* const handler = std::find_if(handlers.begin(), handlers.end(),
                                             [&](const Handler& entry) { return entry.verb == line.verb; });
    if (handler != handlers.end()) handler->read(context_, line);
  }
}

std::vector<Line> Timeline::lines_of(Node list) {
  const Type& type = *find_field(scenario_schema()->members, "timeline")->type->item;
  std::vector<Line> lines;
  for (const Node node : list) {
    if (!sound_(node, type)) {
      context_.names.expect_names_of(node);
      continue;
    }
    if (!has_own_line(node)) continue;
    const Node selector = node.find("do") ? node.find("do") : node.find("admin");
    lines.push_back({node,
                     {time_of(node.find("at"), context_.scenario, context_.problems), node.line()},
                     selector.text()});
  }
  return lines;
}

/// The order of lines decides what comes first at one instant, so no two may share one.
bool Timeline::has_own_line(Node node) {
  const std::uint32_t line = node.line();
  if (line > last_line_) {
    last_line_ = line;
    return true;
  }
  context_.problems.error(
      node.place(),
      "another entry of the timeline stands on this line; give each a line of its own, since "
      "lines decide what comes first");
  return false;
}

}  // namespace

TimelineHosts read_timeline(Node lines, Node projects, const Soundness& sound, Scenario& scenario,
                            Diagnostics& problems) {
  Timeline timeline(sound, scenario, problems);
  timeline.read(lines, projects);
  return timeline.hosts();
}

}  // namespace outlive::input
