/** Real peers for the tests: moto's server, the AWS CLI, and a proxy between them and weir that makes trouble on demand. */
@NullMarked
package dev.weir.peer;

import org.jspecify.annotations.NullMarked;
