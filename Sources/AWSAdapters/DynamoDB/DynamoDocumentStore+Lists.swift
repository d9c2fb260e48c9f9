import AWSClient
package import Domain
package import Ports
package import Time

extension DynamoDocumentStore {
    package func list(
        _ organisation: OrganisationName,
        after position: Listing.Position?,
        limit: Int
    ) async throws(PortError) -> Listing {
        let pages = await withTaskGroup(of: Result<Page, PortError>.self) { group in
            for shard in Shard.all {
                group.addTask { await page(of: organisation, shard, after: position, limit: limit) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var entries: [Listing.Position] = []
        var hasMore = false
        for page in pages {
            let page = try page.get()
            entries += page.entries
            hasMore = hasMore || page.hasMore
        }
        entries.sort()
        hasMore = hasMore || entries.count > limit
        let shown = Array(entries.prefix(limit))
        return Listing(entries: shown, next: hasMore ? shown.last : nil)
    }

    package func due(before now: Instant, shard: Shard, limit: Int) async throws(PortError) -> [DocumentID] {
        let page = try await table.query(
            Query(
                tableName: table.name,
                indexName: DocumentIndex.byDue,
                keyConditionExpression: "#due_shard = :shard AND #due_at <= :now",
                expressionAttributeNames: ["#due_shard": "due_shard", "#due_at": "due_at"],
                expressionAttributeValues: [
                    ":shard": .string(DocumentIndex.due(shard)), ":now": .number("\(now.millisecondsSinceEpoch)"),
                ],
                limit: limit
            )
        )
        return try documents(in: page)
    }

    package func twins(of likeness: Likeness, limit: Int) async throws(PortError) -> [DocumentID] {
        let page = try await table.query(
            Query(
                tableName: table.name,
                indexName: DocumentIndex.byLikeness,
                keyConditionExpression: "#likeness = :likeness",
                expressionAttributeNames: ["#likeness": "likeness"],
                expressionAttributeValues: [":likeness": .string(DocumentIndex.likeness(likeness))],
                scanIndexForward: false,
                limit: limit
            )
        )
        return try documents(in: page)
    }

    private struct Page {
        let entries: [Listing.Position]
        let hasMore: Bool
    }

    private func page(
        of organisation: OrganisationName,
        _ shard: Shard,
        after position: Listing.Position?,
        limit: Int
    ) async -> Result<Page, PortError> {
        var values: [String: AttributeValue] = [":under": .string(DocumentIndex.list(of: organisation, shard))]
        var names = ["#listed_under": "listed_under"]
        var condition = "#listed_under = :under"
        if let position {
            condition += " AND #listed_at < :place"
            names["#listed_at"] = "listed_at"
            values[":place"] = .string(DocumentIndex.place(position))
        }
        do throws(PortError) {
            let page = try await table.query(
                Query(
                    tableName: table.name,
                    indexName: DocumentIndex.byOrganisation,
                    keyConditionExpression: condition,
                    expressionAttributeNames: names,
                    expressionAttributeValues: values,
                    scanIndexForward: false,
                    limit: limit
                )
            )
            return .success(Page(entries: try positions(in: page), hasMore: page.lastEvaluatedKey != nil))
        } catch {
            return .failure(error)
        }
    }

    private func positions(in page: Query.Output) throws(PortError) -> [Listing.Position] {
        var positions: [Listing.Position] = []
        for item in page.items ?? [] {
            guard case .string(let place) = item["listed_at"], let position = DocumentIndex.position(place) else {
                throw .malformed(.position, reason: "an entry of the index has no place")
            }
            positions.append(position)
        }
        return positions
    }

    private func documents(in page: Query.Output) throws(PortError) -> [DocumentID] {
        var documents: [DocumentID] = []
        for item in page.items ?? [] {
            guard case .string(let text) = item["document"], let id = DocumentID(text) else {
                throw .malformed(.position, reason: "an entry of the index names no document")
            }
            documents.append(id)
        }
        return documents
    }
}
