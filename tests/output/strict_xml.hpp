// Reads XML as strictly as a validating reader would, so far as JUnit's reports use it: elements, attributes, text and the
// five entities. Anything else is refused.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace outlive::testing {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::vector<Element> children;
  std::string text;  // all of it, without that of the children
};

class StrictXml {
 public:
  /// The root of a document. Throws std::runtime_error that says what is wrong.
  static Element read(std::string_view document) {
    StrictXml reader(document);
    reader.expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    Element root = reader.element();
    reader.expect("\n");
    if (!reader.rest_.empty()) fail("something follows the root");
    return root;
  }

 private:
  explicit StrictXml(std::string_view text) : rest_(text) {}

  [[noreturn]] static void fail(const std::string& what) { throw std::runtime_error(what); }

  bool skip(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  void expect(std::string_view token) {
    if (!skip(token)) fail("expected " + std::string(token) + " at " + std::string(rest_.substr(0, 30)));
  }

  std::string name() {
    std::size_t size = 0;
    while (size < rest_.size() && ((rest_[size] >= 'a' && rest_[size] <= 'z') || rest_[size] == '-')) ++size;
    if (size == 0) fail("expected a name at " + std::string(rest_.substr(0, 30)));
    std::string found(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return found;
  }

  /// Up to `end`, which stays; line feeds only where `lines` are allowed.
  std::string characters(char end, bool lines) {
    std::string text;
    while (!rest_.empty() && rest_.front() != end) {
      if (rest_.front() == '&') {
        text += entity();
        continue;
      }
      const char c = rest_.front();
      if (c == '<' || c == '>') fail("a bracket that is not written as an entity");
      if (static_cast<unsigned char>(c) < 0x20 && !(lines && c == '\n')) fail("a control character");
      if (rest_.starts_with("\xEF\xBF\xBE") || rest_.starts_with("\xEF\xBF\xBF")) fail("no character");
      text += c;
      rest_.remove_prefix(1);
    }
    if (rest_.empty()) fail("the document ends too soon");
    return text;
  }

  char entity() {
    for (const auto& [spelling, c] : std::map<std::string_view, char>{
             {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}) {
      if (skip(spelling)) return c;
    }
    fail("an unknown entity at " + std::string(rest_.substr(0, 10)));
  }

  Element element() {
    expect("<");
    Element made;
    made.name = name();
    while (skip(" ")) {
      const std::string key = name();
      expect("=\"");
      if (!made.attributes.emplace(key, characters('"', false)).second) fail(key + " is given twice");
      expect("\"");
    }
    if (skip("/>")) return made;
    expect(">");
    for (;;) {
      made.text += characters('<', true);
      if (rest_.starts_with("</")) break;
      made.children.push_back(element());
    }
    expect("</" + made.name + ">");
    return made;
  }

  std::string_view rest_;
};

}  // namespace outlive::testing
