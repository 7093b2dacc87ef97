// `outlive sweep --shards` and `outlive sweep merge`, as array jobs of a cluster run them.
#include <doctest/doctest.h>

#include "tests/study/small_study.hpp"
#include "tests/tools/command.hpp"

using namespace outlive::testing;

namespace {

void write_small_study(const Folder& folder) {
  folder.write("base.yaml", small_base);
  folder.write("study.yaml", small_study);
}

/// All shards of `count` in a folder, one process each.
Ran run_shards(const Folder& folder, const std::string& into, int count) {
  const std::string n = std::to_string(count);
  return folder.shell("for i in $(seq 0 " + std::to_string(count - 1) +
                      "); do outlive sweep study.yaml --shards " + n + " --shard $i -o " + into +
                      " -q || exit; done");
}

std::string results_in(const Folder& folder, const std::string& name) {
  std::string all;
  for (const char* file : {"points.csv", "replications.csv", "report.md", "sweep.json"})
    all += file + (": " + folder.read(name + "/" + file)) + "\n";
  return all;
}

}  // namespace

TEST_CASE("shards: 1, 2 and 8 of them, merged in any order, are byte for byte one machine's results") {
  const Folder folder;
  write_small_study(folder);
  const Ran whole = folder.outlive("sweep study.yaml -o whole");
  REQUIRE(whole.code == 0);
  for (const int count : {1, 2, 8}) {
    CAPTURE(count);
    const std::string name = "shards-" + std::to_string(count);
    CHECK(run_shards(folder, name, count).code == 0);
    const Ran merged = folder.outlive("sweep merge study.yaml " + name + " -o merged");
    CHECK(merged.code == 0);
    CHECK(merged.err.empty());
    CHECK(merged.out == whole.out);
    CHECK(results_in(folder, "merged") == results_in(folder, "whole"));
    CHECK(folder.shell("outlive sweep merge study.yaml $(ls -r " + name + "/*)").out == whole.out);
  }
  CHECK(folder.shell("outlive sweep merge study.yaml shards-8/*-[5-7]-* shards-8/*-[0-4]-*").out ==
        whole.out);
  CHECK(folder.shell("ls shards-8").out ==
        "shard-0-of-8.jsonl\nshard-1-of-8.jsonl\nshard-2-of-8.jsonl\nshard-3-of-8.jsonl\n"
        "shard-4-of-8.jsonl\nshard-5-of-8.jsonl\nshard-6-of-8.jsonl\nshard-7-of-8.jsonl\n");
}

TEST_CASE(
    "shards: the index comes from the scheduler and the count from the line, also of arrays submitted in "
    "part") {
  const Folder folder;
  write_small_study(folder);
  const std::string shard = "outlive sweep study.yaml --shards 8 -o ";
  const Ran given = folder.shell(shard + "given --shard 6");
  CHECK(given.code == 0);
  CHECK(given.out == "given/shard-6-of-8.jsonl: 3 units\n");
  const std::string file = folder.read("given/shard-6-of-8.jsonl");
  for (const std::string environment :
       {"SLURM_ARRAY_TASK_ID=6", "AWS_BATCH_JOB_ARRAY_INDEX=6", "JOB_COMPLETION_INDEX=6",
        // sbatch --array=3,6: two tasks, of which this is the last
        "SLURM_ARRAY_TASK_ID=6 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=6 "
        "SLURM_ARRAY_TASK_STEP=1",
        // an array of two that does shards 5 and 6
        "AWS_BATCH_JOB_ARRAY_INDEX=6 AWS_BATCH_JOB_ARRAY_SIZE=2"}) {
    CAPTURE(environment);
    CHECK(folder.shell("export " + environment + "; rm -rf env; " + shard + "env").code == 0);
    CHECK(folder.read("env/shard-6-of-8.jsonl") == file);
  }
  CHECK(folder.shell("export SLURM_ARRAY_TASK_ID=2; " + shard + "over --shard 6").out ==
        "over/shard-6-of-8.jsonl: 3 units\n");  // what is written goes before what is found
}

