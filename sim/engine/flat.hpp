// OUTLIVE_FLAT before a function compiles all that it calls into it: what an event passes through is many small functions, and
// entering and leaving them is a part of its cost. Not for functions that call each other in a circle, which become very large.
// Only where the compiler optimises: with assertions or sanitizers in each of them the one that comes of it takes minutes.
#pragma once

#ifdef NDEBUG
#define OUTLIVE_FLAT [[gnu::flatten]]
#else
#define OUTLIVE_FLAT
#endif
