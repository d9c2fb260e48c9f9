/// Paths of one machine and hosts of package registries: the repository builds anywhere, from wherever it is told.
struct MachineWords: Rule {
    /// Written in two halves, so that this file does not break its own rule.
    private static let paths = ["/ro" + "ot/", "/ho" + "me/", "/tmp/" + "h-"]

    private static let hosts = [
        "registry.npm" + "js.org", "py" + "pi.org", "files.python" + "hosted.org", "crates" + ".io",
        "proxy.go" + "lang.org", "sum.go" + "lang.org", "ruby" + "gems.org", "maven" + ".org", "maven.apa" + "che.org",
        "deb.deb" + "ian.org", "docker" + ".io", "gh" + "cr.io", "arti" + "factory",
    ]

    func violations(in repository: Repository) -> [Violation] {
        repository.files.flatMap { file -> [Violation] in
            guard contains(file.text) else { return [] }
            return file.lines.enumerated().flatMap { index, line in
                MachineWords.paths.filter { line.holdsPath($0) }.map { path in
                    Violation(file.path, line: index + 1, "\(path): take the path from an argument or the environment")
                }
                    + MachineWords.hosts.filter { line.contains($0) }.map { host in
                        Violation(
                            file.path,
                            line: index + 1,
                            "\(host): leave the host to the machine's own configuration"
                        )
                    }
            }
        }
    }

    private func contains(_ text: String) -> Bool {
        (MachineWords.paths + MachineWords.hosts).contains { text.contains($0) }
    }
}

extension Substring {
    /// Whether the path begins here: after `$work` or a name it is the tail of another one.
    fileprivate func holdsPath(_ path: String) -> Bool {
        ranges(of: path).contains { range in
            guard let before = self[..<range.lowerBound].last else { return true }
            return !before.isLetter && !before.isNumber && !"_}).-~".contains(before)
        }
    }
}
