import AWSClient
package import Domain
import Encoding
import HTTP
package import Ports
package import Time

extension S3BlobStore {
    package func upload(
        _ terms: UploadTerms,
        at now: Instant,
        for life: Duration
    ) async throws(PortError) -> UploadGrant {
        let object = PutObject(
            key: try ObjectPlace(terms.blob).key.text,
            contentLength: (terms.size?.bytes).map(Int.init),
            contentType: terms.type,
            checksumSHA256: (terms.sha256?.bytes).map(Base64.encode),
            mustBeNew: terms.mustBeNew
        )
        let presigner = try await presigner(for: terms.blob)
        do throws(SigningFailure) {
            let url = try presigner.putObject(object, at: now, expiry: life)
            return UploadGrant(
                url: GrantURL(url),
                headers: object.headers.fields.map { UploadGrant.Field($0.name, $0.value) }
            )
        } catch {
            throw PortError(.signing(error))
        }
    }

    package func form(
        _ terms: FormTerms,
        at now: Instant,
        for life: Duration
    ) async throws(PortError) -> FormGrant {
        let key = try ObjectPlace(terms.blob).key.text
        let type = terms.type.map { [PostPolicy.Condition.equals(field: "Content-Type", value: $0)] } ?? []
        let sizes = Int(terms.sizes.lowerBound)...Int(terms.sizes.upperBound)
        let presigner = try await presigner(for: terms.blob)
        do throws(SigningFailure) {
            let (action, form) = try presigner.form(
                [.equals(field: "key", value: key), .contentLength(sizes)] + type,
                at: now,
                expiry: life
            )
            return FormGrant(
                action: action,
                fields: form.fields.map { GrantField($0.name, revealed: $0.value.revealed) },
                expires: form.expires
            )
        } catch {
            throw PortError(.signing(error))
        }
    }

    package func download(
        _ blob: Blob,
        at now: Instant,
        for life: Duration
    ) async throws(PortError) -> GrantURL {
        let key = try ObjectPlace(blob).key
        let presigner = try await presigner(for: blob)
        do throws(SigningFailure) {
            return GrantURL(try presigner.getObject(key, versionID: blob.version, at: now, expiry: life))
        } catch {
            throw PortError(.signing(error))
        }
    }

    private func presigner(for blob: Blob) async throws(PortError) -> BucketPresigner {
        let bucket = try ObjectPlace(blob).bucket
        do throws(S3Failure) {
            return try await s3.presigner(for: bucket)
        } catch {
            throw PortError(error, about: blob)
        }
    }
}

extension GrantURL {
    fileprivate init(_ url: PresignedURL) {
        self.init(revealed: url.revealed, expires: url.expires)
    }
}
