#include "sim/output/page.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/output/json.hpp"
#include "sim/output/svg.hpp"

namespace outlive::embedded {

extern const std::string_view report_page;  // sim/output/page/dist/page.html

}  // namespace outlive::embedded

namespace outlive::output {
namespace {

/// The same JSON without a character that an HTML parser takes notice of, or that ends a line for JavaScript only. All of
/// them can only stand inside strings, where JSON lets every character be written as an escape.
std::string as_data_block(std::string_view json) {
  std::string data;
  data.reserve(json.size() + json.size() / 64);
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string_view rest = json.substr(i);
    if (json[i] == '<')
      data += "\\u003c";
    else if (json[i] == '>')
      data += "\\u003e";
    else if (json[i] == '&')
      data += "\\u0026";
    else if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) {
      data += rest.starts_with("\u2028") ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      data += json[i];
    }
  }
  return data;
}

/// The text under a key; empty if there is none.
std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The array under a key; empty if there is none.
const Json& list_of(const Json& object, const char* key) {
  static const Json none = Json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : none;
}

/// All texts of an array under a key, each in an element of its own.
std::string elements(const Json& object, const char* key, const std::string& begin, const std::string& end) {
  std::string html;
  for (const Json& each : list_of(object, key))
    if (each.is_string()) html += begin + escape_xml(each.get<std::string>()) + end + "\n";
  return html;
}

/// An id may go into the page as it is.
void require_id(std::string_view id) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  if (id.empty() || id.find_first_not_of(allowed) != std::string_view::npos)
    throw std::invalid_argument("report_page: a section needs an id of lower-case letters, digits, - and _");
}

std::string cell(std::string_view tag, const Json& columns, std::size_t column, const Json& text) {
  const bool right = column < columns.size() && text_of(columns[column], "align") == "right";
  std::string html = "<" + std::string(tag);
  if (tag == "th") html += " scope=\"col\"";
  if (right) html += " class=\"right\"";
  return html + ">" + escape_xml(text.is_string() ? text.get<std::string>() : text.dump()) + "</" +
         std::string(tag) + ">";
}

std::string table(const Json& section) {
  const Json& columns = list_of(section, "columns");
  std::string html = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                     escape_xml(text_of(section, "title")) + "\"><table>\n<thead><tr>";
  for (std::size_t i = 0; i < columns.size(); ++i)
    html += cell("th", columns, i, text_of(columns[i], "title"));
  html += "</tr></thead>\n<tbody>\n";
  for (const Json& row : list_of(section, "rows")) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) html += cell("td", columns, i, row[i]);
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::string section_html(const Json& section) {
  const std::string id = text_of(section, "id");
  require_id(id);
  const std::string title = text_of(section, "title");
  // A section without a title goes on with the one before.
  std::string html = title.empty() ? "<section>\n"
                                   : "<section id=\"section-" + id + "\" aria-labelledby=\"title-" + id +
                                         "\">\n<h2 id=\"title-" + id + "\">" + escape_xml(title) + "</h2>\n";
  html += elements(section, "sentences", "<p class=\"note\">", "</p>");
  if (!list_of(section, "rows").empty()) html += table(section);
  const std::int64_t hidden = section.value("hidden", std::int64_t{0});
  if (hidden > 0) {
    const std::string place = text_of(section, "more_in");
    html += "<p class=\"more\">" + std::to_string(hidden) + " more" +
            (place.empty() ? "" : ": <code>" + escape_xml(place) + "</code>") + "</p>\n";
  }
  return html + elements(section, "items", "<p class=\"note\">", "</p>") + "</section>\n";
}

std::string body(const Json& report) {
  std::string html =
      "<header>\n<div class=\"bar-top\"><h1>" + escape_xml(text_of(report, "title")) + "</h1></div>\n";
  html += elements(report, "headline", "<p class=\"headline\">", "</p>");
  const std::string warnings = elements(report, "warnings", "<li>", "</li>");
  if (!warnings.empty()) html += "<ul class=\"warnings\">\n" + warnings + "</ul>\n";
  html +=
      "<noscript><p class=\"note\">The charts need JavaScript; the tables do "
      "not.</p></noscript>\n</header>\n<main>\n";
  for (const Json& section : list_of(report, "sections")) html += section_html(section);
  html += "</main>\n<footer>\n" + elements(report, "footer", "<span>", "</span>") + "</footer>";
  return html;
}

Json parsed(std::string_view report_json) {
  Json report = Json::parse(report_json, nullptr, false);
  if (!report.is_object() || report.value("schema_version", 0) != 1)
    throw std::invalid_argument("report_page: not a report of schema_version 1");
  return report;
}

}  // namespace

std::string report_page(std::string_view report_json) {
  const Json report = parsed(report_json);
  std::string page;
  std::string_view rest = embedded::report_page;
  // The template is cut at its marks, in their order, so that nothing that is put in is ever searched.
  const auto put = [&](std::string_view mark, const std::string& text) {
    const std::size_t at = rest.find(mark);
    if (at == std::string_view::npos) throw std::logic_error("the page has lost its " + std::string(mark));
    page.append(rest.substr(0, at)).append(text);
    rest.remove_prefix(at + mark.size());
  };
  put("@@TITLE@@", escape_xml(text_of(report, "title")));
  put("@@BODY@@", body(report));
  put("@@DATA@@", as_data_block(report_json));
  return page.append(rest);
}

}  // namespace outlive::output
