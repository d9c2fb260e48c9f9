import AWSClient

/// A call that is made of a misbehaving server, and what must be true of it afterwards.
enum Deed: CaseIterable, Sendable {
    case sendMessage, receiveMessage, deleteMessage, publish
    case getItem, addOnce, addAnyTimes
    case putBytes, putStream, putNew, getObject, copyObject, completeUpload
    case getSecret

    /// Of the call of that number.
    init(_ call: Int) { self = Deed.allCases[call % Deed.allCases.count] }

    var hasEffect: Bool {
        switch self {
        case .sendMessage, .deleteMessage, .publish, .addOnce, .addAnyTimes, .putBytes, .putStream, .putNew,
            .copyObject, .completeUpload:
            true
        case .receiveMessage, .getItem, .getObject, .getSecret: false
        }
    }

    /// Whether its effect may come about once at most, however often it is tried.
    var isOnce: Bool { [.sendMessage, .publish, .addOnce, .putNew].contains(self) }

    var mostAttempts: Int {
        switch self {
        case .getItem, .addOnce, .addAnyTimes: RetryPolicy.dynamoDB.maxAttempts
        // Each time that it goes on it may be tried as often as at first.
        case .getObject: RetryPolicy.standard.maxAttempts * (1 + ServiceClient.mostResumptions)
        case .sendMessage, .receiveMessage, .deleteMessage, .publish, .putBytes, .putStream, .putNew, .copyObject,
            .completeUpload, .getSecret:
            RetryPolicy.standard.maxAttempts
        }
    }

    /// What the uploads of a call store: some are long enough to wait for the server's leave.
    static func content(_ call: Int) -> [UInt8] {
        Array(Cloud.object[(call % 1_000)...].prefix(call % 3 == 0 ? 100_000 : 1_000))
    }
}
