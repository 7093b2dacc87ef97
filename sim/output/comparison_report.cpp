#include "sim/output/comparison_report.hpp"

#include <algorithm>

#include "sim/output/comparison_words.hpp"
#include "sim/output/document.hpp"
#include "sim/output/ink.hpp"
#include "sim/output/markdown.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/output/words.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_jobs = 20;     // named one by one
constexpr std::size_t most_changes = 12;  // kinds of changes, where there are more jobs
constexpr std::size_t most_responses = 30;
constexpr std::size_t most_circumstances = 100;  // single accounts may have very many
constexpr std::size_t title_width = 300;
constexpr std::size_t response_width = 52;
constexpr std::size_t name_width = 40;

/// Up to `most` names, with commas between.
std::string listed(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    text += (i == 0 ? "" : ", ") + shown(names[i], name_width);
  }
  if (names.size() > most) text += " and " + grouped(names.size() - most) + " more";
  return text;
}

std::string more(std::size_t all, std::size_t shown_ones) {
  return all <= shown_ones ? "" : "and " + grouped(all - shown_ones) + " more: --format json";
}

class ComparisonText {
 public:
  ComparisonText(const ComparedRuns& runs, const TextStyle& style) : runs_(runs), ink_(style) {}

  std::string whole() {
    if (runs_.planned) text_ += ink_.bold(incomplete_line(runs_)) + "\n";
    for (const std::string& line : side_lines(runs_)) add_line(line);
    add_line(basis_line(runs_));
    add_circumstances();
    add_differences("Cost in " + runs_.a.currency, cost_differences(runs_));
    add_differences("Other responses", other_differences(runs_));
    for (const std::string& line : remarks(runs_)) add_line("  " + line, 4);
    add_jobs();
    add_gates();
    text_ += "\n" + ink_.bold(wrap(closing(runs_), ink_.width())) + "\n";
    return ink_.unicode() ? std::move(text_) : ascii_of(text_);
  }

 private:
  void add_line(const std::string& line, std::size_t indent = 3) {
    text_ += wrap(shown(line, title_width), ink_.width(), indent) + "\n";
  }
  void add_title(const std::string& title) { text_ += "\n" + ink_.bold(title) + "\n"; }
  void add_hidden(std::size_t all, std::size_t shown_ones) {
    const std::string hidden = more(all, shown_ones);
    if (!hidden.empty()) text_ += "  " + hidden + "\n";
  }

  void add_circumstances() {
    const auto rows = circumstances(runs_);
    if (rows.empty()) return;
    add_title("What is set differently");
    const std::size_t count = std::min(rows.size(), most_circumstances);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(rows[i].front());
    names = shown_apart(std::move(names), response_width);
    text::Table table({{""}, {"A"}, {"B"}});
    for (std::size_t i = 0; i < count; ++i) table.add_row({"  " + names[i], rows[i][1], rows[i][2]});
    text_ += table.text();
    add_hidden(rows.size(), count);
  }

  void add_differences(const std::string& title, const std::vector<const Difference*>& all) {
    if (all.empty()) return;
    add_title(title);
    const std::string lines = difference_table(all, true).text();
    text_ += text::widest_line(lines) <= ink_.width() ? lines : difference_table(all, false).text();
    add_hidden(all.size(), most_responses);
  }

