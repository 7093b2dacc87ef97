// The job files of tools/cluster say what the program understands: their command lines are run as their schedulers would.
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/input/document.hpp"
#include "tests/study/small_study.hpp"
#include "tests/tools/command.hpp"

using namespace outlive::testing;
namespace input = outlive::input;

namespace {

const std::string cluster = std::string(OUTLIVE_SOURCE_DIR) + "/tools/cluster/";

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A manifest of Kubernetes; it must be one document of strict YAML.
class Manifest {
 public:
  explicit Manifest(const std::string& name) : document_(parse(cluster + "kubernetes/" + name)) {}

  [[nodiscard]] std::string value(std::initializer_list<std::string_view> keys) const {
    return std::string(find(keys).text());
  }
  /// The command line of the first container of its pods, with other folders.
  [[nodiscard]] std::string command(const Folder& folder) const {
    const input::Node container = find({"spec", "template", "spec", "containers"})[0];
    std::string line;
    for (const std::string_view key : {"command", "args"}) {
      for (const input::Node word : container.find(key)) line += std::string(word.text()) + " ";
    }
    const std::string where = folder.path("sweep/");
    for (std::size_t at = line.find("/sweep/"); at != std::string::npos;
         at = line.find("/sweep/", at + where.size()))
      line.replace(at, 7, where);
    return line;
  }

 private:
  static input::Document parse(const std::string& path) {
    outlive::Diagnostics problems;
    auto document = input::parse_document(path, content_of(path), problems);
    for (const outlive::Diagnostic& problem : problems.all()) FAIL(to_string(problem));
    return std::move(document.value());
  }
  [[nodiscard]] input::Node find(std::initializer_list<std::string_view> keys) const {
    input::Node node = document_.root();
    for (const std::string_view key : keys) {
      node = node.find(key);
      REQUIRE(static_cast<bool>(node));
    }
    return node;
  }

  input::Document document_;
};

void write_study(const Folder& folder, const std::string& where) {
  folder.write(where + "base.yaml", small_base);
  folder.write(where + "study.yaml", small_study);
  REQUIRE(folder.outlive("sweep " + where + "study.yaml -o whole").code == 0);
}

std::string results_in(const Folder& folder, const std::string& name) {
  return folder.read(name + "/points.csv") + folder.read(name + "/replications.csv") +
         folder.read(name + "/report.md") + folder.read(name + "/sweep.json");
}

/// A line that sets shell variables, as jobs of a scheduler have them in their environment.
std::string environment(const std::string& name, int index) {
  return "export " + name + "=" + std::to_string(index) + "; ";
}

}  // namespace

TEST_CASE("job files: Kubernetes runs as many completions as there are shards, and its pods do them all" *
          doctest::test_suite("slow")) {
  const Folder folder;
  write_study(folder, "sweep/study/");
  const Manifest sweep("sweep.yaml");
  CHECK(sweep.value({"spec", "completionMode"}) == "Indexed");
  const std::string completions = sweep.value({"spec", "completions"});
  const std::string line = sweep.command(folder);
  CHECK(has(line, "--shards " + completions + " "));
  CHECK(has(line, " --resume"));
  const Ran all = folder.shell("for i in $(seq 0 $((" + completions + " - 1))); do " +
                               "export JOB_COMPLETION_INDEX=$i; " + line + " -q || exit; done");
  CHECK(all.code == 0);
  CHECK(all.err == "");
  CHECK(folder.shell(Manifest("merge.yaml").command(folder)).code == 0);
  CHECK(results_in(folder, "sweep/results") == results_in(folder, "whole"));
  for (const std::string name : {"volume.yaml", "files.yaml"})
    CHECK(Manifest(name).value({"metadata", "name"}).starts_with("outlive-"));
}

