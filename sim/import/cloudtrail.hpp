// CloudTrail logs: who signed in, started and stopped what, and what administrators changed.
#pragma once

#include <memory>

#include "outlive/diagnostic.hpp"
#include "sim/import/estate_draft.hpp"
#include "sim/input/source.hpp"

namespace outlive::import {

/// Adds what a log tells to the draft. Several files are one log: read them all, then `add_events`.
///
/// Records are those of CloudTrail's own files (userIdentity, eventTime, eventSource, eventName, requestParameters ...; AWS CloudTrail
/// User Guide, "CloudTrail record contents"), in any order. Events of which the documentation tells nothing are taken as
/// Outlive itself writes them, with or without the ending `.x-sim` of their source. What AWS refused started nothing and is skipped.
class CloudTrailLog {
 public:
  explicit CloudTrailLog(EstateDraft& draft);
  ~CloudTrailLog();
  CloudTrailLog(const CloudTrailLog&) = delete;
  CloudTrailLog& operator=(const CloudTrailLog&) = delete;

  void read(const input::Source& source, Diagnostics& problems);
  /// Puts all that was read into the draft, in the order of time.
  void add_events();

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace outlive::import
