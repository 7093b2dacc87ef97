// OUTLIVE_FLAT before a function compiles all that it calls into it: what an event passes through is many small functions,
// and a tenth of all instructions would be spent on entering and leaving them. Only where the compiler optimises: with
// assertions or sanitizers in each of those functions the one that comes of it takes minutes to compile.
#pragma once

#ifdef NDEBUG
#define OUTLIVE_FLAT [[gnu::flatten]]
#else
#define OUTLIVE_FLAT
#endif
