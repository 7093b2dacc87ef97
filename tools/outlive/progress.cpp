#include "tools/outlive/progress.hpp"

#include <algorithm>
#include <utility>

#include "sim/output/words.hpp"

namespace outlive::tool {
namespace {

std::string span_of(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds + 0.5);
  if (whole < 120) return std::to_string(whole) + " s";
  if (whole < 7200) return std::to_string(whole / 60) + " min";
  return std::to_string(whole / 3600) + " h";
}

std::string rate_of(double events) {
  if (events >= 1e6) {
    const auto tenths = static_cast<std::int64_t>(events / 1e5);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " million events/s";
  }
  return output::grouped(static_cast<std::int64_t>(events)) + " events/s";
}

}  // namespace

Progress::Progress(std::string of_what) : of_what_(std::move(of_what)) {}

// Whether users share a limit that binds, so that a run takes a second pass, shows at the end of the first only: of several
// runs the next are taken to be as those before.
double Progress::share_of(const Reading& now) {
  if (now.number != before_.number) passes_ = std::max(passes_, before_.pass);
  if (now.side_by_side) return static_cast<double>(now.number) / now.runs;
  if (now.runs <= 1) return now.done;
  const double passes = std::max(passes_, now.pass);
  return (now.number + (now.pass - 1 + now.done) / passes) / now.runs;
}

std::string Progress::counted(const Reading& now) const {
  const bool again = now.pass > 1 && !now.side_by_side;
  const std::string pass = again ? "pass " + output::grouped(now.pass) + " of 2" : "";
  if (now.runs == 1) return again ? " of " + pass : "";
  const std::string number = of_what_ + " " + output::grouped(now.number + (now.side_by_side ? 0U : 1U));
  return (now.runs == 0 ? " of " + number : ", " + number + " of " + output::grouped(now.runs)) +
         (again ? ", " + pass : "");
}

std::string Progress::line(const Reading& now) {
  double share = share_of(now);
  if (now.runs > 1) {
    share = std::max(share, share_);
  } else if (share < share_) {  // another pass or run, as the line says
    since_ = now.seconds;
    events_since_ = now.events;
  }
  share_ = share;
  before_ = now;
  const double seconds = now.seconds - since_;
  std::string text = std::to_string(static_cast<int>(share * 100)) + " %" + counted(now);
  if (seconds > 0 && now.events > events_since_)
    text += ", " + rate_of(static_cast<double>(now.events - events_since_) / seconds);
  if (share > 0.01 && now.runs > 0) text += ", " + span_of(seconds * (1 - share) / share) + " left";
  return text;
}

}  // namespace outlive::tool
