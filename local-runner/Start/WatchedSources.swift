import AllFunctions
import Files
import Template

/// Builds again what changes, and puts it in the place of what ran.
struct WatchedSources: Sendable {
    private let rebuilds: Rebuilds
    private let shelf: HostShelf
    private let console: Console

    /// Nil where there is nothing that could be built again.
    init?(_ plan: CloudPlan, _ shelf: HostShelf, in runner: Runner) throws(FileFailure) {
        let root = FileStatus.absolute(plan.options.template.root)
        var functions: [WatchedFunction] = []
        for function in plan.stack?.functions ?? [] {
            guard runner.functions[function.id] == nil || plan.options.runsPrograms else {
                runner.console.tell("\(function.id) is linked into local-runner: --processes watches it")
                continue
            }
            if let watched = Self.watched(function, below: root) { functions.append(watched) }
        }
        guard !functions.isEmpty else {
            runner.console.tell("there is nothing to watch: no function has a folder of its own")
            return nil
        }
        let common = ["\(root)/Sources"].filter(FileStatus.isFolder)
        rebuilds = try Rebuilds(
            Rebuild(common: common, functions: functions),
            in: Workshop(folder: root, environment: runner.environment, takeOutput: runner.console.passOn),
            console: runner.console
        )
        self.shelf = shelf
        console = runner.console
    }

    /// A step of ours by its name, or else the folder that the template names.
    private static func watched(_ function: Function, below root: String) -> WatchedFunction? {
        for name in FunctionCode.names(of: function.id) where FileStatus.isFolder("\(root)/functions/\(name)") {
            return WatchedFunction(id: function.id, folder: "\(root)/functions/\(name)", build: .product(name))
        }
        guard let path = function.codePath else { return nil }
        let folder = FileStatus.absolute(path.hasPrefix("/") ? path : "\(root)/\(path)")
        guard folder != root, FileStatus.isFolder(folder) else { return nil }
        return WatchedFunction(id: function.id, folder: folder, build: .none)
    }

    func run() async {
        do throws(FileFailure) {
            while let built = try await rebuilds.next() {
                for function in built {
                    await shelf[function.id]?.replace()
                    console.tell("\(function.id) is new")
                }
            }
        } catch {
            console.tell("sources are watched no more: \(error.reason)")
        }
    }
}
