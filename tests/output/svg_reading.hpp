// Reads drawings back, strictly: what is not well-formed XML of the plain kind that the pen writes is a problem.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "sim/output/svg.hpp"
#include "tests/output/golden.hpp"

namespace outlive::testing {

struct SvgElement {
  std::string name{};
  std::map<std::string, std::string> attributes{};
  std::string text{};   // directly in it
  std::string title{};  // of its child of that name

  [[nodiscard]] bool is(std::string_view wanted) const {
    const auto found = attributes.find("class");
    return found != attributes.end() &&
           (" " + found->second + " ").find(" " + std::string(wanted) + " ") != std::string::npos;
  }
  [[nodiscard]] double number(const std::string& attribute) const {
    return std::strtod(attributes.at(attribute).c_str(), nullptr);
  }
};

class SvgReader {
 public:
  explicit SvgReader(std::string_view text) : rest_(text) {
    while (problem_.empty() && !rest_.empty()) step();
    if (problem_.empty() && !open_.empty()) problem_ = "not closed: " + elements_[open_.back()].name;
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] const std::vector<SvgElement>& elements() const { return elements_; }

  /// The elements that carry the class.
  [[nodiscard]] std::vector<SvgElement> of_class(std::string_view name) const {
    std::vector<SvgElement> found;
    for (const SvgElement& element : elements_) {
      if (element.is(name)) found.push_back(element);
    }
    return found;
  }

  /// The first of them; one without anything where there is none.
  [[nodiscard]] SvgElement first(std::string_view name) const {
    const auto found = of_class(name);
    return found.empty() ? SvgElement{} : found.front();
  }

 private:
  void step() {
    if (rest_.front() != '<') return read_text();
    if (rest_.starts_with("</")) return read_end();
    read_start();
  }

  void read_text() {
    const std::string text = unescape(take_until("<"));
    if (!open_.empty()) {
      elements_[open_.back()].text += text;
      if (elements_[open_.back()].name == "title" && open_.size() > 1)
        elements_[open_[open_.size() - 2]].title += text;
    } else if (text.find_first_not_of('\n') != std::string::npos) {
      problem_ = "text outside: " + text;
    }
  }

  void read_end() {
    rest_.remove_prefix(2);
    const std::string name(take_until(">"));
    rest_.remove_prefix(1);
    if (open_.empty() || elements_[open_.back()].name != name) {
      problem_ = "</" + name + "> closes nothing";
    } else {
      open_.pop_back();
    }
  }

  void read_start() {
    rest_.remove_prefix(1);
    SvgElement element{.name = std::string(take_while_name())};
    if (element.name.empty() || (open_.empty() && !elements_.empty()))
      return fail("no element may begin here");
    while (rest_.starts_with(' ')) {
      rest_.remove_prefix(1);
      const std::string name(take_while_name());
      if (name.empty() || !rest_.starts_with("=\"")) return fail("no attribute");
      rest_.remove_prefix(2);
      const std::string value = unescape(take_until("\""));
      if (!element.attributes.emplace(name, value).second) return fail("twice: " + name);
      if (rest_.empty()) return fail("no quote");
      rest_.remove_prefix(1);
    }
    const bool empty = rest_.starts_with("/>");
    if (!empty && !rest_.starts_with(">")) return fail("no end of <" + element.name);
    rest_.remove_prefix(empty ? 2 : 1);
    if (!empty) open_.push_back(elements_.size());
    elements_.push_back(std::move(element));
  }

  std::string_view take_until(std::string_view end) {
    const std::string_view taken = rest_.substr(0, rest_.find(end));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view take_while_name() {
    std::size_t size = 0;
    while (size < rest_.size() && std::string_view(" =<>\"/&").find(rest_[size]) == std::string_view::npos)
      ++size;
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string unescape(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (text[at] == '<' || (byte < 0x20 && byte != '\n')) fail("a character that may not stand here");
      if (text[at] != '&') {
        plain += text[at];
        continue;
      }
      const std::size_t end = text.find(';', at);
      const std::string_view name = text.substr(at, end == std::string_view::npos ? end : end - at + 1);
      const std::map<std::string_view, char> entities{
          {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
      const auto entity = entities.find(name);
      if (entity == entities.end()) {
        fail("no entity: " + std::string(name));
        return plain;
      }
      plain += entity->second;
      at = end;
    }
    return plain;
  }

  void fail(const std::string& problem) {
    if (problem_.empty()) problem_ = problem;
    rest_ = {};
  }

  std::string_view rest_;
  std::vector<SvgElement> elements_;
  std::vector<std::size_t> open_;
  std::string problem_;
};

/// Where an upright text is at most.
inline output::Box box_of(const SvgElement& text) {
  output::Lettering lettering;
  const auto anchor = text.attributes.find("text-anchor");
  if (anchor != text.attributes.end()) {
    lettering.anchor = anchor->second == "middle" ? output::Anchor::middle : output::Anchor::end;
  }
  if (text.attributes.contains("font-size")) lettering.size = text.number("font-size");
  return output::box_of_text({text.number("x"), text.number("y")}, text.text, lettering);
}

inline std::vector<SvgElement> upright_texts(const SvgReader& drawing, std::string_view with_class) {
  std::vector<SvgElement> texts;
  for (const SvgElement& element : drawing.of_class(with_class)) {
    if (element.name == "text" && !element.attributes.contains("transform")) texts.push_back(element);
  }
  return texts;
}

/// That no two texts of a class overlap.
inline void check_apart(const SvgReader& drawing, std::string_view with_class) {
  const auto texts = upright_texts(drawing, with_class);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      CHECK_MESSAGE(!output::overlap(box_of(texts[i]), box_of(texts[j])), texts[i].text, " on ",
                    texts[j].text);
    }
  }
}

/// What every drawing must hold to: well-formed, complete in itself, its texts on the page, its ticks apart.
inline SvgReader check_drawing(const std::string& svg) {
  const SvgReader drawing(svg);
  CHECK_MESSAGE(drawing.problem().empty(), drawing.problem());
  for (const SvgElement& element : drawing.elements()) {
    CHECK(element.name != "script");
    for (const auto& [name, value] : element.attributes) {
      CHECK_MESSAGE((name != "href" && name != "style" && name != "id" && !name.starts_with("on")), name);
      CHECK_MESSAGE(value.find("nan") == std::string::npos, name, " is ", value);
    }
    if (element.name != "text" || element.attributes.contains("transform")) continue;
    const output::Box box = box_of(element);
    CHECK_MESSAGE((box.left >= 0 && box.right() <= output::page_width), element.text, " leaves the page");
    CHECK_MESSAGE((box.top >= 0 && box.bottom() <= output::page_height), element.text, " leaves the page");
  }
  CHECK(svg.find("url(") == std::string::npos);
  CHECK(svg.find("@import") == std::string::npos);
  check_apart(drawing, "tick");
  return drawing;
}

inline SvgReader check_chart(const std::string& golden_name, const std::string& svg) {
  check_golden(golden_name, svg);
  return check_drawing(svg);
}

}  // namespace outlive::testing
