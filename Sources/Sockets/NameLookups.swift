import CLinux

/// How host names become addresses.
package enum NameLookups {
    /// Looks names up in /etc/hosts and by DNS, whatever nsswitch.conf says.
    ///
    /// Comes before the first look-up.  In a static executable glibc would load the image's other modules, and with
    /// them a second C library.
    package static func useFilesAndDNSOnly() {
        _ = once
    }

    private static let once: Int32 = __nss_configure_lookup("hosts", "files dns")
}
