#include "sim/input/distribution_decoder.hpp"

#include <array>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "sim/engine/elementary.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/empirical.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/shares.hpp"
#include "sim/text/duration.hpp"
#include "sim/workload/presets.hpp"

namespace outlive::input {
namespace {

using Family = Distribution::Family;

double millis(Node node) { return static_cast<double>(as_duration(node).count()); }

Distribution simple(Family family, double a, double b = 0) {
  Distribution made;
  made.family = family;
  made.a = a;
  made.b = b;
  return made;
}

Distribution always(double value) { return simple(Family::fixed, value); }

constexpr double no_limit = std::numeric_limits<double>::infinity();

/// Reads one distribution and all in it.
class Reader {
 public:
  Reader(KeyedNode written, const DistributionSources& sources)
      : written_(std::move(written)), sources_(sources) {}

  Distribution read() {
    const Node node = written_.node;
    if (node.is_scalar()) return always(millis(node));
    const std::size_t before = sources_.problems.error_count();
    Distribution whole = read_form();
    return sources_.problems.error_count() == before ? between_limits(std::move(whole)) : whole;
  }

 private:
  struct Form {
    std::string_view key;
    Distribution (Reader::*read)(const KeyedNode&);
  };
  static const std::array<Form, 11> forms;

  Distribution read_form() {
    for (const Form& form : forms) {
      if (const KeyedNode parameters = written_[form.key]) return (this->*form.read)(parameters);
    }
    return {};
  }

  Distribution fixed(const KeyedNode& value) { return always(millis(value.node)); }
  Distribution uniform(const KeyedNode& given) {
    const double from = millis(given.node.find("from"));
    const double to = millis(given.node.find("to"));
    if (to < from) {
      given["to"].error(sources_.problems, std::string(given.node.find("to").text()) +
                                               " is shorter than 'from', " +
                                               std::string(given.node.find("from").text()));
    }
    return simple(Family::uniform, from, to);
  }
  Distribution exponential(const KeyedNode& given) {
    return simple(Family::exponential, millis(given.node.find("mean")));
  }
  Distribution lognormal(const KeyedNode& given) {
    const double sigma = as_decimal(given.node.find("sigma"));
    if (const Node median = given.node.find("median")) {
      return simple(Family::lognormal, elementary::log(millis(median)), sigma);
    }
    constexpr double ms_per_second = 1000;
    return simple(Family::lognormal, as_decimal(given.node.find("mu")) + elementary::log(ms_per_second),
                  sigma);
  }
  Distribution normal(const KeyedNode& given) {
    return simple(Family::normal, millis(given.node.find("mean")), millis(given.node.find("sd")));
  }
  Distribution weibull(const KeyedNode& given) {
    return simple(Family::weibull, as_decimal(given.node.find("shape")), millis(given.node.find("scale")));
  }
  Distribution pareto(const KeyedNode& given) {
    return simple(Family::pareto, as_decimal(given.node.find("shape")), millis(given.node.find("least")));
  }
  Distribution empirical(const KeyedNode& given) {
    Distribution made;
    made.family = Family::empirical;
    made.values = read_durations(given, sources_.path, sources_.files, sources_.problems);
    return made;
  }
  Distribution preset(const KeyedNode& name) { return *workload::duration_preset(name.node.text()); }

  Distribution mixture(const KeyedNode& list) {
    Distribution made;
    made.family = Family::mixture;
    Shares shares;
    for (std::size_t i = 0; i < list.node.size(); ++i) {
      const KeyedNode part = list.item(i);
      shares.add(as_portion(part.node.find("share")));
      made.parts.push_back(Reader(part, sources_).read());
    }
    if (shares.add_up(list, sources_.problems)) made.shares = shares.cumulative();
    return made;
  }

  Distribution spliced(const KeyedNode& given) {
    const double at = millis(given.node.find("at"));
    const double tail = as_fraction(given.node.find("tail_share"));
    const std::size_t before = sources_.problems.error_count();
    Distribution body = Reader(given["body"], sources_).read();
    Distribution beyond = Reader(given["tail"], sources_).read();
    Distribution made;
    made.family = Family::mixture;
    made.shares = {1 - tail, 1};
    if (sources_.problems.error_count() != before) return made;
    const std::string splice(given.node.find("at").text());
    made.parts.push_back(cut(given["body"], std::move(body), -no_limit, at, "below 'at', " + splice));
    made.parts.push_back(cut(given["tail"], std::move(beyond), at, no_limit, "above 'at', " + splice));
    return made;
  }