TEST_CASE("shards: an index that is none is refused before anything is read") {
  const Folder folder;
  const auto wrong = [&](const std::string& environment, const std::string& options) {
    const Ran ran = folder.shell(environment + "outlive sweep nowhere.yaml -o out " + options);
    CHECK(ran.code == 2);
    return ran.err;
  };
  CHECK(wrong("", "--shards 8") ==
        "outlive: which shard is this? --shard I, from 0 to 7; tasks of Slurm, AWS Batch and Kubernetes know "
        "it by "
        "themselves\n");
  CHECK(wrong("", "--shard 3") == "outlive: --shard goes with --shards: how many are there?\n");
  CHECK(wrong("", "--shards 8 --shard 8") == "outlive: --shard says 8, and --shards 8 are numbered 0 to 7\n");
  CHECK(wrong("export SLURM_ARRAY_TASK_ID=8; ", "--shards 8") ==
        "outlive: Slurm says 8 (SLURM_ARRAY_TASK_ID), and --shards 8 are numbered 0 to 7\n");
  CHECK(wrong("export JOB_COMPLETION_INDEX=two; ", "--shards 8") ==
        "outlive: JOB_COMPLETION_INDEX of Kubernetes is no index: 'two'\n");
  CHECK(wrong("export AWS_BATCH_JOB_ARRAY_INDEX=-1; ", "--shards 8") ==
        "outlive: AWS_BATCH_JOB_ARRAY_INDEX of AWS Batch is no index: '-1'\n");
  CHECK(wrong("", "--shards 0 --shard 0") == "outlive: --shards is from 1 to 1000000\n");
}

TEST_CASE("shards: one that is done is not done again by --resume, and not otherwise kept") {
  const Folder folder;
  write_small_study(folder);
  REQUIRE(run_shards(folder, "out", 2).code == 0);
  const std::string file = folder.read("out/shard-1-of-2.jsonl");
  const Ran again = folder.outlive("sweep study.yaml --shards 2 --shard 1 -o out --resume");
  CHECK(again.code == 0);
  CHECK(again.out == "out/shard-1-of-2.jsonl: 12 units, done already\n");
  CHECK(folder.shell("ls out").out == "shard-0-of-2.jsonl\nshard-1-of-2.jsonl\n");
  const Ran other = folder.outlive("sweep study.yaml --shards 2 --shard 1 -o out --resume --seed 9");
  CHECK(other.code == 3);
  CHECK(has(other.err, "out/shard-1-of-2.jsonl:1:1: error: is of another plan: "));
  CHECK(folder.read("out/shard-1-of-2.jsonl") == file);
  // One that was cut off, by whatever copied it, is no shard that is done.
  folder.write("out/shard-1-of-2.jsonl", file.substr(0, file.size() - 5));
  CHECK(folder.outlive("sweep study.yaml --shards 2 --shard 1 -o out --resume").code == 0);
  CHECK(folder.read("out/shard-1-of-2.jsonl") == file);
}

