import { Type, type Static } from '@sinclair/typebox';
import { ICON_IMAGE_MAX_BYTES, ICON_SCALE_MAX, ICON_SCALE_MIN, IMAGE_TEXT_MAX_LENGTH } from './limits.ts';
import { OneOf } from './look.ts';
import { newOf, patchOf } from './noun.ts';
import { Id, Line, Moment } from './text.ts';

/** Media types of icons. */
export const ICON_MEDIA_TYPES = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type IconMediaType = (typeof ICON_MEDIA_TYPES)[number];

const words = {
  name: Line('For people.'),
  collection: Line('Icons of one collection stand together in lists; "" is none.', 100),
  keywords: Type.Array(Line('Found by this word too.', 60), { maxItems: 32 }),
  is_isometric: Type.Boolean({ description: 'It was drawn standing (the default); else it is laid on the floor.' }),
  scale: Type.Number({ minimum: ICON_SCALE_MIN, maximum: ICON_SCALE_MAX, description: 'Its width, where 1 is a tile.' }),
};

const ImageText = Type.String({
  maxLength: IMAGE_TEXT_MAX_LENGTH, pattern: '^data:', writeOnly: true,
  description: `A data URL of SVG, PNG, JPEG, WebP or GIF, at most ${ICON_IMAGE_MAX_BYTES} bytes. SVG is cleaned of what could run or load anything.`,
});

const KeptImageSchema = Type.Object({
  media_type: OneOf(ICON_MEDIA_TYPES, 'Of its image.'),
  bytes: Type.Integer({ minimum: 1, description: 'Size of its image.' }),
  image_hash: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of its image, which GET /api/icon-images/{image_hash} answers.' }),
});

/** What is known of an icon's image beside its bytes. */
export type KeptImage = Static<typeof KeptImageSchema>;
const kept = KeptImageSchema.properties;

/** An icon of one's own. Servers and types name it by its id, which goes before an icon of the set. */
export const IconSchema = Type.Object({
  id: Id('Immutable.'), ...words, ...kept, created_at: Moment('When it was added.'), updated_at: Moment('When a person last changed it.'),
}, { $id: 'Icon', additionalProperties: false });
export type Icon = Static<typeof IconSchema>;

/** Body of POST /api/icons; `image` is required. */
export const NewIconSchema = newOf({ ...words, image: ImageText }, 'NewIcon');
export type NewIcon = Static<typeof NewIconSchema>;

/** Body of POST /api/fetched-icons: the image is fetched by the daemon. */
export const IconAtAddressSchema = Type.Object({
  url: Type.String({ minLength: 1, maxLength: 2_000, description: 'Where the image is, by http or https. Loopback and private networks only if the configuration allows it.' }),
  ...newOf(words, '').properties,
}, { $id: 'IconAtAddress', additionalProperties: false });

/** An icon with its image put away. */
export const IconDraftSchema = newOf({ ...words, ...kept }, 'IconDraft');
export type IconDraft = Static<typeof IconDraftSchema>;

/** Body of PATCH /api/icons/{id}: JSON Merge Patch; an image cannot be taken away. */
export const IconPatchSchema = Type.Object(
  { ...patchOf(words, 'IconWordsPatch').properties, image: Type.Optional(ImageText) }, { $id: 'IconPatch', additionalProperties: false },
);

/** An icon as a file carries it, in the order of its keys. */
export const IconInFileSchema = Type.Object({ id: Id('Immutable.'), ...words, image: ImageText }, { $id: 'IconInFile', additionalProperties: false });
export type IconInFile = Static<typeof IconInFileSchema>;
