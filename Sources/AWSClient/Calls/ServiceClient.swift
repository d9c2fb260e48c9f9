package import HTTP
import Synchronization
import Time

/// Makes calls of one service at one endpoint: signs, sends, and tries again as the policy allows.
package final class ServiceClient: Sendable {
    package let service: AWSServiceName
    package let endpoint: AWSEndpoint
    let form: AWSProtocol
    private let policy: RetryPolicy
    /// Nil for calls that prove themselves otherwise, as AssumeRoleWithWebIdentity does.
    private let credentials: (any CredentialProvider)?
    private let signer: Signer
    private let outside: Outside
    private let correctsClockSkew: Bool
    private let quota = Mutex(RetryQuota())
    private let skew = Mutex(ClockSkew())

    /// More than any answer of the services that speak JSON or the query protocol.
    package static let longestAnswer = 16 << 20

    package init(
        _ service: AWSServiceName,
        speaking form: AWSProtocol,
        at endpoint: AWSEndpoint,
        credentials: (any CredentialProvider)?,
        keys: SigningKeys = SigningKeys(),
        policy: RetryPolicy? = nil,
        correctsClockSkew: Bool = true,
        outside: Outside
    ) {
        self.service = service
        self.endpoint = endpoint
        self.form = form
        self.policy = policy ?? (service == .dynamodb ? .dynamoDB : .standard)
        self.credentials = credentials
        self.outside = outside
        self.correctsClockSkew = correctsClockSkew
        signer = Signer(region: endpoint.region, service: service.signingName, keys: keys)
    }

    /// The answer to a call, which is a success.
    package func perform(_ call: ServiceCall) async throws(CallFailure) -> WebResponse {
        let id = outside.newID()
        var cost: Int?
        var number = 1
        while true {
            let outcome: RetryPolicy.Outcome
            switch try await attempt(call, number: number, id: id) {
            case .success(let response):
                quota.withLock { $0.giveBack(cost) }
                return response
            case .skewed(let failure) where number < policy.maxAttempts:
                // The service refused it unseen, and the next will be signed with its own time.
                guard outside.clock.now < call.deadline ?? .distantFuture else { throw .service(failure) }
                number += 1
                continue
            case .skewed(let failure): throw .service(failure)
            case .failure(let failed): outcome = failed
            }
            cost = try await pause(after: outcome, of: call, number: number)
            number += 1
        }
    }

    private enum Ending {
        case success(WebResponse)
        case failure(RetryPolicy.Outcome)
        /// Signed at the wrong time, which is known by now.
        case skewed(AWSFailure)
    }

    private func attempt(_ call: ServiceCall, number: Int, id: UUID) async throws(CallFailure) -> Ending {
        var request = request(for: call, number: number, id: id)
        try await sign(&request, call)
        let sent = outside.clock.now
        if let deadline = call.deadline, sent >= deadline { throw .transport(.deadlinePassed(sent: number > 1)) }
        let response: WebResponse
        do throws(TransportFailure) {
            response = try await outside.transport.exchange(request, bodyLimit: Self.longestAnswer)
        } catch {
            return .failure(.unanswered(error))
        }
        let received = outside.clock.now
        guard let failure = failure(in: response) else { return .success(response) }
        guard correctsClockSkew else { return .failure(.answered(failure)) }
        let isNews = skew.withLock { $0.observe(response.head, sent: sent, received: received) }
        return failure.isClockSkew && isNews ? .skewed(failure) : .failure(.answered(failure))
    }

    private func failure(in response: WebResponse) -> AWSFailure? {
        if (200..<300).contains(response.head.status) {
            if let damaged = damage(to: response) { return damaged }
            guard form == .restXML else { return nil }
            return AWSFailure(withinSuccess: response, from: service.rawValue)
        }
        return AWSFailure(response, from: service.rawValue, speaking: form)
    }

    /// An answer of DynamoDB that is not what its checksum says.
    private func damage(to response: WebResponse) -> AWSFailure? {
        guard service == .dynamodb, let told = response.head.headers["x-amz-crc32"].flatMap({ UInt32($0) }) else {
            return nil
        }
        guard CRC32.checksum(of: response.body) != told else { return nil }
        return AWSFailure(
            service: service.rawValue,
            code: ErrorCodes.checksumFailed,
            requestID: response.head.headers["x-amzn-RequestId"],
            status: response.head.status
        )
    }

    private func request(for call: ServiceCall, number: Int, id: UUID) -> WebRequest {
        var request = WebRequest(
            method: call.method,
            origin: endpoint.origin,
            target: endpoint.path + call.target,
            headers: call.headers,
            body: call.body.isEmpty ? .none : .bytes(call.body),
            deadline: call.deadline
        )
        request.headers["amz-sdk-invocation-id"] = id.description
        let end = call.deadline.map { "ttl=\($0.basicISO8601); " } ?? ""
        request.headers["amz-sdk-request"] = "\(end)attempt=\(number); max=\(policy.maxAttempts)"
        return request
    }

    private func sign(_ request: inout WebRequest, _ call: ServiceCall) async throws(CallFailure) {
        guard let credentials else { return }
        let current: Credentials
        do throws(CredentialFailure) {
            current = try await credentials.credentials()
        } catch {
            throw .credentials(error)
        }
        let now = skew.withLock { $0 }.signingTime(at: outside.clock.now)
        do throws(SigningFailure) {
            try signer.sign(&request, payload: Payload(of: call.body), with: current, at: now)
        } catch {
            throw .signing(error)
        }
    }

    /// Waits until the next attempt may be made, and tells what it took from the quota; throws where none may.
    private func pause(
        after outcome: RetryPolicy.Outcome,
        of call: ServiceCall,
        number: Int
    ) async throws(CallFailure) -> Int {
        let attempt = RetryPolicy.Attempt(
            number: number,
            outcome: outcome,
            isIdempotent: call.isIdempotent,
            now: outside.clock.now,
            deadline: call.deadline
        )
        var generator = outside.random.generator
        let jitter = Double.random(in: 0..<1, using: &generator)
        switch quota.withLock({ policy.decide(attempt, jitter: jitter, quota: &$0) }) {
        case .retry(let delay, let cost):
            try await sleep(delay)
            return cost
        case .giveUp(.quotaUsedUp(let delay)) where call.isPolling:
            try await sleep(delay)
            throw outcome.failure
        case .giveUp: throw outcome.failure
        }
    }

    private func sleep(_ delay: Duration) async throws(CallFailure) {
        do throws(CancellationError) {
            try await outside.clock.sleep(for: delay)
        } catch {
            throw .transport(.cancelled)
        }
    }
}

extension RetryPolicy.Outcome {
    fileprivate var failure: CallFailure {
        switch self {
        case .answered(let failure): .service(failure)
        case .unanswered(let failure): .transport(failure)
        }
    }
}
