import HTTP
import Time

extension CloudRequest {
    /// What the deployment asks for: in the developer's name, and from nowhere.
    static func ofDeployment(_ ground: Ground, body: WebBody = .none) -> CloudRequest {
        CloudRequest(
            web: WebRequest(method: "POST", origin: WebOrigin(scheme: .http, host: "localhost"), body: body),
            id: ground.newID(),
            received: ground.clock.now,
            caller: Caller(arn: "arn:aws:iam::\(ground.place.account):root", userID: ground.place.account, role: nil)
        )
    }
}
