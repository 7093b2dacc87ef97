// Files by their descriptors, where streams would hide why something failed or keep what could not be written.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace outlive::tool {

/// Writes all of it, however many calls that takes. False, with the reason in errno, if it cannot.
bool write_all(int descriptor, std::string_view text);

/// What the number in errno stands for: "No space left on device".
std::string reason_of(int number);

/// An open file; closed with it.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { (void)close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }
  /// False, with the reason in errno, if what was written turns out not to be kept, as disks in a network tell only now.
  bool close();

 private:
  int number_ = -1;
};

}  // namespace outlive::tool
