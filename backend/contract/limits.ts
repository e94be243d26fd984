// No imports: the page uses these at run time.

/** Ids of servers, clusters, networks and types. Case-sensitive and immutable. */
export const ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$';

/** Ids of connections: as other ids, up to 160 characters, so that `from--to--type` fits. */
export const CONNECTION_ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]{0,159}$';

/** Text a person reads on one line: no control characters, so it can be joined by newlines in the topology. */
export const LINE_PATTERN = '^[^\\u0000-\\u001f\\u007f\\u2028\\u2029]*$';

/** Text of several lines: tab, newline and carriage return, no other control character. */
export const TEXT_PATTERN = '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$';

export const NAME_MAX_LENGTH = 200;
export const LABEL_MAX_LENGTH = 1_000;
export const NOTES_MAX_LENGTH = 20_000;
export const TAG_VALUE_MAX_LENGTH = 500;
export const TAGS_MAX = 64;
export const ADDRESSES_MAX = 64;
export const SERVER_NETWORKS_MAX = 64;
export const EXTRAS_MAX = 8;
export const EXTRA_MAX_LENGTH = 20_000;
export const FLOOR_TEXT_MAX_LENGTH = 500;
export const LINE_LABELS_MAX = 256;
export const WAYPOINTS_MAX = 64;
export const ORDER_MAX = 10_000;
export const VIEW_PLACES_MAX = 5_000;

/** Positions are in map tiles; the map is a square of this many tiles to each side of its origin. */
export const POSITION_MAX = 1_000_000;

/** Bodies of requests, in bytes; import alone may be larger. */
export const BODY_MAX_BYTES = 1_048_576;
export const IMPORT_MAX_BYTES = 536_870_912;

/** A write of more rows than this publishes one `reset` instead of its rows. */
export const RESET_ROWS = 1_000;

/** Clusters up to this size connect every pair of members; larger ones are a ring. */
export const FULL_MESH_MAX = 5;

export const PAGE_LIMIT_DEFAULT = 100;
export const PAGE_LIMIT_MAX = 1_000;
