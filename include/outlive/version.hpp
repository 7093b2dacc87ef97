// Which build of Outlive this is.
//
// The version belongs to a result; the other facts describe the execution that made it and never enter a fingerprint:
// the same scenario and seed give the same bytes from any compiler and build type.
#pragma once

#include <span>
#include <string_view>

namespace outlive {

/// A library that Outlive was built with.
struct LibraryFacts {
  std::string_view name;     ///< as CMake finds it, such as "yaml-cpp"
  std::string_view version;  ///< such as "0.7.0"
};

struct BuildFacts {
  std::string_view version;                 ///< of the project, such as "0.1.0"
  std::string_view compiler;                ///< name and version, such as "GNU 12.2.0"
  std::string_view build_type;              ///< CMake's word, such as "Release"
  std::string_view commit;                  ///< when the build was configured; "unknown" outside a checkout
  std::string_view flags;                   ///< what the compiler was told besides the project's own options
  std::span<const LibraryFacts> libraries;  ///< by name
};

BuildFacts build_facts();

}  // namespace outlive
