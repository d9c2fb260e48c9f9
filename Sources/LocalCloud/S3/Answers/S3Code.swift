import JSON

/// What S3 refuses with: the code, the status and S3's own sentence.
enum S3Code: String {
    case accessDenied = "AccessDenied"
    case accessForbidden = "AccessForbidden"
    case badDigest = "BadDigest"
    case bucketAlreadyOwnedByYou = "BucketAlreadyOwnedByYou"
    case bucketNotEmpty = "BucketNotEmpty"
    case entityTooLarge = "EntityTooLarge"
    case entityTooSmall = "EntityTooSmall"
    case illegalLocationConstraint = "IllegalLocationConstraintException"
    case incompleteBody = "IncompleteBody"
    case invalidArgument = "InvalidArgument"
    case invalidBucketName = "InvalidBucketName"
    case invalidBucketState = "InvalidBucketState"
    case invalidDigest = "InvalidDigest"
    case invalidPart = "InvalidPart"
    case invalidPartOrder = "InvalidPartOrder"
    case invalidPolicyDocument = "InvalidPolicyDocument"
    case invalidRange = "InvalidRange"
    case invalidRequest = "InvalidRequest"
    case invalidTag = "InvalidTag"
    case keyTooLong = "KeyTooLongError"
    case malformedPOSTRequest = "MalformedPOSTRequest"
    case malformedTrailer = "MalformedTrailerError"
    case malformedXML = "MalformedXML"
    case methodNotAllowed = "MethodNotAllowed"
    case missingContentLength = "MissingContentLength"
    case noSuchBucket = "NoSuchBucket"
    case noSuchCORSConfiguration = "NoSuchCORSConfiguration"
    case noSuchKey = "NoSuchKey"
    case noSuchLifecycleConfiguration = "NoSuchLifecycleConfiguration"
    case noSuchTagSet = "NoSuchTagSet"
    case noSuchUpload = "NoSuchUpload"
    case noSuchVersion = "NoSuchVersion"
    case preconditionFailed = "PreconditionFailed"

    private var status: Int {
        switch self {
        case .accessDenied, .accessForbidden: 403
        case .noSuchBucket, .noSuchCORSConfiguration, .noSuchKey, .noSuchLifecycleConfiguration, .noSuchTagSet,
            .noSuchUpload, .noSuchVersion:
            404
        case .methodNotAllowed: 405
        case .bucketAlreadyOwnedByYou, .bucketNotEmpty, .invalidBucketState: 409
        case .missingContentLength: 411
        case .preconditionFailed: 412
        case .invalidRange: 416
        case .badDigest, .entityTooLarge, .entityTooSmall, .illegalLocationConstraint, .incompleteBody,
            .invalidArgument, .invalidBucketName, .invalidDigest, .invalidPart, .invalidPartOrder,
            .invalidPolicyDocument, .invalidRequest, .invalidTag, .keyTooLong, .malformedPOSTRequest,
            .malformedTrailer, .malformedXML:
            400
        }
    }

    private var sentence: String {
        switch self {
        case .accessDenied: "Access Denied"
        case .accessForbidden: "CORSResponse: This CORS request is not allowed."
        case .badDigest: "The Content-MD5 or checksum value that you specified did not match what the server received."
        case .bucketAlreadyOwnedByYou:
            "Your previous request to create the named bucket succeeded and you already own it."
        case .bucketNotEmpty: "The bucket you tried to delete is not empty"
        case .entityTooLarge: "Your proposed upload exceeds the maximum allowed size"
        case .entityTooSmall: "Your proposed upload is smaller than the minimum allowed size"
        case .illegalLocationConstraint:
            "The unspecified location constraint is incompatible for the region specific endpoint this request was "
                + "sent to."
        case .incompleteBody:
            "You did not provide the number of bytes specified by the Content-Length HTTP header"
        case .invalidArgument: "Invalid Argument"
        case .invalidBucketName: "The specified bucket is not valid."
        case .invalidBucketState: "The request is not valid with the current state of the bucket."
        case .invalidDigest: "The Content-MD5 you specified was invalid."
        case .invalidPart:
            "One or more of the specified parts could not be found.  The part may not have been uploaded, or the "
                + "specified entity tag may not match the part's entity tag."
        case .invalidPartOrder:
            "The list of parts was not in ascending order. Parts must be ordered by part number."
        case .invalidPolicyDocument: "The content of the form does not meet the conditions specified in the policy."
        case .invalidRange: "The requested range is not satisfiable"
        case .invalidRequest: "Invalid Request"
        case .invalidTag: "The TagValue you have provided is invalid"
        case .keyTooLong: "Your key is too long"
        case .malformedPOSTRequest: "The body of your POST request is not well-formed multipart/form-data."
        case .malformedTrailer: "The request contained trailing data that was not well-formed or did not conform."
        case .malformedXML:
            "The XML you provided was not well-formed or did not validate against our published schema"
        case .methodNotAllowed: "The specified method is not allowed against this resource."
        case .missingContentLength: "You must provide the Content-Length HTTP header."
        case .noSuchBucket: "The specified bucket does not exist"
        case .noSuchCORSConfiguration: "The CORS configuration does not exist"
        case .noSuchKey: "The specified key does not exist."
        case .noSuchLifecycleConfiguration: "The lifecycle configuration does not exist"
        case .noSuchTagSet: "The TagSet does not exist"
        case .noSuchUpload:
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted "
                + "or completed."
        case .noSuchVersion: "The specified version does not exist."
        case .preconditionFailed: "At least one of the pre-conditions you specified did not hold"
        }
    }

    fileprivate func fault(_ message: String?, _ details: JSONObject) -> ServiceFault {
        ServiceFault(rawValue, message ?? sentence, status: status, details: details)
    }
}

extension ServiceFault {
    static func s3(_ code: S3Code, _ message: String? = nil, _ details: JSONObject = [:]) -> ServiceFault {
        code.fault(message, details)
    }

    static func s3(_ code: S3Code, of name: String, _ value: String) -> ServiceFault {
        code.fault(nil, [name: .string(value)])
    }

    /// Which of the request's conditions did not hold.
    static func preconditionFailed(_ name: String) -> ServiceFault {
        .s3(.preconditionFailed, of: "Condition", name)
    }

    static func wrongPayloadHash(_ claimed: String, found: String) -> ServiceFault {
        ServiceFault(
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
            details: ["ClientComputedContentSHA256": .string(claimed), "S3ComputedContentSHA256": .string(found)]
        )
    }
}
