#include "sim/self_test/reference_cases.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace outlive::self_test {
namespace {

constexpr std::string_view seed_mark = "=== seed ";
constexpr std::string_view answers_mark = "--- answers\n";

/// A line, word by word.
class Line {
 public:
  explicit Line(std::string_view kind) : text_(kind) {}

  Line& operator<<(std::string_view word) {
    text_ += ' ';
    text_ += word.empty() ? "-" : word;
    return *this;
  }
  Line& operator<<(bool answer) { return *this << std::string_view(answer ? "yes" : "no"); }
  Line& operator<<(std::int64_t number) { return *this << std::string_view(std::to_string(number)); }
  Line& operator<<(std::uint64_t number) { return *this << std::string_view(std::to_string(number)); }
  Line& operator<<(Duration duration) { return *this << std::int64_t{duration.count()}; }
  Line& operator<<(Instant instant) {
    return instant == never ? *this << std::string_view("-") : *this << instant.time_since_epoch();
  }
  Line& operator<<(Money money) { return *this << static_cast<std::int64_t>(money.nanos()); }

  [[nodiscard]] std::string text() const { return text_; }

 private:
  std::string text_;
};

std::string session_line(const SessionSpec& spec, const SessionResult& session, Money cost) {
  Line line("session");
  line << spec.name << session.state << name_of(session.cause) << session.rejected() << session.created
       << session.ready << session.ended << session.worked << cost;
  return line.text();
}

std::string job_line(const JobSpec& spec, const JobResult& job, Money cost) {
  Line line("job");
  line << spec.name << name_of(job.outcome) << name_of(job.cause) << job.state << job.survived << job.unseen
       << job.submitted << job.started << job.ended << job.worked << job.kept << cost;
  return line.text();
}

std::string host_line(const HostSpec& spec, const HostResult& host, Money cost) {
  Line line("host");
  line << spec.name << host.state << name_of(host.cause) << host.created << host.ready << host.ended
       << std::uint64_t{host.lives} << host.up << cost;
  return line.text();
}

std::string bill_line(const Totals& totals) {
  const Cells<Money> cost = totals.cost_of_all();
  Line line("bill");
  line << totals.background_sessions << cost.total();
  for (const auto& bucket : cost.of) {
    for (const Money cell : bucket) line << cell;
  }
  return line.text();
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

bool same(const std::string& wanted, const std::string& found) {
  const auto a = words_of(wanted);
  const auto b = words_of(found);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const std::string& x, const std::string& y) { return x == "*" || x == y; });
}

/// Kind and name, by which lines of both are put together.
std::string subject_of(const std::string& line) {
  const auto words = words_of(line);
  if (words.empty()) return "";
  return words[0] == "bill" || words.size() < 2 ? words[0] : words[0] + " " + words[1];
}

}  // namespace

std::vector<ReferenceCase> reference_cases(std::string_view text) {
  std::vector<ReferenceCase> cases;
  while (!text.empty()) {
    if (!text.starts_with(seed_mark)) throw std::invalid_argument("answers begin with '=== seed '");
    const std::size_t next = std::min(text.find("\n=== seed "), text.size() - 1) + 1;
    const std::string_view block = text.substr(0, next);
    const std::size_t yaml = std::min(block.find('\n'), block.size() - 1) + 1;
    const std::size_t answers = block.find(answers_mark);
    if (answers == std::string_view::npos) throw std::invalid_argument("a scenario without answers");
    ReferenceCase one;
    one.seed = block.substr(seed_mark.size(), yaml - 1 - seed_mark.size());
    one.yaml = block.substr(yaml, answers - yaml);
    std::istringstream lines(std::string(block.substr(answers + answers_mark.size())));
    for (std::string line; std::getline(lines, line);) one.answers.push_back(line);
    cases.push_back(std::move(one));
    text.remove_prefix(next);
  }
  return cases;
}

std::size_t count_cases(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(seed_mark); at != std::string_view::npos; at = text.find(seed_mark, at + 1))
    ++count;
  return count;
}

std::vector<std::string> answers_of(const Scenario& scenario, const Results& results) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < results.sessions.size(); ++i) {
    const SessionResult& session = results.sessions[i];
    if (session.created == never) continue;
    lines.push_back(session_line(scenario.sessions[i], session, results.cost_of(session).total()));
  }
  for (std::size_t i = 0; i < results.jobs.size(); ++i) {
    const JobResult& job = results.jobs[i];
    if (job.submitted == never) continue;
    lines.push_back(job_line(scenario.jobs[i], job, results.cost_of(job).total()));
  }
  for (std::size_t i = 0; i < results.hosts.size(); ++i) {
    const HostResult& host = results.hosts[i];
    if (host.created == never) continue;
    lines.push_back(host_line(scenario.hosts[i], host, results.cost_of(host).total()));
  }
  lines.push_back(bill_line(results.totals));
  return lines;
}

std::vector<std::string> differences(const std::vector<std::string>& wanted,
                                     const std::vector<std::string>& found) {
  std::vector<std::string> all;
  const auto about = [](const std::vector<std::string>& lines, const std::string& subject) -> std::string {
    for (const std::string& line : lines) {
      if (subject_of(line) == subject) return line;
    }
    return "nothing";
  };
  for (const std::string& line : wanted) {
    const std::string other = about(found, subject_of(line));
    if (!same(line, other)) all.push_back("wanted '" + line + "', found '" + other + "'");
  }
  for (const std::string& line : found) {
    if (about(wanted, subject_of(line)) == "nothing") all.push_back("wanted nothing, found '" + line + "'");
  }
  return all;
}

}  // namespace outlive::self_test
