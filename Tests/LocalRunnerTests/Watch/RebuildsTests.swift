import TestKit
import Testing

@testable import local_runner

/// Functions of a Makefile in a real folder, built again as its files change.
struct RebuildsTests {
    @Test func `what changed is built, its words are passed on, and only what is new is told`() async throws {
        try await withHouse { house in
            try write("1", to: "\(house.folder)/functions/good/a")
            #expect(try await house.rebuilds.next()?.map(\.id) == ["Good"])
            #expect(house.screen.errors.contains("functions/good/a has changed: building Good\n"))
            #expect(house.screen.errors.contains("built Good in \(house.folder)/out with words\n"))
        }
    }

    @Test func `a function that cannot be built goes on as it was`() async throws {
        try await withHouse { house in
            try write("1", to: "\(house.folder)/Sources/common")
            #expect(try await house.rebuilds.next()?.map(\.id) == ["Good"])
            #expect(house.screen.errors.contains("Bad goes on as it was: the build ended with status 2\n"))
        }
    }

    @Test func `a change that leads to nothing new is waited through`() async throws {
        try await withHouse { house in
            try write("1", to: "\(house.folder)/functions/good/.a.swp")
            try write("1", to: "\(house.folder)/functions/bad/a")
            async let next = house.rebuilds.next()
            await house.screen.waitForErrors("Bad goes on as it was")
            try write("1", to: "\(house.folder)/functions/good/a")
            #expect(try await next?.map(\.id) == ["Good"])
        }
    }

    @Test func `who ends the wait ends the build that is at work`() async throws {
        try await withHouse(of: ["Slow"]) { house in
            try write("1", to: "\(house.folder)/functions/slow/a")
            let built = try await withThrowingTaskGroup(of: [WatchedFunction]?.self) { group in
                group.addTask { try await house.rebuilds.next() }
                await house.screen.waitForErrors("started")
                group.cancelAll()
                return try await group.next() ?? nil
            }
            #expect(built == nil)
        }
    }

    @Test func `a product is built by the swift that is found first`() async throws {
        try await withTemporaryFolder { folder in
            try write("#!/bin/sh\necho swift \"$@\" in $(pwd)\n", to: "\(folder)/swift")
            try run("chmod", "+x", "\(folder)/swift")
            let screen = Screen()
            let workshop = Workshop(
                folder: folder,
                environment: ["PATH": "\(folder):/usr/bin:/bin"],
                takeOutput: screen.runner().console.passOn
            )
            let presign = WatchedFunction(id: "Presign", folder: "functions/presign", build: .product("presign"))
            #expect(await workshop.run(try #require(BuildCommand(presign))) == .built)
            #expect(screen.errors == "swift build --product presign in \(folder)\n")
        }
    }

    @Test(.disabled(if: Sanitizer.watchesThreads, "\(Sanitizer.vforkExcuse)"))
    func `a tool that is not there is told`() async throws {
        let workshop = Workshop(folder: "/", environment: ["PATH": "/nonexistent"]) { _ in }
        let good = WatchedFunction(id: "Good", folder: "", build: .product("good"))
        #expect(await workshop.run(try #require(BuildCommand(good))) == .failed(status: 127))
        let nowhere = Workshop(folder: "/nonexistent", environment: [:]) { _ in }
        let outcome = await nowhere.run(try #require(BuildCommand(good)))
        #expect(outcome.fault?.hasPrefix("the build could not be started") == true)
    }

    private struct House: Sendable {
        let folder: String
        let screen: Screen
        let rebuilds: Rebuilds
    }

    private func withHouse(
        of ids: [String] = ["Good", "Bad"],
        _ body: (House) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try run("mkdir", "-p", "\(folder)/Sources")
            let functions = ids.map { id in
                let own = "\(folder)/functions/\(id.lowercased())"
                return WatchedFunction(id: id, folder: own, build: .make(into: "\(folder)/out"))
            }
            for function in functions { try run("mkdir", "-p", function.folder) }
            let makefile = """
                build-Good:
                \t@echo built Good in $(ARTIFACTS_DIR) with $(WORD)
                build-Bad:
                \t@exit 1
                build-Slow:
                \t@echo started; while :; do sleep 1; done

                """
            try write(makefile, to: "\(folder)/Makefile")
            let screen = Screen()
            let console = screen.runner().console
            let workshop = Workshop(
                folder: folder,
                environment: ["PATH": "/usr/bin:/bin", "WORD": "words"],
                takeOutput: console.passOn
            )
            let rebuild = Rebuild(common: ["\(folder)/Sources"], functions: functions)
            try await body(
                House(folder: folder, screen: screen, rebuilds: try Rebuilds(rebuild, in: workshop, console: console))
            )
        }
    }
}