TEST_CASE("job files: what AWS Batch runs for a task and for merging, with an aws that copies files") {
  const Folder folder;
  write_study(folder, "s3/sweep/study/");
  // s3://... is the folder s3/...; options are those that the scripts use.
  folder.write("bin/aws",
               "#!/bin/bash\nset -e\n[[ $1 == s3 ]]; verb=$2; shift 2\npaths=(); includes=()\n"
               "while (($#)); do case $1 in --recursive|--quiet) ;; --exclude) shift ;; --include) "
               "includes+=(\"$2\"); shift ;;\n"
               "  *) paths+=(\"${1/s3:\\/\\//$S3/}\") ;; esac; shift; done\n"
               "if [[ $verb == rm ]]; then rm -f \"${paths[0]}\"; exit; fi\n"
               "if [[ ! -d ${paths[0]} ]]; then mkdir -p \"$(dirname \"${paths[1]}\")\"; "
               "[[ ! -e ${paths[0]} ]] || cp \"${paths[0]}\" \"${paths[1]}\"; exit; fi\n"
               "mkdir -p \"${paths[1]}\"\n"
               "if ((${#includes[@]} == 0)); then cp -r \"${paths[0]}\"/. \"${paths[1]}\"; exit; fi\n"
               "for name in \"${includes[@]}\"; do [[ ! -e ${paths[0]}/$name ]] || cp \"${paths[0]}/$name\" "
               "\"${paths[1]}\"; done\n");
  const std::string prepare =
      "chmod +x bin/aws; export S3=$PWD/s3 PATH=$PWD/bin:$PATH OUTLIVE='" OUTLIVE_BINARY "' TMPDIR=$PWD; ";
  const std::string batch = cluster + "aws-batch/";
  const std::string task = batch + "shard s3://sweep study.yaml 4";
  for (int i = 0; i < 3; ++i)
    CHECK(folder.shell(prepare + environment("AWS_BATCH_JOB_ARRAY_INDEX", i) + task).code == 0);
  // The last attempt was cut off and had put its journal there; the next one goes on from that.
  CHECK(folder
            .shell("outlive sweep s3/sweep/study/study.yaml --shards 4 --shard 3 -o s3/sweep/shards -q; cd "
                   "s3/sweep/shards; "
                   "head -4 shard-3-of-4.jsonl >shard-3-of-4.jsonl.part; rm shard-3-of-4.jsonl")
            .code == 0);
  CHECK(folder.shell(prepare + batch + "merge s3://sweep study.yaml").code == 3);
  const Ran resumed = folder.shell(prepare + environment("SHARD", 3) + task);
  CHECK(resumed.code == 0);
  CHECK(resumed.err == "resumed: 3 units were done already\n");
  CHECK(folder.shell("ls s3/sweep/shards").out ==
        "shard-0-of-4.jsonl\nshard-1-of-4.jsonl\nshard-2-of-4.jsonl\nshard-3-of-4.jsonl\n");
  CHECK(folder.shell(prepare + batch + "merge s3://sweep study.yaml").code == 0);
  CHECK(results_in(folder, "s3/sweep/results") == results_in(folder, "whole"));
}

TEST_CASE("job files: what is handed in to AWS Batch") {
  const Folder folder;
  write_study(folder, "study/");
  folder.write(
      "bin/aws",
      "#!/bin/bash\necho \"$@\" >>calls\n[[ $1 == s3 ]] || echo \"job-$(grep -c '^batch' calls)\"\n");
  const std::string prepare =
      "chmod +x bin/aws; export PATH=$PWD/bin:$PATH OUTLIVE='" OUTLIVE_BINARY "'; : >calls; ";
  const std::string batch = cluster + "aws-batch/";
  const Ran submitted =
      folder.shell(prepare + batch + "submit spot s3://bucket/sweep/ study/study.yaml 64; cat calls");
  const std::string common =
      "batch submit-job --job-queue spot --job-definition outlive-sweep --output text --query jobId "
      "--job-name ";
  const std::string parameters = " --parameters folder=s3://bucket/sweep,study=study.yaml,shards=64 ";
  CHECK(submitted.out ==
        "array job job-1 does 64 shards of study/study.yaml, job job-2 merges them into "
        "s3://bucket/sweep/results\n"
        "s3 cp --recursive --quiet study s3://bucket/sweep/study\n" +
            common + "study" + parameters + "--array-properties size=64\n" + common +
            "study-merge --depends-on jobId=job-1 --container-overrides "
            "command=merge,s3://bucket/sweep,study.yaml\n");
  const Ran again =
      folder.shell(prepare + batch + "rerun spot s3://bucket/sweep study.yaml 64 3 17; cat calls");
  CHECK(again.out ==
        "job job-1 does shard 3 of 64\njob job-2 does shard 17 of 64\njob job-3 merges them into "
        "s3://bucket/sweep/results\n" +
            common + "study-3" + parameters + "--container-overrides environment=[{name=SHARD,value=3}]\n" +
            common + "study-17" + parameters + "--container-overrides environment=[{name=SHARD,value=17}]\n" +
            common +
            "study-merge --depends-on jobId=job-1 jobId=job-2 --container-overrides "
            "command=merge,s3://bucket/sweep,study.yaml\n");
  folder.write("study/study.yaml", "outlive_study: 1\n");
  const Ran wrong = folder.shell(prepare + batch + "submit spot s3://bucket/sweep study/study.yaml 64");
  CHECK(wrong.code == 3);
  CHECK(folder.read("calls").empty());
}

TEST_CASE(
    "job files: the job definition of AWS Batch tries again what is worth it, within the service's limits") {
  const auto definition = nlohmann::json::parse(content_of(cluster + "aws-batch/job-definition.json"));
  CHECK(definition["containerProperties"]["command"] ==
        nlohmann::json({"shard", "Ref::folder", "Ref::study", "Ref::shards"}));
  for (const std::string name : {"folder", "study", "shards"}) CHECK(definition["parameters"].contains(name));
  const auto& rules = definition["retryStrategy"]["evaluateOnExit"];
  CHECK(rules.size() <= 5);
  CHECK(rules.back() == nlohmann::json({{"onExitCode", "*"}, {"action", "EXIT"}}));
}
