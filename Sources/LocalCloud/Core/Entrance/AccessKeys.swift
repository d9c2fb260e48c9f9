package import AWSClient
import Synchronization

/// Who sends a request.
package struct Caller: Sendable, Equatable {
    /// Who sends what nobody signed.
    package static let nobody = Caller(arn: "", userID: "anonymous", role: nil)

    /// As GetCallerIdentity says it.
    package let arn: String
    package let userID: String
    /// The role of the function that calls; nil for the developer, who may do everything.
    package let role: String?

    package init(arn: String, userID: String, role: String?) {
        self.arn = arn
        self.userID = userID
        self.role = role
    }

    package var isNobody: Bool { self == Caller.nobody }
}

/// The access keys that this cloud knows, each with its secret and whose it is.
package final class AccessKeys: Sendable {
    package struct Holder: Sendable {
        package let credentials: Credentials
        package let caller: Caller
    }

    private let holders: Mutex<[String: Holder]>
    private let invocations = Mutex<[String: String]>([:])

    /// Begins with the developer's own: what examples all over the field use.
    package init(
        developer: Credentials = Credentials(accessKeyID: "test", secretAccessKey: "test"),
        account: String = "000000000000"
    ) {
        let root = Caller(arn: "arn:aws:iam::\(account):root", userID: account, role: nil)
        holders = Mutex([developer.accessKeyID: Holder(credentials: developer, caller: root)])
    }

    package func add(_ credentials: Credentials, of caller: Caller) {
        holders.withLock { $0[credentials.accessKeyID] = Holder(credentials: credentials, caller: caller) }
    }

    package func remove(_ accessKeyID: String) {
        holders.withLock { _ = $0.removeValue(forKey: accessKeyID) }
        assign(accessKeyID, to: nil)
    }

    /// Says for which invocation the key is used from now on, by its request id: a sandbox has one at a time.
    package func assign(_ accessKeyID: String, to invocation: String?) {
        invocations.withLock { $0[accessKeyID] = invocation }
    }

    package func invocation(of accessKeyID: String) -> String? { invocations.withLock { $0[accessKeyID] } }

    package subscript(_ accessKeyID: String) -> Holder? { holders.withLock { $0[accessKeyID] } }
}
