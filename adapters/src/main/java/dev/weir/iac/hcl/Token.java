package dev.weir.iac.hcl;

/** What a piece of HCL text is to the parser. */
enum Token {
    SPACE,
    COMMENT,
    NEWLINE,
    IDENTIFIER,
    NUMBER,
    /** The quote that opens a template. */
    QUOTE,
    END_QUOTE,
    /** {@code <<EOT} with its line end. */
    HEREDOC,
    /** The marker alone in its line, with the spaces before it. */
    END_HEREDOC,
    /** Characters of a template, with their escapes. */
    LITERAL,
    /** <code>${</code> or <code>${~</code>. */
    INTERPOLATION,
    /** <code>%{</code> or <code>%{~</code>. */
    DIRECTIVE,
    /** The brace that ends either of them. */
    END_TEMPLATE,
    OPEN_BRACE,
    CLOSE_BRACE,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    OPEN_PARENTHESIS,
    CLOSE_PARENTHESIS,
    /** Any other sign, of one, two or three characters. */
    SIGN,
    /** From here on there is no token. */
    BROKEN,
    END
}
