package dev.weir.finding;

import java.util.List;
import java.util.stream.Stream;

/**
 * A control of a framework that a reading of the check supports: evidence towards it, never the whole of it.
 *
 * @param framework the framework with its version, such as {@code PCI DSS 4.0.1}
 * @param id the control's number there
 * @param title its title, shortened
 * @param source where it is published
 */
public record Control(String framework, String id, String title, String source) {

    private static final String NIST = "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final";
    private static final String PCI = "https://www.pcisecuritystandards.org/document_library/";
    private static final String CIS = "https://www.cisecurity.org/controls/v8";
    private static final String SOC = "https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria";
    private static final String HIPAA = "https://www.ecfr.gov/current/title-45/section-164.312";
    private static final String ISO = "https://www.iso.org/standard/27001";

    /** What both readings support: outbound traffic is restricted to what is needed. */
    private static final List<Control> BOTH = List.of(
            new Control("CIS Controls v8", "4.4", "Implement and manage a firewall on servers", CIS),
            new Control("CIS Controls v8", "13.4", "Perform traffic filtering between network segments", CIS),
            new Control("PCI DSS 4.0.1", "1.3.2", "Outbound traffic from the CDE is restricted", PCI),
            new Control("NIST SP 800-53 Rev. 5", "AC-4", "Information flow enforcement", NIST),
            new Control("NIST SP 800-53 Rev. 5", "SC-7", "Boundary protection", NIST),
            new Control("SOC 2 (TSC 2017)", "CC6.6", "Boundary protection against outside threats", SOC),
            new Control("SOC 2 (TSC 2017)", "CC6.7", "Transmission and movement of information is restricted", SOC),
            new Control("HIPAA Security Rule", "164.312(e)(1)", "Transmission security", HIPAA),
            new Control("ISO/IEC 27001:2022", "A.8.20", "Networks security", ISO),
            new Control("ISO/IEC 27001:2022", "A.8.22", "Segregation of networks", ISO));

    /** What asks for ports and protocols to be named. */
    private static final List<Control> PORTS = List.of(
            new Control("PCI DSS 4.0.1", "1.2.5", "Services, protocols and ports allowed have a business need", PCI),
            new Control("NIST SP 800-53 Rev. 5", "CM-7", "Least functionality", NIST),
            new Control("NIST SP 800-53 Rev. 5", "SC-7(5)", "Deny by default, allow by exception", NIST));

    /** The controls that a reading supports, by framework. */
    public static List<Control> supportedBy(Reading reading) {
        return switch (reading) {
            case ALL_PORTS -> Stream.concat(BOTH.stream(), PORTS.stream()).toList();
            case ANY_PORT -> BOTH;
        };
    }

    /** {@code PCI DSS 4.0.1 1.3.2}. */
    @Override
    public String toString() {
        return framework + " " + id;
    }
}
