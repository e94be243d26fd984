import { createHash } from 'node:crypto';
import type { IconMediaType, KeptImage } from '../contract/icon.ts';
import { ICON_IMAGES_MAX_BYTES } from '../contract/limits.ts';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';
import type { IconImage } from '../domain/icon-image/icon-image.ts';
import type { Database } from './database.ts';

/** Images that no icon has any more and only an undo would bring back: beyond this the oldest go, and the undo is refused. */
const RELEASED_MAX_BYTES = 64 * 2 ** 20;

const UNUSED = 'NOT EXISTS (SELECT 1 FROM icons WHERE image_hash = hash)';

/** What is known of an image beside its bytes. */
export const keptOf = ({ media_type, bytes }: IconImage): KeptImage =>
  ({ media_type, bytes: bytes.length, image_hash: createHash('sha256').update(bytes).digest('hex') });

/** Whether an image is still there. */
export const hasImage = (database: Database, hash: string): boolean => database.prepare('SELECT 1 FROM icon_images WHERE hash = ?').get(hash) !== undefined;

/** Bytes of all images that icons have. */
export const usedBytes = (database: Database): number => database.prepare(`SELECT total(bytes) FROM icon_images WHERE NOT ${UNUSED}`).pluck().get() as number;

/** The images of icons, by hash. They stand apart from the rows, so that rows, feed and topology stay small. */
export class IconImages {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(hash: string): IconImage | null {
    const found = this.#database.prepare('SELECT media_type, image FROM icon_images WHERE hash = ?').raw().get(hash) as [IconMediaType, Buffer] | undefined;
    return found === undefined ? null : { media_type: found[0], bytes: found[1] };
  }

  /** Throws `limit_reached` where these together with those in use would be too large. */
  refuseTooMuch(images: readonly IconImage[]): void {
    const used = usedBytes(this.#database);
    const sizes = new Map(images.map((image) => [keptOf(image).image_hash, image.bytes.length]));
    const more = [...sizes].reduce((sum, [hash, bytes]) => (hasImage(this.#database, hash) ? sum : sum + bytes), 0);
    if (used + more > ICON_IMAGES_MAX_BYTES) {
      throw new ProblemError('limit_reached', say('icons_bytes_limit', { limit: ICON_IMAGES_MAX_BYTES, bytes: used + more }));
    }
  }

  /** Puts an image away, just before the icon that has it. */
  put(image: IconImage): KeptImage {
    const kept = keptOf(image);
    this.#database.prepare(`INSERT INTO icon_images (hash, media_type, bytes, released, image) VALUES (?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM changes), ?)
      ON CONFLICT (hash) DO NOTHING`).run(kept.image_hash, kept.media_type, kept.bytes, image.bytes);
    return kept;
  }

  /** Forgets images that no icon has and no edit of the feed can bring back, and the oldest of the others beyond 64 MiB. Runs inside a transaction. */
  forget(): void {
    this.#database.prepare(`DELETE FROM icon_images WHERE ${UNUSED} AND released < (SELECT coalesce(min(number), 0) FROM changes)`).run();
    const released = this.#database.prepare(`SELECT hash, bytes FROM icon_images WHERE ${UNUSED} ORDER BY released DESC, rowid DESC`).raw().all() as [string, number][];
    let bytes = 0;
    for (const [hash, size] of released) {
      bytes += size;
      if (bytes > RELEASED_MAX_BYTES) this.#database.prepare('DELETE FROM icon_images WHERE hash = ?').run(hash);
    }
  }
}
