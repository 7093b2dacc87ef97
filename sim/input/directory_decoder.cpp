#include "sim/input/directory_decoder.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/access_decoder.hpp"
#include "sim/input/access_names.hpp"
#include "sim/input/access_schema.hpp"
#include "sim/input/scalars.hpp"

namespace outlive::input {
namespace {

class Directory {
 public:
  Directory(Node root, const Soundness& sound, Scenario& scenario, Diagnostics& problems)
      : root_(root), sound_(sound), scenario_(scenario), problems_(problems) {}

  void read() {
    name_groups();
    for (Number user = 0; user < scenario_.users.size(); ++user) {
      for (const std::string& group : scenario_.users[user].groups) {
        scenario_.directory.set_member(user, numbers_.at(group), set_in_file, true);
      }
    }
    if (!root_.find("assignments") && !root_.find("access")) return;
    read_tables(root_.find("access"), sound_, scenario_, problems_);
    const AccessNames names(scenario_, sound_.all());
    read_assignments(names);
    read_grants(root_.find("access"), sound_, names, scenario_, problems_);
    if (sound_.all()) warn_of_empty_groups();
  }

 private:
  /// Groups are named by being mentioned, whatever else is wrong with what mentions them.
  void name_groups() {
    for (const User& user : scenario_.users) {
      for (const std::string& group : user.groups) number(group);
    }
    for (const Node user : root_.find("users")) mention_each(user.find("groups"));
    with_members_ = scenario_.groups.size();
    for (const Node application : root_.find("assignments")) mention_each(application.find("groups"));
    const Node access = root_.find("access");
    for (const Node grant : access.find("lake_formation").find("grants")) mention(grant.find("group"));
    for (const Node grant : access.find("s3_access_grants")) mention(grant.find("group"));
  }
  void mention_each(Node list) {
    if (!list || !list.is_list()) return;
    for (const Node name : list) mention(name);
  }
  void mention(Node name) {
    if (!name || !name.is_scalar()) return;
    const std::size_t before = scenario_.groups.size();
    number(std::string(name.text()));
    if (scenario_.groups.size() > before) first_mention_.push_back(name);
  }
  void number(const std::string& group) {
    const auto next = static_cast<Number>(scenario_.groups.size());
    if (numbers_.try_emplace(group, next).second) scenario_.groups.push_back(group);
  }

  void read_assignments(const AccessNames& names) {
    for (const Node node : root_.find("assignments")) {
      const auto application = application_named(node.key());
      if (!application) continue;
      scenario_.directory.require_assignment(*application);
      if (!sound_(node, *find_field(assignments_schema()->members, node.key())->type)) continue;
      const auto assign = [&](Node list, const Names& known, bool is_group) {
        for (const Node name : list) {
          const auto number = known.resolve(name, set_in_file, problems_);
          if (!number) continue;
          scenario_.directory.set_assigned(*application, {is_group, *number}, set_in_file, true);
        }
      };
      assign(node.find("groups"), names.groups, true);
      assign(node.find("users"), names.users, false);
    }
  }

  /// A group that only a grant or an assignment names is likely to be misspelt there.
  void warn_of_empty_groups() {
    std::set<std::string_view> joined;
    for (const Node line : root_.find("timeline")) {
      const Node verb = line.find("admin");
      if (verb && verb.text() == "add_to_group") joined.insert(line.find("group").text());
    }
    const auto& groups = scenario_.groups;
    const std::vector<std::string> known(groups.begin(),
                                         groups.begin() + static_cast<std::ptrdiff_t>(with_members_));
    for (const Node name : first_mention_) {
      if (numbers_.find(name.text())->second < with_members_ || joined.contains(name.text())) continue;
      problems_.warning(name.place(),
                        "nobody is ever a member of group " + quote(name.text()) +
                            (known.size() > most_compared ? "" : did_you_mean(name.text(), known)));
    }
  }

  static constexpr std::size_t most_compared = 1000;

  Node root_;
  const Soundness& sound_;
  Scenario& scenario_;
  Diagnostics& problems_;
  std::map<std::string, Number, std::less<>> numbers_;
  std::size_t with_members_ = 0;     // groups that users name come first
  std::vector<Node> first_mention_;  // of the others
};

}  // namespace

void read_directory(Node root, const Soundness& sound, Scenario& scenario, Diagnostics& problems) {
  Directory(root, sound, scenario, problems).read();
}

}  // namespace outlive::input
