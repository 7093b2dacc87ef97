// How a report is rendered: what it says is in text/document.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/report.hpp"
#include "sim/output/json.hpp"
#include "sim/text/document.hpp"

namespace outlive::output {

using text::all_rows;
using text::Document;
using text::no_column;
using text::Profile;
using text::Section;

/// One screen, no line wider than the style says where that can be helped.
std::string document_text(const Document& document, const TextStyle& style);

/// Fit for a comment on a change.
std::string document_markdown(const Document& document);

/// Every key of it, to be read back by input/saved_document.hpp.
Json document_json(const Document& document);

/// Columns and rows alone, as text.
std::string table_text(const Section& section);

/// At most so many stretches, each as high as the highest that fell into it.
std::vector<double> squeezed(const std::vector<double>& shares, std::size_t most);

/// Whether its title stands over the first column of its table.
bool is_titled_by_column(const Section& section);

/// In signs of ASCII, as far as reports have others: `±` becomes `+-`.
std::string ascii_of(std::string_view text);

}  // namespace outlive::output
