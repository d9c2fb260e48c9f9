import EngineWiring
import Hosting
import LambdaHost
import Scan
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("scan") { settings in
            try onAWS(&settings) { supply in
                let scan = try Scan(&supply, supply.scanner())
                return ScheduledFront(
                    try supply.queueFront(batch: scan, of: "scan"),
                    schedule: DirectFront(scan.check)
                )
            }
        }
    }
}
