import { IconDraftSchema, type Icon, type IconDraft, type IconInFile, type KeptImage } from '../contract/icon.ts';
import { ICONS_MAX } from '../contract/limits.ts';
import { say } from '../contract/sentence.ts';
import { dataUrlOf } from '../domain/icon-image/data-url.ts';
import type { IconImage } from '../domain/icon-image/icon-image.ts';
import { iconOf, type Times } from '../domain/rows.ts';
import { invalid, ProblemError } from '../errors.ts';
import { Collection, madeAt } from './collection.ts';
import type { IconImages } from './icon-images.ts';
import type { Condition, ListQuery } from './page.ts';
import type { Tables } from './tables/tables.ts';

export type IconFilter = 'name' | 'collection';

/** An icon as people said it, its image read. */
export type IconWithImage = Omit<IconDraft, 'media_type' | 'bytes' | 'image_hash'> & { readonly image?: IconImage };

/** The icons of one's own. One in use can be removed: what named it shows the icon of its type. */
export class Icons extends Collection<Icon, IconWithImage, IconFilter> {
  readonly images: IconImages;

  constructor(tables: Tables, images: IconImages) {
    super(tables.icons, { noun: 'icon', schema: IconDraftSchema });
    this.images = images;
  }

  override add({ image, ...draft }: IconWithImage, nowMs: number): Icon {
    const id = this.idOf(draft);
    if (image === undefined) throw invalid([{ pointer: '/image', message: say('fault_missing') }]);
    refuseTooMany(this.table.count() + 1);
    const row = this.complete({ ...draft, ...this.#kept(image), id }, null, madeAt(nowMs));
    this.table.put(row, null);
    return row;
  }

  override patch(id: string, { image, ...patch }: { readonly image?: IconImage }, nowMs: number): Icon {
    this.require(id);
    return super.patch(id, image === undefined ? patch : { ...patch, ...this.#kept(image) }, nowMs);
  }

  override remove(id: string): void {
    this.table.remove(this.require(id));
  }

  /** An icon as a file carries it, with its image. */
  inFile(icon: Icon): IconInFile {
    return iconInFile(icon, this.images);
  }

  protected override complete(draft: IconDraft, before: Icon | null, times: Times): Icon {
    const { media_type, bytes, image_hash } = draft;
    if (media_type === undefined || bytes === undefined || image_hash === undefined) throw new Error('An icon is completed with its image put away.');
    return iconOf(draft, before?.id ?? draft.id ?? '', { media_type, bytes, image_hash }, times);
  }

  #kept(image: IconImage): KeptImage {
    this.images.refuseTooMuch([image]);
    this.images.forget();
    return this.images.put(image);
  }

  protected override conditionsOf({ filters }: ListQuery<IconFilter>): Condition[] {
    const { name, collection } = filters ?? {};
    return [...(name === undefined ? [] : [{ sql: 'name = ?', values: [name] }]), ...(collection === undefined ? [] : [{ sql: 'collection = ?', values: [collection] }])];
  }
}

/** An icon as a file carries it. */
export function iconInFile({ id, name, collection, keywords, is_isometric, scale, image_hash }: Icon, images: IconImages): IconInFile {
  const image = images.get(image_hash);
  if (image === null) throw new Error(`The image ${image_hash} of the icon ${id} is not there.`);
  return { id, name, collection, keywords, is_isometric, scale, image: dataUrlOf(image.media_type, image.bytes) };
}

/** Throws `limit_reached` where there would be more icons than a map can list. */
export function refuseTooMany(count: number): void {
  if (count > ICONS_MAX) throw new ProblemError('limit_reached', say('icons_limit', { count, limit: ICONS_MAX }));
}
