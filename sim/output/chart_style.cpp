#include "sim/output/chart_style.hpp"

#include <array>
#include <string_view>

namespace outlive::output {

namespace {

struct Colour {
  std::string_view selector;
  std::string_view property;
  std::string_view light;
  std::string_view dark;
};

// Text has a contrast of at least 4.5 to 1 with its page, and a series of 3 to 1. Series differ in lightness as well as
// in hue, after Okabe and Ito's "Color Universal Design" (2008); dashes and marks say it once more.
constexpr std::array<Colour, 24> colours{{
    {".paper", "fill", "#ffffff", "#0d1117"},   {".ink", "fill", "#1f2328", "#e6edf3"},
    {".quiet", "fill", "#57606a", "#9aa4ae"},   {".grid", "stroke", "#e3e7eb", "#262c34"},
    {".axis", "stroke", "#8c959f", "#6e7681"},  {".marked", "stroke", "#1f2328", "#e6edf3"},
    {".broken", "fill", "#cf222e", "#ff7b72"},  {".limit", "stroke", "#cf222e", "#ff7b72"},
    {".warning", "fill", "#cf222e", "#ff7b72"}, {".halo", "stroke", "#ffffff", "#0d1117"},
    {".mark", "stroke", "#ffffff", "#0d1117"},  {".chosen", "stroke", "#1f2328", "#e6edf3"},
    {".zero", "stroke", "#57606a", "#9aa4ae"},  {".stem", "stroke", "#1f2328", "#e6edf3"},
    {".empty", "fill", "#eaeef2", "#21262d"},   {".tile", "stroke", "#ffffff", "#0d1117"},
    {".c0", "color", "#0072b2", "#56b4e9"},     {".c1", "color", "#d9480f", "#ff9052"},
    {".c2", "color", "#00795a", "#2dc998"},     {".c3", "color", "#a33d7e", "#e78ac3"},
    {".c4", "color", "#6b4e00", "#f2d14c"},     {".c5", "color", "#1d9bd1", "#b6e3f7"},
    {".c6", "color", "#4d4d4d", "#c9c9c9"},     {".c7", "color", "#7a3ff2", "#a78bfa"},
}};

constexpr std::string_view forms = R"(
.outlive-chart text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.outlive-chart .title{font-weight:600}
.outlive-chart .strong{font-weight:600}
.outlive-chart .grid,.outlive-chart .axis{stroke-width:1}
.outlive-chart .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}
.outlive-chart .band{fill:currentColor;fill-opacity:.16}
.outlive-chart .whisker{stroke:currentColor;stroke-width:1.2;stroke-opacity:.75}
.outlive-chart .mark{fill:currentColor;stroke-width:1}
.outlive-chart .bar{fill:currentColor;fill-opacity:.85}
.outlive-chart .hollow{fill:currentColor;fill-opacity:.22;stroke:currentColor;stroke-width:1.2}
.outlive-chart .marked{stroke-width:1.5;stroke-dasharray:5 4}
.outlive-chart .broken{fill-opacity:.07}
.outlive-chart .limit{stroke-width:1.5}
.outlive-chart .hatch{stroke-width:1;stroke-opacity:.22}
.outlive-chart .chosen{fill:none;stroke-width:2}
.outlive-chart .halo{stroke-width:3;stroke-linejoin:round;paint-order:stroke}
.outlive-chart .tile{stroke-width:1}
.outlive-chart .zero{stroke-width:1.5}
.outlive-chart .stem{stroke-width:1.2}
.outlive-chart .frame-under{fill:none;stroke:#ffffff;stroke-width:5}
.outlive-chart .frame{fill:none;stroke:#111111;stroke-width:2.5}
.outlive-chart .on-dark{fill:#ffffff}
.outlive-chart .on-light{fill:#111111}
.outlive-chart .d1{stroke-dasharray:8 3}
.outlive-chart .d2{stroke-dasharray:2 3}
.outlive-chart .d3{stroke-dasharray:10 3 2 3}
.outlive-chart .d4{stroke-dasharray:5 2}
.outlive-chart .d5{stroke-dasharray:12 4}
.outlive-chart .d6{stroke-dasharray:14 3 5 3}
.outlive-chart .d7{stroke-dasharray:8 3 2 3 2 3}
)";

void add(std::string& style, const Colour& colour, std::string_view value) {
  style += ".outlive-chart ";
  style += colour.selector;
  style += '{';
  style += colour.property;
  style += ':';
  style += value;
  style += "}\n";
}

}  // namespace

std::string chart_style() {
  std::string style(forms);
  for (const Colour& colour : colours) add(style, colour, colour.light);
  style += "@media (prefers-color-scheme:dark){\n";
  for (const Colour& colour : colours) add(style, colour, colour.dark);
  return style + "}\n";
}

}  // namespace outlive::output
