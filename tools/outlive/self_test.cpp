#include "sim/self_test/self_test.hpp"

#include "sim/self_test/report.hpp"
#include "tools/outlive/verbs.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {

ExitCode self_test_verb(const Options& options, Console& console) {
  self_test::Report report;
  {
    Watch watch(console, "step");
    report = self_test::run_self_test(
        self_test::embedded_records(),
        {.threads = static_cast<unsigned>(options.threads),
         .control = &watch.control(),
         .progress = [&watch](std::size_t done, std::size_t all) { watch.count(done, all); }});
  }
  console.print(format_of(options) == "json"
                    ? self_test::report_json(report)
                    : self_test::report_text(report, console.style(), console.quiet()));
  if (report.interrupted) {
    if (!console.flush()) return ExitCode::no_access;
    console.complain("interrupted: not everything was tested");
    return ExitCode::interrupted;
  }
  return report.passed() ? ExitCode::done : ExitCode::no;
}

}  // namespace outlive::tool
