# embed_text(TARGET FILE NAME): compiles FILE (relative to the source root) into TARGET as
#
#   namespace outlive::embedded { extern const std::string_view NAME; }
#
# The text is ready before any constructor runs, and is compiled again only when the file changes.
# This file is also the script that writes the source: cmake -DTEXT=.. -DNAME=.. -DSOURCE=.. -P EmbedText.cmake

if(CMAKE_SCRIPT_MODE_FILE)
  file(READ "${TEXT}" text)
  if(text MATCHES "\\)outlive\"")
    message(FATAL_ERROR "${TEXT} holds the end of its own raw string literal")
  endif()
  file(WRITE "${SOURCE}" "// Generated from a text file by EmbedText.cmake.
#include <string_view>

namespace outlive::embedded {

using namespace std::string_view_literals;

extern const std::string_view ${NAME};
constinit const std::string_view ${NAME} = R\"outlive(${text})outlive\"sv;

}  // namespace outlive::embedded
")
  return()
endif()

set(EMBED_TEXT_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(embed_text target file name)
  set(text "${PROJECT_SOURCE_DIR}/${file}")
  set(source "${PROJECT_BINARY_DIR}/generated/${name}.cpp")
  add_custom_command(
    OUTPUT "${source}"
    COMMAND "${CMAKE_COMMAND}" "-DTEXT=${text}" "-DNAME=${name}" "-DSOURCE=${source}" -P "${EMBED_TEXT_SCRIPT}"
    DEPENDS "${text}" "${EMBED_TEXT_SCRIPT}"
    COMMENT "Embedding ${file} as ${name}"
    VERBATIM)
  set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(${target} PRIVATE "${source}")
endfunction()
