import { HALF_HEIGHT, HALF_WIDTH, type Size } from '../../scene/space.ts';
import { lyingBox, standingBox, type OwnIcon } from '../../scene/own-icons.ts';
import type { Finish } from '../../scene/icons/coat.ts';
import type { SvgDocument } from './svg-document.ts';
import { escaped, fine } from './written.ts';

/** An image of people's own as a document can carry it: a data URL, and its size in any unit. */
export type Embedded = Size & { readonly url: string };

/** Images by their hashes. An icon whose image is not among them is drawn as its type's. */
export type EmbeddedImages = ReadonlyMap<string, Embedded>;

/** The id of an icon's image around the origin, in world pixels: standing, or laid on the floor. Its bytes stand once in the document. */
export function embeddedIcon(document: SvgDocument, icon: OwnIcon, image: Embedded, finish: Finish): string {
  const plain = document.define(`image ${icon.id} ${icon.image_hash}`, (id) => {
    const { x, y, width, height } = icon.is_isometric ? standingBox(image, icon.scale) : lyingBox(image, icon.scale);
    const laid = icon.is_isometric ? '' : ` transform="matrix(${[HALF_WIDTH, HALF_HEIGHT, -HALF_WIDTH, HALF_HEIGHT].map(fine).join(' ')} 0 0)"`;
    return `<g id="${id}"${laid}><image x="${fine(x)}" y="${fine(y)}" width="${fine(width)}" height="${fine(height)}" preserveAspectRatio="none" href="${escaped(image.url)}"/></g>`;
  });
  if (finish === 'plain') return plain;
  return document.define(`image ${icon.id} ${icon.image_hash} ${finish}`, (id) => `<g id="${id}"${finish === 'faded' ? ' opacity=".5"' : ` filter="url(#${greyIn(document)})"`}><use href="#${plain}"/></g>`);
}

const greyIn = (document: SvgDocument): string => document.define('grey', (id) => `<filter id="${id}"><feColorMatrix type="saturate" values="0"/></filter>`);
