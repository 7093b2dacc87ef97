// Populations on the command line: replications, threads, seeds, estimates, Ctrl-C.
#include <doctest/doctest.h>

#include "tests/tools/command.hpp"

using namespace outlive::testing;

namespace {

const std::string crowd = R"(outlive: 1
title: Some analysts
start: 2026-03-02T00:00:00Z
horizon: 7d
settings: {glue: {idle_timeout: 2h}}
populations:
  analysts:
    users: 20
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 2}
        per_day: {poisson: {mean: 1}}
        statements: 3
        think: 1m
        takes: {exponential: {mean: 1m}}
)";

}  // namespace

TEST_CASE("cli: replications give means with intervals, threads change nothing, a seed does") {
  const Folder folder;
  folder.write("crowd.yaml", crowd);
  const Ran one = folder.outlive("run crowd.yaml --threads 1");
  CHECK(one.code == 0);
  CHECK(has(one.out, "--replications 10"));
  CHECK(folder.outlive("run crowd.yaml --threads 2").out == one.out);
  CHECK(folder.outlive("run crowd.yaml --seed 2").out != one.out);
  const Ran three = folder.outlive("run crowd.yaml --replications 3");
  CHECK(has(three.out, "over 3 replications"));
  CHECK(has(three.out, "cost.total"));
  CHECK(has(folder.outlive("run crowd.yaml --replications 3 --format json").out, "\"half_width\""));
  CHECK(
      folder.outlive("run crowd.yaml --replications 3 --format csv").out.starts_with("response,unit,mean,"));
  CHECK(folder.outlive("validate crowd.yaml").out.starts_with("crowd.yaml: about "));
}

TEST_CASE("cli: what only a simulation takes, and what is out of range") {
  const Folder folder;
  folder.write("crowd.yaml", crowd);
  CHECK(has(folder.outlive("version --threads 2").err, "'version' takes no --threads"));
  CHECK(has(folder.outlive("show crowd.yaml --replications 2").err, "'show' takes no --replications"));
  CHECK(has(folder.outlive("run crowd.yaml --threads 0").err, "--threads is from 1 to 256"));
  CHECK(has(folder.outlive("run crowd.yaml --seed=-1").err, "--seed is a whole number from 0 on"));
  CHECK(has(folder.outlive("run crowd.yaml --replications 2 --audit log.json").err, "--audit is of one run"));
}
