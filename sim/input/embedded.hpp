// Text files that are compiled into the library, so that one binary works wherever it is copied.
#pragma once

#include <string_view>

namespace outlive::embedded {

extern const std::string_view default_price_book;  ///< scenarios/prices/us-east-1.yaml

}  // namespace outlive::embedded
