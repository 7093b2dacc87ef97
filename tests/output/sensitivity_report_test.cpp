// Which assumptions matter, told of a test that was stopped.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/output/assumptions_report.hpp"
#include "tests/output/sample.hpp"

using namespace outlive;

TEST_CASE("sensitivity: what was told to stop says so first, in every format") {
  const testing::Sample sample = testing::make_sample();
  Sensitivity found;
  found.tested = {Assumption::glue_timeout};
  Flip& flip = found.flips.emplace_back();
  flip.assumption = Assumption::glue_timeout;
  flip.to = 1;
  flip.fates = 3;
  found.changing = 1;
  const auto whole = nlohmann::json::parse(output::sensitivity_json(sample.scenario, found));
  CHECK(whole["incomplete"] == false);
  CHECK(whole["options_planned"] == 1);
  CHECK(output::sensitivity_csv(sample.scenario, found).find("incomplete") == std::string::npos);

  found.untried = 39;
  const std::string line = "INCOMPLETE: stopped after 1 of 40 other options";
  const std::string text = output::sensitivity_text(sample.scenario, found, {});
  CHECK(text.starts_with(line + "\n"));
  CHECK(text.find("\n1 of 1 assumption tried changes the answer; ") != std::string::npos);
  CHECK(output::sensitivity_markdown(sample.scenario, found).find("\n\n**" + line + "**\n\n") !=
        std::string::npos);
  const auto json = nlohmann::json::parse(output::sensitivity_json(sample.scenario, found));
  CHECK(json["incomplete"] == true);
  CHECK(json["options_tried"] == 1);
  CHECK(json["options_planned"] == 40);
  const std::string csv = output::sensitivity_csv(sample.scenario, found);
  CHECK(csv.substr(0, csv.find('\n')).ends_with(",error,incomplete"));
  CHECK(csv.ends_with(",true\n"));
}
