import Glibc

/// What this process has taken up so far.
struct Usage {
    let processorSeconds: Double
    /// At its peak, in 10⁶ bytes.
    let peakMB: Double

    init() {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        processorSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) { sum, time in
            sum + Double(time.tv_sec) + Double(time.tv_usec) / 1e6
        }
        peakMB = (Double(usage.ru_maxrss * 1_024) / 1e5).rounded() / 10
    }
}
