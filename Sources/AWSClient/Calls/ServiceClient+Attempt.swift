import Crypto
import HTTP
import Synchronization
import Time

extension ServiceClient {
    /// What one attempt of a call came to.
    enum Ending {
        case success(WebResponse)
        case failure(RetryPolicy.Outcome)
        /// Refused for its time, which is known by now, or for its credentials, which are renewed by now.
        case refused(AWSFailure, isRenewed: Bool)
        /// The answer broke off when the caller's sink had been asked to take it.
        case interrupted(TransportFailure, hasGivenBytes: Bool)
    }

    func attempt(_ call: ServiceCall, _ course: Course, into sink: (any BodySink)?) async throws(CallFailure) -> Ending
    {
        let endpoint = call.endpoint ?? endpoint
        var (request, payload) = call.request(to: endpoint)
        describe(course, of: call, in: &request)
        let known = skew.withLock { $0 }
        let used = try await usableCredentials(known)
        try sign(&request, payload, to: endpoint, call, with: used, at: known.signingTime(at: outside.clock.now))
        let sent = outside.clock.now
        if let deadline = call.deadline, sent >= deadline {
            throw .transport(.deadlinePassed(sent: course.number > 1))
        }
        let answer = sink.map(AnswerSink.init)
        let response: WebResponse
        do throws(TransportFailure) {
            response = try await exchange(request, into: answer)
        } catch {
            guard let answer, answer.isGiven else { return .failure(.unanswered(error)) }
            return .interrupted(error, hasGivenBytes: answer.hasGivenBytes)
        }
        let received = outside.clock.now
        guard let failure = failure(in: response, of: call) else { return .success(response) }
        if failure.mayBeExpiredToken(of: call), !course.hasRenewed, let used, await isRenewed(after: used) {
            return .refused(failure, isRenewed: true)
        }
        guard correctsClockSkew else { return .failure(.answered(failure)) }
        let isNews = skew.withLock { skew in
            skew.observe(response.head, sent: sent, received: received)
            // Another call may have learned it since this one was signed.
            return skew.differs(from: known)
        }
        // An answer to HEAD has no words, but its date tells the same.
        let isSkew = failure.isClockSkew || (call.method == "HEAD" && failure.status == 403)
        return isSkew && isNews ? .refused(failure, isRenewed: false) : .failure(.answered(failure))
    }

    private func exchange(_ request: WebRequest, into answer: AnswerSink?) async throws(TransportFailure) -> WebResponse
    {
        guard let answer else { return try await outside.transport.exchange(request, bodyLimit: Self.longestAnswer) }
        return WebResponse(head: try await outside.transport.exchange(request, into: answer), body: answer.error)
    }

    private func describe(_ course: Course, of call: ServiceCall, in request: inout WebRequest) {
        request.headers["amz-sdk-invocation-id"] = course.id.description
        // How long a stream takes is no measure of how long its caller waits.
        let end = call.content.isStream ? nil : request.deadline
        let life = end.map { "ttl=\($0.basicISO8601); " } ?? ""
        request.headers["amz-sdk-request"] = "\(life)attempt=\(course.number); max=\(policy.maxAttempts)"
        if request.headers["User-Agent"] == nil { request.headers["User-Agent"] = "assay" }
    }

    /// Nil where the calls need none.
    private func usableCredentials(_ skew: ClockSkew) async throws(CallFailure) -> Credentials? {
        guard let credentials else { return nil }
        do throws(CredentialFailure) {
            let current = try await credentials.credentials()
            guard let end = current.expiration, end <= skew.signingTime(at: outside.clock.now) else { return current }
            // Whoever keeps them goes by our clock, which is behind: by the service's they have lapsed.
            return try await credentials.credentials(insteadOf: current)
        } catch {
            throw .credentials(error)
        }
    }

    private func sign(
        _ request: inout WebRequest,
        _ payload: Payload,
        to endpoint: AWSEndpoint,
        _ call: ServiceCall,
        with credentials: Credentials?,
        at time: Instant
    ) throws(CallFailure) {
        guard let credentials else {
            if let body = call.body(after: nil, to: endpoint) { request.body = body }
            return
        }
        let signer = Signer(region: endpoint.region, service: service.signingName, keys: keys)
        do throws(SigningFailure) {
            let seed = try signer.sign(&request, payload: payload, with: credentials, at: time)
            if let body = call.body(after: seed, to: endpoint) { request.body = body }
        } catch {
            throw .signing(error)
        }
    }

    var signingTime: Instant { skew.withLock { $0 }.signingTime(at: outside.clock.now) }

    /// Whether there are others now than those that were refused.
    private func isRenewed(after refused: Credentials) async -> Bool {
        guard let credentials else { return false }
        do throws(CredentialFailure) {
            return try await credentials.credentials(insteadOf: refused) != refused
        } catch {
            // What the service said of the old ones is what the caller is told.
            return false
        }
    }

    private func failure(in response: WebResponse, of call: ServiceCall) -> AWSFailure? {
        guard call.isAnswered(by: response.head.status) else {
            return AWSFailure(response, from: service.rawValue, speaking: form)
        }
        if let damaged = damage(to: response) { return damaged }
        // What a sink has taken is not here: it is somebody's object, and may well be an error that somebody stored.
        guard form == .restXML else { return nil }
        return AWSFailure(withinSuccess: response, from: service.rawValue)
    }

    /// An answer of DynamoDB that is not what its checksum says.
    private func damage(to response: WebResponse) -> AWSFailure? {
        guard service == .dynamodb, let told = response.head.headers["x-amz-crc32"].flatMap({ UInt32($0) }) else {
            return nil
        }
        guard Crypto.CRC32.checksum(of: response.body) != told else { return nil }
        return AWSFailure(
            service: service.rawValue,
            code: ErrorCodes.checksumFailed,
            requestID: response.head.headers["x-amzn-RequestId"],
            status: response.head.status
        )
    }
}

extension ServiceCall {
    fileprivate func isAnswered(by status: Int) -> Bool { (200..<300).contains(status) || status == acceptedStatus }
}

extension AWSFailure {
    /// An answer to HEAD has no words that could tell; a bucket that is elsewhere is told by its region.
    fileprivate func mayBeExpiredToken(of call: ServiceCall) -> Bool {
        isExpiredToken || (call.method == "HEAD" && status == 400 && bucketRegion == nil)
    }
}
