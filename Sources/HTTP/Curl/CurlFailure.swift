import CCurl
import Sockets

/// What libcurl says went wrong before a transfer came about.
struct CurlFailure: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    init(_ code: CURLcode) {
        description = "\(String(cString: curl_easy_strerror(code))) (curl \(code.rawValue))"
    }

    init(_ code: CURLMcode) {
        description = "\(String(cString: curl_multi_strerror(code))) (curl multi \(code.rawValue))"
    }

    static func check(_ code: CURLcode) throws(CurlFailure) {
        if code != CURLE_OK { throw CurlFailure(code) }
    }

    static func check(_ code: CURLMcode) throws(CurlFailure) {
        if code != CURLM_OK { throw CurlFailure(code) }
    }
}

/// libcurl and OpenSSL, started at the first request and once in a process.
enum CurlLibrary {
    static func start() throws(CurlFailure) {
        NameLookups.useFilesAndDNSOnly()
        try CurlFailure.check(outcome)
    }

    private static let outcome: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
}
