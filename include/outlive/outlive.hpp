// Everything: load a scenario, run it, check its expectations, render the results.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/expectation.hpp"
#include "outlive/load.hpp"
#include "outlive/money.hpp"
#include "outlive/prices.hpp"
#include "outlive/report.hpp"
#include "outlive/results.hpp"
#include "outlive/rules.hpp"
#include "outlive/run.hpp"
#include "outlive/scenario.hpp"
#include "outlive/settings.hpp"
#include "outlive/time.hpp"
#include "outlive/usage.hpp"
#include "outlive/version.hpp"
#include "outlive/vocabulary.hpp"
#include "outlive/work.hpp"
