import AWSClient
import TestKit
import Testing
import Time

@testable import LocalCloud

struct FunctionEnvironmentTests {
    private let ground = Ground(clock: ManualClock(now: Neighbourhood.start), random: SeededRandom(seed: 3))

    @Test func `a function finds what Lambda gives it, and what the template gives it beside`() {
        var configuration = FunctionConfiguration(name: "orders", role: "orders-role")
        configuration.memorySize = 256
        configuration.environment = ["TABLE": "t", "TZ": ":Europe/Berlin", "AWS_LAMBDA_FUNCTION_NAME": "other"]
        let found = ground.environment(of: configuration, endpoint: "http://127.0.0.1:4566", taskRoot: "/code")
        #expect(found["TABLE"] == "t")
        #expect(found["TZ"] == ":Europe/Berlin")
        #expect(found["AWS_LAMBDA_FUNCTION_NAME"] == "orders")
        #expect(found["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "256")
        #expect(found["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566")
        #expect(found["LAMBDA_TASK_ROOT"] == "/code")
        #expect(found["AWS_LAMBDA_LOG_STREAM_NAME"]?.hasPrefix("2027/01/15/[$LATEST]") == true)
        #expect(found["_HANDLER"] == "bootstrap")
        #expect(found["LANG"] == "en_US.UTF-8")
    }

    @Test func `its credentials are its role's, and this cloud knows them`() async throws {
        let configuration = FunctionConfiguration(name: "orders", role: "reader")
        let found = ground.environment(of: configuration, endpoint: "http://127.0.0.1:4566")
        let holder = try #require(ground.keys[found["AWS_ACCESS_KEY_ID"] ?? ""])
        #expect(holder.caller.role == "reader")
        #expect(holder.caller.arn == "arn:aws:sts::000000000000:assumed-role/reader/orders")
        #expect(holder.credentials.secretAccessKey.revealed == found["AWS_SECRET_ACCESS_KEY"])
        #expect(holder.credentials.sessionToken?.revealed == found["AWS_SESSION_TOKEN"])
        #expect(found["AWS_SESSION_TOKEN"]?.isEmpty == false)
    }
}
