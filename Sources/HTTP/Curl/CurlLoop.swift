import CCurl
import Synchronization

/// All exchanges of a transport, worked on by one thread.
final class CurlLoop {
    let mailbox: CurlMailbox
    private let multi: UnsafeMutableRawPointer
    private let settings: CurlSettings
    private var transfers: [ObjectIdentifier: CurlTransfer] = [:]
    /// In the order in which they came.
    private var waiting: [CurlExchange] = []

    init(_ settings: CurlSettings) throws(CurlFailure) {
        try CurlLibrary.start()
        guard let multi = curl_multi_init() else { throw CurlFailure(CURLE_FAILED_INIT) }
        self.multi = multi
        self.settings = settings
        mailbox = CurlMailbox(bell: UInt(bitPattern: multi))
        try CurlFailure.check(ccurl_multi_set_number(multi, CURLMOPT_MAXCONNECTS, settings.limits.idleConnections))
        try CurlFailure.check(ccurl_multi_set_number(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING)))
    }

    deinit {
        curl_multi_cleanup(multi)
    }

    /// Works until the mailbox is told to stop.
    func run() {
        while true {
            let (orders, isStopped) = mailbox.collect()
            for order in orders { obey(order) }
            if isStopped { return end() }
            var running: Int32 = 0
            let code = curl_multi_perform(multi, &running)
            guard code == CURLM_OK else { return end(CurlFailure(code).description) }
            settle()
            admit()
            guard mailbox.mayFallAsleep() else { continue }
            // It returns early for sockets, libcurl's own timers and the bell.
            _ = curl_multi_poll(multi, nil, 0, Int32(longestSleep), nil)
        }
    }

    private func obey(_ order: CurlMailbox.Order) {
        switch order {
        case .begin(let exchange):
            waiting.append(exchange)
            admit()
        case .resume(let exchange):
            guard let transfer = transfers[ObjectIdentifier(exchange)] else { return }
            // What is wrong with the transfer now comes out when it ends.
            _ = ccurl_resume(transfer.handle)
        case .stop(let exchange, let failure):
            waiting.removeAll { $0 === exchange }
            remove(exchange)
            exchange.end(.failure(failure))
        }
    }

    /// Begins as many as may be on the wire at once, and gives up what waited too long.
    private func admit() {
        guard !waiting.isEmpty else { return }
        let now = ContinuousClock.now
        for exchange in waiting where exchange.isLate(at: now) { exchange.end(.failure(.deadlinePassed(sent: false))) }
        waiting.removeAll(where: \.isOver)
        let begun = waiting.prefix(max(0, settings.limits.requestsAtOnce - transfers.count))
        waiting.removeFirst(begun.count)
        for exchange in begun { begin(exchange) }
    }

    private func begin(_ exchange: CurlExchange) {
        do {
            let transfer = try CurlTransfer(exchange, settings: settings)
            try CurlFailure.check(curl_multi_add_handle(multi, transfer.handle))
            transfers[ObjectIdentifier(exchange)] = transfer
            settings.gauge.transferCount.add(1, ordering: .relaxed)
        } catch {
            exchange.end(.failure(.notSent(reason: error.description)))
        }
    }

    /// Tells the callers of what has ended.
    private func settle() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left)?.pointee {
            guard message.msg == CURLMSG_DONE, let transfer = CurlTransfer.of(message.easy_handle) else { continue }
            let code = message.data.result
            countConnections(of: transfer)
            remove(transfer.exchange)
            transfer.end(code, isLate: transfer.exchange.isLate(at: .now))
        }
    }

    /// A transfer that is still going on is stopped by this, and its connection closed.
    private func remove(_ exchange: CurlExchange) {
        guard let transfer = transfers.removeValue(forKey: ObjectIdentifier(exchange)) else { return }
        // It fails only for a handle that is not in there.
        _ = curl_multi_remove_handle(multi, transfer.handle)
        settings.gauge.transferCount.subtract(1, ordering: .relaxed)
    }

    private func countConnections(of transfer: CurlTransfer) {
        var count = 0
        guard ccurl_get_number(transfer.handle, CURLINFO_NUM_CONNECTS, &count) == CURLE_OK else { return }
        settings.gauge.connectionCount.add(count, ordering: .relaxed)
    }

    /// In milliseconds; who waits for a place may be late before anything else happens.
    private var longestSleep: Int {
        let ends = waiting.compactMap(\.end)
        return min(ends.min().map { ($0 - .now).wholeMilliseconds } ?? 60_000, 60_000)
    }

    private func end(_ reason: String = "the transport was shut down") {
        for order in mailbox.close() { if case .begin(let exchange) = order { waiting.append(exchange) } }
        for exchange in waiting { exchange.end(.failure(.notSent(reason: reason))) }
        for transfer in transfers.values {
            let failure: TransportFailure = transfer.isSent ? .broken(reason: reason) : .notSent(reason: reason)
            remove(transfer.exchange)
            transfer.stop(failure)
        }
        waiting = []
    }
}

extension CurlExchange {
    fileprivate func isLate(at now: ContinuousClock.Instant) -> Bool { end.map { $0 <= now } ?? false }
}
