/// What all requests of a transport share.
struct CurlSettings: Sendable {
    let authorities: CertificateAuthorities
    let limits: CurlLimits
    let gauge: CurlGauge
}
