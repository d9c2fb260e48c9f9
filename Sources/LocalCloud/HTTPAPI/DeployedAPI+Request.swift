import Encoding
import HTTP
import Template
import Time

extension DeployedAPI {
    func checkSize(of web: WebRequest) throws(APIRefusal) {
        let line = web.method.utf8.count + web.target.utf8.count
        let size = web.headers.fields.reduce(line) { $0 + $1.value.utf8.count }
        if size > Self.headerLimit { throw .headersTooLarge }
    }

    func checkFormat(of route: HTTPAPI.Route) throws(APIRefusal) {
        guard route.payloadFormatVersion == "2.0" else { throw .otherFormat(of: route) }
    }

    func body(of web: WebRequest) async throws(APIRefusal) -> [UInt8] {
        switch await web.body.whole(atMost: Self.bodyLimit) {
        case .bytes(let bytes): return bytes
        case .overLimit: throw .tooLarge
        case .broken: throw .badRequest
        }
    }

    func request(
        _ web: WebRequest,
        _ address: APIAddress,
        _ path: APIPath,
        _ stage: HTTPAPI.Stage,
        _ match: RouteTable.Match,
        bodyLength: Int,
        id: String
    ) -> APIRequest {
        let now = ground.clock.now
        let query = web.target.afterPath
        let trace = "Root=1-\(String(now.secondsSinceEpoch, radix: 16))-\(Hex.encode(ground.random.bytes(12)))"
        return APIRequest(
            id: id,
            received: now,
            account: ground.place.account,
            api: self.id,
            domain: address.domain ?? "\(self.id).execute-api.localhost",
            stage: stage,
            method: web.method,
            path: path,
            match: match,
            rawQuery: String(query),
            query: QueryParameter.all(of: query),
            fields: RequestFields(web.headers, origin: web.origin, bodyLength: bodyLength, traceID: trace)
        )
    }

    /// What the service takes, in bytes: of a body, and of the request line and the headers' values together.
    private static let bodyLimit = 10 * 1_024 * 1_024
    private static let headerLimit = 10_240
}
