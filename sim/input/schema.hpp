// What a document may contain, as data: the checker (sim/input/check.hpp) and the published JSON Schema
// (sim/input/schema_json.hpp) are both made from it, so that they cannot disagree.
//
// Types are immutable and shared; a schema is built once, usually as a function-local static.
//
//   const TypeRef limits = object({
//       optional("idle_timeout", duration({.min = minutes(1), .none = true}), "Ends what is idle.", "48h"),
//       required("workers", integer({.min = 2, .max = 299}), "Workers of a session.")});
//   const TypeRef root = object({required("title", text(), "What the scenario shows."),
//                                optional("users", map_of(limits), "Limits by user.")});
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/time.hpp"

namespace outlive::input {

enum class TypeKind : std::uint8_t {
  duration,  // 15m, 48h, 7d, 1h30m
  instant,   // an offset from the start (a duration) or 2026-03-02T09:00:00Z
  utc,       // 2026-03-02T09:00:00Z and nothing else
  flag,      // true or false
  integer,
  decimal,
  money,       // 131.63 USD
  size,        // of data: 3 GB
  release,     // of software: 7.8
  portion,     // of a whole: 30% or 0.3
  date,        // 2026-12-25
  text,        // any scalar
  identifier,  // maria, etl-1
  choice,      // one of some words
  list,
  map,     // keys chosen by the writer, all of one pattern or of a few
  object,  // keys fixed by the schema
  any_of,
};

struct Type;
using TypeRef = std::shared_ptr<const Type>;

struct Field {
  std::string name;  // without dots: they separate levels
  TypeRef type;
  std::string description;
  std::string default_text;  // for the reader: the decoder knows its own defaults
  bool required = false;
};

/// Keys of a map. `<name>` in the pattern stands for an identifier: "<name>", "jobs.<name>",
/// "cost.<name>.share".
struct KeyPattern {
  std::string pattern;
  TypeRef type;
  std::string description = {};
};

struct Variant;

/// A key that a writer may well expect where it cannot stand, and why it cannot.
struct Refusal {
  std::string key;
  std::string why;
};

/// The keys of an object. With variants, exactly one of their keys must be there, and its value adds the
/// fields of the variant; a variant without a value is selected by its key alone, which is then one of its fields. With `settings`, the leaves of that object may stand here, too, nested or as dotted
/// keys.
struct Object {
  std::vector<Field> fields = {};
  std::vector<Variant> variants;  // no `= {}`: a Variant is not known yet, and clang asks for it there
  TypeRef settings = {};
  bool dotted = false;  // the leaves below may be written as dotted keys: `a: {b: 1}` or `a.b: 1`
  std::size_t min_keys = 0;
  std::size_t max_keys = std::numeric_limits<std::size_t>::max();
  std::vector<Refusal> refusals = {};  // instead of a mere "unknown key"
};

/// `do: run` selects the object that describes what else a run has.
struct Variant {
  std::string key;
  std::string value;
  std::string description = {};
  Object object = {};
};

struct DurationRange {
  Duration min = Duration::zero();
  Duration max = unlimited;
  bool none = false;   // the word `none` is allowed, too: no limit
  std::string rule{};  // the ID of the rule that sets the range
};
struct IntegerRange {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::string rule{};
};
struct DecimalRange {
  double min = std::numeric_limits<double>::lowest();
  double max = std::numeric_limits<double>::max();
  std::string rule{};
};
struct ItemCount {
  std::size_t min = 0;
  std::size_t max = std::numeric_limits<std::size_t>::max();
};

struct PortionRange {
  int most_percent = 100;  // a power of ten
};

struct SizeRange {
  std::int64_t min = 0;  // bytes
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

/// One type; of its members only those that belong to `kind` mean anything.
struct Type {
  TypeKind kind = TypeKind::text;
  std::string name;  // not empty: the JSON Schema defines it once under this name
  DurationRange durations;
  IntegerRange integers;
  DecimalRange decimals;
  SizeRange sizes;
  PortionRange portions;
  std::vector<std::string> choices;
  TypeRef item;                  // of a list
  ItemCount count;               // of its items, or of the keys of a map
  std::vector<KeyPattern> keys;  // of a map; the first that matches counts
  Object members;
  std::vector<TypeRef> alternatives;
};

TypeRef duration(DurationRange range = {});
TypeRef instant();
TypeRef utc();
TypeRef flag();
TypeRef integer(IntegerRange range = {});
TypeRef decimal(DecimalRange range = {});
TypeRef share();  // a number from 0 to 1
TypeRef money();
TypeRef size(SizeRange range = {});
TypeRef release();
TypeRef portion(PortionRange range = {});
TypeRef date();
TypeRef text();
TypeRef identifier();
TypeRef choice(std::vector<std::string> words);
TypeRef list_of(TypeRef item, ItemCount count = {});
TypeRef map_of(TypeRef value);  // keys are identifiers
TypeRef map_by_key(std::vector<KeyPattern> keys, ItemCount count = {});
TypeRef object(std::vector<Field> fields);
TypeRef object(Object members);
TypeRef any_of(std::vector<TypeRef> alternatives);
TypeRef named(std::string name, const TypeRef& type);

Field required(std::string name, TypeRef type, std::string description);
Field optional(std::string name, TypeRef type, std::string description, std::string default_text = {});

/// A type that contains itself: `make` gets the type that it makes, which must not be looked into before. Whoever keeps
/// the result keeps all of it; what `make` got does not.
TypeRef recursive(const std::function<Type(const TypeRef&)>& make);

/// Letters, digits, '_', '-', '.'; the first is a letter.
bool is_identifier(std::string_view text);

/// Does `key` fit `pattern`? Of several <name>s each takes as little as it can.
bool matches(std::string_view pattern, std::string_view key);

/// The field of a nested object that a dotted path such as `glue.idle_timeout` leads to, or null.
const Field* find_field(const Object& object, std::string_view path);

/// A setting: a field, at any depth, that is not itself an object with fixed keys.
struct Leaf {
  std::string path;
  const Field* field;
};

/// All leaves, depth first; valid as long as the schema lives.
std::vector<Leaf> leaves_of(const Object& object);

/// The same tree with another type at each leaf: factors of a study are lists of what the settings are.
TypeRef wrap_leaves(const TypeRef& object, const std::function<TypeRef(const TypeRef&)>& wrap);

/// What a reader should write, for messages: "a duration such as 15m, 48h or 7d".
std::string expectation(const Type& type);

}  // namespace outlive::input