TEST_CASE("shards: what does not make a whole is refused by name, and the shards to run again are listed") {
  const Folder folder;
  write_small_study(folder);
  REQUIRE(run_shards(folder, "out", 8).code == 0);
  const auto refused = [&](const std::string& line, const std::string& shards) {
    const Ran ran = folder.shell(line + "; outlive sweep merge study.yaml " + shards + " -o merged");
    CHECK(ran.code == 3);
    CHECK(ran.out.empty());
    CHECK_FALSE(std::filesystem::exists(folder.path("merged")));
    return ran.err;
  };
  CHECK(refused("cp -r out gaps; rm gaps/*-[1346]-of-*; head -3 out/shard-6-of-8.jsonl "
                ">gaps/shard-6-of-8.jsonl.part",
                "gaps") ==
        "gaps/shard-6-of-8.jsonl.part: error: is not finished\n"
        "shard-1-of-8.jsonl: error: is missing\n"
        "shard-3-of-8.jsonl: error: is missing\n"
        "shard-4-of-8.jsonl: error: is missing\n"
        "outlive: 4 of 8 shards to be run again: 1,3,4,6\n");
  CHECK(refused("cp -r out most; rm most/*-[0-2]-* most/*-[4-7]-*", "most") ==
        "shard-0-of-8.jsonl: error: is missing\nshard-1-of-8.jsonl: error: is missing\n"
        "shard-2-of-8.jsonl: error: is missing\nshard-4-of-8.jsonl: error: is missing\n"
        "shard-5-of-8.jsonl: error: is missing\nshard-6-of-8.jsonl: error: is missing\n"
        "shard-7-of-8.jsonl: error: is missing\n"
        "outlive: 7 of 8 shards to be run again: 0-2,4-7\n");
  CHECK(refused("mkdir copy; cp out/shard-2-of-8.jsonl copy/shard-2-of-8.jsonl", "out copy") ==
        "copy/shard-2-of-8.jsonl:1:1: error: is shard 2 again, as out/shard-2-of-8.jsonl\n");
  CHECK(refused(
            "cp -r out foreign; outlive sweep study.yaml --shards 8 --shard 2 -o foreign -q --replications 3",
            "foreign") ==
        "foreign/shard-2-of-8.jsonl:1:1: error: is of another plan: the study, its base, a file that they "
        "name, an "
        "option such as --set, or the version of Outlive was another one\n"
        "outlive: 1 of 8 shards to be run again: 2\n");
  CHECK(refused("cp -r out other; outlive sweep study.yaml --shards 3 --shard 2 -o other -q", "other") ==
        "other/shard-2-of-3.jsonl:1:1: error: is one of 3 shards, and most are of 8\n");
  CHECK(refused("mkdir none", "none") == "study.yaml: error: there is no shard to merge\n");
}

TEST_CASE("shards: a study that has changed since is another plan") {
  const Folder folder;
  write_small_study(folder);
  REQUIRE(run_shards(folder, "out", 2).code == 0);
  const auto code_with = [&](const std::string& line) {
    return folder
        .shell("cp study.yaml study.old; cp base.yaml base.old; " + line +
               "; outlive sweep merge study.yaml out; code=$?; mv study.old study.yaml; mv base.old "
               "base.yaml; exit $code")
        .code;
  };
  CHECK(code_with("true") == 0);
  CHECK(code_with("sed -i 's/title: What/title: How/' study.yaml") == 0);  // changes no number
  CHECK(code_with("sed -i 's/30m, 2h/30m, 3h/' study.yaml") == 3);
  CHECK(code_with("sed -i 's/cost.idle/cost.lost/' study.yaml") == 3);
  CHECK(code_with("sed -i 's/users: 6/users: 7/' base.yaml") == 3);
  CHECK(code_with("echo 'seed: 3' >>study.yaml") == 3);
}

TEST_CASE("shards: merging takes only what is of merging, and says what it cannot read") {
  const Folder folder;
  write_small_study(folder);
  const auto told = [&](const std::string& arguments, int code) {
    const Ran ran = folder.outlive("sweep merge " + arguments);
    CHECK(ran.code == code);
    return ran.err;
  };
  CHECK(told("study.yaml", 2) == "outlive: an argument is missing: outlive sweep merge STUDY SHARDS...\n");
  CHECK(told("study.yaml out --shards 8", 2) == "outlive: 'sweep merge' takes no --shards\n");
  CHECK(told("study.yaml out --resume -o x", 2) == "outlive: 'sweep merge' takes no --resume\n");
  CHECK(has(told("study.yaml nowhere.jsonl", 4), "nowhere.jsonl: error: "));
  folder.write("nonsense.jsonl", "nonsense\n");
  CHECK(has(told("study.yaml nonsense.jsonl", 3),
            "nonsense.jsonl:1:1: error: is no line of a file of units\n"));
}
