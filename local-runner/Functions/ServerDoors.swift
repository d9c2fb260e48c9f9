import HTTP
import HTTPServer
import LocalCloud
import Synchronization

/// A listener of its own for each sandbox, on the loop that serves the cloud too.
///
/// They are served inside `run()`, which ends with whoever runs the cloud.
final class ServerDoors: RuntimeDoors {
    private let crew: Crew
    private let opened: AsyncStream<Door>
    private let opening: AsyncStream<Door>.Continuation

    init(on crew: Crew) {
        self.crew = crew
        (opened, opening) = AsyncStream.makeStream()
    }

    func open(to answerer: any Answerer) async throws(RuntimeDoorFailure) -> any RuntimeDoor {
        do throws(ServerFailure) {
            var limits = ServerLimits()
            // A runtime asks for its next event and waits for as long as there is none.
            limits.idleTime = .seconds(24 * 60 * 60)
            limits.stallTime = limits.idleTime
            limits.connections = 16
            limits.finishTime = .milliseconds(100)
            let door = Door(try HTTPServer(on: crew, limits: limits), answerer)
            opening.yield(door)
            return door
        } catch {
            throw RuntimeDoorFailure(reason: "\(error)")
        }
    }

    func run() async {
        await withDiscardingTaskGroup { group in
            for await door in opened { group.addTask { await door.serve() } }
        }
    }

    private final class Door: RuntimeDoor {
        let address: String
        private let server: HTTPServer
        private let answerer: any Answerer
        private let (closing, end): (AsyncStream<Never>, AsyncStream<Never>.Continuation)
        private let (closed, closedEnd): (AsyncStream<Never>, AsyncStream<Never>.Continuation)

        init(_ server: HTTPServer, _ answerer: any Answerer) {
            self.server = server
            self.answerer = answerer
            address = "127.0.0.1:\(server.port)"
            (closing, end) = AsyncStream.makeStream()
            (closed, closedEnd) = AsyncStream.makeStream()
        }

        func serve() async {
            await withTaskGroup { group in
                group.addTask { await self.server.serve(self.answerer) }
                group.addTask { for await _ in self.closing {} }
                await group.next()
                group.cancelAll()
            }
            closedEnd.finish()
        }

        func close() async {
            end.finish()
            for await _ in closed {}
        }
    }
}
