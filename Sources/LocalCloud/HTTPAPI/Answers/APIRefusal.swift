import HTTP
import JSON

/// What an API itself answers in place of a function.
enum APIRefusal: Error, Equatable {
    /// The path is none, or the body broke off.
    case badRequest
    case unauthorized
    case forbidden
    case notFound
    case tooLarge
    case headersTooLarge
    case tooManyRequests
    /// A function failed, or answered what is no answer.
    case internalError
    /// No function was free, or none was done in time.
    case unavailable
    /// What AWS would do and this cloud does not.
    case notEmulated(String)

    var answer: WebAnswer {
        WebAnswer(
            status: status,
            headers: ["content-type": "application/json"],
            body: .bytes(JSONValue.object(["message": .string(message)]).bytes())
        )
    }

    private var status: Int {
        switch self {
        case .badRequest: 400
        case .unauthorized: 401
        case .forbidden: 403
        case .notFound: 404
        case .tooLarge: 413
        case .tooManyRequests: 429
        case .headersTooLarge: 431
        case .internalError: 500
        case .notEmulated: 501
        case .unavailable: 503
        }
    }

    private var message: String {
        switch self {
        case .badRequest: "Bad Request"
        case .unauthorized: "Unauthorized"
        case .forbidden: "Forbidden"
        case .notFound: "Not Found"
        case .tooLarge: "Request Entity Too Large"
        case .headersTooLarge: "Request Header Fields Too Large"
        case .tooManyRequests: "Too Many Requests"
        case .internalError: "Internal Server Error"
        case .unavailable: "Service Unavailable"
        case .notEmulated(let what): ServiceFault.notEmulated(what).message
        }
    }
}
