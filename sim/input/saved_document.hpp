// Reads back the report of a results folder, `report.json`, so that it can be rendered again without simulating.
#pragma once

#include <optional>
#include <string>

#include "outlive/diagnostic.hpp"
#include "sim/input/source.hpp"
#include "sim/text/document.hpp"

namespace outlive::input {

struct SavedDocument {
  std::optional<text::Document> document;  // set if there was no error
  std::string json;                        // the file as it is: what the page needs
  Diagnostics diagnostics;
  bool unreadable = false;  // the file could not be read at all
};

SavedDocument read_saved_document(const std::string& path);

}  // namespace outlive::input
