import AWSClient
import HTTP
import Template
import Time

/// A request on its way through an API.
struct APIRequest: Sendable {
    /// As the answer's `apigw-requestid` tells it.
    let id: String
    let received: Instant
    let account: String
    let api: String
    let domain: String
    let stage: HTTPAPI.Stage
    let method: String
    /// With the stage, where that has a name.
    let path: APIPath
    let match: RouteTable.Match
    let rawQuery: String
    let query: [QueryParameter]
    let fields: RequestFields

    /// The route, as policies name what may be called.
    func routeARN(region: String) -> String {
        let rest = stage.name == "$default" ? path : path.dropFirst()
        return "arn:aws:execute-api:\(region):\(account):\(api)/\(stage.name)/\(method)\(rest.text)"
    }

    var routeKey: String { match.route.key }
}

/// A parameter of the query, decoded; what came more than once is joined by commas.
struct QueryParameter: Sendable, Equatable {
    let name: String
    var value: String

    static func all(of query: Substring) -> [QueryParameter] {
        var parameters: [QueryParameter] = []
        var places: [String: Int] = [:]
        for item in QueryItems(query.utf8, plusIsSpace: true).items {
            if let place = places[item.name] {
                parameters[place].value += "," + (item.value ?? "")
            } else {
                places[item.name] = parameters.count
                parameters.append(QueryParameter(name: item.name, value: item.value ?? ""))
            }
        }
        return parameters
    }
}
