#include "sim/output/teller.hpp"

#include "sim/output/summary.hpp"
#include "sim/output/words.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t fact_indent = 9;  // a word of seven letters and two blanks

std::string reason(const LifeEvent& event) {
  std::string why(event.cause == Cause::none ? std::string_view{} : name_of(event.cause));
  if (event.rule != Rule::none) why += (why.empty() ? "[" : " [") + std::string(id_of(event.rule)) + "]";
  return why;
}

}  // namespace

std::vector<std::string> Teller::life_lines(const std::vector<LifeEvent>& life,
                                            const std::vector<std::string>& who) const {
  text::Table table({{""}, {""}, {""}});
  for (std::size_t i = 0; i < life.size(); ++i) {
    table.add_row({dated(scenario_, life[i].at), shown(who[i], who_width), std::string(life[i].state)});
  }
  std::vector<std::string> lines;
  const std::string all = table.text();
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find('\n', at);
    lines.push_back(all.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// The reason stands on a line of its own where there is no room beside the state.
void Teller::event(const LifeEvent& event, const std::string& line) {
  const std::string why = reason(event);
  const bool fits = text::width_of(line) + 2 + text::width_of(why) <= ink_.width();
  text_ += line + (fits && !why.empty() ? "  " + why : "") + "\n";
  if (!fits) text_ += std::string(life_margin, ' ') + why + "\n";
  rule(event.rule);
}

void Teller::rule(Rule rule) {
  if (rule == Rule::none || !told_.insert(rule).second) return;
  const std::string sentence = std::string(life_margin, ' ') + std::string(text_of(rule).text);
  text_ += ink_.dim(wrap(sentence, ink_.width(), life_margin)) + "\n";
}

void Teller::fact(std::string_view heading, const std::string& text) {
  std::string padded = ink_.bold(heading);
  padded.append(fact_indent - heading.size(), ' ');
  text_ += padded + wrap(text, ink_.width() - fact_indent, fact_indent) + "\n";
}

std::string Teller::money(const Cells<Money>& cost, bool billed) const {
  if (!billed) return "nothing was billed";
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < bucket_count; ++i) {
    const Money money = cost.bucket(static_cast<Bucket>(i));
    if (money != Money{}) parts.push_back(std::string(name_of(static_cast<Bucket>(i))) + " " + cents(money));
  }
  std::string whole = cents(cost.total()) + " " + scenario_.prices.currency;
  if (!parts.empty()) whole += ": " + text::join(parts, ", ");
  return whole + "; " + cents(cost_while(cost, Attendance::background)) +
         " of it while the user was signed out";
}

std::string because(Cause cause, Rule rule) {
  if (cause == Cause::horizon) return {};
  std::string text = " (" + std::string(name_of(cause));
  if (rule != Rule::none) text += " [" + std::string(id_of(rule)) + "]";
  return text + ")";
}

}  // namespace outlive::output
