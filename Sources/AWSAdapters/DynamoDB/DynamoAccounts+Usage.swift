import AWSClient
package import Domain
package import Ports
import Time

extension DynamoAccounts {
    package func reserve(
        _ reservation: Reservation,
        within plan: Plan
    ) async throws(PortError) -> ReservationOutcome {
        // A day that has no item yet is below any limit, so what alone is too much is told here.
        guard plan.documents >= 1 else { return .exhausted(.documents) }
        guard reservation.bytes <= plan.bytes else { return .exhausted(.bytes) }
        guard plan.openUploads >= 1 else { return .exhausted(.openUploads) }
        let outcome = try await table.update(
            key(reservation),
            Change(
                "ADD #documents :one, #bytes :size, #open :one SET #expires = :expires",
                [
                    ":one": .number("1"),
                    ":size": .number("\(reservation.bytes.bytes)"),
                    ":expires": .number("\(reservation.day.end.secondsSinceEpoch + Self.memory)"),
                ]
            ),
            if: Condition(
                "attribute_not_exists(#documents) OR "
                    + "(#documents < :documents AND #bytes <= :bytes AND #open < :open)",
                [
                    ":documents": .number("\(plan.documents)"),
                    ":bytes": .number("\(plan.bytes.bytes - reservation.bytes.bytes)"),
                    ":open": .number("\(plan.openUploads)"),
                ]
            ),
            // A second time would count twice.
            isIdempotent: false
        )
        guard case .refused(let item?) = outcome else { return .granted }
        let usage = try usage(in: item, reservation.organisation)
        if usage.documents >= plan.documents { return .exhausted(.documents) }
        return .exhausted(usage.openUploads >= plan.openUploads ? .openUploads : .bytes)
    }

    package func end(_ reservation: Reservation, _ ending: ReservationEnding) async throws(PortError) {
        let change =
            switch ending {
            case .arrived: Change("ADD #open :less", [":less": .number("-1")])
            case .expired:
                Change(
                    "ADD #documents :less, #bytes :size, #open :less",
                    [":less": .number("-1"), ":size": .number("\(-reservation.bytes.bytes)")]
                )
            }
        // A day that nobody remembers any more is not to come back as one of which less than nothing was used.
        let remembered = Condition("attribute_exists(#documents)")
        _ = try await table.update(key(reservation), change, if: remembered, isIdempotent: false)
    }

    package func usage(of organisation: OrganisationName, on day: Day) async throws(PortError) -> Usage {
        guard let item = try await table.item(AccountItem.key(.usage(organisation, day))) else { return Usage() }
        return try usage(in: item, organisation)
    }

    /// In seconds: longer than an upload of that day can still arrive or expire.
    private static let memory: Int64 = 40 * 24 * 3_600

    private func key(_ reservation: Reservation) -> Item {
        AccountItem.key(.usage(reservation.organisation, reservation.day))
    }

    private func usage(in item: Item, _ organisation: OrganisationName) throws(PortError) -> Usage {
        let used = try decode(AccountItem.Used.self, from: item, .plan(organisation))
        return Usage(documents: used.documents, bytes: ByteCount(used.bytes), openUploads: used.open)
    }
}
