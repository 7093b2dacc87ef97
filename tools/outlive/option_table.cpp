// The options, one row each, in the order in which help shows them.
#include <array>
#include <limits>
#include <utility>

#include "tools/outlive/option_values.hpp"
#include "tools/outlive/value_words.hpp"

namespace outlive::tool {
namespace {

constexpr int narrowest = 40;
constexpr int widest = 400;
constexpr int most_threads = 256;
constexpr int most_replications = 100'000;
constexpr int most_shards = 1'000'000;

constexpr std::string_view simulating = "run check compare sweep recommend";
constexpr std::string_view threaded = "run check compare sweep recommend self-test";
constexpr std::string_view seeded = "run check compare sweep recommend fit";
constexpr std::string_view loading = "run check compare validate show explain assumptions sweep recommend";
constexpr std::string_view setting =
    "run check compare validate show explain assumptions sweep recommend import";

template <std::string Options::* member>
void text(Options& options, const std::string& value) {
  options.*member = value;
}
template <bool Options::* member>
void flag(Options& options, const std::string& /*value*/) {
  options.*member = true;
}

constexpr auto table = std::to_array<OptionInfo>({
    {"format", 0, "FORMAT", false, "", "text, json, csv or markdown, where the verb has it",
     text<&Options::format>},
    {"audit", 0, "FILE", false, "run",
     "the CloudTrail log that the estate would leave, .json, .jsonl or .ndjson", text<&Options::audit>},
    {"export", 0, "NAME[=FILE]", true, "run",
     "results for another program, such as focus=bill.csv; without FILE into the folder of -o;\n"
     "'help run' has the names; repeatable",
     [](Options& options, const std::string& value) { options.exports.push_back(wanted_export(value)); },
     export_words},
    {"set", 0, "KEY=VALUE", true, setting,
     "replace a setting of the scenario, such as glue.idle_timeout=2h, or what it says of\n"
     "a population, such as populations.analysts.users=5000; repeatable",
     [](Options& options, const std::string& value) {
       options.overrides.push_back(override_of("set needs KEY=VALUE", value, "glue.idle_timeout=2h"));
     },
     setting_words},
    {"assume", 0, "KEY=OPTION", true, loading, "replace an assumption, such as glue_timeout=48h; repeatable",
     [](Options& options, const std::string& value) {
       options.assumptions.push_back(override_of("assume needs KEY=OPTION", value, "glue_timeout=48h"));
     },
     assumption_words},
    {"test", 0, "FILE", false, "assumptions", "tell which of them change the answer of this scenario",
     text<&Options::test>},
    {"threads", 0, "N", false, threaded, "so many, as the machine has by default; changes no result",
     [](Options& options, const std::string& value) {
       options.threads = static_cast<int>(whole_number("threads", value, 1, most_threads));
     }},
    {"shuffle", 0, "N", false, "run",
     "play independent users in another order, one for each N; changes no result, as --threads",
     [](Options& options, const std::string& value) {
       options.shuffle = static_cast<std::uint64_t>(
           whole_number("shuffle", value, 0, std::numeric_limits<std::int64_t>::max()));
     }},
    {"seed", 0, "N", false, seeded, "instead of the scenario's",
     [](Options& options, const std::string& value) {
       options.seed = static_cast<std::uint64_t>(
           whole_number("seed", value, 0, std::numeric_limits<std::int64_t>::max()));
     }},
    {"replications", 0, "N", false, simulating,
     "N runs with other random numbers each, and means with intervals",
     [](Options& options, const std::string& value) {
       options.replications = static_cast<int>(whole_number("replications", value, 1, most_replications));
     }},
    {"undecided", 0, "WHAT", false, "run check compare sweep",
     "what an interval that straddles its limit counts as: fail or pass; exit code 5 without it",
     [](Options& options, const std::string& value) { options.undecided = undecided_as(value); },
     undecided_words},
    {"update", 0, "KEY,...", true, "check",
     "rewrite these expectations, or all that fail, to what was found, and show the difference",
     [](Options& options, const std::string& value) {
       for (std::string& key : list_of("update", value)) options.update.push_back(std::move(key));
     },
     update_words},
    {"junit", 0, "FILE", false, "check", "also write the verdicts as JUnit's XML; - is standard output",
     text<&Options::junit>},
    {"tap", 0, "FILE", false, "check", "the same as TAP 14", text<&Options::tap>},
    {"annotations", 0, "WHERE", false, "check",
     "github or none: show at their lines what does not hold; github where GITHUB_ACTIONS is true",
     [](Options& options, const std::string& value) { options.annotations = annotations_for(value); },
     annotation_words},
    {"refusals-under", 0, "SHARE", false, "run",
     "also tell the least quotas under which at most, say, 1% of the requests, retries\n"
     "included, are refused or wait, in all replications together; in text, markdown and json;\n"
     "runs each some dozen times",
     [](Options& options, const std::string& value) {
       options.refusals_under = share_of("refusals-under", value);
     }},
    {"fail-on", 0, "EXPR", true, "compare",
     "exit with 1 if B - A is so, such as 'cost.total > +5%', 'totals.jobs.surviving < 0' or\n"
     "any-fate; with 5 if that is undecided; repeatable",
     [](Options& options, const std::string& value) { options.fail_on.push_back(value); }, gate_words},
    {"vary", 0, "KEY=VALUES", true, "sweep",
     "a factor: what --set and assumptions.KEY can replace, and its values with commas between,\n"
     "such as glue.idle_timeout=1h,8h,48h; repeatable",
     [](Options& options, const std::string& value) {
       options.variations.push_back(variation_of("vary", value));
     },
     factor_words},
    {"respond", 0, "KEY", true, "sweep", "a quantity to look at, such as cost.idle; repeatable",
     [](Options& options, const std::string& value) { options.responses.push_back(value); }},
    {"precision", 0, "SHARE", false, "sweep",
     "add replications until means are known to within, say, 2%, whatever number that takes",
     [](Options& options, const std::string& value) {
       options.precision = share_of("precision", value);
       if (*options.precision == 0) throw UsageError("--precision is more than 0%");
     }},
    {"dry-run", 0, "", false, "sweep", "list the design points and run none", flag<&Options::dry_run>},
    {"no-assumptions", 0, "", false, "recommend", "do not try the choice under other assumptions",
     flag<&Options::no_assumptions>},
    {"output", 'o', "PATH", false, "run sweep recommend import fit",
     "a folder: also write the results there; of import and fit the file to write", text<&Options::output>},
    {"shards", 0, "N", false, "sweep",
     "the work is divided into N shards, of which this does one; results are merged later",
     [](Options& options, const std::string& value) {
       options.shards = static_cast<std::uint32_t>(whole_number("shards", value, 1, most_shards));
     }},
    {"shard", 0, "I", false, "sweep",
     "which one, from 0; without it the index that Slurm, AWS Batch or Kubernetes gives its tasks",
     [](Options& options, const std::string& value) {
       options.shard = static_cast<std::uint32_t>(whole_number("shard", value, 0, most_shards - 1));
     }},
    {"resume", 0, "", false, "sweep", "go on with a sweep that was killed, of which FOLDER has the beginning",
     flag<&Options::resume>},
    {"zone", 0, "ZONE", false, "import fit", "IANA time zone of wall-clock times; UTC without it",
     text<&Options::zone>},
    {"takes", 0, "DURATION", false, "import", "how long work takes whose end no export tells; 10m without it",
     [](Options& options, const std::string& value) { options.takes = duration_of_option("takes", value); }},
    {"columns", 0, "KEY=COLUMN,...", false, "fit",
     "what the columns of a trace hold: id, user, submitted, started, ended, duration, units",
     text<&Options::columns>},
    {"starts", 0, "YAML", false, "fit",
     "what a job becomes, such as 'service: training, instance_type: ml.g5.xlarge'", text<&Options::starts>},
    {"plot", 0, "FILE", false, "fit", "a chart of the data and the fitted distributions, as SVG",
     text<&Options::plot>},
    {"color", 0, "WHEN", false, "", "auto, always or never; auto honours NO_COLOR and TERM=dumb",
     [](Options& options, const std::string& value) { options.color = when(value); }, color_words},
    {"ascii", 0, "", false, "", "no characters beyond ASCII", flag<&Options::ascii>},
    {"width", 0, "COLUMNS", false, "", "of text; that of the terminal, or 80",
     [](Options& options, const std::string& value) {
       options.width = static_cast<int>(whole_number("width", value, narrowest, widest));
     }},
    {"quiet", 'q', "", false, "", "nothing but results and errors", flag<&Options::quiet>},
    {"help", 'h', "", false, "", "this help, or that of a verb", flag<&Options::help>},
    {"version", 0, "", false, "", "the version", flag<&Options::version>},
    {"json", 0, "", false, "version", "the same as --format json",
     [](Options& options, const std::string& /*value*/) { options.format = "json"; }},
    {"kind", 0, "KIND", false, "init",
     "script, population (many users by habit), trace (recorded jobs) or study (what if)",
     [](Options& options, const std::string& value) { options.kind = kind_of_starter(value); },
     starter_words},
});

}  // namespace

std::span<const OptionInfo> option_table() { return table; }

}  // namespace outlive::tool
