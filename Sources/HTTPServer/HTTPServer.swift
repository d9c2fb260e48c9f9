package import HTTP
import Glibc
import SystemCalls
package import Time

/// HTTP/1.1 on a port of 127.0.0.1.
///
/// Requests go to an answerer as they came, byte for byte. A client that goes away cancels the task that answers it,
/// and so does one that ends its own direction: from here the two look alike.
package final class HTTPServer: Sendable {
    /// The one that was asked for, or the free one that was found.
    package let port: UInt16
    private let crew: Crew
    private let listener: Channel
    private let roster: Roster
    private let limits: ServerLimits
    private let clock: any WallClock

    /// How often waits that have lasted too long are looked for.
    private static let sweepTime: Duration = .seconds(1)
    /// How long to wait for a descriptor where the process has none left.
    private static let shortageTime: Duration = .milliseconds(100)

    /// Listens at once, on a free port where it is 0.
    ///
    /// Whoever connects before ``serve(_:)`` waits for it.
    package init(
        on crew: Crew,
        port: UInt16 = 0,
        limits: ServerLimits = ServerLimits(),
        clock: any WallClock = SystemClock()
    ) throws(ServerFailure) {
        let listener = try Listener.open(port: port)
        do throws(SystemError) {
            self.listener = try Channel(adopting: listener.descriptor, on: crew.loop)
        } catch {
            throw .system(call: "epoll_ctl", error)
        }
        self.port = listener.port
        self.crew = crew
        self.limits = limits
        self.clock = clock
        roster = Roster(limit: limits.connections)
    }

    deinit { listener.close() }

    /// Serves until the task is cancelled, once.
    ///
    /// Then no more connections are taken, idle ones end, and what is at work has ``ServerLimits/finishTime`` for its
    /// answer before it is cancelled. All have ended when this returns.
    package func serve(_ answerer: any Answerer) async {
        await withTaskCancellationHandler {
            await crew.carryOut { await self.accept(for: answerer) }
        } onCancel: {
            roster.retireAll(by: clock.now + limits.finishTime)
            listener.cut()
        }
    }

    private func accept(for answerer: any Answerer) async {
        let attendant = Attendant(answerer: answerer, date: DateField(clock), limits: limits, clock: clock, port: port)
        await withDiscardingTaskGroup { sweepers in
            await withDiscardingTaskGroup { connections in
                while let channel = await nextConnection() {
                    guard let sweeps = roster.add(channel) else {
                        channel.close()
                        break
                    }
                    if sweeps { sweepers.addTask { await self.sweep() } }
                    connections.addTask { await self.attend(channel, attendant) }
                }
                listener.close()
            }
            sweepers.cancelAll()
        }
    }

    /// Nil at the end.
    private func nextConnection() async -> Channel? {
        while true {
            // The order matters: a place that becomes free after the question is news for the wait.
            if roster.isFull {
                listener.exhaust(.reading)
                if roster.isFull {
                    roster.retireLongestIdle()
                    guard await isCalled() else { return nil }
                    continue
                }
                listener.signal(Readiness(isReadable: true))
            }
            switch listener.attempt(.reading, Listener.accept) {
            case .done(let descriptor):
                if let channel = connection(Int32(descriptor)) { return channel }
            case .notReady: guard await isCalled() else { return nil }
            case .failed(let error) where error.isOfOneConnection: continue
            case .failed(let error):
                guard error.isShortage else { return nil }
                roster.retireLongestIdle()
                do { try await clock.sleep(for: Self.shortageTime) } catch { return nil }
            }
        }
    }

    private func isCalled() async -> Bool {
        switch await listener.wait(for: .reading, Patience(deadline: .distantFuture)) {
        case .ready, .tooLong: true
        case .cut: false
        }
    }

    private func connection(_ descriptor: Int32) -> Channel? {
        var on: Int32 = 1
        // A refusal costs some milliseconds an answer and nothing else: small writes wait for an acknowledgement.
        _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        do throws(SystemError) {
            return try Channel(adopting: descriptor, on: crew.loop)
        } catch {
            // The channel has closed the descriptor. The loop has no room for it; the client sees its connection end.
            return nil
        }
    }

    /// Has the requests answered, and cancels that as soon as nobody is there to read the answer.
    private func attend(_ channel: Channel, _ attendant: Attendant) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                await attendant.attend(channel)
                channel.close()
            }
            await channel.waitForEnd()
            group.cancelAll()
        }
        let wasFull = roster.isFull
        roster.remove(channel)
        if wasFull { listener.signal(Readiness(isReadable: true)) }
    }

    private func sweep() async {
        do {
            repeat { try await clock.sleep(for: Self.sweepTime) } while roster.sweep(at: clock.now)
        } catch {
            // No connection is left, and none will come.
        }
    }
}

extension SystemError {
    /// The connection ended before it was taken, or its network did: the next may be well.
    fileprivate var isOfOneConnection: Bool {
        [ECONNABORTED, EPROTO, EPERM, ENETDOWN, EHOSTUNREACH, ENETUNREACH, ENONET, EHOSTDOWN].contains(number)
    }

    fileprivate var isShortage: Bool { [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(number) }
}
