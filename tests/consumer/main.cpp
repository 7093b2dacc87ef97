// Loads a scenario, runs it and prints the report: the whole library in a few lines. Compiled against the installed
// library only; the README shows this file.
#include <iostream>

#include <outlive/outlive.hpp>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const outlive::LoadResult loaded = outlive::load_scenario(argv[1]);
  for (const outlive::Diagnostic& problem : loaded.diagnostics.all()) std::cerr << to_string(problem) << '\n';
  if (!loaded.scenario) return 3;

  const outlive::Results results = outlive::run(*loaded.scenario);
  std::cout << results.totals.surviving_jobs << " jobs outlived their sign-in\n"
            << outlive::report_text(*loaded.scenario, results, outlive::TextStyle{});
}
