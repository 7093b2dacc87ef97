// Compiles and links against the installed library only.
#include <iostream>

#include <outlive/outlive.hpp>

int main() {
  const outlive::BuildFacts facts = outlive::build_facts();
  std::cout << "outlive " << facts.version << '\n';
}
