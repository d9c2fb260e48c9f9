import HTTP
import Time

/// The operations of S3 that we use, under S3's own names.
///
/// A bucket that turns out to be in another region is looked for there from then on.
package struct S3: Sendable {
    let client: ServiceClient
    let places: BucketPlaces
    let context: AWSContext

    package init(_ context: AWSContext) throws(EndpointFault) {
        self.context = context
        client = try ServiceClient(.s3, speaking: .restXML, in: context)
        places = BucketPlaces(client.endpoint, addressing: context.settings.bucketAddressing)
    }

    var settings: ClientSettings { context.settings }

    /// The answer to a request, asked for where its bucket turns out to be.
    @discardableResult
    func send(
        _ request: S3Request,
        into sink: (any BodySink)? = nil,
        deadline: Instant?
    ) async throws(S3Failure) -> WebResponse {
        let call = try request.call(at: places.endpoint(of: request.bucket), deadline: deadline)
        do throws(CallFailure) {
            return try await client.answer(to: call, into: sink)
        } catch {
            guard request.followsRegion, places.learn(request.bucket, from: error), await request.content.rewind()
            else {
                throw .call(error)
            }
        }
        let moved = try request.call(at: places.endpoint(of: request.bucket), deadline: deadline)
        do throws(CallFailure) {
            return try await client.answer(to: moved, into: sink)
        } catch {
            throw .call(error)
        }
    }

    /// The answer as a document.
    func read(_ request: S3Request, deadline: Instant?) async throws(S3Failure) -> XMLElement {
        try Self.document(in: try await send(request, deadline: deadline))
    }

    static func document(in response: WebResponse) throws(S3Failure) -> XMLElement {
        do throws(XMLFault) {
            return try XMLReader.read(response.body)
        } catch {
            throw .unreadable("\(error)")
        }
    }

    /// What an answer must say.
    static func required(_ value: String?, _ name: String) throws(S3Failure) -> String {
        guard let value, !value.isEmpty else {
            throw .unreadable("the answer has no \(name)")
        }
        return value
    }
}