  // Where there is no room for both sides the difference alone is told.
  text::Table difference_table(const std::vector<const Difference*>& all, bool with_sides) const {
    using text::Align;
    std::vector<text::Column> columns{{""}};
    if (with_sides) columns.insert(columns.end(), {{"A", Align::right}, {"B", Align::right}});
    columns.insert(columns.end(), {{"B - A", Align::right}, {"of A", Align::right}, {""}});
    text::Table table(std::move(columns));
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(all.size(), most_responses); ++i)
      names.push_back(short_name(all[i]->response));
    names = shown_apart(std::move(names), response_width);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto [name, a, b, change, relative, mark] = cells_of(runs_, *all[i]);
      std::vector<std::string> cells{"  " + names[i]};
      if (with_sides) cells.insert(cells.end(), {a, b});
      cells.insert(cells.end(), {change, relative, mark});
      table.add_row(std::move(cells));
    }
    return table;
  }

  void add_jobs() {
    const RunComparison& found = runs_.found;
    if (!found.fates.empty()) {
      add_title("Jobs that end differently: " + grouped(found.fates.size()) + " of " +
                grouped(found.jobs_in_both));
      if (found.fates.size() <= most_jobs) {
        add_names();
      } else {
        add_counts();
      }
    }
    const auto add_only = [&](const std::vector<std::string>& names, const char* side) {
      if (names.empty()) return;
      add_title("Jobs only in " + std::string(side) + ": " + grouped(names.size()));
      add_line("  " + listed(names, most_jobs), 2);
    };
    add_only(found.only_in_a, "A");
    add_only(found.only_in_b, "B");
  }

  void add_names() {
    for (const FateChange& each : runs_.found.fates) {
      const std::string a = fate_text(each.a, each.b);
      const std::string b = fate_text(each.b, each.a);
      const std::string name = "  " + shown(each.job, name_width);
      const std::string line = name + ": " + a + " → " + b;
      text_ += text::widest_line(line) <= ink_.width() ? line + "\n"
                                                       : name + "\n    A  " + a + "\n    B  " + b + "\n";
    }
  }

  void add_counts() {
    const auto& all = runs_.found.fate_changes;
    text::Table table({{"", text::Align::right}, {""}});
    for (std::size_t i = 0; i < std::min(all.size(), most_changes); ++i) {
      const FateChangeCount& each = all[i];
      table.add_row({grouped(each.jobs), fate_text(each.outcome_a, each.cause_a) + " " +
                                             std::string(ink_.arrow()) + " " +
                                             fate_text(each.outcome_b, each.cause_b)});
    }
    text_ += table.text(2);
    add_hidden(all.size(), most_changes);
  }

  void add_gates() {
    if (runs_.gates.empty()) return;
    add_title("Must not come true");
    std::size_t widest = 0;
    for (const JudgedGate& gate : runs_.gates) widest = std::max(widest, gate_line(runs_, gate).mark.size());
    for (const JudgedGate& gate : runs_.gates) {
      const GateLine line = gate_line(runs_, gate);
      const std::string mark =
          gate.verdict.came_true == Answer::no ? ink_.good(line.mark) : ink_.bad(line.mark);
      text_ += "  " + mark + std::string(widest - line.mark.size() + 2, ' ') + shown(line.text, title_width) +
               "\n";
    }
  }

  const ComparedRuns& runs_;
  const Ink ink_;
  std::string text_;
};

void add_difference_rows(std::string& text, const ComparedRuns& runs, const std::string& title,
                         const std::vector<const Difference*>& all) {
  using namespace markdown;
  if (all.empty()) return;
  text += "\n| " + plain(title) + " | A | B | B - A | of A | |\n|---|---:|---:|---:|---:|---|\n";
  for (const Difference* each : all) {
    const auto [name, a, b, change, relative, mark] = cells_of(runs, *each);
    add_row(text, {code(name), a, b, change, relative, plain(mark)});
  }
}

void add_job_rows(std::string& text, const RunComparison& found) {
  using namespace markdown;
  if (!found.fates.empty() && found.fates.size() <= most_jobs) {
    text += "\n| job | in A | in B |\n|---|---|---|\n";
    for (const FateChange& each : found.fates) {
      add_row(text, {plain(each.job), plain(fate_text(each.a, each.b), title_width),
                     plain(fate_text(each.b, each.a), title_width)});
    }
  } else if (!found.fates.empty()) {
    text += "\n| jobs | in A | in B |\n|---:|---|---|\n";
    for (const FateChangeCount& each : found.fate_changes) {
      add_row(text, {grouped(each.jobs), plain(fate_text(each.outcome_a, each.cause_a), title_width),
                     plain(fate_text(each.outcome_b, each.cause_b), title_width)});
    }
  }
  const auto add_only = [&](const std::vector<std::string>& names, const char* side) {
    if (!names.empty()) {
      text += "\nOnly in " + std::string(side) + ": " + plain(listed(names, most_jobs), 2000) + "\n";
    }
  };
  add_only(found.only_in_a, "A");
  add_only(found.only_in_b, "B");
}

}  // namespace

std::string comparison_text(const ComparedRuns& runs, const TextStyle& style) {
  return ComparisonText(runs, style).whole();
}

std::string comparison_markdown(const ComparedRuns& runs) {
  using namespace markdown;
  std::string text = "### " + plain(closing(runs), title_width) + "\n\n";
  if (runs.planned) text += "**" + plain(incomplete_line(runs), title_width) + "**\n\n";
  for (const std::string& line : side_lines(runs)) text += "- " + plain(line, title_width) + "\n";
  text += "\n" + plain(basis_line(runs), title_width) + "\n";
  const auto rows = circumstances(runs);
  if (!rows.empty()) text += "\n| set differently | A | B |\n|---|---|---|\n";
  for (const auto& [name, a, b] : rows) add_row(text, {code(name), code(a), code(b)});
  add_difference_rows(text, runs, "cost in " + runs.a.currency, cost_differences(runs));
  add_difference_rows(text, runs, "other responses", other_differences(runs));
  for (const std::string& line : remarks(runs)) text += "\n" + plain(line, title_width) + "\n";
  add_job_rows(text, runs.found);
  if (!runs.gates.empty()) text += "\n| must not come true | |\n|---|---|\n";
  for (const JudgedGate& gate : runs.gates) {
    const GateLine line = gate_line(runs, gate);
    add_row(text, {line.mark, plain(line.text, title_width)});
  }
  return text;
}

}  // namespace outlive::output
