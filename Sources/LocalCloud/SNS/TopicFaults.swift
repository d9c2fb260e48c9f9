/// The errors of SNS.
extension ServiceFault {
    static func invalidTopicParameter(_ what: String) -> ServiceFault {
        ServiceFault("InvalidParameter", "Invalid parameter: \(what)")
    }

    static func topicNotFound(_ what: String) -> ServiceFault {
        ServiceFault("NotFound", "\(what) does not exist", status: 404)
    }
}
