package dev.weir.files;

/** How much of a security group is wanted. Whatever is left out is checked all the same. */
enum GroupParts {
    /** Everything that a file says of it. */
    ALL,

    /** What a scan looks at: no inbound rules, description or tags, where the file is plain enough to leave them out cheaply. */
    FOR_SCAN
}
