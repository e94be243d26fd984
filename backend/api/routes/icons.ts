import { Type } from '@sinclair/typebox';
import { ICON_MEDIA_TYPES, IconPatchSchema, IconSchema, NewIconSchema } from '../../contract/icon.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { readIconImage, type IconImage } from '../../domain/icon-image/icon-image.ts';
import { ImageFault } from '../../domain/icon-image/image-fault.ts';
import { invalid, ProblemError } from '../../errors.ts';
import { needEverything, type Caller } from '../caller.ts';
import { isFresh } from '../etag.ts';
import { nounRoutes } from '../noun-routes.ts';
import { route, type Route } from '../route.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import type { Voice } from '../voice.ts';
import { fetchedIconRoute } from './fetched-icons.ts';

/** Icons of one's own: seen by everybody, changed by who may edit everything. */
export function iconRoutes(voice: Voice): Route[] {
  const check = (caller: Caller): void => needEverything(caller, say('to_change_icons'));
  return [
    ...nounRoutes({
      path: 'icons', name: 'icon', shelf: voice.store.icons, schema: IconSchema, newSchema: NewIconSchema, patchSchema: IconPatchSchema,
      filters: { name: Type.String({ maxLength: 500, description: 'Name, exactly.' }), collection: Type.String({ maxLength: 500, description: 'Collection, exactly.' }) },
      checkAdd: check, checkPatch: check, checkRemove: check, read: readImage,
    }, voice),
    fetchedIconRoute(voice, check),
    imageRoute(voice),
  ];
}

/** The body with its image read; a fault of the image stands at `/image`. */
function readImage({ image: text, ...body }: { readonly image?: string }): { readonly body: { readonly image?: IconImage }; readonly warnings: readonly Sentence[] } {
  if (text === undefined) return { body, warnings: [] };
  try {
    const { image, warnings } = readIconImage(text);
    return { body: { ...body, image }, warnings };
  } catch (error) {
    if (!(error instanceof ImageFault)) throw error;
    throw invalid([{ pointer: '/image', message: error.sentence }]);
  }
}

/** The image cannot change under its hash, and nothing in it may run even where somebody opens it by itself. */
const IMAGE_HEADERS = {
  ...SECURITY_HEADERS, 'Cache-Control': 'private, max-age=31536000, immutable',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};

const imageRoute = ({ store }: Voice): Route => route({
  method: 'get', path: '/api/icon-images/{id}', right: 'view', summary: 'The image of an icon, by its hash. It never changes.',
  answers: [...ICON_MEDIA_TYPES.map((type) => ({ status: 200, description: 'Its bytes.', type })), { status: 304, description: 'As in If-None-Match.' }],
  answer({ request, response, id }) {
    const etag = `"${id}"`;
    const image = store.icons.images.get(id);
    if (image === null) throw new ProblemError('not_found', say('image_not_found', { hash: JSON.stringify(id.slice(0, 100)) }));
    if (isFresh(request.headers['if-none-match'], etag)) {
      response.writeHead(304, { ...IMAGE_HEADERS, ETag: etag });
      response.end();
      return;
    }
    response.writeHead(200, { ...IMAGE_HEADERS, 'Content-Type': image.media_type, 'Content-Length': image.bytes.length, ETag: etag });
    response.end(request.method === 'HEAD' ? undefined : image.bytes);
  },
});
