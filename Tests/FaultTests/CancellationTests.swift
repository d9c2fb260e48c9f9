import AWSClient
import HTTP
import TestKit
import Testing
import Time

struct CancellationTests {
    /// In a process of its own, where nothing else opens a descriptor or starts a thread.
    @Test func `a hundred calls cancelled in the middle end at once and leave nothing behind`() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            OwnProcess.endIfItHangs()
            let world = try UnfinishedWorld()
            // The first round starts the threads that stay.
            try await world.cancelHundred()
            let before = await OwnProcess.holdings()
            for _ in 0..<3 { try await world.cancelHundred() }
            let left = await OwnProcess.holdings() - before
            #expect(Sanitizer.isPresent || (left.descriptors <= 0 && left.threads <= 0), "\(left)")
            print("cancelled 4 times 100 calls, left behind: transfers \(world.gauge.transfers), \(left)")
        }
        print(String(decoding: result?.standardOutputContent ?? [], as: UTF8.self))
    }
}

/// Clients of servers that end nothing.
private struct UnfinishedWorld {
    let server: UnfinishingServer
    let deaf: DeafPort
    let gauge = CurlGauge()
    let s3: S3
    let near: SQS
    let far: SQS
    let bucket: BucketName

    init() throws {
        server = try UnfinishingServer()
        deaf = try DeafPort()
        // On a slow machine a hundred calls take their time to be under way: none is to be given up meanwhile.
        var limits = CurlLimits()
        limits.connecting = .seconds(600)
        let outside = Outside(
            transport: CurlTransport(
                trusting: CertificateAuthorities(.file("/nowhere")),
                limits: limits,
                gauge: gauge
            ),
            clock: SleeplessClock(),
            random: SeededRandom(seed: 1)
        )
        let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "s")
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: server.server.port)
        let deafOrigin = WebOrigin(scheme: .http, host: "127.0.0.1", port: deaf.port)
        let settings = AWSSettings(["AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": origin.description])
        s3 = try S3(AWSContext(ClientSettings(settings), credentials: credentials, outside: outside))
        near = SQS(at: AWSEndpoint(origin: origin, region: "r"), credentials: credentials, outside: outside)
        far = SQS(at: AWSEndpoint(origin: deafOrigin, region: "r"), credentials: credentials, outside: outside)
        bucket = try BucketName("documents")
    }

    /// More than any socket holds.
    private static let upload = [UInt8](repeating: 1, count: 20_000_000)

    private enum Stage { case connecting, sending, receiving }

    /// Begins a hundred calls, cancels them all when each is in its middle, and sees that the next still works.
    func cancelHundred() async throws {
        let receiving = Milestone()
        let (uploadsBefore, endedBefore) = (server.uploads.count, server.server.ended.count)
        let (failures, took) = await withTaskGroup(of: String.self) { group in
            for stage in [Stage.sending, .receiving] {
                for _ in 0..<33 { group.addTask { await failure(of: stage, receiving) } }
            }
            await server.uploads.wait(for: uploadsBefore + 33)
            await receiving.wait(for: 33)
            for _ in 0..<34 { group.addTask { await failure(of: .connecting, receiving) } }
            let areUnderWay = await OwnProcess.comesAbout { gauge.transfers == 100 }
            #expect(areUnderWay)
            let begin = ContinuousClock.now
            group.cancelAll()
            let failures = await group.reduce(into: []) { $0.append($1) }
            return (failures, ContinuousClock.now - begin)
        }
        #expect(failures == Array(repeating: "cancelled", count: 100))
        #expect(took < .seconds(10))
        let isEmpty = await OwnProcess.comesAbout {
            gauge.transfers == 0 && Descriptors.connected(to: deaf.port) == 0
        }
        #expect(isEmpty)
        await server.server.ended.wait(for: endedBefore + 66)
        let delete = DeleteMessage(queueUrl: "q", MessageReceipt(receiptHandle: "h"))
        _ = try await near.call(delete, deadline: SystemClock().now + .seconds(30))
    }

    private func failure(of stage: Stage, _ receiving: Milestone) async -> String {
        let deadline = SystemClock().now + .seconds(600)
        do {
            let key = try ObjectKey("k")
            switch stage {
            case .connecting: _ = try await far.receiveMessage(ReceiveMessage(queueUrl: "q"), deadline: deadline)
            case .sending:
                let body = CallContent.stream(ArraySource(Self.upload), length: Self.upload.count)
                _ = try await s3.putObject(PutObjectInput(bucket: bucket, key: key, body: body), deadline: deadline)
            case .receiving:
                let sink = BegunSink(milestone: receiving)
                _ = try await s3.getObject(GetObjectInput(bucket: bucket, key: key), into: sink, deadline: deadline)
            }
            return "no failure"
        } catch {
            return kind(of: error) ?? "\(error)"
        }
    }
}

/// Says when the answer has begun.
private struct BegunSink: BodySink {
    let milestone: Milestone

    func begin(_ head: WebResponseHead) async throws(BodyFailure) { milestone.reach() }
    func take(_ piece: [UInt8]) async throws(BodyFailure) {}
}
