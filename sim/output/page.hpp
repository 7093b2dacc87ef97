// A report as one page for browsers: the page that tools/page has built, with the words and the data of one report put in.
//
// Title, headline, warnings and all tables are written here as plain HTML, so that they can be read without JavaScript, by
// screen readers and on paper. Scripts add the charts; they read the data, which lie in the page as JSON.
#pragma once

#include <string>
#include <string_view>

namespace outlive::output {

/// The page of a report. `report_json` is an object with `schema_version` 1 and `kind` ("run", "sweep" or "recommendation");
/// the header of the page takes `title`, `headline`, `warnings` and `footer`, its tables come from `sections`: each with `id`
/// (lower-case letters, digits, `-` and `_`), `title`, `sentences`, `columns` (`title`, `align`), `rows` of texts, `items`,
/// `hidden` (how many rows were left out) and `more_in` (the file that has them): what document_json writes. Whatever is
/// absent is left out. What else charts read is described in sim/output/page/README.md.
///
/// The page loads nothing: its content-security policy allows no more than its own script and style sheet, by hash. Texts may
/// hold anything; they become text. The size is that of the template (0.7 MB), of the tables and of `report_json`.
/// Throws std::invalid_argument if `report_json` is no such object: that is a fault of the caller.
std::string report_page(std::string_view report_json);

}  // namespace outlive::output
