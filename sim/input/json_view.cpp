#include "sim/input/json_view.hpp"

#include <algorithm>
#include <iterator>

namespace outlive::input {
namespace {

constexpr std::size_t most_told = 20;

/// Keys and indices from the root to a value.
using Path = std::vector<std::string>;

bool find_path(const Json& from, const Json* wanted, Path& path) {
  if (&from == wanted) return true;
  if (!from.is_structured()) return false;
  std::size_t index = 0;
  for (auto each = from.begin(); each != from.end(); ++each, ++index) {
    path.push_back(from.is_object() ? each.key() : std::to_string(index));
    if (find_path(*each, wanted, path)) return true;
    path.pop_back();
  }
  return false;
}

std::string dotted(const Path& path) {
  std::string text;
  for (const std::string& step : path) text += (text.empty() ? "" : ".") + step;
  return text;
}

/// Walks a text while the parser does, so that the parser can be asked how far it is.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  [[maybe_unused]] friend bool operator==(const Cursor& a, const Cursor& b) { return a.at_ == b.at_; }
  friend bool operator!=(const Cursor& a, const Cursor& b) { return a.at_ != b.at_; }

 private:
  const char* at_;
  const char** reached_;
};

/// Parses until it meets the value at a path, and remembers where that begins.
class PlaceFinder : public nlohmann::json_sax<Json> {
 public:
  PlaceFinder(std::string_view text, const Path& wanted)
      : text_(text), wanted_(wanted), reached_(text.data()) {}

  /// The offset of the value; of the whole document if there is none.
  std::size_t offset() {
    const char* const end = text_.data() + text_.size();
    Json::sax_parse(Cursor(text_.data(), &reached_), Cursor(end, &reached_), this);
    return found_;
  }

  bool null() override { return value(); }
  bool boolean(bool /*value*/) override { return value(); }
  bool number_integer(number_integer_t /*value*/) override { return value(); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return value(); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return value(); }
  bool string(string_t& /*value*/) override { return value(); }
  bool binary(binary_t& /*value*/) override { return value(); }
  bool start_object(std::size_t /*size*/) override { return open(false); }
  bool start_array(std::size_t /*size*/) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    levels_.back().step = name;
    return moved();
  }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return false;
  }

 private:
  struct Level {
    bool is_array = false;
    std::size_t next = 0;
    std::string step;
  };

  /// A value has been read, or its first bracket. False if it is the one that was wanted.
  bool arrived() {
    if (!levels_.empty() && levels_.back().is_array)
      levels_.back().step = std::to_string(levels_.back().next++);
    const bool here =
        std::equal(levels_.begin(), levels_.end(), wanted_.begin(), wanted_.end(),
                   [](const Level& level, const std::string& step) { return level.step == step; });
    if (here) found_ = std::min(text_.find_first_not_of(" \t\r\n,:", before_), text_.size());
    return !here;
  }
  bool value() { return arrived() && moved(); }
  bool open(bool is_array) {
    const bool goes_on = value();
    levels_.push_back({is_array, 0, {}});
    return goes_on;
  }
  bool close() {
    levels_.pop_back();
    return moved();
  }
  // Behind a number the parser has read one byte more, which no value begins with.
  bool moved() {
    before_ = static_cast<std::size_t>(reached_ - text_.data());
    return true;
  }

  std::string_view text_;
  const Path& wanted_;
  const char* reached_;
  std::vector<Level> levels_;
  std::size_t before_ = 0;  // the end of what was read last
  std::size_t found_ = 0;
};

/// The reason alone: `unexpected ']'; expected string literal`, without the library's numbering, position and excerpt.
std::string reason_of(const nlohmann::json::exception& error) {
  std::string reason = error.what();
  for (const std::string_view lead : {"] ", ": ", " - "}) {
    if (const std::size_t at = reason.find(lead); at != std::string::npos) reason.erase(0, at + lead.size());
  }
  const std::size_t excerpt = reason.find("; last read: ");
  if (excerpt == std::string::npos) return reason;
  const std::size_t expected = reason.rfind("; expected ");
  return reason.substr(0, excerpt) + (expected == std::string::npos ? "" : reason.substr(expected));
}

}  // namespace

