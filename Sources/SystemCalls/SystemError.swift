import Glibc

/// A failed system call's number, with the words that the system has for it.
package struct SystemError: Error, Equatable {
    package let number: Int32

    package init(number: Int32) {
        self.number = number
    }

    package static var last: SystemError { SystemError(number: errno) }

    package var isInterruption: Bool { number == EINTR }
    package var isWouldBlock: Bool { number == EAGAIN || number == EWOULDBLOCK }

    /// The system's sentence, by the call that writes into our memory: strerror's own is shared between threads.
    package var reason: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let words = buffer.baseAddress, strerror_r(number, words, buffer.count) == 0 else {
                return "error \(number)"
            }
            return String(cString: words)
        }
    }
}

/// Repeats a system call for as long as a signal interrupts it.
package func uninterrupted(_ call: () -> Int) -> Result<Int, SystemError> {
    while true {
        let result = call()
        if result >= 0 { return .success(result) }
        let error = SystemError.last
        if !error.isInterruption { return .failure(error) }
    }
}