  Distribution between_limits(Distribution whole) {
    const KeyedNode least = written_["at_least"];
    const KeyedNode most = written_["at_most"];
    if (!least && !most) return whole;
    if (least && most && as_duration(most.node) < as_duration(least.node)) {
      most.error(sources_.problems, std::string(most.node.text()) + " is shorter than 'at_least', " +
                                        std::string(least.node.text()));
      return whole;
    }
    std::string where = least ? "with at_least " + std::string(least.node.text()) : "";
    if (most) where += (least ? " and at_most " : "with at_most ") + std::string(most.node.text());
    return cut(written_, std::move(whole), least ? millis(least.node) : -no_limit,
               most ? millis(most.node) : no_limit, where);
  }

  Distribution cut(const KeyedNode& place, Distribution whole, double least, double most,
                   const std::string& where) {
    try {
      return truncated(std::move(whole), least, most);
    } catch (const std::invalid_argument&) {
      place.error(sources_.problems, "nothing of this distribution is left " + where);
      return {};
    }
  }

  KeyedNode written_;
  const DistributionSources& sources_;
};

const std::array<Reader::Form, 11> Reader::forms{{
    {"fixed", &Reader::fixed},
    {"uniform", &Reader::uniform},
    {"exponential", &Reader::exponential},
    {"lognormal", &Reader::lognormal},
    {"normal", &Reader::normal},
    {"weibull", &Reader::weibull},
    {"pareto", &Reader::pareto},
    {"empirical", &Reader::empirical},
    {"preset", &Reader::preset},
    {"mixture", &Reader::mixture},
    {"spliced", &Reader::spliced},
}};

CountDistribution count(CountDistribution::Family family, double a, double b = 0) {
  return {.family = family, .a = a, .b = b};
}

CountDistribution atoms(const KeyedNode& list, Diagnostics& problems) {
  CountDistribution made{.family = CountDistribution::Family::atoms};
  Shares shares;
  for (const Node atom : list.node) {
    shares.add(as_portion(atom.find("share")));
    made.values.push_back(static_cast<double>(as_integer(atom.find("value"))));
  }
  if (shares.add_up(list, problems)) made.shares = shares.cumulative();
  return made;
}

}  // namespace

Distribution read_duration_distribution(const KeyedNode& written, const DistributionSources& sources) {
  return Reader(written, sources).read();
}

CountDistribution read_count_distribution(const KeyedNode& written, Diagnostics& problems) {
  using Count = CountDistribution::Family;
  const Node node = written.node;
  const auto whole = [](Node number) { return static_cast<double>(as_integer(number)); };
  if (node.is_scalar()) return count(Count::fixed, whole(node));
  if (const Node value = node.find("fixed")) return count(Count::fixed, whole(value));
  if (const Node poisson = node.find("poisson"))
    return count(Count::poisson, as_decimal(poisson.find("mean")));
  if (const Node given = node.find("negative_binomial")) {
    return count(Count::negative_binomial, as_decimal(given.find("mean")), as_decimal(given.find("k")));
  }
  if (const Node given = node.find("geometric"))
    return count(Count::geometric, as_decimal(given.find("mean")));
  if (const KeyedNode range = written["uniform"]) {
    const KeyedNode to = range["to"];
    const Node from = range.node.find("from");
    if (as_integer(to.node) < as_integer(from)) {
      to.error(problems, std::string(to.node.text()) + " is less than 'from', " + std::string(from.text()));
    }
    return count(Count::uniform, whole(from), whole(to.node));
  }
  return atoms(written["atoms"], problems);
}

Distribution read_weight_distribution(const KeyedNode& written) {
  const double sigma = as_decimal(written.node.find("lognormal").find("sigma"));
  return simple(Family::lognormal, -sigma * sigma / 2, sigma);  // so that the mean is 1
}

}  // namespace outlive::input
