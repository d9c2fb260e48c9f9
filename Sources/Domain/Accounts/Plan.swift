package import Time

/// How much an organisation may hand over on one day.
package struct Plan: Sendable, Equatable {
    package let documents: Int
    package let bytes: ByteCount
    /// Uploads that were asked for on the day and have not come.
    package let openUploads: Int

    package init(documents: Int, bytes: ByteCount, openUploads: Int) {
        self.documents = documents
        self.bytes = bytes
        self.openUploads = openUploads
    }
}

/// What of a plan is used up on one day.
package struct Usage: Sendable, Equatable {
    package let documents: Int
    package let bytes: ByteCount
    package let openUploads: Int

    package init(documents: Int = 0, bytes: ByteCount = 0, openUploads: Int = 0) {
        self.documents = documents
        self.bytes = bytes
        self.openUploads = openUploads
    }
}

/// A day of UTC, by which plans are counted.
package struct Day: Hashable, Sendable, CustomStringConvertible {
    /// Such as `2026-11-21`.
    package let description: String

    /// When the next one begins.
    package let end: Instant

    package init(of instant: Instant) {
        description = String(instant.rfc3339.prefix(10))
        let day: Int64 = 86_400
        let seconds = instant.secondsSinceEpoch
        end = Instant(secondsSinceEpoch: (seconds - seconds % day) + day)
    }
}

/// A document's share of a plan, taken when its upload is asked for.
package struct Reservation: Sendable, Equatable {
    package let organisation: OrganisationName
    /// The day on which it was taken; it is given back to the same.
    package let day: Day
    /// What was announced, or the largest that may come.
    package let bytes: ByteCount

    package init(organisation: OrganisationName, day: Day, bytes: ByteCount) {
        self.organisation = organisation
        self.day = day
        self.bytes = bytes
    }
}

package enum ReservationEnding: Sendable, Equatable {
    /// The upload has come; documents and bytes stay counted.
    case arrived
    /// It never came: all of it is given back.
    case expired
}
