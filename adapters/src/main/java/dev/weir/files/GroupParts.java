package dev.weir.files;

/** How much of a security group is wanted. Whatever is left out is checked all the same. */
enum GroupParts {
    /** Everything that a file says of it. */
    ALL,

    /**
     * What a scan looks at, where the file is plain enough to leave the rest out cheaply: no inbound rules, description or tags, and
     * no outbound rules that no finding could tell of, which are those to security groups and private networks.
     */
    FOR_SCAN
}