bool JsonView::needs(bool is_so, std::string_view what) const {
  if (value_ == nullptr) return false;
  if (!is_so) refuse("needs " + std::string(what));
  return is_so;
}

JsonView JsonView::operator[](std::string_view key) const {
  if (!needs(value_ != nullptr && value_->is_object(), "an object")) return of(nullptr);
  const auto found = value_->find(std::string(key));
  if (found != value_->end()) return of(&*found);
  refuse("has no '" + std::string(key) + "'");
  return of(nullptr);
}

std::optional<JsonView> JsonView::find(std::string_view key) const {
  if (value_ == nullptr || !value_->is_object()) return std::nullopt;
  const auto found = value_->find(std::string(key));
  return found == value_->end() ? std::nullopt : std::optional(of(&*found));
}

std::vector<std::pair<std::string_view, JsonView>> JsonView::members() const {
  std::vector<std::pair<std::string_view, JsonView>> all;
  if (!needs(value_ != nullptr && value_->is_object(), "an object")) return all;
  all.reserve(value_->size());
  for (auto each = value_->begin(); each != value_->end(); ++each) all.emplace_back(each.key(), of(&*each));
  return all;
}

std::vector<JsonView> JsonView::elements() const {
  std::vector<JsonView> all;
  if (!needs(value_ != nullptr && value_->is_array(), "a list")) return all;
  all.reserve(value_->size());
  for (const Json& each : *value_) all.push_back(of(&each));
  return all;
}

std::optional<std::string> JsonView::text() const {
  if (!needs(value_ != nullptr && value_->is_string(), "a text")) return std::nullopt;
  return value_->get<std::string>();
}

std::optional<std::uint64_t> JsonView::count() const {
  if (!needs(value_ != nullptr && value_->is_number_unsigned(), "a whole number that is not negative")) {
    return std::nullopt;
  }
  return value_->get<std::uint64_t>();
}

std::optional<std::int64_t> JsonView::integer() const {
  if (!needs(value_ != nullptr && value_->is_number_integer(), "a whole number")) return std::nullopt;
  return value_->get<std::int64_t>();
}

std::optional<double> JsonView::number() const {
  if (!needs(value_ != nullptr && value_->is_number(), "a number")) return std::nullopt;
  return value_->get<double>();
}

std::optional<bool> JsonView::flag() const {
  if (!needs(value_ != nullptr && value_->is_boolean(), "true or false")) return std::nullopt;
  return value_->get<bool>();
}

void JsonView::refuse(std::string why) const {
  if (value_ != nullptr) problems_->push_back({value_, std::move(why)});
}

bool is_of_version(const JsonView& root, std::uint64_t version) {
  const JsonView found = root["schema_version"];
  const auto number = found.count();
  if (number && *number != version) {
    found.refuse("is " + std::to_string(*number) + ", and this version reads " + std::to_string(version) +
                 ": run the scenario again");
  }
  return number == version;
}

std::optional<Json> parse_json(const Source& source, Diagnostics& problems) {
  try {
    return Json::parse(source.text);
  } catch (const nlohmann::json::parse_error& error) {
    // Counted from 1, and the last byte that was read is the one that was not understood.
    const std::size_t offset = std::min(error.byte == 0 ? 0 : error.byte - 1, source.text.size());
    problems.error(place_of(source.path, source.text, offset), "no JSON: " + reason_of(error));
  } catch (const nlohmann::json::exception& error) {
    problems.error({source.path, 0, 0}, "no JSON: " + reason_of(error));  // a number beyond all bounds
  }
  return std::nullopt;
}

void tell_problems(const Source& source, const Json& document, const std::vector<JsonProblem>& found,
                   Diagnostics& problems) {
  for (std::size_t i = 0; i < std::min(found.size(), most_told); ++i) {
    Path path;
    find_path(document, found[i].where, path);
    const Place place = place_of(source.path, source.text, PlaceFinder(source.text, path).offset());
    problems.error(place, path.empty() ? found[i].message : dotted(path) + ": " + found[i].message);
  }
  if (found.size() > most_told) {
    problems.error({source.path, 0, 0}, "and " + std::to_string(found.size() - most_told) + " more");
  }
}

}  // namespace outlive::input
